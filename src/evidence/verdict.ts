/** 验证结论. What a check of a receipt or of a proof has to say. */

/** What is checked, in this order; the first that fails makes the file invalid. */
export const steps = [
  'form',
  'trust',
  'signature',
  'chain',
  'proof',
  'state',
  'contents',
  'device',
  'facts',
  'completeness',
] as const
export type Step = (typeof steps)[number]

/** Where it failed: the step, and the place in the file, `entries[2].proof`. */
export interface Invalid {
  readonly verdict: 'invalid'
  readonly step: Step
  readonly where: string
}

/** Who has signed the checkpoint beside the log, and when by its own clock (seconds since 1970). */
export interface Seen {
  readonly name: string
  readonly second: number
}

/** How an entry is proved, by the policy of whoever asks. */
export interface Standing {
  readonly state: 'recorded' | 'proved' | 'witnessed' | 'chained'
  /** Where it stands in the log; null as long as no checkpoint covers it, or where no proof is. */
  readonly index: number | null
  /** Of the checkpoint that proves it. */
  readonly size: number | null
  readonly witnesses: readonly Seen[]
}

export interface CheckedEntry extends Standing {
  readonly seq: number
  readonly kind: string
  /** When it was recorded, as the log wrote it down. */
  readonly at: string
  /** The words are gone, on legal grounds; leaf and proof hold. */
  readonly erased: boolean
  /** A party has signed this step with its own device, and that signature holds. */
  readonly device: boolean
}

/** What people read, found where it says. */
export interface CheckedFact {
  readonly name: string
  readonly zh: string
  readonly en: string
}

export interface ValidReceipt {
  /** `unproved`: of some entries there is only the log's word so far. */
  readonly verdict: 'witnessed' | 'unwitnessed' | 'unproved'
  readonly what: 'receipt'
  /** False: nobody has said which log to trust, so the file only agrees with itself. */
  readonly trusted: boolean
  /** The log's origin. */
  readonly log: string
  readonly kind: 'order' | 'listing' | 'site'
  readonly subject: string
  readonly holder: string
  readonly issuedAt: string
  readonly facts: readonly CheckedFact[]
  readonly entries: readonly CheckedEntry[]
  /** All entries there were at this size of the log, as it has signed; null where it has not. */
  readonly complete: { readonly count: number; readonly size: number } | null
}

export interface ValidProof extends Standing {
  readonly verdict: 'witnessed' | 'unwitnessed'
  readonly what: 'proof'
  readonly trusted: true
  readonly log: string
}

export type Verdict = Invalid | ValidReceipt | ValidProof

export function invalid(step: Step, where: string): Invalid {
  return { verdict: 'invalid', step, where }
}

export function isInvalid<T extends object>(result: T | Invalid): result is Invalid {
  return 'verdict' in result && result.verdict === 'invalid'
}
