/** 向市场监管部门投诉: the authority's clocks, its grounds to refuse, and which office it is. */
import { addDays, type Day, daysBetween, isDay } from '../kernel/time.ts'
import { isLegalRefusal, type LegalRefusal, type Subject } from './answer.ts'
import { addWorkingDays, type Counted, dayKind, rollOver } from './calendar.ts'
import { refusal } from './complaint-refusal.rules.ts'
import { venue } from './complaint-venue.rules.ts'
import {
  acceptanceWorkingDays,
  clueCheck,
  complaintPeriodExtension,
  complaintRules,
  courtPeriodExtension,
  judicialConfirmationDays,
  mediationLimitDays,
  mediationTerm,
  terminationNoticeWorkingDays,
} from './complaints.ts'
import { type Provision, versionOn } from './provision.ts'
import { day, type Facts, isObject, object, outOfOrder, refuseFact } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'

type Answer = Record<string, unknown>
type Part = (facts: Facts, r: Reasoning, question: string | null) => Answer | LegalRefusal | null

/** The subject `complaint`: every question that the facts speak to is answered. */
export const complaint: Subject = (question, facts) => {
  const r = reasoning()
  const answer: Answer = {}
  for (const part of [refusal, venue, notice, clue, confirmation, mediation, acceptance]) {
    const found = part(facts, r, question)
    if (found === null) continue
    if (isLegalRefusal(found)) return found
    // The questions share the name of their answer: the first that holds keeps it.
    for (const [key, value] of Object.entries(found)) answer[key] ??= value
  }
  if (Object.keys(answer).length === 0) {
    r.say('所给事实不足以回答。', 'The facts told are too few to answer.')
    r.missAnyOf('received_on', 'accepted_on', 'decided_on', 'found_on', 'respondent', 'purpose')
  }
  return r.conclude(answer)
}

/** 受理: seven working days from receipt; the day itself is not counted. */
const acceptance: Part = (facts, r, question) => {
  const on = day(facts, 'received_on')
  const later = day(facts, 'accepted_on') !== null && !asksAcceptance(question)
  if (on === null || later) return null
  const found = workingDays(acceptanceWorkingDays, on, r)
  return found && { ...found, ...version(on) }
}

/** Both clocks may be told; the words of the question then say which one is asked about. */
function asksAcceptance(question: string | null): boolean {
  return /不予受理|作出受理|是否受理/.test(question ?? '')
}

/** 告知: both sides are told that mediation ended. */
const notice: Part = (facts, r) => {
  const on = day(facts, 'decided_on')
  const found = on === null ? null : workingDays(terminationNoticeWorkingDays, on, r)
  return on === null ? null : found && { ...found, ...version(on) }
}

/** 核查: a clue found while mediating is checked; the time may be extended once. */
const clue: Part = (facts, r) => {
  const on = day(facts, 'found_on')
  if (on === null) return null
  const rule = r.tryUse(clueCheck, on)
  if (rule === null) return before(r)
  const { workingDays: days, extensionWorkingDays } = rule.value
  const end = addWorkingDays(on, days)
  sayWorkingDays(r, days, end, rule.cite)
  r.say(
    `特殊情况经批准可延长 ${extensionWorkingDays} 个工作日。`,
    `With approval it may be extended by ${extensionWorkingDays} working days.`,
  )
  return { ...known(end), extendable_working_days: extensionWorkingDays, ...version(on) }
}

/** 司法确认: both sides ask the court together, within thirty days of the agreement. */
const confirmation: Part = (facts, r) => {
  const on = day(facts, 'agreement_effective_on')
  if (on === null) return null
  const rule = r.tryUse(judicialConfirmationDays, on)
  if (rule === null) return before(r)
  const lastDay = addDays(on, rule.value)
  const extension = r.use(courtPeriodExtension, lastDay)
  const end = rollOver(lastDay, extension.value)
  if (!end.known) r.doubt('provisional')
  r.say(
    `自调解协议生效次日起 ${rule.value} 日为 ${lastDay},末日为休假日的顺延。`,
    `Day ${rule.value} after the agreement took effect is ${lastDay}; a day off moves it on.`,
    extension.cite,
  )
  return { last_calendar_day: lastDay, ...known(end) }
}

/** 调解: until when, if no agreement is reached? The rule of the day of acceptance counts. */
const mediation: Part = (facts, r, question) => {
  const on = day(facts, 'accepted_on')
  if (on === null || asksAcceptance(question)) return null
  const receivedOn = day(facts, 'received_on')
  if (receivedOn !== null && on < receivedOn) return outOfOrder('received_on', 'accepted_on')
  const rule = r.tryUse(mediationTerm, on)
  if (rule === null) return before(r)
  const excluded = appraisalDays(facts, r)
  if (typeof excluded !== 'number') return excluded
  const { days, unit } = rule.value
  if (unit === 'working days') return workingDayTerm(on, days, excluded, r)
  return naturalDayTerm(on, days, excluded, r)
}

