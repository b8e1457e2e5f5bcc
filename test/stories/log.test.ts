import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parseCheckpoint } from '../../src/evidence/checkpoint.ts'
import { contradiction } from '../../src/evidence/contradiction.ts'
import { entryHash } from '../../src/evidence/merkle.ts'
import { parseNote, parseVkey, signedBy } from '../../src/evidence/note.ts'
import { park } from '../../src/evidence/readers.store.ts'
import { openStreamNote } from '../../src/evidence/stream-note.ts'
import { decodeBundle, edgeRoot, emptyEdge, growEdge } from '../../src/evidence/tiles.ts'
import { Market } from '../market.ts'
import { buyAndPay, openShop, publish } from '../trade.ts'

/** The log as an outsider reads it: over HTTP, with nothing but the key. */
describe('the public log', () => {
  let market: Market
  before(async () => {
    market = await Market.open()
    const { seller, shopId } = await openShop(market)
    const listingId = await publish(seller, shopId, { priceFen: 16_800 })
    const buyer = await market.person('王静怡', '13800000001')
    for (let at = 0; at < 8; at++) await buyAndPay(market, buyer, [{ listingId, priceFen: 16_800 }])
    await market.settle()
  })
  after(() => market.close())

  const get = (path: string) => fetch(`${market.url}/log/${path}`)
  const text = async (path: string) => (await get(path)).text()

  async function checkpoint() {
    const note = parseNote(Buffer.from(await text('checkpoint')))
    const key = parseVkey((await text('vkey')).trim())
    assert(note && key)
    assert.deepEqual(signedBy(note, [key]), [key])
    return { key, ...(parseCheckpoint(note.text) ?? assert.fail(note.text)) }
  }

  async function entries(size: number): Promise<Buffer[]> {
    const all: Buffer[] = []
    for (let index = 0; index * 256 < size; index++) {
      const width = Math.min(256, size - index * 256)
      const part = width < 256 ? `.p/${width}` : ''
      const answer = await get(`tile/entries/${String(index).padStart(3, '0')}${part}`)
      assert.equal(answer.headers.get('content-type'), 'application/octet-stream')
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/)
      assert.equal(answer.headers.get('access-control-allow-origin'), '*')
      all.push(...(decodeBundle(Buffer.from(await answer.arrayBuffer()), width) ?? []))
    }
    return all
  }

  it('R-58: every entry is there, and they give the root that the log has signed', async () => {
    const { size, root, origin } = await checkpoint()
    assert.equal(origin, 'market.example/log')
    assert(size > 40)
    const all = await entries(size)
    assert.equal(all.length, size)
    const edge = emptyEdge()
    for (const entry of all) growEdge(edge, entryHash(entry))
    assert(edgeRoot(edge).equals(root))
  })

  it('holds nobody’s name, number, address or amount', async () => {
    const whole = Buffer.concat(await entries((await checkpoint()).size)).toString()
    for (const word of ['Fen', 'ord_', 'shp_', 'lst_', 'person:', '13800000001', '16800', '王'])
      assert(!whole.includes(word), word)
  })

  it('answers with types and times that fit, and has nothing beyond what it signed', async () => {
    const { size } = await checkpoint()
    const head = await get('checkpoint')
    assert.equal(head.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.equal(head.headers.get('cache-control'), 'no-cache')
    const cut = Buffer.from(await (await get('tile/0/000.p/3')).arrayBuffer())
    assert.equal(cut.length, 96)
    const [first] = await entries(size)
    assert(cut.subarray(0, 32).equals(entryHash(first ?? Buffer.alloc(0))))
    const beyond = `tile/0/${String(Math.floor(size / 256)).padStart(3, '0')}.p/${(size % 256) + 1}`
    for (const path of [
      beyond,
      'tile/0/999',
      'tile/0/0',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/03',
      'tile/7/000',
      'tile/entries/x001/000',
      'tile/../../secrets.json',
      'tile/0/%2e%2e/x',
    ])
      assert.equal((await get(path)).status, 404, path)
  })

  it('signs how many entries a stream has, and never two things about it', async () => {
    const { size, key } = await checkpoint()
    const leaves = (await entries(size)).map((entry) => ({
      leaf: JSON.parse(entry.toString()) as { stream: string; seq: number; prev: string },
      hash: entryHash(entry).toString('hex'),
    }))
    const [
      {
        leaf: { stream },
      } = assert.fail('no entry'),
    ] = leaves
    const own = leaves.filter(({ leaf }) => leaf.stream === stream)
    const asked = async (path: string) =>
      openStreamNote(Buffer.from(await text(path)), key) ?? assert.fail(path)
    const note = await asked(`streams/${stream}/note`)
    assert.deepEqual([note.count, note.size, note.head], [own.length, size, own.at(-1)?.hash])
    own.forEach(({ leaf }, at) => {
      assert.deepEqual([leaf.seq, leaf.prev], [at + 1, own[at - 1]?.hash ?? ''])
    })
    const again = await asked(`streams/${stream}/note?size=${size}`)
    assert.equal(contradiction(note, again), null)
    assert.equal((await get(`streams/${'0'.repeat(32)}/note`)).status, 404)
    assert.equal((await get(`streams/${stream}/note?size=${size + 1}`)).status, 404)
  })

  it('says how old its newest checkpoint is', async () => {
    const health = (await (await fetch(`${market.url}/healthz`)).json()) as {
      log: { size: number; checkpointAgeSeconds: number; waiting: number; halted: null }
    }
    assert.equal(health.log.size, (await checkpoint()).size)
    assert.deepEqual([health.log.waiting, health.log.halted], [0, null])
    assert(health.log.checkpointAgeSeconds >= 0)
    const metrics = await (await fetch(`${market.url}/metrics`)).text()
    const handedOn = { headers: { 'x-forwarded-for': '127.0.0.1' } }
    assert.equal((await fetch(`${market.url}/metrics`, handedOn)).status, 404, 'by a proxy')
    for (const name of ['log_checkpoint_age_seconds', 'log_size', 'log_halted', 'log_parked_total'])
      assert(metrics.includes(`baozheng_${name} `), name)
  })

  it('the house writes its own stream: that it started, and that it stopped', async () => {
    await market.app.book.note({ type: 'house.stopped', version: 'test' })
    await market.settle()
    const { size } = await checkpoint()
    const kinds = (await entries(size)).map((entry) => JSON.parse(entry.toString()).kind)
    assert.equal(kinds.filter((kind) => kind === 'house.stopped').length, 1)
  })
})

