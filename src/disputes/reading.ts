import type { ShopId } from '../kernel/ids.ts'
import type { Opened } from '../orders/model.ts'
import { readOrder } from '../orders/store.ts'
import type { Door } from '../platform/http/door.ts'
import { piecesAtBuyer } from '../returns/pieces.ts'
import { readReturns } from '../returns/store.ts'
import { factsOf } from './facts.ts'
import { readComplaint } from './store.ts'
import { caseView, type Seer } from './view.ts'

/** The case of an order as this caller may see it; null where there is none for them. */
export async function loadCase(
  { door }: { door: Door },
  { shopId, orderId }: { shopId: ShopId; orderId: string },
  roleOf: (order: Opened) => Seer | null,
) {
  const [found, file, returns] = await Promise.all([
    readOrder(door.reads, shopId, orderId),
    readComplaint(door.reads, shopId, orderId),
    readReturns(door.reads, shopId, orderId),
  ])
  const by = found && roleOf(found.order)
  if (!found || !by || file.status === 'none') return null
  const { order } = found
  const here = piecesAtBuyer(returns, order.items)
  const items = order.items.map(({ id: itemId, title, quantity, amountFen }) => {
    const left = here.find((one) => one.itemId === itemId)?.quantity ?? 0
    return { itemId, title, quantity, amountFen, here: left }
  })
  return caseView(file, { by, money: factsOf(order, returns), items, at: door.clock.now() })
}
