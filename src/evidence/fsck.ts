import type { Tx } from '../platform/db/pool.ts'
import {
  besideLeaves,
  journalCount,
  leavesAt,
  type Places,
  pendingAfter,
  placedFrom,
  strayEntry,
  streamsAfter,
} from './fsck.store.ts'
import { type Beside, Chains, payloadFault, readLeaf } from './fsck-chain.ts'
import { type Fault, Faults } from './fsck-faults.ts'
import { TreeCheck } from './fsck-tree.ts'
import { bundledLeaves, type LogState, readLogState } from './log.store.ts'
import { entryHash } from './merkle.ts'
import type { TileDisk } from './tile-files.ts'
import { decodeBundle } from './tiles.ts'

/**
 * 核对日志. Does the whole log still say what it said? Made again from the entries in the database,
 * in one pass: every leaf, stream, file and checkpoint, and the words beside the leaves.
 * Changes nothing; wants one consistent look at the database.
 */
export async function fsck(parts: FsckParts): Promise<FsckReport> {
  const state = await readLogState(parts.tx)
  const check = new Check(parts)
  if (state) await check.log(state)
  await check.pending()
  await check.streams()
  await check.strays()
  return check.report(state)
}

export interface FsckParts {
  /** A transaction that sees one moment. */
  readonly tx: Tx
  /** The files of the tree; null: they lie elsewhere, only the database is checked. */
  readonly disk: TileDisk | null
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
const pageSize = 5_000

/** Stands where a leaf is gone. */
const nothing = Buffer.alloc(0)

type Hashed = Places & { readonly hashes: Buffer }

class Check {
  private readonly parts: FsckParts
  private readonly faults = new Faults()
  private readonly chains = new Chains()
  private readonly tree: TreeCheck
  private readonly counts = { pending: 0, payloads: 0, erased: 0 }

  constructor(parts: FsckParts) {
    this.parts = parts
    this.tree = new TreeCheck({ tx: parts.tx, disk: parts.disk, faults: this.faults })
  }

  /** Everything that has an index, in its order. */
  async log(state: LogState): Promise<void> {
    const to = state.sequenced
    let next = this.load(0, to)
    while (this.tree.size < to) {
      const from = this.tree.size
      const { batches, leaves, beside } = await next
      if (leaves.length === 0) {
        this.faults.add(from, `entry ${from}`, 'the log ends here, though it is longer')
        return
      }
      await this.tree.awaitCheckpoints(from + leaves.length)
      // The database works on the next page while this one is hashed.
      next = this.load(from + leaves.length, to)
      next.catch(() => {}) // it fails where it is awaited
      for (const batch of batches) {
        if (batch.first !== this.tree.size)
          this.faults.add(this.tree.size, `batch ${batch.batchId}`, 'the numbering has a gap here')
        this.takeIn(batch, leaves, this.tree.size - from)
      }
      if (beside) this.words({ places: joined(batches), leaves, beside, from })
      await this.tree.compareFiles(state.signedSize)
    }
    await this.tree.finish(state)
  }

  /** A page of the log from this index on, up to the end of a batch. */
  private async load(from: number, to: number) {
    const { tx, payloads } = this.parts
    const batches = from < to ? await placedFrom(tx, { from, to, entries: entriesAtOnce }) : []
    const leaves = await this.leavesOf(batches)
    const beside = payloads ? await besideLeaves(tx, joined(batches)) : null
    return { batches, leaves, beside }
  }

  /** All leaves of these batches; where one is gone, an empty one stands in its place. */
  private async leavesOf(batches: readonly Places[]): Promise<Buffer[]> {
    if (batches.length === 0) return []
    const count = batches.reduce((sum, { seqs }) => sum + seqs.length, 0)
    const bundled = await bundledLeaves(this.parts.tx, batches).catch(() => null)
    const found = bundled && decodeBundle(bundled, count)
    if (found) return found
    // One of them is not there: asked one by one it is told which.
    const each = await leavesAt(this.parts.tx, joined(batches))
    return each.map((leaf) => leaf ?? nothing)
  }

  private takeIn(batch: Hashed, leaves: readonly Buffer[], offset: number): void {
    for (let at = 0; at < batch.seqs.length; at++) {
      const leaf = leaves[offset + at] ?? nothing
      const hash = this.entry({ batch, at, leaf, index: this.tree.size })
      this.tree.add(leaf, hash)
    }
  }

