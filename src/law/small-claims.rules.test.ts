import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../kernel/time.ts'
import { exactFee } from './court-fee.rules.ts'
import { smallClaims } from './small-claims.rules.ts'

function ask(facts: Record<string, unknown>, question: string | null = null) {
  const answer = smallClaims(question, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

const claim = (amount: string, more: Record<string, unknown> = {}) => ({
  amount_cny: amount,
  province_prior_year_avg_wage_cny: '120000.00',
  simple_money_claim: true,
  ...more,
})

describe('by amount (民事诉讼法 第一百六十五条): both limits inclusive', () => {
  const rows: [string, string][] = [
    ['60000.00', 'mandatory'],
    ['60000.01', 'by_agreement'],
    ['240000.00', 'by_agreement'],
    ['240000.01', 'not_applicable'],
    ['0.01', 'mandatory'],
  ]
  for (const [amount, mode] of rows)
    it(`${amount}: ${mode}`, () => answers(claim(amount), { mode }))
  it('an odd wage is not rounded up', () => {
    const wage = { province_prior_year_avg_wage_cny: '129441.01' }
    answers(claim('64720.50', wage), { mode: 'mandatory' })
    answers(claim('64720.51', wage), { mode: 'by_agreement' })
  })
  it('not for a case that is not simple', () =>
    answers(claim('1', { simple_money_claim: false }), { mode: 'not_applicable' }))
  it('says what it presumes', () =>
    assert.deepEqual(ask(claim('1', { simple_money_claim: null })).missing, ['simple_money_claim']))
  it('asks for a wage or a threshold', () =>
    assert.deepEqual(ask({ amount_cny: '500', simple_money_claim: true }).missing, [
      'province_prior_year_avg_wage_cny',
    ]))
})

describe('the law on the day of filing', () => {
  const wage = { province_prior_year_avg_wage_cny: '100000' }
  it('30 per cent until 2021, 50 from 2022-01-01', () => {
    const facts = claim('40000', wage)
    answers({ ...facts, filing_date: '2021-12-31' }, { mode: 'not_applicable' })
    answers({ ...facts, filing_date: '2022-01-01' }, { mode: 'mandatory' })
    answers(claim('30000', { ...wage, filing_date: '2021-12-31' }), { mode: 'mandatory' })
  })
  it('no such procedure before 2013', () =>
    answers(claim('1', { filing_date: '2012-12-31' }), { mode: 'not_applicable' }))
  it('cites the text of that day', () => {
    const { citations } = ask(claim('1', { filing_date: '2023-12-31' }))
    assert(citations.includes('民事诉讼法(2021) 第一百六十五条'))
  })
})

describe('which wage (民诉法解释 第二百七十二条)', () => {
  const facts = { this_year: 2026, amount_cny: '62000.01', simple_money_claim: true }
  it('the latest published until last year’s is out', () =>
    answers(
      { ...facts, wage_2025_published: false, wage_2024_published: '124000.00' },
      { mode: 'by_agreement', wage_year_used: 2024 },
    ))
  it('last year’s when it is out', () =>
    answers(
      { ...facts, wage_2025_published: '130000', wage_2024_published: '124000.00' },
      { mode: 'mandatory', wage_year_used: 2025 },
    ))
  it('not the older one when last year’s is out but was not told', () => {
    const answer = ask({ ...facts, wage_2025_published: true, wage_2024_published: '124000' })
    assert.equal(answer.answer.mode, null)
    assert.deepEqual(answer.missing, ['province_prior_year_avg_wage_cny'])
  })
})

describe('what High Courts announced', () => {
  const zhejiang = { province: '浙江省', filing_date: '2022-03-01', simple_money_claim: true }
  it('浙江 2022: 54323 and 217290, both inclusive', () => {
    answers({ ...zhejiang, amount_cny: '54323.00' }, { mode: 'mandatory' })
    answers({ ...zhejiang, amount_cny: '54323.01' }, { mode: 'by_agreement' })
    answers({ ...zhejiang, amount_cny: '217290' }, { mode: 'by_agreement' })
    answers({ ...zhejiang, amount_cny: '217290.01' }, { mode: 'not_applicable' })
  })
  it('not before it was announced', () => {
    const facts = { ...zhejiang, filing_date: '2022-01-10', amount_cny: '54323.00' }
    assert.equal(ask(facts).answer.mode, null)
  })
  it('a threshold that was told decides; near four times of it a rounding may', () => {
    const told = { published_threshold_cny: '62000.00', simple_money_claim: true }
    answers({ ...told, amount_cny: '62000.00' }, { mode: 'mandatory' })
    answers({ ...told, amount_cny: '62000.01' }, { mode: 'by_agreement' })
    assert.equal(ask({ ...told, amount_cny: '248001' }).certainty, 'interpretive')
    assert.equal(ask({ ...told, amount_cny: '300000' }).certainty, 'settled')
  })
})

describe('never a small claim (第一百六十六条)', () => {
  const rows: [string, string][] = [
    ['foreign_related', '166(2)'],
    ['needs_appraisal', '166(3)'],
    ['defendant_whereabouts_unknown', '166(4)'],
    ['counterclaim', '166(5)'],
  ]
  for (const [fact, ground] of rows) {
    it(`${fact}: ${ground}`, () =>
      answers(claim('3000', { [fact]: true }), { mode: 'excluded', ground }))
  }
  it('a missing party was no such ground before 2022', () => {
    const facts = { defendant_whereabouts_unknown: true, filing_date: '2021-06-01' }
    answers(claim('300', facts), { mode: 'mandatory' })
  })
})

describe('the fee (诉讼费用交纳办法 第十三条)', () => {
  const rows: [string, string][] = [
    ['0', '50.00'],
    ['10000', '50.00'],
    ['10001', '50.03'],
    ['100000', '2300.00'],
    ['200000', '4300.00'],
    ['500000', '8800.00'],
    ['1000000', '13800.00'],
    ['2000000', '22800.00'],
    ['5000000', '46800.00'],
    ['10000000', '81800.00'],
    ['20000000', '141800.00'],
    ['30000000', '191800.00'],
  ]
  for (const [amount, fee] of rows) {
    it(`of ${amount}: ${fee}`, () =>
      answers(
        { claim_cny: amount, procedure: 'ordinary' },
        { full_fee_cny: fee, payable_cny: fee },
      ))
  }
  it('half, once, for small claims, simplified, mediated and withdrawn cases', () => {
    for (const procedure of ['小额诉讼', 'simplified', '简易程序,调解结案', '撤诉']) {
      answers({ claim_cny: '399', procedure }, { full_fee_cny: '50.00', payable_cny: '25.00' })
    }
    answers(
      { claim_cny: '399', counterclaim: true, procedure: '普通程序' },
      { payable_cny: '25.00' },
    )
  })
  it('without a procedure the half is open', () => {
    const answer = ask({ claim_cny: '399' })
    assert.equal(answer.answer.payable_cny, null)
    assert.deepEqual(answer.missing, ['procedure'])
  })
  it('grows with the claim', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 10n), (low, more) => {
        assert(exactFee(low) <= exactFee(low + more))
      }),
    ))
})

