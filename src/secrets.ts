import { hmac } from './kernel/hash.ts'
import type { Secrets } from './platform/config.ts'

/** What seals blind bids until they meet. */
export function bidKeyOf({ masterKey }: Secrets): Buffer {
  return hmac(masterKey, 'blind bids')
}

/** From this key every webhook has a secret of its own. */
export function webhookKey({ masterKey }: Secrets): Buffer {
  return hmac(masterKey, 'webhooks')
}
