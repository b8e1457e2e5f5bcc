import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { yuan } from '../kernel/money.ts'
import { registration } from './registration.rules.ts'

function ask(facts: Record<string, unknown>, question: string | null = null) {
  const answer = registration(question, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

const person = (more: Record<string, unknown>) => ({ type: 'individual', ...more })

describe('petty trade (网络交易监督管理办法 第八条第三款)', () => {
  const sells = (turnover: string, more = {}) =>
    person({ annual_turnover_cny: turnover, goods: '女装', license_needed: false, ...more })
  it('the limit itself is within', () => {
    answers(sells('100000.00'), { must_register: false, exemption: 'PETTY_TRADE' })
    answers(sells('100000.01'), {
      must_register: true,
      platform_must_remind: true,
      platform_special_mark: true,
    })
  })
  it('all shops count together', () => {
    const shops = (second: string) => [
      { platform: '微店', turnover: '60000.00' },
      { platform: '抖店', turnover: second },
    ]
    const facts = person({ license_needed: false })
    answers(
      { ...facts, shops: shops('40000.00') },
      {
        must_register: false,
        aggregated_turnover_cny: '100000.00',
      },
    )
    answers({ ...facts, shops: shops('40000.01') }, { must_register: true })
    assert.deepEqual(ask({ ...facts, shops: [{ platform: '微店' }] }).missing, [
      'shops',
      'annual_turnover_cny',
    ])
  })
  it('a licence ends it', () =>
    answers(sells('1.00', { license_needed: true }), { must_register: true }))
  it('food without a word on licences is not waved through', () => {
    const answer = ask(sells('5000', { goods: '饼干', license_needed: null }))
    assert.equal(answer.answer.must_register, null)
    assert.deepEqual(answer.missing, ['license_needed'])
  })
  it('asks for the turnover', () =>
    assert.deepEqual(ask(person({ goods: '女装', license_needed: false })).missing, [
      'annual_turnover_cny',
    ]))
  it('is for persons only', () => {
    answers({ type: 'company', annual_turnover_cny: '1' }, { must_register: true })
    answers({ type: '个体工商户', annual_turnover_cny: '1' }, { must_register: true })
  })
  it('whoever must register at some turnover must at any higher one', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), fc.bigInt(0n, 10n ** 9n), (low, more) => {
        const must = (fen: bigint) => ask(sells(yuan(fen))).answer.must_register
        if (must(low) === true) assert.equal(must(low + more), true)
      }),
    ))
})

describe('exempt whatever the turnover (电子商务法 第十条)', () => {
  const sells = (goods: string) => person({ goods, annual_turnover_cny: '480000.00' })
  for (const goods of [
    '自家果园脐橙(自产农副产品)',
    '自家养的土鸡蛋',
    '自产蜂蜜',
    '自己种的红薯',
  ]) {
    it(goods, () =>
      answers(sells(goods), {
        must_register: false,
        exemption: 'SELF_PRODUCED_FARM',
        declaration: '个人销售自产农副产品，依法不需要办理市场主体登记',
      }),
    )
  }
  it('family handicraft', () => {
    answers(sells('家庭手工编织竹篮'), { must_register: false, exemption: 'FAMILY_HANDICRAFT' })
    assert.equal(ask(sells('手工刺绣')).certainty, 'interpretive')
    answers(sells('工厂代工手工皂'), { must_register: true })
  })
  it('convenience labour, listed or alike (办法 第八条第二款)', () => {
    const serves = (service: string) => person({ service, annual_turnover_cny: '130000' })
    answers(serves('上门理发'), { exemption: 'CONVENIENCE_LABOR' })
    assert.equal(ask(serves('擦窗')).certainty, 'interpretive')
    answers(serves('公章刻制(须许可)'), { must_register: true })
    assert.equal(ask(serves('塔罗占卜')).answer.must_register, null)
  })
  it('bought in and sold on is not one’s own', () =>
    answers(sells('从农户收购苹果后批发'), { must_register: true }))
  it('whose produce it is was not said', () => {
    const answer = ask(sells('脐橙'))
    assert.equal(answer.answer.must_register, null)
    assert.deepEqual(answer.missing, ['goods'])
  })
  it('own and bought in together are not guessed apart', () =>
    assert.equal(ask(sells('自家果园脐橙,也收购邻村的')).answer.must_register, null))
  it('clothes one makes and sells are no farm produce', () =>
    answers(sells('自产自销女装'), { must_register: true }))
  it('wine from one’s own fruit is open', () =>
    assert.equal(ask(sells('自产荔枝酿酒')).answer.must_register, null))
})

describe('tax (电子商务法 第十一条第二款)', () => {
  it('after the first liability, not before', () => {
    const facts = person({ exempt: true })
    answers({ ...facts, first_tax_liability_occurred: true }, { must_apply_tax_registration: true })
    answers(
      { ...facts, first_tax_liability_occurred: false },
      { must_apply_tax_registration: false },
    )
  })
})

describe('who is an operator (法释〔2022〕8号 第七条)', () => {
  const rows: [string, string, boolean | null, string][] = [
    ['朋友圈持续上新,全年310单,三个渠道,毛利38%', '186000', true, 'settled'],
    ['海外留学生连续9个月代购,每单收15%服务费', '90000', true, 'interpretive'],
    ['朋友圈每月卖40件全新T恤,从批发市场进货', '40000', true, 'settled'],
    ['邻居转让自用婴儿车一辆', '300', false, 'interpretive'],
    ['毕业处理旧教材3本', '60', false, 'interpretive'],
    ['长期收购二手手机加价卖出', '80000', true, 'interpretive'],
    ['自用相机多次转让', '5000', null, 'provisional'],
    ['卖东西', '100', null, 'provisional'],
  ]
  for (const [sales, turnover, operator, certainty] of rows) {
    it(`${sales}: ${operator}`, () => {
      const answer = ask(person({ sales, turnover }))
      assert.equal(answer.answer.is_operator, operator)
      assert.equal(answer.certainty, certainty)
      const track = operator === null ? null : operator ? 'CONSUMER_LAW' : 'CIVIL_CODE'
      assert.equal(answer.answer.track, track)
    })
  }
})

describe('social networks (网络交易监督管理办法 第七条第四款)', () => {
  const offers = (list: string[]) => ({ provider: '社交软件', offers: list })
  it('chats only: no', () => answers(offers(['聊天', '朋友圈']), { platform_duties: false }))
  it('all four: yes', () => {
    answers(offers(['网络经营场所', '商品浏览', '订单生成', '在线支付']), { platform_duties: true })
    const flags = { shop_hosting: true, goods_browsing: true, order_generation: true }
    answers({ ...flags, online_payment_for_order: true }, { platform_duties: true })
  })
  it('some: read both ways', () => {
    const answer = ask(offers(['商品浏览', '聊天']))
    assert.equal(answer.answer.platform_duties, false)
    assert.equal(answer.certainty, 'interpretive')
    assert(answer.rules.some(({ source }) => source === 'site'))
  })
  it('not told: asked', () =>
    assert.deepEqual(ask({ shop_hosting: true }).missing, [
      'goods_browsing',
      'order_generation',
      'online_payment_for_order',
    ]))
  it('by the words of the question alone', () =>
    assert.equal(
      ask({ provider: '社交软件' }, '社交软件仅提供聊天功能,是否承担网络交易平台经营者义务?').answer
        .platform_duties,
      false,
    ))
})

it('any words get an answer', () =>
  fc.assert(
    fc.property(fc.string(), (words) => {
      ask({ type: words, goods: words, service: words, sales: words, annual_turnover_cny: '1' })
    }),
  ))
