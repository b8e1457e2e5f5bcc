import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, hour, minute, second } from '../../src/kernel/time.ts'
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

const priceFen = 16_800

describe('money that comes late, twice, or not at all', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let desk: Person
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    desk = await operator(market)
  })
  after(() => market.close())

  const faults = (settings: object) => market.provider.control('POST', '/sandbox/faults', settings)
  const status = async (orderId: string) => (await view(buyer, orderId)).status
  const stock = async (listingId: string) =>
    (await buyer.get(`/v1/listings/${listingId}`)).body.listing.stock
  /** What the provider itself has moved for this order. */
  async function moved(orderId: string): Promise<string[]> {
    const { movements } = await market.provider.control('GET', '/sandbox/movements')
    const all = movements as { kind: string; amountFen: string; paymentNo: string }[]
    return all
      .filter(({ paymentNo }) => paymentNo === orderId.slice(4))
      .map(({ kind, amountFen }) => `${kind} ${amountFen}`)
  }
  async function order(): Promise<{ listingId: string; orderId: string; payUrl: string }> {
    const listingId = await publish(seller, shopId, { priceFen, stock: 10 })
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
    await market.settle()
    return { listingId, orderId, payUrl: (await view(buyer, orderId)).payUrl }
  }
  async function paid(): Promise<{ listingId: string; orderId: string }> {
    const listingId = await publish(seller, shopId, { priceFen, stock: 10 })
    return { listingId, orderId: await buyAndPay(market, buyer, [{ listingId, priceFen }]) }
  }
  const payAt = (payUrl: string) =>
    fetch(payUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'pay' }),
    })

  it('unpaid for 15 minutes: the provider closes it, the goods are free, nobody can pay', async () => {
    const { listingId, orderId, payUrl } = await order()
    assert.equal(await stock(listingId), 9)
    await market.wait(15 * minute)
    assert.equal(await status(orderId), 'opened', 'a command of the last second goes first')
    await market.wait(minute)
    assert.equal(await status(orderId), 'expired')
    assert.equal(await stock(listingId), 10)
    assert.equal((await payAt(payUrl)).status, 409)
  })

  it('provider down for an hour meanwhile: the goods return only when it answers', async () => {
    const { listingId, orderId } = await order()
    await faults({ downUntil: market.clock.now() + hour })
    await market.wait(16 * minute)
    assert.deepEqual([await status(orderId), await stock(listingId)], ['closing', 9])
    await market.wait(40 * minute)
    assert.deepEqual([await status(orderId), await stock(listingId)], ['closing', 9])
    await market.wait(6 * minute)
    assert.deepEqual([await status(orderId), await stock(listingId)], ['expired', 10])
  })

  it('money that comes after all goes back by itself', async () => {
    const { orderId, payUrl } = await order()
    await market.wait(16 * minute)
    await faults({ rates: { paidAfterClose: 1 } })
    assert.equal((await payAt(payUrl)).status, 200)
    await market.settle()
    await faults({ rates: {} })
    assert.equal(await status(orderId), 'expired')
    assert.deepEqual(await moved(orderId), ['PAYMENT 16800', 'REFUND 16800'])
    assert.equal((await balances(desk, shopId))['psp.suspense'], 0)
  })

  it('paid at the last second, and the callback is lost: found when we close', async () => {
    const { orderId } = await order()
    await market.wait(15 * minute - second)
    await pay(market, buyer, orderId, { callback: 'lost' })
    assert.equal(await status(orderId), 'opened')
    await market.wait(minute)
    assert.equal(await status(orderId), 'paid')
  })

  it('a lost callback: the buyer who comes back asks, and it is known', async () => {
    const { orderId } = await order()
    await pay(market, buyer, orderId, { callback: 'lost' })
    assert.equal(await status(orderId), 'opened')
    await buyer.post(`/v1/orders/${orderId}/check-payment`)
    assert.equal(await status(orderId), 'paid')
  })

  for (const callback of ['doubled', 'late'] as const)
    it(`a ${callback} callback counts once`, async () => {
      const { orderId } = await order()
      await pay(market, buyer, orderId, { callback })
      await buyer.post(`/v1/orders/${orderId}/check-payment`)
      await market.settle()
      assert.equal(await status(orderId), 'paid')
      const { body } = await desk.get(`/v1/desk/orders/${orderId}/transfers`)
      assert.equal(body.transfers.length, 1)
    })

  it('callbacks in the wrong order, each of them twice: one refund', async () => {
    await faults({ rates: { callbackReordered: 1, callbackDoubled: 1, processing: 1 } })
    const { orderId } = await paid()
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
    await market.wait(minute)
    await market.wait(10 * minute)
    await faults({ rates: {} })
    assert.equal((await view(buyer, orderId)).money.refundedFen, priceFen)
    assert.deepEqual(await moved(orderId), ['PAYMENT 16800', 'REFUND 16800'])
  })

  it('a refund that timed out after the work was done is asked about, never sent anew', async () => {
    const { orderId } = await paid()
    await faults({ rates: { timeoutAfterWork: 1, callbackLost: 1 } })
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
    await market.settle()
    await faults({ rates: {} })
    const unknown = await view(buyer, orderId)
    assert.deepEqual([unknown.money.refundedFen, unknown.money.pendingFen], [0, priceFen])
    await market.wait(minute)
    assert.equal((await view(buyer, orderId)).money.refundedFen, priceFen)
    assert.deepEqual(await moved(orderId), ['PAYMENT 16800', 'REFUND 16800'])
  })

  it('a refund that the bank refuses is owed, and repaid a day later under a new number', async () => {
    const { orderId } = await paid()
    await faults({ rates: { refundRefused: 1 } })
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
    await market.settle()
    await faults({ rates: {} })
    const owed = await view(buyer, orderId)
    assert.deepEqual([owed.money.refundedFen, owed.money.heldFen], [0, priceFen])
    assert.deepEqual([owed.next[0].kind, owed.next[0].gains], ['repay', 'buyer'])
    await market.wait(day + minute)
    const { movements } = await view(buyer, orderId)
    assert.deepEqual(
      movements.map((one: { no: string; status: string }) => [one.no.slice(26), one.status]),
      [
        ['r001', 'refused'],
        ['r002', 'done'],
      ],
    )
    assert.deepEqual(await moved(orderId), ['PAYMENT 16800', 'REFUND 16800'])
  })

  it('a signature that does not hold changes nothing, and is kept: a hundred an hour', async () => {
    const { orderId } = await order()
    const forged = JSON.stringify({
      event: 'payment.paid',
      data: { paymentNo: orderId.slice(4), state: 'PAID', amountFen: '16800' },
    })
    const send = () =>
      fetch(`${market.url}/v1/providers/sandbox/callbacks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sandbox-signature': 'AAAA' },
        body: forged,
      })
    assert.equal((await send()).status, 401)
    assert.equal(await status(orderId), 'opened')
    const read = async () => (await desk.get('/v1/desk/callbacks/rejected')).body.callbacks
    const [kept] = await read()
    assert.equal(Buffer.from(kept.body, 'base64').toString(), forged)
    for (let more = 0; more < 110; more += 1) assert.equal((await send()).status, 401)
    assert.equal((await read()).length, 100)
    assert.equal((await seller.get('/v1/desk/callbacks/rejected')).status, 403)
  })

  it('the provider’s own book and ours agree', async () => {
    const { sound, contradictions } = await market.provider.control('GET', '/sandbox/check')
    assert(sound, JSON.stringify(contradictions))
    await balances(desk, shopId)
  })
})

describe('the provider ends a hold by itself after ten days', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let courier: Person
  let desk: Person
  before(async () => {
    market = await Market.open({ holdDays: 10 })
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    courier = await market.carrier('sudi')
    desk = await operator(market)
  })
  after(() => market.close())

  async function delivered(): Promise<string> {
    const listingId = await publish(seller, shopId, { priceFen })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    await scan(market, courier, await ship(seller, orderId), 'signed')
    return orderId
  }
  async function complain(orderId: string): Promise<void> {
    const claim = { issue: 'fake', text: '', amountFen: 5_000 }
    await buyer.does(`/v1/orders/${orderId}/complaint`, claim)
  }
  async function disputed(): Promise<string> {
    const orderId = await delivered()
    await complain(orderId)
    return orderId
  }

  it('the case ends half a day before the order is settled, against the silent seller', async () => {
    const orderId = await disputed()
    await market.wait(4.5 * day - minute)
    const open = await view(buyer, orderId)
    assert.deepEqual([open.complaint.status, open.money.heldFen], ['mediating', priceFen])
    await market.wait(2 * minute)
    const closed = await view(buyer, orderId)
    assert.deepEqual([closed.complaint.status, closed.complaint.outcome], ['closed', 'default'])
    assert.deepEqual([closed.money.refundedFen, closed.money.heldFen], [5_000, 11_800])
    await market.wait(day / 2)
    const { money } = await view(buyer, orderId)
    assert.deepEqual([money.releasedFen, money.feeFen, money.refundedFen], [11_730, 70, 5_000])
  })

  it('too late for a case: what is disputed goes back and the rest to the seller', async () => {
    const orderId = await delivered()
    await market.wait(4.75 * day)
    await complain(orderId)
    await market.wait(day / 4 - minute)
    const open = await view(buyer, orderId)
    assert.deepEqual([open.complaint.status, open.money.heldFen], ['claimed', priceFen])
    await market.wait(2 * minute)
    const { money, complaint } = await view(buyer, orderId)
    assert.deepEqual([complaint.status, complaint.outcome], ['closed', 'hold'])
    assert.deepEqual([money.releasedFen, money.feeFen, money.refundedFen], [11_730, 70, 5_000])
  })

  it('down until it is too late: the desk sees in suspense what was disputed', async () => {
    const orderId = await disputed()
    await market.wait(4 * day)
    const downUntil = market.clock.now() + 8 * day
    await market.provider.control('POST', '/sandbox/faults', { downUntil })
    await market.wait(5 * day)
    await market.wait(4 * day)
    await market.wait(hour)
    const { money, next } = await view(buyer, orderId)
    assert.deepEqual([money.releasedFen, money.refundedFen, money.heldFen], [11_800, 0, 5_000])
    assert.deepEqual(next, [])
    const books = await balances(desk, shopId)
    assert.equal(books['psp.suspense'], -5_000)
    assert.equal(books['psp.held'], 0)
  })
})
