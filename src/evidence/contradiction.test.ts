import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contradiction, isKeptBack } from './contradiction.ts'
import type { StreamNote } from './stream-note.ts'

const note: StreamNote = {
  origin: 'log.example/1',
  size: 100,
  root: Buffer.alloc(32, 1),
  streamId: 'ab'.repeat(16),
  count: 5,
  head: 'cd'.repeat(32),
}
const head = 'ef'.repeat(32)

describe('two stream notes that cannot both be true', () => {
  for (const [what, other, expected] of [
    ['the same note', {}, null],
    ['a stream that went on', { size: 101, count: 6, head }, null],
    ['a stream that stood still', { size: 200 }, null],
    ['another log', { origin: 'log.example/2', root: Buffer.alloc(32, 2), count: 9 }, null],
    ['another stream', { streamId: '12'.repeat(16), count: 1, head }, null],
    ['two roots of one size', { root: Buffer.alloc(32, 2) }, 'two_roots'],
    ['an entry left out at the same size', { count: 4, head }, 'two_counts'],
    ['a stream that became shorter', { size: 120, count: 4, head }, 'became_shorter'],
    ['an entry replaced', { size: 120, head }, 'two_heads'],
  ] as const)
    it(`${what} → ${expected}`, () => {
      assert.equal(contradiction(note, { ...note, ...other }), expected)
      assert.equal(contradiction({ ...note, ...other }, note), expected)
    })

  it('an entry that is proved below the size, and was not counted, was kept back', () => {
    const { streamId } = note
    assert.equal(isKeptBack(note, { streamId, seq: 6, index: 99 }), true)
    assert.equal(isKeptBack(note, { streamId, seq: 6, index: 100 }), false)
    assert.equal(isKeptBack(note, { streamId, seq: 5, index: 50 }), false)
    assert.equal(isKeptBack(note, { streamId: '00', seq: 6, index: 99 }), false)
  })
})
