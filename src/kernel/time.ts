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

/** How is this moment written on the wire? ISO 8601 in UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString()
}

/** As a clock on a wall in Shanghai has it, to the minute: `2026-03-08 10:05`. */
export function shanghaiTime(at: Instant): string {
  return new Date(at + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
}
