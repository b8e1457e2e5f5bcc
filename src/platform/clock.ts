import type { Instant } from '../kernel/time.ts'

export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => Date.now() }

/** The sandbox's clock: runs like the real one, some way ahead of it, and can be moved forward. */
export class MovableClock implements Clock {
  private aheadMs: number

  constructor(aheadMs = 0) {
    this.aheadMs = aheadMs
  }

  now(): Instant {
    return Date.now() + this.aheadMs
  }

  /** How far ahead is it now? */
  get ahead(): number {
    return this.aheadMs
  }

  /** Never backwards: what has happened would then lie in the future. */
  setAhead(aheadMs: number): void {
    this.aheadMs = Math.max(this.aheadMs, aheadMs)
  }
}

/** Milliseconds that only ever grow, for measuring how long something took. */
export function elapsed(): number {
  return performance.now()
}
