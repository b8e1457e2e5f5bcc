import { aftersalesView } from '../catalogue/aftersales.schema.ts'
import { passportView } from '../catalogue/wire.ts'
import type { Complaint } from '../disputes/model.ts'
import type { Contact } from '../identity/model.ts'
import { day, type Instant, iso } from '../kernel/time.ts'
import type { Known } from '../logistics/store.ts'
import type { Payment } from '../payments/model.ts'
import { type JournalEntry, pageOfStream } from '../platform/journal.ts'
import type { eventWords } from '../vocabulary.ts'
import { restsOnWord, underWay } from './fulfilling.ts'
import {
  type Facts,
  type Item,
  type Opened,
  returnLock,
  type Shipment,
  type Sold,
  theftLock,
  unauthorisedLock,
} from './model.ts'
import { type Right, rightsOf } from './rights.ts'
import { live, sums } from './sums.ts'
import { timers, windowEndsAt } from './timers.ts'

export type Role = 'buyer' | 'seller' | 'desk'

export interface Parts {
  readonly order: Opened
  readonly sold: Sold
  readonly payment: Payment
  readonly complaint: Complaint
  readonly parcels: readonly Known[]
  readonly journal: readonly JournalEntry[]
  readonly contact: Contact | null
  readonly role: Role
  /** Signed in with the number that the order has. */
  readonly proven: boolean
  readonly at: Instant
}

/** What does this side see of the order? Money in fen, moments in ISO 8601. */
export function orderView(parts: Parts) {
  const { order, sold, payment, role } = parts
  return {
    orderId: order.orderId,
    status: order.status,
    role,
    shop: { ...sold.shop, openedAt: iso(sold.shop.openedAt) },
    items: order.items.map((item) => itemView(item, sold)),
    totalFen: Number(order.totalFen),
    openedAt: iso(order.openedAt),
    payBy: iso(order.payBy),
    payUrl: payment.status === 'payable' && role === 'buyer' ? payment.payUrl : null,
    paymentStatus: payment.status,
    paidAt: maybe(order.paidAt),
    holdExpiresAt: maybe(order.holdExpiresAt),
    receivedAt: maybe(order.receivedAt),
    windowEndsAt: maybe(windowEndsAt(order)),
    ending: order.ending,
    money: moneyView(order),
    movements: order.movements.map(({ no, kind, amountFen, status, reason }) => {
      return { no, kind, amountFen: Number(amountFen), status, reason }
    }),
    shipments: order.parcels.map((one) => shipmentView(one, parts)),
    complaint: complaintView(parts.complaint),
    collectCode: role === 'buyer' ? order.collectCode : null,
    contact: parts.contact,
    purposes: purposesView(sold),
    terms: sold.terms,
    heldFor: heldFor(order),
    ownTerm: ownTermView(order),
    feePerMille: order.feePerMille,
    rights: rightsOf(order, sold, parts.at).map(rightView),
    next: ahead(order).map(({ kind, dueAt, gains }) => ({ kind, dueAt: iso(dueAt), gains })),
    can: can(parts),
    timeline: timeline(parts.journal),
    timelineNext: parts.journal.length < pageOfStream ? null : (parts.journal.at(-1)?.seq ?? null),
    now: iso(parts.at),
  }
}

/** One line of a list of orders. */
export function orderLine(order: Opened, role: Role, at: Instant) {
  const [next] = ahead(order).toSorted((a, b) => a.dueAt - b.dueAt)
  return {
    orderId: order.orderId,
    status: order.status,
    role,
    title: order.items[0]?.title ?? '',
    items: order.items.length,
    totalFen: Number(order.totalFen),
    openedAt: iso(order.openedAt),
    locked: order.locks.some(({ id }) => !id.startsWith(returnLock)),
    heldFor: heldFor(order),
    returning: order.locks.some(({ id }) => id.startsWith(returnLock)),
    lapsesInDays: role === 'buyer' ? lapsing(order, at) : null,
    next: next ? { kind: next.kind, dueAt: iso(next.dueAt), gains: next.gains } : null,
  }
}

export type HeldFor = 'disowned' | 'theft'

