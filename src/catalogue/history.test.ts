import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Mark, shownBetween, versionsOf } from './history.ts'

const mark = (seq: number, kind: string, recordedAt: number): Mark => ({
  seq,
  kind: `listing.${kind}`,
  recordedAt,
})
const told = (from: number, to: number, ...marks: Mark[]) =>
  shownBetween(versionsOf(marks), from, to).map(({ revision, status }) => `${revision} ${status}`)

const life = [
  mark(1, 'published', 100),
  mark(4, 'edited', 200),
  mark(5, 'withdrawn', 300),
  mark(9, 'edited', 400),
]

describe('R-30: what did this page say on that day?', () => {
  it('nothing before it was published', () => assert.deepEqual(told(0, 100, ...life), []))
  it('the version that stood all day', () =>
    assert.deepEqual(told(110, 190, ...life), ['1 published']))
  it('a change counts from its own moment', () =>
    assert.deepEqual(told(200, 250, ...life), ['2 published']))
  it('every version of a day with a change', () =>
    assert.deepEqual(told(150, 350, ...life), ['1 published', '2 published', '2 withdrawn']))
  it('the newest one stands until today', () =>
    assert.deepEqual(told(1_000, 2_000, ...life), ['3 published']))
  it('also a version that was replaced at once', () =>
    assert.deepEqual(told(300, 301, mark(1, 'published', 300), mark(2, 'edited', 300)), [
      '1 published',
      '2 published',
    ]))
  it('names the entry that holds the words, also of a page taken down', () =>
    assert.deepEqual(
      versionsOf(life).map(({ seq, offerSeq }) => [seq, offerSeq]),
      [
        [1, 1],
        [4, 4],
        [5, 4],
        [9, 9],
      ],
    ))

  it('at every moment after the first, exactly one version stands', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (gaps) => {
        let at = 0
        const marks = gaps.map((gap, place) => {
          at += gap
          return mark(place + 1, place === 0 ? 'published' : 'edited', at)
        })
        const versions = versionsOf(marks)
        const first = marks[0]?.recordedAt ?? 0
        for (let moment = first; moment <= at + 1; moment++)
          assert.equal(shownBetween(versions, moment, moment + 1).length, 1, `at ${moment}`)
      }),
      { numRuns: 100 },
    ))
})
