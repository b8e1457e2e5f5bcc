import { minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { day, shanghaiDay } from '../kernel/time.ts'
import { versionOn } from '../law/provision.ts'
import { habitFactors } from '../law/return-review.ts'
import type { Opened, Sold } from '../orders/model.ts'
import { amountOf } from './amounts.ts'
import { escalatesAt, stageEnds } from './clocks.ts'
import { type Judgement, judge } from './judging.ts'
import type {
  Command,
  Event,
  Facts,
  Refusal,
  Return,
  Returns,
  Review,
  ReviewReason,
} from './model.ts'
import { listOf, lockIdOf, piecesLeft } from './pieces.ts'
import { returnTerms as terms } from './terms.ts'

type Request = Extract<Command, { type: 'request' }>

/**
 * 申请退换. May these pieces go back, for what, and for how much? The rules answer at once; a person
 * is asked only where habits or a contested exclusion need weighing, and that is no refusal.
 */
export function request(
  returns: Returns,
  command: Request,
  facts: Facts,
): Decision<Event, Refusal> {
  const { order, sold, at } = facts
  if (facts.role !== 'buyer') return refuse('return.not_yours_to_do')
  if (!order || !sold) return refuse('return.not_found')
  if (!piecesKnown(returns, order, command)) return refuse('return.items_unknown')
  const judged = judgements(returns, { order, sold }, { command, at })
  const hard = judged.find(
    ({ refused, contestable }) => refused && !(contestable && command.contest),
  )
  if (hard?.refused) return refuse(hard.refused, hard.cite === null ? {} : { cite: hard.cite })
  if (command.track === 'quality' && command.text.trim() === '' && command.photos.length === 0)
    return refuse('return.say_what_is_wrong')
  const amount = amountOf({ order, sold, returns }, command.track, command.pieces)
  const lockFen = minFen(amount.refundFen, facts.freeFen)
  if (command.remedy === 'refund' && lockFen <= 0n) return refuse('return.nothing_held')
  const review = reviewOf(judged, command, facts)
  const no = listOf(returns).length + 1
  const asked: Return = {
    no,
    stage: review ? 'reviewing' : 'accepted',
    track: command.track,
    remedy: command.remedy,
    pieces: command.pieces,
    text: command.text.trim(),
    photos: command.photos,
    requestedAt: at,
    refundFen: amount.refundFen,
    deductedFen: amount.deductedFen,
    worthFen: amount.worthFen,
    reducedFen: amount.reducedFen,
    lockFen,
    freight: amount.freight,
    citations: citationsOf(judged, amount.citations, review, at),
    termsVersion: terms.version,
    forCase: null,
    dueAt: review ? at + terms.reviewDays * day : stageEnds('accepted', at),
    escalateAt: lockFen > 0n ? escalatesAt(order) : null,
    review,
    contactId: null,
    journey: null,
    backAt: null,
    outbound: null,
    objection: null,
    goodsWait: false,
    denied: null,
    delays: 0,
    owedFen: 0n,
    ended: null,
  }
  const { buyerId } = order
  const listingIds = listingsOf(order, command)
  return [{ type: 'return.requested', no, at, asked, lockId: lockIdOf(no), buyerId, listingIds }]
}

function piecesKnown(returns: Returns, order: Opened, { pieces }: Request): boolean {
  const ids = pieces.map(({ itemId }) => itemId)
  if (pieces.length === 0 || new Set(ids).size !== ids.length) return false
  return pieces.every(({ itemId, quantity }) => {
    const item = order.items.find(({ id }) => id === itemId)
    return item !== undefined && quantity >= 1 && quantity <= piecesLeft(returns, item)
  })
}

function judgements(
  returns: Returns,
  { order, sold }: { order: Opened; sold: Sold },
  { command, at }: { command: Request; at: number },
): Judgement[] {
  const { condition, sellerSold, track, remedy } = command
  return command.pieces.flatMap(({ itemId }) => {
    const item = order.items.find(({ id }) => id === itemId)
    const frozen = sold.items.find(({ id }) => id === itemId)
    if (!item || !frozen) return []
    const about = { item, frozen, sold, returns, sellerSold, condition, at }
    return [judge(about, track, remedy)]
  })
}

/** 频繁退货. A number alone refuses nobody: from so many on a person weighs the factors. */
function reviewOf(judged: readonly Judgement[], command: Request, facts: Facts): Review | null {
  const why: ReviewReason[] = []
  if (judged.some(({ refused }) => refused !== null)) why.push('exclusion_contested')
  const recent = facts.habits.filter(({ at }) => at > facts.at - terms.habitDays * day)
  const listings = facts.order ? listingsOf(facts.order, command) : []
  const same = listings.map((id) => recent.filter(({ listingId }) => listingId === id).length)
  const sameGoods = Math.max(0, ...same)
  const { everywhere = 0 } = command
  const habits = { sameGoods, allGoods: recent.length, everywhere }
  const all = Math.max(recent.length, everywhere)
  const many = sameGoods >= terms.sameGoodsMax || all >= terms.allGoodsMax
  if (many && command.track === 'no_reason') why.push('frequent')
  if (why.length === 0) return null
  return { why, from: 'accepted', habits: why.includes('frequent') ? habits : null }
}

function listingsOf(order: Opened, { pieces }: Request): string[] {
  return pieces.flatMap(
    ({ itemId }) => order.items.find(({ id }) => id === itemId)?.listingId ?? [],
  )
}

function citationsOf(
  judged: readonly Judgement[],
  amount: readonly string[],
  ...[review, at]: [Review | null, number]
): string[] {
  const weighed = review?.habits ? versionOn(habitFactors, shanghaiDay(at)) : null
  const all = [...judged.flatMap(({ citations }) => citations), ...amount]
  return [...new Set([...all, ...(weighed ? [weighed.cite] : [])])]
}
