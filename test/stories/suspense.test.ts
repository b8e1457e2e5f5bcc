import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, hour } from '../../src/kernel/time.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { balances, buyAndPay, openShop, operator, publish, scan, ship, view } from '../trade.ts'

const priceFen = 16_800
const disputedFen = 5_000

describe('what hangs in suspense is settled by two people at the desk', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let buyer: Person
  let courier: Person
  let desk: Person
  let colleague: Person
  before(async () => {
    market = await Market.open({ holdDays: 10 })
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡')
    courier = await market.carrier('sudi')
    desk = await operator(market)
    const phone = '13700000077'
    await market.app.identity.ensureAccount({ phone, name: '周同事', roles: ['operator'] })
    colleague = await market.person('周同事', phone)
  })
  after(() => market.close())

  /** Disputed, and the provider away until its hold has ended: what was disputed hangs. */
  async function hung(): Promise<string> {
    const listingId = await publish(seller, shopId, { priceFen })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    await scan(market, courier, await ship(seller, orderId), 'signed')
    const claim = { issue: 'fake', text: '', amountFen: disputedFen }
    await buyer.does(`/v1/orders/${orderId}/complaint`, claim)
    await market.wait(4 * day)
    const downUntil = market.clock.now() + 8 * day
    await market.provider.control('POST', '/sandbox/faults', { downUntil })
    await market.wait(5 * day)
    await market.wait(4 * day)
    await market.wait(hour)
    return orderId
  }
  /** Somebody of the desk may have bought or sold as well: asked while each is an operator. */
  async function asOperators(people: Person[], ask: (one: Person) => Promise<void>): Promise<void> {
    const { identity } = market.app
    for (const one of people) {
      const { actor } = (await one.get('/v1/auth/me')).body
      await identity.grantRole(actor.personId, 'operator')
      await ask(one)
      await identity.revokeRole(actor.personId, 'operator')
    }
  }
  const hangs = async (orderId: string): Promise<number | undefined> =>
    (await desk.get('/v1/desk/suspense')).body.hanging.find(
      (one: { orderId: string }) => one.orderId === orderId,
    )?.fen
  const propose = (who: Person, orderId: string, action: string, amountFen = disputedFen) =>
    who.post(`/v1/desk/orders/${orderId}/suspense`, { action, amountFen, reason: '已核对银行回单' })
  const word = (who: Person, orderId: string, id: string, way = 'approve') =>
    who.post(`/v1/desk/orders/${orderId}/suspense/${id}/${way}`)

  it('paid back to the buyer by another way: four eyes, once, and the book agrees', async () => {
    const orderId = await hung()
    assert.equal(await hangs(orderId), -disputedFen)
    assert.equal((await propose(seller, orderId, 'outside')).status, 403)
    const more = await propose(desk, orderId, 'outside', disputedFen + 1)
    assert.equal(more.body.code, 'suspense.less_hangs')
    assert.equal((await propose(desk, orderId, 'to_buyer')).body.code, 'suspense.less_hangs')
    const { id } = (await propose(desk, orderId, 'outside')).body
    assert.equal((await word(desk, orderId, id)).body.code, 'suspense.own')
    const known = await market.person('王静怡', '13800000001')
    await asOperators([known, seller], async (party) => {
      assert.equal((await propose(party, orderId, 'outside')).body.code, 'suspense.party')
      for (const way of ['approve', 'decline'])
        assert.equal((await word(party, orderId, id, way)).body.code, 'suspense.party')
    })
    const other = (await propose(colleague, orderId, 'outside')).body.id
    assert.equal((await word(colleague, orderId, id)).status, 200)
    assert.equal((await word(colleague, orderId, id)).status, 200, 'approved again: nothing more')
    assert.equal((await word(desk, orderId, other)).body.code, 'suspense.less_hangs')
    const { money } = await view(buyer, orderId)
    assert.deepEqual([money.refundedFen, money.heldFen], [disputedFen, 0])
    const books = await balances(desk, shopId)
    assert.deepEqual([books['psp.suspense'], books['psp.held']], [0, 0])
    assert.equal(books['buyer.refunded'], disputedFen)
    assert.equal((await word(colleague, orderId, id, 'decline')).body.code, 'suspense.decided')
  })

  it('what is owed to the buyer is not left with the seller', async () => {
    const orderId = await hung()
    const { id } = (await propose(desk, orderId, 'to_seller')).body
    assert.equal((await word(colleague, orderId, id)).body.code, 'order.amount_too_high')
  })

  it('a note moves nothing; a proposal can be declined, and one unknown is not found', async () => {
    const orderId = await hung()
    const { id } = (await propose(desk, orderId, 'note', 0)).body
    assert.equal((await word(colleague, orderId, id)).status, 200)
    assert.equal(await hangs(orderId), -disputedFen)
    const declined = (await propose(desk, orderId, 'outside')).body.id
    assert.equal((await word(desk, orderId, declined, 'decline')).body.outcome, 'declined')
    assert.equal((await word(colleague, orderId, declined)).body.code, 'suspense.decided')
    const nobody = '00000000-0000-8000-a000-000000000000'
    assert.equal((await word(desk, orderId, nobody)).body.code, 'suspense.not_found')
    const { entries } = (await desk.get(`/v1/desk/orders/${orderId}/journal`)).body
    const kinds = entries.map(({ kind }: { kind: string }) => kind)
    assert.ok(kinds.includes('order.suspense_settled'))
  })
})
