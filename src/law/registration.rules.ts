/**
 * 登记. Must this seller register, which exemption holds, is this person an operator at all, and
 * does a social network bear the duties of a platform?
 */
import { type Fen, sumFen, yuan } from '../kernel/money.ts'
import type { Subject } from './answer.ts'
import { needsLicence, tradeOf } from './exemption.rules.ts'
import { goodsKinds } from './goods.rules.ts'
import { operatorOf } from './operator.rules.ts'
import { asksOfPlatform, platformDuties } from './platform-duties.rules.ts'
import { current } from './provision.ts'
import { type Facts, fen, flag, isObject, list, readFen, text } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import {
  type Exemption,
  pettyTradeLimit,
  platformReminders,
  registrationDuty,
  selfDeclarations,
  taxRegistration,
} from './registration.ts'
import { sellerTypes } from './registration-words.ts'
import { codesSaid } from './terms.ts'

export const registration: Subject = (question, facts) => {
  const reason = reasoning()
  if (asksOfPlatform(facts)) return reason.conclude(platformDuties(reason, facts, question))
  const asksTax = flag(facts, 'first_tax_liability_occurred') !== null
  const tax = asksTax ? taxDuty(reason, facts) : {}
  const asksOperator = text(facts, 'sales') !== null || /经营者|商事主体/.test(subjectOf(question))
  const operator = asksOperator ? operatorOf(reason, facts) : {}
  const trade = ['annual_turnover_cny', 'shops', 'goods', 'service', 'license_needed']
  const asksDuty = trade.some((name) => (facts[name] ?? null) !== null)
  const duty = asksDuty || !(asksTax || asksOperator) ? registrationOf(reason, facts) : {}
  return reason.conclude({ ...operator, ...duty, ...tax })
}

/** A question whether the trader must register is not one whether there is a trader. */
function subjectOf(question: string | null): string {
  return question === null || /是否需要|登记/.test(question) ? '' : question
}

/** @law 电子商务法 第十条, 网络交易监督管理办法 第八条 */
function registrationOf(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const { cite } = reason.use(registrationDuty, registrationDuty.checkedOn)
  const turnover = turnoverOf(reason, facts)
  const shown =
    list(facts, 'shops') === null || turnover === null
      ? {}
      : { aggregated_turnover_cny: yuan(turnover) }
  const type = codesSaid(text(facts, 'type'), current(sellerTypes).value)
  if (type.includes('REGISTERED_KIND') && !type.includes('INDIVIDUAL')) {
    reason.say('免登记只及于个人;企业等应当登记。', 'Exemptions are for persons only.', cite)
    return { must_register: true, ...shown }
  }
  if (!type.includes('INDIVIDUAL')) {
    reason.miss('type')
    // Told in words that nobody reads: the exemptions of persons are not to be taken for granted.
    if (text(facts, 'type') !== null) return { must_register: null, ...shown }
  }
  const over = overLimit(reason, turnover)
  const marks = over === true ? platformActs(reason) : {}
  const licence = needsLicence(reason, facts)
  if (licence === true) {
    reason.say(
      '依法须取得行政许可的，应当办理登记，不适用小额、便民劳务的例外。',
      'A trade that needs a licence is to be registered; small size is no exception.',
      '网络交易监督管理办法 第八条第三款',
    )
    const trade = tradeOf(reason, facts)
    if (trade === 'SELF_PRODUCED_FARM') reason.doubt('interpretive')
    return { must_register: true, ...shown, ...marks }
  }
  const trade = tradeOf(reason, facts)
  if (trade !== null && trade !== 'unclear') return { ...exempt(reason, trade), ...shown }
  if (over === null) {
    reason.miss('annual_turnover_cny')
    return { must_register: null, ...shown }
  }
  if (!over) return { ...petty(reason, facts, licence), ...shown }
  if (trade === 'unclear') return { ...aboveUnclear(reason, facts), ...shown, ...marks }
  reason.say(
    '超过限额且无其他例外，应当登记。',
    'Above the limit, no other exception: register.',
    cite,
  )
  return { must_register: true, ...shown, ...marks }
}

/** Exempt by size, if no licence is needed: for food that is not to be taken for granted. */
function petty(reason: Reasoning, facts: Facts, licence: boolean | null): Record<string, unknown> {
  if (licence === null) {
    reason.miss('license_needed')
    if (goodsKinds(text(facts, 'goods')).has('FOOD')) {
      reason.say('销售食品可能须许可或者备案。', 'Selling food may need a licence or a filing.')
      return { must_register: null }
    }
    reason.say('以依法无须取得许可为前提。', 'Taken to need no licence.')
  }
  return { ...exempt(reason, 'PETTY_TRADE'), platform_must_remind: false }
}

