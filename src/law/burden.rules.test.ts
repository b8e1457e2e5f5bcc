import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { burdensOf, limitationOf } from './burden.rules.ts'
import type { Point } from './burdens.ts'

const on = '2026-03-15'
function row(point: Point, goods: string, day = on) {
  const [found] = burdensOf([point], { goods, receivedOn: '2026-03-10', on: day })
  return [found?.bearer, found?.source, found?.cite.split(' ')[0]]
}
const site = '本站举证规则(2026-02-01版),依据'

describe('R-75: who must show what', () => {
  const rows: [Point, string, ReturnType<typeof row>][] = [
    ['authentic', '手提包', ['seller', 'site', site]],
    ['described', '手提包', ['seller', 'site', site]],
    ['licensed', '手提包', ['seller', 'site', site]],
    ['date_intact', '面膜', ['seller', 'site', site]],
    ['quality', '手提包', ['seller', 'site', site]],
    ['quality', '电冰箱', ['seller', 'statute', '消费者权益保护法']],
    [
      'quality',
      '饼干',
      ['seller', 'statute', '最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定'],
    ],
    [
      'delivered',
      '手提包',
      ['seller', 'statute', '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释'],
    ],
    [
      'harm',
      '手提包',
      ['buyer', 'statute', '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释'],
    ],
    [
      'claim',
      '手提包',
      ['buyer', 'statute', '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释'],
    ],
  ]
  for (const [point, goods, expected] of rows)
    it(`${point} of ${goods}`, () => assert.deepEqual(row(point, goods), expected))
  it('durable goods: to the last day of six months, and not the day after', () => {
    assert.equal(row('quality', '电冰箱', '2026-09-10')[1], 'statute')
    assert.equal(row('quality', '电冰箱', '2026-09-11')[1], 'site')
  })
  it('a reversal of the site is never printed as statute, and names its version', () => {
    const [before] = burdensOf(['authentic'], { goods: '', receivedOn: null, on: '2026-01-31' })
    assert.deepEqual([before?.source, before?.cite], ['site', '本站举证规则(2025-01-01版)'])
  })
})

describe('R-101: the limitation of three years', () => {
  it('ends on the same day three years later; the reminder comes ninety days before', () => {
    const { endsOn, remindOn, cite } = limitationOf('2026-05-06')
    assert.deepEqual([endsOn, remindOn], ['2029-05-06', '2029-02-05'])
    assert.equal(cite, '民法典 第一百八十八条')
  })
})
