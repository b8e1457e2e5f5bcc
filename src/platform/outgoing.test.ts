import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { ask, keptConnections, type Question } from './outgoing.ts'
import type { Resolve } from './outside.ts'

const v4 = (address: string) => ({ address, family: 4 as const })
const v6 = (address: string) => ({ address, family: 6 as const })

describe('whom this server asks', () => {
  let port = 0
  let connections = 0
  let answer: RequestListener = (_request, reply) => reply.end('heard')
  const server = createServer((request, reply) => answer(request, reply))
  before(async () => {
    server.on('connection', () => connections++)
    await once(server.listen(0), 'listening')
    port = (server.address() as { port: number }).port
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const leads =
    (...found: ReturnType<typeof v4 | typeof v6>[]): Resolve =>
    async () =>
      found
  function put(text: string, more: Partial<Question> = {}) {
    const reach = { resolve: leads(v4('127.0.0.1')), allowLoopback: true }
    const plain = { method: 'GET', headers: {}, body: '', timeoutMs: 2_000, reach } as const
    return ask({ ...plain, answerBytesMax: 100, url: new URL(text), ...more })
  }
  const here = (more: Partial<Question> = {}) => put(`http://shop.example:${port}/`, more)
  const outside = (resolve: Resolve) => ({ reach: { resolve, allowLoopback: false } })

  it('is nobody inside, however the address is written', async () => {
    const hosts = [
      ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0x7f000001', '0177.0.0.1', '127.0.0.1.'],
      ...['0', '0.0.0.0', '10.0.0.1', '169.254.169.254', '100.64.0.1', '192.168.1.1', '172.16.0.1'],
      ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[fe80::1]'],
      ...['[fc00::1]', '[fd12::1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::1]', '[2002:7f00:1::]'],
      ...['localhost', 'localhost.', 'a.localhost', 'printer.local', 'metadata.google.internal.'],
      ...['①②⑦.⓪.⓪.①', '%31%32%37.0.0.1', 'user@127.0.0.1', 'u:p@shop.example', 'u@shop.example'],
    ]
    const none: Resolve = async (host) => assert.fail(`${host} was asked for`)
    for (const host of hosts) {
      const heard = await put(`http://${host}:${port}/`, outside(none))
      assert.deepEqual([heard.heard, !heard.heard && heard.why], [false, 'private_address'], host)
    }
    assert.equal(connections, 0)
  })

  it('is nobody inside, whatever a name leads to, also if only now and then', async () => {
    const inside = [
      ...['127.0.0.1', '0.0.0.0', '10.1.2.3', '169.254.169.254', '100.100.0.1', '198.18.0.1'].map(
        v4,
      ),
      ...['::1', '::', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fc00::1', 'fe80::1%eth0'].map(v6),
      ...['64:ff9b::a00:1', '2002:a00:1::', 'fec0::1', 'ff02::1'].map(v6),
    ]
    for (const address of inside)
      for (const found of [[address], [v4('1.1.1.1'), address], [address, v6('2606:4700::1111')]]) {
        const heard = await here(outside(leads(...found)))
        assert.equal(!heard.heard && heard.why, 'private_address', address.address)
      }
    assert.equal(connections, 0)
    const nowhere = await here(outside(leads()))
    assert.equal(!nowhere.heard && nowhere.why, 'unresolved')
  })

  it('in a sandbox may be this machine, and still nobody else inside', async () => {
    const heard = await here()
    assert.deepEqual(
      [heard.heard && heard.status, heard.heard && heard.body.toString()],
      [200, 'heard'],
    )
    for (const host of ['192.168.1.1', '169.254.169.254', '[fd00::1]']) {
      const refused = await put(`http://${host}:${port}/`)
      assert.equal(!refused.heard && refused.why, 'private_address', host)
    }
  })

  it('is judged at every connection: a name that leads elsewhere meanwhile is not followed', async () => {
    const url = new URL(`http://shop.example:${port}/`)
    let there = v4('127.0.0.1')
    let asked = 0
    const resolve: Resolve = async () => {
      asked++
      return [there]
    }
    const kept = { agent: keptConnections(url), reach: { resolve, allowLoopback: true } }
    assert.ok((await here(kept)).heard)
    assert.ok((await here(kept)).heard, 'over the connection that was kept')
    assert.equal(asked, 1)
    there = v4('10.0.0.1')
    server.closeAllConnections()
    let heard = await here(kept)
    if (!heard.heard && heard.stale) heard = await here(kept)
    assert.deepEqual([!heard.heard && heard.why, asked], ['private_address', 2])
    kept.agent.destroy()
  })

  it('is never whom somebody else names: no redirect is followed', async () => {
    const before = connections
    for (const where of ['http://169.254.169.254/', `http://127.0.0.1:${port}/`, '//10.0.0.1/']) {
      answer = (_request, reply) => reply.writeHead(307, { location: where }).end()
      const heard = await here()
      assert.equal(heard.heard && heard.status, 307)
    }
    assert.equal(connections, before + 3)
  })

  it('has only so much time, and says only so much', async () => {
    answer = () => {}
    const silent = await here({ timeoutMs: 50 })
    assert.equal(!silent.heard && silent.why, 'timeout')
    answer = (_request, reply) => {
      reply.write('a')
      const drip = setInterval(() => reply.write('a'), 10)
      reply.on('close', () => clearInterval(drip))
    }
    const slow = await here({ timeoutMs: 80 })
    assert.equal(slow.heard && slow.cut, 'broken_off')
    const given = AbortSignal.timeout(50)
    const abandoned = await here({ signal: given })
    assert.notEqual(abandoned.heard && abandoned.cut, null)
    answer = (_request, reply) => reply.end('x'.repeat(1_000_000))
    const long = await here()
    assert.deepEqual(
      [long.heard && long.cut, long.heard && long.body.length <= 100],
      ['too_large', true],
    )
    answer = (_request, reply) => {
      reply.writeHead(200, { 'content-length': 10 }).write('half')
      setImmediate(() => reply.socket?.destroy())
    }
    const half = await here()
    assert.deepEqual(
      [half.heard && half.cut, half.heard && half.body.toString()],
      ['broken_off', 'half'],
    )
  })
})
