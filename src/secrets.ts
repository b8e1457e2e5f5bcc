import { hmac } from './kernel/hash.ts'
import type { Secrets } from './platform/config.ts'

/** What seals blind bids: a simulation has no secrets to keep. */
export function bidKeyOf(secrets: Secrets | undefined): Buffer {
  return hmac(secrets?.masterKey ?? Buffer.alloc(32), 'blind bids')
}

/** From this key every webhook has a secret of its own. */
export function webhookKey({ masterKey }: Secrets): Buffer {
  return hmac(masterKey, 'webhooks')
}
