import type pg from 'pg'
import { second } from '../kernel/time.ts'
import { over, type Tx } from '../platform/db/pool.ts'
import { signCheckpoint } from './checkpoint.ts'
import { latestCheckpoint, publish } from './checkpoints.store.ts'
import {
  advanceSigned,
  appendBatches,
  dropLease,
  LeaseLost,
  LogDamaged,
  type LogState,
  takeLease,
  type WaitingBatch,
  waitingBatches,
} from './log.store.ts'
import type { Signer } from './note.ts'
import { lastSignedPath, readEntriesOf, recover } from './recovery.ts'
import { type TileDisk, TileMissing, tileReader } from './tile-files.ts'
import { edgeRoot, readEdge } from './tiles.ts'
import { consistencyPath, goesOn, outgrown, type Tree } from './tree.ts'
import type { Witnesses } from './witnesses.ts'

/** 定序. What the writer of the log needs of the world. */
export interface SequencerParts {
  readonly pool: pg.Pool
  readonly disk: TileDisk
  readonly signer: Signer
  readonly origin: string
  readonly witnesses: Witnesses
  /** Names this process among all that might write. */
  readonly holder: string
  /** The house's clock, for what people read; the lease goes by the machine's. */
  readonly now: () => number
  readonly wall: () => number
  readonly log: (what: string, about: Record<string, unknown>) => void
  /** Told when nothing may be signed any more. */
  readonly halted?: (why: string) => void
  /** Every step that writes goes through here: tests make it fail in every way there is. */
  readonly step?: <T>(name: Step, act: () => Promise<T>) => Promise<T>
  readonly leaseMs?: number
}

export type Step = 'lease' | 'append' | 'tiles' | 'advance' | 'signed_file' | 'publish'

/** So many entries are given an index in one transaction, and so many before a checkpoint. */
const entriesAtOnce = 8_192
const entriesPerCheckpoint = 65_536

/** How long a server that died keeps the log from the next one. */
const leaseMs = 5 * second

interface Own {
  state: LogState
  readonly tree: Tree
  /** What the newest published checkpoint covers. */
  published: number
}

/**
 * Gives committed entries their index, writes the tree, and signs it. One server at a time holds
 * the lease; what it has in memory it can always make again from the database, so whatever fails
 * is forgotten and begun anew. The order of the steps, and what each crash between them leaves, is
 * in README.md.
 */
export class Sequencer {
  private readonly parts: SequencerParts
  private own: Own | null = null
  private working: Promise<boolean> | null = null
  private stopped = false
  /** Why nothing may be signed until somebody has looked; null while all is well. */
  halted: string | null = null
  /** When this process published last, by the machine's clock; null before. */
  publishedAt: number | null = null
  size = 0

  constructor(parts: SequencerParts) {
    this.parts = parts
  }

  /** Takes in what waits and publishes it. True when something was published. One at a time. */
  tick(): Promise<boolean> {
    this.working ??= this.once().finally(() => {
      this.working = null
    })
    return this.working
  }

  /** Lets the step under way end, and gives the lease back. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.working?.catch(() => {})
    await dropLease(this.tx, this.parts.holder).catch(() => {}) // it ends by itself
  }

  /** Does this server write the log? */
  get leads(): boolean {
    return this.own !== null
  }

  private async once(): Promise<boolean> {
    if (this.stopped || this.halted !== null) return false
    try {
      const own = await this.hold()
      if (own === null) return false
      await this.takeIn(own)
      if (own.tree.size > own.published) return await this.checkpoint(own)
      return await this.witnessAgain(own)
    } catch (error) {
      // What is in memory may be ahead of what is kept, or behind it: the next turn looks anew.
      this.own = null
      if (error instanceof LogDamaged) this.halt(error.message)
      else if (!(error instanceof LeaseLost)) throw error
      return false
    }
  }

  private halt(why: string): void {
    this.halted = why
    this.parts.log('the log is halted: nothing is signed until somebody has looked', { why })
    this.parts.halted?.(why)
  }

  /** Takes or keeps the lease, and knows the tree as it was left. Null: another server writes. */
  private async hold(): Promise<Own | null> {
    const now = this.parts.wall()
    const until = now + (this.parts.leaseMs ?? leaseMs)
    const lease = { holder: this.parts.holder, now, until }
    const state = await this.step('lease', () => takeLease(this.tx, lease))
    if (state === null) {
      this.own = null
      return null
    }
    if (this.own?.state.epoch === state.epoch) return this.own
    const tree = await recover(this.parts, state)
    const published = (await latestCheckpoint(this.tx))?.size ?? 0
    if (published > state.signedSize) throw new LogDamaged('more is published than was signed')
    this.size = published
    this.own = { state, tree, published }
    return this.own
  }

