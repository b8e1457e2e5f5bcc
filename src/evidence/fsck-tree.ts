import { setImmediate as turn } from 'node:timers/promises'
import type { Tx } from '../platform/db/pool.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { checkpointsAfter, type Published } from './checkpoints.store.ts'
import { hashesFrom } from './fsck.store.ts'
import type { Faults } from './fsck-faults.ts'
import type { FileCheck } from './fsck-files.ts'
import type { LogState } from './log.store.ts'
import { parseNote, parseVkey, signedBy, type Vkey } from './note.ts'
import { Rebuild } from './rebuild.ts'
import type { Tile } from './tiles.ts'

const checkpointsAtOnce = 5_000
const entriesAtOnce = 8_192

/** So many are hashed at a stretch; then whatever the database has sent meanwhile is taken. */
const entriesAtAStretch = 512

interface TreeParts {
  readonly tx: Tx
  readonly files: FileCheck
  readonly faults: Faults
  readonly state: LogState
}

/** Do the hash tiles and the published checkpoints hold what the hashes of the entries give? */
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
  private made: { tile: Tile; bytes: Buffer }[] = []

  constructor(parts: TreeParts) {
    this.parts = parts
    this.log = parseVkey(parts.state.verifier)
    this.rebuild = new Rebuild((tile, bytes) => {
      this.made.push({ tile, bytes: Buffer.from(bytes) })
    })
  }

  get size(): number {
    return this.rebuild.size
  }

  /** The whole tree, by the hashes with which the entries were taken in. */
  async run(): Promise<void> {
    const to = this.parts.state.sequenced
    let next = this.load(0)
    for (let from = 0; from < to; ) {
      const batches = await next
      const last = batches.at(-1)
      if (!last) {
        this.parts.faults.add(from, `entry ${from}`, 'the log ends here, though it is longer')
        break
      }
      from = last.first + last.hashes.length / 32
      await this.awaitCheckpoints(from)
      // The database finds the next page while this one is hashed.
      next = this.load(from)
      next.catch(() => {}) // it fails where it is awaited
      for (const batch of batches) await this.batch(batch)
      for (const { tile, bytes } of this.made.splice(0))
        await this.parts.files.compare(tile, [bytes])
    }
    await this.finish()
  }

  private load(from: number) {
    const { tx, state } = this.parts
    return hashesFrom(tx, { from, to: state.sequenced, entries: entriesAtOnce })
  }

  private async batch(one: { first: number; batchId: string; hashes: Buffer }): Promise<void> {
    if (one.first !== this.size)
      this.parts.faults.add(this.size, `batch ${one.batchId}`, 'the numbering has a gap here')
    for (let at = 0; at < one.hashes.length; at += 32) {
      this.rebuild.add(one.hashes, at)
      while (this.due[0] && this.due[0].size <= this.size) this.pass(this.due.shift())
      if (this.size % entriesAtAStretch === 0) await turn()
    }
  }

  /** Knows every checkpoint up to this size. */
  private async awaitCheckpoints(size: number): Promise<void> {
    while (this.asked !== null && (this.due.at(-1)?.size ?? 0) <= size) {
      const page = { size: this.asked, limit: checkpointsAtOnce }
      const found = await checkpointsAfter(this.parts.tx, page)
      this.due.push(...found)
      this.asked = found.length < checkpointsAtOnce ? null : (found.at(-1)?.size ?? null)
    }
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

  /** The right edge, the state that was signed last, and checkpoints beyond the end. */
  private async finish(): Promise<void> {
    const { files, faults, state } = this.parts
    const { size } = this
    if (state.signedSize === size) {
      for (const { tile, bytes } of this.rebuild.partial()) await files.compare(tile, [bytes])
      if (!state.signedRoot.equals(this.rebuild.root()))
        faults.add(size - 1, 'the signed state', 'its root is not that of the entries')
    }
    if (this.due[0])
      faults.add(size, `checkpoint ${this.due[0].size}`, 'it covers entries that are not there')
  }
}
