import { canonicalJson } from '../kernel/canonical.ts'
import { sha256, sha256Hex } from '../kernel/hash.ts'
import { type Instant, iso } from '../kernel/time.ts'

/**
 * 叶. What the log keeps of one event for ever: no personal data, only a commitment to the payload.
 * The payload and its salt lie elsewhere and can be erased; the leaf and every proof stay valid.
 */
export interface Leaf {
  readonly v: 1
  /** The event's type, `order.paid`. */
  readonly kind: string
  /** Random, unrelated to any public id. */
  readonly stream: string
  /** 1 for the first entry of its stream, without gaps. */
  readonly seq: number
  /** Hash of the stream's previous leaf, in hex; empty for the first. */
  readonly prev: string
  readonly at: string
  /** Who acted, as a name that means something only inside this stream. */
  readonly actor: string
  readonly commitment: string
}

/** Which bytes stand in the log for this event? The one place that knows the leaf's form. */
export function leafBytes(entry: {
  kind: string
  stream: string
  seq: number
  prev: string
  at: Instant
  actor: string
  payload: string
  salt: Uint8Array
}): Buffer {
  const leaf: Leaf = {
    v: 1,
    kind: entry.kind,
    stream: entry.stream,
    seq: entry.seq,
    prev: entry.prev,
    at: iso(entry.at),
    actor: sha256Hex(`${entry.stream} ${entry.actor}`).slice(0, 32),
    commitment: commitment(entry.salt, entry.payload),
  }
  return Buffer.from(canonicalJson(leaf))
}

/** What binds a leaf to a payload (canonical JSON) without giving it away? */
export function commitment(salt: Uint8Array, payload: string): string {
  return sha256Hex(Buffer.concat([salt, Buffer.from(payload)]))
}

/** The hash of a leaf, RFC 6962: a zero byte before it, so that no leaf is taken for a node. */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256(Buffer.concat([leafPrefix, leaf]))
}

const leafPrefix = Buffer.from([0])
