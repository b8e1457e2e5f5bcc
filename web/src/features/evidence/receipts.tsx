import { useQuery } from '@tanstack/react-query'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import type { Order } from '../../../../sdk/src/wire.ts'
import { entryStateWords, eventWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Card, Rows, Time } from '../../ui/parts.tsx'
import { Download } from './download.tsx'
import { Further } from './further.tsx'
import { SignSteps } from './sign.tsx'
import { evidenceWords as words } from './words.ts'

type Receipts = AnswerTo<'GET', '/v1/orders/{orderId}/receipts'>
type Entry = Receipts['entries'][number]

/** 存证与凭证. How far each entry is proved, and the file to keep. For both sides and the desk. */
export function ReceiptsCard({ order }: { order: Pick<Order, 'orderId' | 'role'> }) {
  const say = useSay()
  const { orderId } = order
  const found = useQuery({
    queryKey: ['receipts', orderId],
    queryFn: () => api.get('/v1/orders/{orderId}/receipts', { path: { orderId } }),
    refetchInterval: ({ state: { data } }) => nextLook(data),
  })
  return (
    <Card title={say(words.title)}>
      <p>{say(words.intro)}</p>
      {found.data && <Standing receipts={found.data} />}
      <Download
        name={`${orderId}.baozheng-receipt.json`}
        load={() => api.get('/v1/orders/{orderId}/receipt', { path: { orderId } })}
        vkey={found.data?.log.vkey ?? null}
      />
      {order.role !== 'desk' && <SignSteps orderId={orderId} />}
      {found.data && <EachEntry entries={found.data.entries} />}
      <Further />
    </Card>
  )
}

/** Soon while something is about to be proved; seldom while only witnesses are missing. */
function nextLook(data: Receipts | undefined): number | false {
  if (!data) return false
  if (data.entries.some(({ state }) => state === 'recorded')) return 2_000
  const waits = data.log.witnesses > 0 && data.entries.some(({ state }) => state !== 'witnessed')
  return waits ? 15_000 : false
}

function Standing({ receipts: { log, entries } }: { receipts: Receipts }) {
  const say = useSay()
  const all = entries.length
  const proved = entries.filter(({ state }) => state !== 'recorded').length
  const witnessed = entries.filter(({ state }) => state === 'witnessed').length
  const seen =
    log.witnesses === 0
      ? say(words.noWitness)
      : witnessed === all
        ? say(words.witnessed, { all })
        : say(words.unwitnessed, { n: witnessed, all })
  return (
    <Rows
      rows={[
        [say(words.count), say(words.countOf, { n: all })],
        [say(words.proved), say(words.provedOf, { n: proved, all })],
        [say(words.witness), seen],
      ]}
    />
  )
}

function EachEntry({ entries }: { entries: readonly Entry[] }) {
  const say = useSay()
  return (
    <details>
      <summary>{say(words.each)}</summary>
      <ol className="timeline">
        {entries.map((entry) => (
          <OneEntry key={entry.seq} entry={entry} />
        ))}
      </ol>
    </details>
  )
}

function OneEntry({ entry }: { entry: Entry }) {
  const say = useSay()
  const { kind, state, index, commitment } = entry
  const known = kind in eventWords ? say(eventWords[kind as keyof typeof eventWords]) : kind
  const tone = state === 'witnessed' ? 'good' : state === 'recorded' ? 'warn' : ''
  const times = [
    [words.recordedAt, entry.recordedAt],
    [words.provedAt, entry.provedAt],
    [words.witnessedAt, entry.witnessedAt],
  ] as const
  return (
    <li>
      <p>
        {known} <span className={`badge ${tone}`}>{say(entryStateWords[state])}</span>
      </p>
      {times.map(
        ([label, at]) =>
          at && (
            <p className="small" key={label.en}>
              {say(label)} <Time at={at} />
            </p>
          ),
      )}
      {index !== null && <p className="small">{say(words.place, { index: index + 1 })}</p>}
      <p className="small mono">
        {say(words.code)} {commitment}
      </p>
    </li>
  )
}
