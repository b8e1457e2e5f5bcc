import { Link } from 'react-router'
import type { DeskOrder } from '../../../../sdk/src/wire.ts'
import { money } from '../../../../src/kernel/wording.ts'
import { statuses } from '../../../../src/vocabulary.ts'
import { useSay } from '../../language.tsx'
import { Time } from '../../ui/parts.tsx'
import { words } from './desk-words.ts'

/** Orders as a table: a row an order, its number leads to its story. */
export function OrderTable({ orders }: { orders: readonly DeskOrder[] }) {
  const say = useSay()
  if (orders.length === 0) return <p className="hint">{say(words.noOrders)}</p>
  return (
    <section className="scroll" aria-label={say(words.orders)}>
      <table>
        <thead>
          <tr>
            <th>{say(words.item)}</th>
            <th>{say(words.status)}</th>
            <th className="end">{say(words.amount)}</th>
            <th>{say(words.shop)}</th>
            <th>{say(words.opened)}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((one) => (
            <tr key={one.orderId}>
              <td>
                <Link className="cell" to={`/desk/orders/${one.orderId}`}>
                  {one.title}
                </Link>
              </td>
              <td>
                <span className="badge">{say(statuses[one.status])}</span>{' '}
                {one.locked && <span className="badge warn">{say(words.disputed)}</span>}
              </td>
              <td className="end">{money(one.totalFen)}</td>
              <td>
                <Link className="cell" to={`/desk/shops/${one.shop}`}>
                  {one.shopName}
                </Link>
              </td>
              <td>
                <Time at={one.openedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
