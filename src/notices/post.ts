import { ask } from '../platform/outgoing.ts'
import type { Reach } from '../platform/outside.ts'
import type { TryError } from './model.ts'

/** What the receiver answered, or why it could not. */
export type Posted = { readonly status: number } | { readonly error: TryError }

const timeoutMs = 10_000
/** Of an answer nothing is wanted but its status; a long one is cut off. */
const answerBytesMax = 16 * 1024

/** Sends a message there. Follows no redirect, waits no longer than ten seconds. */
export async function post(
  url: URL,
  {
    headers,
    body,
    reach,
  }: { headers: Readonly<Record<string, string>>; body: string; reach: Reach },
): Promise<Posted> {
  const heard = await ask({
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Baozheng-Webhooks/1',
      ...headers,
    },
    body,
    timeoutMs,
    answerBytesMax,
    reach,
  })
  return heard.heard ? { status: heard.status } : { error: heard.why }
}