/** Why is all of it held, though nobody complains? */
function heldFor({ locks }: Opened): HeldFor | null {
  if (locks.some(({ id }) => id === unauthorisedLock)) return 'disowned'
  return locks.some(({ id }) => id === theftLock) ? 'theft' : null
}

/** 快到期: how many days are left to return it without a reason, when they are fewer than three? */
function lapsing(order: Opened, at: Instant): number | null {
  const until = windowEndsAt(order)
  if (until === null || until <= at || order.phase !== 'paid') return null
  const days = Math.ceil((until - at) / day)
  return days > 2 ? null : days
}

function itemView(item: Item, sold: Sold) {
  const frozen = sold.items.find(({ id }) => id === item.id)
  return {
    id: item.id,
    listingId: item.listingId,
    title: item.title,
    text: frozen?.text ?? '',
    photos: [...(frozen?.photos ?? [])],
    priceFen: Number(frozen?.priceFen ?? 0n),
    quantity: item.quantity,
    amountFen: Number(item.amountFen),
    fulfilment: frozen?.fulfilment ?? { kind: 'parcel' as const },
    ...(frozen?.passport ? { passport: passportView(frozen.passport) } : {}),
    ...(frozen?.aftersales ? { aftersales: aftersalesView(frozen.aftersales) } : {}),
    ...(frozen?.confirmedExclusion ? { confirmedExclusion: true } : {}),
    shipWithinHours: item.shipWithinHours,
    status: item.status,
    readyBy: maybe(item.readyBy),
    parcelId: item.parcelId,
    deliveredAt: maybe(item.deliveredAt),
  }
}

function rightView({ code, until, days, cite }: Right) {
  return { code, until: maybe(until), days, cite }
}

/** 用途. What the personal fields were asked for when they were filled in. */
function purposesView({ purposes }: Sold) {
  return purposes ? { version: purposes.version, texts: { ...purposes.texts } } : null
}

function moneyView(order: Opened) {
  const all = sums(order)
  return {
    paidFen: Number(order.paidFen),
    heldFen: Number(all.escrowFen),
    pendingFen: Number(all.pendingFen),
    lockedFen: Number(all.lockedFen),
    refundedFen: Number(all.refundedFen),
    releasedFen: Number(all.releasedFen),
    feeFen: Number(all.feeFen),
  }
}

function shipmentView(shipment: Shipment, { parcels, role }: Parts) {
  const parcel = parcels.find(({ parcelId }) => parcelId === shipment.id)
  const open = role !== 'buyer' || shipment.deliveredAt !== null
  return {
    parcelId: shipment.id,
    kind: shipment.kind,
    shippedAt: iso(shipment.shippedAt),
    wordAt: iso(shipment.wordAt),
    doubted: shipment.doubted,
    deliveredAt: maybe(shipment.deliveredAt),
    content: open ? shipment.content : null,
    carrierId: parcel?.carrierId ?? null,
    trackingNo: parcel?.trackingNo ?? null,
    status: parcel?.status ?? null,
    breaches: (parcel?.breaches ?? []).map(({ duty, at, cite }) => ({ duty, at: iso(at), cite })),
    scans: (parcel?.scans ?? []).map(({ kind, at, place, consented, signed }) => {
      return { kind, at: iso(at), place, consented, signed: signed !== undefined }
    }),
  }
}

function ownTermView({ ownTerm }: Opened) {
  if (!ownTerm) return null
  const { text, shipWithinHours, at, signedAt } = ownTerm
  return { text, shipWithinHours, at: iso(at), signedAt: maybe(signedAt) }
}

function complaintView(complaint: Complaint) {
  if (complaint.status === 'none') return null
  const { status, complaintId, amountFen, issue, text, openedAt, lowKey, outcome } = complaint
  return {
    ...{ status, complaintId, amountFen: Number(amountFen), issue, text, lowKey },
    openedAt: iso(openedAt),
    outcome: outcome?.by ?? null,
  }
}

/** What changes the order if nobody acts: a reminder does not, and is the buyer's alone. */
function ahead(order: Opened) {
  return timers(order).filter(({ kind }) => kind !== 'remind')
}

