import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  checkDigit,
  citizenCheck,
  hasDivision,
  normalizeCode,
  unifiedCheck,
} from './check-digit.rules.ts'
import { citizenNumber, unifiedCode } from './check-digit.ts'
import { currentDivisions, formerDivisions } from './divisions.ts'
import { inForce } from './provision.ts'

const standard = inForce(unifiedCode, unifiedCode.checkedOn).value
const citizen = inForce(citizenNumber, citizenNumber.checkedOn).value

function ask(facts: Record<string, unknown>) {
  const answer = checkDigit(null, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

describe('the unified social credit code (GB 32100-2015)', () => {
  it('of a public company', () =>
    answers(
      { uscc: '91330100799655058B' },
      { valid: true, check: 'B', registrant: 'company', expected_check: 'B' },
    ))
  it('with remainder 0, whose check is 0 and not past the end', () =>
    answers({ uscc: '92990000MA00002340' }, { valid: true, remainder: 0, check: '0' }))
  it('with a wrong last character', () =>
    answers(
      { uscc: '9144030071526726XA' },
      { valid: false, reason: 'CHECK_DIGIT', expected_check: 'G', sum: 1782 },
    ))
  it('in lower case and with spaces', () =>
    answers(
      { uscc: ' 9144 0300 7152 6726 xg ' },
      { valid: true, normalized: '9144030071526726XG' },
    ))
  it('in full-width characters', () =>
    answers({ uscc: '９１４４０３００７１５２６７２６ＸＧ' }, { valid: true, length: 18 }))
  for (const letter of 'IOSVZ') {
    it(`never with ${letter}`, () =>
      answers({ uscc: `92990000MA00000${letter}5M` }, { valid: false, reason: 'CHARSET' }))
  }
  it('never with a letter in the area', () =>
    answers({ uscc: '91A4030071526726XG' }, { valid: false, reason: 'CHARSET' }))
  it('one short and one long', () => {
    answers({ uscc: '9144030071526726X' }, { valid: false, reason: 'LENGTH', length: 17 })
    answers({ uscc: '9144030071526726XGG' }, { valid: false, reason: 'LENGTH', length: 19 })
  })
  it('of a farmers’ cooperative', () => {
    const head = '93330100MA27X1234'
    answers(
      { uscc: `${head}${unifiedCheck(head, standard)}` },
      { valid: true, registrant: 'farmers_cooperative' },
    )
  })
})

describe('the citizen’s number (GB 11643-1999)', () => {
  const asOf = '2026-11-22'
  it('of the standard itself', () =>
    answers(
      { id_number: '11010519491231002X', as_of: asOf },
      { valid: true, sum: 167, remainder: 2, check: 'X', gender: 'female', area_known: true },
    ))
  it('with a small x', () =>
    answers(
      { id_number: '11010519491231002x', as_of: asOf },
      { valid: true, normalized: '11010519491231002X' },
    ))
  it('with a wrong check', () =>
    answers(
      { id_number: '110105194912310029', as_of: asOf },
      { valid: false, valid_checksum: false, reason: 'CHECK_DIGIT', expected_check: 'X' },
    ))
  it('born tomorrow', () => {
    answers({ id_number: born('20261123'), as_of: asOf }, { valid: false, valid_date: false })
    answers({ id_number: born('20261122'), as_of: asOf }, { valid: true, valid_date: true })
  })
  it('born on 29 February: in 2000 yes, in 1900 no', () => {
    answers({ id_number: born('20000229'), as_of: asOf }, { valid: true })
    answers({ id_number: born('19000229'), as_of: asOf }, { valid: false, valid_date: false })
  })
  it('of age the day after the eighteenth birthday, not the day before (民法典 17)', () => {
    answers({ id_number: born('20081121'), as_of: asOf }, { adult: true })
    answers({ id_number: born('20081123'), as_of: asOf }, { adult: false })
  })
  it('on the birthday itself the counting is open', () => {
    const answer = ask({ id_number: born('20081122'), as_of: asOf })
    assert.equal(answer.answer.adult, true)
    assert.equal(answer.certainty, 'interpretive')
  })
  it('without a day, says that the day is missing', () => {
    const answer = ask({ id_number: '11010519491231002X' })
    assert.equal(answer.answer.valid, true)
    assert.equal(answer.answer.adult, null)
    assert.deepEqual(answer.missing, ['as_of'])
  })
  it('with the code of a county that is no more stays valid', () => {
    const head = '11010319800101001' // 崇文区, part of 东城区 since 2010
    answers(
      { id_number: `${head}${citizenCheck(head, citizen)}`, as_of: asOf },
      { valid: true, area_known: false, area_former: true, gender: 'male' },
    )
  })
  it('of fifteen digits, for people born before 1900 as well', () => {
    const head = '11010518000228999'
    answers(
      { id_number: '110105000228999', as_of: asOf },
      { upgraded_18: `${head}${citizenCheck(head, citizen)}`, valid_date: true },
    )
    answers({ id_number: '110105490231002', as_of: asOf }, { valid: false, valid_date: false })
  })
  it('with letters inside', () =>
    answers({ id_number: '1101051949123100AX' }, { valid: false, reason: 'CHARSET' }))
  it('of sixteen characters', () =>
    answers({ id_number: '1101051949123100' }, { valid: false, reason: 'LENGTH', length: 16 }))
  it('asks for a number when there is none', () =>
    assert.deepEqual(ask({}).missing, ['uscc', 'id_number']))
  it('takes one number at a time', () =>
    assert('refused' in checkDigit(null, { uscc: '1', id_number: '1' })))

  function born(date: string): string {
    const head = `110105${date}001`
    return `${head}${citizenCheck(head, citizen)}`
  }
})

describe('every single error and every adjacent swap is found', () => {
  const place = fc.integer({ min: 0, max: 17 })
  const character = fc.constantFrom(...standard.alphabet)
  const code = fc
    .tuple(
      fc.array(character, { minLength: 2, maxLength: 2 }),
      fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 }),
      fc.array(character, { minLength: 9, maxLength: 9 }),
    )
    .map((parts) => parts.flat().join(''))
    .map((head) => `${head}${unifiedCheck(head, standard)}`)
  const number = fc
    .tuple(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
      fc.nat(999),
    )
    .map(([at, order]) => {
      const birth = at.toISOString().slice(0, 10).replaceAll('-', '')
      const head = `110105${birth}${String(order).padStart(3, '0')}`
      return `${head}${citizenCheck(head, citizen)}`
    })

  it('in a unified code', () =>
    fc.assert(
      fc.property(code, place, character, (good, at, other) => {
        assert.equal(ask({ uscc: good }).answer.valid, true)
        const wrong = `${good.slice(0, at)}${other}${good.slice(at + 1)}`
        if (wrong !== good) assert.equal(ask({ uscc: wrong }).answer.valid, false)
        const swap = swapped(good, at)
        if (swap !== good) assert.equal(ask({ uscc: swap }).answer.valid, false)
      }),
    ))
  it('in a citizen’s number', () =>
    fc.assert(
      fc.property(number, place, fc.constantFrom(...'0123456789X'), (good, at, other) => {
        assert.equal(ask({ id_number: good }).answer.valid, true)
        const wrong = `${good.slice(0, at)}${other}${good.slice(at + 1)}`
        if (wrong !== good) assert.equal(ask({ id_number: wrong }).answer.valid, false)
        const swap = swapped(good, at)
        if (swap !== good) assert.equal(ask({ id_number: swap }).answer.valid, false)
      }),
    ))
  it('and any text at all gets an answer', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (text.trim() === '') return
        assert.equal(typeof ask({ uscc: text }).answer.normalized, 'string')
        assert.equal(typeof ask({ id_number: text, as_of: '2026-11-22' }).answer.length, 'number')
      }),
    ))

  function swapped(text: string, at: number): string {
    const [a = '', b = ''] = [text.charAt(at), text.charAt(at + 1)]
    return `${text.slice(0, at)}${b}${a}${text.slice(at + 2)}`
  }
})

describe('the lists of areas', () => {
  const current = inForce(currentDivisions, currentDivisions.checkedOn).value
  const former = inForce(formerDivisions, formerDivisions.checkedOn).value
  it('hold a county in the middle of a range, not one beside it', () => {
    assert(hasDivision(current, '110107'))
    assert(!hasDivision(current, '110110'))
    assert(!hasDivision(current, '990101'))
  })
  it('keep former and current apart', () => {
    assert(hasDivision(former, '110103') && !hasDivision(current, '110103'))
    assert(!hasDivision(former, '110105'))
  })
  it('read separators away', () => assert.equal(normalizeCode('11-01 05'), '110105'))
})
