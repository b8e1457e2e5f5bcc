import type { Day } from '../kernel/time.ts'

/** How sure is the law here? `disputed` gives the readings, `provisional` waits for data. */
export type Certainty = 'settled' | 'interpretive' | 'disputed' | 'provisional'

/** One step of the reasoning, in plain words, with the article it rests on. */
export interface Step {
  readonly zh: string
  readonly en: string
  readonly cite?: string
}

/** A rule version that was used: what `law.md` and a court can look up. */
export interface RuleUsed {
  readonly title: string
  readonly from: Day
  readonly cite: string
  readonly source: 'statute' | 'site'
}

export interface LegalAnswer {
  /** Keys and codes of the published vocabulary; money as a decimal string in yuan. */
  readonly answer: Readonly<Record<string, unknown>>
  readonly citations: readonly string[]
  readonly rules: readonly RuleUsed[]
  readonly trace: readonly Step[]
  readonly certainty: Certainty
  /** Facts that would let more be answered; empty when nothing is missing. */
  readonly missing: readonly string[]
  /** Facts that were told but that this category does not read. */
  readonly ignored?: readonly string[]
}

/** A refusal to answer: an unknown category, an impossible date, a negative price. */
export interface LegalRefusal {
  readonly refused: string
  readonly fact?: string
  readonly zh: string
  readonly en: string
}

/** What one subject gives to `decide.ts`: facts as they came (unchecked JSON) to an answer. */
export type Subject = (
  question: string | null,
  facts: Readonly<Record<string, unknown>>,
) => LegalAnswer | LegalRefusal

export function isLegalRefusal(value: object): value is LegalRefusal {
  return 'refused' in value
}
