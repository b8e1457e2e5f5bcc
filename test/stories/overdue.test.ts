import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hour, minute } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, publish, scan, ship, view } from '../trade.ts'

/** Money of an order as people see it, in fen. */
async function money(person: Person, orderId: string): Promise<number[]> {
  const { money: all } = await view(person, orderId)
  return [all.releasedFen, all.feeFen, all.refundedFen, all.heldFen]
}

describe('paid, and the goods never come', () => {
  let market: Market
  let shop: { seller: Person; shopId: string }
  let buyer: Person
  before(async () => {
    market = await Market.open({ terms: { overdueGraceMs: 0 } })
    shop = await openShop(market)
    buyer = await market.person('王静怡')
  })
  after(() => market.close())

  it('R-26: 168.00 held, no ship proof in 48 h → refunded without the seller’s consent', async () => {
    const listingId = await publish(shop.seller, shop.shopId, { priceFen: 16_800 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 16_800 }])
    await market.wait(48 * hour)
    assert.equal((await view(buyer, orderId)).status, 'paid')
    await market.wait(minute)
    assert.equal((await view(buyer, orderId)).status, 'refunded')
    assert.deepEqual(await money(buyer, orderId), [0, 0, 16_800, 0])
    const { movements } = await market.provider.control('GET', '/sandbox/movements')
    const kinds = (movements as { kind: string; amountFen: string }[]).map(
      ({ kind, amountFen }) => `${kind} ${amountFen}`,
    )
    assert.deepEqual(kinds.slice(-2), ['PAYMENT 16800', 'REFUND 16800'])
  })

  it('R-39: of 59.00, 69.00 and 79.00 only A and B were sent → C is refunded, A and B go on', async () => {
    const courier = await market.carrier('sudi')
    const prices = [5_900, 6_900, 7_900]
    const wanted = await Promise.all(
      prices.map(async (priceFen) => {
        const listingId = await publish(shop.seller, shop.shopId, { priceFen })
        return { listingId, priceFen }
      }),
    )
    const orderId = await buyAndPay(market, buyer, wanted)
    const trackingNo = await ship(shop.seller, orderId, ['1', '2'])
    await market.wait(48 * hour + minute)
    let order = await view(buyer, orderId)
    assert.deepEqual(
      order.items.map(({ status }: { status: string }) => status),
      ['shipped', 'shipped', 'refunded'],
    )
    assert.deepEqual(await money(buyer, orderId), [0, 0, 7_900, 12_800])
    const late = order.timeline.find(({ kind }: { kind: string }) => kind === 'order.overdue')
    assert.deepEqual(late.about.itemIds, ['3'])

    await scan(market, courier, trackingNo, 'signed')
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    await market.wait(20 * 24 * hour)
    order = await view(buyer, orderId)
    assert.equal(order.status, 'settled')
    // floor(128.00 × 6 ‰) = 0.76
    assert.deepEqual(await money(buyer, orderId), [12_724, 76, 7_900, 0])
  })
})

describe('with the site’s own grace of a day', () => {
  let market: Market
  let shop: { seller: Person; shopId: string }
  let buyer: Person
  let listingId: string
  before(async () => {
    market = await Market.open()
    shop = await openShop(market)
    buyer = await market.person('王静怡')
    listingId = await publish(shop.seller, shop.shopId, { priceFen: 16_800 })
  })
  after(() => market.close())
  const buy = () => buyAndPay(market, buyer, [{ listingId, priceFen: 16_800 }])

  it('R-06: after 48 h it is overdue, names 电子商务法 第二十条, and the buyer may cancel', async () => {
    const orderId = await buy()
    await market.wait(48 * hour + minute)
    const order = await view(buyer, orderId)
    assert.equal(order.status, 'overdue')
    assert(order.can.includes('refund_overdue') && order.can.includes('cancel'))
    const told = order.timeline.find(({ kind }: { kind: string }) => kind === 'order.overdue')
    assert.equal(told.about.cite, '电子商务法 第二十条')
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
    await market.settle()
    assert.deepEqual(await money(buyer, orderId), [0, 0, 16_800, 0])
  })

  it('R-26: one tap refunds at once', async () => {
    const orderId = await buy()
    await market.wait(48 * hour)
    await buyer.does(`/v1/orders/${orderId}/refund-overdue`)
    await market.settle()
    assert.deepEqual(await money(buyer, orderId), [0, 0, 16_800, 0])
  })

  it('R-26: with no tap it happens by itself, 24 h later; the seller may still ship until then', async () => {
    const [orderId, sent] = [await buy(), await buy()]
    await market.wait(71 * hour)
    assert.equal((await view(buyer, orderId)).status, 'overdue')
    await ship(shop.seller, sent)
    await market.wait(hour + minute)
    assert.deepEqual(await money(buyer, orderId), [0, 0, 16_800, 0])
    assert.deepEqual(await money(buyer, sent), [0, 0, 0, 16_800])
  })
})
