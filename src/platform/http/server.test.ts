import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Unavailable } from '../run.ts'
import { openHttp } from './server.ts'

/** The front door alone, before a route that does what the test wants. */
async function front(act: () => unknown, requestsPerMinute = 1_000) {
  const http = await openHttp({
    logLevel: 'silent',
    trustProxy: false,
    version: '0',
    secure: true,
    formTargets: [],
    requestsPerMinute,
    connections: { most: 1_000, perNetwork: null },
  })
  http.post('/act', async () => act())
  return http
}

async function codeOf(answering: Promise<{ statusCode: number; json(): { code: string } }>) {
  const answer = await answering
  return [answer.statusCode, answer.json().code]
}

describe('the front door', () => {
  it('says in its own words what it has not got', async () => {
    const http = await front(() => null)
    assert.deepEqual(await codeOf(http.inject('/nowhere')), [404, 'request.not_found'])
  })

  it('wants https for a year, where it is reached by that', async () => {
    const http = await front(() => null)
    const { headers } = await http.inject('/nowhere')
    assert.match(String(headers['strict-transport-security']), /^max-age=31536000/)
    assert.match(String(headers['content-security-policy']), /upgrade-insecure-requests/)
  })

  it('takes no more than it can hold', async () => {
    const http = await front(() => null)
    const sent = http.inject({ method: 'POST', url: '/act', payload: { text: 'x'.repeat(65_536) } })
    assert.deepEqual(await codeOf(sent), [413, 'request.too_large'])
  })

  it('reads text in an address as a number, and never in a body', async () => {
    const http = await front(() => null)
    const shape = {
      type: 'object',
      properties: {
        fen: { type: 'integer', minimum: 0, maximum: 9 },
        list: { type: 'array', items: { type: 'string' } },
      },
    }
    http.post('/pay', { schema: { body: shape, querystring: shape } }, async ({ query }) => query)
    const send = (query: string, payload: object) =>
      http.inject({ method: 'POST', url: `/pay?${query}`, payload })
    assert.deepEqual((await send('fen=7&list=a', { fen: 7 })).json(), { fen: 7, list: ['a'] })
    assert.deepEqual(await codeOf(send('fen=1e999', {})), [400, 'request.invalid'])
    for (const body of [{ fen: '7' }, { fen: '1e999' }, { fen: true }, { list: 'a' }])
      assert.deepEqual(await codeOf(send('', body)), [400, 'request.invalid'], JSON.stringify(body))
  })

  it('refuses text that no database can keep, wherever it stands', async () => {
    const http = await front(() => ({}))
    http.get('/of/:id', async () => ({}))
    for (const text of ['a\u0000', '\ud800', '好\udfff'])
      for (const payload of [{ text }, { list: [{ text }] }, { [text]: 1 }])
        assert.deepEqual(await codeOf(http.inject({ method: 'POST', url: '/act', payload })), [
          ...[400, 'request.invalid'],
        ])
    for (const url of ['/of/a%00', '/of/a?b=%00'])
      assert.deepEqual(await codeOf(http.inject(url)), [400, 'request.invalid'], url)
    const fine = await http.inject({ method: 'POST', url: '/act', payload: { text: '好😀\n' } })
    assert.equal(fine.statusCode, 200)
  })

  it('reads an address that is none, and says nothing of it back', async () => {
    const http = await front(() => ({}))
    http.get('/of/:id', async () => ({}))
    for (const url of ['/of/%ff', '/%zz', '/%'])
      assert.deepEqual(await codeOf(http.inject(url)), [400, 'request.invalid'], url)
    assert.ok(!(await http.inject('/of/%ff')).body.includes('%ff'))
  })

  it('takes no moment and no day that cannot be counted with', async () => {
    const http = await front(() => ({}))
    const shape = {
      type: 'object',
      properties: {
        at: { type: 'string', format: 'date-time' },
        on: { type: 'string', format: 'date' },
      },
    }
    const schema = { body: shape, querystring: shape }
    http.post('/when', { schema }, async () => ({}))
    const asked = (payload: Record<string, string>) => [
      http.inject({ method: 'POST', url: '/when', payload }),
      http.inject({ method: 'POST', url: '/when', query: payload, payload: {} }),
    ]
    for (const at of [
      '2016-12-31T23:59:60Z',
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59-14:00',
      '2026-13-01T00:00:00Z',
    ])
      for (const sent of asked({ at }))
        assert.deepEqual(await codeOf(sent), [400, 'request.invalid'], at)
    for (const on of ['0000-01-01', '9999-12-31', '2026-02-30', '1'])
      for (const sent of asked({ on }))
        assert.deepEqual(await codeOf(sent), [400, 'request.invalid'], on)
    for (const sent of asked({ at: '2026-03-08T10:00:00.5-03:00', on: '2028-02-29' }))
      assert.equal((await sent).statusCode, 200)
  })

  it('writes its contract once, however often it is asked for', async (t) => {
    const http = await front(() => ({}))
    await http.ready()
    const { mock } = t.mock.method(http, 'swagger')
    for (const [path, type] of [
      ['/docs/json', 'application/json; charset=utf-8'],
      ['/docs/yaml', 'application/x-yaml'],
    ] as const) {
      const before = mock.callCount()
      const [first, second] = [await http.inject(path), await http.inject(path)]
      assert.deepEqual([first.statusCode, first.headers['content-type']], [200, type])
      assert.match(first.body, /openapi"?: ?"?3\.1/)
      assert.equal(second.body, first.body)
      assert.equal(mock.callCount() - before, 1, path)
    }
    assert.equal((await http.inject('/docs/')).statusCode, 200)
  })

  it('asks who comes too often to wait, and says how long', async () => {
    const http = await front(() => ({}), 1)
    await http.inject({ method: 'POST', url: '/act' })
    const again = await http.inject({ method: 'POST', url: '/act' })
    assert.deepEqual([again.statusCode, again.json().code], [429, 'request.too_many'])
    assert.ok(Number(again.headers['retry-after']) > 0)
  })

  it('tells a fault from a busy house, and neither tells more', async () => {
    const faulty = await front(() => {
      throw new Error('Wang Jingyi, 13800000001')
    })
    const answer = await faulty.inject({ method: 'POST', url: '/act' })
    assert.deepEqual([answer.statusCode, answer.json().code], [500, 'request.failed'])
    assert.ok(!answer.body.includes('Wang'))
    const busy = await front(() => {
      throw new Unavailable('too many commands are waiting')
    })
    const sent = busy.inject({ method: 'POST', url: '/act' })
    assert.deepEqual(await codeOf(sent), [503, 'command.unavailable'])
  })
})
