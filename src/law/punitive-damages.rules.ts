/**
 * 惩罚性赔偿. How much more than the loss may this buyer ask for, under which rule, and what else
 * could be chosen instead? The amount a court may grant, not a promise that it will.
 */
import { type Fen, yuan } from '../kernel/money.ts'
import type { LegalAnswer, Subject } from './answer.ts'
import { goodsKinds } from './goods.rules.ts'
import { defectCap, fraudAmount, pricePaid } from './increase.rules.ts'
import { promised } from './promise.rules.ts'
import { current } from './provision.ts'
import {
  fabricatedClaim,
  fraudIncrease,
  labelFlawGoods,
  sellerPromise,
  unsafeWords,
} from './punitive-damages.ts'
import { type Facts, flag, text } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import { codesSaid, normalise } from './terms.ts'
import { unsafeFoodAnswer } from './unsafe-food.rules.ts'

/** Words that say: the buyer made nothing up. Anything else names how it was done. */
const nothingFabricated = ['无', '否', '没有', '未发现', '不存在', 'none', 'no']

export const punitiveDamages: Subject = (_question, facts) => {
  const reason = reasoning()
  const price = pricePaid(facts)
  if (typeof price === 'object' && price !== null) return price
  const fabricated = fabrication(reason, facts)
  if (fabricated) return fabricated
  const kind = kindOf(reason, facts)
  if (kind === 'food' || kind === 'drug') {
    return unsafeFoodAnswer(reason, facts, { kind, price })
  }
  return goodsAnswer(reason, facts, { kind, price })
}

type Kind = 'food' | 'drug' | 'goods'

/** Is it food, a drug, or anything else? Null when the words do not tell. */
function kindOf(reason: Reasoning, facts: Facts): Kind | null {
  const category = text(facts, 'category')
  const goods = text(facts, 'goods')
  const words = codesSaid([category, goods].join('。'), current(unsafeWords).value)
  if (flag(facts, 'fake_drug') !== null || words.includes('DRUG')) return 'drug'
  const kinds = goodsKinds(category)
  const named = kinds.size > 0 ? kinds : goodsKinds(goods)
  if (named.has('COSMETICS')) return 'goods'
  if (named.has('FOOD')) return 'food'
  const foodOnly = ['not_meeting_food_safety_standard', 'label_flaw', 'agent_knew_substandard']
  if (category === null && foodOnly.some((name) => (facts[name] ?? null) !== null)) return 'food'
  if (category !== null || named.size > 0) return 'goods'
  reason.miss('category')
  return null
}

/** Did the buyer make the defect up? Then nothing is added, and the police may be concerned. */
function fabrication(reason: Reasoning, facts: Facts): LegalAnswer | null {
  const means = text(facts, 'consumer_fabricated_by')
  if (means === null) return null
  if (nothingFabricated.includes(normalise(means))) return null
  const { value, cite } = reason.use(fabricatedClaim, fabricatedClaim.checkedOn)
  reason.say(
    '以夹带、掉包、造假等方式索赔的，不适用增加赔偿的规定。',
    'Whoever fabricates the ground of a claim gets no increase.',
    cite,
  )
  return reason.conclude({ amount_cny: yuan(0n), refer: value.refer })
}

