import { type Fen, minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { Command, Event, Opened, Owed, Refusal } from './model.ts'
import { nextNo } from './refunding.ts'
import { sums } from './sums.ts'

/**
 * 挂账处理. Two people at the desk have decided what becomes of money that hangs: what came unasked
 * goes back to the buyer; what the ended hold gave the seller stays with the seller, or the buyer
 * has it back by another way. `movements` says what they saw: had more moved since, they decide anew.
 */
export function settleSuspense(
  order: Opened,
  command: Extract<Command, { type: 'settle_suspense' }>,
): Decision<Event, Refusal> {
  const { action, amountFen, movements } = command
  const settled = { type: 'order.suspense_settled', action, amountFen, ref: command.ref } as const
  if (action === 'note') return [{ ...settled, no: '' }]
  if (order.movements.length !== movements) return refuse('order.changed_meanwhile')
  const no = nextNo(order, 'r')
  if (action === 'to_buyer') {
    if (order.holdEnded !== null) return refuse('order.hold_is_over')
    const back = { type: 'order.repay_due', no, kind: 'return', amountFen } as const
    return [
      { ...settled, no },
      { ...back, reason: 'suspense' },
    ]
  }
  if (order.holdEnded === null) return refuse('order.nothing_hangs')
  const { escrowFen, pendingFen, freeFen, lockedFen } = sums(order)
  const restFen = action === 'outside' ? escrowFen - pendingFen : freeFen
  if (amountFen <= 0n || amountFen > restFen) return refuse('order.amount_too_high')
  if (action === 'to_seller' && amountFen > freeFen - lockedFen)
    return refuse('order.still_disputed')
  return [{ ...settled, no: action === 'outside' ? no : `${no}x${order.holdEnded.fromEscrowFen}` }]
}

/** What the settlement leaves of the order. */
export function settledSuspense(
  order: Opened,
  { action, amountFen, no }: Extract<Event, { type: 'order.suspense_settled' }>,
): Partial<Opened> {
  const { holdEnded } = order
  if (action === 'to_seller' && holdEnded !== null)
    return {
      holdEnded: { ...holdEnded, fromEscrowFen: holdEnded.fromEscrowFen + amountFen },
    }
  if (action !== 'outside') return {}
  const back = { no, kind: 'refund', amountFen, status: 'done', reason: 'suspense' } as const
  return { movements: [...order.movements, back], owed: lessOwed(order.owed, amountFen) }
}

/** What the buyer got by another way is owed no longer, the oldest first. */
function lessOwed(owed: readonly Owed[], amountFen: Fen): Owed[] {
  let restFen = amountFen
  return owed.flatMap((one) => {
    if (one.kind !== 'refund') return [one]
    const paidFen = minFen(one.amountFen, restFen)
    restFen -= paidFen
    return paidFen === one.amountFen ? [] : [{ ...one, amountFen: one.amountFen - paidFen }]
  })
}
