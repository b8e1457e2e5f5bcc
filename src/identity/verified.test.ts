import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Actor } from './model.ts'
import { createVerified, type Proof } from './verified.ts'

const actor: Actor = { kind: 'person', personId: 'p', roles: [] }
const proof: Proof = { actor, owner: 'p' }

function given(more: { entriesMax?: number } = {}) {
  let now = 1_000
  let looks = 0
  const verified = createVerified({
    now: () => now,
    ttlMs: 5_000,
    entriesMax: more.entriesMax ?? 9,
  })
  return {
    verified,
    looks: () => looks,
    pass: (ms: number) => {
      now += ms
    },
    check: (key = 'token', found: Proof | null = proof) =>
      verified.check(key, async () => {
        looks += 1
        return found
      }),
  }
}

describe('a verified token', () => {
  it('is looked up once', async () => {
    const { check, looks } = given()
    assert.deepEqual([await check(), await check()], [actor, actor])
    assert.equal(looks(), 1)
  })
  it('is looked up once by many at the same time', async () => {
    const { check, looks } = given()
    await Promise.all([check(), check(), check()])
    assert.equal(looks(), 1)
  })
  it('is looked up again after its time', async () => {
    const { check, looks, pass } = given()
    await check()
    pass(4_999)
    await check()
    assert.equal(looks(), 1)
    pass(1)
    await check()
    assert.equal(looks(), 2)
  })
  it('is not believed when the clock was set back', async () => {
    const { check, looks, pass } = given()
    await check()
    pass(-1)
    await check()
    assert.equal(looks(), 2)
  })
  it('is forgotten at once when revoked', async () => {
    const { check, verified } = given()
    await check()
    verified.forget('p')
    assert.equal(await check('token', null), null)
  })
  it('outlives the revocation of others', async () => {
    const { check, verified, looks } = given()
    await check()
    verified.forget('q')
    await check()
    assert.equal(looks(), 1)
  })
  it('is not kept when it was revoked while being looked up', async () => {
    const { verified, check } = given()
    const { promise, resolve } = Promise.withResolvers<Proof | null>()
    const before = verified.check('token', () => promise)
    verified.forget('p')
    const after = check('token', null)
    resolve(proof)
    assert.deepEqual(await before, actor)
    assert.equal(await after, null)
    assert.equal(await check('token', null), null)
  })
  it('is not remembered when it was never good', async () => {
    const { check, looks } = given()
    assert.equal(await check('token', null), null)
    assert.deepEqual(await check(), actor)
    assert.equal(looks(), 2)
  })
  it('is asked about again after a failed look', async () => {
    const { verified, check } = given()
    const failing = () => Promise.reject(new Error('down'))
    await assert.rejects(verified.check('token', failing), /down/)
    assert.deepEqual(await check(), actor)
  })
  it('makes room for newer ones, the least used first', async () => {
    const { check, looks } = given({ entriesMax: 2 })
    await check('a')
    await check('b')
    await check('a')
    await check('c')
    assert.equal(looks(), 3)
    await check('a')
    assert.equal(looks(), 3)
    await check('b')
    assert.equal(looks(), 4)
  })
})
