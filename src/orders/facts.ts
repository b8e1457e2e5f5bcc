import { noPeers, sheetOf } from '../catalogue/sheet.ts'
import { listings } from '../catalogue/store.ts'
import { purposesOf } from '../identity/purpose-words.ts'
import { assert } from '../kernel/assert.ts'
import type { ShopId } from '../kernel/ids.ts'
import { type Instant, shanghaiDay } from '../kernel/time.ts'
import { shopRow, shops } from '../network/store.ts'
import type { Capabilities } from '../payments/port.ts'
import {
  type Order as Asked,
  clockActor,
  type Domain,
  personOf,
  reactionActor,
} from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { World } from '../platform/world.ts'
import { evolve } from './evolve.ts'
import type { Command, Event, Facts, Order, Sold } from './model.ts'
import { decide, initial } from './rules.ts'
import { orders, sold } from './store.ts'
import type { Terms } from './terms.ts'

/** Orders as the runner sees them, under these terms and with this provider. */
export function orderDomain(site: { terms: Terms; capabilities: Capabilities }): Domain {
  assert(
    site.capabilities.holdDaysMax > site.terms.holdMarginDays,
    'the provider holds money for so short a time that every order would be undone when it is paid',
  )
  const rooms = machine<Order, Command, Event, Facts>({
    name: 'orders',
    rules: { initial, decide, evolve },
    table: orders,
    facts: (world, asked, order) => ({
      at: asked.at,
      role: asked.body.type === 'open' ? 'buyer' : roleIn(world, asked, order),
      actor: asked.actor,
      proven: order.status !== 'none' && personOf(asked.actor) === order.buyerId,
      orderId: asked.target,
      random: asked.random,
      partialRelease: site.capabilities.partialRelease,
      covered: false,
      offered:
        asked.body.type === 'open'
          ? offered(world, asked.shopId, asked.body, { ...site, at: asked.at })
          : null,
      sellerId: ownerOf(world, asked.shopId),
      terms: site.terms,
    }),
    preload(world, shopId, target, body) {
      world.want(shops, shopId, shopRow)
      world.want(sold, shopId, target)
      world.want(streams, shopId, `order:${target}`)
      if (body.type !== 'open') return
      for (const { listingId } of body.items) {
        world.want(listings, shopId, listingId)
        world.want(streams, shopId, `listing:${listingId}`)
      }
    },
    stream: (target) => `order:${target}`,
    answer: (order) =>
      order.status === 'none' ? {} : { orderId: order.orderId, status: order.status },
  })
  return {
    ...rooms,
    apply(world, shopId, target, event) {
      rooms.apply(world, shopId, target, event)
      if (event.type !== 'order.opened') return
      world.read(sold, shopId, target)
      world.write(sold, shopId, target, (event as Extract<Event, { type: 'order.opened' }>).sold)
    },
  }
}

/** The actor of what the desk has decided: this, and by whose proposal. */
export const deskActor = 'desk:'

/** Who asks, in this order's eyes? */
export function roleIn(world: World, { actor, grant, shopId }: Asked, order: Order): Facts['role'] {
  // What two people at the desk have agreed on, the house does: its routes alone speak so.
  const isHouse = actor === reactionActor || actor === clockActor || actor.startsWith(deskActor)
  if (isHouse) return 'house'
  if (order.status === 'none') return 'stranger'
  const person = personOf(actor)
  if (person !== null && ownerOf(world, shopId) === person) return 'seller'
  const buyer = person === order.buyerId || actor === order.openedBy || grant === order.linkHash
  return buyer ? 'buyer' : 'stranger'
}

function ownerOf(world: World, shopId: ShopId): string | null {
  const shop = world.read(shops, shopId, shopRow)
  return shop.status === 'none' ? null : shop.ownerId
}

/** What stands for sale at this moment, as it will be frozen. Null if any of it does not. */
function offered(
  world: World,
  shopId: ShopId,
  command: Extract<Command, { type: 'open' }>,
  site: { terms: Terms; at: Instant },
): Sold | null {
  const shop = world.read(shops, shopId, shopRow)
  if (shop.status !== 'open') return null
  for (const { listingId } of command.items) world.want(listings, shopId, listingId)
  const items = command.items.flatMap(({ listingId, quantity, confirmsExclusion }, place) => {
    const listing = world.read(listings, shopId, listingId)
    // What a thief may have put up is not for sale, also before it is taken down.
    const doubted =
      shop.frozen && listing.status !== 'none' && listing.editedAt >= shop.frozen.since
    if (listing.status !== 'published' || doubted) return []
    const { revision, title, text, priceFen, photos, shipWithinHours } = listing
    const { fulfilment, passport, aftersales, promotion } = listing
    return [
      {
        id: String(place + 1),
        listingId,
        revision,
        title,
        text,
        priceFen,
        quantity,
        photos,
        shipWithinHours,
        fulfilment,
        ...(passport ? { passport } : {}),
        ...(aftersales ? { aftersales } : {}),
        ...(promotion ? { promotion } : {}),
        ...(aftersales && confirmsExclusion ? { confirmedExclusion: true } : {}),
      },
    ]
  })
  if (items.length === 0 || items.length !== command.items.length) return null
  const { name, standing, openedAt, feePerMille } = shop
  // What others ask for the same batch is read when the link is opened: a lane reads its own shop.
  const known = { standing, on: shanghaiDay(site.at), peers: noPeers }
  const warned = items.flatMap((item) => sheetOf(item, known).warnings.map(({ code }) => code))
  return {
    shop: { shopId: shop.shopId, name, standing, openedAt },
    items,
    terms: site.terms,
    feePerMille,
    boughtFor: command.boughtFor ?? 'life',
    warnings: [...new Set(warned)],
    purposes: purposesOf(command.hasAddress),
  }
}
