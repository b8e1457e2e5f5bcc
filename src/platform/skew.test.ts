import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Tx } from './db/pool.ts'
import { clockSkew, isOff, skewMaxMs } from './skew.ts'

/** A database whose clock shows this, asked over a line that takes so long both ways. */
function asked(theirs: number, tookMs: number) {
  let now = 1_000_000
  const tx: Tx = {
    async query() {
      now += tookMs
      return { rows: [{ at: theirs }] as never[], count: 1 }
    },
  }
  return clockSkew(tx, () => now)
}

describe('the clock of a server beside the database', () => {
  it('agrees when the answer lies between question and arrival', async () => {
    assert.equal(await asked(1_000_040, 100), 0)
  })
  it('is ahead by what cannot be the line', async () => {
    assert.equal(await asked(998_000, 100), 2_000)
  })
  it('is behind by what cannot be the line', async () => {
    assert.equal(await asked(1_002_100, 100), -2_000)
  })
  it('is off only beyond the limit', () => {
    assert.deepEqual(
      [isOff(skewMaxMs), isOff(skewMaxMs + 1), isOff(-skewMaxMs - 1)],
      [false, true, true],
    )
  })
})
