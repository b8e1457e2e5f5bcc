import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { day } from '../../src/kernel/time.ts'
import type { ConnectionLimits } from '../../src/platform/http/connections.ts'
import { openHttp } from '../../src/platform/http/server.ts'
import { answerWithinMs } from '../../src/platform/run.ts'
import { Arena, many, priceFen, said } from '../races/arena.ts'
import { orderBody } from '../trade.ts'

const queueMax = 40

/** A line to the server, over which nobody says anything yet. */
async function line(port: number) {
  const socket = connect({ port, host: '127.0.0.1' })
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes))
  socket.on('error', () => {})
  await once(socket, 'connect')
  const gone = once(socket, 'close')
  return { socket, gone, heard: () => heard, ask: () => socket.write(question) }
}
const question = 'GET /v1/nowhere HTTP/1.1\r\nHost: a\r\n\r\n'

describe('too many connections', () => {
  async function front(connections: ConnectionLimits) {
    const parts = { logLevel: 'silent', trustProxy: false, version: '0', secure: false }
    const more = { formTargets: [], requestsPerMinute: 1_000, connections }
    const http = await openHttp({ ...parts, ...more })
    await http.listen({ port: 0, host: '127.0.0.1' })
    return { http, port: (http.server.address() as { port: number }).port }
  }
  type Line = Awaited<ReturnType<typeof line>>
  const answered = async (one: Line) => {
    one.ask()
    while (!one.heard().includes('\r\n\r\n')) await pause(5)
    return one.heard()
  }

  for (const limits of [
    { most: 10, perNetwork: null },
    { most: 1_000, perNetwork: 10 },
  ])
    it(`${JSON.stringify(limits)}: who has one is served, who comes later is told when`, async () => {
      const { http, port } = await front(limits)
      const within = await many(10, () => line(port))
      const beyond = await line(port)
      const told = await answered(beyond)
      assert.match(told, /^HTTP\/1.1 503 /)
      assert.match(told, /retry-after: 5\r\n/i)
      await beyond.gone
      for (const one of within) assert.match(await answered(one), /^HTTP\/1.1 404 /)
      const [last] = within
      last?.socket.destroy()
      await last?.gone
      // The place is free again once the server has heard of it.
      let again = await answered(await line(port))
      while (again.includes(' 503 ')) again = await answered(await line(port))
      assert.match(again, /^HTTP\/1.1 404 /)
      for (const { socket } of within) socket.destroy()
      await http.close()
    })

  it('far beyond it a line is cut unheard, and what is held stays bounded', async () => {
    const { http, port } = await front({ most: 10, perNetwork: null })
    const all = await many(200, () => line(port))
    const cut = all.slice(18).map(({ gone }) => gone)
    await Promise.all(cut)
    const { length } = all.filter(({ socket }) => !socket.destroyed)
    assert(length <= 18, `${length} are open`)
    for (const { socket } of all) socket.destroy()
    await http.close()
  })

  it('lines that nobody asks anything over make room', async () => {
    const { http, port } = await front({ most: 10, perNetwork: null })
    const idle = await many(9, () => line(port))
    for (const one of idle) await answered(one)
    assert.match(await answered(await line(port)), / 404 /)
    await Promise.all(idle.map(({ gone }) => gone))
    await http.close()
  })
})

