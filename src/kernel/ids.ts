import { createCipheriv, createDecipheriv } from 'node:crypto'
import { assert } from './assert.ts'

/** A shop's number: random, 1 to 2^44 - 1, never shown. */
export type ShopId = number
/** A public id: `ord_` and 26 characters. Carries its shop, enciphered, beside 80 random bits. */
export type PublicId = string

export const kinds = ['shp', 'lst', 'ord', 'pcl'] as const
export type Kind = (typeof kinds)[number]

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const values = new Map([...alphabet].map((letter, value) => [letter, BigInt(value)]))

/**
 * Which id names this thing of this shop? One AES block: 4 bits of kind, 44 of shop, 80 random.
 * Whoever lacks the key can neither read the shop nor make an id that leads anywhere.
 */
export function publicId(
  kind: Kind,
  shopId: ShopId,
  random: Uint8Array,
  key: Uint8Array,
): PublicId {
  assert(Number.isInteger(shopId) && shopId > 0 && shopId < 2 ** 44, 'a shop id has 44 bits')
  assert(random.length >= 10, 'an id needs 80 random bits')
  const block = Buffer.alloc(16)
  block.writeUIntBE(kinds.indexOf(kind) * 2 ** 44 + shopId, 0, 6)
  block.set(random.subarray(0, 10), 6)
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
  return `${kind}_${base32(Buffer.concat([cipher.update(block), cipher.final()]))}`
}

/** Whose is this id? Null when it is not one of ours, or of another kind. */
export function shopOf(id: string, kind: Kind, key: Uint8Array): ShopId | null {
  if (!id.startsWith(`${kind}_`)) return null
  const bytes = unbase32(id.slice(4))
  if (!bytes) return null
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false)
  const head = Buffer.concat([decipher.update(bytes), decipher.final()]).readUIntBE(0, 6)
  const shopId = head % 2 ** 44
  return Math.floor(head / 2 ** 44) === kinds.indexOf(kind) && shopId > 0 ? shopId : null
}

/** 128 bits as 26 letters and digits that people do not confuse (Crockford's alphabet). */
export function base32(bytes: Uint8Array): string {
  assert(bytes.length === 16, 'an id has 128 bits')
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (let place = 0; place < 26; place++) {
    text = `${alphabet[Number(value & 31n)]}${text}`
    value >>= 5n
  }
  return text
}

function unbase32(text: string): Buffer | null {
  if (text.length !== 26) return null
  let value = 0n
  for (const letter of text) {
    const digit = values.get(letter)
    if (digit === undefined) return null
    value = (value << 5n) | digit
  }
  if (value >> 128n) return null
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex')
}
