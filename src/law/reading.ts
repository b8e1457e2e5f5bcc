/**
 * 事实的读取. Facts come as unchecked JSON. `checkFacts` refuses what cannot be (a day that is not
 * in the calendar, a price below zero, a word where a number belongs); after it the readers are
 * total: null means that the fact was not told.
 */
import { assert } from '../kernel/assert.ts'
import { type Fen, parseYuan } from '../kernel/money.ts'
import { type Day, type Instant, isDay } from '../kernel/time.ts'
import type { LegalRefusal } from './answer.ts'
import { type Decimal, parseDecimal } from './decimal.ts'
import type { Kind } from './facts.ts'

export type Facts = Readonly<Record<string, unknown>>

/** The days this service reasons about; outside them the calendars it stands on say nothing. */
const firstDay = '1949-10-01'
const lastDay = '2099-12-31'

/** Longest text and list that is read; a fact longer than this is no fact of a sale. */
const longestText = 20_000
const longestList = 1_000

/** Which fact cannot be read? The first one, in the order given. Unknown names are left alone. */
export function checkFacts(
  kinds: Readonly<Record<string, Kind | readonly Kind[]>>,
  facts: Facts,
): LegalRefusal | null {
  for (const [name, value] of Object.entries(facts)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (value === null || value === undefined || kind === undefined) continue
    const refusal = checkFact(name, value, kind)
    if (refusal) return refusal
  }
  return null
}

function checkFact(name: string, value: unknown, kind: Kind | readonly Kind[]) {
  const kinds = typeof kind === 'string' ? [kind] : kind
  let first: LegalRefusal | null = null
  for (const each of kinds) {
    const refusal = misfit(name, value, each)
    if (!refusal) return null
    // Of several kinds, the complaint about a value of the right JSON type says most.
    if (first === null || first.refused === 'law.wrong_kind') first = refusal
  }
  return first
}

function misfit(name: string, value: unknown, kind: Kind): LegalRefusal | null {
  switch (kind) {
    case 'rest':
      return null
    case 'text':
      if (typeof value !== 'string') return wrongKind(name, kind)
      return value.length > longestText ? tooLong(name) : null
    case 'boolean':
      return typeof value === 'boolean' ? null : wrongKind(name, kind)
    case 'count':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrongKind(name, kind)
      return value < 0
        ? refuseFact('law.negative', name, '不能小于零', 'cannot be below zero')
        : null
    case 'list':
      if (!Array.isArray(value)) return wrongKind(name, kind)
      return value.length > longestList ? tooLong(name) : null
    case 'object':
      return isObject(value) ? null : wrongKind(name, kind)
    case 'day':
      return typeof value === 'string' ? badDay(name, value) : wrongKind(name, kind)
    case 'instant':
      return typeof value === 'string' ? badInstant(name, value) : wrongKind(name, kind)
    case 'yuan':
    case 'decimal':
      return badNumber(name, value, kind)
  }
}

function badDay(name: string, value: string): LegalRefusal | null {
  if (!isDay(value)) {
    return refuseFact('law.impossible_day', name, '不是存在的日期', 'is not a day that exists')
  }
  if (value >= firstDay && value <= lastDay) return null
  return refuseFact('law.day_out_of_range', name, '日期超出可答范围', 'is a day out of range')
}

function badInstant(name: string, value: string): LegalRefusal | null {
  if (parseInstant(value) === null) {
    return refuseFact(
      'law.impossible_instant',
      name,
      '不是带时区的有效时刻',
      'is not a moment with its time zone',
    )
  }
  return badDay(name, value.slice(0, 10))
}

function badNumber(name: string, value: unknown, kind: 'yuan' | 'decimal'): LegalRefusal | null {
  const text = numberText(value)
  if (text === null) return wrongKind(name, kind)
  if (/^-\d/.test(text) && /[1-9]/.test(text)) {
    return refuseFact('law.negative', name, '不能小于零', 'cannot be below zero')
  }
  const read = kind === 'yuan' ? parseYuan(text) : parseDecimal(text)
  if (read !== null) return null
  return kind === 'yuan'
    ? refuseFact('law.not_an_amount', name, '不是以元计的金额', 'is not an amount in yuan')
    : refuseFact('law.not_a_number', name, '不是数字', 'is not a number')
}

