import type {
  Command as ComplaintCommand,
  Event as ComplaintEvent,
  GoodsEnd,
} from './disputes/model.ts'
import { assert } from './kernel/assert.ts'
import { flawedGoods } from './law/burdens.ts'
import { current } from './law/provision.ts'
import type { Entry } from './ledger/model.ts'
import type { Event as ParcelEvent } from './logistics/model.ts'
import type { Event as ShopEvent } from './network/model.ts'
import { shopRow, shops } from './network/store.ts'
import { offForTheft } from './notices/model.ts'
import {
  type Opened,
  type Command as OrderCommand,
  type Event as OrderEvent,
  type Redress,
  type Stock,
  theftLock,
  unauthorisedLock,
} from './orders/model.ts'
import type { KeptFact, Event as PaymentEvent } from './payments/model.ts'
import type { Body, Happened, Reaction } from './platform/command.ts'
import type { World } from './platform/world.ts'
import type { Ender, Event as ReturnEvent } from './returns/model.ts'
import { lockIdOf } from './returns/pieces.ts'

/**
 * 联动. The only place where one domain makes another act. All of these belong to the transaction of
 * their cause: money never lags the fact, and if any of them is refused, nothing of it happened.
 */
export function react(world: World, { shopId, domain, target, event }: Happened): Reaction[] {
  switch (domain) {
    case 'orders':
      return afterOrder(target, event as OrderEvent, () => {
        const shop = world.read(shops, shopId, shopRow)
        assert(shop.status !== 'none', 'an order has a shop')
        return { payeeRef: shop.payeeRef, payeeName: shop.name }
      })
    case 'payments':
      return afterPayment(target, event as PaymentEvent)
    case 'parcels':
      return afterParcel(target, event as ParcelEvent)
    case 'complaints':
      return afterComplaint(target, event as ComplaintEvent)
    case 'returns':
      return afterReturn(target, event as ReturnEvent)
    case 'shops':
      return afterShop(event as ShopEvent)
    default:
      return []
  }
}

/** 账号被盗. What was offered and sold since is stopped; once the owner is back, it goes on. */
function afterShop(event: ShopEvent): Reaction[] {
  const each = (domain: string, targets: readonly string[], body: object): Reaction[] =>
    targets.map((target) => ({ domain, target, body: body as Body }))
  if (event.type === 'shop.frozen') return each('webhooks', event.webhookIds ?? [], offForTheft)
  if (event.type !== 'shop.swept') return []
  return [
    ...each('listings', event.listingIds, { type: 'freeze' }),
    ...each('orders', event.orderIds, { type: 'suspect' }),
    ...each('orders', event.freedIds, { type: 'unlock', id: theftLock }),
  ]
}

function afterOrder(orderId: string, event: OrderEvent, payee: () => Payee): Reaction[] {
  switch (event.type) {
    case 'order.opened':
      return [...reserve(event.order), prepare(event.order, payee())]
    case 'order.close_asked':
      return [{ domain: 'payments', target: orderId, body: { type: 'close' } as Body }]
    case 'order.expired':
    case 'order.cancelled':
      return giveBack(orderId, event.stock)
    case 'order.paid':
      return [
        post(orderId, [single(`${orderId}/paid`, 'psp.held', escrow(orderId), event, 'paid')]),
      ]
    case 'order.paid_in_vain':
      return [
        post(orderId, [
          single(`${event.no}/in`, 'psp.held', 'psp.suspense', event, 'paid_in_vain'),
          ...pair(event.no, 'psp.suspense', 'buyer.refunded', event.amountFen, 'return'),
        ]),
        instruct(orderId, { ...event, kind: 'refund', reason: 'paid_in_vain' }),
      ]
    case 'order.shipped':
      return event.kind === 'parcel' ? [register(orderId, event)] : []
    case 'order.hold_ended':
      return [post(orderId, holdEnded(orderId, event))]
    case 'order.unlocked':
      return unlocked(orderId, event.id)
    case 'order.unauthorised':
      return [notify(orderId, event.at)]
    case 'order.hold_netted':
      return [
        post(orderId, [
          single(`${event.no}/netted`, escrow(orderId), 'psp.suspense', event, 'hold_ended'),
        ]),
      ]
    case 'order.suspense_settled':
      return suspenseSettled(orderId, event)
    default:
      return afterMovement(orderId, event)
  }
}

