/** 地名与法院. Which court does a place have, and are two ways of naming a place the same place? */
import type { InternetCourt } from './jurisdiction.ts'
import { abroadWords, manyCourts } from './jurisdiction-words.ts'
import { current } from './provision.ts'
import { normalise, says } from './terms.ts'

/** Which basic court does this place have? A city with several cannot name one. */
export function basicCourtOf(place: string): { name: string; exact: boolean } {
  const plain = normalise(place)
  if (plain.endsWith('法院')) return { name: plain, exact: true }
  const exact = !current(manyCourts).value.some((city) => plain.endsWith(city))
  return { name: exact ? `${plain}人民法院` : `${plain}有管辖权的基层人民法院`, exact }
}

/** Does one name say the same place as the other, with or without province and city before it? */
export function samePlace(a: string, b: string): boolean {
  const [left, right] = [normalise(a), normalise(b)]
  return left !== '' && right !== '' && (left.endsWith(right) || right.endsWith(left))
}

/** Which internet court's city does the place lie in? */
export function internetCourtAt(
  place: string,
  courts: readonly InternetCourt[],
): InternetCourt | null {
  const plain = normalise(place)
  return courts.find(({ name, city }) => plain === name || liesIn(plain, city)) ?? null
}

/** 浙江省杭州市余杭区, 杭州市余杭区 and 浙江杭州 lie in 杭州市; a street of that name does not. */
function liesIn(plain: string, city: string): boolean {
  const short = city.slice(0, -1)
  const at = plain.indexOf(short)
  if (plain.includes(city) || at === 0) return true
  // Only a province may stand before a city that is named without its last character.
  return at >= 2 && at <= 4 && !/[市区县]/.test(plain.slice(0, at))
}

/** Is it a place outside the mainland? */
export function isAbroad(place: string): boolean {
  return says(place, current(abroadWords).value)
}
