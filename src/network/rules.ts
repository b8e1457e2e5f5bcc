import { type Decision, refuse } from '../kernel/refusal.ts'
import { decideCheck, isCheck } from './checking.ts'
import type { Command, Event, Facts, Refusal, Shop } from './model.ts'
import { asHouse, changePayout, evolvePayout, stopPayout, thaw } from './payout.ts'

/** 开店. Who may open a shop, rename it, close it, say where its money goes and who sells? Pure. */
export const initial: Shop = { status: 'none' }

export const nameLengthMax = 40
/** 一个人的店. So many may one person open: more would be a crowd in which a real one is lost. */
export const shopsMax = 20

export function decide(shop: Shop, command: Command, facts: Facts): Decision<Event, Refusal> {
  if (isCheck(command))
    return shop.status === 'none' ? refuse('shop.not_found') : decideCheck(shop, command, facts)
  if (facts.house)
    return shop.status === 'none' ? refuse('shop.not_found') : asHouse(shop, command, facts)
  if (facts.personId === null) return refuse('shop.sign_in_first')
  if (command.type === 'open') return open(shop, command, facts)
  // Another person's shop is answered as if it were not there.
  if (shop.status === 'none' || shop.ownerId !== facts.personId) return refuse('shop.not_found')
  if (command.type === 'stop_payout') return stopPayout(shop, 'owner')
  if (command.type === 'thaw') return thaw(shop, command, facts)
  if (shop.status === 'closed') return refuse('shop.closed')
  if (shop.frozen) return refuse('shop.frozen')
  switch (command.type) {
    case 'rename':
      if (!usable(command.name)) return refuse('shop.name_unusable')
      return [{ type: 'shop.renamed', name: command.name.trim() }]
    case 'close':
      return [{ type: 'shop.closed' }]
    case 'change_payout':
      return changePayout(shop, command, facts)
    case 'freeze':
    case 'sweep':
    case 'time':
      return refuse('shop.not_found')
  }
}

function open(
  shop: Shop,
  { shopId, name, feePerMille }: Extract<Command, { type: 'open' }>,
  facts: Facts,
): Decision<Event, Refusal> {
  if (shop.status !== 'none') return refuse('shop.already_open')
  if (!usable(name)) return refuse('shop.name_unusable')
  const ownerId = facts.personId ?? ''
  const payeeRef = `payee-${shopId.slice(4, 16)}`
  return [
    {
      type: 'shop.opened',
      shopId,
      name: name.trim(),
      ownerId,
      feePerMille,
      payeeRef,
      at: facts.at,
    },
  ]
}

/** Something to read, without control characters. */
function usable(name: string): boolean {
  const trimmed = name.trim()
  return trimmed.length > 0 && trimmed.length <= nameLengthMax && !/\p{Cc}/u.test(trimmed)
}

export function evolve(shop: Shop, event: Event): Shop {
  if (event.type === 'shop.opened') {
    const { shopId, name, ownerId, feePerMille, payeeRef, at } = event
    return {
      status: 'open',
      shopId,
      name,
      ownerId,
      feePerMille,
      payeeRef,
      standing: 'unverified',
      openedAt: at,
    }
  }
  if (shop.status === 'none') return shop
  switch (event.type) {
    case 'shop.renamed':
      return { ...shop, name: event.name }
    case 'shop.closed':
      return { ...shop, status: 'closed' }
    case 'shop.checked':
      return { ...shop, standing: event.check.standing, check: event.check }
    case 'shop.check_ended':
      return { ...shop, standing: 'unverified', check: null }
    default:
      return evolvePayout(shop, event)
  }
}
