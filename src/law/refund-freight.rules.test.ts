import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { answerTo, refusalOf, rows } from '../../test/law/ask.ts'
import { parseYuan, yuan } from '../kernel/money.ts'

const subject = 'refund_freight'
const item = (name: string, price: string) => ({ name, price })

describe('when the money must be back (消费者权益保护法 第二十五条第三款)', () => {
  rows(subject, [
    [
      'the seventh day in the National Day block (民法典 第二百零三条)',
      { returned_goods_received_on: '2026-09-27', intact: true },
      { last_calendar_day: '2026-10-04', deadline: '2026-10-08' },
    ],
    [
      'the seventh day on a plain Saturday (民法典 第二百零三条)',
      { returned_goods_received_on: '2026-03-21', intact: true },
      { last_calendar_day: '2026-03-28', deadline: '2026-03-30' },
      'interpretive',
    ],
    [
      'into a year without its notice',
      { returned_goods_received_on: '2026-12-28', intact: true },
      { deadline: undefined, last_calendar_day: '2027-01-04' },
      'provisional',
    ],
    [
      'fifteen days over a year’s end (暂行办法 第三十一条第三项)',
      { returned_goods_received_on: '2025-12-20', refunded: false },
      { fifteenth_day: '2026-01-04', violation_from: '2026-01-05' },
    ],
    [
      'refunded: no violation',
      { returned_goods_received_on: '2026-03-02', refunded: true },
      { violation_from: undefined },
    ],
    [
      'not intact: no refund period of this kind',
      { returned_goods_received_on: '2026-03-02', intact: false },
      { deadline: undefined, refund_due: false },
    ],
  ])
})

describe('part of an order goes back (暂行办法 第十七条、第十八条)', () => {
  const two = [item('上衣', '200.00'), item('裙子', '150.00')]
  rows(subject, [
    [
      'the discount is lost: settle at each price',
      { promo: '满300减50', items: two, return: ['裙子'] },
      { refund_cny: '100.00' },
    ],
    [
      'all of it goes back',
      { promo: '满300减50', items: two, return: ['上衣', '裙子'] },
      { refund_cny: '300.00' },
    ],
    [
      'exactly at the threshold the discount stays',
      { promo: '满200减20', items: two, return: ['裙子'] },
      { refund_cny: '150.00' },
      'interpretive',
    ],
    [
      'several steps: the lower step still counts',
      { promo: '满200减20,满300减50', items: two, return: ['裙子'] },
      { refund_cny: '120.00' },
      'interpretive',
    ],
    ['without a promotion: its price', { items: two, return: ['裙子'] }, { refund_cny: '150.00' }],
    [
      'three pieces at 80 %, one goes back',
      {
        promo: '满3件打8折',
        items: [item('A', '100'), item('B', '100'), item('C', '100')],
        return: ['C'],
      },
      { refund_cny: '40.00' },
    ],
    [
      'what stays costs more than was paid: nothing back',
      { promo: '满300减50', items: [item('A', '290'), item('B', '20')], return: ['B'] },
      { refund_cny: '0.00', consumer_pays_cny: '30.00' },
      'interpretive',
    ],
    [
      'words that say nothing certain',
      { promo: '买一送一', items: two, return: ['裙子'] },
      {},
      ['promo'],
    ],
    ['a thing never bought', { items: two, return: ['帽子'] }, {}, ['return']],
    [
      'free freight lost: at most the actual cost (第十八条第二款)',
      {
        items: two,
        return: ['裙子'],
        free_shipping_threshold: '299.00',
        outbound_freight_actual: '12.00',
      },
      { max_freight_deduction_cny: '12.00', min_refund_cny: '138.00' },
    ],
    [
      'still at the threshold: nothing (第十八条第二款)',
      {
        items: two,
        return: ['裙子'],
        free_shipping_threshold: '200.00',
        outbound_freight_actual: '12.00',
      },
      { max_freight_deduction_cny: '0.00', min_refund_cny: '150.00' },
    ],
    [
      'goods that fell short: nothing (消费者权益保护法 第二十四条第二款)',
      {
        items: two,
        return: ['裙子'],
        reason: 'quality',
        free_shipping_threshold: '299.00',
        outbound_freight_actual: '12.00',
      },
      { max_freight_deduction_cny: '0.00', freight_bearer: 'seller' },
    ],
    [
      'the actual freight is not told',
      { items: two, return: ['裙子'], free_shipping_threshold: '299.00' },
      { min_refund_cny: undefined },
      ['outbound_freight_actual'],
    ],
  ])

  it('a dearer thing brings no less back at the same discount, never more than was paid', () => {
    const fen = fc.integer({ min: 1, max: 200_000 })
    const reached = (total: number) => total >= 30_000
    fc.assert(
      fc.property(fen, fen, fen, (kept, back, more) => {
        // Beside 200 that stay, 99 bring 99; 100 reach the discount, lose it, and bring 50.
        fc.pre(reached(kept + back) === reached(kept + back + more))
        const refund = (price: number) => {
          const items = [item('A', yuan(BigInt(kept))), item('B', yuan(BigInt(price)))]
          const { answer } = answerTo(subject, { promo: '满300减50', items, return: ['B'] })
          return parseYuan(String(answer.refund_cny)) ?? -1n
        }
        assert.ok(refund(back + more) >= refund(back))
        assert.ok(refund(back) <= BigInt(kept + back))
      }),
    )
  })
})

