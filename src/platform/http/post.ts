/** What another server answered. */
export interface Posted {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
}

interface How {
  readonly signal: AbortSignal
  readonly limit?: number
  readonly type?: string
}

/** Asks another server; the answer is read up to `limit` bytes, and one byte more when it goes on. */
export async function postBytes(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  { signal, limit = 100_000, type = 'application/octet-stream' }: How,
): Promise<Posted> {
  const headers = { 'content-type': type }
  // It is called by its address; where it would send us is not what the operator named.
  const answer = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'error' })
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  const contentType = answer.headers.get('content-type') ?? ''
  return { status: answer.status, contentType, body: Buffer.concat(chunks).subarray(0, limit + 1) }
}

/** The same with text. */
export function postText(url: string, body: string, how: How): Promise<Posted> {
  return postBytes(url, body, { type: 'text/plain; charset=utf-8', ...how })
}