function afterMovement(orderId: string, event: OrderEvent): Reaction[] {
  const from = escrow(orderId)
  switch (event.type) {
    case 'order.refund_due':
      // Nothing is left to give back: the items are out of the trade all the same.
      if (event.amountFen === 0n) return giveBack(orderId, event.stock)
      return [
        ...refunded(orderId, event.reason),
        post(orderId, pair(event.no, from, 'buyer.refunded', event.amountFen, 'refund')),
        instruct(orderId, { ...event, kind: 'refund' }),
        ...giveBack(orderId, event.stock),
      ]
    case 'order.repay_due': {
      const source = event.kind === 'return' ? 'psp.suspense' : from
      return [
        post(orderId, pair(event.no, source, 'buyer.refunded', event.amountFen, event.kind)),
        instruct(orderId, { ...event, kind: 'refund' }),
      ]
    }
    case 'order.release_due':
      return [
        post(orderId, pair(event.no, from, 'seller.settled', event.amountFen, 'release')),
        instruct(orderId, { ...event, kind: 'release', reason: 'release' }),
      ]
    case 'order.fee_due':
      return [
        post(orderId, pair(event.no, from, 'platform.fee', event.amountFen, 'fee')),
        instruct(orderId, { ...event, kind: 'split', reason: 'fee' }),
      ]
    case 'order.moved':
      return [post(orderId, resolution('post', event.no))]
    case 'order.move_refused':
      return [post(orderId, resolution('void', event.no))]
    default:
      return []
  }
}

/** Money that goes back in another way may be all that a case asks for. */
function refunded(orderId: string, reason: string): Reaction[] {
  const decided = reason === 'hold_ending' || reason === 'agreement' || reason === 'ruling'
  return decided ? [] : [{ domain: 'complaints', target: orderId, body: { type: 'refunded' } }]
}

function afterPayment(orderId: string, event: PaymentEvent): Reaction[] {
  const tell = (body: Body): Reaction[] => [{ domain: 'orders', target: orderId, body }]
  switch (event.type) {
    case 'payment.paid': {
      const { amountFen, at: paidAt, holdExpiresAt } = event
      return tell({ type: 'pay', amountFen, paidAt, holdExpiresAt } as Body)
    }
    case 'payment.failed':
      return tell({ type: 'payment_closed', by: 'provider' } as Body)
    case 'payment.closed':
      return tell({ type: 'payment_closed', by: 'us' } as Body)
    case 'payment.done':
      return tell({ type: 'moved', no: event.no } as Body)
    case 'payment.refused':
      return tell({ type: 'move_refused', no: event.no, code: event.code } as Body)
    case 'payment.hold_ended':
      return tell({ type: 'hold_ended', amountFen: event.amountFen, endedAt: event.at } as Body)
    case 'payment.unexplained':
      return event.fact.status === 'succeeded'
        ? [post(orderId, unexplained(orderId, event.fact))]
        : []
    default:
      return []
  }
}

function afterParcel(parcelId: string, event: ParcelEvent): Reaction[] {
  const domain = 'errand' in event && event.errand === 'return' ? 'returns' : 'orders'
  const tell = (body: Body): Reaction[] => [toldAs(domain, event.orderId, body)]
  switch (event.type) {
    case 'parcel.registered':
    case 'parcel.breached':
      return []
    case 'parcel.scanned':
      return tell({ type: 'word', parcelId, at: event.scan.at } as Body)
    case 'parcel.signed':
      return tell({ type: 'deliver', parcelId, at: event.at } as Body)
    case 'parcel.came_back':
      return tell({ type: 'come_back', parcelId, lost: event.lost } as Body)
  }
}

