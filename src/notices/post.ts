import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Address } from '../platform/outside.ts'
import type { TryError } from './model.ts'

/** What the receiver answered, or why it could not. */
export type Posted = { readonly status: number } | { readonly error: TryError }

const timeoutMs = 10_000
/** Of an answer nothing is wanted but its status; a long one is cut off. */
const answerBytesMax = 16 * 1024

/** Sends a message to that very address. Follows no redirect, waits no longer than ten seconds. */
export async function post(
  url: URL,
  to: Address,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
): Promise<Posted> {
  const bytes = Buffer.from(body)
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': bytes.length,
      'user-agent': 'Baozheng-Webhooks/1',
      ...headers,
    },
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    // The name was resolved and judged before: the connection goes there and nowhere else.
    lookup: (_host, { all }, done) => (all ? done(null, [to]) : done(null, to.address, to.family)),
  }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((done) => {
    const asked = send(url, options, (response) => {
      const status = response.statusCode ?? 0
      let bytesRead = 0
      response.on('data', (chunk: Buffer) => {
        bytesRead += chunk.length
        if (bytesRead > answerBytesMax) response.destroy()
      })
      response.on('error', () => done({ status }))
      response.on('close', () => done({ status }))
    })
    asked.on('error', (error) =>
      done({ error: error.name === 'TimeoutError' || isAbort(error) ? 'timeout' : 'unreachable' }),
    )
    asked.end(bytes)
  })
}

function isAbort(error: Error): boolean {
  return error.name === 'AbortError' || ('code' in error && error.code === 'ABORT_ERR')
}
