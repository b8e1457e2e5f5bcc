import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Certainty, LegalAnswer, LegalRefusal } from '../../src/law/answer.ts'
import type { Category } from '../../src/law/categories.ts'
import { decide } from '../../src/law/decide.ts'

export type Facts = Record<string, unknown>

/** One row: the article that makes the case, the facts, what must be answered, how sure. */
export type Row = [string, Facts, Facts, (Certainty | string[])?]

/** Asks and insists on an answer. */
export function answerTo(category: Category, facts: Facts, question?: string): LegalAnswer {
  const given = decide(category, question ?? null, facts)
  assert(!('refused' in given), JSON.stringify(given))
  return given
}

/** Asks and insists on a refusal. */
export function refusalOf(category: unknown, facts: unknown): LegalRefusal {
  const given = decide(category, null, facts)
  assert('refused' in given, JSON.stringify(given))
  return given
}

/**
 * Runs the rows of one category. A key expected as `undefined` must be absent. The last column is
 * the certainty, or the facts that must be named as missing.
 */
export function rows(category: Category, table: readonly Row[], question?: string): void {
  for (const [title, facts, expected, more = 'settled'] of table) {
    it(title, () => {
      const given = answerTo(category, facts, question)
      const seen = Object.fromEntries(Object.keys(expected).map((key) => [key, given.answer[key]]))
      assert.deepEqual(seen, expected)
      if (typeof more === 'string') assert.equal(given.certainty, more)
      else
        assert.deepEqual(
          more.filter((name) => !given.missing.includes(name)),
          [],
        )
      if (Object.keys(given.answer).length > 0) assert.ok(given.citations.length > 0, 'no citation')
      assert.ok(given.trace.length > 0, 'no trace')
    })
  }
}
