/** The kinds of questions this library answers, as the published vocabulary names them. */
export const categories = [
  'return_window',
  'returnability',
  'refund_freight',
  'punitive_damages',
  'registration',
  'jurisdiction',
  'small_claims',
  'complaint',
  'check_digit',
  'pyramid',
  'platform_liability',
  'unfair_terms',
  'duty_deadline',
] as const
export type Category = (typeof categories)[number]

export function isCategory(category: unknown): category is Category {
  return categories.some((known) => known === category)
}
