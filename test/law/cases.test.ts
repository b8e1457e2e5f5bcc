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
  it('are the same a thousand times over (R-104)', () => {
    const hashes = new Set<string>()
    for (let i = 0; i < 1000; i++) {
      const { category, question, facts } = cases[i % 3] ?? {
        category: '',
        question: '',
        facts: {},
      }
      if (i % 3 === 0) hashes.add(sha256Hex(canonicalJson(decide(category, question, facts))))
    }
    assert.equal(hashes.size, 1)
  })

  it('take less than a millisecond, nineteen times of twenty', () => {
    const times: number[] = []
    for (let round = 0; round < 20; round++) {
      for (const { category, question, facts } of cases) {
        const start = performance.now()
        decide(category, question, facts)
        times.push(performance.now() - start)
      }
    }
    const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
    assert.ok(p95 < 1, `p95 is ${p95} ms`)
  })
})
