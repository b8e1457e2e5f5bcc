import { assert } from './assert.ts'

/** A moment: milliseconds since 1970 in UTC. Names of fields end in `At`. */
export type Instant = number
/** A legal day in Shanghai, `2026-11-22`. Names of fields end in `On`. */
export type Day = string

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** Shanghai has kept UTC+8 without summer time since 1991-09-15; older days are not asked here. */
const shanghaiOffset = 8 * hour

/** Which legal day is it in Shanghai at this moment? */
export function shanghaiDay(at: Instant): Day {
  return new Date(at + shanghaiOffset).toISOString().slice(0, 10)
}

/**
 * When does this legal day begin (00:00 in Shanghai)? The end of a day is the start of the next.
 */
export function startOfDay(on: Day): Instant {
  assert(isDay(on), `not a day: ${on}`)
  return Date.parse(`${on}T00:00:00Z`) - shanghaiOffset
}

/** Which day is so many calendar days later (earlier when negative)? */
export function addDays(on: Day, days: number): Day {
  assert(isDay(on), `not a day: ${on}`)
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** How many calendar days lie between? 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  assert(isDay(from) && isDay(to), `not two days: ${from}, ${to}`)
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day
}

/** Is this text a day that exists in the calendar? `2026-02-30` is not. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Nobody asks us about days before; and a few years beside it must have four digits as well. */
const firstYear = 1900
const lastYear = 2999

/**
 * Which moment does somebody mean who writes this? Null for what is none, such as a leap second,
 * and for a year that neither a calendar of ours nor the database could still count from.
 */
export function readMoment(text: string): Instant | null {
  const at = Date.parse(text)
  return at >= Date.UTC(firstYear) && at < Date.UTC(lastYear + 1) ? at : null
}

/** The same of a day: does it exist, and may somebody ask about it? */
export function isAskedDay(text: string): text is Day {
  return isDay(text) && text >= `${firstYear}` && text < `${lastYear + 1}`
}

/** How is this moment written on the wire? ISO 8601 in UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString()
}

/** As a clock on a wall in Shanghai has it, to the minute: `2026-03-08 10:05`. */
export function shanghaiTime(at: Instant): string {
  return new Date(at + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
}
