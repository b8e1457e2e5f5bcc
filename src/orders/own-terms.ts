import { type Decision, refuse } from '../kernel/refusal.ts'
import { day, hour } from '../kernel/time.ts'
import { negotiatedTerms } from '../law/burdens.ts'
import { current } from '../law/provision.ts'
import type { Command, Event, Facts, Item, Opened, OwnTerm, Refusal } from './model.ts'

type Answer = Decision<Event, Refusal>

const textMax = 500
/** The seller hears of each: more is no bargaining. */
const proposalsMax = 20
/** A promise to send later than this is no promise. */
const hoursMax = (60 * day) / hour

/** 提议条款. The buyer proposes a term of this order's own, while nothing has been sent. */
export function proposeTerm(
  order: Opened,
  { text, shipWithinHours }: Extract<Command, { type: 'propose_term' }>,
  { at }: Facts,
): Answer {
  const said = text.trim()
  const hoursFit = shipWithinHours === null || (shipWithinHours >= 1 && shipWithinHours <= hoursMax)
  // What both have agreed on is not written over by one of them.
  if (order.ownTerm && order.ownTerm.signedAt !== null) return refuse('order.term_agreed')
  if (!unsent(order)) return refuse('order.term_too_late')
  if ((order.termsProposed ?? 0) >= proposalsMax) return refuse('order.term_too_often')
  if (said === '' || said.length > textMax || !hoursFit) return refuse('order.term_unusable')
  const term: OwnTerm = { text: said, shipWithinHours, at, signedAt: null }
  return [{ type: 'order.term_proposed', term }]
}

/** 签署. With the seller's signature it rules the order, before whatever is printed. */
export function signTerm(order: Opened, { at }: Facts): Answer {
  if (!order.ownTerm || order.ownTerm.signedAt !== null) return refuse('order.term_not_open')
  if (!unsent(order)) return refuse('order.term_too_late')
  return [{ type: 'order.term_signed', at, cite: current(negotiatedTerms).cite }]
}

function unsent(order: Opened): boolean {
  const open = order.phase === 'opened' || order.phase === 'paid'
  return open && order.items.some(({ status }) => status === 'awaiting')
}

/** The promise of what is not sent yet, under the signed term. */
export function under({ shipWithinHours }: OwnTerm, order: Opened): Item[] {
  return order.items.map((item) => {
    if (shipWithinHours === null || item.status !== 'awaiting') return item
    const readyBy = order.paidAt === null ? null : order.paidAt + shipWithinHours * hour
    return { ...item, shipWithinHours, readyBy }
  })
}
