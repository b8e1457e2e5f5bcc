import { shopRow, shops } from '../network/store.ts'
import { personOf, reactionActor } from '../platform/command.ts'
import { machine } from '../platform/machine.ts'
import type { World } from '../platform/world.ts'
import type { Command, Event, Facts, Webhook } from './model.ts'
import * as rules from './rules.ts'
import { webhooks } from './store.ts'

/** The house itself, when it turns an address off. */
export const senderActor = 'sender'

/** Addresses as the runner sees them; each has a stream of its own. */
export const webhookDomain = machine<Webhook, Command, Event, Facts>({
  name: 'webhooks',
  rules,
  table: webhooks,
  facts: (world, { at, target, shopId, actor }) => {
    const house = actor === senderActor || actor === reactionActor
    const by = house ? 'house' : isSeller(world, shopId, actor) ? 'seller' : null
    return { at, webhookId: target, by }
  },
  preload: (world, shopId) => world.want(shops, shopId, shopRow),
  stream: (target) => `webhook:${target}`,
  answer: (webhook) =>
    webhook.status === 'none' ? {} : { webhookId: webhook.webhookId, status: webhook.status },
})

function isSeller(world: World, shopId: number, actor: string): boolean {
  const shop = world.read(shops, shopId, shopRow)
  return shop.status !== 'none' && shop.ownerId === personOf(actor)
}