/** Above the limit, and the words could still name an exemption: say so instead of guessing. */
function aboveUnclear(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const service = text(facts, 'service') !== null
  reason.miss(service ? 'service' : 'goods')
  reason.doubt('interpretive')
  reason.say(
    service ? '是否属便民劳务未说明。' : '农副产品是否自产未说明；自产的不需要登记。',
    service
      ? 'Whether it is convenience labour is not told.'
      : 'Whether the produce is one’s own is not told.',
  )
  return { must_register: null }
}

function exempt(reason: Reasoning, exemption: Exemption): Record<string, unknown> {
  const { value: texts, cite } = reason.use(selfDeclarations, selfDeclarations.checkedOn)
  reason.say('应当公示相应的自我声明。', 'The matching declaration is to be shown.', cite)
  return { must_register: false, exemption, declaration: texts[exemption] }
}

/** Above the yearly limit? All shops count together; the limit itself is still within. */
function overLimit(reason: Reasoning, turnover: Fen | null): boolean | null {
  if (turnover === null) return null
  const { value: limit, cite } = reason.use(pettyTradeLimit, pettyTradeLimit.checkedOn)
  const over = turnover > limit
  reason.say(
    `年交易额 ${yuan(turnover)} 元,${over ? '超过' : '未超过'} ${yuan(limit)} 元(含本数,各网店合并;按自然年计)。`,
    `Turnover ${yuan(turnover)} is ${over ? 'above' : 'within'} ${yuan(limit)}, all shops together.`,
    cite,
  )
  return over
}

function platformActs(reason: Reasoning): Record<string, unknown> {
  const { value, cite } = reason.use(platformReminders, platformReminders.checkedOn)
  reason.say('平台应提醒登记,报送时特别标示。', 'The platform reminds, and marks its report.', cite)
  return { platform_must_remind: value.remind, platform_special_mark: value.mark }
}

/** The turnover as told, or of all shops together. */
function turnoverOf(reason: Reasoning, facts: Facts): Fen | null {
  const shops = list(facts, 'shops')
  if (shops === null) return fen(facts, 'annual_turnover_cny') ?? fen(facts, 'turnover')
  const each = shops.map(turnoverOfShop)
  if (each.includes(null)) {
    reason.miss('shops')
    reason.say('有网店的交易额无法读出。', 'The turnover of one shop cannot be read.')
    return null
  }
  return sumFen(each.filter((amount) => amount !== null))
}

const turnoverNames = [
  'turnover',
  'turnover_cny',
  'annual_turnover_cny',
  'annual_turnover',
  'amount',
  'amount_cny',
  'sales_cny',
]

/** By the name of the field, or the only thing in it that reads as an amount. */
function turnoverOfShop(shop: unknown): Fen | null {
  if (!isObject(shop)) return readFen(shop)
  const name = turnoverNames.find((each) => shop[each] !== undefined)
  if (name !== undefined) return readFen(shop[name])
  const amounts = Object.values(shop)
    .filter((each) => typeof each === 'string')
    .map(readFen)
    .filter((each) => each !== null)
  return amounts.length === 1 ? (amounts[0] ?? null) : null
}

/** @law 电子商务法 第十一条第二款 */
function taxDuty(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const { cite } = reason.use(taxRegistration, taxRegistration.checkedOn)
  const occurred = flag(facts, 'first_tax_liability_occurred')
  const exempted = flag(facts, 'exempt')
  if (exempted === false) {
    reason.doubt('interpretive')
    reason.say('该规定只及于免登记者;已登记者随登记办理。', 'The rule is for exempt sellers.', cite)
    return { must_apply_tax_registration: null }
  }
  if (exempted === null) reason.miss('exempt')
  reason.say(
    occurred
      ? '不需要市场主体登记的，首次纳税义务发生后应当申请税务登记并如实申报。'
      : '首次纳税义务尚未发生，暂无须申请税务登记。',
    occurred
      ? 'Exempt sellers register for tax after their first tax liability.'
      : 'Before the first tax liability there is nothing to register for.',
    cite,
  )
  return { must_apply_tax_registration: occurred }
}
