import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { verifyWebhook } from '../../sdk/src/webhook.ts'
import { Market } from '../../test/market.ts'
import type { Person } from '../../test/person.ts'
import { buyAndPay, openShop, orderBody, pay, publish, scan, ship } from '../../test/trade.ts'
import type { LogEntry } from '../evidence/bus.ts'
import { hour } from '../kernel/time.ts'

interface Got {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A seller's program: answers as it is told, and remembers what came. */
async function receiver() {
  const got: Got[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      const status = answers.shift() ?? 204
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { got, answers, url: `http://127.0.0.1:${port}/hook`, close: () => server.close() }
}

describe('webhooks', () => {
  let market: Market
  let seller: Person
  let shopId: string
  let shop: number
  let program: Awaited<ReturnType<typeof receiver>>
  // Far beyond what the log of a test has by itself.
  let index = 9_000_000

  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    shop = market.app.door.shopOf(shopId, 'shp') ?? 0
    program = await receiver()
  })
  after(async () => {
    program.close()
    await market.close()
  })

  const at = (path = '') => `/v1/shops/${shopId}/webhooks${path}`
  const register = async (topics = ['order']) => {
    const wish = { url: program.url, description: '仓库', topics }
    const { webhookId } = await seller.does(at(), wish)
    return webhookId as string
  }
  const entry = (kind: string, more: Partial<LogEntry['payload']> = {}): LogEntry => ({
    index: ++index,
    shopId: shop,
    streamId: 'a',
    seq: 1,
    kind,
    at: market.clock.now(),
    leaf: new Uint8Array(),
    payload: {
      domain: 'orders',
      target: 'ord_1',
      actor: 'clock',
      command: 'c',
      event: { type: kind, amountFen: 16_800n, buyerId: 'somebody' },
      ...more,
    },
  })
  const hear = async (...entries: LogEntry[]) => {
    for (const reader of market.app.readers) await reader.read(entries)
    await market.settle()
  }
  const log = async (id: string) => (await seller.get(at(`/${id}/deliveries`))).body.deliveries

  it('a message comes signed, says no word of people, and once however often the log is read', async () => {
    const id = await register()
    const paid = entry('order.paid')
    await hear(paid, entry('payment.paid'), entry('listing.edited'))
    await hear(paid)
    const [{ headers, body } = { headers: {}, body: '' }, ...more] = program.got.splice(0)
    assert.equal(more.length, 0)
    const { body: secret } = await seller.get(at(`/${id}/secret`))
    const now = market.clock.now()
    const message = await verifyWebhook(secret.secret, { headers, body }, { now })
    assert.equal(message.type, 'order.paid')
    assert.deepEqual(message.data, {
      shopId,
      orderId: 'ord_1',
      logIndex: paid.index,
      amountFen: 16_800,
    })
    assert(!body.includes('somebody'))
    const [delivery] = await log(id)
    assert.equal(delivery.status, 'delivered')
    assert.equal(delivery.tries[0].status, 204)
    const { body: list } = await seller.get(at())
    assert.equal(list.webhooks[0].fedThrough, index)
    await seller.does(at(`/${id}/remove`))
  })

  it('is tried again later and later; a redirect is followed nowhere', async () => {
    const id = await register()
    program.answers.push(500, 302)
    await hear(entry('order.shipped'))
    assert.equal((await log(id))[0].status, 'waiting')
    await market.wait(7_000)
    const [second] = await log(id)
    assert.deepEqual(
      second.tries.map((one: { error: string }) => one.error),
      ['refused', 'redirect'],
    )
    assert.equal(program.got.length, 2)
    await market.wait(6_000)
    assert.equal(program.got.length, 2)
    await market.wait(6 * 60_000)
    assert.equal((await log(id))[0].status, 'delivered')
    const ids = program.got.splice(0).map(({ headers }) => headers['webhook-id'])
    assert.equal(new Set(ids).size, 1)
    await seller.does(at(`/${id}/remove`))
  })

  it('is replayed as the same message; after a change of keys both sign for a day', async () => {
    const id = await register()
    const { body: old } = await seller.get(at(`/${id}/secret`))
    await hear(entry('order.shipped'))
    const first = program.got.splice(0)[0]
    await seller.does(at(`/${id}/rotate-key`))
    const { body: fresh } = await seller.get(at(`/${id}/secret`))
    assert.notEqual(fresh.secret, old.secret)
    const messageId = String(first?.headers['webhook-id'])
    const { queued } = await seller.does(at(`/${id}/replay`), { messageId })
    assert.equal(queued, 1)
    await market.settle()
    const [again] = program.got.splice(0)
    assert(first && again)
    assert.equal(again.body, first.body)
    assert.equal(again.headers['webhook-id'], messageId)
    const now = market.clock.now()
    for (const { secret } of [old, fresh]) await verifyWebhook(secret, again, { now })
    await market.wait(25 * hour)
    await seller.does(at(`/${id}/replay`), { messageId })
    await market.settle()
    const [later] = program.got.splice(0)
    assert(later)
    await assert.rejects(verifyWebhook(old.secret, later, { now: market.clock.now() }))
    const unknown = await seller.post(at(`/${id}/replay`), { messageId: 'msg_none' })
    assert.equal(unknown.body.code, 'webhook.message_unknown')
    await seller.does(at(`/${id}/remove`))
  })

  it('is turned off after twenty failures in a row, keeps what comes, and the seller is told', async () => {
    const id = await register()
    const hook = async () => (await seller.get(at())).body.webhooks[0]
    // More than it can get: three go out at a time, and one that arrives would end the row.
    program.answers.push(...Array.from({ length: 30 }, () => 503))
    await hear(...Array.from({ length: 3 }, () => entry('order.shipped')))
    for (let hours = 0; hours < 90 && (await hook()).status === 'on'; hours += 3)
      await market.wait(3 * hour)
    assert.equal((await hook()).offBecause, 'failures')
    const tries = program.got.splice(0).length
    assert(tries >= 20 && tries <= 22, `turned off after ${tries}`)
    program.answers.splice(0)
    const off = entry('webhook.turned_off', {
      domain: 'webhooks',
      target: id,
      event: { type: 'webhook.turned_off', because: 'failures' },
    })
    await hear(off, entry('order.paid'))
    await market.wait(48 * hour)
    assert.equal(program.got.length, 0)
    const { body: told } = await seller.get('/v1/me/notices')
    assert.equal(told.notices[0].kind, 'webhook.turned_off')
    assert.equal(told.notices[0].subject, id)
    assert.equal(told.unread, told.notices.length)
    await seller.does('/v1/me/notices/read', { through: told.notices[0].noticeId })
    assert.equal((await seller.get('/v1/me/notices')).body.unread, 0)
    await seller.does(at(`/${id}/turn-on`))
    await market.settle()
    assert(program.got.splice(0).length >= 1)
    await seller.does(at(`/${id}/remove`))
  })

  it('wants no more: 410 turns it off at once', async () => {
    const id = await register()
    program.answers.push(410)
    await hear(entry('order.paid'))
    const { body } = await seller.get(at())
    assert.equal(body.webhooks[0].offBecause, 'gone')
    program.got.splice(0)
    await seller.does(at(`/${id}/remove`))
  })

  it('is for public addresses, a few of them, and for the seller alone', async () => {
    const wish = { url: 'https://169.254.169.254/', description: '', topics: ['order'] }
    assert.equal((await seller.post(at(), wish)).body.code, 'webhook.url_private')
    const odd = { ...wish, url: 'http://erp.example/' }
    assert.equal((await seller.post(at(), odd)).body.code, 'webhook.url_unusable')
    const lost = { ...wish, url: 'https://nowhere.invalid/' }
    assert.equal((await seller.post(at(), lost)).body.code, 'webhook.url_unresolved')
    const none = { ...wish, url: program.url, topics: [] }
    assert.equal((await seller.post(at(), none)).body.code, 'webhook.topics_missing')
    const ids = []
    for (let made = 0; made < 10; made++) ids.push(await register())
    const more = { ...wish, url: program.url }
    assert.equal((await seller.post(at(), more)).body.code, 'webhook.too_many')
    const other = await market.person('路人', '13800000009')
    assert.equal((await other.get(at())).status, 404)
    assert.equal((await other.post(at(`/${ids[0]}/rotate-key`))).body.code, 'shop.not_found')
    assert.equal((await seller.post(at('/whk_none/remove'))).body.code, 'webhook.not_found')
    const test = await seller.does(at(`/${ids[0]}/test`))
    await market.settle()
    assert.equal(program.got.splice(0)[0]?.headers['webhook-id'], test.messageId)
  })

  it('R-16: from a purchase to the message, by way of the log; both sides hear of a careless courier', async () => {
    const other = await openShop(market, '雨儿甄选', '13900000002')
    const path = `/v1/shops/${other.shopId}/webhooks`
    await other.seller.does(path, {
      url: program.url,
      description: '',
      topics: ['order', 'parcel'],
    })
    const buyer = await market.person('赵琳', '13800000003')
    const courier = await market.carrier('sudi')
    const listingId = await publish(other.seller, other.shopId, { priceFen: 1_000 })
    const wanted = orderBody([{ listingId, priceFen: 1_000 }], '13800000003')
    const { orderId } = await buyer.does('/v1/orders', wanted)
    await market.settle()
    await pay(market, buyer, orderId)
    const trackingNo = await ship(other.seller, orderId)
    await scan(market, courier, trackingNo, 'left_at_station', { place: '菜鸟驿站' })
    await market.settle()
    const messages = program.got.splice(0).map(({ body }) => JSON.parse(body))
    const types = messages.map(({ type }) => type)
    for (const type of ['order.opened', 'order.paid', 'order.shipped', 'parcel.scanned'])
      assert.equal(types.filter((one) => one === type).length, 1, type)
    const scanned = messages.find(({ type }) => type === 'parcel.scanned')
    assert.equal(scanned.data.orderId, orderId)
    assert.equal(scanned.data.scan.consented, false)
    assert(!JSON.stringify(messages).includes('13800000003'))
    for (const one of [buyer, other.seller]) {
      const { body } = await one.get('/v1/me/notices')
      const kinds = body.notices.map(({ kind }: { kind: string }) => kind)
      assert(kinds.includes('parcel.scanned'), `${one.name}: ${kinds}`)
    }
  })

  it('R-26: notices say what happened, and what follows by when', async () => {
    const buyer = await market.person('王静怡', '13800000001')
    const listingId = await publish(seller, shopId, { priceFen: 1_000 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 1_000 }])
    await hear(entry('order.paid', { target: orderId }))
    const { body } = await seller.get('/v1/me/notices')
    const [notice] = body.notices
    assert.equal(notice.kind, 'order.paid')
    assert.equal(notice.next.kind, 'ship')
    assert.equal(Date.parse(notice.next.dueAt), market.clock.now() + 48 * hour)
    assert.equal(notice.title, '手工陶杯')
  })

