import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { verifyReceipt as verifyOutside } from '../../sdk/src/verify.ts'
import { formatVkey } from '../../src/evidence/note.ts'
import type { Receipt } from '../../src/evidence/receipt.ts'
import { verifyReceipt } from '../../src/evidence/verify.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, publish } from '../trade.ts'

describe('R-30: what did this page say on that day?', () => {
  let market: Market
  let seller: Person
  let visitor: Person
  let shopId: string
  let listingId: string
  const base = { title: '祛斑霜', photos: [], shipWithinHours: 48, fulfilment: { kind: 'parcel' } }

  before(async () => {
    market = await Market.open({ now: '2026-03-08T10:00' })
    ;({ seller, shopId } = await openShop(market, '曼曼美肤'))
    listingId = await publish(seller, shopId, {
      ...base,
      text: '三天见效,无效退款',
      priceFen: 16_800,
    })
    visitor = await market.person('路人')
    await buyAndPay(market, visitor, [{ listingId, priceFen: 16_800 }])
    await market.goTo('2026-03-10T09:00')
    const edited = { ...base, text: '温和配方', priceFen: 15_800 }
    await seller.does(`/v1/listings/${listingId}/edit`, edited)
    await market.goTo('2026-03-20T09:00')
    await seller.does(`/v1/shops/${shopId}/rename`, { name: '曼曼生活馆' })
    await seller.does(`/v1/listings/${listingId}/withdraw`)
    await market.settle()
  })
  after(() => market.close())

  const on = async (day: string) => {
    const { body } = await visitor.get(`/v1/listings/${listingId}/history?on=${day}`)
    return (body.versions as { offer: { text: string }; status: string }[]).map(
      ({ offer, status }) => `${offer.text} ${status}`,
    )
  }

  it('the first version, on its own day and the next', async () => {
    assert.deepEqual(await on('2026-03-08'), ['三天见效,无效退款 published'])
    assert.deepEqual(await on('2026-03-09'), ['三天见效,无效退款 published'])
  })
  it('both versions on the day of the change, and one of them at each hour', async () => {
    assert.deepEqual(await on('2026-03-10'), ['三天见效,无效退款 published', '温和配方 published'])
    assert.deepEqual(await on('2026-03-10T08:59:00%2B08:00'), ['三天见效,无效退款 published'])
    assert.deepEqual(await on('2026-03-10T09:00:00%2B08:00'), ['温和配方 published'])
  })
  it('nothing before it was there; what stood last after it was taken down', async () => {
    assert.deepEqual(await on('2026-03-07'), [])
    assert.deepEqual(await on('2026-03-21'), ['温和配方 withdrawn'])
  })
  it('with the shop as it was called then', async () => {
    const shops = async (day: string) =>
      (await visitor.get(`/v1/listings/${listingId}/history?on=${day}`)).body.versions.map(
        ({ shop }: { shop: { name: string } }) => shop.name,
      )
    assert.deepEqual(await shops('2026-03-09'), ['曼曼美肤'])
    assert.deepEqual(await shops('2026-03-21'), ['曼曼生活馆'])
  })
  it('with a proof of its own for every version, also of the later ones', async () => {
    const { body } = await visitor.get(`/v1/listings/${listingId}/history`)
    const { signer } = market.app.log
    const texts: unknown[] = []
    for (const { seq } of body.versions) {
      const path = `/v1/listings/${listingId}/history/${seq}/receipt`
      const bytes = Buffer.from(await (await fetch(market.url + path)).arrayBuffer())
      const trust = { logs: [signer.vkey], policy: null }
      assert.equal(verifyReceipt(bytes, trust).verdict, 'unwitnessed', `from entry ${seq}`)
      const outside = await verifyOutside(bytes, { logs: [formatVkey(signer.vkey)] })
      assert.equal(outside.verdict, 'unwitnessed')
      const { facts, entries } = JSON.parse(bytes.toString()) as Receipt
      assert.equal(entries[0]?.seq, seq)
      texts.push(facts.find(({ name }) => name === 'text')?.value)
    }
    assert.deepEqual(texts, ['三天见效,无效退款', '温和配方', undefined])
    const none = await visitor.get(`/v1/listings/${listingId}/history/2/receipt`)
    assert.equal(none.status, 404, 'a sale begins no version')
  })
  it('refuses what is no day, and a page that never was', async () => {
    const odd = await visitor.get(`/v1/listings/${listingId}/history?on=2026-02-30`)
    assert.deepEqual([odd.status, odd.body.code], [422, 'listing.history_day_unreadable'])
    const none = await visitor.get(`/v1/listings/lst_${'0'.repeat(26)}/history`)
    assert.deepEqual([none.status, none.body.code], [404, 'listing.not_found'])
  })

  it('is still there, and proved, three years after the page was taken down', async () => {
    await market.goTo('2029-03-21T09:00')
    assert.deepEqual(await on('2026-03-08'), ['三天见效,无效退款 published'])
    const { body } = await visitor.get(`/v1/listings/${listingId}/history?on=2026-03-08`)
    const path = `/v1/listings/${listingId}/history/${body.versions[0].seq}/receipt`
    const bytes = Buffer.from(await (await fetch(market.url + path)).arrayBuffer())
    const { signer } = market.app.log
    const ours = verifyReceipt(bytes, { logs: [signer.vkey], policy: null })
    assert.equal(ours.verdict, 'unwitnessed')
    const outside = await verifyOutside(bytes, { logs: [formatVkey(signer.vkey)] })
    assert.equal(outside.verdict, 'unwitnessed')
    const receipt = JSON.parse(bytes.toString()) as Receipt
    assert.equal(receipt.facts.find(({ name }) => name === 'text')?.value, '三天见效,无效退款')
    // The sale in between proves that nothing is left out, and names nobody.
    const sale = receipt.entries.find(({ leaf }) => leaf.includes('listing.reserved'))
    assert.deepEqual([sale?.shown, sale?.state], [[], 'chained'])
    const altered = Buffer.from(bytes.toString().replace('三天', '七天'))
    assert.equal(verifyReceipt(altered, { logs: null, policy: null }).verdict, 'invalid')
  })
})
