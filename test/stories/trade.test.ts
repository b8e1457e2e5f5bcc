import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, minute } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import {
  balances,
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

describe('a protected trade', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let courier: Person
  let desk: Person
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    courier = await market.carrier('sudi')
    desk = await operator(market)
  })
  after(() => market.close())

  async function delivered(priceFen: number): Promise<string> {
    const listingId = await publish(seller, shopId, { priceFen })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    await scan(market, courier, await ship(seller, orderId), 'signed')
    return orderId
  }
  async function money(orderId: string): Promise<number[]> {
    const { money: all } = await view(buyer, orderId)
    return [all.releasedFen, all.feeFen, all.refundedFen, all.heldFen]
  }

  it('R-77: pay, ship, sign for, confirm twice → one release, and the books sum to zero', async () => {
    const orderId = await delivered(16_800)
    assert.equal((await view(buyer, orderId)).status, 'delivered')
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    const again = await buyer.post(`/v1/orders/${orderId}/confirm`)
    assert.deepEqual([again.status, again.body.code], [409, 'order.already_received'])
    assert.deepEqual(await money(orderId), [0, 0, 0, 16_800], 'the return window is open')
    await market.wait(16 * day)
    assert.equal((await view(buyer, orderId)).status, 'settled')
    assert.deepEqual(await money(orderId), [16_700, 100, 0, 0])
    const { 'psp.settled': moved, ...rest } = await balances(desk, shopId)
    assert.deepEqual(rest, {
      'psp.held': 0,
      'order.escrow': 0,
      'seller.settled': 16_700,
      'platform.fee': 100,
    })
    assert.equal(moved, -16_800)
  })

  it('R-78: a claim of 500.00 of 1,200.00 locks exactly 500.00', async () => {
    const orderId = await delivered(120_000)
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    const claim = { issue: 'damaged', text: '瓶身有裂纹', amountFen: 50_000 }
    await buyer.does(`/v1/orders/${orderId}/complaint`, claim)
    assert.equal((await view(buyer, orderId)).money.lockedFen, 50_000)
    await market.wait(16 * day)
    assert.deepEqual(await money(orderId), [69_580, 420, 0, 50_000])
    await seller.does(`/v1/orders/${orderId}/complaint/agree`)
    await market.settle()
    assert.deepEqual(await money(orderId), [69_580, 420, 50_000, 0])
  })

  it('the order shows what was bought, not what the listing says now', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 9_900, text: '容量 300 毫升' })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 9_900 }])
    await seller.does(`/v1/listings/${listingId}/edit`, {
      ...{ title: '塑料杯', text: '容量 200 毫升', priceFen: 100, photos: [] },
      ...{ shipWithinHours: 700, fulfilment: { kind: 'parcel' } },
    })
    const [item] = (await view(buyer, orderId)).items
    assert.deepEqual(
      [item.title, item.text, item.priceFen, item.shipWithinHours],
      ['手工陶杯', '容量 300 毫升', 9_900, 48],
    )
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
  })

  it('a price that changed meanwhile is refused, and nothing is charged', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 100 })
    const { status, body } = await buyer.post(
      '/v1/orders',
      orderBody([{ listingId, priceFen: 99 }]),
    )
    assert.deepEqual([status, body.code], [409, 'order.price_changed'])
  })

  it('own goods cannot be bought with the own phone number', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 100 })
    const wanted = orderBody([{ listingId, priceFen: 100 }], '13900000001')
    const { status, body } = await buyer.post('/v1/orders', wanted)
    assert.deepEqual([status, body.code], [409, 'order.own_goods'])
  })

  it('another shop’s order is 404, for every step; so it is for a stranger', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 100 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 100 }])
    const other = await market.person('别店', '13900000002')
    await other.does('/v1/shops', { name: '别店' })
    for (const person of [other, await market.person('路人')]) {
      assert.equal((await person.get(`/v1/orders/${orderId}`)).status, 404)
      const how = { itemIds: ['1'], carrierId: 'sudi', trackingNo: 'SD9999999999' }
      for (const [step, wish] of [
        ['ship', how],
        ['cancel', { reason: '缺货' }],
        ['confirm', {}],
        ['refund', { amountFen: 100 }],
        ['complaint', { issue: 'fake', text: '' }],
      ] as const)
        assert.equal((await person.post(`/v1/orders/${orderId}/${step}`, wish)).status, 404, step)
    }
    const forged = `ord_${'0'.repeat(26)}`
    assert.equal((await buyer.get(`/v1/orders/${forged}`)).status, 404)
  })

  it('a repeat is answered alike and marked; another body under the same key is 409', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 100, stock: 1 })
    const wanted = orderBody([{ listingId, priceFen: 100 }])
    const key = { 'idempotency-key': 'once-and-only-once' }
    const first = await buyer.post('/v1/orders', wanted, key)
    const second = await buyer.post('/v1/orders', wanted, key)
    assert.deepEqual([first.status, second.status], [201, 201])
    assert.deepEqual(second.body, first.body)
    assert.equal(first.headers.get('idempotency-replayed'), null)
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    const other = await buyer.post('/v1/orders', { ...wanted, expectedTotalFen: 99 }, key)
    assert.deepEqual([other.status, other.body.code], [409, 'command.id_used_for_another'])
    const refused = await buyer.post('/v1/orders', wanted, { 'idempotency-key': 'second-time-1' })
    const replay = await buyer.post('/v1/orders', wanted, { 'idempotency-key': 'second-time-1' })
    assert.deepEqual(
      [refused.body.code, replay.body.code],
      ['listing.sold_out', 'listing.sold_out'],
    )
    assert.equal(replay.headers.get('idempotency-replayed'), 'true')
  })

  it('a guest who signs in later, on another device, comes back to the order', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 100 })
    const wanted = orderBody([{ listingId, priceFen: 100 }], '13800000077')
    const { orderId } = await buyer.does('/v1/orders', wanted)
    const device = await market.person('新手机')
    assert.equal((await device.get(`/v1/orders/${orderId}`)).status, 404)
    const link = { 'baozheng-order-secret': wanted.linkSecret }
    assert.equal((await device.get(`/v1/orders/${orderId}`, link)).body.role, 'buyer')
    // Somebody repeats a key of their own, now with this phone number: refused, and in no list.
    const prank = await market.person('路人')
    const key = { 'idempotency-key': 'one-key-two-phones' }
    await prank.does('/v1/orders', orderBody([{ listingId, priceFen: 100 }]), key)
    assert.equal((await prank.post('/v1/orders', wanted, key)).status, 409)
    const signedIn = await market.person('王静怡', '13800000077')
    const mine = await signedIn.get('/v1/me/orders')
    assert.deepEqual(
      mine.body.orders.map((line: { orderId: string }) => line.orderId),
      [orderId],
    )
    await signedIn.does(`/v1/orders/${orderId}/cancel`, {})
    await market.settle()
    assert.equal((await view(signedIn, orderId)).status, 'cancelled')
  })

  it('a pick-up is delivered by the code that only the buyer sees', async () => {
    const fulfilment = { kind: 'pickup', place: '汉口江汉路 1 号' }
    const listingId = await publish(seller, shopId, { priceFen: 5_000, fulfilment })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 5_000 }])
    await seller.does(`/v1/orders/${orderId}/ship`, { itemIds: ['1'] })
    const { collectCode } = await view(buyer, orderId)
    assert.equal((await view(seller, orderId)).collectCode, null)
    const wrong = collectCode === '00000000' ? '00000001' : '00000000'
    const handOver = `/v1/orders/${orderId}/hand-over`
    assert.equal((await seller.post(handOver, { code: wrong })).body.code, 'order.code_wrong')
    await seller.does(handOver, { code: collectCode })
    assert.equal((await view(buyer, orderId)).status, 'delivered')
  })

  it('guessing that code ends after twenty tries an hour, whoever asks from wherever', async () => {
    const fulfilment = { kind: 'service', place: '汉口' }
    const listingId = await publish(seller, shopId, { priceFen: 5_000, fulfilment })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 5_000 }])
    await seller.does(`/v1/orders/${orderId}/ship`, { itemIds: ['1'] })
    const { collectCode } = await view(buyer, orderId)
    const statuses: number[] = []
    for (let code = 0; code < 21; code++) {
      const guess = String(code).padStart(8, collectCode.startsWith('0') ? '1' : '0')
      const { status } = await seller.post(`/v1/orders/${orderId}/hand-over`, { code: guess })
      statuses.push(status)
    }
    assert.deepEqual([...new Set(statuses.slice(0, 20))], [422])
    assert.equal(statuses[20], 429)
  })

  it('a refund names an amount or items, never both', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 5_000 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 5_000 }])
    const both = { amountFen: 5, itemIds: ['1'] }
    const { status } = await seller.post(`/v1/orders/${orderId}/refund`, both)
    assert.equal(status, 400)
    assert.equal((await view(buyer, orderId)).money.refundedFen, 0)
  })

  it('digital goods stay closed until the buyer opens them', async () => {
    const fulfilment = { kind: 'digital' }
    const listingId = await publish(seller, shopId, { priceFen: 3_000, fulfilment })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 3_000 }])
    const content = '兑换码 8421-7788'
    await seller.does(`/v1/orders/${orderId}/ship`, { itemIds: ['1'], content })
    const closed = await view(buyer, orderId)
    assert.equal(closed.shipments[0].content, null)
    assert(!JSON.stringify(closed).includes(content))
    await buyer.does(`/v1/orders/${orderId}/open-digital`)
    const open = await view(buyer, orderId)
    assert.deepEqual([open.status, open.shipments[0].content], ['delivered', content])
  })

  it('where to pay is shown to the buyer alone', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 100 })
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen: 100 }]))
    await market.settle()
    assert.equal((await view(seller, orderId)).payUrl, null)
    assert.equal((await view(seller, orderId)).contact, null, 'nor where the buyer lives, unpaid')
    assert.equal(await pay(market, buyer, orderId), 200)
    assert.equal((await view(seller, orderId)).contact.name, '王静怡')
  })

  it('in the end the books of the shop still sum to zero', async () => {
    await market.wait(30 * minute)
    await balances(desk, shopId)
  })
})

