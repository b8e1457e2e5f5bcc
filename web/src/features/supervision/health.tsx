import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Wire } from '../../../../sdk/src/wire.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Skeleton } from '../../ui/page.tsx'
import { Card, LoadFailed, Rows } from '../../ui/parts.tsx'
import { words } from './desk-words.ts'
import { ParkedEntry, readerName } from './parked.tsx'
import { Sparkline } from './sparkline.tsx'

type Snapshot = Wire['GET /v1/desk/health']['answer']

const everyMs = 2_000
const keptMost = 90

/** 运行状况. Is anything piling up? Asked every two seconds while somebody looks. */
export function Health() {
  const say = useSay()
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const found = useQuery({
    queryKey: ['health'],
    queryFn: () => api.get('/v1/desk/health'),
    refetchInterval: everyMs,
    staleTime: 0,
  })
  const { data, dataUpdatedAt } = found
  useEffect(() => {
    if (data) setTaken((before) => [...before, { data, at: dataUpdatedAt }].slice(-keptMost))
  }, [data, dataUpdatedAt])
  if (found.isPending) return <Skeleton />
  if (found.isError && !data)
    return <LoadFailed error={found.error} retry={() => found.refetch()} />
  return (
    <>
      <h1>{say(words.health)}</h1>
      <Charts taken={taken} />
      {data && <Lanes lanes={data.lanes} />}
      {data && <Trouble counters={data.counters} />}
      {data && <Log log={data.log} />}
    </>
  )
}

interface Taken {
  readonly data: Snapshot
  readonly at: number
}

function Charts({ taken }: { taken: readonly Taken[] }) {
  const say = useSay()
  const plain = (of: (data: Snapshot) => number) => taken.map(({ data }) => of(data))
  /** How much one counter grew for each unit of another, from look to look. */
  const rate = (of: string, per: string | null) =>
    taken.slice(1).map((now, place) => {
      const before = taken[place]
      if (!before) return 0
      const grew = (name: string) =>
        (now.data.counters[name] ?? 0) - (before.data.counters[name] ?? 0)
      const base = per === null ? (now.at - before.at) / 1000 : grew(per)
      return base > 0 ? Math.max(0, grew(of) / base) : 0
    })
  const counter = (name: string, by: number) => plain(({ counters }) => (counters[name] ?? 0) * by)
  return (
    <div className="sums">
      <Sparkline label={say(words.commands)} values={rate('batch_commands_sum', null)} />
      <Sparkline
        label={say(words.batch)}
        values={rate('batch_commands_sum', 'batch_commands_count')}
      />
      <Sparkline label={say(words.batchMs)} values={rate('batch_ms_sum', 'batch_commands_count')} />
      <Sparkline label={say(words.waitingCommands)} values={plain((one) => one.waitingCommands)} />
      <Sparkline label={say(words.late15)} values={plain((one) => one.lateDeadlines)} />
      <Sparkline label={say(words.instructions)} values={plain((one) => one.openInstructions)} />
      <Sparkline label={say(words.messages)} values={plain((one) => one.waitingMessages)} />
      <Sparkline
        label={say(words.lag)}
        values={counter('nodejs_eventloop_lag_p99_seconds', 1_000)}
      />
      <Sparkline
        label={say(words.memory)}
        values={counter('process_resident_memory_bytes', 1e-6)}
      />
    </div>
  )
}

/** One bar a lane, as long as its queue beside the longest. */
function Lanes({ lanes }: { lanes: Snapshot['lanes'] }) {
  const say = useSay()
  const longest = Math.max(1, ...lanes)
  return (
    <Card title={say(words.lanes)}>
      <p className="hint">{say(words.lanesMore)}</p>
      <ol className="bars">
        {lanes
          .map((waiting, place) => ({ n: place + 1, waiting }))
          .map((lane) => (
            <li key={lane.n}>
              <span className="small">{say(words.lane, lane)}</span>
              <i style={{ width: `${(100 * lane.waiting) / longest}%` }} aria-hidden="true" />
            </li>
          ))}
      </ol>
    </Card>
  )
}

function Trouble({ counters }: { counters: Snapshot['counters'] }) {
  const say = useSay()
  return (
    <Card title={say(words.trouble)}>
      <Rows
        rows={[
          [say(words.overloaded), counters.overloaded_total ?? 0],
          [say(words.retried), counters.retried_total ?? 0],
          [say(words.poisoned), counters.poisoned_total ?? 0],
        ]}
      />
    </Card>
  )
}

function Log({ log }: { log: Snapshot['log'] }) {
  const say = useSay()
  return (
    <Card title={say(words.log)}>
      <Rows
        rows={[
          [say(words.sequenced), log.sequenced],
          ...log.readers.map(
            ({ name, nextIndex }) =>
              [
                readerName(name, say),
                say(words.behind, { n: Math.max(0, log.sequenced - nextIndex) }),
              ] as const,
          ),
        ]}
      />
      <h3>{say(words.parked)}</h3>
      {log.parked.length === 0 && <p className="hint">{say(words.noParked)}</p>}
      {log.parked.map((one) => (
        <ParkedEntry key={`${one.reader} ${one.index}`} one={one} />
      ))}
    </Card>
  )
}
