import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Manner } from './callbacks.ts'
import { control, mayControl } from './control.ts'
import { font } from './font.ts'
import { parseObject, readBody } from './input.ts'
import { route } from './merchant.ts'
import { type Language, missingPage, pageHeaders, payPage } from './pages.ts'
import type { Provider } from './provider.ts'
import { json, type Reply, refusal } from './reply.ts'
import { signed, whyNotSigned } from './signature.ts'

/** How long an answer that is to time out stays open before the connection is cut. */
const silentMs = 30_000

/** HTTP in, HTTP out: /v1 for the merchant, /pay for buyers, /sandbox for tests, /keys for all. */
export function openServer(provider: Provider): Server {
  const server = createServer((request, response) => {
    answer(provider, request, response).catch((error: unknown) => {
      console.error(error)
      if (!response.headersSent) write(response, refusal(500, 'provider.failed'))
    })
  })
  server.keepAliveTimeout = 65_000
  server.requestTimeout = 10_000
  return server
}

async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  const target = request.url ?? '/'
  const path = target.split('?', 1)[0] ?? '/'
  const body = await readBody(request)
  if (body === null) {
    response.setHeader('connection', 'close')
    return write(response, refusal(413, 'request.too_large'))
  }
  const method = request.method ?? 'GET'
  if (path.startsWith('/v1/')) return merchant(provider, { request, response, target, path, body })

  const query = new URLSearchParams(target.slice(path.length))
  if (path.startsWith('/pay/'))
    return write(response, await buyer(provider, request, { path, query, body }))
  if (path.startsWith('/sandbox/')) {
    if (!mayControl(provider, request)) return write(response, refusal(403, 'control.not_allowed'))
    return write(response, await control(provider, { method, path, query, body }))
  }
  const fonts = method === 'GET' ? font(path) : null
  if (fonts) return write(response, fonts)
  if (path === '/keys' && method === 'GET') {
    const key = provider.keys.providerPublicKey.export({ type: 'spki', format: 'pem' })
    return write(response, json(200, { providerPublicKey: key }))
  }
  return write(response, refusal(404, 'route.not_found'))
}

interface MerchantCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly target: string
  readonly path: string
  readonly body: Buffer
}

async function merchant(provider: Provider, call: MerchantCall): Promise<void> {
  const { request, response, target, path, body } = call
  const { faults, keys, store, clock } = provider
  if (faults.down(clock.now())) return write(response, refusal(503, 'provider.down'))
  const method = request.method ?? 'GET'
  const why = whyNotSigned(keys, { method, target, headers: request.headers, body })
  if (why !== null) return write(response, refusal(401, why))

  const failing = (faults.current().rates.error500ThenSuccess ?? 0) > 0
  if (failing && method === 'POST' && failsFirst(faults, `${path}#${subjectOf(body)}`)) {
    return write(response, refusal(500, 'provider.failed'))
  }
  const reply = await store.commit(route(provider, { method, path, body }))
  if (reply.fresh !== undefined && faults.strikes('timeoutAfterWork', reply.fresh)) {
    // Done, and the merchant will not hear of it: the case that a query must resolve.
    setTimeout(() => response.destroy(), silentMs).unref()
    return
  }
  if (reply.status >= 300) return write(response, reply)
  const nonce = String(request.headers['sandbox-nonce'])
  write(response, reply, signed(keys, nonce, reply.body))
}

function failsFirst(faults: Provider['faults'], subject: string): boolean {
  return faults.strikes('error500ThenSuccess', subject) && faults.firstTry(subject)
}

/** Which number is this call about? Only for drawing faults. */
function subjectOf(body: Buffer): string {
  if (body.length === 0) return ''
  const fields = parseObject(body.toString('utf8'))
  return String(fields?.instructionNo ?? fields?.paymentNo ?? '')
}

interface BuyerCall {
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Buffer
}

/** The pay page. The right to pay is the token; afterwards the buyer goes where prepay said. */
async function buyer(
  provider: Provider,
  request: IncomingMessage,
  call: BuyerCall,
): Promise<Reply> {
  const { payments, store } = provider
  const language: Language = call.query.get('lang') === 'en' ? 'en' : 'zh'
  const token = call.path.slice('/pay/'.length)
  if (request.method === 'GET') {
    const row = await store.commit(() => payments.findByToken(token))
    return row ? payPage(row, language) : missingPage(language)
  }
  if (request.method !== 'POST') return refusal(405, 'route.method_wrong')

  const asJson = String(request.headers['content-type']).startsWith('application/json')
  const wish = readWish(call.body.toString('utf8'), asJson)
  if (wish === null) return refusal(400, 'request.invalid_action')
  return store.commit(() => {
    const row = payments.findByToken(token)
    if (!row) return asJson ? refusal(404, 'payment.not_found') : missingPage(language)
    const result = wish.action === 'pay' ? payments.pay(row, wish.manner) : 'failed'
    if (asJson) {
      const done = result === 'paid' || result === 'failed'
      return done ? json(200, { paymentNo: row.payment_no, result }) : refusal(409, result)
    }
    if (result === 'failed') return payPage(row, language, true)
    if (result === 'payment.closed') return { ...payPage(row, language), status: 409 }
    const headers = { ...pageHeaders, location: new URL(row.return_url).href }
    return { status: 303, body: '', type: 'text/plain', headers }
  })
}

interface Wish {
  readonly action: 'pay' | 'fail'
  /** Undefined leaves it to the faults. */
  readonly manner: Manner | undefined
}

function readWish(body: string, asJson: boolean): Wish | null {
  const fields = asJson ? parseObject(body) : Object.fromEntries(new URLSearchParams(body))
  const { action, callback } = fields ?? {}
  if (action !== 'pay' && action !== 'fail') return null
  // 'normal' on the page means "as it comes": a seeded fault still applies.
  if (callback === undefined || callback === 'normal') return { action, manner: undefined }
  if (callback !== 'late' && callback !== 'doubled' && callback !== 'lost') return null
  return { action, manner: callback }
}

type Sent = Omit<Reply, 'body'> & { readonly body: string | Uint8Array }

function write(response: ServerResponse, reply: Sent, more: Record<string, string> = {}): void {
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'content-length': Buffer.byteLength(reply.body),
    ...reply.headers,
    ...more,
  })
  response.end(reply.body)
}
