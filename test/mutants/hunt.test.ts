import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { steps } from '../../src/evidence/verdict.ts'
import { hunt } from './hunt.ts'

describe('R-36: two thousand files that are nearly right', () => {
  it('are refused by both verifiers, for the same reason, at every step there is', async () => {
    const caught = await hunt(2_000, 'test')
    assert.equal(caught.first, null)
    assert.deepEqual([caught.mutants, caught.accepted, caught.disagreed], [2_000, 0, 0])
    // Facts are tried by name in their own tests: they are the log's own extract of what it holds.
    const untried = steps.filter((step) => step !== 'facts' && caught.steps[step] === undefined)
    assert.deepEqual(untried, [])
  })
})
