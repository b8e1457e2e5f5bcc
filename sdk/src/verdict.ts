import type { State } from './receipt-form.ts'

/** What a check has to say. */

/** What is checked, in this order; the first that fails makes a file invalid. */
export type Step =
  | 'form'
  | 'trust'
  | 'signature'
  | 'chain'
  | 'proof'
  | 'state'
  | 'contents'
  | 'device'
  | 'facts'
  | 'completeness'

export interface Invalid {
  readonly verdict: 'invalid'
  readonly step: Step
  /** The place in the file, `entries[2].proof`; empty for the whole. */
  readonly where: string
}

export interface Standing {
  /** `chained`: a later entry that is proved leads back to it. */
  readonly state: State
  readonly index: number | null
  /** Of the tree that proves it. */
  readonly size: number | null
  /** Who signed that tree beside the log, and when by its own clock (seconds since 1970). */
  readonly witnesses: readonly { readonly name: string; readonly second: number }[]
}

export interface CheckedEntry extends Standing {
  readonly seq: number
  readonly kind: string
  readonly at: string
  /** Its words are gone, on legal grounds; leaf and proof hold. */
  readonly erased: boolean
  /** A party has signed this step with its own device, and that signature holds. */
  readonly device: boolean
}

export interface ValidReceipt {
  /** `unwitnessed`: only the site vouches for it; `unproved`: parts rest on its word alone. */
  readonly verdict: 'witnessed' | 'unwitnessed' | 'unproved'
  readonly what: 'receipt'
  /** False when nobody said whom to trust: then the file only agrees with itself. */
  readonly trusted: boolean
  readonly log: string
  readonly kind: 'order' | 'listing' | 'site'
  readonly subject: string
  readonly holder: string
  readonly issuedAt: string
  readonly facts: readonly { readonly name: string; readonly zh: string; readonly en: string }[]
  readonly entries: readonly CheckedEntry[]
  /** All entries that there were at this size of the log, by its signed word; null without one. */
  readonly complete: { readonly count: number; readonly size: number } | null
}

export interface ValidProof extends Standing {
  readonly verdict: 'witnessed' | 'unwitnessed'
  readonly what: 'proof'
  readonly trusted: true
  readonly log: string
}

export type Verdict = Invalid | ValidReceipt | ValidProof
