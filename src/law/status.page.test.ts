import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusPage } from './status.page.ts'

const today = '2026-11-22'
const page = (language: 'zh' | 'en', asked?: string) =>
  statusPage({ asked, today, language }).content.text

describe('the law status page (R-110)', () => {
  it('lists what is law, what is not, and what is only a site rule, with source and day', () => {
    const zh = page('zh')
    for (const [topic, status] of [
      ['社交网络的平台义务', '已是法律'],
      ['个人信息保护', '已是法律'],
      ['普遍的举证责任倒置', '本站规则，不是法律'],
      ['物流作为电子商务经营者', '只有部分义务'],
      ['小额诉讼提高到平均工资的百分之五十', '已是法律'],
      ['使用担保支付的义务', '不是法律'],
    ] as const) {
      const card = zh.split('<section').find((each) => each.includes(topic)) ?? ''
      assert.ok(card.includes(status), topic)
      assert.ok(card.includes('最近核对') && card.includes('<li'), topic)
    }
    assert.ok(zh.includes('2021年5月1日') && zh.includes('2021年11月1日'))
    assert.ok(zh.includes('2022年1月1日'))
  })

  it('reads in English', () => assert.ok(page('en').includes('this site’s rule, not law')))

  it('shows what was law on another day', () => {
    const card = page('zh', '2021-10-31')
      .split('<section')
      .find((each) => each.includes('个人信息保护'))
    assert.ok(card?.includes('不是法律') && card.includes('2021年11月1日'))
  })

  it('tells of the food recall that changes on 2026-12-01', () =>
    assert.ok(/2026年12月1日.*\s*.*食品召回/.test(page('zh').split('一年内将要变化')[1] ?? '')))

  it('says so when there is no such day, and never echoes it as markup', () => {
    assert.ok(page('zh', '2026-02-30').includes('没有这一天'))
    assert.ok(!page('zh', '"><script>').includes('<script>'))
  })
})
