import { commands, type Problem, type Wire } from './wire.ts'

/**
 * A client for a Baozheng server, typed by its contract. No dependencies: works in browsers, Node,
 * Deno and Bun.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://shop.example' })
 * const { listing } = await client.get('/v1/listings/{listingId}', { path: { listingId } })
 */
export interface ClientOptions {
  /** `https://…`, without a slash at the end. Empty: the page's own server. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** An API key, for programs. Browsers use cookies. */
  readonly apiKey?: string
  /**
   * The secret of this order's link, if the caller has it. Sent in a header, never in an address.
   */
  readonly orderSecret?: (orderId: string) => string | null
  /** How often is one request tried at most? */
  readonly triesMax?: number
  readonly timeoutMs?: number
  /** How to let time pass between two tries. */
  readonly wait?: (ms: number) => Promise<void>
}

export type Method = 'GET' | 'POST'
export type PathOf<M extends Method> = keyof Wire extends infer Key
  ? Key extends `${M} ${infer Path}`
    ? Path
    : never
  : never
type Entry<M extends Method, P extends string> = `${M} ${P}` extends keyof Wire
  ? Wire[`${M} ${P}`]
  : never
export type AnswerTo<M extends Method, P extends string> =
  Entry<M, P> extends { answer: infer A } ? A : never
type Part<E, Name extends string> = E extends { [N in Name]: infer V } ? { [N in Name]: V } : object
type Maybe<E, Name extends string> = E extends { [N in Name]?: infer V }
  ? { [N in Name]?: V }
  : object

/** What goes with a request, beside what the contract asks. */
export interface Extra {
  /** The Idempotency-Key of a command. Keep it to repeat the same wish; left out, one is made. */
  readonly key?: string
  readonly signal?: AbortSignal
}
export type Ask<M extends Method, P extends string> = Part<Entry<M, P>, 'path'> &
  Maybe<Entry<M, P>, 'query'> &
  Part<Entry<M, P>, 'body'> &
  Extra
type Args<M extends Method, P extends string> =
  object extends Ask<M, P> ? [ask?: Ask<M, P>] : [ask: Ask<M, P>]

export interface Client {
  get<P extends PathOf<'GET'>>(path: P, ...args: Args<'GET', P>): Promise<AnswerTo<'GET', P>>
  post<P extends PathOf<'POST'>>(path: P, ...args: Args<'POST', P>): Promise<AnswerTo<'POST', P>>
}

/** The server said no, or could not be reached. `problem.code` is stable; the words may change. */
export class Refused extends Error {
  override name = 'Refused'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.text.en}`)
    this.problem = problem
  }
}

/** A fresh Idempotency-Key: 22 random letters and digits. */
export function newKey(): string {
  return randomText(16)
}

/** So many random bytes as base64url. */
export function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  const text = btoa(String.fromCharCode(...random))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

interface AnyAsk extends Extra {
  readonly path?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

export function createClient(options: ClientOptions = {}): Client {
  const send = (method: Method, path: string, ask: AnyAsk = {}) =>
    request(options, `${method} ${path}`, { method, path, ask })
  return {
    get: (path, ...[ask]) => send('GET', path, ask) as never,
    post: (path, ...[ask]) => send('POST', path, ask) as never,
  }
}

/** Sends it, and again when that is harmless: reads, and commands under the same key. */
async function request(
  options: ClientOptions,
  name: string,
  { method, path, ask }: { method: Method; path: string; ask: AnyAsk },
): Promise<unknown> {
  const isCommand = commands.has(name)
  const { triesMax = 4, timeoutMs = 20_000 } = options
  const tries = method === 'GET' || isCommand ? triesMax : 1
  const url = `${options.baseUrl ?? ''}${fill(path, ask.path ?? {})}${search(ask.query ?? {})}`
  const headers = headersOf(options, ask, isCommand)
  const body = ask.body ?? (isCommand ? {} : undefined)
  const form = typeof FormData !== 'undefined' && body instanceof FormData
  if (body !== undefined && !form) headers['content-type'] = 'application/json'
  const init = {
    method,
    headers,
    ...(body === undefined ? {} : { body: form ? body : json(body) }),
  }
  for (let attempt = 1; ; attempt++) {
    const response = await inTime(ask.signal, timeoutMs, (signal) =>
      (options.fetch ?? fetch)(url, { ...init, signal }).catch(() => null),
    )
    if (ask.signal?.aborted) throw ask.signal.reason
    const again = response === null || response.status === 503
    if (again && attempt < tries) await (options.wait ?? wait)(pauseMs(response, attempt))
    else if (response === null) throw new Refused(unreachable)
    else return await read(response)
  }
}

/** Ends an attempt after so long, or when the caller gives up. Works in browsers of 2020, too. */
async function inTime<Result>(
  outer: AbortSignal | undefined,
  timeoutMs: number,
  attempt: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController()
  const end = () => ending.abort()
  const timer = setTimeout(end, timeoutMs)
  outer?.addEventListener('abort', end)
  try {
    return await attempt(ending.signal)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', end)
  }
}

function headersOf(options: ClientOptions, ask: AnyAsk, isCommand: boolean) {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (isCommand) headers['idempotency-key'] = ask.key ?? newKey()
  if (options.apiKey) headers.authorization = `Bearer ${options.apiKey}`
  const orderId = ask.path?.orderId
  const secret = orderId === undefined ? null : options.orderSecret?.(String(orderId))
  if (secret) headers['baozheng-order-secret'] = secret
  return headers
}

function fill(path: string, values: Readonly<Record<string, string | number>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}

function search(query: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) params.append(name, String(one))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

function json(body: unknown): string {
  return JSON.stringify(body)
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null
  const body = await response.json().catch(() => null)
  if (response.ok && body !== null) return body
  throw new Refused(isProblem(body) ? body : { ...unreadable, status: response.status })
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'text' in body
}

/** As long as the server asks for, at most ten seconds; else a little longer each time. */
function pauseMs(response: Response | null, attempt: number): number {
  const asked = Number(response?.headers.get('retry-after') ?? Number.NaN)
  if (asked > 0) return Math.min(asked, 10) * 1000
  return 300 * 2 ** attempt
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

const unreachable: Problem = {
  type: 'urn:baozheng:refusal:network.unreachable',
  status: 0,
  code: 'network.unreachable',
  title: '连不上服务器',
  text: {
    zh: '现在连不上服务器。您填写的内容还在，请检查网络后再试；重试不会重复执行。',
    en: 'The server cannot be reached. What you filled in is kept: check the network and try again; nothing is done twice.',
  },
}

const unreadable: Problem = {
  type: 'urn:baozheng:refusal:network.unreadable',
  status: 0,
  code: 'network.unreadable',
  title: '服务器的回答读不懂',
  text: {
    zh: '服务器暂时没有给出有效的回答，请稍后再试；重试不会重复执行。',
    en: 'The server gave no usable answer. Please try again later; nothing is done twice.',
  },
}
