import type { Fen } from '../kernel/money.ts'
import { minFen } from '../kernel/money.ts'
import type { Command, Ending, Event, Facts, Opened } from './model.ts'
import { nextNo, refundDue, restock } from './refunding.ts'
import { releasable, sums } from './sums.ts'

/**
 * 付款. The provider has the buyer's money. A verified fact is never refused: what this order cannot
 * take, because it comes too late or is not the price, goes back by itself.
 */
export function paid(
  order: Opened,
  { amountFen, paidAt, holdExpiresAt }: Extract<Command, { type: 'pay' }>,
): Event[] {
  const vain: Event = { type: 'order.paid_in_vain', amountFen, no: nextNo(order, 'r') }
  if (order.phase === 'ended' || order.phase === 'paid') return [vain]
  if (amountFen !== order.totalFen) {
    const ending: Ending = { by: 'provider', reason: 'wrong_amount' }
    return [{ type: 'order.cancelled', ending, stock: restock(order.items) }, vain]
  }
  const took: Event = { type: 'order.paid', amountFen, at: paidAt, holdExpiresAt }
  const { ending } = order
  if (ending === null || ending.reason === 'unpaid') return [took]
  // Cancelled while the money was on its way: it is taken, so that it can be given back.
  const held = { ...order, phase: 'paid' as const, paidFen: amountFen }
  return [
    took,
    { type: 'order.cancelled', ending, stock: [] },
    ...refundDue(held, order.items, `cancelled_by_${ending.by}`),
  ]
}

/** 放款. What goes to the seller and what to the platform, if anything can go now. */
export function release(order: Opened): Event[] {
  const { releaseFen, feeFen } = releasable(order)
  const events: Event[] = []
  if (releaseFen > 0n)
    events.push({ type: 'order.release_due', no: nextNo(order, 's'), amountFen: releaseFen })
  if (feeFen > 0n)
    events.push({
      type: 'order.fee_due',
      no: nextNo(order, 'f', events.length),
      amountFen: feeFen,
    })
  return events
}

/** The provider has moved what we asked for. Told twice, it counts once. */
export function moved(order: Opened, { no }: { no: string }): Event[] {
  const movement = order.movements.find((one) => one.no === no)
  return movement?.status === 'pending' ? [{ type: 'order.moved', no }] : []
}

/** The provider definitely did not move it, and will not under this number. */
export function moveRefused(
  order: Opened,
  { no, code }: { no: string; code: string },
  { at }: Facts,
): Event[] {
  const movement = order.movements.find((one) => one.no === no)
  if (movement?.status !== 'pending') return []
  const retryAt = at + order.terms.retryAfterMs
  const refused: Event = { type: 'order.move_refused', no, code, retryAt }
  const { holdEnded } = order
  if (holdEnded === null || (movement.kind !== 'release' && movement.kind !== 'fee'))
    return [refused]
  // Refused because the hold had ended: the seller got this money that way, and not twice.
  const amountFen = minFen(movement.amountFen, holdEnded.amountFen - holdEnded.fromEscrowFen)
  return amountFen > 0n ? [refused, { type: 'order.hold_netted', no, amountFen }] : [refused]
}

/**
 * 担保到期. The provider has ended the hold and given the rest to the seller. What nobody disputes
 * comes out of the escrow; the rest stays in suspense until a person has looked at it.
 */
export function holdEnded(
  order: Opened,
  { amountFen, endedAt }: { amountFen: Fen; endedAt: number },
): Event[] {
  if (order.holdEnded !== null) return []
  const { freeFen, lockedFen } = sums(order)
  const fromEscrowFen = minFen(amountFen, freeFen - lockedFen)
  return [{ type: 'order.hold_ended', amountFen, fromEscrowFen, at: endedAt }]
}
