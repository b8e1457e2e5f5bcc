/** 七日无理由退货的期限: until when may a buyer send the notice, and was it sent in time? */
import { addDays, type Day, type Instant, startOfDay } from '../kernel/time.ts'
import type { Certainty, LegalAnswer, LegalRefusal } from './answer.ts'
import { dayKind, loadedYears, longestRollOver, rollOver, type Years } from './calendar.ts'
import { civilPeriodExtension, returnWeekendExtension } from './holidays.ts'
import { inForce, versionOn } from './provision.ts'
import {
  count,
  day,
  type Facts,
  flag,
  instant,
  outOfOrder,
  refuseFact,
  text,
  told,
} from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'
import { offlineChannels } from './returnability.ts'
import {
  consentToLeaveParcel,
  deliveryBySigning,
  longerReturnPromise,
  longestReturnPromiseDays,
  noReasonNotice,
  noReasonReturnDays,
  qualityReturnDays,
  refundDays,
  refundViolationDays,
} from './returns.ts'
import { says, termsOn } from './terms.ts'

/** The end of a return period. `deadlineOn` is inclusive: until 24:00 in Shanghai. */
export interface WindowEnd {
  /** The last day by counting alone. */
  readonly lastDay: Day
  /** The last day once rest days at the end are passed over; the longest it can be when unsure. */
  readonly deadlineOn: Day
  readonly cite: string
  readonly certainty: Certainty
}

/**
 * 无理由退货: which is the last day for the notice, when the parcel was signed for on this day?
 * Money is held at least this long, so where a year's holidays are not published yet, the answer is
 * the longest the period can be. A longer promise of the seller counts. Days before the law gave
 * the right throw: no such order exists.
 * @law 消费者权益保护法 第二十五条, 民法典 第二百零一条、第二百零三条
 */
export function noReasonWindowEnd(signedOn: Day, promisedDays = 0): WindowEnd {
  const name = `${signedOn} ${promisedDays}`
  const known = windowEnds.get(name)
  if (known) return known
  const { value: days, cite } = inForce(noReasonReturnDays, signedOn)
  const end = windowEnd(addDays(signedOn, Math.max(days, promisedDays)), cite)
  if (windowEnds.size >= windowEndsKept) windowEnds.clear()
  windowEnds.set(name, end)
  return end
}

/** Every order asks again at each of its steps, mostly about one of the last few weeks. */
const windowEnds = new Map<string, WindowEnd>()
const windowEndsKept = 1_000

/**
 * 质量不符: until when may goods that fall short go back for the money without more? Later they are
 * exchanged or repaired, or the contract is rescinded on grounds that a person has to weigh.
 * @law 消费者权益保护法 第二十四条第一款
 */
export function qualityReturnEnd(signedOn: Day): WindowEnd {
  const { value: days, cite } = inForce(qualityReturnDays, signedOn)
  return windowEnd(addDays(signedOn, days), cite)
}

/**
 * 退款期限: on which day must the money be back, when the goods came back on this one, and from
 * which day is a refund that has not come deliberate delay?
 * @law 消费者权益保护法 第二十五条第三款
 */
export function refundDue(receivedOn: Day): WindowEnd & { readonly violationFrom: Day } {
  const { value: days, cite } = inForce(refundDays, receivedOn)
  const violation = inForce(refundViolationDays, receivedOn)
  const violationFrom = addDays(receivedOn, violation.value + 1)
  return { ...windowEnd(addDays(receivedOn, days), cite), violationFrom }
}

/** When does a civil period that counts to this day end? */
export function windowEnd(lastDay: Day, cite: string, years: Years = loadedYears): WindowEnd {
  const version = versionOn(civilPeriodExtension, lastDay)
  const weekends = inForce(returnWeekendExtension, lastDay).value
  const policy = version === null || !weekends ? 'statutory_holidays' : version.value
  const rolled = rollOver(lastDay, policy, years)
  if (!rolled.known) {
    return { lastDay, deadlineOn: longestRollOver(lastDay, years), cite, certainty: 'provisional' }
  }
  const certainty = dayKind(lastDay) === 'weekend' ? 'interpretive' : 'settled'
  return { lastDay, deadlineOn: rolled.on, cite, certainty }
}

