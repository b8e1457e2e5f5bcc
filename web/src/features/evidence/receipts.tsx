import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { AnswerTo } from '../../../../sdk/src/client.ts'
import type { Order } from '../../../../sdk/src/wire.ts'
import { canonicalJson } from '../../../../src/kernel/canonical.ts'
import { entryStateWords, eventWords } from '../../../../src/vocabulary.ts'
import { api } from '../../api.ts'
import { useCommand } from '../../command.ts'
import { useSay } from '../../language.tsx'
import { Card, Refusal, Rows, Submit, Time } from '../../ui/parts.tsx'
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
      <Download orderId={orderId} vkey={found.data?.log.vkey ?? null} />
      {order.role !== 'desk' && <SignSteps orderId={orderId} />}
      {found.data && <EachEntry entries={found.data.entries} />}
      <ul className="links">
        <li>
          <Link to="/verify">{say(words.verify)}</Link>
        </li>
        <li>
          <Link to="/log">{say(words.log)}</Link>
        </li>
      </ul>
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

/** The file, checked here before it is handed over: by code that the server has no part in. */
function Download({ orderId, vkey }: { orderId: string; vkey: string | null }) {
  const say = useSay()
  const [verdict, setVerdict] = useState<{ zh: string; en: string } | null>(null)
  const { run, pending, problem } = useCommand<string>(async () => {
    const receipt = await api.get('/v1/orders/{orderId}/receipt', { path: { orderId } })
    const text = canonicalJson(receipt)
    save(text, `${orderId}.baozheng-receipt.json`)
    const [{ verifyReceipt }, { verdictWords }] = await Promise.all([
      import('../../../../sdk/src/verify.ts'),
      import('../../../../sdk/src/verify-words.ts'),
    ])
    const trust = vkey === null ? {} : { logs: [vkey] }
    const found = await verifyReceipt(new TextEncoder().encode(text), trust)
    setVerdict(found.verdict === 'invalid' ? words.failed : verdictWords[found.verdict])
  })
  return (
    <>
      <div className="buttons">
        <Submit pending={pending} kind="quiet" onClick={() => run(orderId)}>
          {say(words.download)}
        </Submit>
      </div>
      <p className="hint">{say(words.downloadMore)}</p>
      <Refusal problem={problem} />
      {verdict && (
        <p className="notice" role="status">
          {say(words.saved)} {say(verdict)}
        </p>
      )}
    </>
  )
}

function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  // The download has its own hold on the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
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
