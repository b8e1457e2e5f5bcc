/** 问题食品药品. What may be asked for food below the safety standard, or for a fake drug? */
import { type Fen, yuan } from '../kernel/money.ts'
import type { LegalAnswer } from './answer.ts'
import { boxesBought, defectCap, fraudAmount } from './increase.rules.ts'
import { promised } from './promise.rules.ts'
import { current } from './provision.ts'
import {
  choiceOfClaim,
  deemedKnowledge,
  drugIncrease,
  foodIncrease,
  type Increase,
  knowingBuyer,
  labelFlawFood,
  purchaseAgent,
  sellerPromise,
  unsafeWords,
} from './punitive-damages.ts'
import { count, type Facts, fen, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid, findTerms } from './terms.ts'

interface Purchase {
  readonly kind: 'food' | 'drug'
  readonly price: Fen | null
}

/** @law 食品安全法 第一百四十八条, 药品管理法 第一百四十四条, 法释〔2024〕9号 */
export function unsafeFoodAnswer(reason: Reasoning, facts: Facts, purchase: Purchase): LegalAnswer {
  const { kind } = purchase
  const base = { food_rule_applies: kind === 'food', ...compensation(reason, facts) }
  const defect = defectCap(reason, facts)
  if (text(facts, 'agent') !== null || flag(facts, 'agent_knew_substandard') !== null) {
    return reason.conclude({ ...base, ...agentClaim(reason, facts, purchase), ...defect })
  }
  if (flag(facts, 'buyer_knew_before_buying') === true && kind === 'food') {
    return reason.conclude({ ...base, ...knowing(reason, facts), ...defect })
  }
  const unsafe = kind === 'food' ? isUnsafeFood(reason, facts) : isFakeDrug(reason, facts)
  if (unsafe === null) {
    return reason.conclude({
      ...base,
      amount_cny: null,
      ...fraudOnly(reason, facts, purchase),
      ...defect,
    })
  }
  if (!unsafe) {
    const zero = { amount_cny: yuan(0n) }
    return reason.conclude({ ...base, ...zero, ...fraudOnly(reason, facts, purchase), ...defect })
  }
  const more = { ...allBoxes(reason, facts), ...defect }
  const knew = sellerKnew(reason, facts)
  const claim = increased(reason, facts, purchase)
  if (knew === true) return reason.conclude({ ...base, ...claim, ...more })
  const producer = { producer_amount_cny: claim.amount_cny }
  if (knew === null) {
    reason.miss('seller_knew')
    reason.doubt('interpretive')
    reason.say(
      '可向生产者请求；向经营者请求以其明知为条件，是否明知尚待查明。',
      'Owed by the producer in any case; by the seller only if it knew, which is not told.',
    )
    return reason.conclude({ ...base, ...claim, ...producer, ...more })
  }
  reason.say(
    '经营者不明知的，不向其增加赔偿；仍可请求生产者支付。',
    'A seller who did not know owes no increase; the producer still does.',
  )
  const none = { amount_cny: yuan(0n), ...fraudOnly(reason, facts, purchase) }
  return reason.conclude({ ...base, ...none, ...producer, ...more })
}

/** The loss itself is owed first, to every victim. */
function compensation(reason: Reasoning, facts: Facts): { compensation_cny?: string } {
  const loss = fen(facts, 'loss_cny')
  const victims = count(facts, 'victims')
  if (victims !== null && victims > 1) {
    reason.say(
      `受害人 ${victims} 人的损失均可请求赔偿,不限于购买者。`,
      `All ${victims} victims may claim their loss, not only the buyer.`,
      '消费者权益保护法 第四十条第二款;食品安全法 第一百四十八条第一款',
    )
  }
  return loss === null ? {} : { compensation_cny: yuan(loss) }
}

