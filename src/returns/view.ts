import type { Contact } from '../identity/model.ts'
import { day, type Instant, iso } from '../kernel/time.ts'
import { current } from '../law/provision.ts'
import { manySalesCount } from '../law/returnability.ts'
import type { Known } from '../logistics/store.ts'
import type { Opened, Sold } from '../orders/model.ts'
import { amountOf } from './amounts.ts'
import { clockOf, moneyDue, timersOf } from './clocks.ts'
import { mayObject, maySend } from './handling.ts'
import { asDelivered, conditionsOf, type Judgement, judge } from './judging.ts'
import { mayMend } from './mending.ts'
import type { Journey, Piece, Remedy, Return, Returns, Review, Track } from './model.ts'
import { isOpen, listOf, piecesLeft, secured } from './pieces.ts'
import { returnTerms } from './terms.ts'
import { warrantyOf } from './warranties.ts'

export type Role = 'buyer' | 'seller' | 'desk'

export interface Parts {
  readonly order: Opened
  readonly sold: Sold
  readonly returns: Returns
  readonly role: Role
  readonly at: Instant
  readonly sellerSold: number
  readonly parcels: readonly Known[]
  /** Addresses by the id under which they are kept; none for the desk. */
  readonly contacts: ReadonlyMap<string, Contact>
}

/** So far back, and no more than this, are a shop's sales counted to know a trade from a chance. */
export const salesCounted = {
  ms: 365 * day,
  atMost: current(manySalesCount).value,
} as const

/** Every step of a return that a side may be able to take. */
export const steps = [
  'withdraw',
  'send',
  'choose',
  'receive',
  'address',
  'sign',
  'refund',
  'object',
  'promise',
  'mend',
  'mend-in-person',
  'contest',
  'decide',
] as const
export type Step = (typeof steps)[number]

/** What may go back today, and how do the returns of this order stand? */
export function returnsView(parts: Parts) {
  const { order, role, at, returns } = parts
  return {
    orderId: order.orderId,
    role,
    termsVersion: returnTerms.version,
    options: role === 'buyer' ? order.items.map((item) => optionOf(parts, item)) : [],
    returns: listOf(returns)
      .map((one) => returnView(one, parts))
      .toReversed(),
    now: iso(at),
  }
}

const choices: readonly (readonly [Track, Remedy])[] = [
  ['no_reason', 'refund'],
  ['no_reason', 'exchange'],
  ['quality', 'refund'],
  ['quality', 'exchange'],
  ['quality', 'repair'],
]

/** 可选: for one item each way it could go back, and for each that is closed the reason. */
function optionOf(parts: Parts, item: Opened['items'][number]) {
  const { order, sold, returns, sellerSold, at } = parts
  const left = piecesLeft(returns, item)
  const frozen = sold.items.find(({ id }) => id === item.id)
  const about = frozen && {
    item,
    frozen,
    sold,
    returns,
    sellerSold,
    condition: asDelivered,
    at,
  }
  const warranty = warrantyOf({ order, sold }, returns, item.id)
  return {
    itemId: item.id,
    title: item.title,
    left,
    warrantyUntil: warranty?.endsOn ?? null,
    conditions: frozen ? conditionsOf(frozen) : [],
    choices:
      about && left > 0
        ? choices.map(([track, remedy]) =>
            choiceView(judge(about, track, remedy), {
              track,
              remedy,
              amount: amountOf({ order, sold, returns }, track, [
                { itemId: item.id, quantity: left },
              ]),
            }),
          )
        : [],
  }
}

function choiceView(
  judged: Judgement,
  { track, remedy, amount }: { track: Track; remedy: Remedy; amount: ReturnType<typeof amountOf> },
) {
  return {
    track,
    remedy,
    allowed: judged.refused === null,
    refused: judged.refused,
    cite: judged.cite,
    contestable: judged.contestable,
    until: judged.until === null ? null : iso(judged.until),
    ...amountView(amount),
    citations: [...new Set([...judged.citations, ...amount.citations])],
    trace: judged.trace.map(({ zh, en, cite }) => ({ zh, en, cite: cite ?? null })),
  }
}

function amountView({
  refundFen,
  deductedFen,
  reducedFen = 0n,
  freight,
}: Pick<Return, 'refundFen' | 'deductedFen' | 'reducedFen' | 'freight'>) {
  return {
    ...{ refundFen: Number(refundFen), deductedFen: Number(deductedFen) },
    ...{ reducedFen: Number(reducedFen), freight },
  }
}

