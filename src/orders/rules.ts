import { unreachable } from '../kernel/assert.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { atTime } from './clockwork.ts'
import { carrierSays, confirm, handOver, openDigital, ship } from './fulfilling.ts'
import type { Command, Event, Facts, Opened, Order, Refusal } from './model.ts'
import { nudge } from './nudging.ts'
import { cancel, closed, open } from './opening.ts'
import { proposeTerm, signTerm } from './own-terms.ts'
import { holdEnded, moved, moveRefused, paid } from './paying.ts'
import { redress, refundAmount, refundItems, refundOverdue } from './refunding.ts'
import { reportUnauthorised, suspect, withdrawReport } from './stolen.ts'
import { settleSuspense } from './suspense.ts'

/**
 * 订单. What may each side do with an order, and what follows? Pure: the time, the people and the
 * shop arrive in `facts`. The table of who is silent stands in README.md.
 * @law 电子商务法 第二十条 (delivery and its risk are the seller's until the goods are received)
 */
export const initial: Order = { status: 'none' }

type Answer = Decision<Event, Refusal>

export function decide(order: Order, command: Command, facts: Facts): Answer {
  if (command.type === 'open') return open(order, command, facts)
  // Another's order is answered as if it were not there.
  if (order.status === 'none' || facts.role === 'stranger') return refuse('order.not_found')
  switch (facts.role) {
    case 'buyer':
      return asBuyer(order, command, facts)
    case 'seller':
      return asSeller(order, command, facts)
    case 'house':
      return asHouse(order, command, facts)
  }
}

function asBuyer(order: Opened, command: Command, facts: Facts): Answer {
  switch (command.type) {
    case 'cancel':
      return cancel(order, command, facts)
    case 'refund_overdue':
      return refundOverdue(order, facts)
    case 'open_digital':
      return openDigital(order, facts)
    case 'confirm':
      return confirm(order, facts)
    case 'propose_term':
      return proposeTerm(order, command, facts)
    case 'report_unauthorised':
      return reportUnauthorised(order, facts)
    case 'withdraw_report':
      return withdrawReport(order, facts)
    case 'nudge':
      return nudge(order, command, facts)
    default:
      return refuse('order.not_yours_to_do')
  }
}

function asSeller(order: Opened, command: Command, facts: Facts): Answer {
  switch (command.type) {
    case 'cancel':
      return cancel(order, command, facts)
    case 'ship':
      return ship(order, command, facts)
    case 'hand_over':
      return handOver(order, command, facts)
    case 'sign_term':
      return signTerm(order, facts)
    case 'refund':
      return refundAmount(order, command, facts)
    case 'refund_items':
      return refundItems(order, command, facts)
    default:
      return refuse('order.not_yours_to_do')
  }
}

/** The clock, and what other rooms report. */
function asHouse(order: Opened, command: Command, facts: Facts): Answer {
  switch (command.type) {
    case 'time':
      return atTime(order, command.kind, facts)
    case 'pay':
      return paid(order, command)
    case 'payment_closed':
      return closed(order, command)
    case 'word':
    case 'deliver':
    case 'come_back':
      return carrierSays(order, command, facts)
    case 'lock':
      return [{ type: 'order.locked', id: command.id, amountFen: command.amountFen }]
    case 'unlock':
      return order.locks.some(({ id }) => id === command.id)
        ? [{ type: 'order.unlocked', id: command.id }]
        : []
    case 'suspect':
      return suspect(order, facts)
    case 'redress':
      return redress(order, command)
    case 'moved':
      return moved(order, command)
    case 'move_refused':
      return moveRefused(order, command, facts)
    case 'hold_ended':
      return holdEnded(order, command)
    case 'settle_suspense':
      return settleSuspense(order, command)
    case 'open':
    case 'cancel':
    case 'ship':
    case 'hand_over':
    case 'open_digital':
    case 'refund_overdue':
    case 'confirm':
    case 'refund':
    case 'refund_items':
    case 'propose_term':
    case 'sign_term':
    case 'report_unauthorised':
    case 'withdraw_report':
    case 'nudge':
      return refuse('order.not_yours_to_do')
    default:
      return unreachable(command)
  }
}
