/**
 * 回调验证. Is this webhook ours, and is it fresh? Standard Webhooks (HMAC-SHA256, `v1`). No
 * dependencies: works in Node 20 or newer, browsers, Deno, Bun and workers.
 *
 * @example
 * const message = await verifyWebhook(secret, { headers: request.headers, body: rawText })
 */
export interface WebhookMessage {
  /** What happened, such as `order.paid`. */
  readonly type: string
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Received {
  /** As they came, names in any case: a `Headers`, or Node's plain object. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** The very text of the body, before anything has parsed it. */
  readonly body: string
}

export interface VerifyOptions {
  /** Milliseconds of now; for tests. */
  readonly now?: number
  /** A message older or newer than this is refused, against replays. Five minutes unless told. */
  readonly toleranceSeconds?: number
}

/** Why a message must not be trusted. */
export class WebhookUntrusted extends Error {
  override name = 'WebhookUntrusted'
  readonly reason: 'headers_missing' | 'too_old_or_new' | 'signature_wrong' | 'unreadable'
  constructor(reason: WebhookUntrusted['reason']) {
    super(`this webhook cannot be trusted: ${reason}`)
    this.reason = reason
  }
}

/**
 * Gives the message, or throws `WebhookUntrusted`. Remember its `webhook-id`: a message may come
 * twice, and is the same one then.
 */
export async function verifyWebhook(
  secret: string,
  received: Received,
  options: VerifyOptions = {},
): Promise<WebhookMessage> {
  const id = header(received, 'webhook-id')
  const timestamp = header(received, 'webhook-timestamp')
  const signatures = header(received, 'webhook-signature')
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp))
    throw new WebhookUntrusted('headers_missing')
  const age = Math.abs((options.now ?? Date.now()) / 1000 - Number(timestamp))
  if (age > (options.toleranceSeconds ?? 300)) throw new WebhookUntrusted('too_old_or_new')
  const text = new TextEncoder().encode(`${id}.${timestamp}.${received.body}`)
  const given = signatures.split(' ').flatMap((one) => /^v1,(.+)$/.exec(one)?.[1] ?? [])
  const key = await keyOf(secret)
  // The comparison inside `verify` takes the same time wherever two signatures differ.
  const checks = given.slice(0, 8).map((one) => crypto.subtle.verify('HMAC', key, bytes(one), text))
  if (!(await Promise.all(checks)).includes(true)) throw new WebhookUntrusted('signature_wrong')
  try {
    return JSON.parse(received.body) as WebhookMessage
  } catch {
    throw new WebhookUntrusted('unreadable')
  }
}

function header({ headers }: Received, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : found?.[0]
}

function keyOf(secret: string): Promise<CryptoKey> {
  const raw = bytes(secret.replace(/^whsec_/, ''))
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
