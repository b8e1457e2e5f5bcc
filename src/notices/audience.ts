import type { Instant } from '../kernel/time.ts'

/** Who is told of an event of an order. */
export type Side = 'buyer' | 'seller'

/** 告知: which kinds of event concern which side so much that they should not find out by chance. */
const told: Readonly<Record<string, readonly Side[]>> = {
  'order.paid': ['seller'],
  'order.expired': ['buyer'],
  'order.cancelled': ['buyer', 'seller'],
  'order.paid_in_vain': ['buyer'],
  'order.shipped': ['buyer'],
  'order.nudged': ['seller'],
  'order.right_ending': ['buyer'],
  'order.overdue': ['buyer', 'seller'],
  'order.doubted': ['buyer', 'seller'],
  'order.delivered': ['buyer', 'seller'],
  'order.came_back': ['buyer', 'seller'],
  'order.received': ['seller'],
  'order.refund_due': ['buyer', 'seller'],
  'order.release_due': ['seller'],
  'order.move_refused': ['buyer', 'seller'],
  'order.hold_ended': ['buyer', 'seller'],
  'order.unauthorised': ['buyer', 'seller'],
  'order.report_withdrawn': ['seller'],
  'order.suspected': ['buyer', 'seller'],
  'payment.notice_taken': ['buyer'],
  'complaint.opened': ['seller'],
  'complaint.answered': ['buyer'],
  'complaint.escalated': ['buyer', 'seller'],
  'complaint.taken': ['buyer', 'seller'],
  'complaint.objection_decided': ['buyer', 'seller'],
  'complaint.bids_apart': ['buyer', 'seller'],
  'complaint.to_decide': ['buyer', 'seller'],
  'complaint.decided': ['buyer', 'seller'],
  'complaint.promised': ['buyer', 'seller'],
  'complaint.joined': ['seller'],
  'complaint.reminded': ['buyer'],
  'complaint.closed': ['buyer', 'seller'],
  'return.requested': ['seller'],
  'return.accepted': ['buyer', 'seller'],
  'return.withdrawn': ['seller'],
  'return.addressed': ['buyer'],
  'return.fetching': ['buyer'],
  'return.sent': ['seller'],
  'return.arrived': ['buyer', 'seller'],
  'return.penalty_marked': ['buyer', 'seller'],
  'return.promised': ['buyer'],
  'return.mend_late': ['buyer', 'seller'],
  'return.chosen': ['seller'],
  'return.mended': ['buyer'],
  'return.completed': ['seller'],
  'return.objected': ['buyer'],
  'return.escalated': ['buyer', 'seller'],
  'return.refunded': ['buyer', 'seller'],
  'return.lapsed': ['buyer', 'seller'],
  'return.to_give_back': ['buyer', 'seller'],
  'return.mended_in_person': ['buyer'],
  'return.handed_over': ['buyer', 'seller'],
  'return.denied': ['buyer', 'seller'],
}

/** Of these the other side hears; both, where a mediator or the clock did it. */
const oneSided: readonly string[] = [
  'complaint.shown',
  'complaint.said',
  'complaint.offered',
  'complaint.offer_accepted',
  'complaint.offer_declined',
  'complaint.bid_placed',
  'complaint.appealed',
  'complaint.stepped',
]

/** Scans that a receiver should hear of at once. */
const scansTold: readonly unknown[] = ['out_for_delivery', 'inspection_offered', 'left_at_station']

/** Which sides are told? None of what only the house cares for. */
export function toldOf(
  event: { readonly type: string } & Readonly<Record<string, unknown>>,
): readonly Side[] {
  if (oneSided.includes(event.type)) return othersThan(actorOf(event))
  if (event.type !== 'parcel.scanned') return told[event.type] ?? []
  const { kind, consented } = event.scan as { kind: string; consented: boolean }
  if (!scansTold.includes(kind)) return []
  // Left without asking: the carrier answers for that, and the seller has to know.
  return kind === 'left_at_station' && !consented ? ['buyer', 'seller'] : ['buyer']
}

/** Who did it stands in the event, or in the offer or the proof that it brings. */
function actorOf({ by, offer, item }: Readonly<Record<string, unknown>>): unknown {
  return by ?? ((offer ?? item) as { by?: unknown } | undefined)?.by
}

function othersThan(actor: unknown): readonly Side[] {
  if (actor === 'buyer') return ['seller']
  return actor === 'seller' ? ['buyer'] : ['buyer', 'seller']
}

/** What comes by itself, and in whose favour, if nobody acts. */
export interface Next {
  readonly kind: string
  readonly dueAt: Instant
  readonly gains: string
}

/** Of this the buyer is told when it comes; nobody has to do anything by then. */
const quiet: readonly string[] = ['remind']

/** The first of what comes by itself. */
export function earliest(timers: readonly Next[]): Next | null {
  return (
    timers.filter(({ kind }) => !quiet.includes(kind)).toSorted((a, b) => a.dueAt - b.dueAt)[0] ??
    null
  )
}
