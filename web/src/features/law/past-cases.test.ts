import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pastCases } from './past-cases.ts'

describe('past cases that were pasted', () => {
  it('are read one a line, numbered where they have no name', () => {
    const text =
      '{"id":"a","category":"complaint","facts":{},"answer":{}}\n\n{"category":"x","question":"q","facts":{"a":1}}'
    assert.deepEqual(pastCases(text), {
      cases: [
        { id: 'a', category: 'complaint', facts: {} },
        { id: '3', category: 'x', question: 'q', facts: { a: 1 } },
      ],
    })
    assert.deepEqual(pastCases(' \n'), { cases: [] })
  })

  it('stop at the first line that is no case', () => {
    const good = '{"category":"x","facts":{}}'
    for (const bad of ['{', '[]', '1', '{"category":"x"}', '{"category":1,"facts":{}}'])
      assert.deepEqual(pastCases(`${good}\n${bad}`), { badLine: 2 })
    assert.deepEqual(pastCases(`${good}\n`.repeat(501)), { badLine: 501 })
  })
})
