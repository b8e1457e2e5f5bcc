import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { verifyReceipt as verifyOutside } from '../../sdk/src/verify.ts'
import { formatVkey, keyTypes, makeSigner, parseVkey, type Vkey } from '../../src/evidence/note.ts'
import type { Receipt } from '../../src/evidence/receipt.ts'
import { verifyReceipt } from '../../src/evidence/verify.ts'
import { witnessServer } from '../../src/evidence/witness-server.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { openShop, operator, orderBody, pay, publish, scan } from '../trade.ts'

/** A witness that knows no log yet, and a policy that asks for its signature. */
function openWitness() {
  const folder = mkdtempSync(join(tmpdir(), 'witness-'))
  const seed = Buffer.alloc(32, 5)
  const signer = makeSigner({ name: 'witness.example/1', type: keyTypes.cosignature, seed })
  const logs: Vkey[] = []
  const now = () => Math.floor(Date.now() / 1_000)
  const server = witnessServer({ signer, logs, folder, now, alarm: () => {} })
  return {
    logs,
    async listen(): Promise<Uint8Array> {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const url = `http://127.0.0.1:${port}`
      return Buffer.from(`witness w ${formatVkey(signer.vkey)} ${url}\nquorum w\n`)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describe('R-36: an electronic receipt for every order', () => {
  let market: Market
  let seller: Person
  let buyer: Person
  let orderId: string
  let secret: string
  let listingId: string
  const witness = openWitness()

  before(async () => {
    market = await Market.open({ policy: await witness.listen() })
    const opened = await openShop(market)
    seller = opened.seller
    listingId = await publish(seller, opened.shopId, { priceFen: 16_800 })
    buyer = await market.person('王静怡')
    const body = orderBody([{ listingId, priceFen: 16_800 }])
    secret = body.linkSecret
    ;({ orderId } = await buyer.does('/v1/orders', body))
    await market.settle()
    await pay(market, buyer, orderId)
  })
  after(async () => {
    await market.close()
    await witness.close()
  })

  /** The file, byte for byte, as the link of the order fetches it. */
  async function file(): Promise<Buffer> {
    const path = `${market.url}/v1/orders/${orderId}/receipt`
    const answer = await fetch(path, { headers: { 'baozheng-order-secret': secret } })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment; .*receipt\.json"/)
    return Buffer.from(await answer.arrayBuffer())
  }
  const vkey = () => formatVkey(market.app.log.signer.vkey)
  /** What both verifiers say, which know nothing of each other. */
  async function verdicts(bytes: Uint8Array): Promise<readonly [string, string]> {
    const log = parseVkey(vkey())
    const ours = verifyReceipt(bytes, { logs: log ? [log] : [], policy: null })
    return [ours.verdict, (await verifyOutside(bytes, { logs: [vkey()] })).verdict]
  }

  it('names order, parties, goods, price, pay serial and terms', async () => {
    const receipt = JSON.parse((await file()).toString()) as Receipt
    const names = receipt.facts.map(({ name }) => name)
    for (const name of ['order', 'seller', 'goods', 'quantity', 'price', 'total', 'terms'])
      assert.ok(names.includes(name), name)
    for (const name of ['paid', 'paid_at', 'pay_serial']) assert.ok(names.includes(name), name)
    const total = receipt.facts.find(({ name }) => name === 'total')
    assert.deepEqual([total?.zh, total?.value], ['应付：¥168.00', '16800'])
  })

  it('says plainly that nobody outside has witnessed it', async () => {
    const { body } = await buyer.get(`/v1/orders/${orderId}/receipts`)
    assert.equal(body.log.witnesses, 1)
    for (const entry of body.entries) {
      assert.equal(entry.state, 'proved', `entry ${entry.seq}`)
      assert.ok(entry.proof.startsWith('c2sp.org/tlog-proof@v1\n'))
      assert.equal(entry.witnessedAt, null)
    }
    assert.deepEqual(await verdicts(await file()), ['unwitnessed', 'unwitnessed'])
  })

  it('is upgraded when the witness has signed', async () => {
    witness.logs.push(market.app.log.signer.vkey)
    const deadline = Date.now() + 20_000
    for (;;) {
      await market.settle()
      const { body } = await buyer.get(`/v1/orders/${orderId}/receipts`)
      if (body.entries.every(({ state }: { state: string }) => state === 'witnessed')) break
      assert.ok(Date.now() < deadline, 'witnessed in time')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.deepEqual(await verdicts(await file()), ['witnessed', 'witnessed'])
  })

  it('is invalid when one byte is another', async () => {
    const good = await file()
    for (let at = 0; at < good.length; at += Math.ceil(good.length / 150)) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ 1
      assert.deepEqual(await verdicts(bad), ['invalid', 'invalid'], `byte ${at}`)
    }
  })

  it('every answer to a command names its entry, which the receipt proves', async () => {
    const { body } = await seller.post(`/v1/orders/${orderId}/ship`, {
      itemIds: ['1'],
      carrierId: 'sudi',
      trackingNo: 'SD9900000001',
    })
    await market.settle()
    const proofs = (await seller.get(`/v1/orders/${orderId}/receipts`)).body
    assert.equal(body.entry.stream, proofs.stream)
    const entry = proofs.entries.find(({ seq }: { seq: number }) => seq === body.entry.seq)
    assert.notEqual(entry.proof, null)
  })

  it('shows each side its own parts, and all sides the same leaves', async () => {
    const desk = await operator(market)
    const [own, theirs, its] = await Promise.all(
      [buyer, seller, desk].map(async (who) => {
        const { body } = await who.get(`/v1/orders/${orderId}/receipt`)
        return body as Receipt
      }),
    )
    const leaves = (receipt: Receipt | undefined) => receipt?.entries.map(({ leaf }) => leaf)
    assert.deepEqual(leaves(own), leaves(theirs))
    assert.deepEqual(leaves(own), leaves(its))
    assert.deepEqual([own?.holder, theirs?.holder, its?.holder], ['buyer', 'seller', 'desk'])
    const parts = (receipt: Receipt | undefined) =>
      receipt?.entries.flatMap(({ shown }) =>
        (shown ?? []).map((one) => JSON.parse(Buffer.from(one, 'base64url').toString())[1]),
      ) ?? []
    assert.ok(parts(own).includes('event.order.buyerId'))
    assert.ok(!parts(theirs).includes('event.order.buyerId'))
    const texts = (receipt: Receipt | undefined) =>
      receipt?.entries
        .flatMap(({ shown }) => shown ?? [])
        .map((one) => Buffer.from(one, 'base64url').toString())
        .join('\n') ?? ''
    assert.doesNotMatch(texts(theirs), /"person:/, 'no id that means somebody everywhere')
    for (const one of [own, theirs, its]) {
      assert.ok(!parts(one).includes('event.order.linkHash'))
      assert.ok(!parts(one).includes('event.order.contactId'))
    }
  })

  it('R-05: is for the two sides alone; the commitment is what was stamped on the day', async () => {
    const stranger = await market.person('路人', '13600000001')
    assert.equal((await stranger.get(`/v1/orders/${orderId}/receipt`)).status, 404)
    const phone = '13600000002'
    await market.app.identity.ensureAccount({ phone, name: '周岚', roles: ['mediator'] })
    const unassigned = await market.person('周岚', phone)
    const { status, body } = await unassigned.get(`/v1/orders/${orderId}/receipts`)
    assert.deepEqual([status, body.code], [403, 'actor.not_allowed'])
    // Anybody may read the leaf in the public log: it has the commitment and no word of the deal.
    const own = (await buyer.get(`/v1/orders/${orderId}/receipts`)).body.entries[0]
    const bundle = await fetch(`${market.url}/log/tile/entries/000.p/${own.index + 1}`)
    const text = Buffer.from(await bundle.arrayBuffer()).toString()
    assert.ok(text.includes(own.commitment))
    assert.ok(!text.includes('手工陶杯') && !text.includes(orderId))
  })

  it('R-72: holds what was offered then, whatever the page says now', async () => {
    const { body } = await seller.get(`/v1/listings/${listingId}`)
    const { title, photos, shipWithinHours, fulfilment } = body.listing
    const offer = { title, photos, shipWithinHours, fulfilment }
    await seller.does(`/v1/listings/${listingId}/edit`, {
      ...offer,
      text: '其实是机器做的。',
      priceFen: 99_900,
    })
    await market.settle()
    const receipt = JSON.parse((await file()).toString()) as Receipt
    assert.equal(receipt.facts.find(({ name }) => name === 'price')?.value, '16800')
    const sold = Buffer.from(
      receipt.entries[0]?.shown?.find((one) =>
        Buffer.from(one, 'base64url').toString().includes('event.sold.items'),
      ) ?? '',
      'base64url',
    ).toString()
    assert.match(sold, /一窑一色/)
    assert.doesNotMatch(sold, /机器/)
  })

  it('goes on to the end of the trade', async () => {
    const courier = await market.carrier('sudi')
    await scan(market, courier, 'SD9900000001', 'signed')
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    await market.settle()
    const receipt = JSON.parse((await file()).toString()) as Receipt
    assert.ok(receipt.facts.some(({ name }) => name === 'received'))
    assert.ok(receipt.stream.note?.startsWith('baozheng-stream/v1\n'))
    assert.equal((await verdicts(await file()))[0], 'witnessed')
  })
})