describe('a crowd', () => {
  let arena: Arena
  before(async () => {
    arena = await Arena.open(1, { queueMax })
  })
  after(() => arena?.close())

  it('more than can wait: the rest is told at once when to come again, the queue stays short', async () => {
    const { lanes } = arena.market.app
    const listingId = await arena.offer(100)
    const path = `/v1/listings/${listingId}/restock`
    await arena.shut()
    let longest = 0
    const turnedAway: number[] = []
    const wishes = Array.from({ length: 300 }, async () => {
      const began = performance.now()
      const answer = await arena.seller.post(path, { stock: 100 })
      longest = Math.max(longest, lanes.waiting)
      if (answer.status === 503) turnedAway.push(performance.now() - began)
      return answer
    })
    // One batch is being decided and the queue is full: everybody else has an answer already.
    while (turnedAway.length < wishes.length - 2 * queueMax) await pause(5)
    const heldBytes = process.memoryUsage().heapUsed
    assert(lanes.waiting <= queueMax)
    await arena.letGo()
    const answers = await Promise.all(wishes)
    const refused = answers.filter(({ status }) => status === 503)
    const done = answers.filter(({ status }) => status === 200)
    assert.equal(done.length + refused.length, 300)
    assert(done.length >= queueMax && longest <= queueMax, `${done.length} done, ${longest} waited`)
    for (const { headers, body } of refused)
      assert.deepEqual([headers.get('retry-after'), body.code], ['1', 'command.unavailable'])
    assert(heldBytes < 1_000_000_000, 'what is turned away is not kept')
  })

  it('three times as many as can wait, without end: whoever is taken in is answered soon', async () => {
    const listingId = await arena.offer(100)
    const path = `/v1/listings/${listingId}/restock`
    const until = performance.now() + 1_500
    const taken: number[] = []
    // A database that hesitates again and again: the queue is full most of the time.
    const hesitates = (async () => {
      while (performance.now() < until) {
        await arena.shut()
        await pause(150)
        await arena.letGo()
      }
    })()
    let turnedAway = 0
    const asks = async () => {
      while (performance.now() < until) {
        const began = performance.now()
        const { status } = await arena.seller.post(path, { stock: 100 })
        if (status === 200) taken.push(performance.now() - began)
        else turnedAway += 1
      }
    }
    await Promise.all(Array.from({ length: 3 * queueMax }, asks))
    await hesitates
    assert(taken.length > queueMax && turnedAway > 0, `${taken.length}, ${turnedAway}`)
    const slowest = Math.max(...taken)
    assert(slowest < answerWithinMs / 2, `${taken.length} taken in, the slowest ${slowest} ms`)
  })

  it('a command that throws, among its neighbours: it fails alone, and again under the same key', async () => {
    const bought = await arena.delivered(6)
    const [victim, ...others] = bought
    assert(victim)
    const database = new pg.Client({ connectionString: arena.market.databaseUrl })
    await database.connect()
    // Somebody's hand, or a broken disk: the order has no items any more.
    const damaged = `update app.orders set state = state - 'items' where id = $1 returning state`
    const mended = 'update app.orders set state = $2 where id = $1'
    const { rows } = await database.query('select state from app.orders where id = $1', [
      victim.orderId,
    ])
    await database.query(damaged, [victim.orderId])
    const headers = { 'idempotency-key': randomBytes(12).toString('hex') }
    const confirm = ({ buyer, orderId }: typeof victim) =>
      buyer.post(`/v1/orders/${orderId}/confirm`, {}, headers)
    await arena.shut()
    const sent = bought.map(confirm)
    await arena.letGo()
    const answers = await Promise.all(sent)
    assert.deepEqual(answers.map(said), ['request.failed', ...others.map(() => 'done')])
    await database.query(mended, [victim.orderId, JSON.stringify(rows[0].state)])
    assert.equal(said(await confirm(victim)), 'done', 'nothing was kept of the failure')
    await database.end()
  })

  it('an instruction that cannot be read: it is tried later each time, and crowds out nobody', async () => {
    const [bought] = await arena.delivered(1)
    assert(bought)
    const { app, clock, databaseUrl } = arena.market
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    const { rows } = await database.query('select shop_id, state from app.payments where id = $1', [
      bought.orderId,
    ])
    const keep = 'update app.payments set state = $2 where id = $1'
    const { instructions: _gone, ...damaged } = rows[0].state
    await database.query(keep, [bought.orderId, JSON.stringify(damaged)])
    await database.query(
      `insert into app.dispatches (shop_id, payment_id, instruction, attempts, next_at)
       values ($1, $2, 'damaged', 0, 'epoch')`,
      [rows[0].shop_id, bought.orderId],
    )
    for (let sweeps = 0; sweeps < 3; sweeps++) {
      await app.dispatcher.sweep()
      await app.dispatcher.idle()
    }
    const { rows: left } = await database.query(
      `delete from app.dispatches where payment_id = $1 and instruction = 'damaged'
       returning attempts, next_at > $2 as later`,
      [bought.orderId, new Date(clock.now() - 500)],
    )
    await database.query(keep, [bought.orderId, JSON.stringify(rows[0].state)])
    await database.end()
    assert.deepEqual(left, [{ attempts: 1, later: true }])
  })

  it('a row that the database refuses to take, among its neighbours: it fails alone', async () => {
    const listingId = await arena.offer(10)
    const database = new pg.Client({ connectionString: arena.market.databaseUrl })
    await database.connect()
    const wanted = () => ({ ...orderBody([{ listingId, priceFen, quantity: 1 }]) })
    const two = { ...orderBody([{ listingId, priceFen, quantity: 2 }]) }
    await database.query(
      `alter table app.orders add constraint no_pairs
         check (state->>'totalFen' <> '${2 * priceFen}') not valid`,
    )
    const buyers = await many(3, () => arena.newcomer())
    await arena.shut()
    const sent = buyers.map((buyer, no) => buyer.post('/v1/orders', no === 1 ? two : wanted()))
    await arena.letGo()
    const answers = (await Promise.all(sent)).map(said)
    await database.query('alter table app.orders drop constraint no_pairs')
    await database.end()
    assert.deepEqual(answers, ['done', 'request.failed', 'done'])
    await arena.market.wait(30 * day)
    await arena.market.wait(day)
    assert.deepEqual(await arena.problems(), [])
  })
})
