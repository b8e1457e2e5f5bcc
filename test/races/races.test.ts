import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compete } from './campaign.ts'

describe('two wishes that cannot both be granted', () => {
  for (const servers of [1, 2] as const)
    it(`on ${servers === 1 ? 'one server' : 'two servers'}: one of them wins, and the money follows`, async () => {
      const { faults, wins } = await compete({ rounds: 3, seed: 7, servers })
      assert.deepEqual(faults, [])
      // Otherwise it was no race: the interleavings that were drawn let either side win.
      const all = [...wins.values()]
      assert(all.some(({ first }) => first > 0) && all.some(({ second }) => second > 0))
    })
})
