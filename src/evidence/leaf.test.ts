import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, fenJson } from '../kernel/canonical.ts'
import { disclosures, rooms, standsApart } from './disclosure.ts'
import { commitment, commitmentOf, leafBytes, leafHash } from './leaf.ts'

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex')
const payload = {
  domain: 'orders',
  target: 'ord_0123456789abcdefghjkmnpqrs',
  actor: 'person:1',
  command: 'c1',
  event: { type: 'order.paid', amountFen: 16_800n, at: 1_765_432_100_000, holdExpiresAt: 1 },
}

describe('the leaf', () => {
  it('is these bytes: the example of spec/leaf.md', () => {
    const leaf = leafBytes({
      kind: 'order.paid',
      stream: '0b1c2d3e4f5061728394a5b6c7d8e9f0',
      seq: 1,
      prev: '',
      at: 1_765_432_100_000,
      actor: 'person:1',
      payload,
      salt,
    })
    assert.equal(
      leaf.toString(),
      '{"actor":"2b70131e4358bfef1a6486cd2d0ab0f5","at":"2025-12-11T05:48:20.000Z",' +
        '"commitment":"0ea2b0e2cd0dc3ea2579f445d0e0f26d44054ad5cf983b343d1308a2598ec564","kind":"order.paid","prev":"","seq":1,' +
        '"stream":"0b1c2d3e4f5061728394a5b6c7d8e9f0","v":2}',
    )
    assert.equal(leaf.toString(), canonicalJson(JSON.parse(leaf.toString())))
    const hash = '112cfeb476539791378e491543e7d316e53e65a792752f9125b3c4ef7e134d5c'
    assert.equal(leafHash(leaf).toString('hex'), hash)
  })

  it('commits each part as RFC 9901 has it: base64url, then SHA-256, then base64url', () => {
    for (const { path, shown, digest } of disclosures(salt, payload)) {
      assert.equal(createHash('sha256').update(shown).digest('base64url'), digest)
      const [own, named, value] = JSON.parse(Buffer.from(shown, 'base64url').toString())
      assert.equal(Buffer.from(own, 'base64url').length, 16)
      assert.equal(named, path)
      if (path === 'event.amountFen') assert.equal(value, '16800')
    }
    assert.deepEqual(
      disclosures(salt, payload).map(({ path }) => path),
      ['actor', 'event.amountFen', ''],
    )
  })

  it('is the same whether money is a number of fen or its digits', () => {
    const stored = JSON.parse(fenJson(payload)) as object
    assert.equal(commitment(salt, stored), commitment(salt, payload))
  })

  it('lets an amount be shown and a name be kept', () => {
    const told = {
      ...payload,
      event: {
        type: 'order.opened',
        order: { totalFen: 5n, buyerId: 'b', payBy: 3 },
        text: '谢谢',
      },
    }
    const parts = disclosures(salt, told)
    assert.deepEqual(
      parts.map(({ path }) => path),
      ['actor', 'event.order.totalFen', 'event.order.buyerId', 'event.text', ''],
    )
    const rest = Buffer.from(parts.at(-1)?.shown ?? '', 'base64url').toString()
    assert(!rest.includes('buyerId') && !rest.includes('谢谢') && rest.includes('payBy'))
    assert.equal(commitmentOf(parts.map(({ digest }) => digest).reverse()), commitment(salt, told))
  })

  it('every part has a salt of its own, and any change changes the commitment', () => {
    const names = fc.constantFrom('amountFen', 'name', 'at', 'no', 'kind', 'quantity')
    const values = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    fc.assert(
      fc.property(fc.dictionary(names, values, { minKeys: 1 }), values, (event, value) => {
        const whole = { domain: 'd', event: { type: 't', ...event } }
        const parts = disclosures(salt, whole)
        assert.equal(new Set(parts.map(({ digest }) => digest)).size, parts.length)
        const [name = ''] = Object.keys(event)
        const changed = { domain: 'd', event: { ...whole.event, [name]: value } }
        assert.equal(
          commitment(salt, changed) === commitment(salt, whole),
          canonicalJson(changed) === canonicalJson(whole),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('holds nothing of what happened: no amount, no name, no id of a person', () => {
    const event = { type: 'order.paid', amountFen: 16_800n, buyerId: 'person-77', name: '王静怡' }
    const text = leafBytes({
      kind: 'order.paid',
      stream: 'ab'.repeat(16),
      seq: 2,
      prev: 'cd'.repeat(32),
      at: 0,
      actor: 'person:person-77',
      payload: { ...payload, event },
      salt,
    }).toString()
    for (const secret of ['16800', 'person-77', '王静怡', 'ord_']) assert(!text.includes(secret))
    assert(Buffer.byteLength(text) < 600)
  })

  it('personal and guessable members stand apart, by their names', () => {
    for (const name of ['amountFen', 'buyerId', 'trackingNo', 'text', 'kind', 'quantity'])
      assert(standsApart(name), name)
    for (const name of ['at', 'type', 'no', 'parcelId', 'holdExpiresAt']) assert(!standsApart(name))
  })

  it('a name stands in one way in all rooms: what was written once is read by it for ever', () => {
    for (const [name, standing] of rooms.flatMap((members) => Object.entries(members)))
      assert.equal(standsApart(name), standing !== 'together', `${name} is ${standing} elsewhere`)
  })

  it('what has ever stood apart still does', () => {
    const ever =
      'buyerId sellerId ownerId personId openedBy contactId payeeRef linkHash collectCode name ' +
      'phone address place trackingNo carrierId text title content note statement answer reason ' +
      'photos quantity stock kind by issue code how lost consented outcome status result decision ' +
      'remedy ending scan items transfers standing feePerMille grade amount rating'
    for (const name of ever.split(' ')) assert(standsApart(name), name)
    // Who lets another name stand apart adds it here; one that once stood with the rest stays so.
    const now = rooms.flatMap((members) => Object.keys(members).filter(standsApart))
    assert.deepEqual(
      now.filter((name) => !ever.split(' ').includes(name)),
      [],
    )
  })
})
