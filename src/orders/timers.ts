import { addDays, day, hour, type Instant, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { noReasonWindowEnd } from '../law/return-window.rules.ts'
import type { Opened, Order, TimerKind } from './model.ts'
import { live, releasable, sums } from './sums.ts'

/** A moment that the order waits for, and who gains when it comes and nobody has acted. */
export interface OrderTimer {
  readonly kind: TimerKind
  readonly dueAt: Instant
  readonly gains: 'buyer' | 'seller' | 'nobody'
}

/**
 * What happens next, when, and in whose favour, if nobody acts? Derived from the order alone: the
 * deadlines in the database, the words on the page and the table in README.md all come from here.
 */
export function timers(order: Order): readonly OrderTimer[] {
  if (order.status === 'none') return []
  if (order.phase === 'opened') return [{ kind: 'pay', dueAt: order.payBy, gains: 'nobody' }]
  // The money is gone from the hold: what is left to decide, a person decides.
  if (order.holdEnded !== null) return []
  if (order.phase !== 'paid') return repaying(order)
  return [
    ...shipping(order),
    ...delivering(order),
    ...receiving(order),
    ...reminding(order),
    ...repaying(order),
    ...holding(order),
  ]
}

/** The ship promise, then the refund of what was not shipped. */
function shipping(order: Opened): OrderTimer[] {
  const promises = order.items.flatMap(({ status, readyBy }) =>
    status === 'awaiting' && readyBy !== null ? [readyBy] : [],
  )
  const broken = order.items.flatMap(({ status, readyBy }) =>
    status === 'overdue' && readyBy !== null ? [readyBy + order.terms.overdueGraceMs] : [],
  )
  return [
    ...earliest(promises).map((dueAt): OrderTimer => ({ kind: 'ship', dueAt, gains: 'buyer' })),
    ...earliest(broken).map((dueAt): OrderTimer => ({ kind: 'overdue', dueAt, gains: 'buyer' })),
  ]
}

/** The carrier's silence: a warning, then the refund of what nobody can show was delivered. */
function delivering(order: Opened): OrderTimer[] {
  const silent = order.parcels.filter(
    ({ id, deliveredAt }) =>
      deliveredAt === null &&
      order.items.some(({ parcelId, status }) => parcelId === id && status === 'shipped'),
  )
  const { doubtAfterDays, undeliveredAfterDays } = order.terms
  const doubts = silent.filter(({ doubted }) => !doubted)
  return [
    ...earliest(doubts.map(({ wordAt }) => wordAt + doubtAfterDays * day)).map(
      (dueAt): OrderTimer => ({ kind: 'doubt', dueAt, gains: 'nobody' }),
    ),
    ...earliest(silent.map(({ wordAt }) => wordAt + undeliveredAfterDays * day)).map(
      (dueAt): OrderTimer => ({ kind: 'undelivered', dueAt, gains: 'buyer' }),
    ),
  ]
}

/** The end of the inspection, then the release; an open complaint stops the first. */
function receiving(order: Opened): OrderTimer[] {
  const windowAt = windowEndsAt(order)
  if (windowAt === null) return []
  if (order.receivedAt === null) {
    if (order.locks.length > 0) return []
    const dueAt = Math.max(windowAt, lastDeliveredAt(order) + order.terms.confirmAfterDays * day)
    return [{ kind: 'confirm', dueAt, gains: 'seller' }]
  }
  const { releaseFen, feeFen } = releasable(order)
  if (releaseFen + feeFen <= 0n) return []
  const dueAt = Math.max(windowAt, order.releaseNotBefore ?? 0)
  return [{ kind: 'release', dueAt, gains: 'seller' }]
}

/** 提醒. On the last day of the right to return without a reason its buyer is told, once. */
function reminding(order: Opened): OrderTimer[] {
  const windowAt = windowEndsAt(order)
  if (windowAt === null || order.remindedAt !== undefined) return []
  if (!live(order).some(({ kind }) => kind === 'parcel')) return []
  return [{ kind: 'remind', dueAt: windowAt - day, gains: 'nobody' }]
}

function repaying(order: Opened): OrderTimer[] {
  return earliest(order.owed.map(({ retryAt }) => retryAt)).map((dueAt) => ({
    kind: 'repay',
    dueAt,
    gains: 'buyer',
  }))
}

/** Before the provider ends the hold in the seller's favour, whatever is open is decided. */
function holding(order: Opened): OrderTimer[] {
  if (order.holdExpiresAt === null || sums(order).freeFen <= 0n) return []
  const open = order.locks.length > 0 || !allDelivered(order)
  const { releaseFen, feeFen } = releasable(order)
  // Nothing to decide: a provider that releases all or nothing first has to pay what is owed.
  if (!open && releaseFen + feeFen <= 0n) return []
  const marginAt = order.holdExpiresAt - order.terms.holdMarginDays * day
  const dueAt = Math.max(marginAt, order.releaseNotBefore ?? 0)
  return [{ kind: 'hold', dueAt, gains: open ? 'buyer' : 'seller' }]
}

/** When is the last right to return without a reason over? Null before all has been delivered. */
export function windowEndsAt(order: Opened): Instant | null {
  if (!allDelivered(order)) return null
  const ends = live(order).map(({ deliveredAt, returnDays }) => {
    const { deadlineOn } = noReasonWindowEnd(shanghaiDay(deliveredAt ?? 0), returnDays)
    return startOfDay(addDays(deadlineOn, 1))
  })
  return Math.max(...ends)
}

export function allDelivered(order: Opened): boolean {
  const items = live(order)
  return items.length > 0 && items.every(({ status }) => status === 'delivered')
}

function lastDeliveredAt(order: Opened): Instant {
  return Math.max(0, ...live(order).map(({ deliveredAt }) => deliveredAt ?? 0))
}

function earliest(moments: readonly Instant[]): Instant[] {
  return moments.length === 0 ? [] : [Math.min(...moments)]
}

/** The ship promise of an item, once paid. */
export function readyBy(paidAt: Instant, shipWithinHours: number): Instant {
  return paidAt + shipWithinHours * hour
}
