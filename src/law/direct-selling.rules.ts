/** 直销与加价. May a direct seller be paid so, and did each level of agents raise the price? */
import { type Fen, perMille, yuan } from '../kernel/money.ts'
import type { LegalRefusal } from './answer.ts'
import { basesOf, entryFeeOf } from './pay-plan.rules.ts'
import { directSellingCap, directSellingEntry, priceDisclosure } from './pyramid.ts'
import { type Facts, fen, list, object, readFen, refuseFact } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'

/** @law 直销管理条例 第十四条、第二十四条 */
export function directSelling(
  reason: Reasoning,
  facts: Facts,
  cap: { violates_direct_selling_cap?: boolean },
): { violates?: boolean | null } {
  const told = [...(list(facts, 'reward_basis') ?? []), ...(list(facts, 'pay_by') ?? [])]
  const bases = basesOf(reason, told)
  const { cite } = reason.use(directSellingCap, directSellingCap.checkedOn)
  const fee = entryFeeOf(reasoning(), facts) === true
  const foreign = (bases ?? []).filter((each) => each !== 'own_sales' && each !== 'unreadable')
  if (foreign.length > 0) {
    reason.say(
      '直销员报酬只能按本人直接向消费者销售的收入计算。',
      'A direct seller may be paid only for own sales to consumers.',
      cite,
    )
  }
  if (fee) {
    const entry = reason.use(directSellingEntry, directSellingEntry.checkedOn)
    reason.say('不得以交费或者购货为成为直销员的条件。', 'Joining may cost nothing.', entry.cite)
  }
  if (foreign.length > 0 || fee || cap.violates_direct_selling_cap) return { violates: true }
  if (bases === null) {
    if (cap.violates_direct_selling_cap === undefined) reason.miss('reward_basis')
    return cap.violates_direct_selling_cap === undefined ? { violates: null } : { violates: false }
  }
  if (bases.includes('unreadable')) {
    reason.miss('reward_basis')
    return { violates: null }
  }
  reason.say(
    '报酬只按本人零售计算，符合要求。',
    'Pay is for own retail sales only, as required.',
    cite,
  )
  return { violates: false }
}

/** Is the pay within the share of the direct seller's own retail income? Inclusive. */
export function directSellingPay(
  reason: Reasoning,
  facts: Facts,
): { cap_cny?: string; violates_direct_selling_cap?: boolean } {
  const income = fen(facts, 'direct_seller_own_retail_income_cny')
  const reward = fen(facts, 'reward_cny')
  if (income === null) {
    if (reward !== null) reason.miss('direct_seller_own_retail_income_cny')
    return {}
  }
  const { value: rate, cite } = reason.use(directSellingCap, directSellingCap.checkedOn)
  const cap = perMille(income, rate)
  reason.say(
    `报酬总额不得超过本人零售收入 ${yuan(income)} 元的 ${rate / 10}%,即 ${yuan(cap)} 元。`,
    `At most ${rate / 10}% of own retail income ${yuan(income)}: ${yuan(cap)}.`,
    cite,
  )
  if (reward === null) {
    reason.miss('reward_cny')
    return { cap_cny: yuan(cap) }
  }
  return { cap_cny: yuan(cap), violates_direct_selling_cap: reward > cap }
}

/** Did more than one level raise the price the consumer pays? Not unlawful: to be disclosed. */
export function priceLadder(
  reason: Reasoning,
  facts: Facts,
): { price_ladder_flag: boolean } | LegalRefusal | null {
  const ladder = object(facts, 'price_ladder')
  if (ladder === null) return null
  const prices: Fen[] = []
  for (const value of Object.values(ladder)) {
    const price = readFen(value)
    if (price === null) {
      return refuseFact(
        'law.not_an_amount',
        'price_ladder',
        '含不是金额的价格',
        'has a price that is none',
      )
    }
    prices.push(price)
  }
  const { value: fewest } = reason.use(priceDisclosure, priceDisclosure.checkedOn)
  const markups = prices.filter((price, i) => i > 0 && price > (prices[i - 1] ?? price)).length
  const flagged = markups >= fewest.fewestMarkups
  if (flagged) {
    reason.say(
      `价格逐级上涨 ${markups} 次;差价分销本身不属传销,但应向消费者披露价格构成。`,
      `The price rises ${markups} times. Trade margins are no pyramid, but are to be disclosed.`,
      '消费者权益保护法 第八条、第二十条',
    )
  }
  return { price_ladder_flag: flagged }
}
