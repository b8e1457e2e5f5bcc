import { sha256Hex } from '../kernel/hash.ts'
import { type Instant, iso } from '../kernel/time.ts'
import { disclosures } from './disclosure.ts'
import { entryHash } from './merkle.ts'

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
  const { kind, stream, seq, prev, at } = entry
  const actor = actorKeyId(stream, entry.actor)
  const bound = commitment(entry.salt, entry.payload)
  // Canonical by its very order: written thousands of times a second, so not sorted each time.
  return Buffer.from(
    `{"actor":"${actor}","at":"${iso(at)}","commitment":"${bound}","kind":${JSON.stringify(kind)},` +
      `"prev":"${prev}","seq":${seq},"stream":"${stream}","v":2}`,
  )
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
  return entryHash(leaf)
}
