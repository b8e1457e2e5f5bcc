import type { Category } from './categories.ts'
import { factKinds, type Kind } from './facts.ts'

/**
 * The facts that decide these conditions, in the order in which a form asks them, each with the
 * category that knows its name and kind.
 */
export const applicabilityFacts: readonly (readonly [fact: string, of: Category])[] = [
  ['goods', 'returnability'],
  ['category', 'punitive_damages'],
  ['seller', 'returnability'],
  ['registered', 'returnability'],
  ['buyer_purpose', 'returnability'],
  ['channel', 'return_window'],
  ['via_ecommerce_platform', 'jurisdiction'],
  ['quality_problem', 'returnability'],
  ['lab', 'returnability'],
  ['fraud', 'punitive_damages'],
  ['not_meeting_food_safety_standard', 'punitive_damages'],
  ['seller_knew_defect', 'punitive_damages'],
  ['harm', 'platform_liability'],
  ['severe_health_damage', 'punitive_damages'],
  ['platform_knew', 'platform_liability'],
  ['qualification_reviewed', 'platform_liability'],
  ['unauthorised_payment', 'platform_liability'],
  ['clause', 'unfair_terms'],
  ['data', 'duty_deadline'],
]

/** The same, by the kinds in which they come. */
export const applicabilityKinds: Readonly<Record<string, Kind | readonly Kind[]>> =
  Object.fromEntries(applicabilityFacts.map(([fact, of]) => [fact, factKinds[of][fact] ?? 'rest']))
