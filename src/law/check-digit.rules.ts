/**
 * 校验码. Does this number fit its own check character? A number that fits may still be someone
 * else's or nobody's: a check character proves the form, never who stands behind it.
 */

import { type Day, isDay } from '../kernel/time.ts'
import type { LegalAnswer, LegalRefusal, Subject } from './answer.ts'
import { addMonths } from './calendar.ts'
import {
  adultAge,
  type CheckStandard,
  citizenNumber,
  oldCitizenNumber,
  registrantKinds,
  subjectCode,
  unifiedCode,
} from './check-digit.ts'
import { currentDivisions, type DivisionCodes, formerDivisions } from './divisions.ts'
import { current } from './provision.ts'
import { day, type Facts, refuseFact, text } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'

export const checkDigit: Subject = (_question, facts) => {
  const uscc = text(facts, 'uscc')
  const idNumber = text(facts, 'id_number')
  if (uscc !== null && idNumber !== null) {
    return refuseFact(
      'law.two_questions',
      'id_number',
      '与 uscc 只能问一个',
      'and uscc are two questions',
    )
  }
  if (uscc !== null) return unifiedCodeAnswer(uscc)
  if (idNumber !== null) return citizenNumberAnswer(idNumber, facts)
  const reason = reasoning()
  reason.miss('uscc', 'id_number')
  reason.say('没有给出要校验的号码。', 'No number to check was given.')
  return reason.conclude({ valid: null })
}

/** How is the number meant? Full-width forms, lower case, spaces and hyphens are read away. */
export function normalizeCode(written: string): string {
  return written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-‐‑–—]/gu, '')
}

/** What is the weighted sum over the characters before the check character? */
export function weightedSum(code: string, { alphabet, weights }: CheckStandard): number {
  let sum = 0
  for (const [i, weight] of weights.entries()) sum += alphabet.indexOf(code.charAt(i)) * weight
  return sum
}

/** Which check character belongs to these seventeen characters of a unified code? */
export function unifiedCheck(code: string, standard: CheckStandard): string {
  const { modulus, alphabet } = standard
  // The second remainder matters when the first is 0: the value is 0 then, not the modulus.
  return alphabet.charAt((modulus - (weightedSum(code, standard) % modulus)) % modulus)
}

/** Does this code fit its own check character? It proves the form, never who stands behind it. */
export function isUnifiedCode(code: string): boolean {
  const { value: standard } = current(unifiedCode)
  if (code.length !== standard.length || !isUnifiedCharset(code, standard)) return false
  return unifiedCheck(code, standard) === code.at(-1)
}

/** Which check character belongs to these seventeen digits of a citizen's number? */
export function citizenCheck(digits: string, standard: CheckStandard): string {
  return standard.alphabet.charAt(citizenSum(digits, standard) % standard.modulus)
}

function citizenSum(digits: string, { weights }: CheckStandard): number {
  let sum = 0
  for (const [i, weight] of weights.entries()) sum += Number(digits.charAt(i)) * weight
  return sum
}

/** @law GB 32100-2015; values in check-digit.ts */
function unifiedCodeAnswer(written: string): LegalAnswer {
  const reason = reasoning()
  const { value: standard, cite } = reason.use(unifiedCode, unifiedCode.checkedOn)
  const normalized = normalizeCode(written)
  const length = [...normalized].length
  if (length !== standard.length) {
    reason.say(
      `统一社会信用代码为 ${standard.length} 位,所给号码为 ${length} 位。`,
      `A unified code has ${standard.length} characters; this has ${length}.`,
      cite,
    )
    return reason.conclude({ valid: false, reason: 'LENGTH', length, normalized })
  }
  if (!isUnifiedCharset(normalized, standard)) {
    reason.say(
      '含有编码字符集以外的字符（不用 I、O、S、V、Z；第三至八位为数字）。',
      'It has a character outside the set (no I, O, S, V, Z; digits at places 3 to 8).',
      cite,
    )
    return reason.conclude({ valid: false, reason: 'CHARSET', length, normalized })
  }
  const sum = weightedSum(normalized, standard)
  const check = unifiedCheck(normalized, standard)
  const valid = normalized.charAt(length - 1) === check
  const remainder = sum % standard.modulus
  reason.say(
    `加权和 ${sum},除以 ${standard.modulus} 余 ${remainder},校验码应为 ${check}。`,
    `Weighted sum ${sum}, remainder ${remainder}: the check character should be ${check}.`,
    cite,
  )
  const registrant = registrantOf(reason, normalized)
  const subjectFits = checkSubject(reason, normalized.slice(8, 17))
  const found = { sum, remainder, check, length, normalized, registrant }
  const more = { ...found, expected_check: check, subject_code_fits: subjectFits }
  return reason.conclude(valid ? { valid, ...more } : { valid, reason: 'CHECK_DIGIT', ...more })
}

