import { shopRow, shops } from '../network/store.ts'
import { personOf, reactionActor } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { Command, Event, Facts, Listing } from './model.ts'
import * as rules from './rules.ts'
import { listings } from './store.ts'

/** Listings as the runner sees them; each has a stream of its own. */
export const catalogue = machine<Listing, Command, Event, Facts>({
  name: 'listings',
  rules,
  table: listings,
  facts(world, order) {
    const shop = world.read(shops, order.shopId, shopRow)
    const person = personOf(order.actor)
    const owner = shop.status !== 'none' && person !== null && shop.ownerId === person
    const by = order.actor === reactionActor ? 'house' : owner ? 'owner' : 'stranger'
    const [shopOpen, shopFrozen] = [shop.status === 'open', shop.status === 'open' && !!shop.frozen]
    return { at: order.at, by, shopOpen, shopFrozen }
  },
  preload(world, shopId, target) {
    world.want(shops, shopId, shopRow)
    world.want(streams, shopId, `listing:${target}`)
  },
  stream: (target) => `listing:${target}`,
  answer: (listing) =>
    listing.status === 'none'
      ? {}
      : { listingId: listing.listingId, revision: listing.revision, status: listing.status },
})
