import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { sha256 } from '../kernel/hash.ts'
import { readText } from './strict.ts'

/** 核对设备签名. Does what a party signed with its own device hold? As `spec/receipt.md` says. */

type Members = Readonly<Record<string, unknown>>

/**
 * Did the owner of the key sign this document, in this order and step? `rest` is the part of the
 * entry's payload that does not stand apart; `by` is undefined where the receipt does not show it.
 */
export function isDeviceSigned(entry: { subject: string; rest: unknown; by: unknown }): boolean {
  const event = membersOf(membersOf(entry.rest).event)
  if (typeof event.document !== 'string') return false
  const agreed = membersOf(parsed(event.document))
  const isThisStep = agreed.format === 'baozheng-step/v1' && agreed.step === event.step
  if (!isThisStep || agreed.orderId !== entry.subject) return false
  if (entry.by !== undefined && agreed.by !== entry.by) return false
  return isSignedDocument(event)
}

/** Did the owner of `publicKey` sign `document`, whatever it says? */
export function isSignedDocument(event: Members): boolean {
  const { document, algorithm } = event
  if (typeof document !== 'string') return false
  const clientData = bytesOf(event.clientDataJSON)
  const authenticatorData = bytesOf(event.authenticatorData)
  const signature = bytesOf(event.signature)
  const key = keyOf(bytesOf(event.publicKey), algorithm)
  if (clientData === null || authenticatorData === null || signature === null || key === null)
    return false
  const client = membersOf(parsed(readText(clientData) ?? ''))
  const challenge = sha256(document).toString('base64url')
  if (client.type !== 'webauthn.get' || client.challenge !== challenge) return false
  if (!wasSomebodyThere(authenticatorData)) return false
  const message = Buffer.concat([authenticatorData, sha256(clientData)])
  return verify(algorithm === -8 ? null : 'sha256', message, key, signature)
}

/** 32 bytes name the site; the lowest bit of the next says that a person was there. */
function wasSomebodyThere(authenticatorData: Buffer): boolean {
  return authenticatorData.length >= 37 && authenticatorData.readUInt8(32) % 2 === 1
}

function membersOf(value: unknown): Members {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Members) : {}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function bytesOf(text: unknown): Buffer | null {
  if (typeof text !== 'string') return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

/** The key, if it is of the kind that the algorithm asks for, and written in the one usual way. */
function keyOf(spki: Buffer | null, algorithm: unknown): KeyObject | null {
  if (spki === null) return null
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    const isUsual = key.export({ format: 'der', type: 'spki' }).equals(spki)
    return isUsual && isFor(key, spki, algorithm) ? key : null
  } catch {
    return null // no key at all, or a point that is on no curve
  }
}

function isFor(key: KeyObject, spki: Buffer, algorithm: unknown): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: about } = key
  switch (algorithm) {
    case -7: // Both coordinates written out: 26 bytes, a 4, x and y.
      return about?.namedCurve === 'prime256v1' && spki.length === 91 && spki[26] === 4
    case -8:
      return type === 'ed25519'
    case -257: {
      const bytes = Math.ceil((about?.modulusLength ?? 0) / 8)
      return type === 'rsa' && bytes >= 256 && bytes <= 1_024 && about?.publicExponent === 65_537n
    }
    default:
      return false
  }
}
