import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Market } from '../../test/market.ts'
import type { Person } from '../../test/person.ts'
import { buyAndPay, openShop, operator, publish, ship } from '../../test/trade.ts'

describe('the desk', () => {
  let market: Market
  let desk: Person
  let seller: Person
  let buyer: Person
  let shopId: string
  let orderId: string
  let trackingNo: string
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡', '13800000001')
    desk = await operator(market)
    const listingId = await publish(seller, shopId, { priceFen: 16_800, stock: 200 })
    orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 16_800 }])
    trackingNo = await ship(seller, orderId)
  })
  after(() => market.close())

  const personOf = async (one: Person) => (await one.get('/v1/auth/me')).body.actor.personId
  const colleague = async (name: string, phone: string, roles: 'operator'[] = []) => {
    await market.app.identity.ensureAccount({ phone, name, roles })
    return market.person(name, phone)
  }

  it('lists orders and shops across shops, and finds one by its tracking number', async () => {
    const { body } = await desk.get('/v1/desk/orders?status=shipped')
    assert.deepEqual(
      body.orders.map((one: { orderId: string }) => one.orderId),
      [orderId],
    )
    assert.equal(body.orders[0].shopName, '曼曼美肤')
    assert.equal((await desk.get('/v1/desk/orders?status=refunded')).body.orders.length, 0)
    assert.equal((await desk.get('/v1/desk/orders?locked=true')).body.orders.length, 0)
    const { body: found } = await desk.get(`/v1/desk/orders?trackingNo=${trackingNo}`)
    assert.equal(found.orders[0].orderId, orderId)
    const { body: shops } = await desk.get(`/v1/desk/shops?named=${encodeURIComponent('美肤')}`)
    assert.equal(shops.shops[0].shop, shopId)
    assert.equal((await desk.get('/v1/desk/shops?named=zzz')).body.shops.length, 0)
  })

  it('goes from page to page without losing or repeating an order', async () => {
    // Nobody may hold many unpaid orders of one listing: so there are some.
    const listingIds: string[] = []
    while (listingIds.length < 18)
      listingIds.push(await publish(seller, shopId, { priceFen: 100, stock: 200 }))
    const many = await market.person('常客', '13800000055')
    for (let made = 0; made < 52; made++)
      await many.does('/v1/orders', {
        items: [{ listingId: listingIds[made % 18], quantity: 1 }],
        expectedTotalFen: 100,
        contact: {
          name: '常客',
          phone: '13800000055',
          address: { province: '湖北省', city: '武汉市', district: '洪山区', street: '1' },
        },
        linkSecret: 'a'.repeat(43),
      })
    const first = (await desk.get('/v1/desk/orders')).body
    const cursor = encodeURIComponent(first.cursor)
    const second = (await desk.get(`/v1/desk/orders?cursor=${cursor}`)).body
    const ids = [...first.orders, ...second.orders].map((one: { orderId: string }) => one.orderId)
    assert.equal(first.orders.length, 50)
    assert.equal(new Set(ids).size, 53)
    assert.equal(second.cursor, null)
  })

  it('shows a person masked, found by a number that stands in no address', async () => {
    const { personId } = await desk.does('/v1/desk/people/find', { phone: '13800000001' })
    const { body } = await desk.get(`/v1/desk/people/${personId}`)
    assert.match(body.phone, /138.*\*.*1$/)
    assert(!JSON.stringify(body).includes('13800000001'))
    assert(!JSON.stringify(body).includes('珞喻路'))
    assert.equal(body.orders[0].orderId, orderId)
    const nobody = await desk.post('/v1/desk/people/find', { phone: '13899999999' })
    assert.equal(nobody.body.code, 'person.not_found')
  })

  it('sees what is ahead, what waits, and that nothing piles up', async () => {
    const { body } = await desk.get('/v1/desk/deadlines')
    const times = body.deadlines.map((one: { dueAt: string }) => one.dueAt)
    assert.deepEqual(times, times.toSorted())
    const { body: doubts } = await desk.get('/v1/desk/deadlines?kind=doubt')
    assert.deepEqual(
      doubts.deadlines.map((one: { id: string }) => one.id),
      [orderId],
    )
    assert.deepEqual((await desk.get('/v1/desk/instructions')).body.instructions, [])
    const { body: health } = await desk.get('/v1/desk/health')
    assert.equal(health.lateDeadlines, 0)
    assert(health.counters.batch_commands_sum > 0)
    assert.equal(health.log.parked.length, 0)
  })

  it('checks the books from the page', async () => {
    const { body } = await desk.get(`/v1/desk/shops/${shopId}/verify`)
    assert.deepEqual(body.faults, [])
    assert.equal(body.heldFen, 16_800)
    assert.equal((await desk.get('/v1/desk/shops/shp_x/verify')).status, 404)
  })

  it('R-90: a part is granted when a second person approves, and not before', async () => {
    const newcomer = await colleague('周岚', '13700000003')
    const second = await colleague('吴桐', '13700000002', ['operator'])
    const personId = await personOf(newcomer)
    const wish = { kind: 'role.grant', personId, role: 'operator', reason: '新同事' }
    const proposal = await desk.does('/v1/desk/approvals', wish)
    const own = await desk.post(`/v1/desk/approvals/${proposal.id}/approve`)
    assert.equal(own.body.code, 'approval.own')
    assert.equal((await newcomer.get('/v1/desk/orders')).status, 403)
    const done = await second.does(`/v1/desk/approvals/${proposal.id}/approve`)
    assert.equal(done.outcome, 'approved')
    assert.equal((await newcomer.get('/v1/desk/orders')).status, 200)
    const again = await second.post(`/v1/desk/approvals/${proposal.id}/decline`)
    assert.equal(again.body.code, 'approval.decided')
    const needless = await desk.post('/v1/desk/approvals', wish)
    assert.equal(needless.body.code, 'approval.needless')
    const about = await desk.does('/v1/desk/approvals', { ...wish, kind: 'role.revoke' })
    const self = await newcomer.post(`/v1/desk/approvals/${about.id}/approve`)
    assert.equal(self.body.code, 'approval.about_you')
    const { body } = await desk.get('/v1/desk/roles')
    assert.equal(body.approvals.length, 2)
    assert(body.members.some((one: { by: string }) => one.by === `approval:${proposal.id}`))
    await market.wait(8 * 86_400_000)
    const late = await second.post(`/v1/desk/approvals/${about.id}/approve`)
    assert.equal(late.body.code, 'approval.expired')
    const none = await second.post(`/v1/desk/approvals/${crypto.randomUUID()}/approve`)
    assert.equal(none.body.code, 'approval.not_found')
  })

  it('makes somebody a courier, and keeps who looked at what', async () => {
    const courier = await colleague('小李', '13600000001')
    const personId = await personOf(courier)
    await desk.does(`/v1/desk/people/${personId}/courier`, { carrierId: 'sudi' })
    assert.equal((await courier.get('/v1/carrier/me')).body.carrierId, 'sudi')
    assert.equal((await desk.get('/v1/desk/couriers')).body.couriers[0].personId, personId)
    await desk.does(`/v1/desk/people/${personId}/courier`, { carrierId: null })
    assert.equal((await courier.get('/v1/carrier/me')).body.code, 'carrier.not_a_courier')
    await desk.get(`/v1/desk/orders/${orderId}/journal`)
    const { body } = await desk.get('/v1/desk/reads')
    const looks = body.reads.map((one: { what: string }) => one.what)
    for (const what of ['journal', 'person', 'orders', 'shops', 'phone'])
      assert(looks.includes(what) || body.cursor !== null, what)
    const journal = body.reads.find((one: { what: string }) => one.what === 'journal')
    assert.equal(journal.subject, orderId)
  })

  it('is closed to everybody else', async () => {
    for (const path of ['orders', 'shops', 'deadlines', 'instructions', 'reads', 'roles', 'health'])
      for (const one of [seller, buyer])
        assert.equal((await one.get(`/v1/desk/${path}`)).status, 403, path)
  })
})
