import { hour, minute } from '../kernel/time.ts'

/**
 * 交易规则. The site's own rules of a trade, published and versioned, never statute. An order keeps
 * the terms of the day it was opened, so a later change never moves a clock that already runs.
 */
export interface Terms {
  readonly version: string
  /** 付款期限: unpaid for so long, the order expires. */
  readonly payWithinMs: number
  /** 逾期宽限: so long after a broken ship promise the refund happens by itself. */
  readonly overdueGraceMs: number
  /** 自动确认: so many days after the carrier's signed-for, unless the return window is longer. */
  readonly confirmAfterDays: number
  /** 物流沉默: no word from the carrier for so many days: both sides are warned. */
  readonly doubtAfterDays: number
  /** And after so many, the money goes back: what nobody can show was delivered was not. */
  readonly undeliveredAfterDays: number
  /** So many days before the provider would end the hold by itself, everything is decided. */
  readonly holdMarginDays: number
  /** A movement that the provider refused is tried again after so long, under a new number. */
  readonly retryAfterMs: number
}

export const terms: Terms = {
  version: '2026-11-22',
  payWithinMs: 15 * minute,
  overdueGraceMs: 24 * hour,
  confirmAfterDays: 10,
  doubtAfterDays: 10,
  undeliveredAfterDays: 15,
  holdMarginDays: 5,
  retryAfterMs: 24 * hour,
}
