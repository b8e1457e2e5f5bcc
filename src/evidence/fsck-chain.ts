import { sha256Hex } from '../kernel/hash.ts'
import { type Instant, iso } from '../kernel/time.ts'
import { commitment, type Leaf } from './leaf.ts'

/** What lies beside a leaf in its row. */
export interface Beside {
  readonly kind: string
  readonly recordedAt: Instant
  readonly payload: string | null
  readonly salt: Buffer | null
}

/** A stream as its shop knows it. */
export interface StreamRow {
  readonly shopId: number
  readonly subject: string
  readonly streamId: string
  readonly count: number
  readonly head: string
}

/** What one look at one entry can find wrong; null: nothing. Pure, but for what it remembers. */
export type Finding = string | null

/** 链. Does every stream go on from its own last entry, without a gap? One pass, in order. */
export class Chains {
  private readonly heads = new Map<string, { seq: number; head: Buffer }>()

  /** The next entry that was read: does it fit the one before it in its stream? Keeps the hash. */
  next(leaf: Leaf, hash: Buffer): Finding {
    const last = this.heads.get(leaf.stream)
    if (!last) {
      this.heads.set(leaf.stream, { seq: leaf.seq, head: hash })
      return chainFault(leaf, 1, '')
    }
    const found = chainFault(leaf, last.seq + 1, last.head.toString('hex'))
    // After a gap the stream is taken up where it goes on: one missing entry is one finding.
    last.seq = leaf.seq
    last.head = hash
    return found
  }

  /** Does the shop's own book-keeping say the same of this stream? Each is asked for once. */
  compare({ streamId, count, head, subject }: StreamRow): Finding {
    const known = this.heads.get(streamId)
    this.heads.delete(streamId)
    if (!known) return `the stream ${streamId} (${subject}) has no entries`
    if (known.seq !== count || known.head.toString('hex') !== head)
      return `the stream ${streamId} ends at ${known.seq}, its row says ${count}`
    return null
  }

  /** A stream that no row knows of; null when every one was compared. */
  left(): string | null {
    return this.heads.keys().next().value ?? null
  }
}

function chainFault(leaf: Leaf, seq: number, prev: string): Finding {
  if (leaf.seq !== seq) return `it is number ${leaf.seq} of its stream, ${seq} should follow`
  if (leaf.prev !== prev) return 'it does not follow the entry before it in its stream'
  return null
}

/** Which leaf is this? Null when it has not the form of one. */
export function readLeaf(bytes: Buffer): Leaf | null {
  try {
    const leaf = JSON.parse(bytes.toString('latin1')) as Leaf
    const known = typeof leaf.stream === 'string' && Number.isSafeInteger(leaf.seq)
    return known && typeof leaf.prev === 'string' ? leaf : null
  } catch {
    return null
  }
}

/** Do the words beside the leaf still give what it committed to? An erased payload is no fault. */
export function payloadFault(leaf: Leaf, beside: Beside | null): Finding {
  if (beside === null) return 'its row is gone'
  if (beside.kind !== leaf.kind) return `its row says ${beside.kind}, its leaf ${leaf.kind}`
  if (iso(beside.recordedAt) !== leaf.at) return 'its row has another time than its leaf'
  if (beside.payload === null && beside.salt === null) return null
  if (beside.payload === null || beside.salt === null) return 'its payload is half erased'
  try {
    const payload = JSON.parse(beside.payload) as object
    const same = commitment(beside.salt, payload) === leaf.commitment
    return same ? null : 'its payload is not what was committed to'
  } catch {
    return `its payload cannot be read (${sha256Hex(beside.payload).slice(0, 8)})`
  }
}
