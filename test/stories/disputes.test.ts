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
const fen = 16_800
const photo = 'b'.repeat(64)
let market: Market
let seller: Person
let buyer: Person
let zhao: Person
let qian: Person
let courier: Person
let listingId: string
let onParole: string

before(async () => {
  market = await Market.open({ now: '2026-03-10T10:00' })
  const shop = await openShop(market)
  seller = shop.seller
  listingId = await publish(seller, shop.shopId, { priceFen: fen, stock: 100 })
  onParole = shop.shopId
  buyer = await market.person('王静怡', '13800000001')
  courier = await market.carrier('sudi')
  zhao = await mediator('赵法', '13700000002')
  qian = await mediator('钱正', '13700000003')
})
after(() => market.close())

async function mediator(name: string, phone: string): Promise<Person> {
  await market.app.identity.ensureAccount({ phone, name, roles: ['mediator'] })
  return market.person(name, phone)
}
/** An order that has arrived; out: its id. */
async function arrived(): Promise<string> {
  const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: fen }])
  await scan(market, courier, await ship(seller, orderId), 'signed')
  return orderId
}
const at = (orderId: string, path = '') => `/v1/orders/${orderId}/complaint${path}`
const desk = (orderId: string, path = '') => `/v1/desk/complaints/${orderId}${path}`
async function caseOf(person: Person, orderId: string) {
  return (await person.get(at(orderId))).body
}
async function money(orderId: string) {
  const { refundedFen, releasedFen, lockedFen } = (await view(buyer, orderId)).money
  return { refundedFen, releasedFen, lockedFen }
}
const hours = (count: number) => market.wait(count * 3_600_000 + 60_000)

describe('redress by rule, without a human', () => {
  it('R-85: not shipped, 168.00: one action, and the figures show it', async () => {
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: fen }])
    await hours(48)
    await buyer.does(at(orderId), { issue: 'not_received', text: '' })
    await market.settle()
    assert.equal((await money(orderId)).refundedFen, fen)
    const { outcome } = await caseOf(buyer, orderId)
    assert.deepEqual([outcome.by, outcome.human], ['default', false])
    const { body } = await buyer.get('/v1/redress/figures')
    assert.deepEqual([body.redressed, body.withoutHuman], [1, 1])
    assert(body.medianHours < 1)
  })
  it('R-75, R-79: a fake and a silent seller: locked, then decided by the site’s rule', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'fake', text: '假的' })
    // the clock of the proof begins when the notice lies in the seller’s list.
    await market.settle()
    const seen = await caseOf(seller, orderId)
    assert.equal(seen.burdens[0].bearer, 'seller')
    assert.equal(seen.burdens[0].source, 'site')
    assert.equal(seen.next[0].kind, 'answer')
    assert(
      !(await view(buyer, orderId)).next.some((one: { kind: string }) => one.kind === 'confirm'),
    )
    await hours(72)
    assert.equal((await caseOf(seller, orderId)).status, 'ruled')
    await hours(72)
    assert.deepEqual(await money(orderId), { refundedFen: fen, releasedFen: 0, lockedFen: 0 })
  })
  it('R-76: the notice came back undelivered: nothing is inferred, a person decides', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'fake', text: '假的' })
    await market.settle()
    await zhao.does(desk(orderId, '/notice'), { delivered: false })
    await hours(24 * 8)
    const { status, decision } = await caseOf(buyer, orderId)
    assert.deepEqual([status, decision], ['mediating', null])
    await buyer.does(at(orderId, '/withdraw'))
  })
  it('R-78: a claim of 50.00 locks exactly 50.00', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'damaged', text: '', amountFen: 5_000 })
    assert.equal((await money(orderId)).lockedFen, 5_000)
    await seller.does(at(orderId, '/agree'))
    await market.settle()
    assert.deepEqual(await money(orderId), { refundedFen: 5_000, releasedFen: 0, lockedFen: 0 })
  })
})

