import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parsePhone } from '../../src/identity/contact.ts'
import { minute } from '../../src/kernel/time.ts'
import { scansMax } from '../../src/logistics/rules.ts'
import { shopsMax } from '../../src/network/rules.ts'
import { unpaidMax } from '../../src/orders/unpaid.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, orderBody, pay, publish, scan, ship, view } from '../trade.ts'

const priceFen = 16_800

describe('what nobody may do without end', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
  })
  after(() => market.close())

  it('reserve without paying: so many at a time, and again when they are paid or over', async () => {
    const listingId = await publish(seller, shopId, { priceFen, stock: 20 })
    const order = () => buyer.post('/v1/orders', orderBody([{ listingId, priceFen }]))
    const { orderId } = (await order()).body
    const together = await Promise.all(Array.from({ length: 5 }, order))
    assert.equal(together.filter(({ status }) => status === 201).length, unpaidMax - 1)
    const refused = together.filter(({ status }) => status === 429)
    assert.deepEqual(
      refused.map(({ body }) => body.code),
      Array.from({ length: 3 }, () => 'order.unpaid_already'),
    )
    await market.settle()
    await pay(market, buyer, orderId)
    assert.equal((await order()).status, 201)
    assert.equal((await order()).body.code, 'order.unpaid_already')
    await market.wait(16 * minute)
    assert.equal((await order()).status, 201)
  })

  it('open shops: so many, and a repeat of the last one is no more', async () => {
    const opener = await market.person('开店人', '13900000055')
    const key = (place: number) => ({ 'idempotency-key': `open-shop-${place}` })
    const open = (place: number) => opener.post('/v1/shops', { name: `店${place}` }, key(place))
    for (let place = 0; place < shopsMax; place++) assert.equal((await open(place)).status, 201)
    assert.equal((await open(shopsMax)).body.code, 'shop.too_many')
    assert.equal((await open(shopsMax - 1)).status, 201)
    await market.wait(minute)
    const since = new Date(market.clock.now()).toISOString()
    await opener.ask('POST', '/v1/auth/code', { phone: opener.phone ?? '' })
    const phone = parsePhone(opener.phone ?? '')
    const code = phone && market.sms.lastCode(phone)
    const theft = { phone: opener.phone, code, since }
    const { body } = await opener.ask('POST', '/v1/account/stolen', theft)
    assert.equal(body.shops, shopsMax, 'and none is left out when the account was stolen')
  })

  it('order twenty different things: unpaid, all of them are back on the shelf', async () => {
    const listingIds: string[] = []
    for (let count = 0; count < 20; count++)
      listingIds.push(await publish(seller, shopId, { priceFen, stock: 1 }))
    const wanted = listingIds.map((listingId) => ({ listingId, priceFen }))
    const { orderId } = await buyer.does('/v1/orders', orderBody(wanted))
    await market.wait(16 * minute)
    assert.equal((await view(buyer, orderId)).status, 'expired')
    for (const id of listingIds)
      assert.equal((await buyer.get(`/v1/listings/${id}`)).body.listing.stock, 1)
  })

  it('scan one parcel: how it ends is taken all the same', async () => {
    const listingId = await publish(seller, shopId, { priceFen })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    const trackingNo = await ship(seller, orderId)
    const courier = await market.carrier('sudi')
    const at = new Date(market.clock.now()).toISOString()
    const scans = Array.from({ length: 50 }, () => ({ trackingNo, kind: 'accepted', at }))
    for (let count = 0; count < scansMax; count += scans.length)
      await courier.does('/v1/carrier/scans', { scans })
    const more = await scan(market, courier, trackingNo, 'accepted')
    assert.equal(more.problem.code, 'parcel.too_many_scans')
    await scan(market, courier, trackingNo, 'signed')
    assert.equal((await view(buyer, orderId)).status, 'delivered')
  })

  it('read a long story at once: the rest comes after the last entry', async () => {
    const listingId = await publish(seller, shopId, { priceFen })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    const whole = await view(buyer, orderId)
    assert.equal(whole.timelineNext, null)
    const [first] = whole.timeline
    const rest = (await buyer.get(`/v1/orders/${orderId}?after=${first.seq}`)).body
    assert.deepEqual(rest.timeline, whole.timeline.slice(1))
  })
})
