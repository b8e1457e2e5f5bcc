import { hash } from 'node:crypto'

/**
 * RFC 3161 in as much DER as is needed: a request, and whether an answer grants it. The token is
 * kept as it came; who wants to check its signature has `openssl ts -verify`.
 */

/** SHA-256 of what gets the time: the checkpoint's text. */
export function imprintOf(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

const sha256Oid = Buffer.from('0609608648016503040201', 'hex')
const derNull = Buffer.from([0x05, 0x00])
const derTrue = Buffer.from([0x01, 0x01, 0xff])

/** TimeStampReq: version 1, SHA-256 and the imprint, a nonce, and the certificate wanted along. */
export function timestampRequest(imprint: Buffer, nonce: Buffer): Buffer {
  const algorithm = der(0x30, sha256Oid, derNull)
  const messageImprint = der(0x30, algorithm, der(0x04, imprint))
  return der(0x30, der(0x02, Buffer.from([1])), messageImprint, integer(nonce), derTrue)
}

/**
 * The token of a TimeStampResp that grants what was asked. Null when it refuses, is no answer, or
 * is about something else: imprint and nonce must both stand in what the authority signed.
 */
export function readTimestampAnswer(
  answer: Buffer,
  asked: { imprint: Buffer; nonce: Buffer },
): Buffer | null {
  const whole = readDer(answer, 0)
  if (whole?.tag !== 0x30 || whole.end !== answer.length) return null
  const status = readDer(answer, whole.start)
  const code = status?.tag === 0x30 ? readDer(answer, status.start) : null
  // 0 granted, 1 granted with modifications.
  if (status === null || code?.tag !== 0x02 || code.end - code.start !== 1) return null
  if ((answer[code.start] ?? 9) > 1) return null
  const token = readDer(answer, status.end)
  if (token?.tag !== 0x30 || token.end !== whole.end) return null
  const bytes = answer.subarray(status.end, token.end)
  const has = (part: Buffer) => bytes.includes(part)
  return has(der(0x04, asked.imprint)) && has(integer(asked.nonce)) ? Buffer.from(bytes) : null
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x100), length % 0x100]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

/** A positive integer: no zero in front, but one where the first bit would make it negative. */
function integer(bytes: Buffer): Buffer {
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from++
  const digits = bytes.subarray(from)
  const sign = (digits[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []
  return der(0x02, ...sign, digits)
}

/** Where does the element at this place begin and end? Null when it is cut off or too long. */
function readDer(bytes: Buffer, at: number): { tag: number; start: number; end: number } | null {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined) return null
  if (first < 0x80) return within(bytes, { tag, start: at + 2, length: first })
  const count = first - 0x80
  if (count < 1 || count > 3 || at + 2 + count > bytes.length) return null
  const length = bytes.readUIntBE(at + 2, count)
  return within(bytes, { tag, start: at + 2 + count, length })
}

function within(bytes: Buffer, part: { tag: number; start: number; length: number }) {
  const { tag, start, length } = part
  return start + length <= bytes.length ? { tag, start, end: start + length } : null
}
