import { type Decision, refuse } from '../kernel/refusal.ts'
import { type Instant, second } from '../kernel/time.ts'
import type { Event, Facts, Present, Refusal, Sweep } from './model.ts'

/**
 * 清查. After a theft was declared, or is over: which offers and orders have still to follow? A page
 * at a time, so that it ends for a shop of any size, whoever dies on the way. Pure.
 */
type Swept = Extract<Event, { type: 'shop.swept' }>

/** What arrived before a declaration is in the database so long after it, or given back. */
const lateMs = 10 * second

/** From this moment on something may have to be put right; an earlier sweep is not forgotten. */
export function beginSweep({ sweep }: Present, from: Instant, at: Instant): Sweep {
  const start = Math.min(from, sweep?.from ?? from)
  return { from: start, askedAt: at, dueAt: at, listings: 0, orders: 0 }
}

/**
 * The next page. Whoever declares it asks as long as there is something; the clock goes on where
 * that was broken off, and looks once more when all that came before has been decided.
 */
export function sweepPage(
  { sweep }: Present,
  by: 'house' | 'clock',
  { page }: Facts,
): Decision<Event, Refusal> {
  if (!sweep || page === null) return refuse('shop.not_due')
  const { listingIds, orders, full } = page
  const none = listingIds.length + orders.length === 0
  if (none) return by === 'clock' ? [{ type: 'shop.sweep_ended' }] : refuse('shop.not_due')
  const idsOf = (held: boolean) => orders.filter((one) => one.held === held).map(({ id }) => id)
  const from = fromNow(sweep, full ? (orders.at(-1)?.openedAt ?? sweep.from) : sweep.askedAt)
  // Due already, and a new deadline all the same.
  const dueAt = by === 'clock' ? sweep.dueAt + 1 : sweep.dueAt
  return [
    { type: 'shop.swept', listingIds, orderIds: idsOf(false), freedIds: idsOf(true), from, dueAt },
  ]
}

/** Up to here everything is right, but for what may still come in late. */
function fromNow({ from, askedAt }: Sweep, done: Instant): Instant {
  return Math.max(from, Math.min(done, askedAt - lateMs))
}

export function swept(sweep: Sweep, { from, dueAt, ...ids }: Swept): Sweep {
  const listings = sweep.listings + ids.listingIds.length
  const orders = sweep.orders + ids.orderIds.length + ids.freedIds.length
  return { ...sweep, from, dueAt, listings, orders }
}