/** Is the food below the safety standard? A flaw of the label may not count. Null: not told. */
function isUnsafeFood(reason: Reasoning, facts: Facts): boolean | null {
  const flaw = text(facts, 'label_flaw') ?? text(facts, 'flaw')
  const standard = flag(facts, 'not_meeting_food_safety_standard')
  const words = wordsOf(facts)
  if (words.includes('EXPIRED') || words.includes('REDATED')) return true
  const flawFacts = flaw !== null || flag(facts, 'affects_safety') !== null
  if (!flawFacts) {
    if (standard === null) reason.miss('not_meeting_food_safety_standard')
    return standard
  }
  const { cite } = reason.use(labelFlawFood, labelFlawFood.checkedOn)
  const formOnly = codesSaid(flaw, current(unsafeWords).value).includes('FORM_ONLY')
  const affects = flag(facts, 'affects_safety') ?? (formOnly ? false : null)
  const misleads = flag(facts, 'misleads') ?? (formOnly ? false : null)
  if (affects === true || misleads === true) {
    reason.say(
      '标签瑕疵影响食品安全或者会造成误导，不属例外。',
      'The flaw touches safety or misleads: no exception.',
      cite,
    )
    return true
  }
  if (affects === false && misleads === false) {
    reason.say(
      '标签、说明书瑕疵不影响食品安全且不会误导，不增加赔偿。',
      'A flaw of the label that touches no safety and misleads nobody adds nothing.',
      cite,
    )
    return false
  }
  if (affects === null) reason.miss('affects_safety')
  if (misleads === null) reason.miss('misleads')
  return null
}

function isFakeDrug(reason: Reasoning, facts: Facts): boolean | null {
  const told = flag(facts, 'fake_drug')
  if (told !== null) return told
  if (wordsOf(facts).includes('FAKE_DRUG')) return true
  reason.miss('fake_drug')
  return null
}

function sellerKnew(reason: Reasoning, facts: Facts): boolean | null {
  const told = flag(facts, 'seller_knew')
  if (told !== null) return told
  const words = wordsOf(facts)
  if (!words.includes('EXPIRED') && !words.includes('REDATED')) {
    if (flag(facts, 'fraud') !== true) return null
    reason.say('欺诈以故意为前提，按明知计。', 'Fraud presupposes intent: taken as knowledge.')
    return true
  }
  const { cite } = reason.use(deemedKnowledge, deemedKnowledge.checkedOn)
  reason.say(
    '销售已过保质期或者更改生产日期的食品，视为明知。',
    'A seller of expired or re-dated food is taken to have known.',
    cite,
  )
  return true
}

/** Ten times the price or three times the loss, whichever is more, and not less than the floor. */
function increased(
  reason: Reasoning,
  facts: Facts,
  { kind, price }: Purchase,
): { amount_cny: string | null } & Record<string, unknown> {
  const loss = fen(facts, 'loss_cny')
  if (price === null) {
    reason.miss('price_cny')
    return { amount_cny: null }
  }
  const provision = kind === 'food' ? foodIncrease : drugIncrease
  const { value, cite } = reason.use(provision, provision.checkedOn)
  const { byPrice, byLoss, amount, floored } = higher(value, price, loss ?? 0n)
  const chosen = byLoss > byPrice ? 'loss_x3' : 'price_x10'
  reason.say(
    `价款 ${value.priceTimes} 倍为 ${yuan(byPrice)} 元,损失 ${value.lossTimes} 倍为 ${yuan(byLoss)} 元,` +
      `择一取高${floored ? `;不足 ${yuan(value.floorFen)} 元的按该数` : ''},为 ${yuan(amount)} 元。`,
    `Price times ${value.priceTimes} is ${yuan(byPrice)}, loss times ${value.lossTimes} is ` +
      `${yuan(byLoss)}; the buyer may take the higher${floored ? ', here the floor' : ''}: ${yuan(amount)}.`,
    cite,
  )
  const crpl = fraudAmount(reason, price).amount
  const choice = reason.use(choiceOfClaim, choiceOfClaim.checkedOn)
  reason.say('也可选择按欺诈请求。', 'Fraud may be chosen as the ground instead.', choice.cite)
  const code = kind === 'food' ? 'FSL148.2' : 'DAL144.3'
  const rule = floored ? `${code}_FLOOR` : code
  const other = chosen === 'loss_x3' ? { price_x10: yuan(byPrice) } : { loss_x3: yuan(byLoss) }
  const alternatives = { ...other, crpl55_1: yuan(crpl) }
  const statute = { rule, chosen, alternatives, crpl55_1_cny: yuan(crpl) }
  const promise = promised(reason, facts, price)
  if (promise === null || promise <= amount) return { amount_cny: yuan(amount), ...statute }
  const bound = reason.use(sellerPromise, sellerPromise.checkedOn)
  reason.say('承诺高于法定数额,应按承诺赔偿。', 'The promise is higher and binds.', bound.cite)
  return { amount_cny: yuan(promise), ...statute, chosen: 'promise' }
}

