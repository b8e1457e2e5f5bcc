import { addDays } from '../kernel/time.ts'
import { dutyWords } from './advertising.ts'
import { addMonths, addYears } from './calendar.ts'
import {
  closingNoticeDays,
  foodRetention,
  renewalReminder,
  ruleNoticeDays,
  transactionRetentionYears,
} from './duties.ts'
import { type DutyPart, noRule } from './duty-part.ts'
import { goodsKinds } from './goods.rules.ts'
import { current } from './provision.ts'
import { day, flag, text } from './reading.ts'
import { codesSaid } from './terms.ts'

/** 保存: until which day must the records of this trade be kept? The longest period wins. */
export const retention: DutyPart = (facts, r) => {
  const completedOn = day(facts, 'transaction_completed_on')
  if (completedOn === null) return null
  const rule = r.tryUse(transactionRetentionYears, completedOn)
  if (rule === null) return noRule(r)
  const generalOn = addYears(completedOn, rule.value)
  r.say(
    `交易完成之日起 ${rule.value} 年至 ${generalOn}。`,
    `${rule.value} years from completion end on ${generalOn}.`,
    '民法典 第二百零二条',
  )
  const shelfLifeOn = day(facts, 'shelf_life_ends_on')
  const kinds = goodsKinds(text(facts, 'goods'), text(facts, 'category'))
  if (shelfLifeOn === null) {
    if (!kinds.has('FOOD')) return { retain_until: generalOn }
    r.tryUse(foodRetention, completedOn)
    r.miss('shelf_life_ends_on')
    r.doubt('provisional')
    r.say(
      '食品还要看保质期: 期满后六个月更晚的,保存至该日。',
      'Food: if six months past the shelf life is later, keep it until then.',
    )
    return { retain_until: generalOn }
  }
  if (!kinds.has('FOOD') && kinds.size > 0) return { retain_until: generalOn }
  if (!kinds.has('FOOD')) {
    r.doubt('interpretive')
    r.miss('goods')
  }
  const food = r.tryUse(foodRetention, completedOn)
  if (food === null) return { retain_until: generalOn }
  const foodOn = addMonths(shelfLifeOn, food.value.monthsAfterShelfLife)
  r.say(
    `食品: 保质期满后 ${food.value.monthsAfterShelfLife} 个月为 ${foodOn},取较晚者。`,
    `Food: ${food.value.monthsAfterShelfLife} months past the shelf life is ${foodOn}; the later.`,
  )
  const retainUntil = foodOn > generalOn ? foodOn : generalOn
  return { retain_until: retainUntil, rule: '交易完成满3年与保质期满后6个月,以较晚者为准' }
}

/** 平台规则: from which day at the earliest may published rules apply? */
export const rulePublication: DutyPart = (facts, r) => {
  const publishedOn = day(facts, 'published_on')
  if (publishedOn === null) return null
  const rule = r.tryUse(ruleNoticeDays, publishedOn)
  if (rule === null) return noRule(r)
  const major = flag(facts, 'major_change_many_users')
  if (major === null && rule.value.major !== rule.value.usual) {
    r.miss('major_change_many_users')
    r.doubt('interpretive')
  }
  const days = major === true ? rule.value.major : rule.value.usual
  const on = addDays(publishedOn, days)
  r.say(
    `实施前至少公示 ${days} 日,最早 ${on} 实施。`,
    `Published at least ${days} days ahead: in force on ${on} at the earliest.`,
    rule.cite,
  )
  return { earliest_effective: on }
}

/** 终止经营: from which day at the latest must it be announced? */
export const closing: DutyPart = (facts, r) => {
  const stopOn = day(facts, 'stop_on')
  if (stopOn === null) return null
  const rule = r.tryUse(closingNoticeDays, stopOn)
  if (rule === null) return noRule(r)
  const on = addDays(stopOn, -rule.value)
  r.say(
    `提前 ${rule.value} 日持续公示,最迟 ${on} 开始。`,
    `Announced ${rule.value} days ahead, from ${on} at the latest.`,
    rule.cite,
  )
  return { days: rule.value, publish_no_later_than: on }
}

/** 自动续费: must the buyer be reminded, and five days ahead? The day of renewal decides. */
export const renewal: DutyPart = (facts, r, question) => {
  const on = day(facts, 'date')
  const service = text(facts, 'service')
  if (service === null && !isAutoRenewal(question)) return null
  if (!isAutoRenewal(service) && !isAutoRenewal(question)) {
    r.miss('service')
    r.say('看不出是否自动续费。', 'It is not plain that this renews by itself.')
    return {}
  }
  if (on === null) r.miss('date')
  const rule = on === null ? current(renewalReminder) : r.tryUse(renewalReminder, on)
  if (rule === null) return noRule(r)
  r.say(
    rule.value.fiveDays
      ? '续费日前五日应以显著方式提请注意。'
      : '续费日前应以显著方式提请注意,不再规定提前五日。',
    rule.value.fiveDays
      ? 'The buyer must be reminded prominently five days ahead.'
      : 'The buyer must be reminded prominently beforehand; five days are no longer prescribed.',
    rule.cite,
  )
  return { must_remind_before: rule.value.remindBefore, five_days_required: rule.value.fiveDays }
}

function isAutoRenewal(told: string | null): boolean {
  return codesSaid(told, current(dutyWords).value).includes('AUTO_RENEWAL')
}
