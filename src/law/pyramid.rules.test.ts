import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseYuan, yuan } from '../kernel/money.ts'
import { pyramid } from './pyramid.rules.ts'

function ask(facts: Record<string, unknown>) {
  const answer = pyramid(null, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

const none = { entry_fee: false, forced_purchase: false }
const headcount = { pay_by: ['headcount'], entry_fee: '入会费2980元', forced_purchase: false }

describe('the size a prosecution asks for (公通字〔2013〕37号 第一条): both inclusive', () => {
  const rows: [number, number, boolean][] = [
    [30, 3, true],
    [29, 3, false],
    [30, 2, false],
    [31, 4, true],
    [1000, 2, false],
  ]
  for (const [members, levels, reached] of rows) {
    it(`${members} people, ${levels} levels: ${reached}`, () =>
      answers(
        { levels, members_including_organizer: members, ...headcount },
        { admin_suspected: true, criminal_threshold: reached, grounds: ['7(1)', '7(2)'] },
      ))
  }
  it('counts the organiser, told apart', () => {
    const facts = { levels: 3, members_excluding_organizer: 29, organizer: 1, ...headcount }
    answers(facts, { members_counted: 30, criminal_threshold: true })
    const fewer = { ...facts, members_excluding_organizer: 28 }
    answers(fewer, { members_counted: 29, criminal_threshold: false })
  })
  it('counts the organiser’s own level in a chain', () => {
    answers({ chain: ['品牌方', '一级代理', '二级代理'] }, { levels: 3 })
    answers({ chain: ['一级代理', '二级代理'] }, { levels: 3 })
    answers({ chain: ['陈曼', '李小雨', '小代理'] }, { levels: 3 })
    answers({ chain: ['总部', '一级', '二级', '消费者'] }, { levels: 3 })
  })
  it('names what is missing', () => {
    const answer = ask({ ...headcount, levels: 3 })
    assert.equal(answer.answer.criminal_threshold, null)
    assert.deepEqual(answer.missing, ['members_including_organizer'])
  })
})

describe('the three marks (禁止传销条例 第七条)', () => {
  const size = { levels: 2, members_including_organizer: 12 }
  it('a fee for joining alone', () =>
    answers(
      { ...size, entry_fee: true, forced_purchase: false, pay_by: ['own_retail_sales'] },
      { admin_suspected: true, grounds: ['7(2)'], criminal_threshold: false },
    ))
  it('a purchase for joining, in words', () =>
    answers(
      { ...size, forced_purchase: '须囤货5000元方可成为代理', pay_by: ['resale_margin'] },
      { admin_suspected: true, grounds: ['7(2)'] },
    ))
  it('a first stock of goods that really sell is read both ways', () => {
    const stock = { ...size, forced_purchase: true, pay_by: ['resale_margin'] }
    assert.equal(ask(stock).certainty, 'settled')
    const real = ask({ ...stock, real_goods_sold_to_end_consumers: true })
    assert.equal(real.certainty, 'interpretive')
  })
  it('no fee, in words', () => {
    for (const words of [
      '免费加入',
      '无入门费',
      '0元',
      '0元加盟',
      '无需囤货,一件代发',
      '不收任何费用',
    ]) {
      const facts = {
        ...size,
        entry_fee: words,
        forced_purchase: false,
        pay_by: ['own_retail_sales'],
      }
      answers(facts, { admin_suspected: false, grounds: [] })
    }
  })
  it('words that say both are no answer', () => {
    const pay = { ...size, forced_purchase: false, pay_by: ['own_retail_sales'] }
    const answer = ask({ ...pay, entry_fee: '自愿购买3980元礼包' })
    assert.equal(answer.certainty, 'interpretive')
    assert.deepEqual(answer.missing, ['entry_fee'])
  })
  it('all three at once', () =>
    answers(
      { ...headcount, ...size, pay_by: ['headcount', 'downline_sales'] },
      { grounds: ['7(1)', '7(2)', '7(3)'] },
    ))
  it('the same in Chinese words', () =>
    answers(
      { ...none, ...size, pay_by: ['发展人员数量', '下线销售业绩'] },
      { grounds: ['7(1)', '7(3)'], admin_suspected: true },
    ))
  it('pay in words nobody knows: not guessed', () => {
    const answer = ask({ ...none, ...size, pay_by: ['星钻值'] })
    assert.equal(answer.answer.admin_suspected, null)
    assert.deepEqual(answer.missing, ['pay_by'])
  })
  it('nothing at all: says what is needed', () => assert(ask({}).missing.includes('pay_by')))
})

describe('team pay and nothing else (公通字〔2013〕37号 第五条)', () => {
  const team = { levels: 4, members_including_organizer: 90, ...none, pay_by: ['downline_sales'] }
  it('with real goods is for fines, not for the crime', () => {
    const answer = ask({ ...team, recruit_required: true, real_goods_sold_to_end_consumers: true })
    assert.equal(answer.answer.admin_suspected, true)
    assert.equal(answer.answer.criminal_threshold, false)
    assert.equal(answer.certainty, 'interpretive')
  })
  it('without real goods may be', () =>
    answers({ ...team, real_goods_sold_to_end_consumers: false }, { criminal_threshold: true }))
  it('with the goods unknown is open', () => {
    const answer = ask(team)
    assert.equal(answer.answer.criminal_threshold, null)
    assert.deepEqual(answer.missing, ['real_goods_sold_to_end_consumers'])
  })
  it('below the size needs no such question', () =>
    answers({ ...team, members_including_organizer: 29 }, { criminal_threshold: false }))
})

describe('direct selling (直销管理条例 第二十四条)', () => {
  const pay = (income: string, reward: string) => ({
    licensed_direct_selling: true,
    reward_basis: ['own_retail_sales'],
    direct_seller_own_retail_income_cny: income,
    reward_cny: reward,
  })
  it('thirty per cent is allowed, a fen more is not', () => {
    answers(pay('10000.00', '3000.00'), {
      violates_direct_selling_cap: false,
      cap_cny: '3000.00',
      violates: false,
    })
    answers(pay('10000.00', '3000.01'), { violates_direct_selling_cap: true, violates: true })
  })
  it('pay for the downline violates', () =>
    answers(
      { licensed_direct_selling: true, reward_basis: ['下线业绩', 'own_retail_sales'] },
      { violates: true },
    ))
  it('a fee for joining violates (第十四条)', () =>
    answers(
      { licensed_direct_selling: true, reward_basis: ['own_retail_sales'], entry_fee: true },
      { violates: true },
    ))
  it('pay for own sales only does not', () =>
    answers(
      { licensed_direct_selling: true, reward_basis: ['own_retail_sales'] },
      { violates: false },
    ))
  it('the cap grows with the income', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 6n), (income, more) => {
        const cap = (fen: bigint) =>
          parseYuan(String(ask({ direct_seller_own_retail_income_cny: yuan(fen) }).answer.cap_cny))
        const [low, high] = [cap(income), cap(income + more)]
        assert(low !== null && high !== null && low <= high && low * 10n <= income * 3n)
      }),
    ))
})

describe('prices raised by level (消费者权益保护法 第八条、第二十条)', () => {
  it('two rises are flagged, one is not', () => {
    answers(
      { price_ladder: { brand: '40', level1: '60', consumer: '61' } },
      { price_ladder_flag: true },
    )
    answers(
      { price_ladder: { brand: '40', level1: '60', consumer: '60' } },
      { price_ladder_flag: false },
    )
  })
  it('a price that is none is refused', () =>
    assert('refused' in pyramid(null, { price_ladder: { brand: '-40' } })))
})

it('never says that something is pyramid selling', () => {
  const answer = ask({ levels: 9, members_including_organizer: 900, ...headcount })
  assert(!answer.trace.some(({ zh }) => zh.includes('构成传销') || zh.includes('犯罪成立')))
})
