import { listingsEditedSince } from '../catalogue/doubted.store.ts'
import type { ShopId } from '../kernel/ids.ts'
import { shanghaiDay } from '../kernel/time.ts'
import { addressesOn } from '../notices/store.ts'
import { doubtedMax, doubtedOrders, doubtsOf } from '../orders/doubted.store.ts'
import { clockActor, personOf } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { World } from '../platform/world.ts'
import type { Command, Event, Facts, Page, Shop } from './model.ts'
import * as rules from './rules.ts'
import { shops } from './store.ts'

/** The actor of a declared theft: this, and the declaration's id. Its routes alone speak so. */
export const theftActor = 'theft:'

/** What the door vouches for, once it has seen the role: no caller can send it. */
export const operatorGrant = 'role:operator'

/** The shop as the runner sees it; its stream is `shop`. */
export const shopDomain = machine<Shop, Command, Event, Facts>({
  name: 'shops',
  rules,
  table: shops,
  facts: (world, { shopId, body, at, actor, grant }, shop) => ({
    at,
    on: shanghaiDay(at),
    house: actor === clockActor || actor.startsWith(theftActor),
    operator: grant === operatorGrant,
    personId: personOf(actor),
    page: isSweep(body) ? pageOf(world, shopId, shop) : null,
    webhookIds: body.type === 'freeze' ? world.read(addressesOn, shopId, 'on') : [],
  }),
  preload: (world, shopId) => world.want(streams, shopId, 'shop'),
  stream: () => 'shop',
  answer(shop) {
    if (shop.status === 'none') return {}
    const { shopId, name, status, standing, sweep } = shop
    const stopped = sweep ? { listings: sweep.listings, orders: sweep.orders } : {}
    return { shopId, name, status, standing, ...stopped }
  },
})

function isSweep(body: Command): boolean {
  return body.type === 'sweep' || (body.type === 'time' && body.kind === 'sweep')
}

/** What is not yet as the freeze, or its end, asks? As it stands under the guard of the shop. */
function pageOf(world: World, shopId: ShopId, shop: Shop): Page | null {
  if (shop.status === 'none' || !shop.sweep) return null
  const { frozen = null, sweep } = shop
  const span = frozen && { since: frozen.since, until: frozen.at }
  const orders = world.read(doubtedOrders, shopId, doubtsOf(sweep.from, span))
  const offers = frozen && world.read(listingsEditedSince, shopId, String(frozen.since))
  return { listingIds: offers ?? [], orders, full: orders.length === doubtedMax }
}