/** Numbers arrive as decimal strings; a JSON number is taken by its own shortest digits. */
function numberText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim().replace(/^-0+(\.0+)?$/, '0')
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

/** Which moment does `2026-03-18T00:05:00+08:00` name? Null without a time zone, or when none. */
export function parseInstant(text: string): Instant | null {
  const shape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/
  const match = shape.exec(text)
  if (!match || !isDay(match[1] ?? '')) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}

export function text(facts: Facts, name: string): string | null {
  const value = facts[name]
  if (typeof value !== 'string') return null
  return value.trim() === '' ? null : value
}

export function flag(facts: Facts, name: string): boolean | null {
  const value = facts[name]
  return typeof value === 'boolean' ? value : null
}

export function count(facts: Facts, name: string): number | null {
  const value = facts[name]
  return typeof value === 'number' ? value : null
}

export function day(facts: Facts, name: string): Day | null {
  const value = facts[name]
  return typeof value === 'string' ? value : null
}

export function instant(facts: Facts, name: string): Instant | null {
  const value = facts[name]
  return typeof value === 'string' ? parseInstant(value) : null
}

/** Money in fen. Null when not told, or when the fact came as something else (a list, a word). */
export function fen(facts: Facts, name: string): Fen | null {
  return readFen(facts[name])
}

/** The same for a value that is not a fact of its own, such as one inside a list. */
export function readFen(value: unknown): Fen | null {
  const written = numberText(value)
  return written === null ? null : parseYuan(written)
}

export function decimal(facts: Facts, name: string): Decimal | null {
  const written = numberText(facts[name])
  return written === null ? null : parseDecimal(written)
}

export function list(facts: Facts, name: string): readonly unknown[] | null {
  const value = facts[name]
  return Array.isArray(value) ? value : null
}

export function object(facts: Facts, name: string): Facts | null {
  const value = facts[name]
  return isObject(value) ? value : null
}

/** Was this fact told at all? */
export function told(facts: Facts, name: string): boolean {
  return facts[name] !== undefined && facts[name] !== null
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Two days in an order that cannot be: the later one stands before the earlier one. */
export function outOfOrder(earlier: string, later: string): LegalRefusal {
  return {
    refused: 'law.out_of_order',
    fact: later,
    zh: `${later} 不能早于 ${earlier}`,
    en: `${later} cannot be before ${earlier}`,
  }
}

export function refuseFact(refused: string, fact: string, zh: string, en: string): LegalRefusal {
  assert(refused.startsWith('law.'), 'refusals of this folder begin with law.')
  return { refused, fact, zh: `${fact} ${zh}`, en: `${fact} ${en}` }
}

function wrongKind(name: string, kind: Kind): LegalRefusal {
  const [zh, en] = kindWords[kind]
  return refuseFact('law.wrong_kind', name, `应为${zh}`, `should be ${en}`)
}

function tooLong(name: string): LegalRefusal {
  return refuseFact('law.too_long', name, '过长', 'is too long')
}

const kindWords: Readonly<Record<Kind, readonly [string, string]>> = {
  text: ['文字', 'a text'],
  yuan: ['以元计的十进制金额', 'a decimal amount in yuan'],
  decimal: ['十进制数', 'a decimal number'],
  day: ['日期（YYYY-MM-DD）', 'a day (YYYY-MM-DD)'],
  instant: ['带时区的时刻', 'a moment with its time zone'],
  boolean: ['是或否', 'true or false'],
  count: ['整数', 'a whole number'],
  list: ['列表', 'a list'],
  object: ['对象', 'an object'],
  rest: ['任意', 'anything'],
}
