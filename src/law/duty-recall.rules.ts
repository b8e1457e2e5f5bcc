import { addDays, hour, type Instant, shanghaiDay } from '../kernel/time.ts'
import { addWorkingDays } from './calendar.ts'
import { cosmeticLimits } from './cosmetics.ts'
import { compareDecimal, plain } from './decimal.ts'
import { defectReportWorkingDays, type FoodRecall, foodRecall } from './duties.ts'
import { type DutyAnswer, type DutyPart, noRule } from './duty-part.ts'
import { goodsKinds } from './goods.rules.ts'
import { current, versionOn } from './provision.ts'
import { count, day, decimal, type Facts, instant, refuseFact, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'

/** 食品召回: by when must it be started, and finished? The rule of the day of discovery counts. */
export const recall: DutyPart = (facts, r) => {
  const foundAt = instant(facts, 'found_at')
  const reportedOn = day(facts, 'plan_reported_on')
  if (foundAt === null && reportedOn === null) return null
  const level = count(facts, 'level')
  if (level === null) {
    r.miss('level')
    return {}
  }
  const on = foundAt === null ? (reportedOn ?? '') : shanghaiDay(foundAt)
  const rule = r.tryUse(foodRecall, on)
  if (rule === null) return noRule(r)
  const hours = rule.value.startHours[level - 1]
  if (hours === undefined) {
    return refuseFact('law.out_of_range', 'level', '只有一、二、三级', 'is 1, 2 or 3')
  }
  const answer: DutyAnswer = { hours, rule_version: rule.value.version }
  if (foundAt === null) r.miss('found_at')
  else {
    answer.start_by = shanghaiTime(foundAt + hours * hour)
    r.say(
      `${level} 级召回: 发现风险后 ${hours} 小时内启动。`,
      `Level ${level}: started within ${hours} hours of discovery.`,
      rule.cite,
    )
  }
  return { ...answer, ...finish(facts, { rule: rule.value, level, on }, r) }
}

interface Level {
  readonly rule: FoodRecall
  readonly level: number
  readonly on: string
}

function finish(facts: Facts, { rule, level, on }: Level, r: Reasoning): DutyAnswer {
  const reportedOn = day(facts, 'plan_reported_on')
  if (reportedOn === null) return {}
  const days = rule.finish[level - 1] ?? 0
  if (versionOn(foodRecall, reportedOn)?.value !== rule || reportedOn < on) r.doubt('interpretive')
  if (rule.finishFrom === 'announcement') {
    r.doubt('interpretive')
    r.say(
      '期限自召回公告发布之日起算；这里以报告计划之日为公告之日。',
      'It counts from the announcement; here the day the plan was reported is taken for it.',
    )
  }
  const end =
    rule.finishUnit === 'working day'
      ? addWorkingDays(reportedOn, days)
      : { on: addDays(reportedOn, days), known: true }
  if (!end.known) r.doubt('provisional')
  r.say(
    `${days} ${rule.finishUnit === 'day' ? '日' : '个工作日'}内完成召回,至 ${end.on}。`,
    `Finished within ${days} ${rule.finishUnit}s, by ${end.on}.`,
    rule.finishCite,
  )
  return { complete_by: end.on }
}

/** 缺陷报告: by when must a dangerous defect be reported to the province? */
export const defectReport: DutyPart = (facts, r) => {
  const foundOn = day(facts, 'found_on')
  if (foundOn === null) return null
  const rule = r.tryUse(defectReportWorkingDays, foundOn)
  if (rule === null) return noRule(r)
  const end = addWorkingDays(foundOn, rule.value)
  r.say(
    `发现之日起 ${rule.value} 个工作日内向省级市场监管部门报告,至 ${end.on}。`,
    `Reported to the province within ${rule.value} working days, by ${end.on}.`,
    rule.cite,
  )
  if (end.known) return { deadline: end.on }
  r.doubt('provisional')
  return { deadline_estimated: end.on }
}

/** 铅限量: does a cosmetic hold more lead than allowed? The limit itself is still allowed. */
export const leadLimit: DutyPart = (facts, r, question) => {
  const measured = decimal(facts, 'lead_mg_per_kg')
  if (measured === null) return null
  const told = goodsKinds(text(facts, 'goods'), text(facts, 'category'))
  const kinds = told.size > 0 ? told : goodsKinds(question)
  if (!kinds.has('COSMETICS')) {
    r.miss('goods')
    if (kinds.size > 0) {
      r.say('本库只有化妆品的铅限值。', 'Only the limit for cosmetics is held here.')
      return {}
    }
    r.doubt('provisional')
    r.say(
      '未说明是什么商品，按化妆品限值回答。',
      'Goods not told: answered by the cosmetics limit.',
    )
  }
  const rule = current(cosmeticLimits)
  const limit = rule.value.铅
  if (limit === undefined) return noRule(r)
  r.use(cosmeticLimits, cosmeticLimits.checkedOn)
  const exceeds = compareDecimal(measured, limit) > 0
  r.say(
    `实测 ${plain(measured)},限值 ${plain(limit)} mg/kg,${exceeds ? '超标' : '未超标'}。`,
    `Measured ${plain(measured)}, limit ${plain(limit)} mg/kg: ${exceeds ? 'above' : 'within'}.`,
    rule.cite,
  )
  return { exceeds, limit_mg_per_kg: plain(limit) }
}

/** How is this moment written in Shanghai time? */
function shanghaiTime(at: Instant): string {
  return new Date(at + 8 * hour)
    .toISOString()
    .replace(/\.000Z$/, '+08:00')
    .replace('Z', '+08:00')
}
