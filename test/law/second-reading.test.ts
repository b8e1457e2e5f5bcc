/**
 * 复核. Cases written from the articles alone, to see whether the answers hold where words, days
 * and amounts meet their edges: every key, how sure, and what is said to be missing.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { categories } from '../../src/law/categories.ts'
import { decide } from '../../src/law/decide.ts'

interface Case {
  id: string
  category: string
  facts: Record<string, unknown>
  expected?: Record<string, unknown>
  certainty?: string
  missing?: string[]
  refused?: string
  basis: string
}

const cases = readFileSync(new URL('./second-reading.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)

describe('cases of a second reading', () => {
  for (const category of categories) {
    const rows = cases.filter((each) => each.category === category)
    it(`of ${category}: at least eight`, () => assert.ok(rows.length >= 8))
    for (const { id, facts, expected, certainty, missing = [], refused, basis } of rows)
      it(`${id} ${basis}`, () => {
        const given = decide(category, null, facts)
        if ('refused' in given) {
          assert.equal(given.refused, refused)
          return
        }
        assert.deepEqual(given.answer, expected)
        assert.equal(given.certainty, certainty)
        assert.deepEqual(given.missing, missing)
      })
  }
})