/** Everything that a side may be able to do. */
export const steps = [
  'pay',
  'cancel',
  'refund_overdue',
  'open_digital',
  'confirm',
  'sign_in_to_confirm',
  'complain',
  'withdraw_complaint',
  'ship',
  'hand_over',
  'refund',
  'agree_complaint',
] as const
export type Step = (typeof steps)[number]

/**
 * What may this side do now? The same questions that `decide` asks, so that buttons tell the truth.
 */
function can({ order, complaint, role, proven, at }: Parts): Step[] {
  if (role === 'desk') return []
  const items = live(order)
  const any = (...states: Item['status'][]) => items.some(({ status }) => states.includes(status))
  const paid = order.phase === 'paid'
  const { freeFen, refundedFen } = sums(order)
  const free = paid && freeFen > 0n
  const left = order.paidFen - refundedFen
  const open = complaint.status !== 'none' && complaint.status !== 'closed'
  const kinds = order.parcels.filter((parcel) => underWay(order, parcel))
  const sent = paid && order.receivedAt === null && items.length > 0 && !any('awaiting', 'overdue')
  const believed = proven || !restsOnWord(order)
  const list: [Step, boolean][] =
    role === 'buyer'
      ? [
          ['pay', order.phase === 'opened'],
          ['cancel', order.phase === 'opened' || (paid && any('awaiting', 'overdue'))],
          ['refund_overdue', paid && isLate(order, at)],
          ['open_digital', kinds.some(({ kind }) => kind === 'digital')],
          ['confirm', sent && believed],
          ['sign_in_to_confirm', sent && !believed && kinds.some(({ kind }) => kind === 'parcel')],
          ['complain', paid && !open && left > 0n],
          ['withdraw_complaint', open],
        ]
      : [
          ['ship', paid && any('awaiting', 'overdue')],
          ['hand_over', kinds.some(({ kind }) => kind === 'pickup' || kind === 'service')],
          ['cancel', order.phase === 'opened' || (paid && any('awaiting', 'overdue'))],
          ['refund', free],
          ['agree_complaint', open],
        ]
  return list.filter(([, holds]) => holds).map(([name]) => name)
}

function isLate(order: Opened, at: Instant): boolean {
  return order.items.some(
    ({ status, readyBy }) =>
      status === 'overdue' || (status === 'awaiting' && readyBy !== null && readyBy <= at),
  )
}

/** Kinds that tell people nothing they could not read elsewhere. */
const silentKinds = new Set([
  'ledger.transferred',
  'payment.requested',
  'order.carrier_spoke',
  'order.right_ending',
])
/** What a line of the timeline may show of its event: nothing that names a person. */
const shown = [
  'amountFen',
  'reason',
  'itemIds',
  'parcelId',
  'parcelIds',
  'by',
  'at',
  'kind',
  'issue',
  'lost',
  'code',
  'no',
  'how',
  'cite',
  'words',
] as const

/** 时间线: what has happened, oldest first, each with its place in the journal. */
function timeline(journal: readonly JournalEntry[]) {
  return journal
    .filter(({ kind }) => !silentKinds.has(kind))
    .map(({ seq, kind, recordedAt, payload }) => {
      const event = (payload?.event ?? {}) as unknown as Record<string, unknown>
      const about: Record<string, unknown> = {}
      for (const name of shown) if (event[name] !== undefined) about[name] = plain(event[name])
      for (const inner of ['scan', 'ending'])
        if (typeof event[inner] === 'object') about[inner] = event[inner]
      return { seq, kind: kind as keyof typeof eventWords, at: iso(recordedAt), about }
    })
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function maybe(at: Instant | null): string | null {
  return at === null ? null : iso(at)
}

/** In which part does this actor see the order? Null: as if it were not there. */
export function viewerRole(
  order: Pick<Opened, 'sellerId' | 'buyerId' | 'openedBy' | 'linkHash'>,
  viewer: { personId: string | null; actor: string; linkHash: string | null },
): Exclude<Facts['role'], 'house' | 'stranger'> | null {
  if (viewer.personId !== null && viewer.personId === order.sellerId) return 'seller'
  const buyer =
    viewer.personId === order.buyerId ||
    viewer.actor === order.openedBy ||
    viewer.linkHash === order.linkHash
  return buyer ? 'buyer' : null
}
