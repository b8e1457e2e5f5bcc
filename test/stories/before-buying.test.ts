import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, orderBody, publish, scan, ship } from '../trade.ts'

const passport = {
  category: 'cosmetics',
  facts: {
    producer: '广州雅澜生物科技有限公司',
    licence_no: '粤妆20260001',
    standard_no: 'QB/T 2872',
    ingredients: '水、甘油',
    net_content: '25mL×5',
  },
  batchNo: 'YL260301',
  factoryPriceFen: null,
  principal: null,
  promises: [],
}

describe('what a buyer can know before paying, and a seller after', () => {
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

  it('R-34: two proofs missing, exactly these two, and they have to be confirmed', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 16_800, ...{ passport } })
    const { body } = await buyer.get(`/v1/listings/${listingId}`)
    assert.deepEqual(body.sheet.missing, ['subject', 'filing_no', 'use_by'])
    const wanted = orderBody([{ listingId, priceFen: 16_800 }])
    const refused = await buyer.post('/v1/orders', wanted)
    assert.deepEqual([refused.status, refused.body.code], [422, 'order.warning_unconfirmed'])
    const ordered = await buyer.post('/v1/orders', { ...wanted, confirmed: ['facts_missing'] })
    assert.equal(ordered.status, 201)
    const { body: order } = await buyer.get(`/v1/orders/${ordered.body.orderId}`)
    assert.equal(order.items[0].passport.batchNo, 'YL260301')
    assert.match(order.purposes.texts.phone, /交易完成后保存3年/, 'R-102')
  })

  it('R-35: below what another seller of the batch calls the factory price', async () => {
    const other = await openShop(market, '雅澜旗舰店', '13900000002')
    const dear = { ...passport, factoryPriceFen: 4_000 }
    await publish(other.seller, other.shopId, { priceFen: 9_900, ...{ passport: dear } })
    const cheap = await publish(seller, shopId, { priceFen: 2_990, ...{ passport } })
    const { body } = await buyer.get(`/v1/check?text=${encodeURIComponent(`看 /l/${cheap} 吧`)}`)
    const codes = body.sheet.warnings.map(({ code }: { code: string }) => code)
    assert.deepEqual(codes, ['facts_missing', 'below_factory_price'])
  })

  it('R-35, R-70: what other shops ask for the batch, one price a shop and none of one’s own', async () => {
    const mine = await openShop(market, '比价小店', '13900000011')
    const batch = { ...passport, batchNo: 'YL260399' }
    const own = await publish(mine.seller, mine.shopId, { priceFen: 5_000, ...{ passport: batch } })
    await publish(mine.seller, mine.shopId, { priceFen: 90_000, ...{ passport: batch } })
    const { body: alone } = await buyer.get(`/v1/check?text=${own}`)
    assert.equal(alone.sheet.prices, null)
    for (const [number, priceFen] of [12_000, 14_000, 16_000].entries()) {
      const other = await openShop(market, `同批次 ${number}`, `1390000002${number}`)
      await publish(other.seller, other.shopId, { priceFen, ...{ passport: batch } })
      await publish(other.seller, other.shopId, { priceFen: 99_000, ...{ passport: batch } })
    }
    const { body } = await buyer.get(`/v1/listings/${own}`)
    const range = { lowestFen: 12_000, medianFen: 14_000, highestFen: 16_000 }
    assert.deepEqual(body.sheet.prices, { shops: 3, ...range, factoryFen: null })
    const { warnings } = body.sheet
    assert.ok(warnings.some(({ code }: { code: string }) => code === 'far_below_others'))
  })

  it('R-70, R-28: a seller is found by number or by code, as far as they have been checked', async () => {
    const mine = await openShop(market, '执照小店', '13900000031')
    const uscc = '92990000MA0000015M'
    const principal = { name: '陈曼（个体工商户）', uscc, afterSales: '陈曼' }
    const stated = { passport: { ...passport, principal } }
    await publish(seller, shopId, { priceFen: 900, ...stated })
    const phone = '13700000041'
    await market.app.identity.ensureAccount({ phone, name: '何立', roles: ['operator'] })
    const desk = await market.person('何立', phone)
    const path = `/v1/desk/shops/${mine.shopId}`
    const until = new Date(market.clock.now() + 100 * day).toISOString().slice(0, 10)
    const sight = {
      ...{ standing: 'household', seen: ['business_licence'], uscc, validUntilOn: until },
      registeredName: '义乌市曼曼美肤用品店',
    }
    assert.equal((await mine.seller.post(`${path}/check`, sight)).status, 403)
    await desk.does(`${path}/check`, sight)
    const { body } = await buyer.post('/v1/check/sellers', { text: uscc.toLowerCase() })
    const found = body.sellers.map((one: { shop: { name: string }; known: string }) => [
      one.shop.name,
      one.known,
    ])
    assert.deepEqual(found.slice(0, 1), [['执照小店', 'checked']])
    assert.equal(found[1][1], 'stated')
    const { shop } = body.sellers[0]
    assert.deepEqual(
      [shop.standing, shop.check.registeredName, shop.check.validUntilOn, shop.check.by],
      ['household', '义乌市曼曼美肤用品店', until, undefined],
    )
    const { body: byNumber } = await buyer.post('/v1/check/sellers', { text: '139 0000 0031' })
    assert.deepEqual(
      byNumber.sellers.map((one: { shop: { name: string } }) => one.shop.name),
      ['执照小店'],
    )
    const nobody = await buyer.post('/v1/check/sellers', { text: '13999999999' })
    assert.deepEqual(nobody.body.sellers, [])
    const wrong = await buyer.post('/v1/check/sellers', { text: '92990000MA0000015X' })
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'check.unreadable'])

    // What was seen counts until its day, and no longer.
    await market.wait(102 * day)
    const { body: later } = await buyer.get(`/v1/check?text=${mine.shopId}`)
    assert.deepEqual([later.shop.standing, later.shop.check], ['unverified', null])
    const { body: gone } = await buyer.post('/v1/check/sellers', { text: uscc })
    assert.ok(gone.sellers.every((one: { known: string }) => one.known === 'stated'))
  })

  it('R-70: a foreign link is nothing of ours, and says so', async () => {
    const { status, body } = await buyer.get('/v1/check?text=https%3A%2F%2Fshop.example%2F1')
    assert.deepEqual([status, body.code], [404, 'listing.not_found'])
  })

  it('R-28: a record follows the person into another shop', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 5_000 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 5_000 }])
    await market.wait(4 * day)
    assert.equal((await buyer.get(`/v1/orders/${orderId}`)).body.status, 'refunded')
    const { shopId: second } = await seller.does('/v1/shops', { name: '陈陈小铺' })
    const { body } = await buyer.get(`/v1/check?text=${second}`)
    assert.deepEqual([body.shop.name, body.record.shops, body.record.refunded], ['陈陈小铺', 2, 1])
  })

  it('a seller finds every fen in an order, and nobody else looks', async () => {
    const mine = await openShop(market, '雅澜自营', '13900000003')
    const listingId = await publish(mine.seller, mine.shopId, { priceFen: 10_000 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 10_000 }])
    const path = `/v1/shops/${mine.shopId}/earnings`
    const { body: held } = await mine.seller.get(path)
    assert.deepEqual(
      [held.heldFen, held.orders[0].orderId, held.orders[0].heldFen, held.orders[0].why],
      [10_000, orderId, 10_000, 'unshipped'],
    )
    assert.equal((await seller.get(path)).body.code, 'shop.not_found')
    const trackingNo = await ship(mine.seller, orderId)
    await scan(market, courier, trackingNo, 'signed')
    await market.wait(30 * day)
    const { body: settled } = await mine.seller.get(`${path}?folder=settled`)
    const [line] = settled.orders
    assert.equal(line.releasedFen + line.feeFen + line.refundedFen, 10_000)
    assert.deepEqual([settled.settledFen, settled.feeFen], [line.releasedFen, line.feeFen])
  })

  it('R-73: one day before the right is over the buyer is told, and the seller is not', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 6_000 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 6_000 }])
    const trackingNo = await ship(seller, orderId)
    await scan(market, courier, trackingNo, 'signed')
    const left = async (who: Person, path: string) => {
      const { body } = await who.get(path)
      const found = body.orders.find((one: { orderId: string }) => one.orderId === orderId)
      return found.lapsesInDays
    }
    assert.equal(await left(buyer, '/v1/me/orders'), null)
    const { windowEndsAt } = (await buyer.get(`/v1/orders/${orderId}`)).body
    await market.wait(Date.parse(windowEndsAt) - market.clock.now() - day / 2)
    assert.equal(await left(buyer, '/v1/me/orders'), 1)
    assert.equal(await left(seller, `/v1/shops/${shopId}/orders`), null)
  })
})
