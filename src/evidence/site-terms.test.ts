import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { terms } from '../orders/terms.ts'
import type { SiteTerms } from './model.ts'
import { type Start, termsAt, termsHash } from './site-terms.ts'

const old: SiteTerms = { ...terms, version: '2026-01-01', feePerMille: 6 }
const dearer: SiteTerms = { ...old, feePerMille: 8 }
const start = (seq: number, recordedAt: number, said: SiteTerms | null): Start => {
  return { seq, recordedAt, terms: said }
}

describe('R-30, R-72: by which rules did the site run at that moment?', () => {
  const starts = [
    start(1, 10, null),
    start(3, 20, old),
    start(5, 30, old),
    start(7, 40, dearer),
    start(9, 50, old),
  ]
  const found = (at: number) => {
    const one = termsAt(starts, at)
    return one && [one.terms.feePerMille, one.seq, one.since]
  }
  it('by those of the last start, from the first that had the same ones', () => {
    assert.deepEqual(found(20), [6, 3, 20])
    assert.deepEqual(found(39), [6, 5, 20])
    assert.deepEqual(found(40), [8, 7, 40])
    assert.deepEqual(found(49), [8, 7, 40])
  })
  it('rules that came back are in force since they came back', () =>
    assert.deepEqual(found(60), [6, 9, 50]))
  it('before the first start, and under a program that did not say, nobody knows', () => {
    assert.equal(found(9), null)
    assert.equal(found(19), null)
  })
  it('has one name for one text, whatever the order of its members', () => {
    const turned = Object.fromEntries(Object.entries(old).reverse()) as unknown as SiteTerms
    assert.equal(termsHash(turned), termsHash(old))
    assert.notEqual(termsHash(dearer), termsHash(old))
  })
})
