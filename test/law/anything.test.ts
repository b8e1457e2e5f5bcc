/** Whatever facts come, a decision is an answer or a refusal: never a throw, always the same. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, shanghaiDay } from '../../src/kernel/time.ts'
import { applicability } from '../../src/law/applicability.rules.ts'
import { categories } from '../../src/law/categories.ts'
import { decide } from '../../src/law/decide.ts'
import { factKinds, type Kind } from '../../src/law/facts.ts'

/** Words of the published cases: the likeliest to reach deep into the rules. */
const words = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8').match(/[^"{}[\]:]+/g)

const day = fc.integer({ min: 0, max: 54_000 }).map((n) => addDays('1950-01-01', n))
const money = fc.integer({ min: 0, max: 10_000_000 }).map((n) => (n / 100).toFixed(2))
const text = fc.oneof(
  fc.constantFrom(...(words ?? ['']), '无', '其他'),
  fc.string({ maxLength: 20 }),
)
const list = fc.array(
  fc.oneof(
    text,
    money,
    fc.record({ name: text, price: money, method: text, amount: money }, { requiredKeys: [] }),
    fc.integer(),
  ),
  { maxLength: 4 },
)

const valid: Readonly<Record<Kind, fc.Arbitrary<unknown>>> = {
  text,
  yuan: money,
  decimal: money,
  day,
  instant: day.map((on) => `${on}T23:59:59+08:00`),
  boolean: fc.boolean(),
  count: fc.integer({ min: 0, max: 200 }),
  list,
  object: fc.dictionary(
    fc.string({ maxLength: 8 }),
    fc.oneof(text, day, fc.integer(), fc.boolean()),
  ),
  rest: fc.anything(),
}

function factsOf(kinds: Readonly<Record<string, Kind | readonly Kind[]>>, wild: boolean) {
  const fields: Record<string, fc.Arbitrary<unknown>> = {}
  for (const [name, kind] of Object.entries(kinds)) {
    const each = fc.oneof(...[kind].flat().map((one) => valid[one]))
    fields[name] = wild ? fc.oneof(each, fc.jsonValue()) : each
  }
  return fc.record(fields, { requiredKeys: [] })
}

describe('whatever the facts', () => {
  for (const category of categories) {
    for (const wild of [false, true]) {
      it(`${category}${wild ? ', of any kind' : ''}`, () => {
        fc.assert(
          fc.property(factsOf(factKinds[category], wild), (made) => {
            const facts: unknown = JSON.parse(JSON.stringify(made))
            const given = decide(category, null, facts)
            assert.deepEqual(decide(category, null, facts), given)
            if ('refused' in given) assert.match(given.refused, /^law\.[a-z_]+$/)
            else if (Object.keys(given.answer).length === 0) {
              assert.ok(given.missing.length > 0 || given.trace.length > 0)
            }
          }),
          { numRuns: 300 },
        )
      })
    }
  }

  it('applicability, too', () => {
    const kinds = Object.assign({}, ...Object.values(factKinds))
    fc.assert(
      fc.property(factsOf(kinds, false), day, (facts, on) => {
        for (const each of applicability(facts, on)) assert.ok(each.zh !== '' && each.en !== '')
      }),
    )
  })

  it('days are Shanghai days', () =>
    assert.equal(shanghaiDay(Date.UTC(2026, 0, 1, 16)), '2026-01-02'))
})
