/** 被告住所地. Where may a person be sued: the household's place, or where they have come to live? */
import type { Day } from '../kernel/time.ts'
import { habitualResidence } from './jurisdiction.ts'
import { type Facts, isObject, object, text } from './reading.ts'
import type { Reasoning } from './reasoning.ts'
import { normalise } from './terms.ts'

/** @law 民事诉讼法 第二十二条第一款, 民诉法解释 第三条、第四条 */
export function domicileOf(
  reason: Reasoning,
  facts: Facts,
  on: Day,
): { court_place: string; ground: string } | { court_place: null } | null {
  const household = text(facts, 'defendant_hukou')
  const lived = object(facts, 'lived_continuously')
  if (household === null && lived === null) return null
  const { value: rule, cite } = reason.use(habitualResidence, on)
  const place = lived === null ? null : lived.place
  const months = lived === null ? null : monthsLived(lived)
  if (lived !== null && (typeof place !== 'string' || months === null)) {
    reason.miss('lived_continuously')
    return { court_place: null }
  }
  if (typeof place === 'string' && months !== null && months >= rule.months && !inHospital(lived)) {
    reason.say(
      `至起诉时已在${place}连续居住满一年,以${rule.residence}为准。`,
      'Lived elsewhere for a year or more without a break: that place counts.',
      cite,
    )
    return { court_place: place, ground: rule.residence }
  }
  if (household === null) {
    reason.miss('defendant_hukou')
    return { court_place: null }
  }
  if (lived === null) {
    reason.miss('lived_continuously')
    reason.doubt('provisional')
  }
  reason.say(
    `连续居住未满一年(住院就医不计),以${rule.household}为准。`,
    'Not a year elsewhere, hospitals aside: the household’s place counts.',
    cite,
  )
  return { court_place: household, ground: rule.household }
}

function monthsLived(lived: Readonly<Record<string, unknown>>): number | null {
  const { months, years } = lived
  if (typeof months === 'number' && months >= 0) return months
  return typeof years === 'number' && years >= 0 ? years * 12 : null
}

function inHospital(lived: unknown): boolean {
  if (!isObject(lived)) return false
  const said = Object.values(lived)
    .filter((each) => typeof each === 'string')
    .map(normalise)
  return lived.hospital === true || said.some((each) => /住院|就医|hospital/.test(each))
}
