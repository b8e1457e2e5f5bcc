import { createCipheriv, createDecipheriv } from 'node:crypto'
import { hmac } from '../kernel/hash.ts'
import type { Fen } from '../kernel/money.ts'

/**
 * 密封. A tolerance as nobody but the deciding program reads it: AES-256-GCM, bound to the order, the
 * nonce made from the wish's own key, so that a repeat of the same wish is the same text.
 */
export function sealBid(key: Uint8Array, bid: { orderId: string; wish: string; fen: Fen }): string {
  const nonce = hmac(key, `nonce ${bid.orderId} ${bid.wish} ${bid.fen}`).subarray(0, 12)
  const cipher = createCipheriv('aes-256-gcm', hmac(key, 'bids'), nonce)
  cipher.setAAD(Buffer.from(bid.orderId))
  // All bids are of one length: the text tells nothing of the amount.
  const plain = bid.fen.toString().padStart(20, '0')
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

/** What does this seal hold? Null when it was not made here for this order. In fen. */
export function openBid(key: Uint8Array, orderId: string, sealed: string): Fen | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length !== 48) return null
  const decipher = createDecipheriv('aes-256-gcm', hmac(key, 'bids'), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(orderId))
  decipher.setAuthTag(bytes.subarray(32))
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, 32)), decipher.final()])
    return BigInt(plain.toString())
  } catch {
    return null
  }
}
