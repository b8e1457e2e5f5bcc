import { emptyRoot, nodeHash } from './merkle.ts'
import { type Tile, tileWidth } from './tiles.ts'

/**
 * 重建. The tree made again from the hashes of its leaves, one after the other: its tiles as they
 * become full, its root whenever somebody asks. Keeps one hash a level and one tile a level of
 * tiles; knows nothing of how the writer of the log does the same.
 */
export class Rebuild {
  size = 0
  /** The root of each full subtree on the right edge, by its level; null where there is none. */
  private readonly range: (Buffer | null)[] = []
  private readonly tiles: { bytes: Buffer; filled: number; index: number }[] = []
  private readonly full: (tile: Tile, bytes: Buffer) => void

  /** `full` is told of each tile of hashes that is now full. The bytes are written over later. */
  constructor(full: (tile: Tile, bytes: Buffer) => void = () => {}) {
    this.full = full
  }

  /** Adds one leaf by its hash. Keeps the hash. */
  add(leaf: Buffer): void {
    let hash = leaf
    let level = 0
    this.size++
    this.place(0, hash)
    for (;;) {
      const left = this.range[level]
      if (!left) break
      this.range[level] = null
      hash = nodeHash(left, hash)
      level++
      if (level % 8 === 0) this.place(level / 8, hash)
    }
    this.range[level] = hash
  }

  /** The root over all that was added. */
  root(): Buffer {
    let root: Buffer | null = null
    for (const hash of this.range) if (hash) root = root === null ? hash : nodeHash(hash, root)
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

  private place(level: number, hash: Buffer): void {
    const own = this.tiles[level] ?? { bytes: Buffer.alloc(tileWidth * 32), filled: 0, index: 0 }
    this.tiles[level] = own
    own.bytes.set(hash, own.filled * 32)
    own.filled++
    if (own.filled < tileWidth) return
    this.full({ level, index: own.index, width: tileWidth }, own.bytes)
    own.filled = 0
    own.index++
  }
}
