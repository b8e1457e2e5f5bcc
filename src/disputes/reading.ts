import type { ShopId } from '../kernel/ids.ts'
import type { Opened } from '../orders/model.ts'
import { readOrder } from '../orders/store.ts'
import type { Door } from '../platform/http/door.ts'
import { readReturns } from '../returns/store.ts'
import { factsOf, thingsOf } from './facts.ts'
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
  const items = thingsOf(order, returns)
  return caseView(file, { by, money: factsOf(order, returns), items, at: door.clock.now() })
}
