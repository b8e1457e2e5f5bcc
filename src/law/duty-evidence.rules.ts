import { dutyWords } from './advertising.ts'
import { addMonths } from './calendar.ts'
import { adverseInference, durableBurdenMonths, foodBurden, presumedRecord } from './duties.ts'
import type { DutyPart } from './duty-part.ts'
import { goodsKinds } from './goods.rules.ts'
import { current } from './provision.ts'
import { day, type Facts, flag, outOfOrder, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { codesSaid, normalise } from './terms.ts'

/** 瑕疵举证: who must prove whether the goods were flawed? */
export const burden: DutyPart = (facts, r) => {
  const receivedOn = day(facts, 'received_on')
  const foundOn = day(facts, 'defect_found_on')
  if (receivedOn === null && foundOn === null) return null
  if (receivedOn !== null && foundOn !== null && foundOn < receivedOn) {
    return outOfOrder('received_on', 'defect_found_on')
  }
  const kinds = goodsKinds(text(facts, 'goods'), text(facts, 'category'))
  if (kinds.size === 0) {
    r.miss('goods')
    r.doubt('interpretive')
  }
  if (kinds.has('FOOD') || kinds.has('COSMETICS')) return standardsBurden(r, kinds.has('FOOD'))
  const durable = ['DURABLE', 'MAYBE_DURABLE', 'ELECTRONICS'] as const
  if (!durable.some((kind) => kinds.has(kind))) return consumerProves(r)
  if (receivedOn === null || foundOn === null) {
    r.miss(receivedOn === null ? 'received_on' : 'defect_found_on')
    return {}
  }
  const rule = r.tryUse(durableBurdenMonths, receivedOn)
  if (rule === null) return consumerProves(r)
  const lastOn = addMonths(receivedOn, rule.value)
  if (foundOn > lastOn) {
    r.say(`已过 ${lastOn}。`, `After ${lastOn}.`, rule.cite)
    return consumerProves(r)
  }
  if (!kinds.has('DURABLE')) {
    r.doubt('interpretive')
    r.say('未在条文列举，按“等耐用商品”理解。', 'Not listed; read as one of the durable goods.')
  }
  r.say(
    `耐用商品接受之日起 ${rule.value} 个月内(至 ${lastOn})发现瑕疵,由经营者举证。`,
    `Durable goods, flaw found within ${rule.value} months (to ${lastOn}): the operator proves.`,
    rule.cite,
  )
  return { burden: 'seller' }
}

function standardsBurden(r: Reasoning, isFood: boolean): { burden: string } {
  r.use(foodBurden, foodBurden.checkedOn)
  r.doubt('interpretive')
  r.say(
    '消费者先证明购买与初步因果，是否符合标准由生产者、销售者举证。',
    'The buyer shows purchase and a first causal link; the sellers prove that standards were met.',
  )
  if (!isFood) {
    r.say(
      '化妆品参照适用。',
      'Cosmetics: by reference.',
      '最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定 第十七条',
    )
  }
  return { burden: 'seller' }
}

function consumerProves(r: Reasoning): { burden: string } {
  r.say(
    '没有法定的举证责任倒置：由主张瑕疵的消费者举证。本站规则或约定可以另定。',
    'No statute turns the burden: who claims a flaw proves it. A site rule may say otherwise.',
    '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释 第九十一条',
  )
  return { burden: 'consumer' }
}

/** 拒不提供: may the facts be held against the party that hides its record? */
export const inference: DutyPart = (facts, r) => {
  const holder = text(facts, 'controls_record')
  const refused = flag(facts, 'refused_without_reason')
  if (holder === null && refused === null) return null
  if (holder === null || refused === null) {
    r.miss(holder === null ? 'controls_record' : 'refused_without_reason')
    return {}
  }
  r.use(adverseInference, adverseInference.checkedOn)
  const nobody = /^(none|nobody|无|无人|没有人|没有)$/.test(normalise(holder))
  const allowed = refused && !nobody
  r.say(
    allowed
      ? '控制记录的一方无正当理由拒不提供，可以认定对方就其内容的主张成立。'
      : '不具备推定的条件。',
    allowed
      ? 'Who holds the record and hides it without reason may have it held against him.'
      : 'The conditions for an inference are not met.',
  )
  return { adverse_inference_allowed: allowed }
}

/** 截图与平台记录: which one is presumed authentic until shown otherwise? */
export const presumption: DutyPart = (facts, r) => {
  const record = text(facts, 'platform_record')
  if (record === null && text(facts, 'screenshot') === null) return null
  if (record === null) {
    r.miss('platform_record')
    return {}
  }
  const said = codesSaid(record, current(dutyWords).value)
  if (said.includes('NO_RECORD')) {
    r.say('没有平台记录可供推定。', 'There is no platform record to presume from.')
    return {}
  }
  if (said.includes('NOT_NEUTRAL')) return notNeutral(facts, r)
  const rule = r.use(presumedRecord, presumedRecord.checkedOn)
  r.say(
    '中立第三方平台记录和保存的电子数据，可以确认其真实性，但有足以反驳的相反证据的除外。',
    'What a neutral platform recorded and kept is presumed authentic, unless rebutted.',
  )
  return { presumed_authentic: rule.value, rebuttable: true }
}

function notNeutral(_facts: Facts, r: Reasoning): Record<string, never> {
  r.doubt('interpretive')
  r.say(
    '平台不中立时不适用该推定，应综合审查并核对原始载体。',
    'The presumption needs a neutral platform: otherwise both are weighed against the originals.',
    '最高人民法院关于民事诉讼证据的若干规定 第九十三条',
  )
  return {}
}
