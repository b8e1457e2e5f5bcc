import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { day } from '../../src/kernel/time.ts'
import { answerWithinMs } from '../../src/platform/run.ts'
import type { Answer, Person } from '../person.ts'
import { Arena, inAnotherLane, priceFen, said } from '../races/arena.ts'
import { orderBody, view } from '../trade.ts'
import { Wire } from './wire.ts'

const lanes = 16
/** Twice as long as a statement may take, so that the wait does not just end by itself. */
const stuckMs = 30_000
/** A busy machine needs some time of its own. */
const slackMs = 2_500

describe('what does not end', { concurrency: true }, () => {
  const open: (() => Promise<void>)[] = []
  after(async () => {
    for (const close of open) await close()
  })

  it('a lane is stuck behind another session: others go on, its own are told in time', async () => {
    const stuck = await Arena.open(1, { lanes })
    open.push(() => stuck.close())
    const free = await inAnotherLane([stuck], lanes)
    open.unshift(() => free.leave())
    const { app } = stuck.market
    const [waits] = await free.delivered(1)
    assert(waits)
    await waits.buyer.does(`/v1/orders/${waits.orderId}/confirm`)
    const [first, second] = [await order(stuck), await order(stuck)]
    await stuck.shut()
    const dribbles = dribble(new URL(stuck.market.url))
    const began = performance.now()
    const sent = [timed(first.send()), pause(2_000).then(() => timed(second.send()))]

    let slowest = 0
    let asked = 0
    const others = (async () => {
      for (; performance.now() - began < stuckMs - 2_000; asked++) {
        const { answer, ms } = await timed((await order(free)).send())
        assert.equal(said(answer), 'done')
        slowest = Math.max(slowest, ms)
        await pause(900)
      }
    })()
    // A deadline of the other shop falls due meanwhile, beside one that cannot be decided.
    stuck.market.clock.set(stuck.market.clock.now() + 16 * day)
    while (performance.now() - began < stuckMs - 2_000) {
      await app.timekeeper.tick()
      await pause(500)
    }
    await others
    assert(asked > 10 && slowest < answerWithinMs / 2, `${asked} answers, slowest ${slowest} ms`)
    for (const { answer, ms } of await Promise.all(sent)) {
      assert.deepEqual([answer.status, said(answer)], [503, 'command.unavailable'])
      assert.equal(answer.headers.get('retry-after'), '1')
      assert(ms > answerWithinMs - 500 && ms < answerWithinMs + slackMs, `told after ${ms} ms`)
    }
    await app.dispatcher.idle()
    const { money } = await view(waits.buyer, waits.orderId)
    assert(money.releasedFen > 0, 'the other shop was paid in time')
    const dribbledMs = await dribbles
    assert(dribbledMs < 20_000, `who never ends a request was let go after ${dribbledMs} ms`)
    await pause(stuckMs - (performance.now() - began))
    await stuck.letGo()

    const again = await first.send()
    assert.equal(again.status, 201, 'nothing was decided before, and now it is')
    assert.equal(again.headers.get('idempotency-replayed'), null)
    await stuck.market.wait(day)
    assert.deepEqual(await stuck.problems(), [])
  })

  it('cut off for longer than anybody waits, after an unknown commit: asked again, the first answer', async () => {
    let wire: Wire | undefined
    const arena = await Arena.open(1, {
      through: async (databaseUrl) => {
        const opened = await Wire.open(databaseUrl)
        wire = opened.wire
        return opened.url
      },
    })
    assert(wire)
    const line = wire
    open.push(async () => {
      line.repair()
      await arena.close()
      line.close()
    })
    const wish = await order(arena)
    line.fate = () => 'cut_after'
    line.onCut = () => line.tear()
    const { answer, ms } = await timed(wish.send())
    assert.deepEqual([answer.status, said(answer)], [503, 'command.unavailable'])
    assert.match(answer.body.text.zh, /不会重复执行/)
    assert(ms < answerWithinMs + slackMs, `told after ${ms} ms`)
    line.fate = () => 'passes'
    line.repair()
    const again = await wish.send()
    assert.equal(again.status, 201)
    assert.equal(await wish.stock(), 9, 'one piece is taken, not two')
    await arena.market.wait(day)
    assert.deepEqual(await arena.problems(), [])
  })
})

/** Somebody who sends a header a second and never ends: after how many ms is the line cut? */
async function dribble({ hostname, port }: URL): Promise<number> {
  const began = performance.now()
  const socket = connect(Number(port), hostname).resume()
  socket.on('error', () => {})
  socket.write('POST /v1/shops HTTP/1.1\r\nHost: x\r\n')
  const more = setInterval(() => socket.writable && socket.write('X-More: x\r\n'), 1_000)
  await once(socket, 'close')
  clearInterval(more)
  return performance.now() - began
}

/** Somebody's order that has not been sent yet, and can be sent again. */
async function order(arena: Arena) {
  const listingId = await arena.offer(10)
  const buyer: Person = await arena.newcomer()
  const wanted = orderBody([{ listingId, priceFen }])
  const headers = { 'idempotency-key': randomBytes(12).toString('hex') }
  return {
    send: () => buyer.post('/v1/orders', wanted, headers),
    stock: async () => (await buyer.get(`/v1/listings/${listingId}`)).body.listing.stock,
  }
}

async function timed(asked: Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const began = performance.now()
  const answer = await asked
  return { answer, ms: performance.now() - began }
}
