import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { scanText as sdkText, signScan } from '../../sdk/src/scan.ts'
import { checkSignature, type Report, readPublicKey, scanText } from './signing.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
const key = { keyId: '11111111-1111-4111-8111-111111111111', publicKey: raw }
const report: Report = {
  trackingNo: 'SD0000000001',
  kind: 'left_at_station',
  at: '2026-03-10T09:00:00+08:00',
  place: '菜鸟驿站',
  consented: false,
}
const signed = (one: Report, by = privateKey): Report => ({
  ...one,
  signature: {
    keyId: key.keyId,
    value: sign(null, Buffer.from(scanText('sudi', one)), by).toString('base64'),
  },
})

describe('a signed scan', () => {
  it('is seven lines of text, the same here and in the SDK', () => {
    const text =
      'baozheng-scan/v1\nsudi\nSD0000000001\nleft_at_station\n' +
      '2026-03-10T09:00:00+08:00\n\n菜鸟驿站\n'
    assert.equal(scanText('sudi', report), text)
    assert.equal(sdkText('sudi', report), text)
  })

  it('R-16: is taken, and the signature kept beside it', () => {
    const one = signed(report)
    const value = one.signature?.value ?? ''
    assert.deepEqual(checkSignature(one, 'sudi', [key]), {
      signed: { keyId: key.keyId, at: report.at, value },
    })
  })

  it('made by the SDK is taken', async () => {
    const format = { name: 'Ed25519' }
    const der = privateKey.export({ format: 'der', type: 'pkcs8' })
    const own = await crypto.subtle.importKey('pkcs8', Buffer.from(der), format, false, ['sign'])
    const one = await signScan('sudi', report, { keyId: key.keyId, privateKey: own })
    assert.ok('signed' in checkSignature(one, 'sudi', [key]))
  })

  it('is refused when any word of it was changed', () => {
    const other = fc.record({
      trackingNo: fc.constantFrom('SD0000000001', 'SD0000000002'),
      kind: fc.constantFrom('left_at_station' as const, 'signed' as const),
      at: fc.constantFrom(report.at, '2026-03-10T09:00:01+08:00'),
      place: fc.constantFrom('菜鸟驿站', ''),
      consented: fc.boolean(),
    })
    fc.assert(
      fc.property(other, fc.constantFrom('sudi', 'other'), (changed, carrierId) => {
        const same = scanText(carrierId, changed) === scanText('sudi', report)
        const { signature } = signed(report)
        const answer = checkSignature(
          { ...changed, ...(signature ? { signature } : {}) },
          carrierId,
          [key],
        )
        return 'signed' in answer === same
      }),
      { numRuns: 60 },
    )
  })

  it('must be signed once there is a key, and by a key in force', () => {
    assert.deepEqual(checkSignature(report, 'sudi', []), { signed: null })
    assert.deepEqual(checkSignature(report, 'sudi', [key]), { refused: 'carrier.scan_unsigned' })
    assert.deepEqual(checkSignature(signed(report), 'sudi', []), {
      refused: 'carrier.key_unknown',
    })
    const stranger = generateKeyPairSync('ed25519').privateKey
    assert.deepEqual(checkSignature(signed(report, stranger), 'sudi', [key]), {
      refused: 'carrier.signature_wrong',
    })
  })

  it('has a key of 32 bytes', () => {
    assert.deepEqual(readPublicKey(raw.toString('base64')), raw)
    for (const text of ['', 'AAAA', Buffer.alloc(32).toString('base64'), '保'.repeat(10)])
      assert.equal(readPublicKey(text), null)
  })
})
