import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Follower, follow, type Known, strayEntry } from './follow.ts'
import { TestLog } from './test-log.ts'
import { encodeBundle, type Tile } from './tiles.ts'

function follower(log: TestLog, spoil: (tile: Tile, bytes: Buffer) => void = () => {}): Follower {
  return {
    vkey: log.signer.vkey,
    policy: null,
    async read(tile) {
      const bytes = Buffer.from(await log.tile(tile))
      spoil(tile, bytes)
      return bytes
    },
  }
}

const known = (log: TestLog, size: number): Known => ({
  note: log.note(size),
  size,
  root: log.rootAt(size).toString('base64'),
})
const look = async (log: TestLog, before: Known | null, by = follower(log)) =>
  follow(before, Buffer.from(log.note()), by)

describe('R-58, R-91: somebody outside follows the log', () => {
  const log = new TestLog().growTo(700)

  it('takes the first checkpoint that its files bear out', async () => {
    assert.equal((await look(log, null)).outcome, 'first')
  })
  it('sees that it went on', async () => {
    for (const size of [1, 255, 256, 300, 699])
      assert.equal((await look(log, known(log, size))).outcome, 'grew', `from ${size}`)
  })
  it('sees that nothing has happened', async () => {
    assert.equal((await look(log, known(log, 700))).outcome, 'same')
  })
  it('is told when it went back, which proves nothing yet', async () => {
    const older = new TestLog().growTo(600)
    assert.equal((await look(older, known(log, 700))).outcome, 'behind')
  })
  it('convicts a log of two roots at one size', async () => {
    const other = new TestLog().growTo(699).add('something else')
    const found = await look(other, known(log, 700))
    assert.deepEqual([found.outcome, 'why' in found && found.why], ['convicted', 'two_roots'])
  })
  it('convicts a log whose past was rewritten with its own key', async () => {
    const rewritten = new TestLog().growTo(100).add('planted').growTo(1_000)
    const found = await look(rewritten, known(log, 700))
    assert.deepEqual(
      [found.outcome, 'why' in found && found.why],
      ['convicted', 'not_a_continuation'],
    )
  })
  it('does not convict a log for a damaged file', async () => {
    const longer = new TestLog().growTo(1_000)
    const flip = (tile: Tile, bytes: Buffer) => {
      if (tile.level === 0 && tile.index === 2) bytes[40] = (bytes[40] ?? 0) ^ 1
    }
    const found = await look(longer, known(log, 700), follower(longer, flip))
    assert.equal(found.outcome, 'unreadable')
  })
  it('takes no checkpoint of another key', async () => {
    const stranger = new TestLog(log.origin, 9).growTo(700)
    const found = await follow(null, Buffer.from(stranger.note()), follower(log))
    assert.equal(found.outcome, 'unreadable')
  })
  it('names the entry that is not the one in the tree', async () => {
    const read = async (tile: Tile) => {
      if (tile.level !== 'entries') return log.tile(tile)
      const from = tile.index * 256
      const entries = log.entries
        .slice(from, from + tile.width)
        .map((one, at) => (from + at === 513 ? Buffer.from('altered') : one))
      return encodeBundle(entries)
    }
    assert.equal(await strayEntry({ from: 0, to: 700 }, 700, read), 513)
    assert.equal(await strayEntry({ from: 0, to: 512 }, 700, read), null)
  })
})
