import { signCheckpoint } from './checkpoint.ts'
import { consistencyRanges, entryHash, inclusionRanges, rootOf } from './merkle.ts'
import { keyTypes, makeSigner, type Signer } from './note.ts'
import {
  edgeRoot,
  emptyEdge,
  growEdge,
  hashRanges,
  partialTiles,
  type Tile,
  tilePath,
  tilesBetween,
} from './tiles.ts'

const keptRoots = 4_096

/** A log in memory, for tests: made of whatever entries, signed at any size it has had. */
export class TestLog {
  readonly signer: Signer
  readonly entries: Buffer[] = []
  private readonly edge = emptyEdge()
  private readonly tiles = new Map<string, Buffer>()
  /** Of the first sizes, which tests go back to; of others only the last is at hand. */
  private readonly roots = [edgeRoot(this.edge)]

  constructor(origin = 'log.example/1', byte = 1) {
    const seed = Buffer.alloc(32, byte)
    this.signer = makeSigner({ name: origin, type: keyTypes.signature, seed })
  }

  get origin(): string {
    return this.signer.vkey.name
  }

  get size(): number {
    return this.edge.size
  }

  add(...entries: readonly (string | Uint8Array)[]): this {
    const keep = (tile: Tile, bytes: Buffer) => this.tiles.set(tilePath(tile), bytes)
    for (const each of entries) {
      const entry = Buffer.from(each as string)
      this.entries.push(entry)
      growEdge(this.edge, entryHash(entry), keep)
      if (this.size <= keptRoots) this.roots.push(edgeRoot(this.edge))
    }
    return this
  }

  /** Grows by entries that are their own numbers. */
  growTo(size: number, salt = ''): this {
    while (this.size < size) this.add(`${salt}${this.size}`)
    return this
  }

  rootAt(size: number): Buffer {
    if (size === this.size) return edgeRoot(this.edge)
    return this.roots[size] ?? rootOf(Buffer.concat(this.entries.slice(0, size).map(entryHash)))
  }

  /** The note, signed by the log alone. */
  note(size = this.size): string {
    return signCheckpoint({ origin: this.origin, size, root: this.rootAt(size) }, this.signer)
  }

  consistency(old: number, size = this.size): Promise<Buffer[]> {
    return hashRanges(consistencyRanges(old, size), size, this.tile)
  }

  inclusion(index: number, size = this.size): Promise<Buffer[]> {
    return hashRanges(inclusionRanges(index, size), size, this.tile)
  }

  /** The bytes of a tile of hashes. */
  readonly tile = async (tile: Tile): Promise<Buffer> => {
    const full = this.tiles.get(tilePath({ ...tile, width: 256 }))
    const now = partialTiles(this.edge).find(
      (one) => one.tile.level === tile.level && one.tile.index === tile.index,
    )
    return (full ?? now?.bytes ?? Buffer.alloc(0)).subarray(0, tile.width * 32)
  }
}

/** Which files has a log of this size? For tests that look at a folder. */
export function filesOf(size: number): string[] {
  return [...tilesBetween(0, size)].map(tilePath).sort()
}
