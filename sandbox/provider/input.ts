import type { IncomingMessage } from 'node:http'

export const bodyBytesMax = 64 * 1024
const amountFenMax = 1_000_000_000_000

/** Which bytes did the caller send? Null when they are more than 64 KB or the caller went away. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= bodyBytesMax) chunks.push(chunk)
      else {
        request.pause()
        resolve(null)
      }
    })
    request.on('end', () => {
      const [first] = chunks
      resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks))
    })
    request.on('error', () => resolve(null))
    request.on('close', () => resolve(null))
  })
}

export type Fields = Readonly<Record<string, unknown>>

/** Which object is written here? Null when it is not a JSON object. */
export function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return value as Fields
  } catch {
    return null
  }
}

/** A text of 1 to `max` characters, or null. */
export function text(value: unknown, max: number): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= max ? value : null
}

/** A merchant's number: 1 to 32 letters and digits, or null. */
export function number(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9A-Za-z]{1,32}$/.test(value) ? value : null
}

/** An amount in fen, sent as a string of digits, or null. */
export function amountFen(value: unknown): number | null {
  if (typeof value !== 'string' || !/^[1-9]\d{0,12}$/.test(value)) return null
  const amount = Number(value)
  return amount <= amountFenMax ? amount : null
}

/** A moment as ISO 8601 in UTC, or null. */
export function instant(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value)) {
    return null
  }
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : at
}

/** An address on the web without a user name in it, or null. */
export function webAddress(value: unknown): string | null {
  const given = text(value, 2048)
  if (given === null || !URL.canParse(given)) return null
  const url = new URL(given)
  const web = url.protocol === 'http:' || url.protocol === 'https:'
  return web && url.username === '' && url.password === '' ? given : null
}
