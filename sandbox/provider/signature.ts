import { type KeyObject, sign, verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * The provider's half of the signatures. It shares no code with the merchant's half on purpose:
 * two halves that import one helper would only agree with themselves.
 */
const skewSecondsMax = 300

export interface Keys {
  readonly merchantId: string
  readonly merchantPublicKey: KeyObject
  readonly providerPrivateKey: KeyObject
  readonly providerPublicKey: KeyObject
}

export interface Asked {
  readonly method: string
  /** Path and query exactly as they were sent. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * Why may this caller not come in? Null when it may. Order: header, then time, then signature, so
 * that a merchant with a wrong clock learns just that.
 */
export function whyNotSigned(keys: Keys, asked: Asked): string | null {
  const merchant = asked.headers['sandbox-merchant']
  const timestamp = asked.headers['sandbox-timestamp']
  const nonce = asked.headers['sandbox-nonce']
  const signature = asked.headers['sandbox-signature']
  if (typeof merchant !== 'string' || typeof timestamp !== 'string') return 'auth.header_missing'
  if (typeof nonce !== 'string' || typeof signature !== 'string') return 'auth.header_missing'
  if (!/^\d{10}$/.test(timestamp) || !/^[0-9A-Za-z_-]{8,64}$/.test(nonce))
    return 'auth.header_wrong'
  if (merchant !== keys.merchantId) return 'auth.merchant_unknown'

  const skew = Math.abs(Date.now() / 1000 - Number(timestamp))
  if (skew > skewSecondsMax) return 'auth.timestamp_skew'

  const head = `${asked.method}\n${asked.target}\n${timestamp}\n${nonce}\n`
  const message = Buffer.concat([Buffer.from(head), asked.body, Buffer.from('\n')])
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return 'auth.signature_wrong'
  return verify(null, message, keys.merchantPublicKey, bytes) ? null : 'auth.signature_wrong'
}

/** Which headers prove that these bytes are ours? An answer repeats the nonce of its question. */
export function signed(keys: Keys, nonce: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`)
  return {
    'sandbox-timestamp': timestamp,
    'sandbox-nonce': nonce,
    'sandbox-signature': sign(null, message, keys.providerPrivateKey).toString('base64'),
  }
}
