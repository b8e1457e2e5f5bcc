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
  /** Where each stream's end is kept: millions of small objects would keep the collector busy. */
  private readonly slots = new Map<string, number>()
  private seqs = new Float64Array(1_024)
  /** The hash of each stream's last entry. */
  private heads = Buffer.alloc(1_024 * 32)
  private used = 0

  /**
   * The usual case, without reading the leaf as JSON: is it, letter for letter, the one that has to
   * follow here? Then it is taken for the head of its stream; `hash` is its own, 32 letters.
   */
  follows(leaf: Buffer, place: { stream: string; seq: number }, hash: string): boolean {
    const { seq } = place
    const streamAt = leaf.length - streamFromEnd
    // Its own letters: what is cut out of a longer text keeps all of that in memory.
    const stream = leaf.toString('latin1', streamAt, streamAt + 32)
    if (stream !== place.stream) return false
    const slot = this.slots.get(stream)
    const last = slot === undefined ? 0 : (this.seqs[slot] ?? 0)
    if (seq !== last + 1) return false
    const prev = slot === undefined ? '' : this.headOf(slot)
    if (!hasForm(leaf.toString('latin1'), { prev, seq, streamAt })) return false
    this.keep(slot ?? this.slotFor(stream), seq, hash)
    return true
  }

  /** The next entry that was read: does it fit the one before it in its stream? */
  next(leaf: Leaf, hash: string): Finding {
    const { stream, seq } = leaf
    const slot = this.slots.get(stream)
    const found =
      slot === undefined
        ? chainFault(leaf, 1, '')
        : chainFault(leaf, (this.seqs[slot] ?? 0) + 1, this.headOf(slot))
    // After a gap the stream is taken up where it goes on: one missing entry is one finding.
    this.keep(slot ?? this.slotFor(stream), seq, hash)
    return found
  }

  private headOf(slot: number): string {
    return this.heads.toString('hex', slot * 32, slot * 32 + 32)
  }

  private slotFor(stream: string): number {
    const slot = this.used++
    this.slots.set(stream, slot)
    if (slot < this.seqs.length) return slot
    const [seqs, heads] = [new Float64Array(slot * 2), Buffer.alloc(slot * 64)]
    seqs.set(this.seqs)
    heads.set(this.heads)
    ;[this.seqs, this.heads] = [seqs, heads]
    return slot
  }

  private keep(slot: number, seq: number, hash: string): void {
    this.seqs[slot] = seq
    this.heads.write(hash, slot * 32, 'latin1')
  }

  /** Does the shop's own book-keeping say the same of this stream? Each is asked for once. */
  compare({ streamId, count, head, subject }: StreamRow): Finding {
    const slot = this.slots.get(streamId)
    this.slots.delete(streamId)
    if (slot === undefined) return `the stream ${streamId} (${subject}) has no entries`
    const known = this.seqs[slot]
    if (known !== count || this.headOf(slot) !== head)
      return `the stream ${streamId} ends at ${known}, its row says ${count}`
    return null
  }

  /** A stream that no row knows of; null when every one was compared. */
  left(): string | null {
    return this.slots.keys().next().value ?? null
  }
}

/** Where the members of a leaf stand that have one length (`spec/leaf.md`). */
const kindAt = 164
const streamFromEnd = '0123456789abcdef0123456789abcdef","v":2}'.length

/** Has it the form of a leaf, with these members between its kind and its stream? */
function hasForm(
  leaf: string,
  { prev, seq, streamAt }: { prev: string; seq: number; streamAt: number },
): boolean {
  const middle = `","prev":"${prev}","seq":${seq},"stream":"`
  return (
    leaf.startsWith('{"actor":"') &&
    leaf.startsWith('","at":"', 42) &&
    leaf.startsWith('","commitment":"', 74) &&
    leaf.startsWith('","kind":"', 154) &&
    leaf.indexOf('"', kindAt) === streamAt - middle.length &&
    leaf.startsWith(middle, streamAt - middle.length) &&
    leaf.endsWith('","v":2}')
  )
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
