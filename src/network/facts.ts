import { shanghaiDay } from '../kernel/time.ts'
import { clockActor, personOf } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { Command, Event, Facts, Shop } from './model.ts'
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
  facts: (_world, { at, actor, grant }) => ({
    at,
    on: shanghaiDay(at),
    house: actor === clockActor || actor.startsWith(theftActor),
    operator: grant === operatorGrant,
    personId: personOf(actor),
  }),
  preload: (world, shopId) => world.want(streams, shopId, 'shop'),
  stream: () => 'shop',
  answer: (shop) =>
    shop.status === 'none'
      ? {}
      : { shopId: shop.shopId, name: shop.name, status: shop.status, standing: shop.standing },
})
