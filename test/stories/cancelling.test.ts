import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, orderBody, publish, ship, view } from '../trade.ts'

describe('cancelling, and the last item', () => {
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

  const stock = async (listingId: string) =>
    (await buyer.get(`/v1/listings/${listingId}`)).body.listing.stock
  async function paid(): Promise<{ listingId: string; orderId: string }> {
    const listingId = await publish(seller, shopId, { priceFen: 2_000, stock: 1 })
    return { listingId, orderId: await buyAndPay(market, buyer, [{ listingId, priceFen: 2_000 }]) }
  }

  it('by the buyer before payment: closed at the provider, then free again', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 2_000, stock: 1 })
    const wanted = orderBody([{ listingId, priceFen: 2_000 }])
    const { orderId } = await buyer.does('/v1/orders', wanted)
    await market.settle()
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
    await market.settle()
    const order = await view(buyer, orderId)
    assert.deepEqual([order.status, order.paymentStatus], ['cancelled', 'closed'])
    assert.equal(await stock(listingId), 1)
  })

  it('by the buyer after payment: all goes back, no reason is asked', async () => {
    const { listingId, orderId } = await paid()
    await buyer.does(`/v1/orders/${orderId}/cancel`, {})
    await market.settle()
    const order = await view(buyer, orderId)
    assert.deepEqual([order.status, order.money.refundedFen], ['cancelled', 2_000])
    assert.equal(await stock(listingId), 1)
  })

  it('by the buyer after shipping: refused, with words on what to do instead', async () => {
    const { orderId } = await paid()
    await ship(seller, orderId)
    const { status, body } = await buyer.post(`/v1/orders/${orderId}/cancel`, {})
    assert.deepEqual([status, body.code], [409, 'order.too_late_to_cancel'])
    assert.match(body.text.zh, /退货或投诉/)
  })

  it('by the seller: refused without a reason, and the buyer reads the reason', async () => {
    const { orderId } = await paid()
    const silent = await seller.post(`/v1/orders/${orderId}/cancel`, { reason: ' ' })
    assert.deepEqual([silent.status, silent.body.code], [422, 'order.reason_missing'])
    await seller.does(`/v1/orders/${orderId}/cancel`, { reason: '烧坏了' })
    await market.settle()
    const order = await view(buyer, orderId)
    assert.deepEqual(order.ending, { by: 'seller', reason: '烧坏了' })
    assert.equal((await view(seller, orderId)).contact, null, 'nobody needs the address now')
    assert.equal(order.money.refundedFen, 2_000)
  })

  it('the last item with two buyers, one after the other: one gets it', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 2_000, stock: 1 })
    const wanted = () => orderBody([{ listingId, priceFen: 2_000 }])
    await buyer.does('/v1/orders', wanted())
    const late = await (await market.person('李想')).post('/v1/orders', wanted())
    assert.deepEqual([late.status, late.body.code], [409, 'listing.sold_out'])
    assert.match(late.body.text.zh, /还剩 0 件/)
  })

  it('the last item with two buyers in one batch: one gets it', async () => {
    const listingId = await publish(seller, shopId, { priceFen: 2_000, stock: 1 })
    const wanted = () => orderBody([{ listingId, priceFen: 2_000 }])
    const other = await market.person('李想')
    const before = await sharedBatches(market)
    const answers = await together(market, seller, shopId, [
      () => buyer.post('/v1/orders', wanted()),
      () => other.post('/v1/orders', wanted()),
    ])
    assert.equal((await sharedBatches(market)) - before, 1)
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409])
    const [lost] = answers.filter(({ status }) => status === 409)
    assert.equal(lost?.body.code, 'listing.sold_out')
    assert.equal(await stock(listingId), 0)
  })
})

/** There the one who waits does so on another machine. */
const onCitus = process.env.BAOZHENG_CITUS_URL !== undefined

/** Lets commands queue up behind one that waits for its shop, so that they share a batch. */
async function together<Answer>(
  market: Market,
  seller: Person,
  ...[shopId, commands]: [string, (() => Promise<Answer>)[]]
): Promise<Answer[]> {
  const other = new pg.Client({ connectionString: market.databaseUrl })
  await other.connect()
  try {
    await other.query('begin')
    await other.query('update app.shop_guards set version = version')
    const first = seller.post(`/v1/shops/${shopId}/rename`, { name: '曼曼美肤' })
    await until(async () => {
      const { rows } = await other.query(
        onCitus
          ? 'select 1 from citus_lock_waits'
          : `select 1 from pg_stat_activity
             where wait_event_type = 'Lock' and datname = current_database()`,
      )
      return rows.length > 0
    })
    const rest = commands.map((command) => command())
    await until(async () => market.app.lanes.waiting === commands.length)
    await other.query('rollback')
    await first
    return await Promise.all(rest)
  } finally {
    await other.end()
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 100_000; turns++) {
    if (await holds()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.fail('it never came to be')
}

/** How many batches of more than one command have been committed? */
async function sharedBatches(market: Market): Promise<number> {
  const text = await (await fetch(`${market.url}/metrics`)).text()
  const all = /^baozheng_batch_commands_count (\d+)/m.exec(text)
  const alone = /^baozheng_batch_commands_bucket\{le="1"\} (\d+)/m.exec(text)
  assert(all && alone, 'the metric of batches')
  return Number(all[1]) - Number(alone[1])
}
