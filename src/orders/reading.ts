import { readComplaint } from '../disputes/store.ts'
import type { Identity } from '../identity/identity.ts'
import type { ShopId } from '../kernel/ids.ts'
import { parcelsByKey } from '../logistics/store.ts'
import { readPayment } from '../payments/store.ts'
import type { Door } from '../platform/http/door.ts'
import { readStream } from '../platform/journal.ts'
import type { Opened } from './model.ts'
import { readOrder } from './store.ts'
import { live } from './sums.ts'
import { orderView, type Role } from './view.ts'

/** Gathers an order from all the rooms that know of it. Null when the caller has no part in it. */
export async function loadOrder(
  { door, identity }: { door: Door; identity: Identity },
  { shopId, orderId, after = 0 }: { shopId: ShopId; orderId: string; after?: number },
  eyesOf: (order: Opened) => { role: Role; proven: boolean } | null,
) {
  const found = await readOrder(door.reads, shopId, orderId)
  const eyes = found && eyesOf(found.order)
  if (!found || !eyes) return null
  const { order, sold } = found
  const { role } = eyes
  const [payment, complaint, parcels, journal, contact] = await Promise.all([
    readPayment(door.reads, shopId, orderId),
    readComplaint(door.reads, shopId, orderId),
    parcelsByKey(
      door.reads,
      shopId,
      order.parcels.map(({ id }) => id),
    ),
    readStream(door.reads, shopId, { subject: `order:${orderId}`, after }),
    role === 'buyer' || (role === 'seller' && needsContact(order))
      ? identity.people.openContact(order.buyerId, order.contactId)
      : null,
  ])
  const at = door.clock.now()
  return orderView({ order, sold, payment, complaint, parcels, journal, contact, ...eyes, at })
}

/**
 * Does the seller need to know where the buyer lives? Once it is paid, and no longer where all went
 * back before anything was sent. The desk has no need of it.
 */
function needsContact(order: Opened): boolean {
  return order.phase === 'paid' && (live(order).length > 0 || order.parcels.length > 0)
}
