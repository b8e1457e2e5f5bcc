import { canonicalJson } from '../kernel/canonical.ts'
import { sha256Hex } from '../kernel/hash.ts'
import type { Instant } from '../kernel/time.ts'
import type { SiteTerms } from './model.ts'

/** Which hash names these rules in the house's stream? SHA-256, hex, of their canonical JSON. */
export function termsHash(terms: SiteTerms): string {
  return sha256Hex(canonicalJson(terms))
}

/** A start of the house, which says by which rules it then ran. */
export interface Start {
  readonly seq: number
  readonly recordedAt: Instant
  /** Null where the program was too old to say. */
  readonly terms: SiteTerms | null
}

/**
 * 当时的规则. By which rules did the site run at this moment? Those of the last start before it; `since`
 * is the first start of an unbroken row with the same ones. Null: none is known. Starts: oldest
 * first.
 */
export function termsAt(
  starts: readonly Start[],
  at: Instant,
): { terms: SiteTerms; hash: string; seq: number; since: Instant } | null {
  const before = starts.filter(({ recordedAt }) => recordedAt <= at)
  const last = before.at(-1)
  if (!last?.terms) return null
  const hash = termsHash(last.terms)
  const other = before.findLastIndex(({ terms }) => terms === null || termsHash(terms) !== hash)
  const first = before[other + 1] ?? last
  return { terms: last.terms, hash, seq: last.seq, since: first.recordedAt }
}
