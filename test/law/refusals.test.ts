import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Category } from '../../src/law/categories.ts'
import { type Facts, refusalOf } from './ask.ts'

describe('facts that cannot be', () => {
  const table: readonly [string, Category, Facts, string][] = [
    ['goods of a whole book', 'return_window', { goods: '字'.repeat(20_001) }, 'law.too_long'],
    ['lead as a word', 'duty_deadline', { lead_mg_per_kg: '一点' }, 'law.not_a_number'],
    ['a year before the courts', 'small_claims', { this_year: 1900 }, 'law.year_out_of_range'],
    ['a season for a quarter', 'duty_deadline', { quarter: '夏天' }, 'law.bad_quarter'],
  ]
  for (const [title, category, facts, code] of table)
    it(title, () => {
      const { refused, fact, zh, en } = refusalOf(category, facts)
      assert.equal(refused, code)
      assert.ok(fact && zh.includes(fact) && en.includes(fact), 'the words name the fact')
    })
})
