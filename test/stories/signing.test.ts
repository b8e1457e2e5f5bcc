import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { verifyReceipt as verifiedBySdk } from '../../sdk/src/verify.ts'
import { verifyReceipt } from '../../src/evidence/verify.ts'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import { sha256 } from '../../src/kernel/hash.ts'
import { Device } from '../device.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { buyAndPay, openShop, publish, scan, ship } from '../trade.ts'

describe('signing steps with a device of one’s own', () => {
  let market: Market
  let seller: Person
  let buyer: Person
  let orderId: string
  let phone: Device

  before(async () => {
    market = await Market.open()
    const opened = await openShop(market)
    seller = opened.seller
    const listingId = await publish(seller, opened.shopId, { priceFen: 16_800 })
    buyer = await market.person('王静怡')
    orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 16_800 }])
    phone = new Device(market.url)
  })
  after(() => market.close())

  const steps = async (who: Person) =>
    (await who.get(`/v1/orders/${orderId}/signing`)).body.steps as {
      step: string
      document: string
      challenge: string
      signed: boolean
    }[]
  async function stepOf(who: Person, step: string) {
    const found = (await steps(who)).find((one) => one.step === step)
    assert(found, step)
    return found
  }
  const send = (who: Person, body: object) => who.post(`/v1/orders/${orderId}/signatures`, body)
  async function refused(who: Person, body: object, code: string) {
    assert.equal((await send(who, body)).body.code, code)
  }

  it('registers a key that this person’s device made here and now, and no other', async () => {
    const early = await stepOf(buyer, 'purchase')
    const assertion = phone.get(early.challenge)
    await refused(buyer, { ...early, assertion, signed: undefined }, 'request.invalid')
    const { step, document } = early
    await refused(buyer, { step, document, assertion }, 'signature.device_unknown')
    const options = await buyer.does('/v1/me/device-keys/options')
    const foreign = new Device('https://evil.example').create(options.challenge)
    const { body } = await buyer.post('/v1/me/device-keys', foreign)
    assert.equal(body.code, 'signature.key_invalid')
    const others = await seller.does('/v1/me/device-keys/options')
    const stolen = await buyer.post('/v1/me/device-keys', phone.create(others.challenge))
    assert.equal(stolen.body.code, 'signature.key_invalid')
    const { keys } = await buyer.does('/v1/me/device-keys', phone.create(options.challenge))
    assert.equal(keys.length, 1)
  })

  it('keeps the signature in the log, bound to order, step and terms', async () => {
    const { step, document, challenge } = await stepOf(buyer, 'purchase')
    const agreed = JSON.parse(document)
    assert.deepEqual([agreed.orderId, agreed.step, agreed.by], [orderId, 'purchase', 'buyer'])
    assert.equal(agreed.agreed.totalFen, '16800')
    const { entry } = await buyer.does(`/v1/orders/${orderId}/signatures`, {
      step,
      document,
      assertion: phone.get(challenge),
    })
    await market.settle()
    const { body } = await buyer.get(`/v1/orders/${orderId}/receipt`)
    const shown = body.entries[entry.seq - 1].shown.map((one: string) =>
      JSON.parse(Buffer.from(one, 'base64url').toString()),
    )
    const event = shown.find(([, part]: string[]) => part === '')[2].event
    // Anybody can check it with the key that stands beside it.
    const key = createPublicKey({
      key: Buffer.from(event.publicKey, 'base64url'),
      format: 'der',
      type: 'spki',
    })
    const bytes = (name: string) => Buffer.from(event[name], 'base64url')
    const over = Buffer.concat([bytes('authenticatorData'), sha256(bytes('clientDataJSON'))])
    assert.ok(verify('sha256', over, key, bytes('signature')))
    const client = JSON.parse(bytes('clientDataJSON').toString())
    assert.equal(client.challenge, sha256(event.document).toString('base64url'))
    // And both verifiers do.
    const file = Buffer.from(canonicalJson(body))
    const verdict = verifyReceipt(file, { logs: null, policy: null })
    assert.ok('entries' in verdict && verdict.entries[entry.seq - 1]?.device)
    assert.deepEqual(await verifiedBySdk(file), verdict)
  })

  it('takes no other signature than the one over what is agreed', async () => {
    const { step, document, challenge } = await stepOf(buyer, 'purchase')
    const assertion = phone.get(challenge)
    await refused(buyer, { step, document, assertion }, 'signature.already_signed')
    const cheaper = document.replace('"16800"', '"1"')
    await refused(buyer, { step, document: cheaper, assertion }, 'signature.invalid')
    const signedCheaper = phone.get(sha256(cheaper).toString('base64url'))
    const asked = { step, document: cheaper, assertion: signedCheaper }
    await refused(buyer, asked, 'signature.agreement_changed')
    await refused(buyer, { ...asked, step: 'confirm' }, 'signature.nothing_to_sign')
  })

  it('nobody else can sign, and a key that was removed signs no more', async () => {
    const other = await market.person('路人', '13600000001')
    const own = new Device(market.url)
    const { challenge } = await other.does('/v1/me/device-keys/options')
    await other.does('/v1/me/device-keys', own.create(challenge))
    const { step, document, challenge: wanted } = await stepOf(buyer, 'purchase')
    const assertion = own.get(wanted)
    await refused(other, { step, document, assertion }, 'signature.not_yours')
    const id = own.id.toString('base64url')
    const { keys } = await other.does(`/v1/me/device-keys/${id}/remove`)
    assert.deepEqual(keys, [])
    await refused(other, { step, document, assertion }, 'signature.device_unknown')
  })

  it('no step waits for a signature; it can also follow the step', async () => {
    const trackingNo = await ship(seller, orderId)
    const courier = await market.carrier('sudi')
    await scan(market, courier, trackingNo, 'signed')
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    const { step, document, challenge } = await stepOf(buyer, 'confirm')
    await buyer.does(`/v1/orders/${orderId}/signatures`, {
      step,
      document,
      assertion: phone.get(challenge),
    })
    const { body } = await seller.get(`/v1/orders/${orderId}/signing`)
    assert.deepEqual(
      body.signed.map(({ step: one, by }: { step: string; by: string }) => `${by} ${one}`),
      ['buyer purchase', 'buyer confirm'],
    )
  })

  it('a settlement can be signed by both sides', async () => {
    const { body } = await openShop(market, '另一家', '13900000002').then(async (opened) => {
      const listingId = await publish(opened.seller, opened.shopId, { priceFen: 5_000 })
      orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 5_000 }])
      await buyer.does(`/v1/orders/${orderId}/complaint`, { issue: 'not_received', text: '没收到' })
      const offer = { kind: 'refund_keep', refundFen: 2_000, days: 0, text: '' }
      await buyer.does(`/v1/orders/${orderId}/complaint/offers`, offer)
      return opened.seller.get(`/v1/orders/${orderId}/signing`)
    })
    const settle = body.steps.find(({ step }: { step: string }) => step === 'settle')
    assert.equal(JSON.parse(settle.document).agreed.refundFen, '2000')
    assert.equal(JSON.parse(settle.document).by, 'seller')
    const { document } = await stepOf(buyer, 'settle')
    assert.equal(JSON.parse(document).by, 'buyer')
  })
})
