import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { findTerms, normalise, says, type TermClass } from './terms.ts'
import { simplified } from './traditional.ts'

const list: TermClass[] = [
  { code: 'TOP', terms: ['国家级', '最佳'], except: ['最佳实践'] },
  { code: 'FRUIT', terms: ['草莓', 'cd'], notBefore: ['味'] },
]
const found = (text: string) =>
  findTerms(text, list).map(({ code, term, denied }) => `${denied ? '!' : ''}${code}:${term}`)

describe('what a text says', () => {
  const rows: [string, string[]][] = [
    ['国家级品质', ['TOP:国家级']],
    ['國 家 級 品质', ['TOP:国家级']],
    ['国·家·级', ['TOP:国家级']],
    ['国_家_级', ['TOP:国家级']],
    ['ＣＤ一张', ['FRUIT:cd']],
    ['abcd一张', []],
    ['草莓味', []],
    ['草莓两斤,草莓味糖', ['FRUIT:草莓']],
    ['最佳实践', []],
  ]
  for (const [text, expected] of rows) it(text, () => assert.deepEqual(found(text), expected))
})

describe('what a text denies', () => {
  for (const text of [
    '不是国家级',
    '并非国家级',
    '没有国家级',
    '非国家级',
    '不属于任何国家级',
    '绝非 国家级',
  ]) {
    it(text, () => assert.deepEqual(found(text), ['!TOP:国家级']))
  }
  for (const text of [
    '不含酒精,国家级',
    '不仅国家级',
    '非常国家级',
    '无非是国家级',
    '不贵。国家级',
  ]) {
    it(`${text} says it`, () => assert.deepEqual(found(text), ['TOP:国家级']))
  }
  it('said once and denied once is said', () => assert.ok(says('不是国家级,就是国家级', list)))
})

describe('reading away what does not matter', () => {
  it('twice is the same as once', () => {
    for (const text of ['㏌¸', '中 _ 国', '国 - 家 _ 级'])
      assert.equal(normalise(normalise(text)), normalise(text))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        assert.equal(normalise(normalise(text)), normalise(text))
        assert.equal(simplified(simplified(text)), simplified(text))
      }),
    )
  })
})