  /**
   * Gives all that waits an index, up to the bound of one checkpoint. While a page is taken in and
   * its files are written, the database finds the next one.
   */
  private async takeIn(own: Own): Promise<void> {
    const start = own.tree.size
    let writing: Promise<void> = Promise.resolve()
    let batches = await this.waiting([])
    while (batches.length > 0) {
      const after = batches.reduce((size, one) => size + one.entries, own.tree.size)
      const isLast = after - own.tree.size < entriesAtOnce || after - start >= entriesPerCheckpoint
      const next = isLast ? Promise.resolve([]) : this.waiting(batches)
      next.catch(() => {}) // it fails where it is awaited
      const hashes = Buffer.concat(batches.map((one) => one.hashes))
      const entries = readEntriesOf(Buffer.concat(batches.map((one) => one.bundled)), hashes)
      await writing
      const taken = batches
      await this.step('append', () => this.append(own, taken))
      own.tree.grow(entries, hashes)
      writing = this.writeBack(own.tree.takeFull())
      // It is waited for below; should the next page fail first, that one is told.
      writing.catch(() => {})
      batches = await next
    }
    await writing
  }

  private waiting(without: readonly WaitingBatch[]): Promise<WaitingBatch[]> {
    return waitingBatches(this.tx, { entriesMax: entriesAtOnce, without })
  }

  private append(own: Own, batches: readonly WaitingBatch[]): Promise<void> {
    const { epoch } = own.state
    return this.transact((tx) => appendBatches(tx, { epoch, first: own.tree.size, batches }))
  }

  /** Writes files, and looks whether the disk gives back what it was given. */
  private async writeBack(files: readonly { path: string; bytes: Buffer }[]): Promise<void> {
    if (files.length === 0) return
    await this.step('tiles', () => this.parts.disk.write(files))
    await Promise.all(
      files.map(async ({ path, bytes }) => {
        const held = await this.parts.disk.read(path)
        if (!held?.equals(bytes)) throw new TileMissing(`the disk does not give ${path} back`)
      }),
    )
  }

  /** Signs the tree as it is now, asks the witnesses, and publishes. */
  private async checkpoint(own: Own): Promise<true> {
    const { disk, signer, origin } = this.parts
    const { size, root } = own.tree
    await this.writeBack(own.tree.partial(own.published))
    await this.check(own, { size, root })
    if (size > own.state.signedSize) {
      const advance = () => advanceSigned(this.tx, own.state, { size, root })
      if (!(await this.step('advance', advance)))
        throw new LeaseLost('another server has signed meanwhile')
      own.state = { ...own.state, signedSize: size, signedRoot: root }
    }
    const note = signCheckpoint({ origin, size, root }, signer)
    // Before anybody outside sees it: a database that is put back to an earlier day is found by it.
    const signed = [{ path: lastSignedPath, bytes: Buffer.from(note) }]
    await this.step('signed_file', () => disk.write(signed))
    await this.publish(own, note)
    await disk.remove(outgrown(own.published, size))
    own.published = size
    this.size = size
    return true
  }

  /** Nothing is signed that does not go on from what was signed before, as the disk tells it. */
  private async check(own: Own, head: { size: number; root: Buffer }): Promise<void> {
    const { signedSize, signedRoot } = own.state
    const read = tileReader(this.parts.disk)
    const held = await readEdge(head.size, read)
    if (!edgeRoot(held).equals(head.root)) throw new TileMissing('the right edge is not as written')
    if (!(await goesOn({ size: signedSize, root: signedRoot }, head, read)))
      throw new LogDamaged(`the tree of ${head.size} does not go on from that of ${signedSize}`)
  }

  private async publish(own: Own, note: string): Promise<void> {
    const { size, root } = own.tree
    const read = tileReader(this.parts.disk)
    const prove = (old: number) => consistencyPath({ old, size }, read)
    const asked = await this.parts.witnesses.ask({ note, size, prove })
    if (asked.ahead !== null) await this.explain(asked.ahead)
    const now = this.parts.now()
    const witnessedAt = asked.quorum ? now : null
    const one = { size, root, note: asked.note, publishedAt: now, witnessedAt }
    await this.step('publish', () => publish(this.tx, one))
    this.publishedAt = this.parts.wall()
  }

  /** A witness has seen more than we know: another server of ours was faster, or data are lost. */
  private async explain(ahead: { name: string; size: number }): Promise<never> {
    const { holder } = this.parts
    const now = this.parts.wall()
    const state = await takeLease(this.tx, { holder, now, until: now + leaseMs })
    if (state === null || state.signedSize >= ahead.size) throw new LeaseLost('another was faster')
    throw new LogDamaged(
      `the witness ${ahead.name} has signed a tree of ${ahead.size} entries, ` +
        `this database knows of ${state.signedSize}`,
    )
  }

  /** The newest checkpoint once more, where witnesses were missing or have not signed for long. */
  private async witnessAgain(own: Own): Promise<boolean> {
    if (own.published === 0 || !this.parts.witnesses.isDue()) return false
    const { origin, signer } = this.parts
    const { size, root } = own.tree
    await this.publish(own, signCheckpoint({ origin, size, root }, signer))
    return true
  }

  private get tx(): Tx {
    return over(this.parts.pool)
  }

  private step<T>(name: Step, act: () => Promise<T>): Promise<T> {
    return this.parts.step ? this.parts.step(name, act) : act()
  }

  private async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.parts.pool.connect()
    let broken = true
    try {
      await client.query('begin')
      const result = await work(over(client))
      await client.query('commit')
      broken = false
      return result
    } catch (error) {
      broken = await client.query('rollback').then(
        () => false,
        () => true,
      )
      throw error
    } finally {
      client.release(broken)
    }
  }
}