describe('the two sides alone', () => {
  it('R-83: blind bids meet at the published midpoint, no tolerance is seen', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'damaged', text: '', amountFen: 12_000 })
    await seller.does(at(orderId, '/offers'), { kind: 'refund_keep', refundFen: 10_000 })
    await buyer.does(at(orderId, '/bid'), { toleranceFen: 2_000 })
    const seen = await seller.get(at(orderId))
    assert.equal(seen.body.bidding.theyHaveBid, true)
    assert.doesNotMatch(JSON.stringify(seen.body), /\b2000\b/, 'no tolerance')
    await seller.does(at(orderId, '/bid'), { toleranceFen: 2_000 })
    await market.settle()
    assert.equal((await money(orderId)).refundedFen, 11_000)
  })
  it('R-83: bids that do not meet are forgotten, and nobody hears how far apart', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'damaged', text: '', amountFen: 12_000 })
    await seller.does(at(orderId, '/offers'), { kind: 'split', refundFen: 10_000 })
    await seller.does(at(orderId, '/bid'), { toleranceFen: 999 })
    await buyer.does(at(orderId, '/bid'), { toleranceFen: 5_000 })
    const { bidding, status } = await caseOf(buyer, orderId)
    assert.deepEqual([bidding.iHaveBid, bidding.theyHaveBid], [false, false])
    assert.equal(status, 'negotiating')
  })
  it('an offer is signed by the hash of its text, and the money moves by itself', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'damaged', text: '' })
    await seller.does(at(orderId, '/offers'), { kind: 'refund_keep', refundFen: 3_000 })
    const [{ id, hash }] = (await caseOf(buyer, orderId)).offers
    const path = at(orderId, `/accept-offer/${id.replaceAll('/', '~')}`)
    const wrong = await buyer.post(path, { hash: 'c'.repeat(64) })
    assert.equal(wrong.body.code, 'complaint.text_changed')
    await buyer.does(path, { hash })
    await market.settle()
    assert.equal((await money(orderId)).refundedFen, 3_000)
  })
  it('R-41: a repair that is late: refund, offers and mediation without filing again', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'damaged', text: '', photos: [photo] })
    await seller.does(at(orderId, '/offers'), { kind: 'repair', days: 5 })
    const [{ id, hash }] = (await caseOf(buyer, orderId)).offers
    await buyer.does(at(orderId, `/accept-offer/${id.replaceAll('/', '~')}`), { hash })
    assert.equal((await caseOf(buyer, orderId)).status, 'performing')
    const step = (person: Person, path: string, body: object = {}) =>
      person.does(`/v1/orders/${orderId}/returns/1/${path}`, body)
    await step(seller, 'address', address)
    await step(buyer, 'send', { carrierId: 'sudi', trackingNo: 'RT0000000077' })
    await scan(market, courier, 'RT0000000077', 'signed')
    await hours(24 * 6)
    const { returns } = (await buyer.get(`/v1/orders/${orderId}/returns`)).body
    assert.deepEqual([returns[0].stage, returns[0].forCase], ['late', true])
    assert.deepEqual(
      returns[0].can,
      ['choose'],
      'exchange, repair, refund or mediation, in one tap',
    )
    await step(buyer, 'choose', { remedy: 'refund' })
    await market.settle()
    assert.equal((await money(orderId)).refundedFen, fen)
    assert.equal((await caseOf(seller, orderId)).status, 'closed')
    const { body } = await buyer.get(`/v1/shops/${onParole}/redress`)
    assert.deepEqual([body.returns, body.delays], [1, 1], 'R-41: the delay counts')
  })
})

describe('a third person', () => {
  it('R-80, R-82: mediation keeps the evidence; an objection pauses; a split is signed', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'damaged', text: '裂了', photos: [photo] })
    const [before] = (await caseOf(buyer, orderId)).evidence
    await buyer.does(at(orderId, '/escalate'))
    assert.deepEqual((await caseOf(buyer, orderId)).evidence[0], before, 'same id, same hash')
    await zhao.does(desk(orderId, '/take'))
    await buyer.does(at(orderId, '/object'), { text: '她是卖家的表妹' })
    assert.equal((await caseOf(seller, orderId)).status, 'paused')
    const own = await zhao.post(desk(orderId, '/objection'), { granted: false })
    assert.equal(own.body.code, 'complaint.four_eyes')
    await qian.does(desk(orderId, '/objection'), { granted: true })
    const again = await zhao.post(desk(orderId, '/take'))
    assert.equal(again.body.code, 'complaint.is_barred')
    await qian.does(desk(orderId, '/take'))
    const proposal = { refundFen: 8_000, faults: ['flawed'], text: '各让一步' }
    await qian.does(desk(orderId, '/propose'), proposal)
    const [{ id, hash }] = (await caseOf(buyer, orderId)).offers
    const path = at(orderId, `/accept-offer/${id.replaceAll('/', '~')}`)
    await buyer.does(path, { hash })
    await seller.does(path, { hash })
    await market.settle()
    const { outcome } = await caseOf(buyer, orderId)
    assert.equal(outcome.human, true)
    assert.match(outcome.confirmBy, /^2026-/, 'R-82: the court may confirm it within 30 days')
    assert.equal((await money(orderId)).refundedFen, 8_000)
  })
  it('a ruling, then an appeal to another person: the last word moves the money', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'not_as_described', text: '', photos: [photo] })
    await buyer.does(at(orderId, '/escalate'))
    await zhao.does(desk(orderId, '/take'))
    const first = { refundFen: fen, faults: ['described_badly'], reasons: '颜色完全不同' }
    await zhao.does(desk(orderId, '/rule'), first)
    await seller.does(at(orderId, '/appeal'), { text: '页面写明了颜色' })
    const same = await zhao.post(desk(orderId, '/take'))
    assert.equal(same.body.code, 'complaint.is_barred')
    await qian.does(desk(orderId, '/take'))
    const last = { refundFen: 5_000, faults: ['flawed'], reasons: '轻微色差' }
    await qian.does(desk(orderId, '/rule'), last)
    await market.settle()
    assert.equal((await money(orderId)).refundedFen, 5_000)
    const more = await buyer.post(at(orderId), { issue: 'not_as_described', text: '' })
    assert.equal(more.body.code, 'complaint.already_decided')
  })
  it('only the roster mediates, and no party to the case', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'other', text: '' })
    await buyer.does(at(orderId, '/escalate'))
    const own = await seller.post(desk(orderId, '/take'))
    assert.equal(own.status, 403)
    const hidden = await buyer.get('/v1/desk/complaints')
    assert.equal(hidden.status, 403)
    const { body } = await zhao.get('/v1/desk/complaints')
    assert(body.cases.some((one: { orderId: string }) => one.orderId === orderId))
    await buyer.does(at(orderId, '/withdraw'))
  })
})

