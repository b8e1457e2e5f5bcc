import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { openShop, orderBody, pay, publish } from '../trade.ts'

describe('a page that waits for the provider', () => {
  let market: Market
  let buyer: Person
  let listingId: string
  const priceFen = 16_800
  before(async () => {
    market = await Market.open()
    const { seller, shopId } = await openShop(market)
    listingId = await publish(seller, shopId, { priceFen })
    buyer = await market.person('王静怡')
  })
  after(() => market.close())

  it('is answered when there is somewhere to pay, and when it has been paid', async () => {
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
    const payable = await buyer.get(`/v1/orders/${orderId}/status?until=payable&wait=20`)
    assert.match(payable.body.payUrl, /^http/)
    const paid = buyer.get(`/v1/orders/${orderId}/status?until=paid&wait=20`)
    await pay(market, buyer, orderId)
    assert.equal((await paid).body.status, 'paid')
  })

  it('is answered at once when it asks for nothing to come, or when that is so already', async () => {
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
    assert.equal((await buyer.get(`/v1/orders/${orderId}/status`)).body.status, 'opened')
    const zero = await buyer.get(`/v1/orders/${orderId}/status?until=paid&wait=0`)
    assert.equal(zero.body.status, 'opened')
    await market.settle()
    await buyer.does(`/v1/orders/${orderId}/cancel`)
    await market.settle()
    const over = await buyer.get(`/v1/orders/${orderId}/status?until=paid&wait=20`)
    assert.equal(over.body.status, 'cancelled')
  })

  it('never waits for another’s order, nor for ever', async () => {
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
    const stranger = await market.person('路人', '13800000077')
    const other = await stranger.get(`/v1/orders/${orderId}/status?until=paid&wait=20`)
    assert.deepEqual([other.status, other.body.code], [404, 'order.not_found'])
    for (const query of ['until=paid&wait=26', 'until=never', 'unless=paid']) {
      const { status } = await buyer.get(`/v1/orders/${orderId}/status?${query}`)
      assert.equal(status, 400, query)
    }
  })
})
