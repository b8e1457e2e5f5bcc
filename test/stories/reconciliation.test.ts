import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, hour, minute } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import {
  balances,
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

describe('every day, the bill of the provider is compared with our book', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let desk: Person
  before(async () => {
    market = await Market.open({ holdDays: 30 })
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    desk = await operator(market)
  })
  after(() => market.close())

  const faults = (settings: object) => market.provider.control('POST', '/sandbox/faults', settings)
  const status = async (orderId: string) => (await view(buyer, orderId)).status
  const list = async () => (await desk.get('/v1/desk/reconciliation?open=true')).body
  const differences = async (orderId: string): Promise<string[][]> =>
    (await list()).differences
      .filter((each: { orderId: string }) => each.orderId === orderId)
      .map(({ kind, dedupeKey }: Record<string, string>) => [kind, dedupeKey])
  async function order(): Promise<{ orderId: string; payUrl: string }> {
    const listingId = await publish(seller, shopId, { priceFen, stock: 10 })
    const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
    await market.settle()
    return { orderId, payUrl: (await view(buyer, orderId)).payUrl }
  }
  const payAt = (payUrl: string) =>
    fetch(payUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'pay' }),
    })

  it('a day that is not over is not compared; one that agrees leaves nothing to do', async () => {
    const { orderId } = await order()
    await pay(market, buyer, orderId)
    assert.equal(await market.app.reconciler.run(), 0)
    await market.wait(day)
    assert.equal(await market.app.reconciler.run(), 1)
    const { days } = await list()
    assert.equal(days[0].billFen, priceFen)
    assert.equal(days[0].broughtIn, 0)
    assert.deepEqual(await differences(orderId), [])
    assert.equal(await market.app.reconciler.run(), 0, 'a day is compared once')
  })

  it('money that came after the order had expired, its callback lost: brought in, sent back', async () => {
    const { orderId, payUrl } = await order()
    await market.wait(16 * minute)
    assert.equal(await status(orderId), 'expired')
    await faults({ rates: { paidAfterClose: 1, callbackLost: 1 } })
    assert.equal((await payAt(payUrl)).status, 200)
    await faults({ rates: {} })
    await market.settle()
    assert.equal((await balances(desk, shopId))['buyer.refunded'] ?? 0, 0)
    await market.wait(day)
    await market.app.reconciler.run()
    await market.settle()
    const { 'psp.suspense': suspense, 'buyer.refunded': refunded } = await balances(desk, shopId)
    assert.deepEqual([suspense, refunded], [0, priceFen])
    assert.deepEqual(await differences(orderId), [['brought_in', `payment:${orderId.slice(4)}`]])
  })

  it('a hold that ended unheard is brought in: the book follows what has moved', async () => {
    const { orderId } = await order()
    await pay(market, buyer, orderId)
    const courier = await market.carrier('sudi')
    await scan(market, courier, await ship(seller, orderId), 'signed')
    const claim = { issue: 'fake', text: '', amountFen: 5_000 }
    await buyer.does(`/v1/orders/${orderId}/complaint`, claim)
    await market.wait(20 * day)
    // Ours cannot reach the provider, and no word of it reaches us, until the hold is over.
    await faults({ rates: { callbackLost: 1 }, downUntil: market.clock.now() + 12 * day })
    await market.wait(12 * day - hour)
    await market.wait(2 * hour)
    await faults({ rates: {}, down: false, downUntil: null })
    await market.wait(day)
    while ((await market.app.reconciler.run()) > 0);
    await market.settle()
    const keys = (await differences(orderId)).map(([, key]) => key)
    assert.ok(keys.includes(`hold_ended:${orderId.slice(4)}`), JSON.stringify(keys))
    assert.equal((await view(buyer, orderId)).money.refundedFen, 0)
  })

  it('a difference is settled once, by an operator, with a note', async () => {
    const [first] = (await list()).differences
    const settle = `/v1/desk/reconciliation/${first.id}/settle`
    assert.equal((await seller.post(settle, { note: '看过了' })).status, 403)
    assert.equal((await desk.post(settle, { note: ' ' })).status, 400)
    assert.equal((await desk.post(settle, { note: '已核对，款项已退回买家' })).status, 204)
    assert.equal((await desk.post(settle, { note: '再来' })).body.code, 'difference.not_open')
    const { differences: open } = await list()
    assert.ok(!open.some(({ id }: { id: string }) => id === first.id))
  })

  it('the books still balance', async () => {
    await balances(desk, shopId)
  })
})
