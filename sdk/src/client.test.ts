import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ClientOptions, createClient, Refused, randomText } from './client.ts'

interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** A server that answers as it is told, one answer after the other, and remembers what it got. */
function server(...answers: (Response | 'lost')[]) {
  const sent: Sent[] = []
  const pauses: number[] = []
  const options: ClientOptions = {
    baseUrl: 'https://shop.example',
    fetch: async (url, init) => {
      const { method = 'GET', headers, body } = init ?? {}
      const text = typeof body === 'string' ? body : null
      sent.push({ url: String(url), method, headers: headers as Sent['headers'], body: text })
      const answer = answers.shift() ?? 'lost'
      if (answer === 'lost') throw new TypeError('fetch failed')
      return answer
    },
    wait: async (ms) => {
      pauses.push(ms)
    },
  }
  return {
    sent,
    pauses,
    client: (more: ClientOptions = {}) => createClient({ ...options, ...more }),
  }
}

const answer = (body: unknown, status = 200, headers = {}) =>
  Response.json(body, { status, headers })
const problem = (code: string, status: number) =>
  answer({ type: '', status, code, title: code, text: { zh: '不行', en: 'no' } }, status)
const path = { orderId: 'ord_1' }

describe('the client', () => {
  it('fills the path and the query, and reads the answer', async () => {
    const { sent, client } = server(answer({ orders: [], cursor: null }))
    const query = { status: ['paid', 'overdue'], cursor: 'a b' }
    const found = await client().get('/v1/shops/{shopId}/orders', {
      path: { shopId: 'a/b' },
      query,
    })
    assert.deepEqual(found, { orders: [], cursor: null })
    const wanted = '/v1/shops/a%2Fb/orders?status=paid&status=overdue&cursor=a+b'
    assert.equal(sent[0]?.url, `https://shop.example${wanted}`)
  })

  it('repeats a command under the same key when its answer was lost', async () => {
    const { sent, client } = server('lost', answer({}, 503, { 'retry-after': '2' }), answer({}))
    await client().post('/v1/orders/{orderId}/confirm', { path })
    const keys = sent.map(({ headers }) => headers['idempotency-key'])
    assert.equal(keys.length, 3)
    assert.equal(new Set(keys).size, 1)
    assert.match(keys[0] ?? '', /^[A-Za-z0-9_-]{22}$/)
  })

  it('waits as long as the server asks, but never longer than ten seconds', async () => {
    const busy = (seconds: string) => answer({}, 503, { 'retry-after': seconds })
    const { pauses, client } = server(busy('2'), busy('3600'), answer({}))
    await client().post('/v1/orders/{orderId}/confirm', { path })
    assert.deepEqual(pauses, [2_000, 10_000])
  })

  it('gives up after some tries and says that nobody was there', async () => {
    const { sent, client } = server()
    const asked = client({ triesMax: 3 }).get('/v1/auth/me')
    await assert.rejects(asked, (error) => {
      assert(error instanceof Refused)
      return error.problem.code === 'network.unreachable' && error.problem.status === 0
    })
    assert.equal(sent.length, 3)
  })

  it('sends once what must not be sent twice', async () => {
    const { sent, client } = server()
    const asked = client().post('/v1/auth/code', { body: { phone: '13800000001' } })
    await assert.rejects(asked, Refused)
    assert.equal(sent.length, 1)
    assert.equal(sent[0]?.headers['idempotency-key'], undefined)
  })

  it('throws a refusal with its code and words, and does not try again', async () => {
    const { sent, client } = server(problem('order.not_paid', 409))
    const asked = client().post('/v1/orders/{orderId}/confirm', { path })
    await assert.rejects(asked, (error) => {
      assert(error instanceof Refused)
      return error.problem.code === 'order.not_paid' && error.problem.text.zh === '不行'
    })
    assert.equal(sent.length, 1)
  })

  it('calls what is no answer of ours unreadable', async () => {
    const { client } = server(new Response('<html>', { status: 502 }))
    const asked = client().get('/v1/auth/me')
    await assert.rejects(asked, (error) => {
      assert(error instanceof Refused)
      return error.problem.code === 'network.unreadable' && error.problem.status === 502
    })
  })

  it('sends the secret of an order in a header, never in the address', async () => {
    const { sent, client } = server(answer({}))
    const orderSecret = (orderId: string) => (orderId === 'ord_1' ? 's3cret' : null)
    await client({ orderSecret }).get('/v1/orders/{orderId}', { path })
    assert.equal(sent[0]?.headers['baozheng-order-secret'], 's3cret')
    assert.ok(!sent[0]?.url.includes('s3cret'))
  })

  it('stops when the caller gives up', async () => {
    const { sent, client } = server()
    const asked = client().get('/v1/auth/me', { signal: AbortSignal.abort('enough') })
    await assert.rejects(asked, (reason) => reason === 'enough')
    assert.equal(sent.length, 1)
  })

  it('makes secrets of the length that the server wants', () => {
    assert.match(randomText(32), /^[A-Za-z0-9_-]{43}$/)
  })
})
