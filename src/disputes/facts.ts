import { shopRow, shops } from '../network/store.ts'
import { roleIn } from '../orders/facts.ts'
import { orders } from '../orders/store.ts'
import { sums } from '../orders/sums.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { Command, Complaint, Event, Facts } from './model.ts'
import * as rules from './rules.ts'
import { complaints } from './store.ts'

/** Complaints as the runner sees them: one an order, in its stream. */
export const disputes = machine<Complaint, Command, Event, Facts>({
  name: 'complaints',
  rules,
  table: complaints,
  facts(world, asked) {
    const order = world.read(orders, asked.shopId, asked.target)
    return {
      at: asked.at,
      orderId: asked.target,
      role: roleIn(world, asked, order),
      freeFen: order.status === 'none' ? 0n : sums(order).freeFen,
    }
  },
  preload(world, shopId, target) {
    world.want(orders, shopId, target)
    world.want(shops, shopId, shopRow)
    world.want(streams, shopId, `order:${target}`)
  },
  stream: (target) => `order:${target}`,
  answer: (complaint) => (complaint.status === 'none' ? {} : { complaint: complaint.status }),
})
