/** The published cases: every expected key and the certainty, exactly. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import { sha256Hex } from '../../src/kernel/hash.ts'
import { decide } from '../../src/law/decide.ts'

interface Case {
  id: string
  category: string
  question: string
  facts: Record<string, unknown>
  expected: Record<string, unknown>
  certainty: string
}

const cases = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)

describe('the published cases', () => {
  it('are all here', () => assert.equal(cases.length, 87))
  for (const { id, category, question, facts, expected, certainty } of cases) {
    const given = decide(category, question, facts)
    it(`${id} ${question}`, () => {
      assert(!('refused' in given), JSON.stringify(given))
      const seen = Object.keys(expected).map((key) => [key, given.answer[key]])
      assert.deepEqual(Object.fromEntries(seen), expected)
      assert.equal(given.certainty, certainty)
      assert.ok(given.citations.length > 0)
    })
    it(`${id} does not hang on the words of the question`, () => {
      const bare = decide(category, null, facts)
      if ('refused' in bare) assert.fail(JSON.stringify(bare))
      for (const [key, value] of Object.entries(expected)) {
        if (bare.answer[key] !== undefined) assert.deepEqual(bare.answer[key], value)
      }
    })
  }
})

describe('decisions', () => {
  it('are the same a thousand times over, for every case (R-104)', () => {
    const run = () => cases.map((each) => decide(each.category, each.question, each.facts))
    const hashes = new Set<string>()
    for (let i = 0; i < 1_000; i++) hashes.add(sha256Hex(canonicalJson(run())))
    assert.equal(hashes.size, 1)
  })
})