  it('R-40: a case says what follows by its own clock', async () => {
    const buyer = await market.person('王静怡', '13800000012')
    const newest = async (who: Person) => (await who.get('/v1/me/notices')).body.notices[0]
    const listingId = await publish(seller, shopId, { priceFen: 1_000 })
    const wanted = orderBody([{ listingId, priceFen: 1_000 }], '13800000012')
    const { orderId } = await buyer.does('/v1/orders', wanted)
    await market.settle()
    await pay(market, buyer, orderId)
    const claim = { issue: 'other', text: '' }
    await buyer.does(`/v1/orders/${orderId}/complaint`, claim)
    const about = (type: string, more: object) =>
      entry(type, { domain: 'complaints', target: orderId, event: { type, ...more } })
    await hear(about('complaint.opened', {}))
    const opened = await newest(seller)
    assert.equal(opened.kind, 'complaint.opened')
    assert.match(opened.next.kind, /^complaint\.(?:answer|escalate)$/)
    await hear(about('complaint.offered', { offer: { by: 'seller' } }))
    const offered = await newest(buyer)
    assert.equal(offered.kind, 'complaint.offered')
    assert.match(offered.next.kind, /^complaint\./)
    assert.equal((await newest(seller)).kind, 'complaint.opened')
  })

  it('is not sent again when it is read again long after it was forgotten', async () => {
    // The ten addresses of the shop from before, and what they have got by now.
    program.got.splice(0)
    const paid = entry('order.paid')
    await hear(paid)
    assert.equal(program.got.splice(0).length, 10)
    await market.wait(31 * 24 * hour)
    await market.app.sender.tidy()
    program.got.splice(0)
    await hear(paid)
    assert.equal(program.got.length, 0)
  })
})
