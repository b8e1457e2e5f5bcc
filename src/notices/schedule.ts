import { hour, type Instant, minute, second } from '../kernel/time.ts'

/** 重试. When is a message tried again that did not arrive? Nine more times over three days. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/** So many tries a message has at most, the first among them. */
export const triesMax = waits.length + 1

/** An address that fails so often in a row is turned off, and its seller is told. */
export const failuresMax = 20

/**
 * When is the next try, after so many? Null: never. `chance` in [0, 1) spreads it by a fifth to
 * either side, so that receivers that come back are not met by all at once.
 */
export function nextTry(attempts: number, at: Instant, chance: number): Instant | null {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : at + Math.round(wait * (0.8 + 0.4 * chance))
}
