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
  follows(leaf: LeafSpan, place: { stream: Span; seq: number }, hash: Span): boolean {
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

  /** What a shop's own book-keeping says of a stream; each is told once. */
  tell(row: StreamRow): Finding {
    if (!isName(row.streamId)) return `a stream has no name: ${row.streamId.slice(0, 40)}`
    this.ends.tell(this.ends.findOrAdd(Buffer.from(row.streamId, 'latin1'), 0), row)
    return null
  }

  /** Where do the log and the shops say two things of one stream? */
  *differences(): Generator<{ where: string; what: string }> {
    const { ends } = this
    for (let stream = 0; stream < ends.used; stream++) {
      if (ends.isAsTold(stream)) continue
      const { name, shopId, count, told } = ends.standing(stream)
      const where = `shop ${shopId}`
      if (told === 0) yield { where: `stream ${name}`, what: 'no shop knows of this stream' }
      else if (count === 0) yield { where, what: `the stream ${name} has no entries` }
      else yield { where, what: `the stream ${name} ends at ${count}, its row says ${told}` }
    }
  }
}

function isName(stream: string): boolean {
  return /^[0-9a-f]{32}$/.test(stream)
}

/** Where a hash or the name of a stream stands: 32 bytes from here on. */
export interface Span {
  readonly bytes: Buffer
  readonly from: number
}

/** Where a leaf stands; `to` is behind its last byte. */
interface LeafSpan extends Span {
  readonly to: number
}

/** What stands in a leaf between its members, and where members of one length end. */
const pieces = {
  actor: Buffer.from('{"actor":"'),
  at: Buffer.from('","at":"'),
  commitment: Buffer.from('","commitment":"'),
  kind: Buffer.from('","kind":"'),
  prev: Buffer.from('","prev":"'),
  end: Buffer.from('","v":2}'),
}
const kindAt = 164
const quote = 0x22

/** So far from the end of a leaf begins the name of its stream. */
const fromEnd = 32 + pieces.end.length

/** The piece with the number of an entry; most numbers are small, and come again. */
function numbered(seq: number): Buffer {
  const known = numbers[seq] ?? Buffer.from(`","seq":${seq},"stream":"`)
  if (seq < 1_000) numbers[seq] = known
  return known
}
const numbers: Buffer[] = []

/** Has it the form of a leaf, with these members between its kind and its end? */
function hasForm(
  { bytes, from, to }: LeafSpan,
  { prev, seq, stream }: { prev: Span | null; seq: number; stream: Span },
): boolean {
  const number = numbered(seq)
  const streamAt = to - fromEnd
  const prevAt = streamAt - number.length - (prev ? 64 : 0)
  const kindEnd = prevAt - pieces.prev.length
  if (kindEnd < from + kindAt) return false
  for (let at = from + kindAt; at < kindEnd; at++) if (bytes[at] === quote) return false
  return (
    holdsAt(bytes, from, pieces.actor) &&
    holdsAt(bytes, from + 42, pieces.at) &&
    holdsAt(bytes, from + 74, pieces.commitment) &&
    holdsAt(bytes, from + 154, pieces.kind) &&
    holdsAt(bytes, kindEnd, pieces.prev) &&
    (prev === null || holdsHexOf(bytes, prevAt, prev)) &&
    holdsAt(bytes, streamAt - number.length, number) &&
    holdsName(bytes, streamAt, stream) &&
    holdsAt(bytes, to - pieces.end.length, pieces.end)
  )
}

// Byte by byte: short pieces are compared sooner than a call out of the program has begun.

function holdsAt(bytes: Buffer, from: number, piece: Buffer): boolean {
  for (let at = 0; at < piece.length; at++) if (bytes[from + at] !== piece[at]) return false
  return true
}

function holdsName(bytes: Buffer, from: number, name: Span): boolean {
  for (let at = 0; at < 32; at++) if (bytes[from + at] !== name.bytes[name.from + at]) return false
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
