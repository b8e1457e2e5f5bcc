import { cosmeticLimits } from './cosmetics.ts'
import { compareDecimal, parseDecimal } from './decimal.ts'
import { current } from './provision.ts'
import { type Facts, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { consumerOnly, manySalesCount, operatorOnly, returnWords } from './returnability.ts'
import { codesSaid, normalise } from './terms.ts'

export interface PartyTrack {
  /** The whole answer when the parties already decide it. */
  readonly answer: Readonly<Record<string, unknown>> | null
  /** What the answer says about the seller, if the seller was asked about. */
  readonly more: Readonly<Record<string, unknown>>
}

/** 当事人: do a consumer and an operator face each other? Only then does consumer law apply. */
export function partyTrack(question: string | null, facts: Facts, r: Reasoning): PartyTrack {
  const buyer = buyerIsConsumer(facts, r)
  if (buyer === false) {
    return { answer: { returnable: false, reason: 'NOT_CONSUMER' }, more: {} }
  }
  const seller = sellerIsOperator(question, facts, r)
  if (seller === null) return { answer: null, more: {} }
  if (seller === 'unclear') return { answer: {}, more: {} }
  const more = { seller_is_operator: seller }
  if (seller) return { answer: null, more }
  return { answer: { ...more, returnable: false, track: 'CIVIL_CODE' }, more }
}

function buyerIsConsumer(facts: Facts, r: Reasoning): boolean {
  const purpose = text(facts, 'buyer_purpose')
  const role = text(facts, 'buyer_role')
  if (purpose === null && role === null) return true
  const said = new Set([...words(purpose), ...words(role)])
  const resale = said.has('RESALE')
  const life = said.has('LIFE')
  if (resale && !(life && !words(purpose).includes('RESALE'))) {
    r.use(consumerOnly, consumerOnly.checkedOn)
    r.say(
      '为转售或经营而购买，不是为生活消费需要，不享有无理由退货。',
      'Bought for resale or business, not for daily life: no consumer, no such right.',
      '网络购买商品七日无理由退货暂行办法 第二条',
    )
    if (life) r.doubt('interpretive')
    return false
  }
  if (resale || !life) {
    r.doubt('interpretive')
    r.miss('buyer_purpose')
    r.say(
      '购买目的未说清：这里按生活消费回答；若为转售则不适用。',
      'The purpose is not plain: answered as for daily life; for resale it would not apply.',
    )
  }
  return true
}

/** SPC 2022 art 7: nature, source, number, price, frequency, other channels, income. */
function sellerIsOperator(
  question: string | null,
  facts: Facts,
  r: Reasoning,
): boolean | 'unclear' | null {
  const seller = text(facts, 'seller')
  const registered = flag(facts, 'registered')
  const asked =
    question !== null && /承担.{0,100}退货义务|是否承担.{0,100}退货/.test(normalise(question))
  if (seller === null && registered === null && !asked) return null
  const fromFacts = regularity(seller)
  const regular = fromFacts ?? (seller === null || fromFacts === null ? regularity(question) : null)
  r.use(operatorOnly, operatorOnly.checkedOn)
  if (registered === true || regular === 'regular') {
    r.say(
      '持续以营利为目的销售的是经营者，是否登记不影响退货义务。',
      'Who sells regularly for gain is an operator; being registered or not makes no difference.',
      '网络交易监督管理办法 第七条第一款',
    )
    return true
  }
  if (regular === 'occasional') {
    r.doubt('interpretive')
    r.say(
      '偶尔转让自用物品的个人一般不是经营者：依民法典与约定处理。',
      'A person who sells an own used thing now and then is no operator: the Civil Code governs.',
      '民法典 第五百零九条第一款',
    )
    return false
  }
  r.doubt('interpretive')
  r.miss('seller')
  r.say(
    '所述不足以判断出卖人是否经营者：需要性质、来源、数量、价格、频率、其他渠道和收入。',
    'Too little to tell whether the seller is an operator: what, whence, how many, how often.',
  )
  return 'unclear'
}

function regularity(told: string | null): 'regular' | 'occasional' | null {
  if (told === null) return null
  const said = words(told)
  const regular = said.includes('REGULAR_SELLER') || manySales(told)
  const occasional = said.includes('OCCASIONAL_SELLER')
  if (regular === occasional) return null
  return regular ? 'regular' : 'occasional'
}

function manySales(told: string): boolean {
  for (const match of normalise(told).matchAll(/(\d{1,6})(件|单|笔|次|条|个)/g)) {
    if (Number(match[1]) >= current(manySalesCount).value) return true
  }
  return false
}

/** Does a laboratory say that the goods fall short? Null when it does not tell. */
export function labFails(facts: Facts): boolean | null {
  const lab = text(facts, 'lab')
  if (lab === null) return null
  for (const [substance, limit] of Object.entries(current(cosmeticLimits).value)) {
    const found = new RegExp(
      `${substance}[^\\d]{0,6}(\\d+(?:\\.\\d+)?)(?:mg/kg|mgkg|ppm|毫克/千克|毫克每千克)`,
    ).exec(normalise(lab))
    const measured = found === null ? null : parseDecimal(found[1] ?? '')
    if (measured !== null && compareDecimal(measured, limit) > 0) return true
  }
  const said = words(lab)
  if (said.includes('LAB_FAILED')) return true
  // Found, yet within the limit: a trace alone is no failure, and no pass either.
  if (said.includes('LAB_FOUND')) return said.includes('LAB_PASSED') ? null : true
  return said.includes('LAB_PASSED') ? false : null
}

function words(told: string | null): readonly string[] {
  return codesSaid(told, current(returnWords).value)
}