/** What would these pieces bring, and who pays the way? */
export function quoteView(
  { order, sold, returns }: Pick<Parts, 'order' | 'sold' | 'returns'>,
  track: Track,
  pieces: readonly Piece[],
) {
  const amount = amountOf({ order, sold, returns }, track, pieces)
  return { ...amountView(amount), citations: [...amount.citations] }
}

/** One return, as this side sees it. */
export function returnView(one: Return, parts: Parts) {
  const { order, contacts, role } = parts
  const [next] = timersOf(one)
  const contact = one.contactId === null ? null : (contacts.get(one.contactId) ?? null)
  return {
    no: one.no,
    stage: one.stage,
    track: one.track,
    remedy: one.remedy,
    pieces: one.pieces.map(({ itemId, quantity }) => {
      const title = order.items.find(({ id }) => id === itemId)?.title ?? ''
      return { itemId, title, quantity }
    }),
    text: one.text,
    photos: [...one.photos],
    requestedAt: iso(one.requestedAt),
    ...amountView(one),
    lockedFen: Number(one.lockFen),
    citations: [...one.citations],
    termsVersion: one.termsVersion,
    next: next ? { kind: clockOf(one), dueAt: iso(next.dueAt), gains: next.gains } : null,
    /** 逾期处罚风险: from this day on a refund that has not come is deliberate delay. */
    penaltyFrom: penaltyFrom(one),
    forCase: one.forCase !== null,
    owedFen: Number(one.owedFen),
    review: one.review && { why: [...one.review.why], habits: habitsView(one.review.habits) },
    address: role === 'desk' ? null : contact,
    journey: journeyView(one.journey, parts),
    outbound: journeyView(one.outbound, parts),
    backAt: one.backAt === null ? null : iso(one.backAt),
    objection: one.objection && { ...one.objection, photos: [...one.objection.photos] },
    goodsWait: one.goodsWait,
    denied: one.denied,
    ended: one.ended && { ...one.ended, at: iso(one.ended.at) },
    can: can(one, role),
  }
}

function habitsView(habits: Review['habits']) {
  return habits && { ...habits, everywhere: habits.everywhere ?? habits.allGoods }
}

/** @law 网络购买商品七日无理由退货暂行办法 第三十一条第三项 */
function penaltyFrom({ stage, remedy, backAt }: Return): string | null {
  const due = remedy === 'refund' && (stage === 'back' || stage === 'reviewing')
  return due && backAt !== null ? moneyDue(backAt).violationFrom : null
}

function journeyView(journey: Journey | null, { parcels }: Parts) {
  if (journey === null) return null
  const parcel = parcels.find(({ parcelId }) => parcelId === journey.parcelId)
  return {
    carrierId: journey.carrierId,
    trackingNo: journey.trackingNo,
    scans: (parcel?.scans ?? []).map(({ kind, at, place }) => ({ kind, at: iso(at), place })),
  }
}

/** What may this side do now? The same questions that `decide` asks, so that buttons tell truth. */
function can(one: Return, role: Role): Step[] {
  const { stage, remedy } = one
  const mends = remedy !== 'refund'
  const early = stage === 'accepted' || stage === 'addressed'
  const from = one.review?.from
  const recalled = stage === 'reviewing' && (from === 'accepted' || from === 'addressed')
  const all: Readonly<Record<Role, readonly (readonly [Step, boolean])[]>> = {
    buyer: [
      ['send', maySend(one)],
      ['choose', stage === 'late'],
      ['receive', stage === 'outbound'],
      ['withdraw', early || recalled],
      ['contest', stage === 'reviewing' && one.objection !== null],
    ],
    seller: [
      ['address', stage === 'accepted' || (stage === 'refunded' && one.goodsWait)],
      ['sign', stage === 'addressed' || stage === 'sent'],
      ['promise', stage === 'back' && mends],
      ['mend', mayMend(one)],
      ['mend-in-person', mayMend(one)],
      ['refund', isOpen(one) && stage !== 'outbound' && secured(one)],
      ['object', mayObject(one)],
    ],
    desk: [['decide', stage === 'reviewing']],
  }
  return all[role].filter(([, holds]) => holds).map(([step]) => step)
}

/** One line of a seller's list, or of the desk's. */
export function returnLine(one: Return, order: { orderId: string; title: string }) {
  const [next] = timersOf(one)
  return {
    ...order,
    no: one.no,
    stage: one.stage,
    track: one.track,
    remedy: one.remedy,
    refundFen: Number(one.refundFen),
    requestedAt: iso(one.requestedAt),
    next: next ? { kind: clockOf(one), dueAt: iso(next.dueAt), gains: next.gains } : null,
  }
}
