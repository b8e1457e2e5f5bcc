import { type Decision, refuse } from '../kernel/refusal.ts'
import { unauthorisedPayment } from '../law/platform-liability.ts'
import { current } from '../law/provision.ts'
import {
  type Event,
  type Facts,
  type Opened,
  type Refusal,
  theftLock,
  unauthorisedLock,
} from './model.ts'

type Answer = Decision<Event, Refusal>

/** Each is a notice that the provider must act on: nobody floods it by taking them back. */
const reportsMax = 5

/**
 * 盗刷报告. The buyer says that somebody else has paid with their money: from this moment the provider
 * knows, and nothing more goes to the seller until it is cleared up. Whether it is true is for the
 * provider to find out, who bears the loss unless the user is at fault.
 * @law 电子商务法 第五十七条
 */
export function reportUnauthorised(order: Opened, { at }: Facts): Answer {
  if (order.phase !== 'paid') return refuse('order.not_paid')
  if (order.unauthorisedAt) return refuse('order.reported_already')
  if ((order.timesReported ?? 0) >= reportsMax) return refuse('order.reported_often')
  return [
    { type: 'order.unauthorised', at, cite: current(unauthorisedPayment).cite },
    { type: 'order.locked', id: unauthorisedLock, amountFen: order.paidFen },
  ]
}

/** It was them after all: the order goes on where it stood. */
export function withdrawReport(order: Opened, { at }: Facts): Answer {
  if (!order.unauthorisedAt) return refuse('order.not_reported')
  return [{ type: 'order.report_withdrawn', at }, ...unlocked(order, unauthorisedLock)]
}

/**
 * 账号被盗. Somebody else may have sold this: an unpaid order is closed, of a paid one nothing goes to
 * the seller, and the buyer hears of it.
 */
export function suspect(order: Opened, { at }: Facts): Event[] {
  // One that was about to be closed may be paid all the same: then it must go back.
  const unpaid = order.phase === 'closing' && order.ending?.reason === 'unpaid'
  if (order.phase === 'opened' || unpaid)
    return [{ type: 'order.close_asked', ending: { by: 'seller', reason: 'account_stolen' } }]
  if (order.phase !== 'paid' || order.locks.some(({ id }) => id === theftLock)) return []
  return [
    { type: 'order.suspected', at },
    { type: 'order.locked', id: theftLock, amountFen: order.paidFen },
  ]
}

function unlocked({ locks }: Opened, lockId: string): Event[] {
  return locks
    .filter(({ id }) => id === lockId)
    .map(({ id }): Event => ({ type: 'order.unlocked', id }))
}
