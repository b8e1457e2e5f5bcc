import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { articleOf, checkCitation, chineseArticle } from './citation.rules.ts'

describe('R-64: is this citation good on that day?', () => {
  const rows: [string, string, string, string | null][] = [
    ['个体工商户条例第二条', '2026-01-01', 'repealed', '促进个体工商户发展条例 第二条'],
    ['个体工商户条例第二条', '2022-10-31', 'in_force', null],
    ['反不正当竞争法第八条 刷单', '2026-01-01', 'moved', '反不正当竞争法 第九条'],
    ['反不正当竞争法第八条 刷单', '2025-10-14', 'in_force', null],
    ['反不正当竞争法第九条 刷单', '2025-10-15', 'in_force', null],
    ['民事诉讼法第162条 小额诉讼', '2026-01-01', 'moved', '民事诉讼法 第一百六十五条'],
    ['民事诉讼法第一百六十五条 小额诉讼', '2026-01-01', 'in_force', null],
    ['消费者权益保护法第四十九条 双倍赔偿', '2026-01-01', 'moved', '消费者权益保护法 第五十五条'],
    ['消费者权益保护法第六十四条', '2026-01-01', 'no_such_article', null],
    ['《消费者权益保护法实施条例》第五十三条', '2026-01-01', 'in_force', null],
    ['消费者权益保护法实施条例第五条', '2024-06-30', 'not_yet', null],
    [
      '市场监督管理投诉举报处理暂行办法第十四条',
      '2026-04-15',
      'repealed',
      '市场监督管理投诉举报处理办法 第十五条',
    ],
    ['合同法第四十条', '2021-01-01', 'repealed', '民法典 第四百九十七条'],
    ['消法第五十五条', '2026-01-01', 'in_force', null],
    ['某某管理规定第三条', '2026-01-01', 'unknown', null],
  ]
  for (const [citation, on, status, successor] of rows) {
    it(`${citation}, ${on}: ${status}`, () => {
      const given = checkCitation(citation, on)
      assert.deepEqual([given.status, given.successor], [status, successor])
    })
  }

  it('writes and reads the number of every article', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1999 }), (n) => {
        assert.equal(articleOf(chineseArticle(n)), n)
        assert.equal(articleOf(`第${n}条`), n)
      }),
    )
    assert.equal(chineseArticle(1203), '第一千二百零三条')
    assert.equal(chineseArticle(14), '第十四条')
  })
})