  /** One entry: is its leaf what was taken in, and does it go on from its stream? Out: its hash. */
  private entry(one: { batch: Hashed; at: number; leaf: Buffer; index: number | null }): Buffer {
    const { batch, at, leaf, index } = one
    const hash = batch.hashes.subarray(at * 32, at * 32 + 32)
    const found = (what: string) => this.faults.add(index, placeOf(batch, at), what)
    const own = entryHash(leaf)
    if (leaf.length === 0) found('its leaf is gone')
    else if (!own.equals(hash)) found('its leaf is not the one that was taken in')
    const read = readLeaf(leaf)
    if (read === null) {
      if (leaf.length > 0) found('its leaf cannot be read')
      return hash
    }
    if (read.stream !== batch.streamIds[at] || read.seq !== batch.seqs[at])
      found(`its leaf says stream ${read.stream}, entry ${read.seq}`)
    const broken = this.chains.next(read, hash)
    if (broken) found(broken)
    return hash
  }

  /** The words beside the leaves of a page. `from` is the first one's index. */
  private words(page: {
    places: Places
    leaves: readonly Buffer[]
    beside: readonly (Beside | null)[]
    from: number | null
  }): void {
    const { places, leaves, beside, from } = page
    for (const [at, one] of beside.entries()) {
      const leaf = readLeaf(leaves[at] ?? nothing)
      if (leaf === null) continue // told already
      this.counts.payloads++
      if (one?.payload === null) this.counts.erased++
      const found = payloadFault(leaf, one)
      if (found) this.faults.add(from === null ? null : from + at, placeOf(places, at), found)
    }
  }

  /** What waits for an index: the same questions, but for the tree. */
  async pending(): Promise<void> {
    for (let ordinal = 0n; ; ) {
      const batches = await pendingAfter(this.parts.tx, { ordinal, limit: pendingAtOnce })
      if (batches.length === 0) return
      const leaves = await this.leavesOf(batches)
      let place = 0
      for (const batch of batches)
        for (let at = 0; at < batch.seqs.length; at++)
          this.entry({ batch, at, leaf: leaves[place++] ?? nothing, index: null })
      this.counts.pending += place
      const places = joined(batches)
      const beside = this.parts.payloads ? await besideLeaves(this.parts.tx, places) : []
      this.words({ places, leaves, beside, from: null })
      ordinal = batches.at(-1)?.ordinal ?? ordinal
    }
  }

  /** Does the book-keeping of each shop know the same streams, as long as they are? */
  async streams(): Promise<void> {
    let after = { shopId: -1, subject: '' }
    for (;;) {
      const rows = await streamsAfter(this.parts.tx, { ...after, limit: pageSize })
      for (const row of rows) {
        const found = this.chains.compare(row)
        if (found) this.faults.add(null, `shop ${row.shopId}`, found)
      }
      const last = rows.at(-1)
      if (!last) break
      after = last
    }
    const left = this.chains.left()
    if (left) this.faults.add(null, `stream ${left}`, 'no shop knows of this stream')
  }

  /** Is there anything in the journal that the log was never told of? */
  async strays(): Promise<void> {
    const known = this.tree.size + this.counts.pending
    const count = await journalCount(this.parts.tx)
    if (count === known) return
    const stray = await strayEntry(this.parts.tx)
    const where = stray
      ? `shop ${stray.shopId} stream ${stray.streamId} entry ${stray.seq}`
      : 'the journal'
    const what = `the journal has ${count} entries, the log and what waits for it ${known}`
    this.faults.add(null, where, what)
  }

  report(state: LogState | null): FsckReport {
    return {
      origin: state?.origin ?? null,
      entries: this.tree.size,
      ...this.counts,
      checkpoints: this.tree.checkpoints,
      faults: this.faults.first(20),
      faultCount: this.faults.count,
    }
  }
}

function joined(batches: readonly Places[]): Places {
  return {
    shopIds: batches.flatMap(({ shopIds }) => shopIds),
    streamIds: batches.flatMap(({ streamIds }) => streamIds),
    seqs: batches.flatMap(({ seqs }) => seqs),
  }
}

function placeOf({ shopIds, streamIds, seqs }: Places, at: number): string {
  return `shop ${shopIds[at]} stream ${streamIds[at]} entry ${seqs[at]}`
}