describe('R-79: confirmed only when content', () => {
  it('signed 2026-03-10, complaint 03-19 → auto-confirm stops; withdrawn, it goes on', async () => {
    const market = await Market.open({ now: '2026-03-08T10:00' })
    try {
      const { seller, shopId } = await openShop(market)
      const buyer = await market.person('王静怡')
      const courier = await market.carrier('sudi')
      const listingId = await publish(seller, shopId, { priceFen: 16_800 })
      const wanted = [{ listingId, priceFen: 16_800 }]
      const [disputed, quiet] = [
        await buyAndPay(market, buyer, wanted),
        await buyAndPay(market, buyer, wanted),
      ]
      const numbers = [await ship(seller, disputed), await ship(seller, quiet)]
      await market.goTo('2026-03-10T15:00')
      for (const no of numbers) await scan(market, courier, no, 'signed')
      const next = (await view(buyer, disputed)).next.find(
        ({ kind }: { kind: string }) => kind === 'confirm',
      )
      assert.deepEqual([next.dueAt, next.gains], ['2026-03-20T07:00:00.000Z', 'seller'])

      await market.goTo('2026-03-19T09:00')
      const claim = { issue: 'not_as_described', text: '颜色不对' }
      await buyer.does(`/v1/orders/${disputed}/complaint`, claim)
      await market.goTo('2026-04-20T09:00')
      assert.equal((await view(buyer, quiet)).status, 'settled')
      const guarded = await view(buyer, disputed)
      assert.deepEqual([guarded.status, guarded.money.heldFen], ['delivered', 16_800])

      await buyer.does(`/v1/orders/${disputed}/complaint/withdraw`)
      await market.wait(minute)
      const over = await view(buyer, disputed)
      assert.deepEqual([over.status, over.money.releasedFen], ['settled', 16_700])
    } finally {
      await market.close()
    }
  })
})
