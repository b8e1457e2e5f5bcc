import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applicability } from './applicability.rules.ts'
import { statusOn } from './status.ts'

const mask = {
  goods: '面膜',
  category: 'cosmetics',
  buyer_purpose: '自用',
  seller: '微商',
  fraud: true,
  lab: '铅38mg/kg',
  seller_knew_defect: true,
}

function applies(facts: Record<string, unknown>, cite: string, on = '2026-11-22') {
  return applicability(facts, on).find((each) => each.cite === cite)
}

describe('R-63: which provisions apply to a mask with lead in it', () => {
  const spc = '最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定'
  const rows: [string, string][] = [
    ['食品安全法 第一百四十八条', 'does_not'],
    ['消费者权益保护法 第五十五条第一款', 'applies'],
    ['消费者权益保护法 第五十五条第二款', 'unclear'],
    [`${spc} 第十七条`, 'by_reference'],
    ['民法典 第五百零九条', 'does_not'],
  ]
  for (const [cite, expected] of rows) {
    it(`${cite}: ${expected}`, () => {
      const given = applies(mask, cite)
      assert.equal(given?.applies, expected)
      assert.ok(given?.zh.endsWith('。') && given.en.endsWith('.'))
    })
  }
  it('the harm once shown settles what was open', () => {
    const facts = { ...mask, severe_health_damage: true }
    assert.equal(applies(facts, '消费者权益保护法 第五十五条第二款')?.applies, 'applies')
  })
  it('to textbooks sold once, plain civil law', () => {
    const facts = {
      goods: '旧教材',
      seller: '偶尔转让自用教材',
      fraud: true,
      buyer_purpose: '自用',
    }
    assert.equal(applies(facts, '消费者权益保护法 第五十五条第一款')?.applies, 'does_not')
    assert.equal(applies(facts, '民法典 第五百零九条')?.applies, 'applies')
    assert.equal(applies(facts, '民法典 第一百四十八条')?.applies, 'applies')
  })
  it('leaves out what was not in force', () => {
    assert.equal(applies(mask, '电子商务法 第十条', '2018-12-31'), undefined)
  })
})

describe('R-110: the status of the law', () => {
  const at = (on: string, topic: string) =>
    statusOn(on).find((each) => each.topic.zh.includes(topic))
  const rows: [string, string, string | undefined][] = [
    ['社交网络', 'law', '2021-05-01'],
    ['个人信息', 'law', '2021-11-01'],
    ['举证责任倒置', 'site_rule', undefined],
    ['物流', 'duties_only', '2019-01-01'],
    ['小额诉讼', 'law', '2022-01-01'],
    ['担保支付', 'not_law', undefined],
  ]
  for (const [topic, status, since] of rows) {
    it(`${topic}: ${status}`, () => {
      const given = at('2026-11-22', topic)
      assert.deepEqual([given?.status, given?.since], [status, since])
      assert.ok((given?.cites.length ?? 0) > 0)
    })
  }
  it('was not law the day before', () => {
    assert.equal(at('2021-04-30', '社交网络')?.status, 'not_law')
  })
})
