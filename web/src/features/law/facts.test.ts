import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FactShape, factsOf } from './facts.ts'

const shape = (fact: string, ...kinds: string[]): FactShape => ({
  fact,
  kinds,
  name: { zh: fact, en: fact },
})

describe('what is typed into the form becomes facts', () => {
  const rows: [string, FactShape, Record<string, string>, unknown][] = [
    ['nothing is told by an empty input', shape('signed_on', 'day'), { signed_on: ' ' }, undefined],
    ['yes', shape('fraud', 'boolean'), { fraud: 'yes' }, true],
    ['no', shape('fraud', 'boolean'), { fraud: 'no' }, false],
    ['an amount as people write it', shape('price_cny', 'yuan'), { price_cny: '¥1,299元' }, '1299'],
    ['a number', shape('levels', 'count'), { levels: '3' }, 3],
    ['what is no number goes as it is', shape('levels', 'count'), { levels: '三' }, '三'],
    [
      'a moment is Beijing time',
      shape('found_at', 'instant'),
      { found_at: '2026-12-03T10:00' },
      '2026-12-03T10:00:00+08:00',
    ],
    ['no fee', shape('entry_fee', 'boolean', 'text'), { entry_fee: '无' }, false],
    ['a fee in words', shape('entry_fee', 'boolean', 'text'), { entry_fee: '398元' }, '398元'],
    ['lines', shape('pay_by', 'list'), { pay_by: '人头\n\n零售 ' }, ['人头', '零售']],
    ['one amount paid', shape('paid', 'list', 'yuan'), { paid: '199.00' }, '199.00'],
    [
      'several ways of paying',
      shape('paid', 'list', 'yuan'),
      { paid: 'wechat_pay 150.00\n优惠券 50' },
      [
        { method: 'wechat_pay', amount: '150.00' },
        { method: '优惠券', amount: '50' },
      ],
    ],
    [
      'purchases',
      shape('purchases', 'list'),
      { purchases: '2026-05-06 2' },
      [{ date: '2026-05-06', boxes: 2 }],
    ],
    [
      'a ladder',
      shape('price_ladder', 'object'),
      { price_ladder: '品牌 40\n消费者：168' },
      {
        品牌: '40',
        消费者: '168',
      },
    ],
    [
      'parts of one fact',
      shape('lived_continuously', 'object'),
      { 'lived_continuously.place': '广州市白云区', 'lived_continuously.months': '12' },
      { place: '广州市白云区', months: 12 },
    ],
  ]
  for (const [what, one, typed, expected] of rows)
    it(what, () => assert.deepEqual(factsOf([one], typed)[one.fact], expected))
})