/** Of goods that go back, the return hears what an order hears of its own parcels. */
function toldAs(domain: 'orders' | 'returns', target: string, body: Body): Reaction {
  const ofReturns: Readonly<Record<string, string>> = { deliver: 'arrive', come_back: 'go_astray' }
  const type = domain === 'returns' ? (ofReturns[body.type] ?? body.type) : body.type
  return { domain, target, body: { ...body, type } }
}

/**
 * 退换. A return holds back what it is worth while it lasts, and ends as every redress does; goods
 * that travel for it are parcels like all others.
 */
function afterReturn(orderId: string, event: ReturnEvent): Reaction[] {
  const tell = (body: Body): Reaction => ({ domain: 'orders', target: orderId, body })
  switch (event.type) {
    case 'return.requested': {
      const { lockFen: amountFen } = event.asked
      return amountFen > 0n ? [tell({ type: 'lock', id: event.lockId, amountFen } as Body)] : []
    }
    case 'return.sent':
    case 'return.mended': {
      const { parcelId, carrierId, trackingNo } = event
      const body = { type: 'register', orderId, carrierId, trackingNo, errand: 'return' }
      return [{ domain: 'parcels', target: parcelId, body }]
    }
    case 'return.refunded':
      // Of what a case has agreed on, the case pays.
      if (event.forCase !== null) return [goodsOf(orderId, event.forCase, 'refunded')]
      return [tell(redress(lockIdOf(event.no), event.amountFen, redressBy[event.by]))]
    case 'return.handed_over':
      return [...unlock(orderId, event), carried(orderId, event)]
    case 'return.withdrawn':
    case 'return.lapsed':
      if (event.forCase !== null) return [goodsOf(orderId, event.forCase, 'kept')]
      return unlock(orderId, event)
    case 'return.completed':
      if (event.forCase !== null) return [goodsOf(orderId, event.forCase, 'mended')]
      return unlock(orderId, event)
    case 'return.to_give_back': {
      const { lockId: id, lockFen: amountFen } = event
      return id === null ? [] : [tell({ type: 'lock', id, amountFen } as Body)]
    }
    case 'return.settled':
    case 'return.denied':
      return unlock(orderId, event)
    default:
      return []
  }
}

function unlock(orderId: string, { lockId: id }: { lockId: string | null }): Reaction[] {
  const body = { type: 'unlock', id } as Body
  return id === null ? [] : [{ domain: 'orders', target: orderId, body }]
}

/** What became of the goods that a case has agreed about. */
function goodsOf(orderId: string, complaintId: string, how: GoodsEnd): Reaction {
  const body: ComplaintCommand = { type: 'goods', how, complaintId }
  return { domain: 'complaints', target: orderId, body }
}

/** Nothing is told twice: what both have said of the return comes into the case. */
function carried(
  orderId: string,
  { carried, forCase }: Extract<ReturnEvent, { type: 'return.handed_over' }>,
): Reaction {
  const { text, photos, objection, track, amountFen } = carried
  const faulty = track === 'quality' && objection?.kind === 'no_defect'
  const body: ComplaintCommand = {
    ...{ type: 'carry', complaintId: forCase, amountFen },
    issue: faulty ? 'damaged' : 'return_refused',
    told: [
      { by: 'buyer', text, photos },
      ...(objection ? [{ by: 'seller' as const, ...objection }] : []),
    ],
  }
  return { domain: 'complaints', target: orderId, body }
}

/** In the order's words: whose decision brought the money back? */
const redressBy: Readonly<Record<Ender, Redress>> = {
  buyer: 'return',
  seller: 'return',
  order: 'return',
  mediator: 'ruling',
  clock: 'default',
}

/** The hold was settled as it stood: the return or the case learns that its money is decided. */
function unlocked(orderId: string, lockId: string): Reaction[] {
  const ours = lockId === theftLock || lockId === unauthorisedLock
  return ours ? [] : [holderOf(orderId, lockId)]
}

function holderOf(orderId: string, lockId: string): Reaction {
  if (!lockId.startsWith(lockIdOf('')))
    return { domain: 'complaints', target: orderId, body: holdDecided(lockId) }
  const no = Number(lockId.slice(lockIdOf('').length))
  return { domain: 'returns', target: orderId, body: { type: 'lock_ended', no } as Body }
}

