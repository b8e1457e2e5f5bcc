/** 规定登记簿. Every provision of this folder by its id, for lists, diffs and the reference page. */
import { type Day, daysBetween } from '../kernel/time.ts'
import * as advertising from './advertising.ts'
import * as burdens from './burdens.ts'
import * as checkDigit from './check-digit.ts'
import * as clauseWords from './clause-words.ts'
import * as complaints from './complaints.ts'
import * as cosmetics from './cosmetics.ts'
import * as divisions from './divisions.ts'
import * as duties from './duties.ts'
import * as goods from './goods.ts'
import * as holidays from './holidays.ts'
import * as jurisdiction from './jurisdiction.ts'
import * as jurisdictionWords from './jurisdiction-words.ts'
import * as offerFacts from './offer-facts.ts'
import * as partyWords from './party-words.ts'
import * as plainTerms from './plain-terms.ts'
import * as platformLiability from './platform-liability.ts'
import type { Provision } from './provision.ts'
import * as punitiveDamages from './punitive-damages.ts'
import * as pyramid from './pyramid.ts'
import * as refundFreight from './refund-freight.ts'
import * as registration from './registration.ts'
import * as registrationWords from './registration-words.ts'
import * as returnReview from './return-review.ts'
import * as returnability from './returnability.ts'
import * as returns from './returns.ts'
import * as smallClaims from './small-claims.ts'
import * as unfairTerms from './unfair-terms.ts'
import * as warranty from './warranty.ts'

/** The data files. A file with provisions that is missing here fails a test. */
export const dataFiles: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  advertising,
  burdens,
  'check-digit': checkDigit,
  complaints,
  cosmetics,
  divisions,
  duties,
  goods,
  holidays,
  jurisdiction,
  'jurisdiction-words': jurisdictionWords,
  'offer-facts': offerFacts,
  'party-words': partyWords,
  'platform-liability': platformLiability,
  'punitive-damages': punitiveDamages,
  pyramid,
  'refund-freight': refundFreight,
  registration,
  'registration-words': registrationWords,
  'return-review': returnReview,
  returnability,
  returns,
  'small-claims': smallClaims,
  'clause-words': clauseWords,
  'plain-terms': plainTerms,
  'unfair-terms': unfairTerms,
  warranty,
}

export interface Registered {
  /** File and name, `returns.noReasonReturnDays`: where to look, and stable for diffs. */
  readonly id: string
  readonly provision: Provision<unknown>
}

export const registry: readonly Registered[] = Object.entries(dataFiles).flatMap(
  ([file, exported]) =>
    Object.entries(exported).flatMap(([name, value]) =>
      isProvision(value) ? [{ id: `${file}.${name}`, provision: value }] : [],
    ),
)

export function isProvision(value: unknown): value is Provision<unknown> {
  if (typeof value !== 'object' || value === null) return false
  return 'values' in value && 'checkedOn' in value && 'title' in value && 'unit' in value
}

/** Which provisions has nobody compared with the official text for so many days? Oldest first. */
export function stale(on: Day, days: number): Registered[] {
  return registry
    .filter(({ provision }) => daysBetween(provision.checkedOn, on) > days)
    .toSorted(
      (a, b) => compare(a.provision.checkedOn, b.provision.checkedOn) || compare(a.id, b.id),
    )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