/** @law 消费者权益保护法 第五十五条 */
function goodsAnswer(
  reason: Reasoning,
  facts: Facts,
  { kind, price }: { kind: Kind | null; price: Fen | null },
): LegalAnswer {
  const food = { food_rule_applies: kind === null ? null : false }
  if (kind === 'goods') {
    reason.say('所购不是食品、药品，不适用十倍赔偿。', 'Not food, not a drug: no tenfold price.')
  }
  const defect = defectCap(reason, facts)
  const flaw = harmlessFlaw(reason, facts)
  if (flaw === true) {
    return reason.conclude({ ...food, amount_cny: yuan(0n), crpl55_1_cny: yuan(0n), ...defect })
  }
  const fraud = flag(facts, 'fraud')
  if (fraud === null || flaw === null) {
    if (fraud === null) reason.miss('fraud')
    return waiting(reason, { ...food, ...defect })
  }
  if (!fraud) {
    reason.say(
      '没有欺诈，不增加赔偿。',
      'Without fraud nothing is added.',
      current(fraudIncrease).cite,
    )
    // Without fraud nothing is added for it; what a known defect adds stands beside it.
    const owed = defect.crpl55_2_cap_cny ?? yuan(0n)
    const amount = owed === yuan(0n) ? { amount_cny: yuan(0n) } : {}
    return reason.conclude({ ...food, ...amount, crpl55_1_cny: yuan(0n), ...defect })
  }
  if (price === null) {
    reason.miss('price_cny')
    return waiting(reason, { ...food, ...defect })
  }
  if (flag(facts, 'buyer_knew_before_buying') === true) {
    return reason.conclude({ ...food, ...knowingBuyerOfGoods(reason, price), ...defect })
  }
  return reason.conclude({ ...food, ...fraudClaim(reason, facts, price), ...defect })
}

/** The amount waits for a fact: whatever else is known, nothing is settled yet. */
function waiting(reason: Reasoning, known: Readonly<Record<string, unknown>>): LegalAnswer {
  reason.doubt('provisional')
  return reason.conclude({ ...known, amount_cny: null })
}

/** What does fraud add, and did the seller promise more? */
function fraudClaim(reason: Reasoning, facts: Facts, price: Fen): Record<string, unknown> {
  const { amount, floored } = fraudAmount(reason, price)
  const statute = { crpl55_1_cny: yuan(amount), rule: floored ? 'CRPL55.1_FLOOR' : 'CRPL55.1' }
  const promise = promised(reason, facts, price)
  if (promise === null || promise <= amount) {
    return { amount_cny: yuan(amount), ...statute, chosen: 'price_x3' }
  }
  const { cite } = reason.use(sellerPromise, sellerPromise.checkedOn)
  reason.say(
    `商家承诺的 ${yuan(promise)} 元高于法定数额,应按承诺赔偿。`,
    `The seller promised ${yuan(promise)}, more than the law asks: the promise binds.`,
    cite,
  )
  const alternatives = { crpl55_1: yuan(amount) }
  return { amount_cny: yuan(promise), chosen: 'promise', ...statute, alternatives }
}

/** Was a buyer deceived who knew? Courts answer both ways outside food and drugs. */
function knowingBuyerOfGoods(reason: Reasoning, price: Fen): Record<string, unknown> {
  const { amount } = fraudAmount(reason, price)
  reason.doubt('disputed')
  reason.say(
    '购买前已知情的，是否仍构成受欺诈有争议：一说未陷入错误、不予增加；一说经营者欺诈行为仍应担责。',
    'Of a buyer who knew, some courts say nobody was deceived, others grant the increase.',
    current(fraudIncrease).cite,
  )
  const alternatives = { not_deceived: yuan(0n), deceived: yuan(amount) }
  return { amount_cny: null, alternatives }
}

/** Does the flaw of a label or leaflet neither touch quality nor mislead? Null: not told. */
function harmlessFlaw(reason: Reasoning, facts: Facts): boolean | null {
  const flaw = text(facts, 'flaw') ?? text(facts, 'label_flaw')
  const affects = flag(facts, 'affects_quality') ?? flag(facts, 'affects_safety')
  const misleads = flag(facts, 'misleads')
  if (flaw === null && affects === null && misleads === null) return false
  if (affects === true || misleads === true) return false
  if (affects === null || misleads === null) {
    if (flag(facts, 'fraud') === false) return false
    if (affects === null) reason.miss('affects_quality')
    if (misleads === null) reason.miss('misleads')
    return null
  }
  const { cite } = reason.use(labelFlawGoods, labelFlawGoods.checkedOn)
  reason.say(
    '标签、说明书、宣传材料的瑕疵不影响质量且不会误导，不适用增加赔偿。',
    'A flaw of label or leaflet that touches no quality and misleads nobody adds nothing.',
    cite,
  )
  return true
}
