import type { Event, Item, Lock, Movement, Opened, Order, Owed, Shipment } from './model.ts'
import { under } from './own-terms.ts'
import { statusOf } from './sums.ts'
import { settledSuspense } from './suspense.ts'
import { readyBy } from './timers.ts'

/** Total and trusting: applies what happened; whether it may happen is decide's question. */
export function evolve(order: Order, event: Event): Order {
  if (event.type === 'order.opened') return event.order
  if (order.status === 'none') return order
  const after = { ...order, ...change(order, event) }
  return { ...after, status: statusOf(after) }
}

function change(order: Opened, event: Exclude<Event, { type: 'order.opened' }>): Partial<Opened> {
  switch (event.type) {
    case 'order.close_asked':
      return { phase: 'closing', ending: event.ending }
    case 'order.expired':
    case 'order.cancelled':
      return { phase: order.phase === 'paid' ? 'paid' : 'ended', ending: event.ending }
    case 'order.paid':
      return pay(order, event)
    case 'order.paid_in_vain':
      return {
        movements: asked(order, event.no, 'return', event.amountFen, 'paid_in_vain'),
      }
    case 'order.shipped':
      return ship(order, event)
    case 'order.overdue':
      return { items: items(order, event.itemIds, (item) => ({ ...item, status: 'overdue' })) }
    case 'order.carrier_spoke':
      return {
        parcels: parcels(order, [event.parcelId], (parcel) => ({
          ...parcel,
          wordAt: Math.max(parcel.wordAt, event.at),
          doubted: false,
        })),
      }
    case 'order.doubted':
      return {
        parcels: parcels(order, event.parcelIds, (parcel) => ({ ...parcel, doubted: true })),
      }
    case 'order.delivered':
      return deliver(order, event)
    case 'order.came_back':
      return {}
    case 'order.term_proposed':
      return { ownTerm: event.term, termsProposed: (order.termsProposed ?? 0) + 1 }
    case 'order.term_signed': {
      const { ownTerm } = order
      if (!ownTerm) return {}
      return { ownTerm: { ...ownTerm, signedAt: event.at }, items: under(ownTerm, order) }
    }
    case 'order.nudged': {
      const { words, at } = event
      return { nudged: [...(order.nudged ?? []), { words, at }] }
    }
    case 'order.right_ending':
      return { remindedAt: event.at }
    case 'order.received':
      return { receivedAt: event.at }
    case 'order.unauthorised':
      return { unauthorisedAt: event.at, timesReported: (order.timesReported ?? 0) + 1 }
    case 'order.report_withdrawn':
      return { unauthorisedAt: null }
    case 'order.suspected':
      return {}
    default:
      return move(order, event)
  }
}

type Moving = Extract<
  Event,
  {
    type:
      | 'order.refund_due'
      | 'order.repay_due'
      | 'order.release_due'
      | 'order.fee_due'
      | 'order.moved'
      | 'order.move_refused'
      | 'order.locked'
      | 'order.unlocked'
      | 'order.hold_ended'
      | 'order.hold_netted'
      | 'order.suspense_settled'
  }
>

function move(order: Opened, event: Moving): Partial<Opened> {
  switch (event.type) {
    case 'order.refund_due':
      return {
        items: items(order, event.itemIds, (item) => ({ ...item, status: 'refunded' })),
        movements:
          event.amountFen > 0n
            ? asked(order, event.no, 'refund', event.amountFen, event.reason)
            : order.movements,
      }
    case 'order.repay_due': {
      const { kind, amountFen, reason } = event
      const place = order.owed.findIndex((one) => same(one, event))
      return {
        owed: order.owed.filter((_, at) => at !== place),
        movements: asked(order, event.no, kind, amountFen, reason),
      }
    }
    case 'order.release_due':
      return { movements: asked(order, event.no, 'release', event.amountFen, 'release') }
    case 'order.fee_due':
      return { movements: asked(order, event.no, 'fee', event.amountFen, 'fee') }
    case 'order.moved':
      return { movements: resolved(order, event.no, 'done') }
    case 'order.move_refused':
      return refused(order, event)
    case 'order.locked':
      // A second lock of the same name replaces the first: the claim has changed.
      return { locks: [...others(order, event.id), { id: event.id, amountFen: event.amountFen }] }
    case 'order.unlocked':
      return { locks: others(order, event.id) }
    case 'order.hold_ended': {
      const { at, amountFen, fromEscrowFen } = event
      return { holdEnded: { at, amountFen, fromEscrowFen } }
    }
    case 'order.suspense_settled':
      return settledSuspense(order, event)
    case 'order.hold_netted': {
      const { holdEnded } = order
      if (holdEnded === null) return {}
      return {
        holdEnded: { ...holdEnded, fromEscrowFen: holdEnded.fromEscrowFen + event.amountFen },
      }
    }
  }
}

