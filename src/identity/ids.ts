import { assert } from '../kernel/assert.ts'
import { hmac, sha256 } from '../kernel/hash.ts'
import type { PersonId, Phone } from './model.ts'

export type RandomBytes = (length: number) => Buffer

/**
 * Which person is behind this telephone number? Always the same one, so that somebody who bought
 * as a guest and signs in later comes back to the order. Without the key the id says nothing about
 * the number, though there are few enough numbers to try them all: the key must stay secret.
 */
export function personIdOf(phoneKey: Buffer, phone: Phone): PersonId {
  return uuid(hmac(phoneKey, `phone:${phone}`), 8)
}

/** A new random id. Version 4, so it never meets the id of a telephone number (version 8). */
export function randomId(randomBytes: RandomBytes): string {
  return uuid(randomBytes(16), 4)
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return uuidForm.test(text)
}

/** RFC 9562: sixteen bytes with version and variant put in. */
function uuid(bytes: Buffer, version: 4 | 8): string {
  assert(bytes.length >= 16, 'a uuid needs sixteen bytes')
  const own = Buffer.from(bytes.subarray(0, 16))
  own[6] = ((own[6] ?? 0) & 0x0f) | (version << 4)
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80
  const hex = own.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-')
}

/**
 * A new secret that opens one order to whoever holds its link. It travels in the fragment of an
 * address and in the body of a POST, never in a path or a query: those end up in logs.
 */
export function linkSecret(randomBytes: RandomBytes): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret? Only this: 256 random bits need no slow hash. */
export function linkHash(secret: string): Buffer {
  return sha256(`link:${secret}`)
}

/** Could this text be such a secret? Asked before anything is looked up. */
export function isLinkSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}
