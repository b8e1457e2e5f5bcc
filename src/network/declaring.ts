import { randomBytes, randomUUID } from 'node:crypto'
import { listingsEditedSince } from '../catalogue/store.ts'
import { removeDeviceKeysSince } from '../evidence/signing.store.ts'
import type { Identity } from '../identity/identity.ts'
import type { ShopId } from '../kernel/ids.ts'
import { day, type Instant } from '../kernel/time.ts'
import { ordersOpenedSince } from '../orders/store.ts'
import type { Body } from '../platform/command.ts'
import type { Door } from '../platform/http/door.ts'
import type { Lanes } from '../platform/run.ts'
import { theftActor } from './facts.ts'
import type { Freeze } from './model.ts'
import { shopRow, shopsOf } from './store.ts'

export interface Declaring {
  readonly door: Door
  readonly lanes: Lanes
  readonly identity: Identity
}

export interface Theft {
  readonly personId: string
  /** Whatever has been done in this person's name from then on is doubted. */
  readonly since: Instant
  readonly by: Freeze['by']
}

/** What was stopped. */
export interface Stopped {
  readonly keys: number
  readonly shops: number
  readonly listings: number
  readonly orders: number
}

/** Nobody remembers further back than this, and nothing paid is held longer. */
export const sinceMaxMs = 180 * day
const pageMax = 100

/**
 * 声明账号被盗. Shuts everybody out of the account first, then stops what was done in its name: a page of
 * each shop at a time, until nothing new is found. A repeat stops what has come since.
 */
export async function declareStolen(parts: Declaring, theft: Theft): Promise<Stopped> {
  const { door, identity } = parts
  const { personId, since } = theft
  const keys = await identity.lockOut(personId, since)
  await removeDeviceKeysSince(door.reads, personId, since)
  const shops = await shopsOf(door.reads, personId)
  let listings = 0
  let orders = 0
  for (const { shopId } of shops) {
    const number = door.shopOf(shopId, 'shp')
    if (number === null) continue
    const stopped = await freeze(parts, number, theft)
    listings += stopped.listings
    orders += stopped.orders
  }
  return { keys, shops: shops.length, listings, orders }
}

async function freeze(
  { door, lanes }: Declaring,
  shopId: ShopId,
  { since, by }: Theft,
): Promise<{ listings: number; orders: number }> {
  const id = randomUUID()
  const sum = { listings: 0, orders: 0 }
  const done = { listings: new Set<string>(), orders: new Set<string>() }
  for (let page = 0; ; page++) {
    const asked = { shopId, since, limit: pageMax }
    const offers = await listingsEditedSince(door.reads, { ...asked, but: [...done.listings] })
    const sold = await ordersOpenedSince(door.reads, { ...asked, but: [...done.orders] })
    if (page > 0 && offers.length + sold.length === 0) return sum
    const body = { type: 'freeze', since, by, listingIds: offers, orderIds: sold } as Body
    const command = { id: `${id}:${page}`, shopId, domain: 'shops', target: shopRow, body }
    const arrivedAt = door.clock.now()
    const actor = `${theftActor}${id}`
    await lanes.submit({ ...command, actor, arrivedAt, seed: randomBytes(32) })
    for (const listing of offers) done.listings.add(listing)
    for (const order of sold) done.orders.add(order)
    sum.listings += offers.length
    sum.orders += sold.length
  }
}
