import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkCitation, chineseArticle } from './citation.rules.ts'
import { advertising } from './texts/advertising.ts'
import { civil } from './texts/civil.ts'
import { consumers } from './texts/consumers.ts'
import { courts } from './texts/courts.ts'
import { fairness } from './texts/fairness.ts'
import { food } from './texts/food.ts'
import { schemes } from './texts/schemes.ts'
import { summaries } from './texts/summaries.ts'
import { wordingOf } from './wording.rules.ts'

const texts = [advertising, civil, consumers, courts, fairness, food, schemes].flat()

describe('the words of articles', () => {
  it('stand under a title and a number that exist on their first day', () => {
    for (const { title, article, from } of texts) {
      const { status, title: found } = checkCitation(`${title} ${chineseArticle(article)}`, from)
      assert.deepEqual([title, article, status, found], [title, article, 'in_force', title])
    }
  })

  it('are not given twice, nor summed up where they are held in a text of today', () => {
    const places = texts.map(({ title, article, from }) => `${title} ${article} ${from}`)
    assert.equal(new Set(places).size, places.length)
  })

  it('are summed up by articles that exist', () => {
    assert.ok(summaries.length > 50)
    for (const { title, article, zh, en } of summaries) {
      const { status } = checkCitation(`${title} ${chineseArticle(article)}`, '2026-11-22')
      assert.deepEqual([title, article, status], [title, article, 'in_force'])
      assert.ok(zh !== '' && en !== '')
    }
  })

  const rows: [string, string[]][] = [
    ['法释〔2024〕9号 第六条至第八条', ['第六条', '第七条', '第八条']],
    ['食品安全法 第一百四十八条第二款但书', ['第一百四十八条']],
    ['民事诉讼法 第二十二条第一款;民诉法解释 第三条、第四条', ['第二十二条', '第三条', '第四条']],
    ['没有这样的办法 第三条', []],
    ['电子商务法、消费者权益保护法有关条款', []],
    ['', []],
  ]
  for (const [cite, articles] of rows) {
    it(`finds in “${cite}” ${articles.length} articles`, () => {
      const found = wordingOf(cite, '2026-11-22').map(({ citation }) => citation.split(' ').at(-1))
      assert.deepEqual(found, articles)
    })
  }
})
