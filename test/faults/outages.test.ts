import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, hour, minute } from '../../src/kernel/time.ts'
import { Arena, priceFen } from '../races/arena.ts'
import { orderBody, view } from '../trade.ts'

describe('what the house leans on', () => {
  let arena: Arena
  before(async () => {
    arena = await Arena.open(1)
  })
  after(() => arena?.close())

  it('the provider is away for an hour: nobody is told a lie, and afterwards all is made good once', async () => {
    const { market } = arena
    const [cancelled, confirmed] = await arena.paid(2)
    assert(cancelled && confirmed)
    await arena.signed([await arena.ship(confirmed.orderId)])
    const comeBack = await market.killProvider()
    await cancelled.buyer.does(`/v1/orders/${cancelled.orderId}/cancel`, {})
    await confirmed.buyer.does(`/v1/orders/${confirmed.orderId}/confirm`)
    const buyer = await arena.newcomer()
    const listingId = await arena.offer(1)
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
    for (let passed = 0; passed < hour; passed += 10 * minute) {
      market.clock.set(market.clock.now() + 10 * minute)
      await market.app.settle()
      const { money } = await view(cancelled.buyer, cancelled.orderId)
      assert.equal(money.refundedFen, 0, 'it is on its way, not there')
    }
    assert.equal((await view(buyer, orderId)).payUrl, null, 'there is nowhere to pay yet')
    await comeBack()
    await market.wait(10 * minute)
    const { money, status } = await view(cancelled.buyer, cancelled.orderId)
    assert.deepEqual([status, money.refundedFen, money.heldFen], ['cancelled', priceFen, 0])
    await market.wait(20 * day)
    assert((await view(confirmed.buyer, confirmed.orderId)).money.releasedFen > 0)
    assert.equal((await view(buyer, orderId)).status, 'expired', 'it was not paid within its time')
    assert.deepEqual(await arena.problems(), [])
  })

  it('the clock jumps forward and back in the middle of trades: each ends once, to the fen', async () => {
    const { market } = arena
    const bought = await arena.paid(4)
    const numbers: string[] = []
    const jumps = [-2 * hour, 26 * hour, -day, 3 * hour]
    for (const [place, { orderId }] of bought.entries()) {
      market.clock.set(market.clock.now() + (jumps[place] ?? 0))
      await market.app.settle()
      numbers.push(await arena.ship(orderId))
    }
    market.clock.set(market.clock.now() - hour)
    await arena.signed(numbers)
    for (const [place, { buyer, orderId }] of bought.entries()) {
      market.clock.set(market.clock.now() - (jumps[place] ?? 0))
      await market.app.settle()
      if (place % 2 === 0) await buyer.does(`/v1/orders/${orderId}/confirm`)
    }
    await market.wait(day)
    await market.wait(40 * day)
    await market.wait(day)
    for (const { buyer, orderId } of bought) {
      const { money, status } = await view(buyer, orderId)
      assert.deepEqual([status, money.refundedFen, money.heldFen], ['settled', 0, 0])
    }
    assert.deepEqual(await arena.problems(), [])
  })
})
