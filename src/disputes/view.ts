import { addDays, type Instant, iso, shanghaiDay } from '../kernel/time.ts'
import { limitationOf } from '../law/burden.rules.ts'
import { judicialConfirmationDays } from '../law/complaints.ts'
import { inForce } from '../law/provision.ts'
import type { thingsOf } from './facts.ts'
import type { CaseFile, Facts, Offer, Ruling, Side, Undertaking } from './model.ts'
import { figuresOf } from './offering.ts'
import { showBy } from './proving.ts'
import { losersOf } from './ruling.ts'
import { awardable } from './sums.ts'
import { timers } from './timers.ts'
import { roundsLeft, withoutRuling } from './unruled.ts'

export type Seer = Side | 'mediator'

/** What a case page needs of the order's money. */
export type Money = Pick<Facts, 'freeFen' | 'paidFen' | 'backFen'>

interface Seen {
  readonly by: Seer
  readonly money: Money
  readonly items: ReturnType<typeof thingsOf>
  readonly at: Instant
}

/**
 * What does this side see of the case? Both sides the same record and reasons; only sealed bids,
 * and who exactly decides, are nobody's to see. Money in fen, moments in ISO 8601.
 */
export function caseView(file: CaseFile, seen: Seen) {
  const { by, money, at, items } = seen
  const figures = figuresOf(file, { ...money, at })
  return {
    ...{ complaintId: file.complaintId, orderId: file.orderId, role: by, status: file.status },
    ...{ issue: file.issue, text: file.text, amountFen: Number(file.amountFen) },
    ...{ openedAt: iso(file.openedAt), relation: file.relation, lowKey: file.lowKey },
    ...{ purpose: file.purpose, multiple: file.multiple, review: file.review },
    track: { ...file.track, reasons: [...file.track.reasons] },
    lockedFen: Number(file.status === 'closed' ? 0n : lesser(file.amountFen, money.freeFen)),
    awardableFen: Number(awardable(file, money)),
    noticeAt: maybe(file.noticeAt),
    showBy: maybe(showBy(file)),
    burdens: file.burdens.map((burden) => ({
      ...burden,
      shownByBuyer: shown(file, 'buyer', burden.point),
      shownBySeller: shown(file, 'seller', burden.point),
    })),
    answer: answerView(file.answer),
    evidence: file.evidence.map((item) => ({
      ...item,
      photos: [...item.photos],
      at: iso(item.at),
    })),
    messages: file.messages.map((one) => ({ ...one, at: iso(one.at) })),
    offers: file.offers.map(({ itemIds, pieces, ...one }) => ({
      ...one,
      refundFen: Number(one.refundFen),
      faults: [...one.faults],
      goods: goodsOf({ ...(itemIds ? { itemIds } : {}), ...(pieces ? { pieces } : {}) }),
      accepted: [...one.accepted],
      status: lapsed(one, file, at) ? ('lapsed' as const) : one.status,
      ...{ at: iso(one.at), expiresAt: iso(one.expiresAt) },
    })),
    bidding: {
      open: figures !== null,
      askedFen: figures ? Number(figures.askedFen) : null,
      offeredFen: figures ? Number(figures.offeredFen) : null,
      iHaveBid: by !== 'mediator' && file.bids[by] !== null,
      theyHaveBid: by !== 'mediator' && file.bids[other(by)] !== null,
    },
    claimants: file.claimants.map((one) => ({
      ...{ id: one.id, relation: one.relation, at: iso(one.at) },
      losses: one.losses.map((loss) => ({ ...loss, amountFen: Number(loss.amountFen) })),
    })),
    ways: file.ways.map(({ way, at: since }) => ({ way, at: iso(since) })),
    mediator: { assigned: file.mediatorId !== null, since: maybe(file.mediationAt) },
    roundsLeft: roundsLeft(file),
    withoutRuling: withoutRuling(file, Number.POSITIVE_INFINITY),
    objection: file.objection && { ...file.objection, at: iso(file.objection.at) },
    draft: by === 'mediator' && file.draft ? ruling(file.draft) : null,
    decision: file.decision && { ...ruling(file.decision), ...reasoned(file.decision) },
    mayAccept: file.decision ? losersOf(file, file.decision).length === 1 : false,
    appeal: file.appeal && { ...file.appeal, at: iso(file.appeal.at) },
    promise: promiseView(file.promise),
    items,
    outcome: outcomeView(file),
    owedInAllFen: Number(file.owedInAllFen),
    limitation: limitationView(file),
    termsVersion: file.terms.version,
    next: timers(file)
      .filter(({ kind }) => kind !== 'limitation')
      .toSorted((a, b) => a.dueAt - b.dueAt)
      .map(({ kind, dueAt, gains }) => ({ kind, dueAt: iso(dueAt), gains })),
    now: iso(at),
  }
}

