import { type Fen, minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { day, type Instant } from '../kernel/time.ts'
import { backFen } from '../orders/model.ts'
import { moneyDue, promiseEnds, stageEnds } from './clocks.ts'
import type { Command, Ender, Event, Facts, Refusal, Return, Review, Stage } from './model.ts'
import { endsOf, isOpen } from './pieces.ts'
import { returnTerms as terms } from './terms.ts'

type Answer = Decision<Event, Refusal>
type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/** 撤回. Until the goods are on their way the buyer may think again. */
export function withdraw(one: Return, { at }: Facts): Answer {
  const early: readonly Stage[] = ['accepted', 'addressed']
  const stage = one.stage === 'reviewing' ? one.review?.from : one.stage
  if (stage === undefined || !early.includes(stage)) return refuse('return.wrong_stage')
  return [{ type: 'return.withdrawn', no: one.no, ...endsOf(one), at }]
}

/**
 * 退货地址. Where the goods are to go. After a refund by default it says where they can be fetched,
 * at the seller's cost.
 * @law 网络购买商品七日无理由退货暂行办法 第十一条
 */
export function address(one: Return, { contactId }: Of<'address'>, { at }: Facts): Answer {
  const { no } = one
  if (one.stage === 'refunded' && one.goodsWait)
    return [{ type: 'return.fetching', no, contactId, at }]
  if (one.stage !== 'accepted') return refuse('return.wrong_stage')
  return [{ type: 'return.addressed', no, contactId, at, dueAt: stageEnds('addressed', at) }]
}

/** 寄回. The buyer hands the goods to a carrier; its scans tell the rest. */
export function send(one: Return, command: Of<'send'>, { at }: Facts): Answer {
  if (!maySend(one)) return refuse('return.wrong_stage')
  const { parcelId, carrierId, trackingNo } = command
  const dueAt = stageEnds('sent', at)
  return [{ type: 'return.sent', no: one.no, parcelId, carrierId, trackingNo, at, dueAt }]
}

/** Also while a person looks because the hold ends: whoever has not sent could not act else. */
export function maySend({ stage, review }: Return): boolean {
  return stage === 'addressed' || (stage === 'reviewing' && review?.from === 'addressed')
}

/** 签收. The seller says that he has the goods back. */
export function sign(one: Return, { at }: Facts): Answer {
  if (one.stage !== 'addressed' && one.stage !== 'sent') return refuse('return.wrong_stage')
  return arrived(one, { by: 'seller', at })
}

/** The goods are back: the clock of the law runs for the money, a promise for the mending. */
export function arrived(
  one: Return,
  { by, at }: { by: 'carrier' | 'seller'; at: number },
): Event[] {
  const { dueAt, cite, violationFrom } = moneyDue(at)
  const mendBy = promiseEnds(at, one.forCase?.days ?? terms.mendDays)
  return [
    {
      type: 'return.arrived',
      no: one.no,
      by,
      cite,
      ...(one.remedy === 'refund' ? { violationFrom } : {}),
      at,
      dueAt: one.remedy === 'refund' ? dueAt : mendBy,
    },
  ]
}

/** 退款. The seller pays back, with the goods or without them. */
export function refund(one: Return, facts: Facts): Answer {
  if (!isOpen(one) || one.stage === 'outbound') return refuse('return.wrong_stage')
  if (facts.freeFen <= 0n && one.forCase === null) return refuse('return.nothing_held')
  return refunded(one, facts, { by: 'seller', reason: 'by_seller' })
}

/**
 * The one way in which a return gives money back; at most what is still there, and the rest is
 * recorded as owed. Of a return that a case has agreed on, the case pays.
 */
export function refunded(
  one: Return,
  { at, freeFen, order }: Facts,
  how: { by: Ender; reason: string; amountFen?: Fen; goodsWait?: boolean; cite?: string },
): Event[] {
  const { no } = one
  const dueFen = how.amountFen ?? one.refundFen
  // What has come back meanwhile in another way is not owed again.
  const unpaidFen = order ? order.paidFen - backFen(order) : dueFen
  const wantedFen = one.forCase ? dueFen : minFen(dueFen, unpaidFen)
  const amountFen = one.forCase ? wantedFen : minFen(wantedFen, freeFen)
  const due = one.backAt === null ? (one.citations[0] ?? '') : moneyDue(one.backAt).cite
  const { by, reason, goodsWait = false, cite = due } = how
  const money = { amountFen, owedFen: wantedFen - amountFen }
  return [
    { type: 'return.refunded', no, ...endsOf(one), ...money, by, reason, cite, goodsWait, at },
  ]
}

/**
 * 异议. The seller shows that these are not his goods, or not intact; or that nothing is wrong with
 * them. A person decides; nothing is paid out meanwhile.
 */
export function object(one: Return, command: Of<'object'>, { at }: Facts): Answer {
  const { kind, photos } = command
  const text = command.text.trim()
  if (!mayObject(one)) return refuse('return.wrong_stage')
  if (one.stage === 'accepted' && kind !== 'no_defect') return refuse('return.wrong_stage')
  const shown = photos.length > 0 || (kind !== 'swapped' && kind !== 'not_intact')
  if (text === '' || !shown) return refuse('return.reason_missing')
  // What a case has agreed on goes back to that case, with all that was shown.
  if (one.forCase) return [handedOver({ ...one, objection: { kind, text, photos } }, at)]
  const dueAt = at + terms.objectionDays * day
  return [{ type: 'return.objected', no: one.no, kind, text, photos, at, dueAt }]
}

/** 不接受异议. The buyer does not accept it: a case decides, and nobody tells anything twice. */
export function contest(one: Return, { at }: Facts): Answer {
  if (one.stage !== 'reviewing' || one.objection === null) return refuse('return.wrong_stage')
  return [handedOver(one, at)]
}

/** 转投诉. A case goes on with this, and with all that both sides have said and shown. */
export function handedOver(one: Return, at: Instant): Event {
  const { no, track, refundFen: amountFen, text, photos, objection } = one
  const carried = { track, amountFen, text, photos, objection }
  return { type: 'return.handed_over', no, ...endsOf(one), carried, at }
}

/**
 * Heard once before the goods are sent, where somebody says that they are faulty, and once when
 * they are back. What he has agreed to in a case he can only object to when he has the goods.
 */
export function mayObject({ stage, objection, track, forCase }: Return): boolean {
  if (stage === 'accepted') return track === 'quality' && forCase === null && objection === null
  return stage === 'back' && (objection === null || objection.kind === 'no_defect')
}

/** To a person: whatever the clocks and the parties cannot settle by themselves. */
export function escalate(
  one: Return,
  why: Review['why'][number],
  { at }: Pick<Facts, 'at'>,
): Event[] {
  const { no, stage } = one
  if (one.forCase) return [handedOver(one, at)]
  const from = stage as Review['from']
  return [{ type: 'return.escalated', no, why, from, at, dueAt: at + terms.reviewDays * day }]
}
