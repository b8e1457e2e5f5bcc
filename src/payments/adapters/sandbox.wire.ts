import { type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import type { Instant } from '../../kernel/time.ts'
import { ask, keptConnections } from '../../platform/outgoing.ts'
import { resolve } from '../../platform/outside.ts'
import type { RawMessage } from '../port.ts'

/**
 * The merchant's half of the sandbox provider's wire: signed questions out, verified answers in.
 * The provider has a half of its own (sandbox/provider/signature.ts) and shares nothing with it.
 */
export interface WireOptions {
  readonly baseUrl: string
  readonly merchantId: string
  readonly merchantKey: KeyObject
  readonly providerPublicKey: KeyObject
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number
  /** Real time, never a clock that a demonstration moves: signatures age in real time. */
  readonly clock?: () => Instant
}

export type Answer =
  | { readonly type: 'ok'; readonly raw: RawMessage }
  /** A 4xx in the provider's own words. Definite: this number has moved nothing. */
  | { readonly type: 'refused'; readonly status: number; readonly code: string }
  | { readonly type: 'unknown'; readonly why: string }

export interface Wire {
  get(path: string, answerBytesMax?: number): Promise<Answer>
  post(path: string, fields: object): Promise<Answer>
  /** Did the provider sign these bytes, within the last 300 seconds? */
  holds(message: RawMessage): boolean
}

const skewMs = 300_000
const jsonBytesMax = 256 * 1024
/** These say that we were not heard, not what became of the number: it may have moved before. */
const notHeard = new Set([401, 403, 405, 407, 408, 413, 421, 425, 429, 431])
/** The provider's words for a definite no. Anything else may be a proxy's, and proves nothing. */
const definite = /^(payment|instruction|number|hold|split|refund|request|bill)\.[a-z0-9_]{1,60}$/

export function openWire(options: WireOptions): Wire {
  const base = new URL(options.baseUrl)
  const agent = keptConnections(base)
  const now = options.clock ?? Date.now

  async function tell(question: Question): Promise<Answer> {
    const target = `${base.pathname.replace(/\/$/, '')}${question.path}`
    const headers = signedHeaders(options, { ...question, target, at: now() })
    const url = new URL(target, base)
    const asked = { ...question, url, headers, agent, timeoutMs: options.timeoutMs }
    const heard = await send(asked)
    if (heard.type === 'unknown') return heard
    if (heard.status >= 200 && heard.status < 300) {
      const message = { body: heard.body, headers: heard.headers }
      // The answer repeats the question's nonce: an old answer cannot stand for a new one.
      const answersThis = heard.headers['sandbox-nonce'] === headers['sandbox-nonce']
      const believed = answersThis && holds(options.providerPublicKey, message, now())
      if (!believed) return { type: 'unknown', why: 'the signature does not hold' }
      return { type: 'ok', raw: message }
    }
    const code = heard.status >= 400 && heard.status < 500 ? refusalCode(heard.body) : null
    if (code === null || notHeard.has(heard.status) || !definite.test(code)) {
      return { type: 'unknown', why: `answer ${heard.status} ${code ?? ''}`.trim() }
    }
    return { type: 'refused', status: heard.status, code }
  }

  return {
    get: (path, answerBytesMax = jsonBytesMax) =>
      tell({ method: 'GET', path, body: '', answerBytesMax }),
    post: (path, fields) =>
      tell({
        method: 'POST',
        path,
        body: JSON.stringify(fields),
        answerBytesMax: jsonBytesMax,
      }),
    holds: (message) => holds(options.providerPublicKey, message, now()),
  }
}

interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body: string
  readonly answerBytesMax: number
}

function signedHeaders(
  { merchantId, merchantKey }: WireOptions,
  { method, target, body, at }: Question & { target: string; at: Instant },
) {
  const timestamp = String(Math.floor(at / 1000))
  const nonce = randomBytes(16).toString('hex')
  const message = Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`)
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'sandbox-merchant': merchantId,
    'sandbox-timestamp': timestamp,
    'sandbox-nonce': nonce,
    'sandbox-signature': sign(null, message, merchantKey).toString('base64'),
  }
}

function holds(key: KeyObject, { body, headers }: RawMessage, now: Instant): boolean {
  const timestamp = headers['sandbox-timestamp'] ?? ''
  const nonce = headers['sandbox-nonce'] ?? ''
  const signature = headers['sandbox-signature'] ?? ''
  if (!/^\d{10}$/.test(timestamp) || nonce.length > 64 || signature.length !== 88) return false
  if (Math.abs(now - Number(timestamp) * 1000) > skewMs) return false
  const bytes = Buffer.from(signature, 'base64')
  // Base64 can write the same bytes in several ways; only one of them is the provider's.
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return false
  const head = Buffer.from(`${timestamp}\n${nonce}\n`)
  return verify(null, Buffer.concat([head, body, Buffer.from('\n')]), key, bytes)
}

function refusalCode(body: Buffer): string | null {
  try {
    const { code } = JSON.parse(body.toString('utf8')) as { code?: unknown }
    return typeof code === 'string' && /^[a-z0-9_.]{3,64}$/.test(code) ? code : null
  } catch {
    return null
  }
}

interface Sending extends Question {
  readonly url: URL
  readonly headers: Record<string, string>
  readonly agent: ReturnType<typeof keptConnections>
  readonly timeoutMs: number
}

type Said =
  | {
      readonly type: 'heard'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: Buffer
    }
  | { readonly type: 'unknown'; readonly why: string }

/** This provider stands on this very machine, as the sandbox does, or on a public one. */
const reach = { resolve, allowLoopback: true }

/** One question over the wire, within the time-out. Never throws. */
async function send({ answerBytesMax, timeoutMs, ...asked }: Sending): Promise<Said> {
  const question = { ...asked, timeoutMs, answerBytesMax, reach }
  const first = await ask(question)
  // Nobody read it, and numbers make repeating harmless.
  const heard = !first.heard && first.stale ? await ask(question) : first
  if (!heard.heard) {
    const late = heard.why === 'timeout'
    return { type: 'unknown', why: late ? `no answer within ${timeoutMs} ms` : heard.code }
  }
  if (heard.cut === 'too_large') return { type: 'unknown', why: 'the answer is too large' }
  if (heard.cut !== null) return { type: 'unknown', why: 'the answer broke off' }
  const { status, headers, body } = heard
  return { type: 'heard', status, headers: flat(headers), body }
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return result
}
