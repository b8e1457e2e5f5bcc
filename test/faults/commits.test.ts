import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/kernel/time.ts'
import { Arena, priceFen, said } from '../races/arena.ts'
import { Random } from '../simulate/random.ts'
import { orderBody, view } from '../trade.ts'
import { type Fate, Wire } from './wire.ts'

describe('the line to the database', () => {
  let arena: Arena
  let wire: Wire
  before(async () => {
    arena = await Arena.open(1, {
      through: async (databaseUrl) => {
        const opened = await Wire.open(databaseUrl)
        wire = opened.wire
        return opened.url
      },
    })
  })
  after(async () => {
    await arena?.close()
    wire?.close()
  })

  for (const fate of ['cut_before', 'cut_after', 'cut_between'] as const)
    it(`${fate}: the outcome is read back by the command's id, and it is done once`, async () => {
      const listingId = await arena.offer(5)
      const buyer = await arena.newcomer()
      const before = wire.cuts
      let cut = false
      wire.fate = () => {
        if (cut) return 'passes'
        cut = true
        return fate
      }
      const wanted = orderBody([{ listingId, priceFen }])
      const headers = { 'idempotency-key': randomBytes(12).toString('hex') }
      const answer = await buyer.post('/v1/orders', wanted, headers)
      wire.fate = () => 'passes'
      assert.deepEqual([answer.status, wire.cuts - before], [201, 1])
      assert.equal(answer.headers.get('idempotency-replayed'), null, 'it is the first answer')
      const { listing } = (await buyer.get(`/v1/listings/${listingId}`)).body
      assert.equal(listing.stock, 4, 'one piece is taken, not two')
      const again = await buyer.post('/v1/orders', wanted, headers)
      assert.deepEqual(again.body, answer.body)
    })

  it('a market in which half of all commits is cut off: nothing is lost, nothing twice', async () => {
    const random = new Random('cut commits')
    const before = wire.cuts
    wire.fate = () => random.weighted(fates)
    const bought = await arena.delivered(8)
    for (const { buyer, orderId } of bought.slice(0, 4))
      await buyer.does(`/v1/orders/${orderId}/confirm`)
    wire.fate = () => 'passes'
    await arena.market.wait(25 * day)
    await arena.market.wait(day)
    for (const { buyer, orderId } of bought)
      assert((await view(buyer, orderId)).money.releasedFen > 0, 'it came to its end')
    assert(wire.cuts - before > 8, `${wire.cuts - before} cuts`)
    assert.deepEqual(await arena.problems(), [])
  })

  it('a slow disk: the busier, the more commands share a commit; nobody waits for ever', async () => {
    const listingId = await arena.offer(100)
    const before = wire.commits
    wire.slowMs = 200
    const slowest = { ms: 0 }
    const answers = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const began = performance.now()
        const path = `/v1/listings/${listingId}/restock`
        const answer = await arena.seller.post(path, { stock: 100 })
        slowest.ms = Math.max(slowest.ms, performance.now() - began)
        return said(answer)
      }),
    )
    wire.slowMs = 0
    assert.deepEqual(new Set(answers), new Set(['done']))
    assert(wire.commits - before <= 12, `${wire.commits - before} commits for 40 commands`)
    assert(slowest.ms < 4_000, `the slowest took ${slowest.ms} ms`)
  })
})

const fates: readonly { weight: number; value: Fate }[] = [
  { weight: 6, value: 'passes' },
  { weight: 2, value: 'cut_before' },
  { weight: 2, value: 'cut_after' },
  { weight: 2, value: 'cut_between' },
]
