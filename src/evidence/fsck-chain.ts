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

/**
 * Which leaf is this? Null when it has not the one form that a leaf has. Taken apart by its form and
 * not parsed: a check of a whole log spends its time here.
 */
export function readLeaf(bytes: Buffer): Leaf | null {
  const [, actor, at, commitment, kind, prev, seq, stream] =
    form.exec(bytes.toString('latin1')) ?? []
  if (!actor || !at || !commitment || !kind || prev === undefined || !seq || !stream) return null
  return { v: 2, actor, at, commitment, kind, prev, seq: Number(seq), stream }
}

const form = new RegExp(
  '^\\{"actor":"([0-9a-f]{32})","at":"([0-9TZ:.-]{24})","commitment":"([0-9a-f]{64})",' +
    '"kind":"([a-z_.]{1,80})","prev":"((?:[0-9a-f]{64})?)","seq":([1-9][0-9]{0,9}),' +
    '"stream":"([0-9a-f]{32})","v":2\\}$',
)

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
