import { addDays, type Day } from '../kernel/time.ts'
import { addMonths, addWorkingDays, noticesFor } from './calendar.ts'
import { sanctionNoticeWorkingDays, taxReport, verificationMonths } from './duties.ts'
import { type DutyPart, noRule } from './duty-part.ts'
import { day, refuseFact, text } from './reading.ts'

/** 处理措施公示: by when must a measure against a seller be public? */
export const sanction: DutyPart = (facts, r) => {
  const decidedOn = day(facts, 'decided_on')
  if (decidedOn === null) return null
  const rule = r.tryUse(sanctionNoticeWorkingDays, decidedOn)
  if (rule === null) return noRule(r)
  const end = addWorkingDays(decidedOn, rule.value)
  r.say(
    `决定之日起 ${rule.value} 个工作日内公示,至 ${end.on}。`,
    `Published within ${rule.value} working day, by ${end.on}.`,
    rule.cite,
  )
  if (end.known) return { deadline: end.on }
  r.doubt('provisional')
  r.say('该年节假日安排尚未载入。', `Holidays of ${noticesFor(end.on).join(', ')} are not loaded.`)
  return { deadline_estimated: end.on }
}

/** 核验更新: by when must the identity of a seller be verified again? */
export const verification: DutyPart = (facts, r) => {
  const verifiedOn = day(facts, 'last_verified_on')
  if (verifiedOn === null) return null
  const rule = r.tryUse(verificationMonths, verifiedOn)
  if (rule === null) return noRule(r)
  const on = addMonths(verifiedOn, rule.value)
  r.say(
    `至少每 ${rule.value} 个月核验更新一次,最迟 ${on}。`,
    `Verified at least every ${rule.value} months: by ${on}.`,
    rule.cite,
  )
  return { next_due: on }
}

/** 涉税信息报送: in which days must the income of a quarter be reported? */
export const incomeReport: DutyPart = (facts, r, question) => {
  const told = text(facts, 'quarter')
  if (told === null) return null
  const quarter = readQuarter(told) ?? readQuarter(question ?? '')
  if (quarter === null) {
    if (quarterNumber(told) === null) {
      return refuseFact('law.bad_quarter', 'quarter', '不是季度', 'is not a quarter')
    }
    r.miss('quarter')
    r.say('没有说明是哪一年的季度。', 'The year of the quarter is missing.')
    return {}
  }
  const startOn: Day = `${quarter.year}-${String(quarter.number * 3 - 2).padStart(2, '0')}-01`
  const rule = r.tryUse(taxReport, startOn)
  if (rule === null) return noRule(r)
  const firstOn = addMonths(startOn, 3)
  const lastOn = addDays(addMonths(firstOn, rule.value.monthsAfterQuarter), -1)
  r.say(
    `季度终了的次月内报送,即 ${firstOn} 至 ${lastOn}。`,
    `Reported in the month after the quarter, ${firstOn} to ${lastOn}.`,
    rule.cite,
  )
  return { window: [firstOn, lastOn], deadline: lastOn }
}

function readQuarter(told: string): { year: number; number: number } | null {
  const year = /(20\d{2})/.exec(told)?.[1]
  const number = quarterNumber(told)
  return year === undefined || number === null ? null : { year: Number(year), number }
}

/** Reads `2026Q3`, `2026-Q3`, `2026年第三季度`, `2026年三季度`. */
function quarterNumber(told: string): number | null {
  const written = /[Qq]([1-4])(?!\d)|第?([1-4一二三四])季度/.exec(told.normalize('NFKC'))
  const name = written?.[1] ?? written?.[2]
  if (name === undefined) return null
  const chinese = '一二三四'.indexOf(name)
  return chinese >= 0 ? chinese + 1 : Number(name)
}