function holdDecided(id: string): Body {
  const command: ComplaintCommand = { type: 'hold_decided', id }
  return command
}

function afterComplaint(orderId: string, event: ComplaintEvent): Reaction[] {
  const tell = (body: Body): Reaction[] => [{ domain: 'orders', target: orderId, body }]
  switch (event.type) {
    case 'complaint.opened': {
      const { complaintId: id, lockFen: amountFen } = event
      const takeOver = { domain: 'returns', target: orderId, body: { type: 'hand_over' } }
      return [...(amountFen > 0n ? tell({ type: 'lock', id, amountFen } as Body) : []), takeOver]
    }
    case 'complaint.promised':
      return [agreed(orderId, event)]
    case 'complaint.closed': {
      const { complaintId: id, outcome } = event
      const { by, fromHoldFen } = outcome
      const paid = by === 'refunded' || outcome.refundFen > 0n
      const over = { type: 'case_over', complaintId: id, paid } as Body
      const ends: Reaction = { domain: 'returns', target: orderId, body: over }
      if (by === 'agreement' || by === 'ruling' || by === 'default')
        return [...tell(redress(id, fromHoldFen, by)), ends]
      return by === 'hold' ? [ends] : [...tell({ type: 'unlock', id } as Body), ends]
    }
    default:
      return []
  }
}

/** 依案退换. What a case has agreed or decided about goods is carried out like every return. */
function agreed(
  orderId: string,
  event: Extract<ComplaintEvent, { type: 'complaint.promised' }>,
): Reaction {
  const { complaintId, promise, claimFen } = event
  const { kind, days, refundFen, itemIds = [], pieces = [] } = promise
  const back = kind === 'return_refund'
  const what = { remedy: back ? 'refund' : kind, refundFen: back ? refundFen : claimFen }
  const goods = { days, itemIds, pieces, cite: current(flawedGoods).cite }
  return {
    domain: 'returns',
    target: orderId,
    body: { type: 'agree', complaintId, ...what, ...goods } as Body,
  }
}

/** The only way in which a case or a return moves money: its lock of the same name ends with it. */
function redress(ref: string, refundFen: bigint, by: Redress): Body {
  const command: OrderCommand = { type: 'redress', lockId: ref, refundFen, by, ref }
  return command
}

function reserve(order: Opened): Reaction[] {
  return order.items.map(({ listingId, quantity }) => ({
    domain: 'listings',
    target: listingId,
    body: { type: 'reserve', quantity, orderId: order.orderId } as Body,
  }))
}

function giveBack(orderId: string, stock: readonly Stock[]): Reaction[] {
  return stock.map(({ listingId, quantity }) => ({
    domain: 'listings',
    target: listingId,
    body: { type: 'give_back', quantity, orderId } as Body,
  }))
}

/** The seller, as the provider and as buyers know them. */
interface Payee {
  readonly payeeRef: string
  readonly payeeName: string
}

/** The payment's number is the order's own, so that a callback leads to its shop. */
function prepare(order: Opened, payee: Payee): Reaction {
  const { totalFen, payBy } = order
  const more = order.items.length > 1 ? ` 等${order.items.length}件` : ''
  const request = {
    amountFen: totalFen,
    description: `${order.items[0]?.title ?? ''}${more}`,
    ...payee,
    expiresAt: payBy,
  }
  const body = { type: 'prepare', paymentNo: order.orderId.slice(4), request }
  return { domain: 'payments', target: order.orderId, body }
}

function instruct(
  orderId: string,
  what: { no: string; kind: 'refund' | 'release' | 'split'; amountFen: bigint; reason: string },
): Reaction {
  const { no, kind, amountFen, reason } = what
  const body = { type: 'instruct', no, kind, amountFen, reason }
  return { domain: 'payments', target: orderId, body }
}

/** The notice is numbered by its moment: a report that was taken back may be made again. */
function notify(orderId: string, reportedAt: number): Reaction {
  return { domain: 'payments', target: orderId, body: { type: 'notify', reportedAt } as Body }
}

