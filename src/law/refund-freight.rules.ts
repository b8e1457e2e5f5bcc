/** 退款与运费: how much goes back, how, by when, and who pays for the way? */
import { yuan } from '../kernel/money.ts'
import { addDays } from '../kernel/time.ts'
import { isLegalRefusal, type LegalRefusal, type Subject } from './answer.ts'
import { dayKind } from './calendar.ts'
import { refundByMeans, settlePartialReturn } from './partial-return.rules.ts'
import { current } from './provision.ts'
import { day, type Facts, fen, flag, list, text, told } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import {
  couponRefund,
  giftPrice,
  qualityFreight,
  recallCost,
  refundMethod,
  refundWords,
  returnFreight,
} from './refund-freight.ts'
import { windowEnd } from './return-window.rules.ts'
import { refundDays, refundViolationDays } from './returns.ts'
import { codesSaid, findTerms } from './terms.ts'

type Answer = Record<string, unknown>
type Part = (facts: Facts, r: Reasoning, question: string | null) => Answer | LegalRefusal | null

/** The subject `refund_freight`: every question that the facts speak to is answered. */
export const refundFreight: Subject = (question, facts) => {
  const r = reasoning()
  const answer: Answer = {}
  for (const part of [deadline, means, freight, gift, recall, partial, otherMeans]) {
    const found = part(facts, r, question)
    if (found === null) continue
    if (isLegalRefusal(found)) return found
    Object.assign(answer, found)
  }
  if (Object.keys(answer).length > 0) return r.conclude(answer)
  r.say('所给事实不足以回答。', 'The facts told are too few to answer.')
  r.missAnyOf('returned_goods_received_on', 'paid', 'reason', 'items', 'return')
  return r.conclude(answer)
}

/** By when must the money be back, and from which day is it a violation? */
const deadline: Part = (facts, r, question) => {
  const receivedOn = day(facts, 'returned_goods_received_on')
  if (receivedOn === null) return null
  if (flag(facts, 'intact') === false) {
    r.say(
      '退回的商品不完好，无理由退货的退款期限不适用。',
      'The goods came back damaged: the refund period of a no-reason return does not apply.',
      '消费者权益保护法 第二十五条第三款',
    )
    return { refund_due: false }
  }
  const rule = r.tryUse(refundDays, receivedOn)
  if (rule === null) return null
  const end = windowEnd(addDays(receivedOn, rule.value), rule.cite)
  const violation = r.tryUse(refundViolationDays, receivedOn)
  const asksViolation = told(facts, 'refunded') || /十五|15|处罚|违法/.test(question ?? '')
  r.say(
    `自收到退回商品次日起 ${rule.value} 日为 ${end.lastDay}。`,
    `Day ${rule.value} after the goods came back is ${end.lastDay}.`,
    '民法典 第二百零一条第一款',
  )
  const answer: Answer = { last_calendar_day: end.lastDay }
  if (end.certainty === 'provisional') answer.deadline_not_after = end.deadlineOn
  else answer.deadline = end.deadlineOn
  if (!asksViolation) r.doubt(end.certainty)
  if (violation === null || flag(facts, 'refunded') === true) return answer
  const fifteenthOn = addDays(receivedOn, violation.value)
  const kind = dayKind(fifteenthOn)
  if (asksViolation && (kind === 'statutory_holiday' || kind === 'holiday_rest')) {
    r.doubt('interpretive')
    r.say(
      '末日在节假日，是否顺延有不同理解。',
      'That day is a holiday: whether it moves is arguable.',
    )
  }
  r.say(
    `满 ${violation.value} 日仍未退款,自次日起视为故意拖延。`,
    `Not refunded after ${violation.value} days counts as deliberate delay from the day after.`,
    '消费者权益保护法 第五十六条第一款第八项',
  )
  return { ...answer, fifteenth_day: fifteenthOn, violation_from: addDays(fifteenthOn, 1) }
}

/** 多种方式支付: the same goes back by the same means. */
const means: Part = (facts, r) => {
  if (list(facts, 'paid') === null) return null
  const back = refundByMeans(facts)
  if ('refused' in back) return back
  r.use(refundMethod, refundMethod.checkedOn)
  const methods = back.parts.map((part) => String(part.method)).join(' ')
  if (says(methods, 'COUPON')) {
    const rule = r.use(couponRefund, couponRefund.checkedOn)
    r.say('积分、券以相应形式返还。', 'Points and coupons go back in kind.', rule.cite)
    if (told(facts, 'agreement') && says(text(facts, 'agreement'), 'COUPON')) {
      r.doubt('interpretive')
      r.say('对券的返还另有约定的，可以从其约定。', 'An agreement on coupons may be followed.')
    }
  }
  r.say('按各支付方式的实付金额原路退回。', 'Each amount goes back the way it was paid.')
  return { refund: back.parts }
}

/** Who pays the freight back? */
const freight: Part = (facts, r, question) => {
  const asked = /运费/.test(question ?? '') && !/包邮|首程|召回/.test(question ?? '')
  if (!told(facts, 'reason') && !told(facts, 'agreement') && !asked) return null
  if (!told(facts, 'reason') && list(facts, 'paid') !== null) return null
  const why = whyReturned(facts, question)
  if (why === null) {
    if (list(facts, 'items') === null) r.miss('reason')
    return told(facts, 'reason') || asked ? {} : null
  }
  if (why === 'QUALITY') {
    const rule = r.use(qualityFreight, qualityFreight.checkedOn)
    r.say(
      '质量不符的退货运费由经营者承担，约定由买家承担的无效。',
      'When the goods fall short the seller pays the freight; a clause against it is void.',
      rule.cite,
    )
    if (told(facts, 'agreement')) r.cite('消费者权益保护法 第二十六条第三款')
    return { freight_bearer: 'seller' }
  }
  return agreedFreight(facts, r)
}

