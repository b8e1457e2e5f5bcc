import { hash } from 'node:crypto'
import { emptyRoot, nodeHash } from './merkle.ts'
import { type Tile, tileWidth } from './tiles.ts'

/** Two neighbours as RFC 6962 hashes them: a one byte, the left one, the right one. */
interface Pair {
  readonly bytes: Buffer
  hasLeft: boolean
}

/**
 * 重建. The tree made again from the hashes of its leaves, one after the other: its tiles as they
 * become full, its root whenever somebody asks. Keeps one pair a level and one tile a level of
 * tiles; knows nothing of how the writer of the log does the same.
 */
export class Rebuild {
  size = 0
  /** By level: the root of the full subtree on the right edge that still lacks its neighbour. */
  private readonly pairs: Pair[] = []
  private readonly tiles: { bytes: Buffer; filled: number; index: number }[] = []
  private readonly full: (tile: Tile, bytes: Buffer) => void

  /** `full` is told of each tile of hashes that is now full. The bytes are written over later. */
  constructor(full: (tile: Tile, bytes: Buffer) => void = () => {}) {
    this.full = full
  }

  /** Adds one leaf by its hash: 32 bytes, which stand in `hashes` from `from` on. */
  add(hashes: Buffer, from = 0): void {
    this.size++
    this.place(0, hashes, from)
    let [held, at] = [hashes, from]
    for (let level = 0; ; level++) {
      const pair = this.pair(level)
      const { bytes, hasLeft } = pair
      held.copy(bytes, hasLeft ? 33 : 1, at, at + 32)
      pair.hasLeft = !hasLeft
      if (!hasLeft) return
      scratch.write(hash('sha256', bytes, 'binary'), 'latin1')
      ;[held, at] = [scratch, 0]
      if ((level + 1) % 8 === 0) this.place((level + 1) / 8, scratch, 0)
    }
  }

  /** The root over all that was added. */
  root(): Buffer {
    let root: Buffer | null = null
    for (const { bytes, hasLeft } of this.pairs) {
      if (!hasLeft) continue
      const left = Buffer.from(bytes.subarray(1, 33))
      root = root === null ? left : nodeHash(left, root)
    }
    return root ?? emptyRoot
  }

  /** The tiles of the right edge that are not full. */
  partial(): { tile: Tile; bytes: Buffer }[] {
    return this.tiles.flatMap(({ bytes, filled, index }, level) =>
      filled === 0
        ? []
        : [{ tile: { level, index, width: filled }, bytes: bytes.subarray(0, filled * 32) }],
    )
  }

  private pair(level: number): Pair {
    const known = this.pairs[level]
    if (known) return known
    const made = { bytes: Buffer.alloc(65, 1), hasLeft: false }
    this.pairs[level] = made
    return made
  }

  private place(level: number, hashes: Buffer, from: number): void {
    const own = this.tiles[level] ?? { bytes: Buffer.alloc(tileWidth * 32), filled: 0, index: 0 }
    this.tiles[level] = own
    hashes.copy(own.bytes, own.filled * 32, from, from + 32)
    own.filled++
    if (own.filled < tileWidth) return
    this.full({ level, index: own.index, width: tileWidth }, own.bytes)
    own.filled = 0
    own.index++
  }
}

/** The hash that rises: written anew for every node, kept by nobody. */
const scratch = Buffer.alloc(32)
