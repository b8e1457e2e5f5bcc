import { type Fen, sumFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { pricesOf } from '../law/promotion.rules.ts'
import type { Command, Ending, Event, Facts, Item, Opened, Order, Refusal, Sold } from './model.ts'
import { refundDue, restock } from './refunding.ts'

type Answer = Decision<Event, Refusal>

/**
 * 下单. May this be bought, at the price the buyer saw? Stock is the listing's own question: if it
 * refuses, this order never existed.
 */
export function open(
  order: Order,
  command: Extract<Command, { type: 'open' }>,
  facts: Facts,
): Answer {
  if (order.status !== 'none') return refuse('order.exists')
  const { offered, sellerId } = facts
  if (!offered || sellerId === null) return refuse('order.nothing_offered')
  if (command.buyerId === sellerId) return refuse('order.own_goods')
  const amounts = pricesOf(offered.items)
  const items = offered.items.map((one, place) => toItem(one, amounts[place] ?? 0n))
  const totalFen = sumFen(items.map(({ amountFen }) => amountFen))
  if (totalFen !== command.expectedTotalFen) return refuse('order.price_changed')
  // A provider holds no payment of nothing: the order could never be paid, shipped or returned.
  if (totalFen <= 0n) return refuse('order.nothing_to_pay')
  if (!command.hasAddress && items.some(({ kind }) => kind === 'parcel'))
    return refuse('order.address_missing')
  const unseen = offered.warnings?.find((code) => !command.confirmed?.includes(code))
  if (unseen) return refuse('order.warning_unconfirmed', { params: { warning: unseen } })
  const { at, terms, orderId, actor } = facts
  const { buyerId, contactId, linkHash } = command
  const opened: Opened = {
    status: 'opened',
    orderId,
    buyerId,
    openedBy: actor,
    sellerId,
    contactId,
    linkHash,
    collectCode: collectCode(items, facts.random),
    openedAt: at,
    payBy: at + terms.payWithinMs,
    totalFen,
    feePerMille: offered.feePerMille,
    terms,
    partialRelease: facts.partialRelease,
    items,
    phase: 'opened',
    ending: null,
    paidAt: null,
    paidFen: 0n,
    holdExpiresAt: null,
    parcels: [],
    receivedAt: null,
    locks: [],
    movements: [],
    owed: [],
    releaseNotBefore: null,
    holdEnded: null,
  }
  return [{ type: 'order.opened', order: opened, sold: offered }]
}

function toItem(sold: Sold['items'][number], amountFen: Fen): Item {
  return {
    id: sold.id,
    listingId: sold.listingId,
    title: sold.title,
    quantity: sold.quantity,
    amountFen,
    kind: sold.fulfilment.kind,
    shipWithinHours: sold.shipWithinHours,
    ...(sold.aftersales?.returnDays ? { returnDays: sold.aftersales.returnDays } : {}),
    status: 'awaiting',
    readyBy: null,
    parcelId: null,
    deliveredAt: null,
  }
}

/** Eight digits that only the buyer sees, for goods and services handed over in person. */
function collectCode(items: readonly Item[], random: Uint8Array): string | null {
  if (!items.some(({ kind }) => kind === 'pickup' || kind === 'service')) return null
  const number = Buffer.from(random).readUIntBE(0, 6) % 100_000_000
  return number.toString().padStart(8, '0')
}

/**
 * 取消. The buyer may cancel what has not been shipped, without giving a reason; the seller may too,
 * but must say why. Before payment the provider is asked to close first: until it answers, the
 * money may still come.
 * @law 电子商务法 第二十条
 */
export function cancel(order: Opened, { reason }: { reason: string }, { role }: Facts): Answer {
  const by = role === 'seller' ? 'seller' : 'buyer'
  if (by === 'seller' && reason.trim() === '') return refuse('order.reason_missing')
  const ending: Ending = { by, reason: by === 'seller' ? reason.trim() : 'cancelled' }
  if (order.phase === 'opened') return [{ type: 'order.close_asked', ending }]
  if (order.phase !== 'paid') return refuse('order.too_late_to_cancel')
  const waiting = order.items.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  if (waiting.length === 0) return refuse('order.too_late_to_cancel')
  const whole = waiting.length === order.items.length
  return [
    ...(whole ? [{ type: 'order.cancelled' as const, ending, stock: [] }] : []),
    ...refundDue(order, waiting, by === 'seller' ? 'cancelled_by_seller' : 'cancelled_by_buyer'),
  ]
}

/**
 * The provider says that the payment is closed, or never was: only now the goods are free again.
 */
export function closed(order: Opened, { by }: { by: 'us' | 'provider' }): Answer {
  if (order.phase !== 'opened' && order.phase !== 'closing') return []
  const stock = restock(order.items)
  const ending: Ending =
    order.ending ?? (by === 'us' ? { by: 'clock', reason: 'unpaid' } : refusedByProvider)
  return ending.reason === 'unpaid'
    ? [{ type: 'order.expired', ending, stock }]
    : [{ type: 'order.cancelled', ending, stock }]
}

const refusedByProvider: Ending = { by: 'provider', reason: 'payment_refused' }
