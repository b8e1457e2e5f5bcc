import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import { buyAndPay, openShop, publish, view } from '../trade.ts'

describe('a protected trade', () => {
  let market: Market
  before(async () => {
    market = await Market.open()
  })
  after(() => market.close())

  it('R-77: link → pay → ship → sign for → confirm → released, and every fen found its place', async () => {
    const { seller, shopId } = await openShop(market)
    const listingId = await publish(seller, shopId, { priceFen: 16_800 })
    const courier = await market.carrier('sudi')
    const buyer = await market.person('王静怡')

    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 16_800 }])
    let order = await view(buyer, orderId)
    assert.equal(order.status, 'paid')
    assert.equal(order.money.heldFen, 16_800)

    await seller.does(`/v1/orders/${orderId}/ship`, {
      itemIds: ['1'],
      carrierId: 'sudi',
      trackingNo: 'SD0000000001',
    })
    assert.equal((await view(buyer, orderId)).status, 'shipped')

    await market.wait(2 * day)
    const at = new Date(market.clock.now()).toISOString()
    await courier.does('/v1/carrier/scans', {
      scans: [{ trackingNo: 'SD0000000001', kind: 'signed', at }],
    })
    assert.equal((await view(buyer, orderId)).status, 'delivered')

    await buyer.does(`/v1/orders/${orderId}/confirm`)
    order = await view(buyer, orderId)
    assert.equal(order.status, 'received')
    assert.equal(order.money.releasedFen, 0, 'the return window is still open')

    await market.wait(16 * day)
    order = await view(buyer, orderId)
    assert.equal(order.status, 'settled')
    assert.deepEqual(
      [order.money.releasedFen, order.money.feeFen, order.money.heldFen],
      [16_700, 100, 0],
    )
  })
})
