import { sha256Hex } from '../kernel/hash.ts'
import { type Instant, iso } from '../kernel/time.ts'
import { StreamEnds } from './fsck-ends.ts'
import { commitment, type Leaf } from './leaf.ts'

/** What lies beside a leaf in its row. */
export interface Beside {
  readonly kind: string
  readonly recordedAt: Instant
  readonly payload: string | null
  readonly salt: Buffer | null
}

/** Where entries stand in the journal. */
export interface Places {
  readonly shopIds: readonly number[]
  readonly streamIds: readonly string[]
  readonly seqs: readonly number[]
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
  private readonly ends = new StreamEnds()

  /**
   * The usual case, without reading the leaf as JSON: is it, letter for letter, the one that has to
   * follow here? Then it is taken for the head of its stream; `hash` is its own.
   */
  follows(leaf: LeafSpan, place: { stream: string; seq: number }, hash: Span): boolean {
    const { ends } = this
    const { seq } = place
    const stream = ends.find(leaf.bytes, leaf.to - fromEnd)
    if (seq !== (stream < 0 ? 0 : ends.seqOf(stream)) + 1) return false
    const prev = stream < 0 ? null : { bytes: ends.heads, from: stream * 32 }
    if (!hasForm(leaf, { ...place, prev })) return false
    const own = stream < 0 ? ends.findOrAdd(leaf.bytes, leaf.to - fromEnd) : stream
    ends.goOn(own, seq, hash)
    return true
  }

  /** The next entry that was read: does it fit the one before it in its stream? */
  next({ stream: name, seq, prev }: Leaf, hash: Span): Finding {
    const { ends } = this
    if (!isName(name)) return `its stream has no name: ${name.slice(0, 40)}`
    const stream = ends.findOrAdd(Buffer.from(name, 'latin1'), 0)
    const before = ends.seqOf(stream)
    const isLinked = prev === (before === 0 ? '' : this.headOf(stream))
    // After a gap the stream is taken up where it goes on: one missing entry is one finding.
    ends.goOn(stream, seq, hash)
    if (seq !== before + 1) return `it is number ${seq} of its stream, ${before + 1} should follow`
    return isLinked ? null : 'it does not follow the entry before it in its stream'
  }

  private headOf(stream: number): string {
    return this.ends.heads.toString('hex', stream * 32, stream * 32 + 32)
  }

  /** Does the shop's own book-keeping say the same of this stream? Each is asked for once. */
  compare({ streamId, count, head, subject }: StreamRow): Finding {
    const { ends } = this
    const stream = isName(streamId) ? ends.find(Buffer.from(streamId, 'latin1'), 0) : -1
    if (stream < 0) return `the stream ${streamId} (${subject}) has no entries`
    ends.see(stream)
    const known = ends.seqOf(stream)
    if (known === count && this.headOf(stream) === head) return null
    return `the stream ${streamId} ends at ${known}, its row says ${count}`
  }

  /** A stream that no row knows of; null when every one was compared. */
  left(): string | null {
    return this.ends.unseen()
  }
}

function isName(stream: string): boolean {
  return /^[0-9a-f]{32}$/.test(stream)
}

/** Where a hash stands: 32 bytes from here on. */
export interface Span {
  readonly bytes: Buffer
  readonly from: number
}

/** Where a leaf stands; `to` is behind its last byte. */
interface LeafSpan extends Span {
  readonly to: number
}

/** The pieces of a leaf that are the same in each, and where they begin (`spec/leaf.md`). */
const pieces = [
  [0, Buffer.from('{"actor":"')],
  [42, Buffer.from('","at":"')],
  [74, Buffer.from('","commitment":"')],
  [154, Buffer.from('","kind":"')],
] as const
const kindAt = 164
const beforePrev = Buffer.from('","prev":"')
const end = Buffer.from('","v":2}')
const quote = 0x22

/** So far from the end of a leaf begins the name of its stream. */
const fromEnd = 32 + end.length

/** Has it the form of a leaf, with these members between its kind and its end? */
function hasForm(
  { bytes, from, to }: LeafSpan,
  { prev, seq, stream }: { prev: Span | null; seq: number; stream: string },
): boolean {
  const behind = `","seq":${seq},"stream":"`
  const streamAt = to - end.length - stream.length
  const prevAt = streamAt - behind.length - (prev ? 64 : 0)
  const kindEnd = prevAt - beforePrev.length
  if (kindEnd < from + kindAt) return false
  for (const [at, piece] of pieces) if (!holdsAt(bytes, from + at, piece)) return false
  for (let at = from + kindAt; at < kindEnd; at++) if (bytes[at] === quote) return false
  return (
    holdsAt(bytes, kindEnd, beforePrev) &&
    (prev === null || holdsHexOf(bytes, prevAt, prev)) &&
    saysAt(bytes, streamAt - behind.length, behind) &&
    saysAt(bytes, streamAt, stream) &&
    holdsAt(bytes, to - end.length, end)
  )
}

// Byte by byte: short pieces are compared sooner than a call out of the program has begun.

function holdsAt(bytes: Buffer, from: number, piece: Buffer): boolean {
  for (let at = 0; at < piece.length; at++) if (bytes[from + at] !== piece[at]) return false
  return true
}

function saysAt(bytes: Buffer, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++)
    if (bytes[from + at] !== text.charCodeAt(at)) return false
  return true
}

const digits = Buffer.from('0123456789abcdef')

function holdsHexOf(bytes: Buffer, from: number, hash: Span): boolean {
  for (let at = 0; at < 32; at++) {
    const byte = hash.bytes[hash.from + at] ?? 0
    if (bytes[from + at * 2] !== digits[byte >> 4]) return false
    if (bytes[from + at * 2 + 1] !== digits[byte & 15]) return false
  }
  return true
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