function higher(increase: Increase, price: Fen, loss: Fen) {
  const byPrice = price * increase.priceTimes
  const byLoss = loss * increase.lossTimes
  const higher = byLoss > byPrice ? byLoss : byPrice
  const floored = higher < increase.floorFen
  return { byPrice, byLoss, amount: floored ? increase.floorFen : higher, floored }
}

/** Where the special rule does not apply or is not proven, fraud may still be. */
function fraudOnly(reason: Reasoning, facts: Facts, { price }: Purchase): Record<string, unknown> {
  if (flag(facts, 'fraud') !== true || price === null) return {}
  // A flaw that misleads nobody is no fraud either.
  if (flag(facts, 'misleads') === false) return {}
  const { amount, floored } = fraudAmount(reason, price)
  return {
    amount_cny: yuan(amount),
    crpl55_1_cny: yuan(amount),
    rule: floored ? 'CRPL55.1_FLOOR' : 'CRPL55.1',
  }
}

/** A buyer who knew gets the increase for what a household needs, not for a stock. */
function knowing(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const { value, cite } = reason.use(knowingBuyer, knowingBuyer.checkedOn)
  const boxes = boxesBought(facts)
  reason.say(
    '购买前明知的，仅在合理生活消费需要范围内支持十倍赔偿；是否明知由经营者举证。',
    'For a buyer who knew, only what a household needs is increased; the seller proves it.',
    cite,
  )
  reason.miss('reasonable_quantity')
  const full = boxes === null ? {} : { [`full_x10_for_${boxes}_boxes`]: false }
  return {
    ...full,
    amount_cny: null,
    capped_to_reasonable_consumption: true,
    burden_of_proving_knowledge: value.burden,
  }
}

/** Nobody showed that the buyer knew: every box counts. */
function allBoxes(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const boxes = boxesBought(facts)
  if (boxes === null) return {}
  const { value, cite } = reason.use(knowingBuyer, knowingBuyer.checkedOn)
  reason.say(
    '没有证据证明购买者明知的，按实际支付价款计算；是否明知由经营者举证。',
    'Unless it is proven that the buyer knew, the price of every box counts.',
    cite,
  )
  return {
    [`full_x10_for_${boxes}_boxes`]: true,
    capped_to_reasonable_consumption: false,
    burden_of_proving_knowledge: value.burden,
  }
}

/** Does the person who bought on someone's behalf owe the increase? Only one who lives by it. */
function agentClaim(reason: Reasoning, facts: Facts, purchase: Purchase): Record<string, unknown> {
  const { cite } = reason.use(purchaseAgent, purchaseAgent.checkedOn)
  const knew = flag(facts, 'agent_knew_substandard')
  const trade = byTrade(facts)
  if (knew === false || trade === false) {
    reason.say(
      trade === false
        ? '受托人不以代购为业，不承担惩罚性赔偿。'
        : '受托人不知道的，不承担惩罚性赔偿，仍可能承担赔偿责任。',
      trade === false
        ? 'Who does not buy for others by trade owes no increase.'
        : 'An agent who did not know owes no increase, though perhaps the loss.',
      cite,
    )
    return { agent_liable_x10: false }
  }
  if (knew === null) reason.miss('agent_knew_substandard')
  if (trade === null) reason.miss('agent')
  if (knew === null || trade === null) return { agent_liable_x10: null }
  reason.say(
    '以代购为业且明知仍代购，应承担惩罚性赔偿，且不得向生产者追偿。',
    'An agent by trade who knew owes the increase, without recourse to the producer.',
    cite,
  )
  return { agent_liable_x10: true, ...increased(reason, facts, purchase) }
}

/** Does the agent live by it? Null where the words say neither, or both. */
function byTrade(facts: Facts): boolean | null {
  const words = text(facts, 'agent')
  if (words === null) return null
  const found = findTerms(words, current(unsafeWords).value)
  const trade = found.filter(({ code }) => code === 'AGENT_BY_TRADE')
  const rare = found.some(({ code, denied }) => code === 'AGENT_NOW_AND_THEN' && !denied)
  const lives = trade.some(({ denied }) => !denied)
  if (lives) return rare ? null : true
  return rare || trade.length > 0 ? false : null
}

function wordsOf(facts: Facts): readonly string[] {
  const told = [text(facts, 'category'), text(facts, 'goods'), text(facts, 'flaw')]
  return codesSaid(told.join('。'), current(unsafeWords).value)
}
