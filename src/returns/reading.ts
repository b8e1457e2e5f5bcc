import type { Identity } from '../identity/identity.ts'
import type { Contact } from '../identity/model.ts'
import type { ShopId } from '../kernel/ids.ts'
import { parcelsByKey } from '../logistics/store.ts'
import type { Opened, Sold } from '../orders/model.ts'
import type { Door } from '../platform/http/door.ts'
import { listOf } from './pieces.ts'
import { readReturns, soldSince } from './store.ts'
import { type Parts, type Role, salesCounted } from './view.ts'

/** Gathers the returns of an order, with addresses and parcels, for whoever may see them. */
export async function loadReturns(
  { door, identity }: { door: Door; identity: Identity },
  asked: { shopId: ShopId; order: Opened; sold: Sold; role: Role },
): Promise<Parts> {
  const { shopId, order, sold, role } = asked
  const at = door.clock.now()
  const [returns, sellerSold] = await Promise.all([
    readReturns(door.reads, shopId, order.orderId),
    soldSince(door.reads, shopId, { since: at - salesCounted.ms, atMost: salesCounted.atMost }),
  ])
  const list = listOf(returns)
  const parcelIds = list.flatMap(({ journey, outbound }) =>
    [journey, outbound].flatMap((one) => (one ? [one.parcelId] : [])),
  )
  const contactIds = role === 'desk' ? [] : list.flatMap(({ contactId }) => contactId ?? [])
  const keys = contactIds.map((contactId) => ({ personId: order.sellerId, contactId }))
  const [parcels, opened] = await Promise.all([
    parcelsByKey(door.reads, shopId, parcelIds),
    identity.people.openContacts(keys),
  ])
  const contacts = new Map<string, Contact>()
  for (const [place, contactId] of contactIds.entries()) {
    const contact = opened[place]
    if (contact) contacts.set(contactId, contact)
  }
  return { order, sold, returns, role, at, sellerSold, parcels, contacts }
}