/** The subject `return_window`. */
export function returnWindow(question: string | null, facts: Facts): LegalAnswer | LegalRefusal {
  const years = yearsTold(facts)
  if ('refused' in years) return years
  const r = reasoning()
  const start = startOfPeriod(facts, r)
  if (start === null) return r.conclude({})
  if ('refused' in start) return start

  const notDistance = says(text(facts, 'channel'), termsOn(offlineChannels, start.on))
  const statutory = notDistance ? null : r.tryUse(noReasonReturnDays, start.on)
  if (statutory === null) return noRight(facts, r, start)

  const promise = count(facts, 'seller_promise_days')
  const longest = inForce(longestReturnPromiseDays, start.on).value
  if (promise !== null && promise > longest) {
    return refuseFact('law.out_of_range', 'seller_promise_days', '过大', 'is too large')
  }
  const promised = promise !== null && promise > statutory.value
  const days = promised ? promise : statutory.value
  if (promised) sayPromise(r, start.on, days)
  const end = windowEnd(addDays(start.on, days), statutory.cite, years)
  sayEnd(r, start.on, days, end)
  return conclude(question, facts, r, { ...start, end, promised })
}

interface Start {
  readonly on: Day
  /** The start rests on facts about a parcel station, so the answer names it. */
  readonly named: boolean
}

/** From which day does the period count? Null when no fact tells. */
function startOfPeriod(facts: Facts, r: Reasoning): Start | LegalRefusal | null {
  const placedOn = day(facts, 'placed_in_station_on')
  const signedOn = day(facts, 'signed_by_recipient_on') ?? day(facts, 'signed_on')
  if (placedOn === null) {
    if (signedOn === null) r.miss('signed_on')
    return signedOn === null ? null : { on: signedOn, named: told(facts, 'signed_by_recipient_on') }
  }
  if (signedOn !== null && signedOn < placedOn) {
    return outOfOrder('placed_in_station_on', 'signed_by_recipient_on')
  }
  return startAtStation(facts, r, placedOn, signedOn)
}

/**
 * A parcel left at a station is delivered when the recipient signs, unless the recipient agreed to
 * leave it there. No text says so in so many words, so the answer is interpretive.
 */
function startAtStation(
  facts: Facts,
  r: Reasoning,
  ...[placedOn, signedOn]: [Day, Day | null]
): Start | null {
  const consented = flag(facts, 'recipient_consented')
  if (consented !== false || signedOn !== null) {
    r.tryUse(deliveryBySigning, placedOn)
    r.tryUse(consentToLeaveParcel, placedOn)
  }
  if (consented === true) {
    r.doubt('interpretive')
    r.say(
      '收件人同意放入代收点，放入时视为交付；也有按本人取件之日起算的理解。',
      'With consent, leaving it at the station counts as delivery; some count from pick-up.',
    )
    return { on: placedOn, named: true }
  }
  if (consented === null) r.miss('recipient_consented')
  if (signedOn === null) {
    r.miss('signed_by_recipient_on')
    r.say('未经同意放入代收点不算签收。', 'Left at a station without consent is not signed for.')
    return null
  }
  r.doubt('interpretive')
  r.say(
    `未见收件人同意代收,以本人签收的 ${signedOn} 为交付。`,
    `No consent to leave it: it was delivered when the recipient signed, on ${signedOn}.`,
  )
  return { on: signedOn, named: true }
}

function noRight(facts: Facts, r: Reasoning, start: Start): LegalAnswer {
  r.say(
    '并非网络等远程方式销售，或当时尚无此项权利：法律不给无理由退货，只看商家承诺与约定。',
    'Not a distance sale, or before the right existed: only a promise or agreement can give it.',
    '消费者权益保护法 第二十五条第一款',
  )
  const promise = count(facts, 'seller_promise_days')
  if (promise === null || promise === 0) {
    return r.conclude(told(facts, 'notice_sent_at') ? { exercised_in_time: false } : {})
  }
  const end = windowEnd(addDays(start.on, promise), '民法典 第五百零九条第一款')
  r.doubt('interpretive')
  sayEnd(r, start.on, promise, end)
  return conclude(null, facts, r, { ...start, end, promised: true })
}

function sayPromise(r: Reasoning, on: Day, days: number): void {
  const version = r.tryUse(longerReturnPromise, on)
  r.say(
    `商家承诺 ${days} 天,长于法定期限,按承诺。`,
    `The seller promised ${days} days, longer than the law: the promise counts.`,
    version?.cite,
  )
}