describe('who pays for the way', () => {
  rows(subject, [
    [
      'no reason, nothing agreed (第二十五条第三款)',
      { reason: 'no_reason' },
      { freight_bearer: 'consumer' },
    ],
    [
      'the seller said so',
      { reason: '无理由', agreement: '退货包运费' },
      { freight_bearer: 'seller' },
    ],
    [
      'the seller said not',
      { reason: '无理由', agreement: '本店不包运费' },
      { freight_bearer: 'consumer' },
    ],
    [
      'goods that fell short (第二十四条第二款)',
      { reason: '与描述不符', agreement: '运费买家承担' },
      { freight_bearer: 'seller' },
    ],
    [
      'an agreement that says nothing',
      { reason: '无理由', agreement: '友好协商' },
      { freight_bearer: undefined },
      ['agreement'],
    ],
    ['a reason nobody can read', { reason: '其他' }, { freight_bearer: undefined }, ['reason']],
    ['a recall (消费者权益保护法 第十九条)', { event: '召回' }, { cost_bearer: 'operator' }],
  ])
})

describe('gifts and ways of paying back', () => {
  rows(subject, [
    [
      'no price marked (暂行办法 第十二条第二款)',
      {
        gift: '化妆镜',
        gift_price_marked_before_sale: null,
        gift_returned: false,
        seller_claims: '59.00',
      },
      { max_deduction_cny: '0.00', allowed: false },
    ],
    [
      'the gift came back (第十二条第一款)',
      { gift: '化妆镜', gift_price_marked_before_sale: '19.90', gift_returned: true },
      { max_deduction_cny: '0.00' },
    ],
    [
      'a claim up to the marked price (第十二条第二款)',
      {
        gift: '化妆镜',
        gift_price_marked_before_sale: '19.90',
        gift_returned: false,
        seller_claims: '19.90',
      },
      { allowed: true },
    ],
    [
      'shop credit without consent (第十四条第三款)',
      { paid_method: 'wechat_pay', seller_offer: '店铺余额', consumer_agreed: false },
      { allowed: false },
    ],
    [
      'shop credit with consent (第十四条第三款)',
      { paid_method: 'wechat_pay', seller_offer: '店铺余额', consumer_agreed: true },
      { allowed: true },
    ],
    [
      'the way it came (第十四条第一款)',
      { paid_method: 'wechat_pay', seller_offer: '原路退回' },
      { allowed: true },
    ],
  ])

  it('refuses what cannot be paid', () => {
    assert.equal(refusalOf(subject, { paid: '-1' }).refused, 'law.negative')
    assert.equal(
      refusalOf(subject, { paid: [{ method: 'x', amount: '1.234' }] }).refused,
      'law.bad_payment',
    )
    assert.equal(
      refusalOf(subject, { items: [{ name: 'A', price: '-5' }], return: [] }).refused,
      'law.bad_item',
    )
  })
})