describe('the term (第一百六十八条)', () => {
  it('two months, the day of filing not counted', () =>
    answers(
      { filed_on: '2026-03-10' },
      {
        base_deadline: '2026-05-10',
        base_deadline_extended: '2026-05-11',
        max_extension_months: 1,
      },
    ))
  it('ends on the last day of a shorter month (民法典 第二百零二条)', () =>
    answers({ filed_on: '2025-12-31' }, { base_deadline: '2026-02-28' }))
  it('runs on past a holiday (第八十五条)', () =>
    answers(
      { filed_on: '2026-08-02' },
      { base_deadline: '2026-10-02', base_deadline_extended: '2026-10-08' },
    ))
  it('three months before 2022', () =>
    answers({ filed_on: '2021-12-31' }, { base_deadline: '2022-03-31' }))
  it('is provisional where the holidays are not out', () =>
    assert.equal(ask({ filed_on: '2026-11-01' }).certainty, 'provisional'))
  it('asks for the day of filing', () =>
    assert.deepEqual(ask({}, '小额诉讼审限到哪天?').missing, ['filed_on']))
  it('never ends before filing, and grows with it', () =>
    fc.assert(
      fc.property(fc.nat(1_800), fc.nat(40), (start, later) => {
        const day = addDays('2022-01-01', start)
        const end = (on: string) => String(ask({ filed_on: on }).answer.base_deadline_extended)
        assert(end(day) > day && end(day) <= end(addDays(day, later)))
      }),
    ))
})

it('refuses a year that cannot be', () =>
  assert('refused' in smallClaims(null, { this_year: 20_260, amount_cny: '1' })))
