/**
 * 法定日历. Working days, rest days and the roll-over of periods, by the yearly notices of the
 * State Council. Dates are Shanghai days. A day whose notice is not loaded is not known, and every
 * function here says so instead of guessing.
 */
import chineseDays from 'chinese-days'
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { assert } from '../kernel/assert.ts'
import { addDays, type Day } from '../kernel/time.ts'
import { type Extension, type Festival, holidayReachDays, statutoryHolidays } from './holidays.ts'
import { realVersionOn } from './provision.ts'

export type DayKind =
  | 'workday'
  /** 调休上班: a weekend day on which people work. */
  | 'adjusted_workday'
  | 'weekend'
  /** 法定节假日: the festival itself. */
  | 'statutory_holiday'
  /** Off by the yearly notice around a festival. */
  | 'holiday_rest'

/** Years whose notice is loaded. */
export type Years = ReadonlySet<number>

/** `known` is false when a notice that could move the day is not loaded. */
export interface Counted {
  readonly on: Day
  readonly known: boolean
  readonly missingYears: readonly number[]
}

const off = new Set(Object.keys(notices.holidays))
const madeUp = new Set(Object.keys(notices.workdays))
/** A year counts as loaded when its notice reaches at least to National Day. */
export const loadedYears: Years = new Set(
  [...off].filter((on) => on.endsWith('-10-01')).map((on) => yearOf(on)),
)

/** A period longer than this many days is a bug in the caller, not a legal period. */
const longestSearchDays = 4_000

/** Which weekday? 0 is Sunday. */
export function weekday(on: Day): number {
  return new Date(`${on}T00:00:00Z`).getUTCDay()
}

export function yearOf(on: Day): number {
  return Number(on.slice(0, 4))
}

/** Which years' notices are needed to know what kind of day this is? */
export function noticesFor(on: Day): readonly number[] {
  const year = yearOf(on)
  if (on.slice(5) < '12-28') return [year]
  // The notice of the next year may reach back into December when 1 January falls early in a week.
  const newYearsDay = weekday(`${year + 1}-01-01`)
  return newYearsDay <= 3 ? [year, year + 1] : [year]
}

/** Which of those notices are not loaded? */
export function missingYears(on: Day, years: Years = loadedYears): number[] {
  return noticesFor(on).filter((year) => !years.has(year) || !loadedYears.has(year))
}

/** What kind of day is it, as far as the loaded notices tell? */
export function dayKind(on: Day): DayKind {
  if (festivalDays(yearOf(on)).has(on)) return 'statutory_holiday'
  if (off.has(on)) return 'holiday_rest'
  if (madeUp.has(on)) return 'adjusted_workday'
  return isWeekend(on) ? 'weekend' : 'workday'
}

/** 工作日: is it a working day? */
export function isWorkingDay(on: Day): boolean {
  const kind = dayKind(on)
  return kind === 'workday' || kind === 'adjusted_workday'
}

/** Which day is so many working days after? The day itself is not counted. */
export function addWorkingDays(after: Day, days: number, years: Years = loadedYears): Counted {
  assert(Number.isInteger(days) && days > 0, 'a whole number of working days')
  const missing = new Set<number>()
  let on = after
  let left = days
  for (let step = 0; left > 0; step++) {
    assert(step < longestSearchDays, 'a period of sane length')
    on = addDays(on, 1)
    for (const year of missingYears(on, years)) missing.add(year)
    if (isWorkingDay(on)) left -= 1
  }
  return counted(on, missing)
}

/** 末日顺延: when does a period that would end on this day really end? */
export function rollOver(lastDay: Day, extension: Extension, years: Years = loadedYears): Counted {
  const missing = new Set<number>()
  let on = lastDay
  if (extension === 'none') return counted(on, missing)
  for (let step = 0; step < longestSearchDays; step++) {
    for (const year of missingYears(on, years)) missing.add(year)
    if (!runsOn(on, lastDay, extension)) break
    on = addDays(on, 1)
  }
  return counted(on, missing)
}

/**
 * When can such a period end at the latest, if a missing notice says the most it can? Festivals are
 * known for every year; how many days off lie beside them is not.
 */
export function longestRollOver(lastDay: Day, years: Years = loadedYears): Day {
  let on = lastDay
  for (let step = 0; step < longestSearchDays && mayBeOff(on, years); step++) on = addDays(on, 1)
  return on
}

/** 民法典 202: the same day of a later (or earlier) month; a month without it ends on its last. */
export function addMonths(on: Day, months: number): Day {
  assert(Number.isInteger(months), 'a whole number of months')
  const index = yearOf(on) * 12 + Number(on.slice(5, 7)) - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const date = Math.min(Number(on.slice(8)), last)
  return `${year}-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

export function addYears(on: Day, years: number): Day {
  return addMonths(on, years * 12)
}

/** On which days does this year's law itself put the festivals? Empty before the law we hold. */
export function festivalDays(year: number): ReadonlySet<Day> {
  const known = festivalCache.get(year)
  if (known) return known
  const version = realVersionOn(statutoryHolidays, `${year}-01-01`)
  const days = new Set<Day>()
  for (const festival of version?.value ?? []) {
    const first = firstDay(festival, year)
    for (let i = 0; i < festival.days; i++) days.add(addDays(first, i))
  }
  festivalCache.set(year, days)
  return days
}

const festivalCache = new Map<number, ReadonlySet<Day>>()

function firstDay({ on }: Festival, year: number): Day {
  if ('solar' in on) return `${year}-${on.solar}`
  if ('lunar' in on) return chineseDays.getSolarDateFromLunar(`${year}-${on.lunar}`).date
  if ('solarTerm' in on) return chineseDays.getSolarTermDate(year, 4, on.solarTerm)
  return addDays(chineseDays.getSolarDateFromLunar(`${year}-01-01`).date, -1)
}

/** A block named by the notice is left as a whole, so 调休 days inside it extend as well. */
function runsOn(on: Day, lastDay: Day, extension: Extension): boolean {
  const kind = dayKind(on)
  if (kind === 'statutory_holiday' || kind === 'holiday_rest') return true
  if (kind !== 'weekend') return false
  return extension === 'rest_days' || on !== lastDay
}

function mayBeOff(on: Day, years: Years): boolean {
  if (missingYears(on, years).length === 0) return !isWorkingDay(on)
  if (isWeekend(on)) return true
  const reach = realVersionOn(holidayReachDays, on)?.value ?? 0
  const near = [...festivalDays(yearOf(on)), ...festivalDays(yearOf(on) + 1)]
  return near.some((day) => day >= addDays(on, -reach) && day <= addDays(on, reach))
}

function isWeekend(on: Day): boolean {
  const number = weekday(on)
  return number === 0 || number === 6
}

function counted(on: Day, missing: ReadonlySet<number>): Counted {
  const years = [...missing].sort((a, b) => a - b)
  return { on, known: years.length === 0, missingYears: years }
}
