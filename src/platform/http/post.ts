/** Asks another server; the answer is read up to `limit` bytes, and one byte more when it goes on. */
export async function postText(
  url: string,
  body: string,
  { signal, limit = 100_000 }: { signal: AbortSignal; limit?: number },
): Promise<{ status: number; contentType: string; body: Uint8Array }> {
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  // A witness is called by its address; where it would send us is not what the operator named.
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