function isUnifiedCharset(code: string, { alphabet }: CheckStandard): boolean {
  return /^\d{6}$/.test(code.slice(2, 8)) && [...code].every((each) => alphabet.includes(each))
}

function registrantOf(reason: Reasoning, code: string): string | null {
  const { value: kinds } = reason.use(registrantKinds, registrantKinds.checkedOn)
  const prefix = code.slice(0, 2)
  return Object.hasOwn(kinds, prefix) ? (kinds[prefix] ?? null) : null
}

/** Does the subject code inside fit as well? A warning only: early codes need not fit. */
function checkSubject(reason: Reasoning, code: string): boolean {
  const { value: standard, cite } = reason.use(subjectCode, subjectCode.checkedOn)
  const { alphabet, modulus } = standard
  const value = modulus - (weightedSum(code, standard) % modulus)
  const expected = value === modulus ? '0' : value === modulus - 1 ? 'X' : String(value)
  const fits = code.charAt(standard.weights.length) === expected
  if (!fits && [...code].every((each) => alphabet.includes(each))) {
    reason.say(
      `提示:第九至十七位主体标识码的校验码应为 ${expected},仅供核对,不影响结论。`,
      `Note: the subject code inside would end in ${expected}; this changes nothing.`,
      cite,
    )
  }
  return fits
}

/** @law GB 11643-1999; values in check-digit.ts */
function citizenNumberAnswer(written: string, facts: Facts): LegalAnswer | LegalRefusal {
  const reason = reasoning()
  const { value: standard, cite } = reason.use(citizenNumber, citizenNumber.checkedOn)
  const normalized = normalizeCode(written)
  const length = [...normalized].length
  const old = oldCitizenNumber.values[0]?.value.length
  if (length === old) return oldNumberAnswer(reason, normalized, facts)
  if (length !== standard.length) {
    reason.say(
      `公民身份号码为 ${standard.length} 位,所给号码为 ${length} 位。`,
      `A citizen's number has ${standard.length} characters; this has ${length}.`,
      cite,
    )
    const answer = { valid: false, valid_checksum: null, reason: 'LENGTH', length, normalized }
    return reason.conclude(answer)
  }
  if (!/^\d{17}[\dX]$/.test(normalized)) return charsetAnswer(reason, normalized, cite)

  const sum = citizenSum(normalized, standard)
  const remainder = sum % standard.modulus
  const check = citizenCheck(normalized, standard)
  const validChecksum = normalized.charAt(length - 1) === check
  reason.say(
    `加权和 ${sum},除以 ${standard.modulus} 余 ${remainder},校验码应为 ${check}。`,
    `Weighted sum ${sum}, remainder ${remainder}: the check character should be ${check}.`,
    cite,
  )
  const holder = holderOf(reason, normalized, facts)
  const answer = {
    valid: validChecksum && holder.valid_date,
    valid_checksum: validChecksum,
    sum,
    remainder,
    check,
    expected_check: check,
    length,
    normalized,
    ...holder,
  }
  formNotIdentity(reason)
  return reason.conclude(validChecksum ? answer : { ...answer, reason: 'CHECK_DIGIT' })
}

function charsetAnswer(reason: Reasoning, normalized: string, cite: string): LegalAnswer {
  reason.say(
    '前十七位应为数字，末位应为数字或 X。',
    'The first seventeen should be digits, the last a digit or X.',
    cite,
  )
  const length = [...normalized].length
  const answer = { valid: false, valid_checksum: null, reason: 'CHARSET', length, normalized }
  return reason.conclude(answer)
}

