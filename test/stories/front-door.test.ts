import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { sandboxProvider } from '../../src/payments/adapters/sandbox.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'

describe('what the door turns away before anybody decides', () => {
  let market: Market
  let buyer: Person

  before(async () => {
    market = await Market.open()
    buyer = await market.person('王静怡', '13800000001')
  })
  after(() => market?.close())

  it('a command without a key that its repeats could share', async () => {
    for (const key of [undefined, 'short', 'has a space in it']) {
      const headers: Record<string, string> = key ? { 'idempotency-key': key } : {}
      const { status, body } = await buyer.ask('POST', '/v1/shops', { name: '店' }, headers)
      assert.deepEqual([status, body.code], [400, 'request.idempotency_key_missing'])
    }
  })

  it('a word that the provider did not sign: it changes nothing, and is kept for the desk', async () => {
    const { status, body } = await buyer.post('/v1/providers/sandbox/callbacks', { paid: true })
    assert.deepEqual([status, body.code], [401, 'callback.not_signed'])
    const operator = { phone: '13700000001', name: '何立', roles: ['operator'] } as const
    await market.app.identity.ensureAccount(operator)
    const desk = await market.person('何立', operator.phone)
    const kept = await desk.get('/v1/desk/callbacks/rejected')
    assert.equal(kept.body.callbacks.length, 1)
    assert.equal((await buyer.get('/v1/desk/callbacks/rejected')).status, 403)
  })

  it('the provider’s own word about a payment that is not of this house', async () => {
    const word = await wordOfAnother(market)
    const response = await fetch(`${market.url}/v1/providers/sandbox/callbacks`, {
      method: 'POST',
      ...word,
    })
    const { code } = (await response.json()) as { code: string }
    assert.deepEqual([response.status, code], [404, 'callback.payment_unknown'])
  })
})

describe('what every answer says, and what is never answered', () => {
  let market: Market
  before(async () => {
    market = await Market.open()
  })
  after(() => market?.close())
  const ask = (path: string, how: RequestInit = {}) => fetch(`${market.url}${path}`, how)

  it('no frame, no guessed type, no version, a character set, and kept by nobody', async () => {
    const buyer = await market.person('王静怡', '13800000001')
    for (const path of ['/healthz', '/v1/orders/ord_1', '/log/vkey', '/nowhere']) {
      const { headers } = await ask(path)
      const csp = headers.get('content-security-policy') ?? ''
      assert.match(csp, /default-src 'self'/)
      assert.match(csp, /frame-ancestors 'none'/)
      assert.match(csp, /script-src 'self';/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('x-frame-options'), 'DENY')
      assert.equal(headers.get('referrer-policy'), 'same-origin')
      assert.match(headers.get('content-type') ?? '', /; charset=utf-8$/)
      assert.deepEqual([headers.get('server'), headers.get('x-powered-by')], [null, null])
      if (path.startsWith('/v1')) assert.equal(headers.get('access-control-allow-origin'), null)
      assert.equal(headers.get('cache-control'), 'no-store', path)
    }
    const mine = await buyer.get('/v1/me/orders')
    assert.deepEqual([mine.status, mine.headers.get('cache-control')], [200, 'no-store'])
  })

  it('no folder, no other method, no other language than JSON', async () => {
    for (const path of [
      '/log/',
      '/log/tile/',
      '/photos/',
      '/v1/',
      '/.git/config',
      '/..%2f..%2fetc',
    ])
      assert.ok([400, 404].includes((await ask(path)).status), path)
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH'])
      assert.equal((await ask('/v1/shops', { method })).status, 404, method)
    const headers = { 'content-type': 'application/xml', 'idempotency-key': 'k'.repeat(20) }
    const xml = await ask('/v1/shops', { method: 'POST', headers, body: '<shop/>' })
    assert.deepEqual(
      [xml.status, ((await xml.json()) as { code: string }).code],
      [415, 'request.json_only'],
    )
  })
})

/** A callback with a good signature, for a payment that somebody else opened at this provider. */
async function wordOfAnother({ provider }: Market) {
  const { ready } = provider
  const shop = sandboxProvider({
    baseUrl: ready.address,
    merchantId: ready.merchantId,
    merchantKey: createPrivateKey(readFileSync(ready.merchantKeyFile ?? '')),
    providerPublicKey: createPublicKey(ready.providerPublicKey),
    timeoutMs: 2_000,
    holdDays: 180,
  })
  const inbox = createServer()
  const word = new Promise<{ headers: Record<string, string>; body: string }>((resolve) => {
    inbox.on('request', async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      response.writeHead(204).end()
      const kept = Object.entries(request.headers).filter(([name]) => /sandbox|type/.test(name))
      resolve({
        headers: Object.fromEntries(kept) as Record<string, string>,
        body: Buffer.concat(parts).toString(),
      })
    })
  })
  inbox.listen(0, '127.0.0.1')
  await once(inbox, 'listening')
  const { port } = inbox.address() as AddressInfo
  const opened = await shop.prepay({
    paymentNo: '0'.repeat(26),
    amountFen: 100n,
    description: 'elsewhere',
    payeeRef: 'somebody',
    expiresAt: Date.now() + 86_400_000 * 3_650,
    notifyUrl: `http://127.0.0.1:${port}/`,
    returnUrl: `http://127.0.0.1:${port}/`,
  })
  assert(opened.type === 'done')
  const headers = { 'content-type': 'application/json' }
  await (await fetch(opened.payUrl, { method: 'POST', headers, body: '{"action":"pay"}' })).text()
  const said = await word
  inbox.close()
  return said
}
