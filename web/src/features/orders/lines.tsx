import { Link } from 'react-router'
import type { OrderLine } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { statuses, timerWords } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Time } from '../../ui/parts.tsx'
import { listWords as words } from './words.ts'

/**
 * A list of orders: what, how it stands, what comes next and when. Of those in `quiet` nothing is
 * said of a dispute.
 */
export function OrderLines({
  orders,
  quiet = nothing,
}: {
  orders: readonly OrderLine[]
  quiet?: ReadonlySet<string>
}) {
  const say = useSay()
  return (
    <ul className="lines">
      {orders.map((order) => (
        <li key={order.orderId}>
          <Link to={`/o/${order.orderId}`}>
            <span className="row">
              <span>
                {order.title}
                {order.items > 1 && ` ${say(words.items, { n: order.items })}`}
              </span>
              <span className="end">{money(order.totalFen)}</span>
            </span>
            <span className="row wraps">
              <span className="small">
                {order.next && order.next.kind !== 'hold' ? (
                  <>
                    <Time at={order.next.dueAt} limit /> · {say(timerWords[order.next.kind])}
                  </>
                ) : (
                  <Time at={order.openedAt} />
                )}
                <Lapsing days={order.lapsesInDays} />
              </span>
              <span className={`badge ${quiet.has(order.orderId) ? 'warn' : tone(order)}`}>
                {say(
                  order.heldFor !== null
                    ? words.heldFor[order.heldFor]
                    : order.locked && !quiet.has(order.orderId)
                      ? words.locked
                      : order.returning
                        ? words.returning
                        : statuses[order.status],
                )}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

const nothing: ReadonlySet<string> = new Set()

/** The buyer is told before the right is over; the seller never is. */
function Lapsing({ days }: { days: number | null }) {
  const say = useSay()
  return days === null ? null : (
    <>
      <br />
      <span className="badge warn">{say(words.lapsing, { days })}</span>
    </>
  )
}

function tone({ status, locked, returning }: OrderLine): string {
  if (locked || status === 'overdue') return 'bad'
  if (returning || status === 'opened' || status === 'closing') return 'warn'
  if (status === 'expired' || status === 'cancelled') return ''
  return 'good'
}