function answerView(answer: CaseFile['answer']) {
  return answer && { ...answer, impossible: [...answer.impossible], at: iso(answer.at) }
}

function promiseView(promise: Undertaking | null) {
  if (promise === null) return null
  const { offerId, kind, refundFen, days } = promise
  return { offerId, kind, refundFen: Number(refundFen), days, goods: goodsOf(promise) }
}

/** Which goods are named? A number where one was named, else all of the item. */
function goodsOf({ itemIds = [], pieces = [] }: Pick<Offer, 'itemIds' | 'pieces'>) {
  return [...itemIds.map((itemId) => ({ itemId, quantity: null })), ...pieces]
}

/** An offer that nobody can sign any more: its time is over, or the case is. */
function lapsed({ status, expiresAt }: Offer, file: CaseFile, at: Instant): boolean {
  return status === 'open' && (expiresAt <= at || file.status === 'closed')
}

function ruling(one: Omit<Ruling, 'by' | 'deciders' | 'inferences'>) {
  const { refundFen, damagesFen, faults, goodsBack, pieces = [], reasons, at } = one
  return {
    goods: pieces.map((piece) => ({ ...piece })),
    ...{ refundFen: Number(refundFen), damagesFen: Number(damagesFen), faults: [...faults] },
    ...{ goodsBack, reasons, at: iso(at) },
  }
}

function reasoned({ by, inferences, unruled }: Ruling) {
  const found = unruled ? { ...unruled } : null
  return { by, inferences: inferences.map((one) => ({ ...one })), unruled: found }
}

function outcomeView({ outcome, offers }: CaseFile) {
  if (outcome === null) return null
  const { by, refundFen, fromHoldFen, owedFen, human, at } = outcome
  const mediated =
    by === 'agreement' && offers.some((one) => one.by === 'mediator' && one.status === 'accepted')
  return {
    ...{ by, refundFen: Number(refundFen), fromHoldFen: Number(fromHoldFen) },
    ...{ owedFen: Number(owedFen), human, at: iso(at) },
    confirmBy: mediated ? confirmBy(at) : null,
  }
}

/** 司法确认: until which day may both sides ask a court to confirm what they signed? */
function confirmBy(at: Instant): string {
  const on = shanghaiDay(at)
  return addDays(on, inForce(judicialConfirmationDays, on).value)
}

function limitationView({ knownOn }: CaseFile) {
  const { endsOn, cite } = limitationOf(knownOn)
  return { knownOn, endsOn, cite }
}

function shown(file: CaseFile, side: Side, point: string): boolean {
  return file.evidence.some(
    (item) => item.by === side && (item.point === point || item.point === null),
  )
}

/** One line of a list of cases. */
export function caseLine(file: CaseFile) {
  const [next] = timers(file).toSorted((a, b) => a.dueAt - b.dueAt)
  return {
    ...{ complaintId: file.complaintId, orderId: file.orderId, status: file.status },
    ...{ issue: file.issue, amountFen: Number(file.amountFen), openedAt: iso(file.openedAt) },
    ...{ assigned: file.mediatorId !== null, review: file.review, lowKey: file.lowKey },
    forHead: file.status === 'deciding' && roundsLeft(file) === 1,
    next: next ? { kind: next.kind, dueAt: iso(next.dueAt), gains: next.gains } : null,
  }
}

/** 欠款: what the seller of this order owes, beyond what was still held. */
export function owedLine({ orderId, issue, owedInAllFen, outcome }: CaseFile) {
  const closedAt = maybe(outcome?.at ?? null)
  return { orderId, issue, owedFen: Number(owedInAllFen), closedAt }
}

function other(side: Side): Side {
  return side === 'buyer' ? 'seller' : 'buyer'
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function maybe(at: Instant | null): string | null {
  return at === null ? null : iso(at)
}
