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
import { entryDigest } from './merkle.ts'
import type { TileDisk } from './tile-files.ts'
import { encodeBundle, isBundle, tileWidth } from './tiles.ts'

/**
 * 核对日志. Does the whole log still say what it said? Made again from the entries in the database,
 * in one pass: every leaf, stream, file and checkpoint, and the words beside the leaves.
 * Changes nothing; wants one consistent look at the database.
 */
export async function fsck(parts: FsckParts): Promise<FsckReport> {
  const state = await readLogState(parts.tx)
  const check = new Check(parts, state?.verifier ?? '')
  if (state) await check.log(state)
  await check.pending()
  await check.streams()
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
const pageSize = 5_000

/** So many are hashed at a stretch; then whatever the database has sent meanwhile is taken. */
const entriesAtAStretch = 128

/** Stands where a leaf is gone. */
const nothing = Buffer.alloc(0)

/** A batch of entries with their leaves, each behind its length; one that is gone is empty. */
type Filled = Places & { readonly hashes: Buffer; readonly bundled: Buffer }

class Check {
  private readonly parts: FsckParts
  private readonly tx: Tx
  private readonly faults = new Faults()
  private readonly chains = new Chains()
  private readonly tree: TreeCheck
  private readonly counts = { pending: 0, payloads: 0, erased: 0 }

  constructor(parts: FsckParts, verifier: string) {
    this.parts = parts
    this.tx = parts.tx
    this.tree = new TreeCheck({ tx: this.tx, disk: parts.disk, faults: this.faults, verifier })
  }

  /** Everything that has an index, in its order. */
  async log(state: LogState): Promise<void> {
    const to = state.sequenced
    const held = new InOrder(leavesInOrder(this.parts.leaves, to))
    let next = this.load(0, to)
    while (this.tree.size < to) {
      const from = this.tree.size
      const batches = await next
      const count = countOf(batches)
      if (count === 0) {
        this.faults.add(from, `entry ${from}`, 'the log ends here, though it is longer')
        return
      }
      await this.tree.awaitCheckpoints(from + count)
      // The database works on the next page while this one is hashed.
      next = this.load(from + count, to)
      next.catch(() => {}) // it fails where it is awaited
      const filled = await this.page(batches, held)
      if (this.parts.payloads) {
        const beside = await besideLeaves(this.tx, joined(filled))
        this.words({ batches: filled, beside, from })
      }
      await this.tree.compareFiles(state.signedSize)
    }
    await this.tree.finish(state)
  }

  /** A page of the log from this index on, up to the end of a batch. */
  private load(from: number, to: number): Promise<readonly PlacedBatch[]> {
    const page = { from, to, entries: entriesAtOnce }
    return from < to ? placedFrom(this.tx, page) : Promise.resolve([])
  }

  /** Takes the batches of a page in; lets the database's answers in between. Out: with leaves. */
  private async page(batches: readonly PlacedBatch[], held: InOrder): Promise<Filled[]> {
    const filled: Filled[] = []
    let atAStretch = 0
    for (const batch of batches) {
      if (batch.first !== this.tree.size)
        this.faults.add(this.tree.size, `batch ${batch.batchId}`, 'the numbering has a gap here')
      const own = await held.of(batch.first)
      const bundled = own?.keys === batch.keys ? own.bundled : null
      const one = { ...batch, bundled: await this.leavesOf(batch, bundled) }
      this.takeIn(one)
      if (this.parts.payloads) filled.push(one)
      atAStretch += batch.seqs.length
      if (atAStretch < entriesAtAStretch) continue
      atAStretch = 0
      await turn()
    }
    return filled
  }

  /** All leaves of a batch; where one is gone, an empty one stands in its place. */
  private async leavesOf(batch: Places, bundled: Buffer | null): Promise<Buffer> {
    if (bundled !== null && isBundle(bundled, batch.seqs.length)) return bundled
    // One of them is not there, or longer than any leaf: asked one by one it is told which.
    const each = await leavesAt(this.tx, batch)
    return encodeBundle(each.map((leaf) => leaf?.subarray(0, 0xffff) ?? nothing))
  }

  private takeIn(batch: Filled): void {
    let piece = 0
    for (const { at, leaf, end } of leavesIn(batch)) {
      this.entry(batch, { at, leaf, index: this.tree.size })
      this.tree.add(batch.hashes, at * 32)
      if (this.tree.size % tileWidth !== 0) continue
      this.tree.bundle(batch.bundled.subarray(piece, end))
      piece = end
    }
    this.tree.bundle(batch.bundled.subarray(piece))
  }

  /** One entry: is its leaf what was taken in, and does it go on from its stream? */
  private entry(
    batch: Filled,
    { at, leaf, index }: { at: number; leaf: Buffer; index: number | null },
  ): void {
    const stream = batch.streamIds[at] ?? ''
    const seq = batch.seqs[at] ?? 0
    const hash = batch.hashes.toString('latin1', at * 32, at * 32 + 32)
    const isTaken = entryDigest(leaf) === hash
    if (isTaken && this.chains.follows(leaf, { stream, seq }, hash)) return
    const found = (what: string) => this.faults.add(index, placeOf(batch, at), what)
    if (leaf.length === 0) found('its leaf is gone')
    else if (!isTaken) found('its leaf is not the one that was taken in')
    const read = readLeaf(leaf)
    if (read === null) {
      if (leaf.length > 0) found('its leaf cannot be read')
      return
    }
    if (read.stream !== stream || read.seq !== seq)
      found(`its leaf says stream ${read.stream}, entry ${read.seq}`)
    const broken = this.chains.next(read, hash)
    if (broken) found(broken)
  }

  /** The words beside the leaves of a page. `from` is the first one's index. */
  private words(page: {
    batches: readonly Filled[]
    beside: readonly (Beside | null)[]
    from: number | null
  }): void {
    let place = 0
    for (const batch of page.batches)
      for (const { at, leaf: bytes } of leavesIn(batch)) {
        const one = page.beside[place] ?? null
        const index = page.from === null ? null : page.from + place
        place++
        const leaf = readLeaf(bytes)
        if (leaf === null) continue // told already
        this.counts.payloads++
        if (one?.payload === null) this.counts.erased++
        const found = payloadFault(leaf, one)
        if (found) this.faults.add(index, placeOf(batch, at), found)
      }
  }

  /** What waits for an index: the same questions, but for the tree. */
  async pending(): Promise<void> {
    for (let ordinal = 0n; ; ) {
      const waiting = await pendingAfter(this.tx, { ordinal, limit: pendingAtOnce })
      if (waiting.length === 0) return
      const batches: Filled[] = []
      for (const one of waiting) {
        const bundled = await bundledLeaves(this.tx, [one]).catch(() => null)
        batches.push({ ...one, bundled: await this.leavesOf(one, bundled) })
      }
      for (const batch of batches)
        for (const { at, leaf } of leavesIn(batch)) this.entry(batch, { at, leaf, index: null })
      this.counts.pending += countOf(batches)
      const beside = this.parts.payloads ? await besideLeaves(this.tx, joined(batches)) : null
      if (beside) this.words({ batches, beside, from: null })
      ordinal = waiting.at(-1)?.ordinal ?? ordinal
    }
  }

  /** Does the book-keeping of each shop know the same streams, as long as they are? */
  async streams(): Promise<void> {
    let after = { shopId: -1, subject: '' }
    for (;;) {
      const rows = await streamsAfter(this.tx, { ...after, limit: pageSize })
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
      entries: this.tree.size,
      ...this.counts,
      checkpoints: this.tree.checkpoints,
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

function countOf(batches: readonly Places[]): number {
  return batches.reduce((sum, { seqs }) => sum + seqs.length, 0)
}

/** The leaves of a batch with their place in it, and where each one ends in the bundle. */
function* leavesIn({
  seqs,
  bundled,
}: Filled): Generator<{ at: number; leaf: Buffer; end: number }> {
  let begin = 0
  for (let at = 0; at < seqs.length; at++) {
    const end = begin + 2 + bundled.readUInt16BE(begin)
    yield { at, leaf: bundled.subarray(begin + 2, end), end }
    begin = end
  }
}

function placeOf({ shopIds, streamIds, seqs }: Places, at: number): string {
  return `shop ${shopIds[at]} stream ${streamIds[at]} entry ${seqs[at]}`
}
