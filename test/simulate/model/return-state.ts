import { day, dayOf, endOf, plus } from './days.ts'
import { purse, type Trade } from './trade.ts'

/** 退换 as returns/README.md tells of it: the table of who is silent, and what each side may do. */
export interface GivenBack {
  readonly no: number
  stage: string
  readonly track: string
  remedy: string
  readonly pieces: readonly { itemId: string; quantity: number }[]
  readonly requestedAt: number
  readonly text: string
  readonly photos: number
  refundFen: bigint
  readonly worthFen: bigint
  readonly reducedFen: bigint
  /** What sending it had cost, where it no longer ships free. */
  readonly deductedFen: bigint
  /** What was due beyond what was held. */
  owedFen: bigint
  /** The case that has agreed on it, which has the lock and pays. */
  forCase: { readonly id: string; readonly days: number } | null
  lockFen: bigint
  dueAt: number | null
  escalateAt: number | null
  why: string[]
  from: string | null
  parcelIn: string | null
  parcelOut: string | null
  backAt: number | null
  /** Has a carrier ever had the parcel that goes back? */
  seen: boolean
  marked: boolean
  objection: { kind: string; text: string; photos: number } | null
  /** Not upheld, and the goods are on their way to the buyer. */
  denied: boolean
  /** A case has taken it over. */
  taken: boolean
  goodsWait: boolean
  endedBy: string | null
  endedAt: number
}

const ends = ['refunded', 'completed', 'withdrawn', 'lapsed', 'denied', 'settled']
const lastingDays: Readonly<Record<string, number>> = { accepted: 2, addressed: 10, late: 3 }

export function isOpen({ stage }: GivenBack): boolean {
  return !ends.includes(stage)
}

/** Which moment does it wait for? */
export function returnClock(one: GivenBack): [string, number] | null {
  const { no, stage, dueAt, escalateAt } = one
  if (dueAt === null || !isOpen(one)) return null
  if (escalateAt !== null && stage !== 'reviewing' && escalateAt < dueAt)
    return [`escalate/${no}`, escalateAt]
  return [`${stage}/${no}`, dueAt]
}

/** 故意拖延: the sixteenth day after the goods were back, where the money has not come; once. */
export function penaltyClock(one: GivenBack): [string, number] | null {
  const { no, remedy, stage, backAt, marked, owedFen } = one
  const waits = stage === 'back' || stage === 'reviewing' || (stage === 'refunded' && owedFen > 0n)
  if (backAt === null || remedy !== 'refund' || marked || !waits) return null
  return [`penalty/${no}`, endOf(plus(dayOf(backAt), 15))]
}

export function lasts(stage: string, at: number): number {
  return at + (lastingDays[stage] ?? 15) * day
}

export function promised(at: number, days: number): number {
  return endOf(plus(dayOf(at), days))
}

export function freeOf(trade: Trade): bigint {
  return trade.holdEnded === null ? purse(trade).freeFen : 0n
}

export function lockName({ no }: GivenBack): string {
  return `return/${no}`
}

export function over(
  one: GivenBack,
  { stage, by, at }: { stage: string; by: string; at: number },
): void {
  Object.assign(one, { stage, dueAt: null, lockFen: 0n, endedBy: by, endedAt: at })
  one.why = []
  one.from = null
}