/** Which number of eighteen follows from an old one of fifteen? It has no check of its own. */
function oldNumberAnswer(reason: Reasoning, digits: string, facts: Facts): LegalAnswer {
  const { value: standard, cite } = reason.use(citizenNumber, citizenNumber.checkedOn)
  if (!/^\d+$/.test(digits)) return charsetAnswer(reason, digits, cite)
  const version = oldCitizenNumber.values[0]
  const old = reason.use(oldCitizenNumber, version?.from ?? oldCitizenNumber.checkedOn)
  const { century, olderSequences, olderCentury } = old.value
  const older = olderSequences.includes(digits.slice(-3))
  const widened = `${digits.slice(0, 6)}${older ? olderCentury : century}${digits.slice(6)}`
  const upgraded = `${widened}${citizenCheck(widened, standard)}`
  const holder = holderOf(reason, upgraded, facts)
  reason.say(
    `十五位旧号没有校验位,升位后为 ${upgraded};旧证自 2013 年 1 月 1 日起停止使用。`,
    `A number of fifteen has no check; widened it is ${upgraded}. Such cards ended with 2012.`,
    old.cite,
  )
  formNotIdentity(reason)
  return reason.conclude({
    // Whether it was ever given to anyone cannot be told from a number without a check.
    valid: holder.valid_date ? null : false,
    valid_checksum: null,
    length: digits.length,
    upgraded_18: upgraded,
    normalized: digits,
    ...holder,
  })
}

interface Holder {
  readonly valid_date: boolean
  readonly area_known: boolean
  readonly area_former: boolean
  readonly adult: boolean | null
  readonly gender: 'male' | 'female'
}

/** What does the number say of its holder? */
function holderOf(reason: Reasoning, number: string, facts: Facts): Holder {
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const asOf = day(facts, 'as_of')
  const exists = isDay(birth)
  const future = asOf !== null && birth > asOf
  if (!exists) reason.say(`出生日期 ${birth} 不存在。`, `The birth date ${birth} does not exist.`)
  else if (future) reason.say(`出生日期 ${birth} 晚于 ${asOf}。`, `${birth} lies after ${asOf}.`)
  const area = areaOf(reason, number.slice(0, 6))
  const adult = exists && !future ? isAdult(reason, birth, asOf) : null
  const gender = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female'
  return { valid_date: exists && !future, ...area, adult, gender }
}

/**
 * Is this area code in the lists? Never a ground to reject: cards keep codes of counties that are
 * no more.
 */
function areaOf(reason: Reasoning, code: string): Pick<Holder, 'area_known' | 'area_former'> {
  const current = reason.use(currentDivisions, currentDivisions.checkedOn)
  if (hasDivision(current.value, code)) return { area_known: true, area_former: false }
  const former = reason.use(formerDivisions, formerDivisions.checkedOn)
  const known = hasDivision(former.value, code)
  reason.say(
    `地址码 ${code} 不在现行名单${known ? ',属已撤销的代码' : ''};仅作提示,不据此拒绝。`,
    `Area ${code} is not in today's list${known ? ' but in a former one' : ''}; a note only.`,
    (known ? former : current).cite,
  )
  return { area_known: false, area_former: known }
}

/** Does the short list hold this code? See `divisions.ts` for how it is written. */
export function hasDivision(codes: DivisionCodes, code: string): boolean {
  const prefectures = Object.hasOwn(codes, code.slice(0, 2)) ? codes[code.slice(0, 2)] : undefined
  const county = Number(code.slice(4))
  for (const entry of prefectures?.split(' ') ?? []) {
    if (!entry.startsWith(`${code.slice(2, 4)}:`)) continue
    return entry
      .slice(3)
      .split(',')
      .some((range) => {
        const [from = '', to = from] = range.split('-')
        return Number(from) <= county && county <= Number(to)
      })
  }
  return false
}

/** Is the holder of age? On the birthday itself the two ways of counting differ. */
function isAdult(reason: Reasoning, birth: Day, asOf: Day | null): boolean | null {
  if (asOf === null) {
    reason.miss('as_of')
    return null
  }
  const version = reason.tryUse(adultAge, asOf)
  if (version === null) return null
  const birthday = addMonths(birth, version.value * 12)
  if (birthday === asOf) {
    reason.doubt('interpretive')
    reason.say(
      '当日为十八周岁生日：按生日当日满周岁计为成年；按次日起算的读法尚未成年。',
      'Today is the birthday: of age by the day itself; not yet if counted from the next day.',
      version.cite,
    )
  }
  return birthday <= asOf
}

function formNotIdentity(reason: Reasoning): void {
  reason.say(
    '校验只说明号码格式，不能证明持有人身份。',
    'The check speaks of the form of the number, not of who holds it.',
  )
}
