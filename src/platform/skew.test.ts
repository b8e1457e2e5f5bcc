import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Tx } from './db/pool.ts'
import { clockJumps, clockSkew, isOff, skewMaxMs } from './skew.ts'

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

describe('a clock that somebody sets', () => {
  let wall = 1_000_000
  let counting = 500
  const pass = (ms: number, setBy = 0) => {
    counting += ms
    wall += ms + setBy
  }
  const jump = clockJumps(
    () => wall,
    () => counting,
  )
  it('has not jumped because time has passed, or because it is slewed', () => {
    pass(60_000)
    assert.equal(jump(), 0)
    pass(500, 1)
    assert.equal(isOff(jump()), false)
  })
  it('has jumped forward or back by what was set, and is told once', () => {
    pass(500, 86_400_000)
    assert.equal(jump(), 86_400_000)
    pass(500)
    assert.equal(jump(), 0)
    pass(500, -3_600_000)
    assert.equal(jump(), -3_600_000)
  })
})
