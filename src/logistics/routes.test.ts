import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { Market } from '../../test/market.ts'
import type { Person } from '../../test/person.ts'
import { buyAndPay, openShop, publish, ship, view } from '../../test/trade.ts'
import { saveCourier } from './carriers.store.ts'
import { type Report, scanText } from './signing.ts'

describe('a carrier that signs, and a courier with a phone', () => {
  let market: Market
  let seller: Person
  let buyer: Person
  let shopId: string
  before(async () => {
    market = await Market.open()
    ;({ seller, shopId } = await openShop(market))
    buyer = await market.person('王静怡', '13800000001')
  })
  after(() => market.close())

  const shipped = async () => {
    const listingId = await publish(seller, shopId, { priceFen: 1_000 })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen: 1_000 }])
    return { orderId, trackingNo: await ship(seller, orderId) }
  }
  const now = () => new Date(market.clock.now()).toISOString()
  const report = async (by: Person, ...scans: object[]) => {
    const { results } = await by.does('/v1/carrier/scans', { scans })
    await market.settle()
    return results as { ok: boolean; status?: string; problem?: { code: string } }[]
  }
  /** A key pair, registered; out: how to sign with it. */
  const register = async (by: Person) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const { x = '' } = publicKey.export({ format: 'jwk' })
    const text = Buffer.from(x, 'base64url').toString('base64')
    const { keyId } = await by.does('/v1/carrier/keys', { publicKey: text, label: '一号机' })
    const signed = (one: Report, carrierId = 'sudi') => ({
      ...one,
      signature: {
        keyId,
        value: sign(null, Buffer.from(scanText(carrierId, one)), privateKey).toString('base64'),
      },
    })
    return { keyId: keyId as string, publicKey: text, signed }
  }

  it('R-16: once a key is registered, each scan is signed or refused, row by row', async () => {
    const courier = await market.carrier('sudi')
    const { orderId, trackingNo } = await shipped()
    const { keyId, publicKey, signed } = await register(courier)
    const accepted = { trackingNo, kind: 'accepted', at: now(), place: '武汉' } as const
    const station = { trackingNo, kind: 'left_at_station', at: now() } as const
    const forged = { ...signed(accepted), kind: 'signed' }
    const answers = await report(courier, accepted, forged, signed(accepted), signed(station))
    assert.deepEqual(
      answers.map(({ ok, problem }) => (ok ? 'taken' : problem?.code)),
      ['carrier.scan_unsigned', 'carrier.signature_wrong', 'taken', 'taken'],
    )
    const { shipments } = await view(buyer, orderId)
    assert.deepEqual(
      shipments[0].scans.map((one: { kind: string }) => one.kind),
      ['accepted', 'left_at_station'],
    )
    // Without the receiver's consent, no clock runs against the buyer.
    assert.equal(shipments[0].deliveredAt, null)
    const again = await register(courier)
    assert.notEqual(again.keyId, keyId)
    await courier.does(`/v1/carrier/keys/${keyId}/revoke`)
    await courier.does(`/v1/carrier/keys/${again.keyId}/revoke`)
    const ended = await report(courier, signed(accepted))
    assert.equal(ended[0]?.problem?.code, 'carrier.key_unknown')
    // An ended key never comes back, not even by the same request.
    const { body } = await courier.post('/v1/carrier/keys', { publicKey, label: 'again' })
    assert.equal(body.code, 'carrier.key_unknown')
    const [offered] = await report(courier, { ...accepted, kind: 'inspection_offered' })
    assert.equal(offered?.status, 'moving')
  })

  it('somebody with a phone scans for their carrier, and for no other', async () => {
    const courier = await market.person('小李', '13600000001')
    const { trackingNo } = await shipped()
    const scan = { trackingNo, kind: 'signed', at: now() }
    const { body } = await courier.post('/v1/carrier/scans', { scans: [scan] })
    assert.equal(body.code, 'carrier.not_a_courier')
    const { body: me } = await courier.get('/v1/auth/me')
    const { personId } = me.actor
    const since = market.clock.now()
    const add = (carrierId: string) =>
      saveCourier(market.app.door.reads, { personId, carrierId, since, addedBy: 'test' })
    await add('other')
    assert.equal((await report(courier, scan))[0]?.problem?.code, 'parcel.not_found')
    await add('sudi')
    assert.equal((await report(courier, scan))[0]?.status, 'signed')
    const { body: parcel } = await courier.get(`/v1/carrier/parcels/${trackingNo}`)
    assert.equal(parcel.status, 'signed')
    const { signed } = await register(courier)
    const next = await shipped()
    const unsigned = { trackingNo: next.trackingNo, kind: 'accepted', at: now() } as const
    assert.equal((await report(courier, unsigned))[0]?.problem?.code, 'carrier.scan_unsigned')
    assert.equal((await report(courier, signed(unsigned)))[0]?.ok, true)
  })

  it('takes no key that is none, and no more than twenty', async () => {
    const courier = await market.carrier('many')
    const bad = await courier.post('/v1/carrier/keys', { publicKey: 'AAAA', label: 'x' })
    assert.equal(bad.body.code, 'carrier.key_unusable')
    for (let made = 0; made < 20; made++) await register(courier)
    const { publicKey } = generateKeyPairSync('ed25519')
    const { x = '' } = publicKey.export({ format: 'jwk' })
    const body = { publicKey: Buffer.from(x, 'base64url').toString('base64'), label: 'x' }
    const answer = await courier.post('/v1/carrier/keys', body)
    assert.equal(answer.body.code, 'carrier.too_many_keys')
  })
})
