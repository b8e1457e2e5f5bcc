import { timingSafeEqual } from 'node:crypto'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { Command, Event, Facts, Opened, Refusal, Shipment } from './model.ts'
import { refundDue } from './refunding.ts'
import { live } from './sums.ts'

type Answer = Decision<Event, Refusal>

/**
 * 发货. The seller hands items over to a carrier, or says that they wait to be collected, opened or
 * served. That alone starts no clock against the buyer: only what the seller cannot say himself
 * counts as received.
 */
export function ship(
  order: Opened,
  command: Extract<Command, { type: 'ship' }>,
  { at }: Facts,
): Answer {
  if (order.phase !== 'paid') return refuse('order.not_paid')
  const items = order.items.filter(({ id }) => command.itemIds.includes(id))
  const ready = items.every(({ status }) => status === 'awaiting' || status === 'overdue')
  if (items.length === 0 || items.length !== command.itemIds.length || !ready)
    return refuse('order.item_not_awaiting')
  const kind = items[0]?.kind ?? 'parcel'
  if (items.some((item) => item.kind !== kind)) return refuse('order.items_differ_in_kind')
  if (kind === 'parcel' && (command.carrierId === null || command.trackingNo === null))
    return refuse('order.tracking_missing')
  if (kind === 'digital' && !command.content?.trim()) return refuse('order.content_missing')
  const { itemIds, parcelId } = command
  const carrierId = kind === 'parcel' ? command.carrierId : null
  const trackingNo = kind === 'parcel' ? command.trackingNo : null
  const content = kind === 'digital' ? command.content : null
  return [{ type: 'order.shipped', itemIds, parcelId, kind, carrierId, trackingNo, content, at }]
}

/** 当面交付. The buyer has shown the code: goods or service have been handed over in person. */
export function handOver(order: Opened, { code }: { code: string }, { at }: Facts): Answer {
  const waiting = order.parcels.filter(
    (parcel) => (parcel.kind === 'pickup' || parcel.kind === 'service') && underWay(order, parcel),
  )
  if (order.collectCode === null || waiting.length === 0) return refuse('order.nothing_to_collect')
  if (!/^[0-9]{8}$/.test(code)) return refuse('order.code_wrong')
  if (!timingSafeEqual(Buffer.from(code), Buffer.from(order.collectCode)))
    return refuse('order.code_wrong')
  return waiting.map(({ id }) => ({ type: 'order.delivered', parcelId: id, at }))
}

/**
 * 数字商品. The buyer opens what was sent: from this moment it counts as delivered. What has been
 * refunded unopened stays closed: nobody gets both the content and the money.
 */
export function openDigital(order: Opened, { at }: Facts): Answer {
  const sent = order.parcels.filter(
    (parcel) => parcel.kind === 'digital' && underWay(order, parcel),
  )
  if (sent.length === 0) return refuse('order.nothing_to_collect')
  return sent.map(({ id }) => ({ type: 'order.delivered', parcelId: id, at }))
}

/** Is any of it still part of the trade and not yet with the buyer? */
export function underWay(order: Opened, { id }: Shipment): boolean {
  return order.items.some(({ parcelId, status }) => parcelId === id && status === 'shipped')
}

/**
 * 确认收货. The buyer has the goods and is content. What no carrier has reported counts as delivered
 * now, by the word of the one whose number the order has: whoever opened it may be the seller, who
 * sent somebody else a link to pay. What was not even shipped cannot be confirmed.
 */
export function confirm(order: Opened, { at, proven }: Facts): Answer {
  if (order.phase !== 'paid') return refuse('order.not_paid')
  if (order.receivedAt !== null) return refuse('order.already_received')
  const items = live(order)
  if (items.length === 0) return refuse('order.nothing_held')
  if (items.some(({ status }) => status === 'awaiting' || status === 'overdue'))
    return refuse('order.not_all_shipped')
  if (restsOnWord(order) && !proven) return refuse('order.confirm_unproven')
  const coming = order.parcels.filter((parcel) => underWay(order, parcel))
  return [
    ...coming.map(({ id }): Event => ({ type: 'order.delivered', parcelId: id, at })),
    { type: 'order.received', by: 'buyer', at },
  ]
}

/** Would nothing but this confirmation say of some of it that it has arrived? */
export function restsOnWord(order: Opened): boolean {
  return order.parcels.some((parcel) => underWay(order, parcel))
}

/** What the carrier reports: a sign of life, signed for, or on its way back. */
export function carrierSays(
  order: Opened,
  command: Extract<Command, { type: 'word' | 'deliver' | 'come_back' }>,
  { at }: Facts,
): Answer {
  const parcel = order.parcels.find(({ id }) => id === command.parcelId)
  if (!parcel) return refuse('order.parcel_unknown')
  // The carrier reports on after the goods were confirmed or refunded; nothing follows from it.
  if (!underWay(order, parcel)) return []
  switch (command.type) {
    case 'word':
      return [{ type: 'order.carrier_spoke', parcelId: parcel.id, at: Math.min(command.at, at) }]
    case 'deliver':
      // Whatever the carrier's clock says: nothing arrives before it was sent.
      return [
        {
          type: 'order.delivered',
          parcelId: parcel.id,
          at: Math.max(Math.min(command.at, at), parcel.shippedAt),
        },
      ]
    case 'come_back':
      return [
        { type: 'order.came_back', parcelId: parcel.id, lost: command.lost },
        ...refundDue(
          order,
          live(order).filter(({ parcelId }) => parcelId === parcel.id),
          command.lost ? 'lost' : 'came_back',
        ),
      ]
  }
}
