import { complaints } from '../disputes/store.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { shopRow, shops } from '../network/store.ts'
import { roleIn } from '../orders/facts.ts'
import { orders, sold } from '../orders/store.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { Command, Event, Facts, Signatures } from './model.ts'
import { signatures } from './signing.store.ts'
import { decide, documentOf, evolve, initial } from './signing.ts'

/** Signatures as the runner sees them: they stand in the stream of their order. */
export const signing = machine<Signatures, Command, Event, Facts>({
  name: 'signatures',
  rules: { initial, decide, evolve },
  table: signatures,
  facts(world, asked) {
    const { shopId, target, at } = asked
    const order = world.read(orders, shopId, target)
    const frozen = world.read(sold, shopId, target)
    const complaint = world.read(complaints, shopId, target)
    const role = roleIn(world, asked, order)
    const party = role === 'buyer' || role === 'seller' ? role : null
    const document =
      order.status === 'none' || frozen === null || party === null
        ? null
        : documentOf({ order, sold: frozen, complaint }, asked.body.step, party)
    return { at, role, document, documentHash: sha256Hex(document ?? '') }
  },
  preload(world, shopId, target) {
    world.want(shops, shopId, shopRow)
    world.want(orders, shopId, target)
    world.want(sold, shopId, target)
    world.want(complaints, shopId, target)
    world.want(streams, shopId, `order:${target}`)
  },
  stream: (target) => `order:${target}`,
  answer: ({ signed }) => ({ signed: signed.map(({ step, by }) => `${step} ${by}`) }),
})
