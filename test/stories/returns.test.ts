import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import {
  buyAndPay,
  openShop,
  operator,
  orderBody,
  pay,
  publish,
  scan,
  ship,
  view,
} from '../trade.ts'

const address = {
  name: '陈曼',
  phone: '13900000001',
  address: { province: '浙江省', city: '金华市', district: '义乌市', street: '江东路 1 号' },
}
const plain = {
  exclusion: null,
  returnDays: null,
  freightBySeller: false,
  warrantyMonths: 0,
  occasional: false,
  freeFreight: null,
}

/** One market; every story has its own order in it, and time only goes forward. */
describe('returns', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let courier: Person
  before(async () => {
    market = await Market.open({ now: '2026-02-08T10:00' })
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    courier = await market.carrier('sudi')
  })
  after(() => market.close())

  async function delivered(what: object = {}, quantity = 1) {
    const listingId = await publish(seller, shopId, { priceFen: 16_800, ...what })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 16_800, quantity }])
    const trackingNo = await ship(seller, orderId)
    await scan(market, courier, trackingNo, 'signed')
    return orderId
  }
  const returnsOf = async (person: Person, orderId: string) =>
    (await person.get(`/v1/orders/${orderId}/returns`)).body
  const wish = (more: object = {}) => ({
    track: 'no_reason',
    remedy: 'refund',
    pieces: [{ itemId: '1', quantity: 1 }],
    ...more,
  })
  const ask = (orderId: string, more: object = {}) =>
    buyer.post(`/v1/orders/${orderId}/returns`, wish(more))
  const step = (person: Person, orderId: string, path: string, body: object = {}) =>
    person.does(`/v1/orders/${orderId}/returns/1/${path}`, body)
  const choice = (options: { choices: { track: string; remedy: string }[] }[], track: string) =>
    options[0]?.choices.find((one) => one.track === track && one.remedy === 'refund') as Record<
      string,
      unknown
    >

  it('R-52, R-74: over the Spring Festival the window ends with it, and the page says so', async () => {
    await market.goTo('2026-02-10T10:00')
    const orderId = await delivered()
    const { options, termsVersion } = await returnsOf(buyer, orderId)
    const found = choice(options, 'no_reason')
    assert.equal(found.until, '2026-02-24T16:00:00.000Z', '2026-02-24 24:00 in Shanghai')
    assert.deepEqual(
      [found.allowed, found.refundFen, found.freight, termsVersion],
      [true, 16_800, 'buyer', '2026-11-22'],
    )
    assert((found.citations as string[]).some((cite) => cite.startsWith('民法典 第二百零三条')))
    await market.goTo('2026-02-24T23:59')
    assert.equal((await ask(orderId)).status, 201)
    const order = await view(buyer, orderId)
    assert.equal(order.money.lockedFen, 16_800)
    assert(!order.next.some(({ kind }: { kind: string }) => kind === 'confirm'))
  })

  it('R-40: signed for on 2026-03-20, refunded by default when 2026-03-28 begins', async () => {
    await market.goTo('2026-03-16T10:00')
    const orderId = await delivered()
    assert.equal((await ask(orderId)).status, 201)
    const lines = (await seller.get(`/v1/shops/${shopId}/returns`)).body.returns
    assert.equal(lines[0].orderId, orderId)
    assert.deepEqual([lines[0].stage, lines[0].next.gains], ['accepted', 'buyer'])
    await step(seller, orderId, 'address', address)
    const seen = (await returnsOf(buyer, orderId)).returns[0]
    assert.equal(seen.address.address.street, '江东路 1 号')
    await step(buyer, orderId, 'send', { carrierId: 'sudi', trackingNo: 'RT0000000001' })
    await market.goTo('2026-03-20T15:00')
    assert.equal((await scan(market, courier, 'RT0000000001', 'signed')).ok, true)
    const back = (await returnsOf(seller, orderId)).returns[0]
    const { can: _, ...theirs } = (await returnsOf(buyer, orderId)).returns[0]
    const { can: __, ...ours } = back
    assert.deepEqual(theirs, ours, 'R-42: both sides read the same record and the same articles')
    assert.deepEqual([back.stage, back.next.dueAt], ['back', '2026-03-27T16:00:00.000Z'])
    assert.equal(back.penaltyFrom, '2026-04-05', 'more than 15 days: deliberate delay')
    await market.goTo('2026-03-27T23:59')
    assert.equal((await view(buyer, orderId)).money.refundedFen, 0)
    await market.goTo('2026-03-28T00:01')
    const order = await view(buyer, orderId)
    assert.deepEqual([order.status, order.money.refundedFen], ['refunded', 16_800])
    const event = order.timeline.find(({ kind }: { kind: string }) => kind === 'return.refunded')
    assert.match(event.about.cite, /消费者权益保护法 第二十五条第三款|第十三条/)
    assert.deepEqual([event.about.by, order.movements[0].reason], ['clock', 'default'])
  })

  it('R-40: no address in 48 hours: refunded, and the goods wait to be fetched', async () => {
    await market.goTo('2026-04-01T10:00')
    const orderId = await delivered()
    await ask(orderId)
    await market.goTo('2026-04-03T10:01')
    const [one] = (await returnsOf(buyer, orderId)).returns
    assert.deepEqual([one.stage, one.goodsWait, one.freight], ['refunded', true, 'seller'])
    assert.equal((await view(buyer, orderId)).money.refundedFen, 16_800)
    await step(seller, orderId, 'address', address)
    assert.equal((await returnsOf(buyer, orderId)).returns[0].address.name, '陈曼')
  })

  it('R-09: 200 masks bought to sell on are not returned without a reason', async () => {
    const stranger = await market.person('李小雨')
    const listingId = await publish(seller, shopId, { priceFen: 100, stock: 500 })
    const body = {
      ...orderBody([{ listingId, priceFen: 100, quantity: 200 }]),
      boughtFor: 'resale',
    }
    const { orderId } = await stranger.does('/v1/orders', body)
    await market.settle()
    await pay(market, stranger, orderId)
    await scan(market, courier, await ship(seller, orderId), 'signed')
    const pieces = [{ itemId: '1', quantity: 200 }]
    const answer = await stranger.post(`/v1/orders/${orderId}/returns`, wish({ pieces }))
    assert.deepEqual(
      [answer.status, answer.body.code, answer.body.cite],
      [409, 'return.not_consumer', '消费者权益保护法 第二条'],
    )
  })

  it('what is confirmed when buying stands in the order, and only then excludes', async () => {
    const aftersales = { ...plain, exclusion: 'opened' }
    const listingId = await publish(seller, shopId, {
      priceFen: 16_800,
      title: '美白面膜 5片',
      aftersales,
    })
    const buys = async (confirmsExclusion?: boolean) => {
      const body = orderBody([{ listingId, priceFen: 16_800 }])
      const items = body.items.map((item) => ({
        ...item,
        ...(confirmsExclusion ? { confirmsExclusion } : {}),
      }))
      const { orderId } = await buyer.does('/v1/orders', { ...body, items })
      await market.settle()
      await pay(market, buyer, orderId)
      await scan(market, courier, await ship(seller, orderId), 'signed')
      return orderId as string
    }
    const condition = { sealBroken: true }
    const ticked = await buys(true)
    assert.equal((await view(buyer, ticked)).items[0].confirmedExclusion, true)
    assert.equal((await ask(ticked, { condition })).body.code, 'return.confirmed_away')
    const unticked = await buys()
    assert.equal((await ask(unticked)).status, 201, 'not ticked: it may go back, sealed')
    const quality = { track: 'quality', text: '铅 38mg/kg，有检测报告', condition }
    assert.equal((await ask(ticked, quality)).status, 201, 'R-54: a fault is another matter')
  })

  it('R-39: part of what was bought goes back, and the freight that was free is reckoned', async () => {
    const freeFreight = { fromFen: 30_000, costFen: 1_000 }
    const orderId = await delivered({ aftersales: { ...plain, freeFreight } }, 3)
    const path = `/v1/orders/${orderId}/returns/quote?pieces=1:2`
    const { body: without } = await buyer.get(`${path}&track=no_reason`)
    assert.deepEqual(
      [without.refundFen, without.deductedFen, without.freight],
      [32_600, 1_000, 'buyer'],
    )
    const { body: faulty } = await buyer.get(`${path}&track=quality`)
    assert.deepEqual([faulty.refundFen, faulty.deductedFen, faulty.freight], [33_600, 0, 'seller'])
    assert.equal((await ask(orderId, { pieces: [{ itemId: '1', quantity: 2 }] })).status, 201)
    const rest = await ask(orderId, { pieces: [{ itemId: '1', quantity: 2 }] })
    assert.deepEqual([rest.status, rest.body.code], [422, 'return.items_unknown'])
    await step(seller, orderId, 'refund')
    await market.settle()
    const { money, status } = await view(buyer, orderId)
    assert.deepEqual([money.refundedFen, money.heldFen, status], [32_600, 17_800, 'delivered'])
  })

  it('R-41, R-43: a repair that was promised, not done, exchanged; the warranty begins anew', async () => {
    await market.goTo('2026-05-09T10:00')
    const orderId = await delivered({ aftersales: { ...plain, warrantyMonths: 12 } })
    const wished = { track: 'quality', remedy: 'repair', text: '杯口渗水' }
    assert.equal((await ask(orderId, wished)).status, 201)
    await step(seller, orderId, 'address', address)
    await step(buyer, orderId, 'send', { carrierId: 'sudi', trackingNo: 'RT0000000003' })
    await market.goTo('2026-05-11T10:00')
    await scan(market, courier, 'RT0000000003', 'signed')
    await step(seller, orderId, 'promise', { days: 5 })
    await market.goTo('2026-05-17T00:01')
    const [late] = (await returnsOf(buyer, orderId)).returns
    assert.deepEqual([late.stage, late.can], ['late', ['choose']])
    await step(buyer, orderId, 'choose', { remedy: 'exchange' })
    await market.goTo('2026-05-25T10:00')
    await step(seller, orderId, 'mend', { carrierId: 'sudi', trackingNo: 'RT0000000004' })
    await market.goTo('2026-06-01T10:00')
    await scan(market, courier, 'RT0000000004', 'signed')
    const after = await returnsOf(buyer, orderId)
    assert.deepEqual(
      [after.returns[0].stage, after.options[0].warrantyUntil],
      ['completed', '2027-06-01'],
    )
    const order = await view(buyer, orderId)
    assert.equal(order.money.lockedFen, 0)
  })

  it('R-55: what was promised longer is held longer', async () => {
    const orderId = await delivered({
      aftersales: { ...plain, returnDays: 15, freightBySeller: true },
    })
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    const windowEndsAt = Date.parse((await view(buyer, orderId)).windowEndsAt)
    assert(windowEndsAt - market.clock.now() >= 15 * 86_400_000)
    await market.wait(14 * 86_400_000)
    assert.equal((await view(buyer, orderId)).money.heldFen, 16_800)
    const found = choice((await returnsOf(buyer, orderId)).options, 'no_reason')
    assert.deepEqual([found.allowed, found.freight], [true, 'seller'])
  })

  it('R-39: part of what was cheaper together: what stays is paid at its own price', async () => {
    const promotion = '满3件打8折'
    const listingId = await publish(seller, shopId, { priceFen: 10_000, promotion })
    const { totalFen } = (await buyer.get(`/v1/listings/${listingId}/price?quantity=3`)).body
    assert.equal(totalFen, 24_000)
    const body = { ...orderBody([{ listingId, priceFen: 10_000, quantity: 3 }]) }
    const dear = await buyer.post('/v1/orders', body)
    assert.equal(dear.body.code, 'order.price_changed', 'nobody pays more than the promotion says')
    const { orderId } = await buyer.does('/v1/orders', { ...body, expectedTotalFen: totalFen })
    await market.settle()
    await pay(market, buyer, orderId)
    await scan(market, courier, await ship(seller, orderId), 'signed')
    const quote = async (count: number) =>
      (await buyer.get(`/v1/orders/${orderId}/returns/quote?track=no_reason&pieces=1:${count}`))
        .body
    const [one, three] = [await quote(1), await quote(3)]
    assert.deepEqual([one.refundFen, three.refundFen], [4_000, 24_000])
    assert((one.citations as string[]).some((cite) => cite.includes('第十七条')))
    await ask(orderId)
    await step(seller, orderId, 'refund')
    await market.settle()
    assert.equal((await quote(2)).refundFen, 20_000, 'the parts add up to the whole')
    const bad = { priceFen: 100, promotion: '买就送惊喜' }
    await assert.rejects(publish(seller, shopId, bad), /listing.offer_unusable/)
  })

  it('an objection goes to a person, whose decision moves the money', async () => {
    const orderId = await delivered()
    await ask(orderId)
    await step(seller, orderId, 'address', address)
    await step(buyer, orderId, 'send', { carrierId: 'sudi', trackingNo: 'RT0000000002' })
    await step(seller, orderId, 'sign')
    await step(seller, orderId, 'object', { kind: 'incomplete', text: '少了杯盖' })
    await market.app.identity.ensureAccount({
      phone: '13700000005' as never,
      name: '周岚',
      roles: ['mediator'],
    })
    const mediator = await market.person('周岚', '13700000005')
    const { reviews } = (await mediator.get('/v1/desk/returns')).body
    const found = reviews.find((one: { orderId: string }) => one.orderId === orderId)
    assert.deepEqual(found.return.review.why, ['objection'])
    assert.equal(found.return.address, null, 'where anybody lives is not the desk’s business')
    const decide = `/v1/desk/orders/${orderId}/returns/1/decide`
    const ruling = { decision: 'refund', refundFen: 15_000, reason: '杯盖按 18 元计' }
    assert.equal((await seller.post(decide, ruling)).status, 403)
    await mediator.does(decide, ruling)
    await market.settle()
    const order = await view(buyer, orderId)
    assert.deepEqual([order.money.refundedFen, order.movements[0].reason], [15_000, 'ruling'])
  })

  it('an objection is contested with one tap: a case with all that was said, told once', async () => {
    const orderId = await delivered()
    await ask(orderId, { text: '尺寸不合适' })
    await step(seller, orderId, 'address', address)
    await step(buyer, orderId, 'send', { carrierId: 'sudi', trackingNo: 'RT0000000012' })
    await step(seller, orderId, 'sign')
    const objection = { kind: 'swapped', text: '退回的是旧杯', photos: ['d'.repeat(64)] }
    await step(seller, orderId, 'object', objection)
    const [one] = (await returnsOf(buyer, orderId)).returns
    assert(one.can.includes('contest'))
    await step(buyer, orderId, 'contest')
    const { body } = await seller.get(`/v1/orders/${orderId}/complaint`)
    assert.deepEqual(
      [body.issue, body.text, body.lockedFen],
      ['return_refused', '尺寸不合适', 16_800],
    )
    assert.deepEqual(body.evidence.at(-1).photos, objection.photos)
    await buyer.does(`/v1/orders/${orderId}/complaint/withdraw`)
  })

  it('nobody but the two sides sees a return, and nobody can address it in their name', async () => {
    const orderId = await delivered()
    const stranger = await market.person('路人')
    const hidden = await stranger.get(`/v1/orders/${orderId}/returns`)
    assert.equal(hidden.status, 404)
    const asked = await stranger.post(`/v1/orders/${orderId}/returns`, wish())
    assert.deepEqual([asked.status, asked.body.code], [404, 'return.not_found'])
    await ask(orderId)
    const wrong = await buyer.post(`/v1/orders/${orderId}/returns/1/address`, address)
    assert.equal(wrong.status, 404, 'a guest has no address book')
    const rules = (await stranger.get('/v1/returns/rules')).body
    assert.deepEqual([rules.version, rules.addressHours], ['2026-11-22', 48])
    const desk = await operator(market)
    assert.equal((await desk.get('/v1/desk/returns')).status, 200)
    assert.equal((await buyer.get('/v1/desk/returns')).status, 401)
  })
})
