/** 索赔对象. Whom may the harmed turn to, who has recourse to whom, and which defences fail? */
import { partyWords } from './party-words.ts'
import type { Found } from './platform-fault.rules.ts'
import {
  defectiveProduct,
  freeGifts,
  offPlatformPayment,
  otherVictims,
  thirdPartyDefect,
  transferredShop,
  unnamedProducer,
} from './platform-liability.ts'
import { current } from './provision.ts'
import { type Facts, flag, list, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid, normalise } from './terms.ts'

/** A shop handed over without notice: both the registered and the actual operator answer. */
export function shopTransfer(reason: Reasoning, facts: Facts): Found {
  const registered = text(facts, 'registered')
  const actual = text(facts, 'actual')
  const published = flag(facts, 'published_change')
  if (registered === null && actual === null && published === null) return {}
  if (registered === null) reason.miss('registered')
  if (actual === null) reason.miss('actual')
  if (published === null) reason.miss('published_change')
  if (registered === null || actual === null || published === null) return { liable: null }
  const { cite } = reason.use(transferredShop, transferredShop.checkedOn)
  const same = normalise(registered) === normalise(actual)
  reason.say(
    published
      ? '已公示变更，由实际经营者承担责任。'
      : '未公示变更，注册经营者与实际经营者均应承担赔偿责任。',
    published
      ? 'The change was published: the actual operator answers.'
      : 'The change was not published: the registered and the actual operator both answer.',
    cite,
  )
  return { liable: published || same ? [actual] : [registered, actual] }
}

/** @law 民法典 第一千二百零三条、第一千二百零四条 */
export function defectClaims(reason: Reasoning, facts: Facts): Found {
  const by = text(facts, 'defect_by')
  const known = flag(facts, 'producer_known') !== null || flag(facts, 'supplier_known') !== null
  if (known) return unnamed(reason, facts)
  if (by === null) return victims(reason, facts)
  if (firstParty(by) === 'consumer') {
    reason.miss('defect_by')
    reason.doubt('provisional')
    reason.say(
      '损害若因使用者自己造成，不是产品缺陷；产品本身有无缺陷需要查明。',
      'Harm by the user’s own doing is no defect: whether the product had one must be found out.',
    )
    return { may_claim: null }
  }
  const { cite } = reason.use(defectiveProduct, defectiveProduct.checkedOn)
  reason.say(
    '因缺陷产品受害的，可以向销售者也可以向生产者要求赔偿。',
    'Whoever a defect harmed may claim from the seller or from the producer.',
    cite,
  )
  const cause = firstParty(by)
  if (cause === null) reason.miss('defect_by')
  if (cause === 'carrier') {
    const third = reason.use(thirdPartyDefect, thirdPartyDefect.checkedOn)
    reason.say('可向有过错的运输者、仓储者追偿。', 'Recourse lies against the carrier.', third.cite)
  }
  // Who caused the defect bears it in the end: a seller at fault has no recourse, it owes it.
  const recourse = cause === 'seller' ? { producer_recourse: 'seller' } : {}
  const sellers = cause === 'seller' ? null : cause
  return { may_claim: ['seller', 'producer'], seller_recourse: sellers, ...recourse }
}

function victims(reason: Reasoning, facts: Facts): Found {
  const harmed = list(facts, 'victims')
  if (harmed === null) {
    if (text(facts, 'bought_from') === null) return {}
    reason.miss('defect_by')
    reason.use(defectiveProduct, defectiveProduct.checkedOn)
    return { may_claim: ['seller', 'producer'] }
  }
  if (harmed.length === 0) {
    reason.miss('victims')
    return { may_claim: null }
  }
  const { cite } = reason.use(otherVictims, otherVictims.checkedOn)
  reason.say(
    '消费者或者其他受害人均可要求赔偿，不以购买为条件。',
    'Consumers and other victims may claim; having bought is no condition.',
    cite,
  )
  return { may_claim: true }
}

/** A seller who can name neither producer nor supplier bears it alone. */
function unnamed(reason: Reasoning, facts: Facts): Found {
  const producer = flag(facts, 'producer_known')
  const supplier = flag(facts, 'supplier_known')
  const { cite } = reason.use(unnamedProducer, unnamedProducer.checkedOn)
  if (producer === false && supplier === false) {
    reason.say(
      '销售者既不能指明生产者也不能指明供货者的，由销售者承担赔偿责任。',
      'A seller who can name neither producer nor supplier is liable.',
      cite,
    )
    return { bearer: 'seller', liable: ['seller'] }
  }
  if (producer === null || supplier === null) {
    if (producer !== true && supplier !== true) {
      reason.miss(producer === null ? 'producer_known' : 'supplier_known')
      return { bearer: null }
    }
  }
  reason.doubt('interpretive')
  const { cite: claim } = reason.use(defectiveProduct, defectiveProduct.checkedOn)
  reason.say(
    '能指明其一的，不因此条承担；受害人仍可先向销售者索赔，销售者再追偿。',
    'Naming one of them, the seller is not liable on this ground, but may be claimed from first.',
    claim,
  )
  const last = producer === true ? 'producer' : 'supplier'
  return { bearer: last, liable: ['seller', last], seller_recourse: last }
}

/** Does the seller's defence hold: paid outside the platform, or given for nothing? */
export function defences(reason: Reasoning, facts: Facts): Found {
  const guide = text(facts, 'guided_off_platform_payment_by')
  if (guide !== null) return offPlatform(reason, guide)
  if (text(facts, 'gift') === null) return {}
  if (flag(facts, 'harm') === false) {
    reason.say('赠品未造成损害。', 'The gift did no harm.')
    return { defense_valid: null }
  }
  const { cite } = reason.use(freeGifts, freeGifts.checkedOn)
  reason.say(
    '奖品、赠品、换购商品造成损害的，不得以免费或者换购为由免责。',
    'Harm by prizes and gifts is answered for; that they were free is no defence.',
    cite,
  )
  return { defense_valid: false }
}

function offPlatform(reason: Reasoning, guide: string): Found {
  const { cite } = reason.use(offPlatformPayment, offPlatformPayment.checkedOn)
  if (firstParty(guide) === 'seller') {
    reason.say(
      '由商家一方引导在平台外支付的，不得以未经平台支付为由抗辩。',
      'The seller’s side led the payment away: that it was outside is no defence.',
      cite,
    )
    return { defense_valid: false }
  }
  reason.doubt('interpretive')
  reason.miss('guided_off_platform_payment_by')
  reason.say(
    '不是由商家工作人员引导的，该条不直接适用，须看合同是否与商家成立。',
    'Not led by the seller’s people: the rule does not reach it; who contracted must be shown.',
    cite,
  )
  return { defense_valid: null }
}

export function firstParty(words: string): string | null {
  return codesSaid(words, current(partyWords).value)[0] ?? null
}
