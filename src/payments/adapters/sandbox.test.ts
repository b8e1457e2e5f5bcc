import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { newNo, opened, paid, prepayOf } from '../provider-contract.bench.ts'
import { providerContract } from '../provider-contract.ts'
import { type SandboxBench, sandboxBench } from './sandbox.bench.ts'
import { parseBill } from './sandbox.bill.ts'
import { sandboxProvider } from './sandbox.ts'

providerContract('the sandbox', sandboxBench)

describe('beyond the contract', () => {
  let bench: SandboxBench
  before(async () => {
    bench = await sandboxBench()
  })
  after(() => bench.stop())
  const address = () => bench.options.baseUrl

  describe('the adapter believes', () => {
    let server: Server | undefined
    async function speaking(to: RequestListener) {
      const pretender = createServer(to)
      server = pretender
      await new Promise<void>((resolve) => pretender.listen(0, '127.0.0.1', resolve))
      const { port } = pretender.address() as AddressInfo
      const options = { ...bench.options, baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 200 }
      return sandboxProvider(options)
    }
    const rows: [string, RequestListener][] = [
      ['a 2xx without a signature', (_, to) => to.end('{}')],
      ['a redirect', (_, to) => to.writeHead(302, { location: '/' }).end()],
      ['a 404 of somebody else', (_, to) => to.writeHead(404).end('<h1>Not Found</h1>')],
      ['a 401', (_, to) => to.writeHead(401).end('{"code":"auth.signature_wrong"}')],
      ['a 429', (_, to) => to.writeHead(429).end('{"code":"too.many"}')],
      [
        'a refusal in unknown words',
        (_, to) => to.writeHead(404).end('{"code":"route.not_found"}'),
      ],
      ['a 502', (_, to) => to.writeHead(502).end('{"code":"payment.not_found"}')],
      [
        'a broken answer',
        (_, to) => to.writeHead(404, { 'content-length': 99 }).write('{') && to.destroy(),
      ],
      ['a broken connection', (from) => from.socket.destroy()],
      ['an endless answer', (_, to) => to.end(Buffer.alloc(1_000_000, 32))],
      ['silence', () => {}],
    ]
    for (const [name, to] of rows) {
      it(`nothing of ${name}: all is unknown`, async () => {
        const provider = await speaking(to)
        const paymentNo = newNo('P')
        const movement = { paymentNo, instructionNo: newNo('R'), amountFen: 1n }
        const answers = await Promise.all([
          provider.queryPayment(paymentNo),
          provider.close(paymentNo),
          provider.holdStatus(paymentNo),
          provider.release(movement),
          provider.queryRelease(movement),
          provider.listBills('2026-03-01'),
          provider.prepay(await prepayOf(bench)),
        ])
        server?.closeAllConnections()
        server?.close()
        assert.deepEqual(new Set(answers.map((answer) => answer.type)), new Set(['unknown']))
      })
    }

    it('no "not found" that is not about what was asked', async () => {
      const provider = await speaking((_, to) =>
        to.writeHead(404).end('{"code":"split.not_found"}'),
      )
      const paymentNo = newNo('P')
      assert.equal((await provider.queryPayment(paymentNo)).type, 'unknown')
      const asked = { paymentNo, instructionNo: newNo('R') }
      assert.equal((await provider.queryRefund(asked)).type, 'unknown')
      server?.closeAllConnections()
      server?.close()
    })

    it('no answer signed for another question', async () => {
      const paymentNo = await paid(bench)
      const told = await bench.provider.queryPayment(paymentNo)
      assert(told.type === 'paid')
      const { body, headers } = told.fact.raw
      const provider = await speaking((_, to) => to.writeHead(200, { ...headers }).end(body))
      assert.equal((await provider.queryPayment(paymentNo)).type, 'unknown')
      server?.closeAllConnections()
      server?.close()
    })

    it('no answer that comes back as a callback', async () => {
      const told = await bench.provider.queryPayment(await paid(bench))
      assert(told.type === 'paid')
      assert.equal(bench.provider.verifyCallback(told.fact.raw), null)
    })

    it('nobody who cannot be reached', async () => {
      const provider = sandboxProvider({ ...bench.options, baseUrl: 'http://127.0.0.1:9' })
      assert.equal((await provider.queryPayment(newNo('P'))).type, 'unknown')
    })
  })

  describe('the provider lets in', () => {
    const { privateKey: wrongKey } = generateKeyPairSync('ed25519')
    const late = () => Date.now() - 302_000
    const rows = [
      ['auth.merchant_unknown', { merchantId: 'nobody', clock: late, merchantKey: wrongKey }],
      ['auth.timestamp_skew', { clock: late, merchantKey: wrongKey }],
      ['auth.signature_wrong', { merchantKey: wrongKey }],
    ] as const
    for (const [code, more] of rows) {
      it(`nobody with ${code}, in this order`, async () => {
        const provider = sandboxProvider({ ...bench.options, ...more })
        const answer = await provider.queryPayment(newNo('P'))
        assert.deepEqual(answer, { type: 'unknown', why: `answer 401 ${code}` })
      })
    }

    it('nobody without headers, and signs no refusal', async () => {
      const response = await fetch(`${address()}/v1/payments/${newNo('P')}`)
      assert.equal(response.status, 401)
      assert.equal(response.headers.get('sandbox-signature'), null)
      assert.deepEqual(await response.json(), { code: 'auth.header_missing' })
    })

    it('no body over 64 KB', async () => {
      const init = { method: 'POST', body: 'x'.repeat(70_000) }
      const response = await fetch(`${address()}/v1/payments`, init)
      assert.equal(response.status, 413)
    })

    it('nobody to its knobs without the token', async () => {
      for (const token of ['', 'wrong', `${bench.spawned().ready.controlToken}x`]) {
        const init = { method: 'POST', headers: { 'sandbox-control': token } }
        assert.equal((await fetch(`${address()}/sandbox/flush`, init)).status, 403)
      }
    })

    it('no step back of its clock', async () => {
      const now = await bench.now()
      await assert.rejects(bench.moveTo(now - 60_000), /clock.backwards/)
    })
  })

  describe('the pay page', () => {
    it('says what, to whom, how much, and that it is a sandbox', async () => {
      const { payUrl } = await opened(bench, { description: '<b>茶</b>', amountFen: 5n })
      const response = await fetch(payUrl)
      const html = await response.text()
      for (const text of ['seller-1', '&#60;b&#62;茶&#60;/b&#62;', '¥0.05', '没有真实的钱']) {
        assert(html.includes(text), text)
      }
      assert(!html.includes('<b>') && !html.includes('<script'))
      const policy = response.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'none'/)
      assert.match(policy, /form-action 'self' https:\/\/shop\.example$/)
      assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
      assert.match(await (await fetch(`${payUrl}?lang=en`)).text(), /no real money/)
    })

    it('fails, lets the buyer try again, and goes back only to where prepay said', async () => {
      const { payUrl, paymentNo, returnUrl } = await opened(bench)
      const press = (action: string) => {
        const body = new URLSearchParams({ action, returnUrl: 'https://evil.example/' })
        return fetch(payUrl, { method: 'POST', body, redirect: 'manual' })
      }
      assert.match(await (await press('fail')).text(), /没有成功/)
      assert.deepEqual(await bench.provider.queryPayment(paymentNo), { type: 'unpaid' })
      const response = await press('pay')
      assert.equal(response.status, 303)
      assert.equal(response.headers.get('location'), returnUrl)
      assert.match(await (await fetch(payUrl)).text(), /已经付过/)
    })

    it('of a closed payment offers nothing', async () => {
      const { payUrl, paymentNo } = await opened(bench)
      await bench.provider.close(paymentNo)
      const html = await (await fetch(payUrl)).text()
      assert(html.includes('已关闭') && !html.includes('<button'))
    })

    it('lets the buyer choose how the callback comes', async () => {
      await bench.callbacks()
      const counts: number[] = []
      for (const callback of ['normal', 'late', 'doubled', 'lost']) {
        const { payUrl } = await opened(bench)
        const body = new URLSearchParams({ action: 'pay', callback })
        await fetch(payUrl, { method: 'POST', body, redirect: 'manual' })
        counts.push((await bench.callbacks()).length)
      }
      assert.deepEqual(counts, [1, 1, 2, 0])
    })
  })

  it('a callback is tried again until it is taken', async () => {
    await bench.callbacks()
    bench.refuseCallbacks(3)
    const paymentNo = await paid(bench)
    const taken = []
    for (let tries = 0; tries < 15 && taken.length === 0; tries++) {
      taken.push(...(await bench.callbacks()))
    }
    const facts = taken.flatMap((message) => bench.provider.verifyCallback(message) ?? [])
    assert.equal(facts[0]?.paymentNo, paymentNo)
  })

  it('a bill that lost a row, or a fen, is not believed', () => {
    const lines = [
      '#SANDBOX BILL,1,2026-03-02',
      'time,provider_no,kind,payment_no,instruction_no,fen',
      '2026-03-02T12:00:00.000+08:00,SBX1,PAYMENT,P1,,1000',
      '2026-03-02T12:00:01.000+08:00,SBX2,REFUND,P1,R1,400',
      ...['#SUMMARY', 'kind,count,fen', 'PAYMENT,1,1000', 'REFUND,1,400', '#END,2', ''],
    ]
    const text = lines.join('\n')
    assert.equal(parseBill(text, '2026-03-02')?.length, 2)
    assert.equal(parseBill(text, '2026-03-03'), null)
    assert.equal(parseBill(text.replace('R1,400', 'R1,401'), '2026-03-02'), null)
    assert.equal(
      parseBill(text.replace('2026-03-02T12:00:01', '2026-03-03T12:00:01'), '2026-03-02'),
      null,
    )
    assert.equal(parseBill(text.replace('SBX2', 'SBX2\0'), '2026-03-02'), null, 'not a number')
    for (let i = 0; i < lines.length; i++) {
      assert.equal(parseBill(lines.toSpliced(i, 1).join('\n'), '2026-03-02'), null, lines[i])
    }
  })

  it('the book agrees with its own movements', async () => {
    assert.deepEqual(await bench.spawned().control('GET', '/sandbox/check'), {
      sound: true,
      contradictions: [],
    })
  })
})
