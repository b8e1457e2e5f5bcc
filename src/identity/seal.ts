import { createCipheriv, createDecipheriv } from 'node:crypto'
import { assert } from '../kernel/assert.ts'
import type { RandomBytes } from './ids.ts'

/** One letter, so that another cipher can follow without asking every row what it is. */
const version = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * How are these bytes kept from whoever reads the database? AES-256-GCM. `about` says which place
 * they belong to: copied to another row they do not open.
 */
export function seal(
  key: Buffer,
  plain: Uint8Array,
  about: string,
  randomBytes: RandomBytes,
): Buffer {
  assert(key.length === 32, 'a key has 32 bytes')
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(about))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), body])
}

/** What was sealed here? Throws when the bytes, the key or the place are not the ones they were. */
export function unseal(key: Buffer, sealed: Buffer, about: string): Buffer {
  const bodyAt = 1 + nonceBytes + tagBytes
  if (sealed.length < bodyAt || sealed[0] !== version) throw new SealBroken()
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, bodyAt))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()])
  } catch {
    throw new SealBroken()
  }
}

/** Says that something does not open, and nothing of what it is. */
export class SealBroken extends Error {
  override name = 'SealBroken'
  constructor() {
    super('sealed bytes do not open: changed, moved, or sealed with another key')
  }
}
