import { canonicalJson } from '../kernel/canonical.ts'
import { sha256, sha256Hex } from '../kernel/hash.ts'
import { type Instant, iso } from '../kernel/time.ts'
import { disclosures } from './disclosure.ts'

/**
 * 叶. What the log keeps of one event for ever: no personal data, only a commitment to the payload.
 * The payload and its salt lie elsewhere and can be erased; the leaf and every proof stay valid.
 * The form is described in `spec/leaf.md`.
 */
export interface Leaf {
  readonly v: 2
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
  /** SHA-256 in hex that binds the payload without giving it away. */
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
  payload: object
  salt: Uint8Array
}): Buffer {
  const leaf: Leaf = {
    v: 2,
    kind: entry.kind,
    stream: entry.stream,
    seq: entry.seq,
    prev: entry.prev,
    at: iso(entry.at),
    actor: actorKeyId(entry.stream, entry.actor),
    commitment: commitment(entry.salt, entry.payload),
  }
  return Buffer.from(canonicalJson(leaf))
}

/** Under which name does somebody act in this stream? The same in all of it, and nowhere else. */
export function actorKeyId(stream: string, actor: string): string {
  return sha256Hex(`${stream} ${actor}`).slice(0, 32)
}

/**
 * What binds a leaf to a payload without giving it away? Every part of the payload has a digest
 * under a salt of its own; the commitment is over all of them, sorted so that their order tells
 * nothing. Money may be `bigint` or the string of digits it is in JSON: both give the same.
 */
export function commitment(salt: Uint8Array, payload: object): string {
  return commitmentOf(disclosures(salt, payload).map(({ digest }) => digest))
}

/** The same from the digests alone: of what is shown, and of what is kept back or erased. */
export function commitmentOf(digests: readonly string[]): string {
  return sha256Hex(`{"_sd":["${[...digests].sort().join('","')}"],"_sd_alg":"sha-256"}`)
}

/** The hash of a leaf, RFC 6962: a zero byte before it, so that no leaf is taken for a node. */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256(Buffer.concat([leafPrefix, leaf]))
}

const leafPrefix = Buffer.from([0])
