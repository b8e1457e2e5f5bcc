import type { Filled } from './fsck-entries.ts'
import type { Faults } from './fsck-faults.ts'
import { readTile, type TileDisk } from './tile-files.ts'
import { decodeBundle, type Tile, tilePath, tileWidth } from './tiles.ts'

/** Do the files hold what the entries give? */
export class FileCheck {
  private readonly disk: Pick<TileDisk, 'read'> | null
  private readonly faults: Faults
  /** Only what a signed tree covers is surely there. */
  readonly signedSize: number

  /** `disk` null: they lie elsewhere, and nothing is compared. */
  constructor(disk: Pick<TileDisk, 'read'> | null, faults: Faults, signedSize: number) {
    this.disk = disk
    this.faults = faults
    this.signedSize = signedSize
  }

  /** Is the file of this tile these bytes, in one or more pieces? */
  async compare(tile: Tile, pieces: readonly Buffer[]): Promise<void> {
    if (this.disk === null || endOf(tile) > this.signedSize) return
    const held = await readTile(this.disk, tile)
    if (held !== null && isMadeOf(held, pieces)) return
    const what = held === null ? 'the file is gone, or too short' : 'the file is not what it was'
    const at = firstDifference(tile, held, Buffer.concat(pieces))
    this.faults.add(at, tilePath(tile), what)
  }
}

/** The bundles of entries, made again from the entries in the order of the log. */
export class BundleCheck {
  private readonly files: FileCheck
  private pieces: Buffer[] = []
  private size = 0

  constructor(files: FileCheck) {
    this.files = files
  }

  /** The next entries, each behind its length. */
  async add({ bundled, ends }: Pick<Filled, 'bundled' | 'ends'>): Promise<void> {
    let from = 0
    for (let taken = 0; taken < ends.length; ) {
      const count = Math.min(ends.length - taken, tileWidth - (this.size % tileWidth))
      taken += count
      const to = ends[taken - 1] ?? 0
      this.pieces.push(bundled.subarray(from, to))
      from = to
      this.size += count
      if (this.size % tileWidth === 0) await this.compare(tileWidth)
    }
  }

  /** The last one, which is mostly not full. */
  async finish(): Promise<void> {
    const width = this.size % tileWidth
    if (width > 0 && this.size === this.files.signedSize) await this.compare(width)
  }

  private compare(width: number): Promise<void> {
    const index = Math.ceil(this.size / tileWidth) - 1
    return this.files.compare({ level: 'entries', index, width }, this.pieces.splice(0))
  }
}

function isMadeOf(held: Buffer, pieces: readonly Buffer[]): boolean {
  let at = 0
  for (const piece of pieces) {
    const end = at + piece.length
    if (end > held.length || held.compare(piece, 0, piece.length, at, end) !== 0) return false
    at = end
  }
  return at === held.length
}

/** How many entries does a log have at least, when it has this tile? */
function endOf({ level, index, width }: Tile): number {
  return (index * tileWidth + width) * (level === 'entries' ? 1 : tileWidth ** level)
}

/**
 * Which entry does the first difference between the file and the truth belong to? A hash that
 * stands for many only says that it is none after the last of them: the files below say which.
 */
function firstDifference(tile: Tile, held: Buffer | null, bytes: Buffer): number {
  const each = tile.level === 'entries' ? 1 : tileWidth ** tile.level
  const lastOf = (hash: number) => (tile.index * tileWidth + hash + 1) * each - 1
  if (held === null) return lastOf(0)
  if (tile.level !== 'entries') {
    let at = 0
    while (at < bytes.length && held[at] === bytes[at]) at++
    return lastOf(Math.floor(at / 32))
  }
  const [ours, theirs] = [decodeBundle(bytes, tile.width), decodeBundle(held, tile.width)]
  const at = ours?.findIndex((one, place) => !theirs?.[place]?.equals(one)) ?? 0
  return lastOf(Math.max(at, 0))
}
