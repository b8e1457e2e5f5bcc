import chineseDays from 'chinese-days'
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/** The model's own calendar: Shanghai days, and where a civil period of some days ends. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const toShanghai = 8 * hour

export function dayOf(at: number): string {
  return new Date(at + toShanghai).toISOString().slice(0, 10)
}

export function plus(on: string, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** The moment at which this day is over. */
export function endOf(on: string): number {
  return Date.parse(`${on}T00:00:00Z`) + day - toShanghai
}

/** The same day some years later; 29 February becomes the 28th where there is none. */
export function yearsLater(on: string, years: number): string {
  const later = `${Number(on.slice(0, 4)) + years}${on.slice(4)}`
  const exists = new Date(`${later}T00:00:00Z`).toISOString().startsWith(later)
  return exists ? later : `${later.slice(0, 8)}28`
}

/** The same date some months later, or the last of that month. */
export function monthsLater(on: string, months: number): string {
  const [year = 0, month = 0, date = 0] = on.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

const off = new Set(Object.keys(notices.holidays))
const made = new Set(Object.keys(notices.workdays))
const known = (year: number) => off.has(`${year}-10-01`)
/** Where a year's notice is not out, so many days beside a festival may be off. */
const reach = 5

function weekday(on: string): number {
  return new Date(`${on}T00:00:00Z`).getUTCDay()
}

function isKnown(on: string): boolean {
  const year = Number(on.slice(0, 4))
  const reachesBack = on.slice(5) >= '12-28' && weekday(`${year + 1}-01-01`) <= 3
  return known(year) && (!reachesBack || known(year + 1))
}

const kept = new Map<number, Set<string>>()

/** 法定节假日 of a year, since 2025. */
function festivals(year: number): Set<string> {
  const before = kept.get(year)
  if (before) return before
  const lunar = (on: string) => chineseDays.getSolarDateFromLunar(`${year}-${on}`).date
  const spring = lunar('01-01')
  const days = new Set([
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((place) => plus(spring, place)),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    ...[`${year}-05-01`, `${year}-05-02`],
    ...[lunar('05-05'), lunar('08-15')],
    ...[`${year}-10-01`, `${year}-10-02`, `${year}-10-03`],
  ])
  kept.set(year, days)
  return days
}

function isOff(on: string): boolean {
  const year = Number(on.slice(0, 4))
  if (festivals(year).has(on) || off.has(on)) return true
  const weekend = weekday(on) % 6 === 0
  if (isKnown(on)) return weekend && !made.has(on)
  const near = [...festivals(year), ...festivals(year + 1)]
  return weekend || near.some((one) => one >= plus(on, -reach) && one <= plus(on, reach))
}

const ends = new Map<string, number>()

/**
 * When is a period of so many days over that began on the day after this one? A last day off runs
 * on; where holidays are not known yet, to the last day that might be off.
 */
export function periodEnd(from: string, days: number): number {
  const name = `${from} ${days}`
  const before = ends.get(name)
  if (before !== undefined) return before
  let on = plus(from, days)
  const sure = new Set<string>([on])
  while (isRestSurely(on)) {
    on = plus(on, 1)
    sure.add(on)
  }
  if (![...sure].every(isKnown)) {
    on = plus(from, days)
    while (isOff(on)) on = plus(on, 1)
  }
  ends.set(name, endOf(on))
  return endOf(on)
}

function isRestSurely(on: string): boolean {
  if (festivals(Number(on.slice(0, 4))).has(on) || off.has(on)) return true
  return weekday(on) % 6 === 0 && !made.has(on)
}
