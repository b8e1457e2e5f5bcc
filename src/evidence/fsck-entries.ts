import { type Beside, Chains, type Places, payloadFault, readLeaf } from './fsck-chain.ts'
import type { Faults } from './fsck-faults.ts'
import { entryDigest } from './merkle.ts'

/** A batch of entries with their leaves, each behind its length; one that is gone is empty. */
export interface Filled extends Places {
  /** The index of its first entry; null: it waits for one. */
  readonly first: number | null
  readonly hashes: Buffer
  readonly bundled: Buffer
  /** Where in `bundled` each leaf ends. */
  readonly ends: readonly number[]
}

/** Are the leaves what was taken in, in streams without a gap, with their words beside them? */
export class EntryCheck {
  readonly chains = new Chains()
  payloads = 0
  erased = 0
  private readonly faults: Faults

  constructor(faults: Faults) {
    this.faults = faults
  }

  /** Is each leaf what was taken in, and does it go on from its stream? */
  leaves(batch: Filled): void {
    const { bundled, ends, hashes, seqs } = batch
    const taken = hashes.toString('latin1')
    const names = Buffer.from(batch.streamIds.join(''), 'latin1')
    for (let at = 0, from = 2; at < ends.length; at++) {
      const to = ends[at] ?? 0
      const isTaken = taken.startsWith(entryDigest(bundled.subarray(from, to)), at * 32)
      const place = { stream: { bytes: names, from: at * 32 }, seq: seqs[at] ?? 0 }
      const hash = { bytes: hashes, from: at * 32 }
      if (!isTaken || !this.chains.follows({ bytes: bundled, from, to }, place, hash))
        this.odd(batch, at, isTaken)
      from = to + 2
    }
  }

  /** What is wrong with an entry that is not letter for letter what has to follow, if anything? */
  private odd(batch: Filled, at: number, isTaken: boolean): void {
    const leaf = leafOf(batch, at)
    const found = (what: string) => this.faults.add(indexOf(batch, at), placeOf(batch, at), what)
    if (leaf.length === 0) found('its leaf is gone')
    else if (!isTaken) found('its leaf is not the one that was taken in')
    const read = readLeaf(leaf)
    if (read === null) {
      if (leaf.length > 0) found('its leaf cannot be read')
      return
    }
    if (read.stream !== batch.streamIds[at] || read.seq !== batch.seqs[at])
      found(`its leaf says stream ${read.stream}, entry ${read.seq}`)
    const broken = this.chains.next(read, { bytes: batch.hashes, from: at * 32 })
    if (broken) found(broken)
  }

  /** Do the words beside the leaves of these batches, all in a row, give what was committed to? */
  words(batches: readonly Filled[], beside: readonly (Beside | null)[]): void {
    let place = 0
    for (const batch of batches)
      for (const at of batch.ends.keys()) {
        const one = beside[place++] ?? null
        const leaf = readLeaf(leafOf(batch, at))
        if (leaf === null) continue // told already
        this.payloads++
        if (one?.payload === null) this.erased++
        const found = payloadFault(leaf, one)
        if (found) this.faults.add(indexOf(batch, at), placeOf(batch, at), found)
      }
  }
}

function leafOf({ bundled, ends }: Filled, at: number): Buffer {
  return bundled.subarray((ends[at - 1] ?? 0) + 2, ends[at])
}

function indexOf({ first }: Filled, at: number): number | null {
  return first === null ? null : first + at
}

function placeOf({ shopIds, streamIds, seqs }: Places, at: number): string {
  return `shop ${shopIds[at]} stream ${streamIds[at]} entry ${seqs[at]}`
}