function sayEnd(r: Reasoning, startOn: Day, days: number, end: WindowEnd): void {
  const rule = r.tryUse(civilPeriodExtension, end.lastDay)
  r.say(
    `${startOn} 当日不计,自次日起第 ${days} 日为 ${end.lastDay}。`,
    `${startOn} itself is not counted; day ${days} after it is ${end.lastDay}.`,
    '民法典 第二百零一条第一款',
  )
  if (end.certainty === 'provisional') {
    r.say(
      `${end.lastDay.slice(0, 4)} 年节假日安排尚未载入: 最早 ${end.lastDay} 届满,` +
        `最迟 ${end.deadlineOn}。`,
      `Holidays of that year are not loaded: it ends on ${end.lastDay} at the earliest, ` +
        `on ${end.deadlineOn} at the latest.`,
    )
  } else if (end.deadlineOn !== end.lastDay) {
    r.say(
      `末日为休假日,顺延至 ${end.deadlineOn}。`,
      `The last day is a day off: the period runs on to ${end.deadlineOn}.`,
      rule?.cite,
    )
  }
  if (end.certainty === 'interpretive') {
    r.use(returnWeekendExtension, end.lastDay)
    r.say(
      `末日是普通周休日;若不顺延,期限为 ${end.lastDay}。`,
      `The last day is a plain weekend day; without extension it ends on ${end.lastDay}.`,
    )
  }
}

interface Found extends Start {
  readonly end: WindowEnd
  readonly promised: boolean
}

function conclude(question: string | null, facts: Facts, r: Reasoning, found: Found): LegalAnswer {
  const { end, promised } = found
  const answer: Record<string, unknown> = { last_calendar_day: end.lastDay }
  if (end.certainty === 'provisional') {
    answer.status = 'provisional'
    answer.reason = `${end.lastDay.slice(0, 4)}年节假日安排尚未载入`
    answer.deadline_not_before = end.lastDay
    answer.deadline_not_after = end.deadlineOn
  } else {
    answer.deadline = end.deadlineOn
    answer.deadline_time = '24:00 Asia/Shanghai'
  }
  if (found.named) answer.clock_starts_after = found.on
  answer.source = promised ? 'seller_promise' : 'statute'
  const sentAt = instant(facts, 'notice_sent_at')
  if (sentAt === null) {
    if (told(facts, 'goods_handed_to_courier_on')) r.miss('notice_sent_at')
    r.doubt(end.certainty)
    return r.conclude(answer)
  }
  const exercise = exercised(sentAt, end)
  if (exercise.inTime !== null) answer.exercised_in_time = exercise.inTime
  r.doubt(asksOnlyForTheDay(question) ? end.certainty : exercise.certainty)
  sayNotice(r, facts, exercise.inTime, found.on)
  return r.conclude(answer)
}

/** A notice that is in time, or late, on every reading is settled whatever the weekend means. */
function exercised(
  sentAt: Instant,
  end: WindowEnd,
): { inTime: boolean | null; certainty: Certainty } {
  if (sentAt < startOfDay(addDays(end.lastDay, 1))) return { inTime: true, certainty: 'settled' }
  if (sentAt >= startOfDay(addDays(end.deadlineOn, 1))) {
    const late = dayKind(end.lastDay) === 'weekend' && end.deadlineOn === end.lastDay
    return { inTime: false, certainty: late ? end.certainty : 'settled' }
  }
  if (end.certainty === 'provisional') return { inTime: null, certainty: 'provisional' }
  return { inTime: true, certainty: end.certainty }
}

function sayNotice(r: Reasoning, facts: Facts, inTime: boolean | null, on: Day): void {
  const rule = r.tryUse(noReasonNotice, on)
  if (inTime === null) {
    r.say('通知是否及时，待节假日安排载入后才能定。', 'In time or not awaits the holiday notice.')
    return
  }
  r.say(
    inTime ? '退货通知在期限内发出，有效。' : '退货通知在期限届满后发出，无效。',
    inTime ? 'The notice was sent in time.' : 'The notice was sent after the period had ended.',
    rule?.cite,
  )
  if (inTime && told(facts, 'goods_handed_to_courier_on')) {
    r.say(
      '期限内发出通知即行使权利；商品随后寄出即可，但应及时。',
      'Sending the notice exercises the right; the goods may follow, without undue delay.',
      '网络购买商品七日无理由退货暂行办法 第十一条第二款',
    )
  }
}

/** Which day, and nothing else? Then the certainty is that of the day. */
function asksOnlyForTheDay(question: string | null): boolean {
  if (question === null) return false
  return (
    /哪一?天|何日|截止|最后期限|最迟/.test(question) && !/是否|有效|能否|应当接受/.test(question)
  )
}

/** Which years does the asker say are loaded? All that we have, when nothing is said. */
function yearsTold(facts: Facts): Years | LegalRefusal {
  const told = facts.calendar_years_loaded
  if (!Array.isArray(told)) return loadedYears
  const years = new Set<number>()
  for (const each of told) {
    const year = typeof each === 'string' ? Number(/^\d{4}$/.test(each) ? each : 'x') : each
    if (typeof year !== 'number' || !Number.isInteger(year)) {
      return refuseFact('law.wrong_kind', 'calendar_years_loaded', '应为年份', 'should hold years')
    }
    years.add(year)
  }
  return years
}