describe('whoever is harmed, and however', () => {
  it('R-04: low-key: marked so for the seller, and every clock is that of strangers', async () => {
    const [one, two] = [await arrived(), await arrived()]
    await buyer.does(at(one), { issue: 'fake', text: '', relation: 'family', lowKey: true })
    await buyer.does(at(two), { issue: 'fake', text: '' })
    const [quiet, loud] = [await caseOf(seller, one), await caseOf(seller, two)]
    assert.equal(quiet.lowKey, true)
    assert.deepEqual(quiet.next, loud.next)
    const shopFigures = async () => (await buyer.get(`/v1/shops/${onParole}/redress`)).body.cases
    const before = await shopFigures()
    await buyer.does(at(one, '/messages'), { text: '表姐，这瓶不对' })
    await buyer.does(at(one, '/escalate'))
    await seller.does(at(one, '/agree'))
    await buyer.does(at(two, '/withdraw'))
    await market.settle()
    assert.equal(await shopFigures(), before, 'no public mark')
    const { notices } = (await seller.get('/v1/me/notices')).body
    const of = (orderId: string): string[] =>
      notices
        .filter((notice: { subject: string }) => notice.subject === orderId)
        .map(({ kind }: { kind: string }) => kind)
        .filter((kind: string) => kind.startsWith('complaint.'))
    assert(of(one).length >= 3 && of(one).every((kind) => kind === 'complaint.quiet'), `${of(one)}`)
    assert(of(two).includes('complaint.opened'), 'and of the other in plain words')
    const next = notices.find((notice: { subject: string }) => notice.subject === one)?.next
    assert(next === null || next.kind === 'complaint.quiet' || !next.kind.startsWith('complaint.'))
  })
  it('R-09, R-12: the track is said with its reasons; a multiple needs consumer law', async () => {
    const orderId = await arrived()
    const wish = { issue: 'fake', text: '', multiple: true }
    const resale = await buyer.post(at(orderId), { ...wish, purpose: 'resale' })
    assert.equal(resale.body.code, 'complaint.civil_track')
    assert.match(resale.body.cite, /消费者权益保护法 第二条/)
    await buyer.does(at(orderId), wish)
    const { track } = await caseOf(buyer, orderId)
    assert.equal(track.law, 'consumer')
    assert(track.reasons.length > 0)
    await buyer.does(at(orderId, '/withdraw'))
  })
  it('R-12: who sells own things now and then: civil track, the other remedies are named', async () => {
    const books = await publish(seller, onParole, {
      priceFen: 3_000,
      title: '旧教材三本',
      text: '自己用过的教材,毕业闲置转让。',
    })
    const orderId = await buyAndPay(market, buyer, [{ listingId: books, priceFen: 3_000 }])
    await buyer.does(at(orderId), { issue: 'other', text: '' })
    const { track } = await caseOf(buyer, orderId)
    assert.equal(track.law, 'civil')
    assert(track.reasons.some(({ cite }: { cite: string }) => cite.includes('第六百一十七条')))
    await buyer.does(at(orderId, '/withdraw'))
  })
  it('R-13: husband and daughter have loss items of their own', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'harmful', text: '', photos: [photo] })
    const medical = { item: 'medical', amountFen: 30_000 }
    await buyer.does(at(orderId, '/claimants'), { relation: 'spouse', losses: [medical] })
    const travel = { item: 'travel', amountFen: 2_000 }
    await buyer.does(at(orderId, '/claimants'), { relation: 'child', losses: [medical, travel] })
    const { claimants } = await caseOf(seller, orderId)
    assert.deepEqual(
      claimants.map(({ losses }: { losses: unknown[] }) => losses.length),
      [1, 2],
    )
    await buyer.does(at(orderId, '/withdraw'))
  })
  it('R-80: the road to the authorities is open at any time, and nothing stops', async () => {
    const orderId = await arrived()
    await buyer.does(at(orderId), { issue: 'fake', text: '' })
    await buyer.does(at(orderId, '/elsewhere'), { way: 'authority_12315' })
    const { ways, status } = await caseOf(seller, orderId)
    assert.deepEqual([ways[0].way, status], ['authority_12315', 'claimed'])
    await buyer.does(at(orderId, '/withdraw'))
  })
  it('R-106: an anonymous tip leaves no trace in the case, and has a clock of its own', async () => {
    const orderId = await arrived()
    const { body } = await buyer.post('/v1/tips', {
      shopId: onParole,
      ...{ kind: 'date_altered', text: '生产日期改过' },
    })
    assert.match(body.dueOn, /^2026-/)
    await buyer.does(at(orderId), { issue: 'damaged', text: '' })
    const seen = JSON.stringify([await caseOf(seller, orderId), await view(seller, orderId)])
    assert(!seen.includes('改过') && !seen.includes(body.secret))
    const followed = await market.person('路人')
    const found = await followed.post('/v1/tips/follow', { secret: body.secret })
    assert.deepEqual([found.body.status, found.body.dueOn], ['told', body.dueOn])
    const staff = await operator(market)
    const { body: list } = await staff.get('/v1/desk/tips')
    const answer = `/v1/desk/tips/${list.tips[0].id}/answer`
    const { actor } = (await seller.get('/v1/auth/me')).body
    await market.app.identity.grantRole(actor.personId, 'operator')
    assert.deepEqual((await seller.get('/v1/desk/tips')).body.tips, [], 'told of a shop of his own')
    assert.equal((await seller.post(answer, { text: '没有的事' })).status, 404)
    await market.app.identity.revokeRole(actor.personId, 'operator')
    await staff.does(answer, { text: '已核查' })
    assert.equal((await staff.post(answer, { text: '没有的事' })).status, 404, 'answered once')
    const again = await followed.post('/v1/tips/follow', { secret: body.secret })
    assert.deepEqual([again.body.status, again.body.answer], ['answered', '已核查'])
    await buyer.does(at(orderId, '/withdraw'))
  })
  it('R-109: so many claims in thirty days: a person looks at it, nothing is denied', async () => {
    const telephone = '13800000777'
    const often = await market.person('常客', telephone)
    const ids: string[] = []
    for (let count = 0; count < 11; count++) {
      const { orderId } = await often.does(
        '/v1/orders',
        orderBody([{ listingId, priceFen: fen }], telephone),
      )
      await market.settle()
      await pay(market, often, orderId)
      // The habits of a person are kept by a reader of the log.
      if (count === 10) await market.settle()
      await often.does(at(orderId), { issue: 'fake', text: '' })
      ids.push(orderId)
    }
    const [first, last] = [await caseOf(often, ids[0] ?? ''), await caseOf(often, ids[10] ?? '')]
    assert.deepEqual([first.review, last.review], [false, true])
    assert(!last.next.some(({ kind }: { kind: string }) => kind === 'answer'), 'no clock decides')
    for (const orderId of ids) await often.does(at(orderId, '/withdraw'))
  })
  it('R-38: a term that the seller signs rules the order', async () => {
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: fen }])
    const term = { text: '10日内发货，逾期退全款', shipWithinHours: 240 }
    await buyer.does(`/v1/orders/${orderId}/terms`, term)
    assert.equal((await view(seller, orderId)).ownTerm.signedAt, null)
    await seller.does(`/v1/orders/${orderId}/terms/sign`)
    await hours(24 * 9)
    assert.equal((await view(buyer, orderId)).status, 'paid')
    await hours(24)
    await buyer.does(`/v1/orders/${orderId}/refund-overdue`)
    await market.settle()
    assert.equal((await money(orderId)).refundedFen, fen)
  })
})
