import { hmac } from '../kernel/hash.ts'
import type { Instant } from '../kernel/time.ts'
import type { Known } from './model.ts'

/**
 * 签名密钥. The secret by which a receiver knows that a message is ours. It follows from the site's
 * own key, the address and its number, so that it is stored nowhere.
 * Standard Webhooks: `whsec_` and base64.
 */
export function secretOf(siteKey: Buffer, { shop, webhookId }: Known, keyNo: number): string {
  const bytes = hmac(siteKey, `webhook ${shop} ${webhookId} ${keyNo}`)
  return `whsec_${bytes.toString('base64')}`
}

export interface Message {
  readonly messageId: string
  readonly body: string
}

/** The three headers of Standard Webhooks; after a rotation, both keys sign for a day. */
export function signedHeaders(
  siteKey: Buffer,
  webhook: Known,
  { messageId, body, at }: Message & { at: Instant },
): Record<string, string> {
  const timestamp = Math.floor(at / 1000)
  const old = webhook.oldKeyUntil !== null && at < webhook.oldKeyUntil ? [webhook.keyNo - 1] : []
  const signatures = [webhook.keyNo, ...old].map((keyNo) => {
    const secret = secretOf(siteKey, webhook, keyNo)
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    return `v1,${hmac(key, `${messageId}.${timestamp}.${body}`).toString('base64')}`
  })
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}
