import { setImmediate as turn } from 'node:timers/promises'
import type pg from 'pg'
import type { Tx } from '../platform/db/pool.ts'
import {
  type BatchLeaves,
  besideLeaves,
  journalCount,
  leavesAt,
  leavesInOrder,
  type PlacedBatch,
  pendingAfter,
  placedFrom,
  strayEntry,
  streamPages,
} from './fsck.store.ts'
import type { Places } from './fsck-chain.ts'
import { EntryCheck, type Filled } from './fsck-entries.ts'
import { type Fault, Faults } from './fsck-faults.ts'
import { BundleCheck, FileCheck } from './fsck-files.ts'
import { TreeCheck } from './fsck-tree.ts'
import { bundledLeaves, type LogState, readLogState } from './log.store.ts'
import type { TileDisk } from './tile-files.ts'
import { bundleEnds, encodeBundle } from './tiles.ts'

/**
 * 核对日志. Does the whole log still say what it said? Made again from the entries in the database:
 * every leaf, stream, file and checkpoint, and the words beside the leaves. While it sorts leaves,
 * the tree is made of their hashes, and what the shops say of their streams is read.
 * Changes nothing; wants one consistent look at the database.
 */
export async function fsck(parts: FsckParts): Promise<FsckReport> {
  const state = await readLogState(parts.tx)
  const check = new Check(parts)
  await Promise.all([check.streams(), state && check.log(state)])
  await check.pending()
  check.ends()
  await check.strays()
  return check.report(state)
}

export interface FsckParts {
  /** A transaction that sees one moment. */
  readonly tx: Tx
  /** Another connection in the same moment, for the leaves alone; it does not pipeline. */
  readonly leaves: pg.ClientBase
  /** The files of the tree; null: they lie elsewhere, only the database is checked. */
  readonly disk: Pick<TileDisk, 'read'> | null
  /** Whether the words beside the leaves are compared too: most of the work. */
  readonly payloads: boolean
}

export interface FsckReport {
  readonly origin: string | null
  readonly entries: number
  /** Recorded, and waiting for an index. */
  readonly pending: number
  readonly checkpoints: number
  readonly payloads: number
  readonly erased: number
  /** The first ones, in the order of the log. */
  readonly faults: readonly Fault[]
  readonly faultCount: number
}

/** A page of the log: enough for the database to work while we hash, and little to hold. */
const entriesAtOnce = 8_192
const pendingAtOnce = 500

/** So many are hashed at a stretch; then whatever the database has sent meanwhile is taken. */
const entriesAtAStretch = 512

/** Stands where a leaf is gone. */
const nothing = Buffer.alloc(0)

class Check {
  private readonly parts: FsckParts
  private readonly tx: Tx
  private readonly faults = new Faults()
  private readonly entries = new EntryCheck(this.faults)
  private readonly counts = { entries: 0, pending: 0, checkpoints: 0 }

  constructor(parts: FsckParts) {
    this.parts = parts
    this.tx = parts.tx
  }

  /** Everything that has an index. */
  async log(state: LogState): Promise<void> {
    const { tx, faults, parts } = this
    const files = new FileCheck(parts.disk, faults, state.signedSize)
    const tree = new TreeCheck({ tx, files, faults, state })
    await Promise.all([this.leaves(state.sequenced, new BundleCheck(files)), tree.run()])
    this.counts.entries = tree.size
    this.counts.checkpoints = tree.checkpoints
  }

  /** The leaves of all that has an index, in its order. Where one is missing, the tree tells. */
  private async leaves(to: number, bundles: BundleCheck): Promise<void> {
    const held = new InOrder(leavesInOrder(this.parts.leaves, to))
    const load = (from: number) => placedFrom(this.tx, { from, to, entries: entriesAtOnce })
    let batches = await load(0)
    for (let last = batches.at(-1); last; last = batches.at(-1)) {
      // The database works on the next page while this one is hashed.
      const next = load(last.first + last.seqs.length)
      next.catch(() => {}) // it fails where it is awaited
      await this.page(batches, held, bundles)
      batches = await next
    }
    await bundles.finish()
  }

