/**
 * 经营者认定. Does this person trade, or sell own things now and then? An opinion on all facts
 * together; registration or the lack of it does not decide it.
 */
import { current } from './provision.ts'
import { type Facts, fen, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { manySales, operatorTest, pettyTradeLimit } from './registration.ts'
import { sellerTypes, tradeSigns } from './registration-words.ts'
import { codesSaid, normalise } from './terms.ts'

/** @law 电子商务法 第九条, 法释〔2022〕8号 第七条 */
export function operatorOf(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const { cite } = reason.use(operatorTest, operatorTest.checkedOn)
  const type = codesSaid(text(facts, 'type'), current(sellerTypes).value)
  if (type.includes('REGISTERED_KIND') && !type.includes('INDIVIDUAL')) {
    reason.say('企业、个体工商户即经营者。', 'Companies and registered households trade.', cite)
    return { is_operator: true, track: 'CONSUMER_LAW', factors: ['registered'] }
  }
  const factors = factorsOf(facts)
  const own = factors.includes('OWN_THINGS')
  const signs = factors.filter((each) => each !== 'OWN_THINGS')
  const { value: line } = reason.use(manySales, manySales.checkedOn)
  const many = signs.includes('quantity') || signs.includes('income')
  if (signs.length === 0 && !own) return unclear(reason, 'sales')
  // Own things in great number, or often, are still own things: more must point to a trade.
  const mixed = own && signs.length > 0 && !signs.includes('source')
  if (mixed && !(many && signs.length > 1)) return unclear(reason, 'sales')
  if (!(many && signs.length >= line.strongFactors)) reason.doubt('interpretive')
  if (signs.length === 0) {
    reason.say(
      '偶尔转让自用、闲置物品，不以营利为目的，一般不是经营者，适用民法典。',
      'Own things sold now and then, not for gain: no operator, the Civil Code governs.',
      cite,
    )
    return { is_operator: false, track: 'CIVIL_CODE', factors: ['own_things'] }
  }
  reason.say(
    `综合考察,具有经营特征:${signs.map((each) => factorWords[each] ?? each).join('、')}。`,
    `Taken together, signs of a trade: ${signs.join(', ')}.`,
    cite,
  )
  return { is_operator: true, track: 'CONSUMER_LAW', factors: signs }
}

const factorWords: Readonly<Record<string, string>> = {
  source: '来源',
  price: '价格',
  frequency: '频率',
  channels: '其他销售渠道',
  staff: '人员与组织',
  quantity: '数量',
  income: '收入',
}

function factorsOf(facts: Facts): string[] {
  const sales = text(facts, 'sales')
  const factors = [...codesSaid(sales, current(tradeSigns).value)]
  if (countedSales(sales) >= current(manySales).value.sales) factors.push('quantity')
  const turnover = fen(facts, 'turnover') ?? fen(facts, 'annual_turnover_cny')
  // The amount that ends petty trade is the only one the law itself gives as a sign of size.
  if (turnover !== null && turnover > current(pettyTradeLimit).value) factors.push('income')
  return factors
}

/** The largest number of sales in a year that the words tell; sales of a month count twelvefold. */
function countedSales(sales: string | null): number {
  let most = 0
  if (sales === null) return most
  for (const [, per, digits] of normalise(sales).matchAll(
    /(每月|月均|月销|每周|每天)?[^\d]{0,4}(\d{1,6})(?:多|余)?(?:笔|单|件|次|个订单)/g,
  )) {
    const times = per === undefined ? 1 : per === '每周' ? 52 : per === '每天' ? 365 : 12
    most = Math.max(most, Number(digits) * times)
  }
  return most
}

function unclear(reason: Reasoning, fact: string): Record<string, unknown> {
  reason.doubt('interpretive')
  reason.miss(fact)
  reason.say(
    '所述不足以判断：须知商品性质、来源、数量、价格、频率、其他渠道和收入。',
    'Too little to tell: what is sold, whence, how many, at what price, how often, where else.',
  )
  return { is_operator: null, track: null }
}