function register(
  orderId: string,
  event: Extract<OrderEvent, { type: 'order.shipped' }>,
): Reaction {
  const { parcelId, carrierId, trackingNo } = event
  const body = { type: 'register', orderId, carrierId, trackingNo }
  return { domain: 'parcels', target: parcelId, body }
}

function post(orderId: string, entries: readonly Entry[]): Reaction {
  return { domain: 'ledger', target: orderId, body: { type: 'transfer', entries } as Body }
}

function escrow(orderId: string): string {
  return `order.escrow/${orderId}`
}

function single(
  id: string,
  debit: string,
  credit: string,
  { amountFen }: { amountFen: bigint },
  code: string,
): Entry {
  return { id, kind: 'single', debit, credit, amountFen, code }
}

/** Every instruction is a linked pending pair: out of the hold, and to whoever receives it. */
function pair(no: string, from: string, to: string, amountFen: bigint, code: string): Entry[] {
  return [
    { id: `${no}/a`, kind: 'pending', debit: from, credit: 'psp.held', amountFen, code },
    { id: `${no}/b`, kind: 'pending', debit: 'psp.settled', credit: to, amountFen, code },
  ]
}

/** Done posts both, refused voids both. */
function resolution(kind: 'post' | 'void', no: string): Entry[] {
  return ['a', 'b'].map((half) => ({
    id: `${no}/${half}/${kind}`,
    kind,
    pendingId: `${no}/${half}`,
  }))
}

/**
 * Money has moved at the provider that nobody here asked for. The mirror follows the fact: against
 * suspense, so that no order is debited, and a person finds it.
 */
function unexplained(orderId: string, fact: KeptFact): Entry[] {
  const id = (half: string) => `${orderId}/${fact.dedupeKey}/${half}`
  const one = (half: string, debit: string, credit: string) =>
    single(id(half), debit, credit, fact, 'unexplained')
  const out = (to: string) => [one('a', 'psp.suspense', 'psp.held'), one('b', 'psp.settled', to)]
  switch (fact.kind) {
    case 'payment':
      return [one('a', 'psp.held', 'psp.suspense')]
    case 'refund':
      return out('buyer.refunded')
    case 'release':
    case 'hold_ended':
      return out('seller.settled')
    case 'split':
      return out('platform.fee')
    case 'split_return':
      return [one('a', 'psp.held', 'psp.suspense'), one('b', 'platform.fee', 'psp.settled')]
  }
}

/**
 * What hung is settled: the seller keeps what the ended hold gave, or the buyer has it back by
 * another way, at the seller's cost. What goes back through the provider is a movement of its own.
 */
function suspenseSettled(
  orderId: string,
  event: Extract<OrderEvent, { type: 'order.suspense_settled' }>,
): Reaction[] {
  const { action, no } = event
  const one = (half: string, debit: string, credit: string) =>
    single(`${no}/${half}`, debit, credit, event, 'suspense_settled')
  const out = one('hung', escrow(orderId), 'psp.suspense')
  if (action === 'to_seller') return [post(orderId, [out])]
  if (action !== 'outside') return []
  return [post(orderId, [out, one('back', 'seller.settled', 'buyer.refunded')])]
}

/** The provider gave it away by itself: what the escrow cannot answer for hangs in suspense. */
function holdEnded(
  orderId: string,
  event: Extract<OrderEvent, { type: 'order.hold_ended' }>,
): Entry[] {
  const disputedFen = event.amountFen - event.fromEscrowFen
  const parts: Entry[] = []
  const add = (half: string, debit: string, credit: string, amountFen: bigint) => {
    if (amountFen > 0n)
      parts.push(single(`${orderId}/ended/${half}`, debit, credit, { amountFen }, 'hold_ended'))
  }
  add('escrow', escrow(orderId), 'psp.held', event.fromEscrowFen)
  add('suspense', 'psp.suspense', 'psp.held', disputedFen)
  add('seller', 'psp.settled', 'seller.settled', event.amountFen)
  return parts
}
