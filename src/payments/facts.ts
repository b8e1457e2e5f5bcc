import { sha256Hex } from '../kernel/hash.ts'
import { type Domain, type Order, reactionActor } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { Command, Event, Facts, Payment } from './model.ts'
import * as rules from './rules.ts'
import { messages, payments } from './store.ts'

const states = machine<Payment, Command, Event, Facts>({
  name: 'payments',
  rules,
  table: payments,
  facts: (_world, order) => ({ at: order.at, trusted: isTrusted(order) }),
  preload: (world, shopId, target) => world.want(streams, shopId, `order:${target}`),
  stream: (target) => `order:${target}`,
  answer: (payment) => ({ payment: payment.status }),
})

/**
 * Payments as the runner sees them: one an order. What the provider said is kept, word for word.
 */
export const paymentDomain: Domain = {
  ...states,
  handle(world, order) {
    const command = order.body as Command
    if (command.type === 'fact' && isTrusted(order)) {
      const id = sha256Hex(command.raw.body)
      world.read(messages, order.shopId, id)
      world.write(messages, order.shopId, id, {
        paymentId: order.target,
        source: command.source,
        dedupeKey: command.fact.dedupeKey,
        receivedAt: order.at,
        ...command.raw,
      })
    }
    return states.handle(world, order)
  },
}

/** The actor that brings the outcomes of instructions back. */
export const dispatcherActor = 'dispatcher'

function isTrusted({ actor }: Order): boolean {
  return actor === reactionActor || actor === dispatcherActor || actor.startsWith('provider:')
}