describe('the log on the desk', () => {
  let market: Market
  before(async () => {
    market = await Market.open()
  })
  after(() => market.close())

  it('shows an operator how it stands and what is parked, and nobody else', async () => {
    const buyer = await market.person('王静怡', '13800000001')
    assert.equal((await buyer.get('/v1/desk/log')).status, 403)
    assert.equal((await fetch(`${market.url}/v1/desk/log`)).status, 401)
    const phone = '13700000078'
    await market.app.identity.ensureAccount({ phone, name: '周同事', roles: ['operator'] })
    const operator = await market.person('周同事', phone)
    const tx = market.app.door.reads
    await park(tx, { reader: 'notices', index: 0, why: 'cannot digest', parkedAt: 1 })
    await market.app.book.note({ type: 'house.check_failed', check: 'test', finding: 'none' })
    await market.settle()
    const { body } = await operator.get('/v1/desk/log')
    assert.equal(body.origin, 'market.example/log')
    assert.deepEqual([body.halted, body.waiting], [null, 0])
    assert.deepEqual(
      body.parked.map((one: { reader: string; index: number }) => [one.reader, one.index]),
      [['notices', 0]],
    )
    const again = await operator.does('/v1/desk/log/parked/notices/0/again', {})
    assert.equal(again.digested, true)
    assert.deepEqual((await operator.get('/v1/desk/log')).body.parked, [])
    const gone = await operator.post('/v1/desk/log/parked/notices/0/again', {})
    assert.equal(gone.body.code, 'request.not_found', 'nothing is parked there any more')
  })

  it('R-90: leaves a parked entry only when a second operator agrees', async () => {
    const people = market.app.identity
    const [operator, colleague] = await Promise.all(
      ['13700000078', '13700000079'].map(async (phone, place) => {
        const name = `同事${place}`
        await people.ensureAccount({ phone, name, roles: ['operator'] })
        await market.wait(61_000)
        return market.person(name, phone)
      }),
    )
    assert(operator && colleague)
    const parked = async () => (await operator.get('/v1/desk/log')).body.parked.length
    const wish = { kind: 'log.skip', reader: 'notices', index: 1, reason: '已删除的店' }
    const early = await operator.post('/v1/desk/approvals', wish)
    assert.equal(early.body.code, 'approval.needless', 'nothing is parked there')
    await park(market.app.door.reads, { reader: 'notices', index: 1, why: 'no', parkedAt: 1 })
    const whole = { ...wish, personId: crypto.randomUUID() }
    const mixed = await operator.post('/v1/desk/approvals', whole)
    assert.equal(mixed.body.code, 'approval.incomplete', 'it concerns no person')
    const { id, reader, index, personId } = await operator.does('/v1/desk/approvals', wish)
    assert.deepEqual([reader, index, personId], ['notices', 1, null])
    const alone = await operator.post(`/v1/desk/approvals/${id}/approve`)
    assert.deepEqual([alone.body.code, await parked()], ['approval.own', 1])
    await colleague.does(`/v1/desk/approvals/${id}/approve`)
    assert.equal(await parked(), 0)
    const { rows } = await market.app.door.reads.query<{ skipped_by: string; skip_why: string }>(
      'test.skipped',
      'select skipped_by, skip_why from app.log_parked where reader = $1 and index = $2',
      ['notices', 1],
    )
    assert.equal(rows[0]?.skip_why, '已删除的店')
    const me = (await colleague.get('/v1/auth/me')).body.actor.personId
    assert.equal(rows[0]?.skipped_by, me, 'who agreed is kept; who proposed stands in the approval')
  })
})