function agreedFreight(facts: Facts, r: Reasoning): Answer {
  const rule = r.use(returnFreight, returnFreight.checkedOn)
  const agreement = text(facts, 'agreement')
  const sellerPays = says(agreement, 'SELLER_PAYS')
  const consumerPays = says(agreement, 'CONSUMER_PAYS') || denies(agreement, 'SELLER_PAYS')
  if (agreement !== null && sellerPays === consumerPays) {
    r.miss('agreement')
    r.doubt('interpretive')
    r.say('约定没有说清由谁承担运费。', 'The agreement does not say who pays the freight.')
    return {}
  }
  const bearer = sellerPays ? 'seller' : 'consumer'
  r.say(
    sellerPays ? '商家承诺承担退货运费，从其约定。' : '无理由退货的退回运费由消费者承担。',
    sellerPays ? 'The seller agreed to pay it.' : 'On a no-reason return the consumer pays it.',
    rule.cite,
  )
  return { freight_bearer: bearer }
}

function whyReturned(facts: Facts, question: string | null): 'QUALITY' | 'NO_REASON' | null {
  for (const told of [text(facts, 'reason'), question]) {
    const quality = says(told, 'QUALITY')
    const none = says(told, 'NO_REASON')
    if (quality !== none) return quality ? 'QUALITY' : 'NO_REASON'
    if (quality) return 'QUALITY'
  }
  return null
}

/** 赠品: what may be taken off for a gift that does not come back? */
const gift: Part = (facts, r) => {
  if (!told(facts, 'gift') && !told(facts, 'gift_returned')) return null
  const returned = flag(facts, 'gift_returned')
  if (returned === null) {
    r.miss('gift_returned')
    return {}
  }
  const rule = r.use(giftPrice, giftPrice.checkedOn)
  const markedFen = returned ? 0n : (fen(facts, 'gift_price_marked_before_sale') ?? 0n)
  r.say(
    returned
      ? '赠品已一并退回，不得扣款。'
      : markedFen > 0n
        ? `赠品未退回,按事先标明的价格 ${yuan(markedFen)} 支付。`
        : '赠品价格未事先标明，不得按自称价值扣款。',
    returned
      ? 'The gift came back: nothing may be deducted.'
      : markedFen > 0n
        ? `The gift stays: its price marked beforehand, ${yuan(markedFen)}, is due.`
        : 'No price was marked beforehand: nothing may be deducted for it.',
    rule.cite,
  )
  if (!returned && !('gift_price_marked_before_sale' in facts)) {
    r.miss('gift_price_marked_before_sale')
  }
  const claimedFen = fen(facts, 'seller_claims')
  const answer: Answer = { max_deduction_cny: yuan(markedFen) }
  if (claimedFen === null) return answer
  return { ...answer, allowed: claimedFen > 0n && claimedFen <= markedFen }
}

/** 召回: who bears what a recall costs? */
const recall: Part = (facts, r, question) => {
  const asked = says(question, 'RECALL')
  if (!says(text(facts, 'event'), 'RECALL') && !asked) {
    if (told(facts, 'event')) r.miss('event')
    return null
  }
  const rule = r.use(recallCost, recallCost.checkedOn)
  r.say('召回的必要费用由经营者承担。', 'The operator bears what a recall costs.', rule.cite)
  return { cost_bearer: 'operator' }
}

const partial: Part = (facts, r, question) => {
  const spoken = ['items', 'return', 'promo', 'free_shipping_threshold'].some((n) => told(facts, n))
  if (!spoken) return null
  const settled = settlePartialReturn(facts, whyReturned(facts, question) === 'QUALITY', r)
  return settled
}

/** 只退余额: may the seller pay back in another way? */
const otherMeans: Part = (facts, r) => {
  const offer = text(facts, 'seller_offer')
  if (offer === null) return null
  const paidBy = text(facts, 'paid_method')
  const rule = r.use(refundMethod, refundMethod.checkedOn)
  if (says(offer, 'SAME_WAY') || (paidBy !== null && offer.trim() === paidBy.trim())) {
    r.say('原路退回,符合规定。', 'It goes back the way it was paid.', rule.cite)
    return { allowed: true }
  }
  const agreed = flag(facts, 'consumer_agreed')
  if (agreed === null) r.miss('consumer_agreed')
  r.say(
    agreed === true
      ? '消费者明确同意的，可以用其他方式退款。'
      : '未经消费者明确同意，不得自行指定其他退款方式。',
    agreed === true
      ? 'With the express consent of the consumer another way is allowed.'
      : 'Without the express consent of the consumer no other way may be imposed.',
    rule.cite,
  )
  return { allowed: agreed === true }
}

function says(told: string | null, code: string): boolean {
  return codesSaid(told, current(refundWords).value).includes(code)
}

/** `不包运费`: the words of the class stand there, but denied. */
function denies(told: string | null, code: string): boolean {
  if (told === null) return false
  const classes = current(refundWords).value.filter((each) => each.code === code)
  return findTerms(told, classes).some((match) => match.denied)
}
