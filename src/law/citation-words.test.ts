import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { citationIn } from './citation-words.ts'

describe('a citation for somebody who reads English', () => {
  for (const [cite, english] of [
    ['电子商务法 第二十条', 'E-Commerce Law art. 20'],
    ['消费者权益保护法 第二十五条第一款', 'Consumer Protection Law art. 25 para. 1'],
    ['消费者权益保护法实施条例 第十九条', 'Consumer Protection Regulation art. 19'],
    ['食品安全法 第一百四十八条第二款', 'Food Safety Law art. 148 para. 2'],
    ['民法典 第五百一十二条', 'Civil Code art. 512'],
    [
      '电子商务法 第九条;法释〔2022〕8号 第七条',
      'E-Commerce Law art. 9; Fashi [2022] No. 8 art. 7',
    ],
    [
      '本站举证规则(2026-02-01版),依据 网络交易平台规则监督管理办法 第二十一条 制定',
      'this site’s rules of proof (version 2026-02-01), under Measures on the Rules of Online Trading Platforms art. 21',
    ],
  ] as const)
    it(`${cite}`, () => assert.equal(citationIn('en', cite), english))

  it('stays as it is where we have no name for it, and for whoever reads Chinese', () => {
    assert.equal(citationIn('en', '某某办法 第三条'), '某某办法 第三条')
    assert.equal(citationIn('zh', '电子商务法 第二十条'), '电子商务法 第二十条')
    assert.equal(citationIn('zh', '第九条;第七条'), '第九条；第七条')
  })
})
