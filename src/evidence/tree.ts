import { consistencyRanges, verifyConsistency } from './merkle.ts'
import {
  type Edge,
  edgeRoot,
  emptyEdge,
  encodeBundle,
  growEdge,
  hashesOn,
  hashRanges,
  partialTiles,
  type ReadTile,
  type Tile,
  tilePath,
  tileWidth,
} from './tiles.ts'

/** One file of the tree, ready to be written. */
interface File {
  readonly path: string
  readonly bytes: Buffer
}

/**
 * 树. The right edge of the log in memory: grows by entries, and says which files that makes.
 * Which bytes a path has follows from the entries alone, so writing a file twice is harmless.
 */
export class Tree {
  private readonly edge: Edge
  /** The entries of the bundle that is not full yet. */
  private bundle: Buffer[]
  private files: File[] = []

  constructor(edge: Edge = emptyEdge(), bundle: Buffer[] = []) {
    this.edge = edge
    this.bundle = bundle
  }

  get size(): number {
    return this.edge.size
  }

  get root(): Buffer {
    return edgeRoot(this.edge)
  }

  /** Adds entries with their hashes, 32 bytes each. */
  grow(entries: readonly Buffer[], hashes: Buffer): void {
    const keep = (tile: Tile, bytes: Buffer) => this.files.push({ path: tilePath(tile), bytes })
    for (let from = 0; from < entries.length; ) {
      const to = Math.min(entries.length, from + tileWidth - this.bundle.length)
      this.bundle.push(...entries.slice(from, to))
      if (this.bundle.length === tileWidth) {
        const index = Math.floor(this.edge.size / tileWidth)
        keep({ level: 'entries', index, width: tileWidth }, encodeBundle(this.bundle))
        this.bundle = []
      }
      growEdge(this.edge, hashes.subarray(from * 32, to * 32), keep)
      from = to
    }
  }

  /** The files that have become full since somebody asked last. They will never change again. */
  takeFull(): File[] {
    const { files } = this
    this.files = []
    return files
  }

  /** The files of the right edge that differ from those of a tree of `since` entries. */
  partial(since: number): File[] {
    const changed = partialTiles(this.edge)
      .filter(({ tile: { level } }) => hashesOn(level, since) !== hashesOn(level, this.size))
      .map(({ tile, bytes }) => ({ path: tilePath(tile), bytes }))
    const width = this.bundle.length
    if (width === 0) return changed
    const index = Math.floor(this.size / tileWidth)
    const path = tilePath({ level: 'entries', index, width })
    return [...changed, { path, bytes: encodeBundle(this.bundle) }]
  }
}

/** The consistency proof between two sizes of the tree that lies in these tiles. */
export function consistencyPath(
  sizes: { old: number; size: number },
  read: ReadTile,
): Promise<Buffer[]> {
  return hashRanges(consistencyRanges(sizes.old, sizes.size), sizes.size, read)
}

interface Head {
  readonly size: number
  readonly root: Buffer
}

/** Does the tree in these tiles go on from the earlier one, without a change to what was in it? */
export async function goesOn(from: Head, to: Head, read: ReadTile): Promise<boolean> {
  if (to.size < from.size) return false
  const path = await consistencyPath({ old: from.size, size: to.size }, read)
  return verifyConsistency({
    old: from.size,
    size: to.size,
    oldRoot: from.root,
    root: to.root,
    path,
  })
}

/** The folders of partial tiles whose full tile stands in a tree of `size`, but not of `since`. */
export function outgrown(since: number, size: number): string[] {
  const folders: string[] = []
  const outgrow = (level: number | 'entries') => {
    const [from, to] = [hashesOn(level, since), hashesOn(level, size)]
    for (let at = Math.floor(from / tileWidth); (at + 1) * tileWidth <= to; at++)
      folders.push(`${tilePath({ level, index: at, width: tileWidth })}.p`)
  }
  outgrow('entries')
  for (let level = 0; hashesOn(level, size) >= tileWidth; level++) outgrow(level)
  return folders
}