  /** Looks at the batches of a page; lets the database's answers in between. */
  private async page(
    batches: readonly PlacedBatch[],
    held: InOrder,
    bundles: BundleCheck,
  ): Promise<void> {
    const page: Filled[] = []
    let atAStretch = 0
    for (const batch of batches) {
      const own = await held.of(batch.first)
      const filled = await this.fill(batch, own?.keys === batch.keys ? own.bundled : null)
      this.entries.leaves(filled)
      await bundles.add(filled)
      if (this.parts.payloads) page.push(filled)
      atAStretch += batch.seqs.length
      if (atAStretch < entriesAtAStretch) continue
      atAStretch = 0
      await turn()
    }
    await this.words(page)
  }

  /** A batch with all its leaves; where one is gone, an empty one stands in its place. */
  private async fill(
    batch: Omit<Filled, 'bundled' | 'ends'>,
    bundled: Buffer | null,
  ): Promise<Filled> {
    const ends = bundled && bundleEnds(bundled, batch.seqs.length)
    if (bundled && ends) return { ...batch, bundled, ends }
    // One of them is not there, or longer than any leaf: asked one by one it is told which.
    const each = await leavesAt(this.tx, batch)
    const whole = encodeBundle(each.map((leaf) => leaf?.subarray(0, 0xffff) ?? nothing))
    return { ...batch, bundled: whole, ends: bundleEnds(whole, batch.seqs.length) ?? [] }
  }

  private async words(batches: readonly Filled[]): Promise<void> {
    if (this.parts.payloads && batches.length > 0)
      this.entries.words(batches, await besideLeaves(this.tx, joined(batches)))
  }

  /** What waits for an index: the same questions, but for the tree. */
  async pending(): Promise<void> {
    for (let ordinal = 0n; ; ) {
      const waiting = await pendingAfter(this.tx, { ordinal, limit: pendingAtOnce })
      if (waiting.length === 0) return
      const batches: Filled[] = []
      for (const one of waiting) {
        const bundled = await bundledLeaves(this.tx, [one]).catch(() => null)
        const filled = await this.fill({ ...one, first: null }, bundled)
        this.entries.leaves(filled)
        this.counts.pending += one.seqs.length
        batches.push(filled)
      }
      await this.words(batches)
      ordinal = waiting.at(-1)?.ordinal ?? ordinal
    }
  }

  /** What the book-keeping of each shop says of its streams. */
  async streams(): Promise<void> {
    for await (const page of streamPages(this.tx))
      for (const row of page) {
        const found = this.entries.chains.tell(row)
        if (found) this.faults.add(null, `shop ${row.shopId}`, found)
      }
  }

  /** Does it know the same streams, as long as they are? Asked when all entries are known. */
  ends(): void {
    for (const { where, what } of this.entries.chains.differences())
      this.faults.add(null, where, what)
  }

  /** Is there anything in the journal that the log was never told of? */
  async strays(): Promise<void> {
    const known = this.counts.entries + this.counts.pending
    const count = await journalCount(this.tx)
    if (count === known) return
    const stray = await strayEntry(this.tx)
    const where = stray
      ? `shop ${stray.shopId} stream ${stray.streamId} entry ${stray.seq}`
      : 'the journal'
    const what = `the journal has ${count} entries, the log and what waits for it ${known}`
    this.faults.add(null, where, what)
  }

  report(state: LogState | null): FsckReport {
    return {
      origin: state?.origin ?? null,
      ...this.counts,
      payloads: this.entries.payloads,
      erased: this.entries.erased,
      faults: this.faults.first(20),
      faultCount: this.faults.count,
    }
  }
}

/** The leaves of one batch after the other, where some have none. */
class InOrder {
  private readonly source: AsyncGenerator<BatchLeaves>
  private ahead: BatchLeaves | null = null

  constructor(source: AsyncGenerator<BatchLeaves>) {
    this.source = source
  }

  /** Those of the batch that begins at this index; null: there are none. Asked in rising order. */
  async of(first: number): Promise<BatchLeaves | null> {
    while (this.ahead === null || this.ahead.first < first) {
      const { value, done } = await this.source.next()
      if (done) return null
      this.ahead = value
    }
    return this.ahead.first === first ? this.ahead : null
  }
}

function joined(batches: readonly Places[]): Places {
  return {
    shopIds: batches.flatMap(({ shopIds }) => shopIds),
    streamIds: batches.flatMap(({ streamIds }) => streamIds),
    seqs: batches.flatMap(({ seqs }) => seqs),
  }
}
