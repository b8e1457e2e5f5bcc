import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import type { CarrierRefusal, ScanKind, ScanSignature } from './model.ts'

/** What a carrier says of a parcel, in the words in which it says it. */
export interface Report {
  readonly trackingNo: string
  readonly kind: ScanKind
  /** As it was written: RFC 3339. */
  readonly at: string
  readonly place?: string
  readonly consented?: boolean
  readonly signature?: { readonly keyId: string; readonly value: string }
}

/** A key that is in force: 32 bytes of Ed25519. */
export interface SigningKey {
  readonly keyId: string
  readonly publicKey: Buffer
}

/**
 * Which bytes does a carrier sign? Seven lines of UTF-8, each ended by a line feed, so that any
 * program can make them without a library. No field holds a line feed.
 */
export function scanText(carrierId: string, report: Report): string {
  const { trackingNo, kind, at, place = '', consented = false } = report
  const station = consented ? 'consented' : ''
  const lines = ['baozheng-scan/v1', carrierId, trackingNo, kind, at, station, place]
  return `${lines.join('\n')}\n`
}

/**
 * Is this report signed as it must be? Whoever has a key signs with it; whoever has none need not.
 * Out: what is kept beside the scan (null: not signed), or why it is not taken.
 */
export function checkSignature(
  report: Report,
  carrierId: string,
  keys: readonly SigningKey[],
): { readonly signed: ScanSignature | null } | Refusal<CarrierRefusal> {
  const { signature } = report
  if (!signature) return keys.length > 0 ? refuse('carrier.scan_unsigned') : { signed: null }
  const key = keys.find(({ keyId }) => keyId === signature.keyId)
  if (!key) return refuse('carrier.key_unknown')
  const text = Buffer.from(scanText(carrierId, report))
  const holds = verify(null, text, keyOf(key.publicKey), Buffer.from(signature.value, 'base64'))
  if (!holds) return refuse('carrier.signature_wrong')
  return { signed: { keyId: key.keyId, at: report.at, value: signature.value } }
}

/** RFC 8410: the twelve bytes that stand before the 32 of an Ed25519 public key. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

function keyOf(publicKey: Buffer): KeyObject {
  const key = Buffer.concat([spkiPrefix, publicKey])
  return createPublicKey({ key, format: 'der', type: 'spki' })
}

/** The 32 bytes of a key in base64. Null when it cannot be one. */
export function readPublicKey(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === 32 && !bytes.equals(Buffer.alloc(32)) ? bytes : null
}
