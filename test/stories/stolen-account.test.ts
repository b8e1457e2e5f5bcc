import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { House } from '../../src/house.ts'
import { parsePhone } from '../../src/identity/contact.ts'
import { day, hour } from '../../src/kernel/time.ts'
import { theftActor } from '../../src/network/facts.ts'
import { Device } from '../device.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, operator, orderBody, publish, ship, view } from '../trade.ts'

const priceFen = 16_800
const phone = '13900000001'
/** Codes are few: one a minute, five an hour. */
const aWhile = 15 * 60_000
const paying = { method: 'POST', headers: { 'content-type': 'application/json' } }
const thiefs = { payeeRef: 'payee-of-a-thief', tail: '6666' }

/** hackers invade accounts. 李小雨 sells; somebody else gets hold of her session. */
describe('R-27: a stolen account', () => {
  let market: Market
  let house: House
  let seller: Person
  let shopId: string
  let buyer: Person
  let listingId: string
  before(async () => {
    const more = async (_http: unknown, found: House) => {
      house = found
    }
    market = await Market.open({ now: '2026-03-08T08:00', more })
    ;({ seller, shopId } = await openShop(market, '小雨美妆', phone))
    listingId = await publish(seller, shopId, { priceFen, stock: 50 })
    buyer = await market.person('王静怡', '13800000001')
  })
  after(() => market.close())

  const number = () => {
    const found = parsePhone(phone)
    assert(found)
    return found
  }
  const payout = async (who = seller) => (await who.get(`/v1/shops/${shopId}/payout`)).body
  /** Whoever holds the telephone reads the code. */
  const codeFor = async (who: Person) => {
    await market.wait(aWhile)
    const { status, body } = await who.ask('POST', '/v1/auth/proof')
    assert.deepEqual([status, body.way], [200, 'code'])
    return { code: market.sms.lastCode(number()) }
  }
  const change = (who: Person, wish: object) => who.post(`/v1/shops/${shopId}/payout`, wish)
  const kinds = async (who: Person) =>
    (await who.get('/v1/me/notices')).body.notices.map(({ kind }: { kind: string }) => kind)
  async function declare(since: number, who = seller) {
    await market.wait(61_000)
    await who.ask('POST', '/v1/auth/code', { phone })
    const code = market.sms.lastCode(number())
    const body = { phone, code, since: new Date(since).toISOString() }
    return who.ask('POST', '/v1/account/stolen', body)
  }

  it('a new device is noticed: the owner reads it, and her telephone is told', async () => {
    assert.deepEqual((await seller.get('/v1/auth/events')).body.events, [])
    await market.wait(aWhile)
    const elsewhere = await market.person('李小雨的新手机', phone)
    const { events } = (await elsewhere.get('/v1/auth/events')).body
    assert.deepEqual(
      events.map(({ kind }: { kind: string }) => kind),
      ['device.new'],
    )
    assert.deepEqual(market.sms.warningsTo(number()), ['device.new'])
    await market.wait(aWhile)
    await elsewhere.signIn()
    assert.equal((await elsewhere.get('/v1/auth/events')).body.events.length, 1)
  })

  it('sessions are listed; one is ended, or all others', async () => {
    await market.wait(aWhile)
    const other = await market.person('李小雨的旧手机', phone)
    const { sessions } = (await other.get('/v1/auth/sessions')).body
    assert.equal(sessions.filter(({ current }: { current: boolean }) => current).length, 1)
    await other.does('/v1/auth/sessions/end-others')
    assert.equal((await seller.get('/v1/auth/sessions')).status, 401)
    assert.equal((await other.get('/v1/auth/sessions')).body.sessions.length, 1)
    await market.wait(aWhile)
    await seller.signIn()
  })

  it('another payout account needs a second proof, waits 24 hours, and she can stop it', async () => {
    assert.equal((await payout()).waiting, null)
    const bare = await change(seller, { ...thiefs, proof: { code: '000000' } })
    assert.equal(bare.status, 403)
    // What somebody was talked out of for a sign-in.
    await market.wait(aWhile)
    await seller.ask('POST', '/v1/auth/code', { phone })
    const phished = { code: market.sms.lastCode(number()) }
    const tricked = await change(seller, { ...thiefs, proof: phished })
    assert.deepEqual([tricked.status, tricked.body.code], [403, 'sign_in.code_wrong'])
    const { code } = await codeFor(seller)
    const key = { 'idempotency-key': randomUUID() }
    const sends = () =>
      seller.post(`/v1/shops/${shopId}/payout`, { ...thiefs, proof: { code } }, key)
    const asked = await sends()
    assert.equal(asked.status, 200)
    const unheard = await sends()
    assert.deepEqual([unheard.status, unheard.body], [200, asked.body], 'the answer was lost')
    assert.equal(market.sms.warningsTo(number()).filter((one) => one === 'payout.asked').length, 1)
    assert.equal((await change(seller, { ...thiefs, proof: { code } })).status, 403, 'once')
    const { waiting, account } = await payout()
    assert.equal(Date.parse(waiting.dueAt) - Date.parse(waiting.askedAt), day)
    assert.deepEqual([waiting.tail, waiting.account, waiting.factor], ['6666', 'paye…hief', 'code'])
    assert.ok(market.sms.warningsTo(number()).includes('payout.asked'))
    await market.settle()
    assert.ok((await kinds(seller)).includes('shop.payout_asked'))
    await market.wait(23 * hour)
    await seller.does(`/v1/shops/${shopId}/payout/stop`)
    await market.wait(2 * hour)
    assert.deepEqual(await payout(), { account, tail: null, waiting: null, frozen: null })
  })

  it('unless stopped it counts after 24 hours, for new orders only', async () => {
    const proof = await codeFor(seller)
    const early = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    await change(seller, { payeeRef: 'payee-of-her-own', tail: '1234', proof })
    await market.wait(day - 60_000)
    assert.equal((await payout()).tail, null)
    await market.wait(2 * 60_000)
    assert.equal((await payout()).tail, '1234')
    await seller.does(`/v1/orders/${early}/cancel`, { reason: '不卖了' })
    await market.settle()
  })

  it('a program of hers can stop a change, and can never ask for one', async () => {
    const { key } = await seller.does('/v1/me/api-keys', { label: '我的程序' })
    const headers = { authorization: `Bearer ${key}` }
    const wish = { ...thiefs, proof: { code: '000000' } }
    const asked = await seller.post(`/v1/shops/${shopId}/payout`, wish, headers)
    assert.deepEqual([asked.status, asked.body.code], [403, 'actor.not_allowed'])
    const stopped = await seller.post(`/v1/shops/${shopId}/payout/stop`, {}, headers)
    assert.equal(stopped.body.code, 'shop.no_payout_wish')
  })

  it('with a passkey of a day ago a code is not enough; a fresh passkey proves nothing', async () => {
    const device = new Device(market.url)
    const shown = { clientExtensionResults: {} }
    const making = await seller.does('/v1/auth/passkeys/options')
    const made = { ...device.create(making.options.challenge), ...shown }
    await seller.does('/v1/auth/passkeys', { token: making.token, label: '手机', response: made })
    const { code } = await codeFor(seller)
    await market.wait(day)
    const asked = await seller.does('/v1/auth/proof')
    assert.deepEqual([asked.way, asked.options.allowCredentials.length], ['passkey', 1])
    const wish = { payeeRef: 'payee-of-her-own', tail: '1234' }
    const by = await change(seller, { ...wish, proof: { code } })
    assert.equal(by.body.code, 'proof.passkey_needed')
    const response = { ...device.get(asked.options.challenge), ...shown }
    const proof = { token: asked.token, response }
    const good = await change(seller, { ...wish, proof })
    assert.equal(good.body.code, 'shop.payout_same', 'proved: the rules decide')
    const again = await change(seller, { ...wish, proof })
    assert.equal(again.body.code, 'passkey.expired')
    await seller.does(`/v1/auth/passkeys/${made.id}/remove`)
    assert.ok(market.sms.warningsTo(number()).includes('passkey.removed'))
  })

  it('who has the telephone gains nothing by removing the passkey: a code counts a day later', async () => {
    const wish = { payeeRef: 'payee-of-her-own', tail: '1234' }
    const asked = await seller.ask('POST', '/v1/auth/proof')
    assert.deepEqual([asked.status, asked.body.code], [403, 'proof.passkey_removed'])
    await seller.ask('POST', '/v1/auth/code', { phone })
    const code = market.sms.lastCode(number())
    const by = await change(seller, { ...wish, proof: { code } })
    assert.equal(by.body.code, 'proof.passkey_removed')
    await market.wait(day)
    const later = await change(seller, { ...wish, proof: await codeFor(seller) })
    assert.equal(later.body.code, 'shop.payout_same', 'proved: the rules decide')
  })

  it('declared stolen: everybody is out, later offers are down, later money is held', async () => {
    const honest = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    await market.wait(hour)
    const since = market.clock.now()
    const { key } = await seller.does('/v1/me/api-keys', { label: '贼的程序' })
    const spy = { url: 'http://localhost:9/spy', description: '', topics: ['order'] }
    await seller.does(`/v1/shops/${shopId}/webhooks`, spy)
    const proof = await codeFor(seller)
    await change(seller, { ...thiefs, proof })
    await market.wait(25 * hour)
    assert.equal((await payout()).tail, '6666', 'nobody has noticed')
    const bait = await publish(seller, shopId, { priceFen: 9_900, title: '清仓' })
    const sold = await buyAndPay(market, buyer, [{ listingId: bait, priceFen: 9_900 }])
    const sent = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    await ship(seller, sent)
    const wanted = orderBody([{ listingId: bait, priceFen: 9_900 }])
    const unpaid = await buyer.does('/v1/orders', wanted)
    await market.settle()

    const wrong = await declare(since + 400 * day)
    assert.equal(wrong.body.code, 'stolen.since_unusable')
    const { status, body } = await declare(since)
    assert.deepEqual([status, body.shops, body.listings, body.orders], [200, 1, 1, 3])
    assert.ok(body.keys >= 1)
    await market.settle()

    assert.equal((await seller.get('/v1/auth/sessions')).status, 401)
    const withKey = await seller.get('/v1/me/shops', { authorization: `Bearer ${key}` })
    assert.equal(withKey.status, 401)
    assert.equal((await buyer.get(`/v1/listings/${bait}`)).body.listing.status, 'withdrawn')
    assert.equal((await buyer.get(`/v1/listings/${listingId}`)).body.listing.status, 'published')
    assert.equal((await view(buyer, unpaid.orderId)).status, 'cancelled')
    assert.equal((await view(buyer, sold)).money.lockedFen, 9_900)
    assert.equal((await view(buyer, sold)).heldFor, 'theft', 'both read why')
    assert.equal((await view(buyer, sent)).money.lockedFen, priceFen)
    assert.equal((await view(buyer, honest)).money.lockedFen, 0)
    assert.ok((await kinds(buyer)).includes('order.suspected'))
    await buyer.does(`/v1/orders/${sold}/cancel`)
    await market.settle()
    assert.equal((await view(buyer, sold)).money.refundedFen, 9_900)
  })

  it('back again, she finds her old payout account, and thaws what was honest', async () => {
    await market.wait(aWhile)
    await seller.signIn()
    const { webhooks } = (await seller.get(`/v1/shops/${shopId}/webhooks`)).body
    assert.deepEqual([webhooks[0].status, webhooks[0].offBecause], ['off', 'theft'])
    const { frozen, tail, waiting } = await payout()
    assert.deepEqual([tail, waiting, frozen.by], ['1234', null, 'owner'])
    // Whoever still reads her codes can sign in as well, and offers nothing meanwhile.
    await assert.rejects(publish(seller, shopId, { priceFen }), /listing\.shop_frozen/)
    const proof = await codeFor(seller)
    const refused = await change(seller, { ...thiefs, proof })
    assert.equal(refused.body.code, 'shop.frozen')
    await seller.does(`/v1/shops/${shopId}/thaw`, { proof: await codeFor(seller) })
    await market.settle()
    assert.equal((await payout()).frozen, null)
    const { orders } = (await seller.get(`/v1/shops/${shopId}/orders`)).body
    assert.ok(orders.every(({ money }: { money?: { lockedFen: number } }) => !money?.lockedFen))
  })

  it('the desk declares it for her: one proposes, another approves', async () => {
    const one = await operator(market)
    const { identity } = market.app
    const account = { phone: '13700000008', name: '何立', roles: ['operator'] as const }
    await identity.ensureAccount(account)
    const two = await market.person('何立', account.phone)
    const personId = identity.personIdOf(number())
    const proposal = { kind: 'account.stolen', personId, reason: '本人持证件到场声明' }
    const bare = await one.post('/v1/desk/approvals', proposal)
    assert.equal(bare.body.code, 'approval.incomplete')
    const offered: string[] = []
    for (let count = 0; count < 15; count++)
      offered.push(await publish(seller, shopId, { priceFen, stock: 1 }))
    const since = new Date(market.clock.now() - hour).toISOString()
    const { id } = await one.does('/v1/desk/approvals', { ...proposal, since })
    const own = await one.post(`/v1/desk/approvals/${id}/approve`)
    assert.equal(own.body.code, 'approval.own')
    assert.equal((await seller.get('/v1/auth/sessions')).status, 200, 'nothing before the second')
    await two.does(`/v1/desk/approvals/${id}/approve`)
    assert.equal((await seller.get('/v1/auth/sessions')).status, 401)
    await two.does(`/v1/desk/approvals/${id}/approve`)
    assert.equal((await one.post(`/v1/desk/approvals/${id}/approve`)).body.code, 'approval.decided')
    await market.wait(aWhile)
    await seller.signIn()
    assert.equal((await payout()).frozen.by, 'desk')
    for (const listing of offered) {
      const { body } = await buyer.get(`/v1/listings/${listing}`)
      assert.equal(body.listing.status, 'withdrawn', 'whatever was offered since, however much')
    }
    const early = await seller.post(`/v1/shops/${shopId}/thaw`, { proof: await codeFor(seller) })
    assert.equal(early.body.code, 'shop.thaw_too_early', 'the telephone may be the thief’s')
    await market.wait(3 * day)
    await seller.does(`/v1/shops/${shopId}/thaw`, { proof: await codeFor(seller) })
  })

  it('a shop of any size is frozen and thawed to its end, also where the server dies', async () => {
    const many = 105
    const each = <One>(what: (place: number) => Promise<One>) =>
      Promise.all(Array.from({ length: many }, (_, place) => what(place)))
    const honest = await each(() => publish(seller, shopId, { priceFen, stock: 1 }))
    await market.wait(hour)
    const since = market.clock.now()
    const bait = await each(() => publish(seller, shopId, { priceFen, stock: 1 }))
    const sold = await each(async (place) => {
      const wanted = orderBody([{ listingId: honest[place] ?? '', priceFen }])
      return (await buyer.does('/v1/orders', wanted)).orderId as string
    })
    await market.settle()
    await each(async (place) => {
      const { payUrl } = await view(buyer, sold[place] ?? '')
      await fetch(payUrl, { ...paying, body: JSON.stringify({ action: 'pay' }) })
    })
    await market.settle()
    const held = async () => {
      const views = await each((place) => view(buyer, sold[place] ?? ''))
      return views.filter(({ heldFor, status }) => heldFor === 'theft' && status === 'paid').length
    }
    const up = async () => {
      const shown = await each((place) => buyer.get(`/v1/listings/${bait[place]}`))
      return shown.filter(({ body }) => body.listing.status === 'published').length
    }
    // What the routes ask for, broken off after these.
    const asked = async (body: { type: string }) => {
      const id = randomUUID()
      const about = { shopId: house.door.shopOf(shopId, 'shp') ?? 0, domain: 'shops' }
      const how = { actor: `${theftActor}${id}`, arrivedAt: market.clock.now(), target: 'shop' }
      const { answer } = await house.lanes.submit({
        ...about,
        ...how,
        id,
        seed: randomBytes(32),
        body,
      })
      assert(answer.ok, JSON.stringify(answer))
    }
    assert.deepEqual([await held(), await up()], [0, many])
    await asked({ type: 'freeze', since, by: 'owner' } as { type: string })
    await asked({ type: 'sweep' })
    assert.deepEqual([await held(), await up()], [100, many - 100], 'a page, and the server dies')
    await market.wait(11_000)
    assert.deepEqual([await held(), await up()], [many, 0], 'the clock goes on')
    await seller.does(`/v1/shops/${shopId}/thaw`, { proof: await codeFor(seller) })
    await market.wait(11_000)
    assert.deepEqual([await held(), await up()], [0, 0])
    const { body } = await declare(since)
    assert.deepEqual([body.listings, body.orders], [0, many])
    assert.equal(await held(), many)
    await market.wait(aWhile)
    await seller.signIn()
    await seller.does(`/v1/shops/${shopId}/thaw`, { proof: await codeFor(seller) })
  })

  it('盗刷: reported at 10:05, the provider is told at 10:05, and the money stays', async () => {
    const mine = await publish(seller, shopId, { priceFen, stock: 5 })
    const orderId = await buyAndPay(market, buyer, [{ listingId: mine, priceFen }])
    const at = `/v1/orders/${orderId}/unauthorised`
    const today = new Date(market.clock.now() + 8 * hour).toISOString().slice(0, 10)
    const next = new Date(Date.parse(today) + day).toISOString().slice(0, 10)
    await market.goTo(`${next}T10:05`)
    assert.equal((await seller.post(at)).status, 403)
    await buyer.does(at)
    await market.settle()
    const told = (await buyer.get(at)).body
    assert.equal(told.reportedAt, `${next}T02:05:00.000Z`)
    assert.equal(told.takenAt, `${next}T02:05:00.000Z`)
    assert.ok(told.providerNo)
    assert.match(told.notice.zh, new RegExp(`${next} 10:05`))
    assert.match(told.notice.zh, /168\.00 元/)
    assert.deepEqual(told.cites, ['电子商务法 第五十七条第二款', '电子商务法 第五十七条第三款'])
    assert.equal((await buyer.post(at)).body.code, 'order.reported_already')
    assert.equal((await view(buyer, orderId)).money.lockedFen, priceFen)
    const [line] = (await buyer.get('/v1/me/orders')).body.orders
    assert.deepEqual([line.orderId, line.heldFor], [orderId, 'disowned'])
    await buyer.does(`${at}/withdraw`)
    assert.equal((await view(buyer, orderId)).money.lockedFen, 0)
    assert.equal((await view(buyer, orderId)).heldFor, null)
    assert.equal((await buyer.post(`${at}/withdraw`)).body.code, 'order.not_reported')
  })

  it('a provider that is down is told as soon as it is back, as of the same moment', async () => {
    const mine = await publish(seller, shopId, { priceFen, stock: 5 })
    const orderId = await buyAndPay(market, buyer, [{ listingId: mine, priceFen }])
    const at = `/v1/orders/${orderId}/unauthorised`
    await market.provider.control('POST', '/sandbox/faults', { down: true })
    const reportedAt = market.clock.now()
    await buyer.does(at)
    await market.settle()
    assert.equal((await buyer.get(at)).body.takenAt, null)
    await market.provider.control('POST', '/sandbox/faults', { down: false })
    await market.wait(5 * 60_000)
    const told = (await buyer.get(at)).body
    assert.equal(Date.parse(told.reportedAt), reportedAt)
    assert.ok(Date.parse(told.takenAt) > reportedAt)
  })
})
