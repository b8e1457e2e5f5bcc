import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { isPolicyFault, parsePolicy } from '../../src/evidence/policy.ts'
import { TestDevice } from '../../src/evidence/test-device.ts'
import { sampleReceipt, subjectOf } from '../../src/evidence/test-receipt.ts'
import { verifyReceipt as verifiedByUs } from '../../src/evidence/verify.ts'
import { verifyByHand, verifyP256 } from './p256.ts'
import { verifyReceipt } from './verify.ts'

/** What both verifiers say of a receipt whose fifth entry holds this; they must say the same. */
async function judged(signed: object, erased = 0) {
  const { bytes, policy: text } = await sampleReceipt({ before: 3, signed, erased })
  const policy = parsePolicy(Buffer.from(text))
  assert.ok(!isPolicyFault(policy))
  const verdict = verifiedByUs(bytes, { logs: null, policy })
  assert.deepEqual(await verifyReceipt(bytes, { policy: text }), verdict)
  return verdict
}

const orderId = subjectOf(1)

describe('R-36: a step that a party signed with its own device', () => {
  for (const algorithm of [-7, -8, -257]) {
    const device = new TestDevice(algorithm)
    it(`${algorithm}: holds, and the answer says so`, async () => {
      const verdict = await judged(device.signs(orderId))
      assert.ok('entries' in verdict, JSON.stringify(verdict))
      assert.deepEqual(
        verdict.entries.map((entry) => entry.device),
        [false, false, false, false, true],
      )
    })
    it(`${algorithm}: does not hold with another key, or one byte changed`, async () => {
      const own = device.signs(orderId)
      const other = new TestDevice(algorithm).signs(orderId)
      const flipped = (text: string) => {
        const bytes = Buffer.from(text, 'base64url')
        const at = bytes.length - 3
        bytes[at] = (bytes[at] ?? 0) ^ 1
        return bytes.toString('base64url')
      }
      for (const signed of [
        { ...own, publicKey: other.publicKey },
        { ...own, signature: other.signature },
        { ...own, signature: flipped(own.signature) },
        { ...own, publicKey: flipped(own.publicKey) },
        { ...own, authenticatorData: flipped(own.authenticatorData) },
        { ...own, signature: `${own.signature}AA` },
        { ...own, algorithm: algorithm === -7 ? -8 : -7 },
        { ...own, algorithm: String(algorithm) },
      ]) {
        const verdict = await judged(signed)
        assert.ok('step' in verdict && verdict.step === 'device', JSON.stringify(signed))
        assert.equal(verdict.where, 'entries[4].shown')
      }
    })
  }

  const device = new TestDevice()
  for (const [what, signed] of Object.entries({
    'another order': device.signs(subjectOf(2)),
    'another step than the entry names': device.signs(orderId, { step: 'settle' }),
    'the other side': device.signs(orderId, { by: 'seller' }),
    'a document of no known form': device.signs(orderId, { format: 'baozheng-step/v2' }),
    'another document': device.signs(orderId, { challenge: 'AAAA' }),
    'the making of a key, no signature': device.signs(orderId, { type: 'webauthn.create' }),
    'a device where nobody was': device.signs(orderId, { flags: 4 }),
    'no document at all': { ...device.signs(orderId), document: null },
  }))
    it(`is refused when it is of ${what}`, async () => {
      const verdict = await judged(signed)
      assert.ok('step' in verdict && verdict.step === 'device', JSON.stringify(verdict))
    })

  it('is not asked for once its words are erased', async () => {
    const verdict = await judged(device.signs(subjectOf(2)), 5)
    assert.ok('entries' in verdict && verdict.entries[4]?.device === false)
  })

  it('needs a key in the one usual form: a point written short is none', async () => {
    const own = device.signs(orderId)
    const spki = Buffer.from(own.publicKey, 'base64url')
    const short = Buffer.concat([
      Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
      Buffer.from([(spki.at(-1) ?? 0) % 2 === 0 ? 2 : 3]),
      spki.subarray(27, 59),
    ])
    assert.ok(createPublicKey({ key: short, format: 'der', type: 'spki' }), 'it is a key')
    const verdict = await judged({ ...own, publicKey: short.toString('base64url') })
    assert.ok('step' in verdict && verdict.step === 'device')
  })
})

describe('P-256, by hand', () => {
  it('says the same as the machine, of what was signed and of what is near it', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const key = Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
      const message = randomBytes(turn * 40)
      const good = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      assert.ok(verifyByHand(key, good, message))
      assert.ok(await verifyP256(key, good, message))
      for (const at of [0, 31, 32, 63]) {
        const bad = Buffer.from(good)
        bad[at] = (bad[at] ?? 0) ^ 0x10
        assert.ok(!verifyByHand(key, bad, message))
        const stray = Buffer.from(key)
        stray[at] = (stray[at] ?? 0) ^ 1
        assert.ok(!verifyByHand(stray, good, message), 'a point on no curve')
        assert.ok(!(await verifyP256(stray, good, message)))
      }
      const zero = Buffer.concat([Buffer.alloc(32), good.subarray(32)])
      assert.ok(!verifyByHand(key, zero, message))
    }
  })
})
