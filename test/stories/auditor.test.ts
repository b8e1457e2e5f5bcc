import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { formatVkey, parseVkey } from '../../src/evidence/note.ts'
import { decodeBundle } from '../../src/evidence/tiles.ts'
import { verifyReceipt } from '../../src/evidence/verify.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, publish } from '../trade.ts'

describe('R-91: an auditor samples cases from the public log', () => {
  let market: Market
  let auditor: Person
  let orders: string[]

  before(async () => {
    market = await Market.open()
    const { seller, shopId } = await openShop(market)
    const listingId = await publish(seller, shopId, { priceFen: 5_000, stock: 100 })
    orders = []
    for (let round = 0; round < 8; round++) {
      const buyer = await market.person('王静怡')
      const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 5_000 }])
      await buyer.does(`/v1/orders/${orderId}/complaint`, {
        issue: 'not_received',
        text: '还没有收到',
      })
      await seller.does(`/v1/orders/${orderId}/complaint/agree`)
      orders.push(orderId)
    }
    await market.settle()
    const phone = '13700000077'
    await market.app.identity.ensureAccount({ phone, name: '武汉市消协', roles: ['association'] })
    auditor = await market.person('武汉市消协', phone)
  })
  after(() => market.close())

  /** The places of all closed cases, read from the public entries: the site has no say in it. */
  async function closedCases(): Promise<number[]> {
    const { size } = (await auditor.get('/v1/log')).body.checkpoint
    const places: number[] = []
    for (let tile = 0; tile * 256 < size; tile++) {
      const width = Math.min(256, size - tile * 256)
      const name = `${String(tile).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`
      const answer = await fetch(`${market.url}/log/tile/entries/${name}`)
      const entries = decodeBundle(new Uint8Array(await answer.arrayBuffer()), width)
      assert(entries)
      entries.forEach((entry, at) => {
        if (JSON.parse(entry.toString()).kind === 'complaint.closed') places.push(tile * 256 + at)
      })
    }
    return places
  }
  /** Which of these cases do not verify offline, with the log's key alone? */
  async function bad(places: readonly number[]): Promise<number[]> {
    const vkey = parseVkey(formatVkey(market.app.log.signer.vkey))
    const found: number[] = []
    for (const index of places) {
      const { status, body } = await auditor.get(`/v1/audit/entries/${index}`)
      const receipt = Buffer.from(JSON.stringify(body))
      const { verdict } = verifyReceipt(receipt, { logs: vkey ? [vkey] : [], policy: null })
      const facts = (body.facts ?? []) as { name: string }[]
      const told = facts.some(({ name }) => name === 'outcome')
      if (status !== 200 || verdict === 'invalid' || !told) found.push(index)
    }
    return found
  }

  it('inclusion and outcome of every one verify offline', async () => {
    const places = await closedCases()
    assert.equal(places.length, orders.length)
    assert.deepEqual(await bad(places), [])
    const { body } = await auditor.get(`/v1/audit/entries/${places[0]}`)
    const refund = body.facts.find(({ name }: { name: string }) => name === 'outcome_refund')
    assert.equal(refund.value, '5000')
  })

  it('without a word of who it was and what they said', async () => {
    const [index] = await closedCases()
    const text = JSON.stringify((await auditor.get(`/v1/audit/entries/${index}`)).body)
    const shown = [...text.matchAll(/"(WyJ[\w-]+)"/g)].map(([, one = '']) =>
      Buffer.from(one, 'base64url').toString(),
    )
    assert.ok(shown.length > 0)
    for (const part of shown) assert.doesNotMatch(part, /person:|guest:|没有收到|手工陶杯/)
  })

  it('finds the one case that was altered', async () => {
    const places = await closedCases()
    const database = new pg.Client({ connectionString: market.databaseUrl })
    await database.connect()
    const { rowCount } = await database.query(
      `update app.journal set payload = replace(payload, '"5000"', '"50"')
       where kind = 'complaint.closed'
         and stream_id = (select state->>'streamId' from app.streams where id = $1)`,
      [`order:${orders[3]}`],
    )
    await database.end()
    assert.equal(rowCount, 1)
    assert.equal((await bad(places)).length, 1)
  })

  it('nobody else may', async () => {
    const visitor = await market.person('路人', '13600000003')
    const { status, body } = await visitor.get('/v1/audit/entries/0')
    assert.deepEqual([status, body.code], [403, 'actor.not_allowed'])
    assert.equal((await auditor.get('/v1/audit/entries/999999')).status, 404)
  })
})