function workingDayTerm(on: Day, days: number, ...rest: [number, Reasoning]): Answer {
  const [excluded, r] = rest
  const counted = addWorkingDays(on, days)
  const end = excluded === 0 ? counted : { ...counted, on: addDays(counted.on, excluded) }
  sayWorkingDays(r, days, end)
  const limit = r.tryUse(mediationLimitDays, on)
  const answer = { ...known(end), unit: `${days} working days`, ...version(on) }
  if (limit === null) return answer
  const limitOn = addDays(on, limit.value + excluded)
  if (limitOn < end.on) r.doubt('interpretive')
  r.say(
    `行政法规另定 ${limit.value} 日内调解完毕(至 ${limitOn}),两个期限都应遵守。`,
    `A regulation also sets ${limit.value} days (to ${limitOn}); both limits bind.`,
    limit.cite,
  )
  return { ...answer, limit_by_regulation: limitOn }
}

/**
 * Order 121 moves a last day that is a 法定节假日. Whether an ordinary weekend day is one is
 * disputed, so both days are given; act on the earlier.
 */
function naturalDayTerm(on: Day, days: number, ...rest: [number, Reasoning]): Answer {
  const [excluded, r] = rest
  const lastDay = addDays(on, days + excluded)
  const answer: Answer = { unit: `${days} natural days`, ...version(on) }
  r.say(
    `受理当日不计,${days} 个自然日${excluded > 0 ? `加鉴定检测 ${excluded} 日` : ''}至 ${lastDay}。`,
    `The day of acceptance is not counted; the term ends on ${lastDay}.`,
  )
  const extension = r.use(complaintPeriodExtension, lastDay)
  const narrow = rollOver(lastDay, extension.value)
  if (!narrow.known) {
    r.doubt('provisional')
    r.say('该年节假日安排尚未载入。', 'The holidays of that year are not loaded.')
    return { ...answer, last_calendar_day: lastDay }
  }
  const kind = dayKind(lastDay)
  if (kind === 'weekend') {
    r.doubt('disputed')
    r.say(
      '末日是普通周休日，“法定节假日”是否包括它有争议：两个日期都列出，以较早者行事。',
      'It is a plain weekend day; whether the order means it is disputed: act on the earlier.',
      extension.cite,
    )
    return {
      ...answer,
      deadline_literal: lastDay,
      deadline_if_weekend_extended: rollOver(lastDay, 'rest_days').on,
    }
  }
  if (kind === 'holiday_rest') {
    r.doubt('interpretive')
    r.say(
      '末日是调休放假日，通常按节假日顺延。',
      'It is a day off beside a festival: usually moved.',
    )
  }
  if (narrow.on !== lastDay) {
    r.say(
      `末日为法定节假日,顺延至 ${narrow.on}。`,
      `A holiday: moved to ${narrow.on}.`,
      extension.cite,
    )
  }
  return { ...answer, deadline: narrow.on }
}

/** 鉴定、检测所需时间不计算在内. How many days did it take? Both ends are days it took. */
function appraisalDays(facts: Facts, r: Reasoning): number | LegalRefusal {
  const appraisal = object(facts, 'appraisal')
  if (!isObject(appraisal)) return 0
  const days = Object.entries(appraisal).find(([name]) => /days|天数/.test(name))?.[1]
  if (typeof days === 'number' && Number.isInteger(days)) {
    if (days >= 0 && days <= longestAppraisalDays) return days
    return refuseFact('law.bad_appraisal', 'appraisal', '天数不对', 'has a wrong number of days')
  }
  const told = Object.values(appraisal).filter((value) => typeof value === 'string')
  const [from, to, more] = told.filter(isDay)
  if (from === undefined || to === undefined || more !== undefined) {
    return refuseFact(
      'law.bad_appraisal',
      'appraisal',
      '需有起止日或天数',
      'needs days or its ends',
    )
  }
  if (to < from) return outOfOrder('appraisal.from', 'appraisal.to')
  r.doubt('interpretive')
  r.say(
    '鉴定检测的起止两日都按所需时间计；也有不计起始日的算法。',
    'Both the first and the last day of the appraisal are counted out; some leave out the first.',
  )
  return daysBetween(from, to) + 1
}

const longestAppraisalDays = 3_650

function workingDays(provision: Provision<number>, on: Day, r: Reasoning): Answer {
  const rule = r.tryUse(provision, on)
  if (rule === null) return before(r)
  const end = addWorkingDays(on, rule.value)
  sayWorkingDays(r, rule.value, end, rule.cite)
  return known(end)
}

function sayWorkingDays(r: Reasoning, days: number, end: Counted, cite?: string): void {
  if (!end.known) {
    r.doubt('provisional')
    r.say(
      `${end.missingYears.join('、')} 年节假日安排尚未载入,暂按周一至周五计算。`,
      `Holidays of ${end.missingYears.join(', ')} are not loaded: counted by plain weekdays.`,
    )
  }
  r.say(
    `当日不计,第 ${days} 个工作日为 ${end.on}。`,
    `The day itself is not counted; working day ${days} after it is ${end.on}.`,
    cite,
  )
}

/** Without the notice a day off or a day made up may still move it either way: an estimate. */
function known(end: Counted): Answer {
  return end.known ? { deadline: end.on } : { deadline_estimated: end.on }
}

function version(on: Day): Answer {
  const rule = versionOn(complaintRules, on)
  return rule === null ? {} : { rule_version: rule.value }
}

function before(r: Reasoning): Answer {
  r.say('该日尚无本库所载规则。', 'No rule that this library holds was in force that day.')
  return {}
}
