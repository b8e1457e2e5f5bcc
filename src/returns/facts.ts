import { day } from '../kernel/time.ts'
import { shopRow, shops } from '../network/store.ts'
import { roleIn } from '../orders/facts.ts'
import { orders, sold } from '../orders/store.ts'
import { sums } from '../orders/sums.ts'
import { type Domain, personOf } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import { evolve } from './evolve.ts'
import type { Command, Event, Facts, Habits, Returns } from './model.ts'
import { returnNo } from './pieces.ts'
import { decide, initial } from './rules.ts'
import { habitsTable, returnsTable } from './store.ts'
import { returnTerms } from './terms.ts'

const rooms = machine<Returns, Command, Event, Facts>({
  name: 'returns',
  rules: { initial, decide, evolve },
  table: returnsTable,
  facts(world, asked) {
    const order = world.read(orders, asked.shopId, asked.target)
    const known = order.status === 'none' ? null : order
    const asks = asked.body.type === 'request' && known !== null
    return {
      at: asked.at,
      role: roleIn(world, asked, order),
      person: personOf(asked.actor) !== null,
      order: known,
      sold: known && world.read(sold, asked.shopId, asked.target),
      freeFen: known?.holdEnded === null ? sums(known).freeFen : 0n,
      habits: asks ? world.read(habitsTable, asked.shopId, known.buyerId) : [],
    }
  },
  preload(world, shopId, target) {
    world.want(orders, shopId, target)
    world.want(sold, shopId, target)
    world.want(shops, shopId, shopRow)
    world.want(streams, shopId, `order:${target}`)
  },
  stream: (target) => `order:${target}`,
  answer: (returns) => {
    const one = returns.status === 'none' ? undefined : returnNo(returns, returns.touched)
    return one ? { no: one.no, stage: one.stage } : {}
  },
})

/** No buyer's row grows beyond this; older requests than the rule looks at are forgotten first. */
const habitsMax = 200

/** Returns as the runner sees them: one row an order, in its stream; habits a row a buyer. */
export const returnsDomain: Domain = {
  ...rooms,
  apply(world, shopId, target, event) {
    rooms.apply(world, shopId, target, event)
    // What a case has agreed on is nobody's habit.
    if (event.type !== 'return.requested' || isAgreed(event)) return
    const { buyerId, listingIds, at } = event as Extract<Event, { type: 'return.requested' }>
    const before = world.read(habitsTable, shopId, buyerId)
    world.write(habitsTable, shopId, buyerId, remembered(before, { listingIds, at }))
  },
}

function isAgreed(event: { readonly type: string }): boolean {
  return (event as Extract<Event, { type: 'return.requested' }>).asked.forCase !== null
}

function remembered(
  habits: Habits,
  { listingIds, at }: { listingIds: readonly string[]; at: number },
): Habits {
  const recent = habits.filter((one) => one.at > at - returnTerms.habitDays * day)
  return [...recent, ...listingIds.map((listingId) => ({ listingId, at }))].slice(-habitsMax)
}
