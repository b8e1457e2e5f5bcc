import { type Day, type Instant, minute, shanghaiDay, startOfDay } from './time.ts'

/** 中文在先. Which of the two languages does somebody read? */
export type Language = 'zh' | 'en'

/** What a code says to people, in both. `{…}` stands for a value. */
export interface Words {
  readonly zh: string
  readonly en: string
}

export interface RefusalWords extends Words {
  /** The HTTP status; 409 where none is given: the thing stands otherwise than you think. */
  readonly status?: number
}

/** How is an amount written for people? `16800` → `¥168.00`. */
export function money(amountFen: number): string {
  const sign = amountFen < 0 ? '-' : ''
  const digits = String(Math.abs(amountFen)).padStart(3, '0')
  return `${sign}¥${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** How is a moment written? Date, weekday and time in Shanghai: `3月10日 周二 10:00`. */
export function moment(at: Instant, language: Language, withYear = false): string {
  return `${dayWords(shanghaiDay(at), language, withYear)} ${clockTime(at)}`
}

/**
 * How is a time limit written? As its last moment: a limit at midnight belongs to the day that
 * ends, `3月17日 周二 24:00`, never to the one that begins.
 */
export function deadline(at: Instant, language: Language, withYear = false): string {
  const on = shanghaiDay(at)
  if (startOfDay(on) !== at) return moment(at, language, withYear)
  return `${dayWords(shanghaiDay(at - minute), language, withYear)} 24:00`
}

/**
 * How is a legal day written? `3月10日 周二`, `Tue, 10 March`; with the year where it is told apart.
 */
export function dayWords(on: Day, language: Language, withYear = false): string {
  const [year = '', month = '', date = ''] = on.split('-')
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay()
  if (language === 'zh') {
    const years = withYear ? `${year}年` : ''
    return `${years}${Number(month)}月${Number(date)}日 周${'日一二三四五六'[weekday]}`
  }
  const years = withYear ? ` ${year}` : ''
  return `${weekdays[weekday]}, ${Number(date)} ${months[Number(month) - 1]}${years}`
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function clockTime(at: Instant): string {
  return new Date(at + 8 * 60 * minute).toISOString().slice(11, 16)
}

/** The words with their values in place: `{…}` stands for a value. */
export function fill(
  words: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Values as people read them: those in fen with their sign, under a name without its `Fen`. */
export function inMoney(
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      name.endsWith('Fen') ? [name.slice(0, -3), money(value)] : [name, value],
    ),
  )
}
