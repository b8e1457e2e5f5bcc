import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, minute } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, publish, scan, ship, view } from '../trade.ts'

describe('what carriers say, and when they say nothing', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let courier: Person
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    courier = await market.carrier('sudi')
  })
  after(() => market.close())

  const status = async (orderId: string) => (await view(buyer, orderId)).status
  async function sent(): Promise<{ orderId: string; trackingNo: string }> {
    const listingId = await publish(seller, shopId, { priceFen: 8_800 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 8_800 }])
    return { orderId, trackingNo: await ship(seller, orderId) }
  }
  const kinds = async (orderId: string) =>
    (await view(buyer, orderId)).next.map(({ kind }: { kind: string }) => kind)

  it('a carrier that never reports: doubt after 10 days, refund after 15', async () => {
    const { orderId } = await sent()
    await market.wait(10 * day + minute)
    const doubted = await view(buyer, orderId)
    assert.deepEqual([doubted.status, doubted.shipments[0].doubted], ['shipped', true])
    assert(doubted.timeline.some(({ kind }: { kind: string }) => kind === 'order.doubted'))
    await market.wait(5 * day)
    const over = await view(buyer, orderId)
    assert.deepEqual([over.status, over.money.refundedFen], ['refunded', 8_800])
  })

  it('left at a station without consent starts no clock; taken from there it does', async () => {
    const { orderId, trackingNo } = await sent()
    await scan(market, courier, trackingNo, 'left_at_station', { place: '菜鸟驿站' })
    assert.equal(await status(orderId), 'shipped')
    assert(!(await kinds(orderId)).includes('confirm'))
    await market.wait(3 * day)
    await scan(market, courier, trackingNo, 'signed')
    assert.equal(await status(orderId), 'delivered')
    assert((await kinds(orderId)).includes('confirm'))
  })

  it('left at a station with consent starts it', async () => {
    const { orderId, trackingNo } = await sent()
    await scan(market, courier, trackingNo, 'left_at_station', { consented: true })
    assert.equal(await status(orderId), 'delivered')
  })

  for (const kind of ['returned', 'lost'] as const)
    it(`a parcel that is ${kind}: the buyer has the money back at once`, async () => {
      const { orderId, trackingNo } = await sent()
      await scan(market, courier, trackingNo, kind)
      const over = await view(buyer, orderId)
      assert.deepEqual([over.status, over.money.refundedFen], ['refunded', 8_800])
      const again = await scan(market, courier, trackingNo, 'signed')
      assert.equal(again.problem.code, 'parcel.already_ended')
    })

  it('a number copied from another’s parcel never hears of it, and is refunded', async () => {
    const { orderId, trackingNo } = await sent()
    const thief = await market.person('空包', '13900000003')
    const { shopId: other } = await thief.does('/v1/shops', { name: '空包店' })
    const listingId = await publish(thief, other, { priceFen: 100 })
    await market.wait(minute)
    const copied = await buyAndPay(market, buyer, [{ listingId, priceFen: 100 }])
    await thief.does(`/v1/orders/${copied}/ship`, {
      ...{ itemIds: ['1'], carrierId: 'sudi', trackingNo },
    })
    await scan(market, courier, trackingNo, 'signed')
    assert.deepEqual([await status(orderId), await status(copied)], ['delivered', 'shipped'])
    await scan(market, courier, trackingNo, 'signed')
    assert.equal(await status(copied), 'shipped')
    await market.wait(15 * day + minute)
    assert.equal(await status(copied), 'refunded')
  })

  it('only its carrier tells of a parcel', async () => {
    const { orderId, trackingNo } = await sent()
    const other = await market.carrier('other')
    const answer = await scan(market, other, trackingNo, 'signed')
    assert.deepEqual([answer.ok, answer.problem.code], [false, 'parcel.not_found'])
    const at = new Date(market.clock.now()).toISOString()
    for (const person of [seller, buyer]) {
      const scans = [{ trackingNo, kind: 'signed', at }]
      const { status: code } = await person.post('/v1/carrier/scans', { scans })
      assert.equal(code, 403)
    }
    assert.equal(await status(orderId), 'shipped')
  })

  it('a signed-for reported nine days late counts from a day ago', async () => {
    const { orderId, trackingNo } = await sent()
    const signedAt = new Date(market.clock.now() + day).toISOString()
    await market.wait(9 * day)
    await scan(market, courier, trackingNo, 'signed', { at: signedAt })
    const { items } = await view(buyer, orderId)
    assert.equal(Date.parse(items[0].deliveredAt), market.clock.now() - day)
  })
})
