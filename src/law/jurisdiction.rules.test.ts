import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { jurisdiction } from './jurisdiction.rules.ts'
import { internetCourtAt, samePlace } from './place.rules.ts'

function ask(facts: Record<string, unknown>) {
  const answer = jurisdiction(null, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

const hongshan = '湖北省武汉市洪山区'
const yuhang = '浙江省杭州市余杭区'
const sale = (more: Record<string, unknown> = {}) => ({
  cause: '网络购物合同',
  via_ecommerce_platform: true,
  receipt_place: hongshan,
  defendant_domicile: yuhang,
  filing_date: '2026-11-10',
  ...more,
})

describe('an online sale (民诉法解释 第二十条)', () => {
  it('at the place of receipt or the defendant’s, an internet court in its city', () =>
    answers(sale(), { courts: [`${hongshan}人民法院`, '杭州互联网法院'], internet_court: true }))
  it('not by an internet court when made in a chat', () => {
    const courts = [`${hongshan}人民法院`, `${yuhang}人民法院`]
    answers(sale({ via_ecommerce_platform: false }), { courts, internet_court: false })
    answers(sale({ via_ecommerce_platform: null, channel: '朋友圈' }), { internet_court: false })
  })
  it('asks whether it was made via a platform, where that matters', () => {
    const answer = ask(sale({ via_ecommerce_platform: null }))
    assert.equal(answer.answer.internet_court, null)
    assert.deepEqual(answer.missing, ['via_ecommerce_platform'])
    const elsewhere = { via_ecommerce_platform: null, defendant_domicile: '浙江省义乌市' }
    assert.deepEqual(ask(sale(elsewhere)).missing, [])
  })
  it('delivered over the network: at the buyer’s domicile', () => {
    const facts = sale({ delivery: '在线交付(激活码)', buyer_domicile: '成都市武侯区' })
    answers(facts, { courts: ['成都市武侯区人民法院', '杭州互联网法院'] })
    const unknown = ask(sale({ delivery: '在线交付' }))
    assert.deepEqual(unknown.missing, ['buyer_domicile'])
  })
  it('one court where both places are one', () =>
    answers(sale({ defendant_domicile: hongshan }), { courts: [`${hongshan}人民法院`] }))
  it('names no court that does not exist', () => {
    const answer = ask(sale({ defendant_domicile: '广东省东莞市', via_ecommerce_platform: false }))
    assert.equal(answer.certainty, 'interpretive')
    assert(!String(answer.answer.courts).includes('东莞市人民法院'))
  })
  it('of a seller abroad leaves the seller’s place out (民事诉讼法 第二百七十六条)', () => {
    const answer = ask(sale({ defendant_domicile: '日本东京都' }))
    assert.deepEqual(answer.answer.courts, [`${hongshan}人民法院`])
    assert.equal(answer.certainty, 'interpretive')
  })
  it('asks for what is missing', () => {
    assert.deepEqual(ask({ cause: '网络购物合同', channel: '朋友圈' }).missing, [
      'receipt_place',
      'defendant_domicile',
    ])
    assert.deepEqual(ask({}).missing, ['cause'])
  })
})

describe('internet courts by the day of filing (法释〔2018〕16号, 法释〔2025〕14号)', () => {
  const product = (filed: string) => ({
    cause: '产品责任',
    via_ecommerce_platform: true,
    injury_place: '北京市朝阳区',
    defendant_domicile: yuhang,
    filing_date: filed,
  })
  it('product liability: until 2025-10-31', () => {
    answers(product('2025-10-31'), {
      internet_court: true,
      courts: ['北京互联网法院', '杭州互联网法院'],
    })
    answers(product('2025-11-01'), {
      internet_court: false,
      courts: ['北京市朝阳区人民法院', `${yuhang}人民法院`],
    })
  })
  it('unfair competition online: only since 2025-11-01', () => {
    const facts = { cause: '网络不正当竞争', defendant_domicile: '广州市天河区' }
    answers({ ...facts, filing_date: '2025-10-31' }, { internet_court: false })
    answers({ ...facts, filing_date: '2025-11-01' }, { courts: ['广州互联网法院'] })
  })
  it('online loans: no longer', () => {
    const facts = { cause: '网络小额借款合同', defendant_domicile: '北京市海淀区' }
    answers({ ...facts, filing_date: '2025-10-31' }, { internet_court: true })
    answers({ ...facts, filing_date: '2025-11-01' }, { internet_court: false })
  })
  it('none before 2018-09-07', () =>
    answers(sale({ filing_date: '2018-09-06' }), { internet_court: false }))
  it('personal information: both lists', () => {
    const facts = { cause: '个人信息保护', defendant_domicile: yuhang }
    answers({ ...facts, filing_date: '2024-01-01' }, { courts: ['杭州互联网法院'] })
    answers({ ...facts, filing_date: '2026-01-01' }, { courts: ['杭州互联网法院'] })
    answers({ ...facts, defendant_domicile: hongshan }, { courts: [`${hongshan}人民法院`] })
  })
  it('only a city is told', () => {
    const facts = { cause: '网购产品责任', via_ecommerce_platform: true, city: '杭州' }
    answers({ ...facts, filing_date: '2025-10-31' }, { internet_court: true })
    answers({ ...facts, filing_date: '2025-11-01' }, { internet_court: false })
    answers({ ...facts, city: '武汉', filing_date: '2025-10-31' }, { internet_court: false })
  })
})

it('product liability: made, sold, harmed, defendant (民诉法解释 第二十六条)', () =>
  answers(
    {
      cause: '产品责任',
      manufacture_place: '浙江省义乌市',
      sale_place: '江苏省昆山市',
      injury_place: hongshan,
      defendant_domicile: '浙江省义乌市',
    },
    { court_places: ['浙江省义乌市', '江苏省昆山市', hongshan] },
  ))

describe('agreements on the court (民事诉讼法 第三十五条)', () => {
  const parties = { parties_domicile: ['上海市徐汇区', '浙江省义乌市'] }
  it('hold where the place is linked with the dispute', () => {
    answers({ agreement: '书面约定义乌市人民法院管辖', ...parties }, { valid: true })
    answers({ agreement: '书面约定由原告住所地人民法院管辖', ...parties }, { valid: true })
    answers({ agreement: '书面约定某法院', connection: '合同签订地' }, { valid: true })
  })
  it('fail where it is not, or where they are oral', () => {
    answers({ agreement: '约定拉萨市城关区人民法院', ...parties }, { valid: false })
    answers({ agreement: '约定义乌市人民法院', connection: '无实际联系' }, { valid: false })
    answers({ agreement: '口头约定义乌市人民法院', ...parties }, { valid: false })
    answers({ agreement: '约定浙江省高级人民法院', ...parties }, { valid: false })
  })
  it('are open where the parties’ places are not told', () => {
    const answer = ask({ agreement: '约定拉萨市城关区人民法院' })
    assert.equal(answer.answer.valid, null)
    assert.deepEqual(answer.missing, ['connection'])
  })
  it('come before the general rule', () => {
    const facts = sale({ agreement: '书面约定由武汉市洪山区人民法院管辖' })
    answers(facts, { valid: true, courts: ['武汉市洪山区人民法院'] })
    const void_ = sale({ agreement: '书面约定由拉萨市城关区人民法院管辖' })
    answers(void_, { valid: false, courts: [`${hongshan}人民法院`, '杭州互联网法院'] })
  })
})

describe('a standard clause (民诉法解释 第三十一条)', () => {
  const clause = (form: string | null, notice: boolean | null) => ({
    clause: '争议由商家所在地法院管辖',
    form,
    prominent_notice: notice,
  })
  it('not brought to notice may be set aside', () =>
    answers(clause('格式条款', false), { consumer_may_invalidate: true }))
  it('brought to notice, or negotiated, may not on this ground', () => {
    answers(clause('格式条款', true), { consumer_may_invalidate: false })
    answers(clause('双方协商一致', false), { consumer_may_invalidate: false })
  })
  it('asks for form and notice', () =>
    assert.deepEqual(ask(clause(null, null)).missing, ['form', 'prominent_notice']))
})

describe('where the defendant lives (民诉法解释 第四条)', () => {
  const lived = (months: number, more: Record<string, unknown> = {}) => ({
    defendant_hukou: '河南省周口市川汇区',
    lived_continuously: { place: '广州市白云区', months, ...more },
  })
  it('a full year elsewhere, not a month less', () => {
    answers(lived(12), { court_place: '广州市白云区', ground: '经常居住地' })
    answers(lived(11), { court_place: '河南省周口市川汇区', ground: '户籍所在地' })
  })
  it('a stay in hospital does not count', () =>
    answers(lived(20, { reason: '住院就医' }), { ground: '户籍所在地' }))
  it('only the household is told', () =>
    answers({ defendant_hukou: '甲县' }, { court_place: '甲县', ground: '户籍所在地' }))
  it('asks for the household where a year is not full', () =>
    assert.deepEqual(ask({ lived_continuously: { place: '乙县', months: 3 } }).missing, [
      'defendant_hukou',
    ]))
})

describe('places', () => {
  const courts = [{ name: '广州互联网法院', city: '广州市' }]
  it('a road named after a city is not that city', () => {
    assert.equal(internetCourtAt('江苏省南京市鼓楼区广州路', courts), null)
    assert.notEqual(internetCourtAt('广东广州天河区', courts), null)
  })
  it('are the same with and without the province', () =>
    assert(samePlace('上海市徐汇区', '徐汇区') && !samePlace('徐汇区', '黄浦区')))
  it('any words get an answer', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (agreement, place) => {
        ask({ agreement, receipt_place: place, cause: agreement, channel: place })
      }),
    ))
})
