import type { LegalRefusal } from './answer.ts'
import type { Facts } from './reading.ts'
import type { Reasoning } from './reasoning.ts'

export type DutyAnswer = Record<string, unknown>

/** One duty: null when the facts do not speak of it, else its part of the answer. */
export type DutyPart = (
  facts: Facts,
  r: Reasoning,
  question: string | null,
) => DutyAnswer | LegalRefusal | null

/** Nothing this library holds was in force that day: say so, and answer nothing. */
export function noRule(r: Reasoning): Record<string, never> {
  r.say('该日尚无本库所载规则。', 'No rule that this library holds was in force that day.')
  return {}
}
