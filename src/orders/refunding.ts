import { type Fen, minFen, sumFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { Command, Event, Facts, Item, Opened, Refusal, Stock } from './model.ts'
import { live, sums } from './sums.ts'

type Answer = Decision<Event, Refusal>

/** 一键退款. The ship promise is broken: the buyer takes the money back, nobody is asked. */
export function refundOverdue(order: Opened, facts: Facts): Answer {
  if (order.phase !== 'paid') return refuse('order.not_paid')
  const late = order.items.filter(
    ({ status, readyBy }) =>
      status === 'overdue' || (status === 'awaiting' && readyBy !== null && readyBy <= facts.at),
  )
  if (late.length === 0) return refuse('order.nothing_overdue')
  return refundDue(order, late, 'overdue')
}

/** The seller gives back part of the price of his own accord. */
export function refundAmount(
  order: Opened,
  { amountFen, reason }: { amountFen: Fen; reason: string },
  _facts: Facts,
): Answer {
  if (order.phase !== 'paid') return refuse('order.not_paid')
  const { freeFen } = sums(order)
  if (freeFen === 0n) return refuse('order.nothing_held')
  if (amountFen <= 0n || amountFen > freeFen) return refuse('order.amount_too_high')
  return back(order, amountFen, { reason: reason.trim() || 'seller' })
}

/** The seller gives back the whole price of some items. */
export function refundItems(
  order: Opened,
  { itemIds, reason }: Extract<Command, { type: 'refund_items' }>,
  _facts: Facts,
): Answer {
  if (order.phase !== 'paid') return refuse('order.not_paid')
  if (sums(order).freeFen === 0n) return refuse('order.nothing_held')
  const items = live(order).filter(({ id }) => itemIds.includes(id))
  if (items.length === 0 || items.length !== itemIds.length)
    return refuse('order.item_not_awaiting')
  return refundDue(order, items, reason.trim() || 'seller')
}

/**
 * 救济. The one way in which money moves after a complaint or a return, whoever decided it: the lock
 * ends, the buyer gets what was decided, at most what is still held; the rest goes to the seller by
 * the clocks of the order, as ever. What was not held any more is for the caller to record.
 */
export function redress(
  order: Opened,
  { lockId, refundFen, by, ref }: Extract<Command, { type: 'redress' }>,
): Event[] {
  const unlocked = order.locks
    .filter(({ id }) => id === lockId)
    .map(({ id }): Event => ({ type: 'order.unlocked', id }))
  const amountFen = minFen(refundFen, redressable(order))
  return amountFen > 0n ? [...unlocked, ...back(order, amountFen, { reason: by, ref })] : unlocked
}

/** How much can still be given back from the hold? In fen; nothing once the provider ended it. */
export function redressable(order: Opened): Fen {
  return order.phase === 'paid' && order.holdEnded === null ? sums(order).freeFen : 0n
}

/** Why money goes back, and the case, offer or return that says so, if one does. */
interface Why {
  readonly reason: string
  readonly ref?: string
}

/**
 * An amount goes back to the buyer. If that leaves the seller nothing, the trade is over: no clock
 * runs on for goods without a price, and what was not sent goes back on the shelf.
 */
function back(order: Opened, amountFen: Fen, why: Why): Event[] {
  const shared = order.movements.some(
    ({ kind, status }) => (kind === 'release' || kind === 'fee') && status !== 'refused',
  )
  if (!shared && amountFen === sums(order).freeFen) return returning(order, live(order), why)
  return [due(order, { amountFen, itemIds: [], ...why, stock: [] })]
}

/**
 * Which refund do these items give rise to? Their price, at most what is still there; when nothing
 * else of the order is left, all that is still there, so that no fen stays behind.
 */
export function refundDue(order: Opened, items: readonly Item[], reason: string): Event[] {
  return returning(order, items, { reason })
}

function returning(order: Opened, items: readonly Item[], why: Why): Event[] {
  const { freeFen } = sums(order)
  const rest = live(order).filter((item) => !items.includes(item))
  const priceFen = sumFen(items.map(({ amountFen }) => amountFen))
  const amountFen = rest.length === 0 ? freeFen : minFen(priceFen, freeFen)
  const unsent = items.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  const itemIds = items.map(({ id }) => id)
  return [due(order, { amountFen, itemIds, ...why, stock: restock(unsent) })]
}

export function due(
  order: Opened,
  what: Omit<Extract<Event, { type: 'order.refund_due' }>, 'type' | 'no'>,
): Event {
  return { type: 'order.refund_due', no: nextNo(order, 'r'), ...what }
}

/** Our number for the next movement: the payment's own, a letter, and a count. */
export function nextNo(order: Opened, letter: 'r' | 's' | 'f', ahead = 0): string {
  return numberOf(order.orderId, letter, order.movements.length + ahead + 1)
}

/** The number of an order's movement, by its place among them: 1 for the first. */
export function numberOf(orderId: string, letter: 'r' | 's' | 'f', place: number): string {
  return `${orderId.slice(4)}${letter}${place.toString().padStart(3, '0')}`
}

/** What goes back on the shelf. */
export function restock(items: readonly Item[]): Stock[] {
  return items.map(({ listingId, quantity }) => ({ listingId, quantity }))
}
