import type { Event as ListingEvent } from '../../src/catalogue/model.ts'
import { listings } from '../../src/catalogue/store.ts'
import type { Item, Opened } from '../../src/orders/model.ts'
import { orders } from '../../src/orders/store.ts'
import type { World } from '../../src/platform/world.ts'
import type { Problem } from './tables.ts'

/**
 * 库存. Is everything that was ever put on the shelf still there, or in an order? What the seller put
 * there = what is left + what orders have taken and not given back. Never below zero.
 */
export function stockProblems(
  world: World,
  events: readonly { target: string; event: ListingEvent }[],
): Problem[] {
  const put = putOnShelf(events)
  const taken = new Map<string, number>()
  for (const { row: order } of world.rows(orders)) {
    if (order.status === 'none') continue
    for (const item of order.items)
      if (isOut(order, item))
        taken.set(item.listingId, (taken.get(item.listingId) ?? 0) + item.quantity)
  }
  const problems: Problem[] = []
  for (const { id, row } of world.rows(listings)) {
    if (row.status === 'none') continue
    const [all, out] = [put.get(id) ?? 0, taken.get(id) ?? 0]
    if (row.stock + out === all && row.stock >= 0) continue
    const what = `listing ${id}: ${all} were put there, ${row.stock} are left, orders have ${out}`
    problems.push({ invariant: 'stock_is_conserved', what })
  }
  return problems
}

/** Has this item left the shelf for good, or for as long as its order is open? */
function isOut(order: Opened, item: Item): boolean {
  if (order.phase === 'ended') return false
  return !(item.status === 'refunded' && item.parcelId === null)
}

/** How much did the seller himself put there, counting later corrections? */
function putOnShelf(
  events: readonly { target: string; event: ListingEvent }[],
): Map<string, number> {
  const put = new Map<string, number>()
  const left = new Map<string, number>()
  const move = (id: string, by: number) => left.set(id, (left.get(id) ?? 0) + by)
  for (const { target: id, event } of events) {
    switch (event.type) {
      case 'listing.published':
        put.set(id, event.stock)
        left.set(id, event.stock)
        break
      case 'listing.restocked':
        put.set(id, (put.get(id) ?? 0) + event.stock - (left.get(id) ?? 0))
        left.set(id, event.stock)
        break
      case 'listing.reserved':
        move(id, -event.quantity)
        break
      case 'listing.given_back':
        move(id, event.quantity)
        break
    }
  }
  return put
}
