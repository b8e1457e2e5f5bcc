import type { Tx } from '../platform/db/pool.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { checkpointsAfter, type Published } from './checkpoints.store.ts'
import type { Faults } from './fsck-faults.ts'
import type { LogState } from './log.store.ts'
import { parseNote, parseVkey, signedBy, type Vkey } from './note.ts'
import { Rebuild } from './rebuild.ts'
import { readTile, type TileDisk } from './tile-files.ts'
import { decodeBundle, type Tile, tilePath, tileWidth } from './tiles.ts'

type Reading = Pick<TileDisk, 'read'>

interface File {
  readonly tile: Tile
  readonly bytes: Buffer
}

const pageSize = 5_000

interface TreeParts {
  readonly tx: Tx
  readonly disk: Reading | null
  readonly faults: Faults
  /** The log's public key, as a signed note names it. */
  readonly verifier: string
}

/** Do the files and the published checkpoints hold what the entries give? Fed leaf by leaf. */
export class TreeCheck {
  checkpoints = 0
  private readonly parts: TreeParts
  private readonly rebuild: Rebuild
  /** Checkpoints that the tree has not reached yet, the smallest first. */
  private due: Published[] = []
  /** Up to which size they have been read; null: all of them. */
  private asked: number | null = 0
  private readonly log: Vkey | null
  /** Full tiles that were made and not yet compared. */
  private made: File[] = []
  /** What has been given of the bundle that is not full yet. */
  private pieces: Buffer[] = []

  constructor(parts: TreeParts) {
    this.parts = parts
    this.log = parseVkey(parts.verifier)
    this.rebuild = new Rebuild((tile, bytes) => {
      if (parts.disk) this.made.push({ tile, bytes: Buffer.from(bytes) })
    })
  }

  get size(): number {
    return this.rebuild.size
  }

  /** Knows every checkpoint up to this size. */
  async awaitCheckpoints(size: number): Promise<void> {
    while (this.asked !== null && (this.due.at(-1)?.size ?? 0) <= size) {
      const found = await checkpointsAfter(this.parts.tx, { size: this.asked, limit: pageSize })
      this.due.push(...found)
      this.asked = found.length < pageSize ? null : (found.at(-1)?.size ?? null)
    }
  }

  /** The next entry by its hash, as it was taken in: 32 bytes, from `from` on. */
  add(hashes: Buffer, from: number): void {
    this.rebuild.add(hashes, from)
    while (this.due[0] && this.due[0].size <= this.size) this.pass(this.due.shift())
  }

  /** The leaves of the last entries, as the journal has them: never of more than one bundle. */
  bundle(bytes: Buffer): void {
    if (!this.parts.disk || bytes.length === 0) return
    this.pieces.push(bytes)
    if (this.size % tileWidth !== 0) return
    const index = this.size / tileWidth - 1
    const tile: Tile = { level: 'entries', index, width: tileWidth }
    this.made.push({ tile, bytes: Buffer.concat(this.pieces.splice(0)) })
  }

  /** Does this checkpoint have the root of the tree, and its note the same? */
  private pass(one: Published | undefined): void {
    if (!one) return
    this.checkpoints++
    const where = `checkpoint ${one.size}`
    const { faults } = this.parts
    if (one.size < this.size || !one.root.equals(this.rebuild.root()))
      faults.add(one.size - 1, where, 'its root is not that of the entries')
    const note = parseNote(Buffer.from(one.note))
    const said = note && parseCheckpoint(note.text)
    const signed = note && this.log ? signedBy(note, [this.log]) : []
    if (signed === 'bad_signature' || signed.length === 0)
      faults.add(one.size - 1, where, 'the log has not signed it')
    if (said?.size !== one.size || !said.root.equals(one.root))
      faults.add(one.size - 1, where, 'its note says something else')
  }

  /** Compares what has become full. Only what a signed tree covers is surely there. */
  async compareFiles(signedSize: number): Promise<void> {
    const { disk } = this.parts
    if (!disk) return
    const due = this.made.splice(0).filter(({ tile }) => endOf(tile) <= signedSize)
    await Promise.all(due.map((one) => this.compare(disk, one)))
  }

  private async compare(disk: Reading, { tile, bytes }: File): Promise<void> {
    const held = await readTile(disk, tile)
    if (held?.equals(bytes)) return
    const what = held === null ? 'the file is gone, or too short' : 'the file is not what it was'
    this.parts.faults.add(firstDifference(tile, held, bytes), tilePath(tile), what)
  }

  /** The right edge, the state that was signed last, and the signature under it. */
  async finish(state: LogState): Promise<void> {
    const { disk, faults } = this.parts
    const { size } = this
    if (state.signedSize === size) {
      const edge = disk ? this.rebuild.partial() : []
      if (disk && this.pieces.length > 0) edge.push(this.lastBundle())
      await Promise.all(edge.map((one) => disk && this.compare(disk, one)))
      if (!state.signedRoot.equals(this.rebuild.root()))
        faults.add(size - 1, 'the signed state', 'its root is not that of the entries')
    }
    if (this.due[0])
      faults.add(size, `checkpoint ${this.due[0].size}`, 'it covers entries that are not there')
  }

  private lastBundle(): File {
    const index = Math.floor(this.size / tileWidth)
    const tile: Tile = { level: 'entries', index, width: this.size % tileWidth }
    return { tile, bytes: Buffer.concat(this.pieces) }
  }
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