function pay(order: Opened, event: Extract<Event, { type: 'order.paid' }>): Partial<Opened> {
  return {
    phase: 'paid',
    ending: null,
    paidAt: event.at,
    paidFen: event.amountFen,
    holdExpiresAt: event.holdExpiresAt,
    items: order.items.map((item) => ({
      ...item,
      readyBy: readyBy(event.at, item.shipWithinHours),
    })),
  }
}

function ship(order: Opened, event: Extract<Event, { type: 'order.shipped' }>): Partial<Opened> {
  const { parcelId, kind, content, at } = event
  const parcel: Shipment = {
    id: parcelId,
    kind,
    shippedAt: at,
    wordAt: at,
    doubted: false,
    deliveredAt: null,
    content,
  }
  return {
    items: items(order, event.itemIds, (item) => ({ ...item, status: 'shipped', parcelId })),
    parcels: [...order.parcels, parcel],
  }
}

function deliver(
  order: Opened,
  { parcelId, at }: { parcelId: string; at: number },
): Partial<Opened> {
  return {
    items: order.items.map((item) =>
      item.parcelId === parcelId && item.status === 'shipped'
        ? { ...item, status: 'delivered', deliveredAt: at }
        : item,
    ),
    parcels: parcels(order, [parcelId], (parcel) => ({ ...parcel, deliveredAt: at, wordAt: at })),
  }
}

/** The locks that bear another name. */
function others(order: Opened, id: string): Lock[] {
  return order.locks.filter((lock) => lock.id !== id)
}

function refused(
  order: Opened,
  event: Extract<Event, { type: 'order.move_refused' }>,
): Partial<Opened> {
  const movement = order.movements.find(({ no }) => no === event.no)
  const movements = resolved(order, event.no, 'refused')
  if (movement?.kind === 'release' || movement?.kind === 'fee')
    return { movements, releaseNotBefore: event.retryAt }
  const owed: Owed = {
    kind: movement?.kind ?? 'refund',
    amountFen: movement?.amountFen ?? 0n,
    reason: movement?.reason ?? '',
    retryAt: event.retryAt,
  }
  return { movements, owed: [...order.owed, owed] }
}

function same(one: Owed, event: Extract<Event, { type: 'order.repay_due' }>): boolean {
  return one.kind === event.kind && one.amountFen === event.amountFen && one.reason === event.reason
}

function items(order: Opened, ids: readonly string[], to: (item: Item) => Item): Item[] {
  return order.items.map((item) => (ids.includes(item.id) ? to(item) : item))
}

function parcels(
  order: Opened,
  ids: readonly string[],
  to: (parcel: Shipment) => Shipment,
): Shipment[] {
  return order.parcels.map((parcel) => (ids.includes(parcel.id) ? to(parcel) : parcel))
}

function asked(
  order: Opened,
  no: string,
  kind: Movement['kind'],
  amountFen: bigint,
  reason: string,
): Movement[] {
  return [...order.movements, { no, kind, amountFen, status: 'pending', reason }]
}

function resolved(order: Opened, no: string, status: 'done' | 'refused'): Movement[] {
  return order.movements.map((one) => (one.no === no ? { ...one, status } : one))
}
