import type { Order } from '../../../../sdk/src/wire.ts'
import { deadline, money } from '../../../../src/kernel/wording.ts'
import { gainWords, nextWords, statuses } from '../../../../src/vocabulary.ts'
import { useLanguage } from '../../language.tsx'
import { Card, Time } from '../../ui/parts.tsx'
import { useCase } from '../disputes/case.ts'
import { cameFromPaying } from './paying.ts'
import { orderWords as words } from './words.ts'

/** How does it stand, in one word and one sentence? */
export function StatusHead({ order }: { order: Order }) {
  const { say, language } = useLanguage()
  const about = words.about[order.role === 'seller' ? 'seller' : 'buyer'][order.status]
  const locked = order.role !== 'desk' && inDispute(order)
  const held = order.role === 'desk' ? null : order.heldFor
  const asking =
    order.status === 'opened' && order.role === 'buyer' && cameFromPaying(order.orderId)
  return (
    <section className="status" aria-live="polite">
      <h1>{say(locked ? words.disputed : statuses[order.status])}</h1>
      {order.role !== 'desk' && !locked && held === null && (
        <p>
          {say(about, {
            payBy: deadline(Date.parse(order.payBy), language),
            held: money(order.money.heldFen),
          })}
        </p>
      )}
      {asking && <p className="notice">{say(words.paying)}</p>}
      {held !== null && order.role !== 'desk' && (
        <p className="notice warn">
          {say(words.heldFor[held][order.role], {
            amount: money(order.money.heldFen),
          })}
        </p>
      )}
      {locked && (
        <p className="notice warn">
          {say(order.role === 'seller' ? words.lockedSeller : words.locked, {
            amount: money(order.complaint?.amountFen ?? 0),
          })}
        </p>
      )}
    </section>
  )
}

/** Is a complaint open? A low-key one does not shout at the seller. */
export function inDispute({ complaint, role }: Order): boolean {
  if (complaint === null || complaint.status === 'closed') return false
  return role !== 'seller' || !complaint.lowKey
}

/** 低调处理: does this seller read neutral words only? Also when the case is over. */
export function isHushed({ complaint, role }: Order): boolean {
  return complaint?.lowKey === true && role === 'seller'
}

function isSent({ kind }: Order['items'][number]['fulfilment']): boolean {
  return kind === 'parcel'
}

const lasts = new Set<string>(['hold', 'complaint.last'])

/** What happens by itself, when exactly, and who gains if nobody acts. */
export function NextSteps({ order }: { order: Order }) {
  const { say, language } = useLanguage()
  const soon = Date.parse(order.now) + 30 * 24 * 3_600_000
  const quiet = isHushed(order)
  const open = inDispute(order) || (quiet && order.complaint?.status !== 'closed')
  const { data: file } = useCase(order.orderId, open && order.role !== 'desk')
  // The seller of a low-key case reads the hour, and what it is about on the page of the case.
  const soonest = quiet ? (file?.next ?? []).slice(0, 1) : (file?.next ?? [])
  const ofCase = soonest.map((one) => ({
    ...one,
    kind: quiet ? ('complaint.quiet' as const) : (`complaint.${one.kind}` as const),
  }))
  const next = [...order.next, ...ofCase]
    // The end of the hold is months away, and everything else comes first.
    .filter(({ kind, dueAt }) => !lasts.has(kind) || Date.parse(dueAt) < soon)
    .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
  if (next.length === 0) return null
  return (
    <Card title={say(words.next)}>
      <ul className="next">
        {next.map(({ kind, dueAt, gains }) => (
          <li key={kind}>
            <Time at={dueAt} limit />
            <span>{say(nextWords[kind])}</span>
            <span className={`badge ${gains}`}>
              {say(words.ifNobody)} · {say(gainWords[gains])}
            </span>
          </li>
        ))}
      </ul>
      {order.windowEndsAt !== null && order.items.some(({ fulfilment }) => isSent(fulfilment)) && (
        <p className="hint">
          {say(words.window, { until: deadline(Date.parse(order.windowEndsAt), language) })}
        </p>
      )}
    </Card>
  )
}
