import { type Decision, refuse } from '../kernel/refusal.ts'
import { day, type Instant } from '../kernel/time.ts'
import { deliverAsPromised } from '../law/duties.ts'
import { current } from '../law/provision.ts'
import { evolve } from './evolve.ts'
import type { Event, Facts, Opened, Refusal, TimerKind } from './model.ts'
import { release } from './paying.ts'
import { due, nextNo, refundDue } from './refunding.ts'
import { live, sums } from './sums.ts'
import { timers, windowEndsAt } from './timers.ts'

/** The seller must deliver as promised. @law 电子商务法 第二十条 */
export const deliveryDuty = current(deliverAsPromised).cite

/** 到期. What follows when a moment has come and nobody has acted? */
export function atTime(order: Opened, kind: TimerKind, facts: Facts): Decision<Event, Refusal> {
  const early = kind === 'release' && facts.covered && order.receivedAt !== null
  const timer = timers(order).find((one) => one.kind === kind)
  if (!timer || (timer.dueAt > facts.at && !early)) return refuse('order.not_due')
  switch (kind) {
    case 'pay':
      return [{ type: 'order.close_asked', ending: { by: 'clock', reason: 'unpaid' } }]
    case 'ship':
      return [
        {
          type: 'order.overdue',
          itemIds: broken(order, facts.at, 'awaiting', 0),
          cite: deliveryDuty,
        },
      ]
    case 'overdue': {
      const ids = broken(order, facts.at, 'overdue', order.terms.overdueGraceMs)
      return refundDue(
        order,
        order.items.filter(({ id }) => ids.includes(id)),
        'overdue',
      )
    }
    case 'doubt':
      return [
        {
          type: 'order.doubted',
          parcelIds: silentParcels(order, facts.at, order.terms.doubtAfterDays),
        },
      ]
    case 'undelivered': {
      const ids = silentParcels(order, facts.at, order.terms.undeliveredAfterDays)
      return refundDue(
        order,
        live(order).filter(({ parcelId }) => parcelId !== null && ids.includes(parcelId)),
        'undelivered',
      )
    }
    case 'confirm':
      return [{ type: 'order.received', by: 'clock', at: facts.at }]
    case 'release':
      return release(order)
    case 'repay':
      return repay(order, facts.at)
    case 'remind':
      return [{ type: 'order.right_ending', until: windowEndsAt(order) ?? facts.at, at: facts.at }]
    case 'hold':
      return beforeHoldEnds(order, facts)
  }
}

function broken(
  order: Opened,
  at: Instant,
  status: 'awaiting' | 'overdue',
  graceMs: number,
): string[] {
  return order.items
    .filter((item) => item.status === status && (item.readyBy ?? at + 1) + graceMs <= at)
    .map(({ id }) => id)
}

function silentParcels(order: Opened, at: Instant, afterDays: number): string[] {
  return order.parcels
    .filter(({ deliveredAt, wordAt }) => deliveredAt === null && wordAt + afterDays * day <= at)
    .map(({ id }) => id)
}

/** The provider refused these refunds: the same money again, each under a new number. */
function repay(order: Opened, at: Instant): Event[] {
  // All that are due at once: two of one moment would share a deadline, which decides only once.
  const due = order.owed.filter(({ retryAt }) => retryAt <= at)
  return due.map(({ kind, amountFen, reason }, ahead) => ({
    type: 'order.repay_due',
    no: nextNo(order, 'r', ahead),
    kind,
    amountFen,
    reason,
  }))
}

/**
 * 担保到期前. Soon the provider would give everything to the seller, whatever is open. So the buyer
 * gets what nobody can show was delivered, what an open complaint holds back, and what belongs to
 * no goods any more; the seller gets the rest.
 */
function beforeHoldEnds(order: Opened, facts: Facts): Event[] {
  const events: Event[] = []
  let now = order
  const add = (more: readonly Event[]) => {
    for (const event of more) {
      events.push(event)
      const after = evolve(now, event)
      if (after.status !== 'none') now = after
    }
  }
  const undelivered = live(now).filter(({ status }) => status !== 'delivered')
  if (undelivered.length > 0 || live(now).length === 0)
    add(refundDue(now, undelivered, 'hold_ending'))
  const { lockedFen } = sums(now)
  if (lockedFen > 0n)
    add([due(now, { amountFen: lockedFen, itemIds: [], reason: 'hold_ending', stock: [] })])
  add(now.locks.map(({ id }): Event => ({ type: 'order.unlocked', id })))
  if (live(now).length > 0 && sums(now).freeFen > 0n) {
    if (now.receivedAt === null) add([{ type: 'order.received', by: 'clock', at: facts.at }])
    add(release(now))
  }
  return events
}
