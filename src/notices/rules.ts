import { type Decision, refuse } from '../kernel/refusal.ts'
import { day } from '../kernel/time.ts'
import type { Command, Event, Facts, Refusal, Webhook } from './model.ts'

/** 回调地址. Who may have a shop's events told to which address? Pure. */
export const initial: Webhook = { status: 'none' }

/** After a rotation both keys sign for so long: time to change the receiver. */
const oldKeySignsFor = day

export function decide(webhook: Webhook, command: Command, facts: Facts): Decision<Event, Refusal> {
  const house = command.type === 'turn_off' && command.because !== 'seller'
  if (facts.by !== (house ? 'house' : 'seller')) return refuse('webhook.not_found')
  if (command.type === 'register') {
    if (webhook.status !== 'none') return refuse('webhook.exists')
    if (command.topics.length === 0) return refuse('webhook.topics_missing')
    const { shop, url, description, topics } = command
    const { webhookId, at } = facts
    return [{ type: 'webhook.registered', webhookId, shop, url, description, topics, at }]
  }
  if (webhook.status === 'none' || webhook.status === 'removed') return refuse('webhook.not_found')
  switch (command.type) {
    case 'edit': {
      if (command.topics.length === 0) return refuse('webhook.topics_missing')
      const { url, description, topics } = command
      return [{ type: 'webhook.edited', url, description, topics }]
    }
    case 'turn_on':
      return webhook.status === 'on' ? [] : [{ type: 'webhook.turned_on' }]
    case 'turn_off':
      if (webhook.status === 'off') return []
      return [{ type: 'webhook.turned_off', because: command.because }]
    case 'rotate_key':
      return [{ type: 'webhook.key_rotated', oldKeyUntil: facts.at + oldKeySignsFor }]
    case 'remove':
      return [{ type: 'webhook.removed' }]
  }
}

/** Total and trusting: applies what happened. */
export function evolve(webhook: Webhook, event: Event): Webhook {
  if (event.type === 'webhook.registered') {
    const { webhookId, shop, url, description, topics, at: createdAt } = event
    const what = { webhookId, shop, url, description, topics, createdAt }
    return { ...what, status: 'on', keyNo: 1, oldKeyUntil: null, offBecause: null }
  }
  if (webhook.status === 'none') return webhook
  switch (event.type) {
    case 'webhook.edited': {
      const { url, description, topics } = event
      return { ...webhook, url, description, topics }
    }
    case 'webhook.turned_on':
      return { ...webhook, status: 'on', offBecause: null }
    case 'webhook.turned_off':
      return { ...webhook, status: 'off', offBecause: event.because }
    case 'webhook.key_rotated':
      return { ...webhook, keyNo: webhook.keyNo + 1, oldKeyUntil: event.oldKeyUntil }
    case 'webhook.removed':
      return { ...webhook, status: 'removed' }
  }
}
