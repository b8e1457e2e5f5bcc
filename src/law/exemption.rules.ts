/** 免登记情形. Which exemption do the words about goods and service name, if any? */
import { goodsKinds } from './goods.rules.ts'
import { current } from './provision.ts'
import { type Facts, flag, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { convenienceLabor, type Exemption, registrationDuty } from './registration.ts'
import { tradeWords } from './registration-words.ts'
import { codesSaid } from './terms.ts'

/** An exemption whatever the turnover; `unclear` where the words could be one but do not tell. */
export type Trade = Exclude<Exemption, 'PETTY_TRADE'> | 'unclear' | null

export function tradeOf(reason: Reasoning, facts: Facts): Trade {
  const goods = saidOf(text(facts, 'goods'))
  const service = saidOf(text(facts, 'service'))
  return (
    farm(reason, facts, goods) ??
    craft(reason, goods) ??
    labor(reason, facts, [...service, ...goods])
  )
}

/** Must this trade have a licence? As told, or as the words say; null where neither does. */
export function needsLicence(reason: Reasoning, facts: Facts): boolean | null {
  const told = flag(facts, 'license_needed')
  if (told !== null) return told
  const said = [...saidOf(text(facts, 'goods')), ...saidOf(text(facts, 'service'))]
  if (said.includes('NO_LICENCE')) return false
  if (said.includes('LICENSED')) {
    reason.doubt('interpretive')
    reason.say('所述业务通常须取得许可。', 'Such a trade usually needs a licence.')
    return true
  }
  return null
}

function farm(reason: Reasoning, facts: Facts, said: readonly string[]): Trade {
  const fresh = goodsKinds(text(facts, 'goods')).has('LOOKS_FRESH')
  const made = said.includes('OWN_MADE') && (fresh || said.includes('FARM_GOODS'))
  const own = said.includes('OWN_FARM') || made
  const resold = said.includes('NOT_OWN')
  if (own && (resold || said.includes('PROCESSED'))) {
    reason.miss('goods')
    reason.doubt('interpretive')
    reason.say(
      resold ? '自产与收购混在一起，须分别计算。' : '加工后是否仍是农副产品有解释余地。',
      resold
        ? 'Own and bought-in produce: to be told apart.'
        : 'Whether processed goods are still farm produce is open.',
    )
    return 'unclear'
  }
  if (own) {
    const { cite } = reason.use(registrationDuty, registrationDuty.checkedOn)
    reason.say(
      '个人销售自产农副产品，不论交易额，不需要登记。',
      'A person’s own farm produce: no registration, whatever the turnover.',
      cite,
    )
    return 'SELF_PRODUCED_FARM'
  }
  if (resold) {
    reason.say('收购后转卖，不是自产。', 'Bought in and sold on: not one’s own produce.')
    return null
  }
  return fresh || said.includes('FARM_GOODS') ? 'unclear' : null
}

function craft(reason: Reasoning, said: readonly string[]): Trade {
  if (!said.includes('HOME_CRAFT') || said.includes('NOT_OWN')) return null
  if (said.includes('FACTORY')) {
    reason.say('由工厂或者雇工生产，不是家庭手工业。', 'Made in a works: no family handicraft.')
    return null
  }
  const { cite } = reason.use(registrationDuty, registrationDuty.checkedOn)
  if (!said.includes('AT_HOME')) reason.doubt('interpretive')
  reason.say(
    '个人销售家庭手工业产品，不论交易额，不需要登记。',
    'Products of family handicraft: no registration, whatever the turnover.',
    cite,
  )
  return 'FAMILY_HANDICRAFT'
}

function labor(reason: Reasoning, facts: Facts, said: readonly string[]): Trade {
  const listed = said.includes('LISTED_LABOR')
  if (!listed && !said.includes('SIMILAR_LABOR')) {
    if (text(facts, 'service') === null) return null
    return 'unclear'
  }
  const { cite } = reason.use(convenienceLabor, convenienceLabor.checkedOn)
  if (!listed) reason.doubt('interpretive')
  reason.say(
    listed
      ? '属列举的便民劳务，依法无须许可的，不论交易额不需要登记。'
      : '与列举的便民劳务相近（列举带“等”），是否属之有解释余地。',
    listed
      ? 'A listed convenience service that needs no licence: exempt, whatever the turnover.'
      : 'Like the listed services, whose list is open: probably exempt.',
    cite,
  )
  return 'CONVENIENCE_LABOR'
}

function saidOf(words: string | null): readonly string[] {
  return codesSaid(words, current(tradeWords).value)
}
