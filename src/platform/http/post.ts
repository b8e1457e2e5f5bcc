import { ask } from '../outgoing.ts'
import type { Reach } from '../outside.ts'

/** What another server answered. */
export interface Posted {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
}

interface How {
  readonly signal: AbortSignal
  readonly reach: Reach
  readonly limit?: number
  readonly type?: string
}

/** Whoever asks says how long it waits; this is only the end of all patience. */
const timeoutMs = 60_000

/** Asks another server. Rejects when it does not answer, or with more than `limit` bytes. */
export async function postBytes(
  url: string,
  body: string | Uint8Array,
  { limit = 100_000, type = 'application/octet-stream', ...how }: How,
): Promise<Posted> {
  const headers = { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }
  const asked = { url: new URL(url), method: 'POST', headers, body, ...how } as const
  const heard = await ask({ ...asked, timeoutMs, answerBytesMax: limit })
  if (!heard.heard) throw new Error(heard.code)
  if (heard.cut !== null) throw new Error(heard.cut)
  const contentType = heard.headers['content-type'] ?? ''
  return { status: heard.status, contentType, body: heard.body }
}

/** The same with text. */
export function postText(url: string, body: string, how: How): Promise<Posted> {
  return postBytes(url, body, { type: 'text/plain; charset=utf-8', ...how })
}
