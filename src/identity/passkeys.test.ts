import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { minute } from '../kernel/time.ts'
import { endPasskeysOf, savePasskey } from './passkeys.store.ts'
import { type House, openHouse } from './test-house.ts'

/** What a device would answer, but signed by nobody. */
const made = (id = 'AAAA') => ({
  id,
  rawId: id,
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
})
const shown = (id = 'AAAA') => ({
  ...made(id),
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
})

describe('passkeys over HTTP', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  it('are asked for by who is signed in, and by nobody else', async () => {
    const answer = await house.browser().post('/v1/auth/passkeys/options')
    assert.deepEqual([answer.status, answer.json.code], [401, 'actor.unknown'])
    const { options } = (await (await house.signedIn()).post('/v1/auth/passkeys/options')).json
    assert.deepEqual(
      [options.rp.id, options.authenticatorSelection.userVerification],
      ['127.0.0.1', 'required'],
    )
  })
  it('are not made by an answer that proves nothing, nor is its question asked twice', async () => {
    const person = await house.signedIn()
    const { token } = (await person.post('/v1/auth/passkeys/options')).json
    const body = { token, label: '手机', response: made() }
    assert.equal((await person.post('/v1/auth/passkeys', body)).json.code, 'passkey.not_good')
    assert.equal((await person.post('/v1/auth/passkeys', body)).json.code, 'passkey.expired')
  })
  it('are made in time, and by the person who was asked', async () => {
    const [one, other] = [await house.signedIn(), await house.signedIn()]
    const { token } = (await one.post('/v1/auth/passkeys/options')).json
    const body = { token, label: '手机', response: made() }
    assert.equal((await other.post('/v1/auth/passkeys', body)).json.code, 'passkey.expired')
    house.pass(6 * minute)
    assert.equal((await one.post('/v1/auth/passkeys', body)).json.code, 'passkey.expired')
  })
  it('open no session by themselves: an unknown one is not good', async () => {
    const anybody = house.browser()
    const { token } = (await anybody.post('/v1/auth/passkey-sign-in/options')).json
    const answer = await anybody.post('/v1/auth/passkey-sign-in', { token, response: shown() })
    assert.deepEqual([answer.status, answer.json.code], [403, 'passkey.not_good'])
    const forged = `${token.split('.').slice(0, 2).join('.')}.${'A'.repeat(43)}`
    const again = { token: forged, response: shown() }
    assert.equal(
      (await anybody.post('/v1/auth/passkey-sign-in', again)).json.code,
      'passkey.expired',
    )
  })
  it('are at most ten, and each can be taken away by its owner only', async () => {
    const [one, other] = [await house.signedIn(), await house.signedIn()]
    const tx = house.tx
    for (let n = 0; n < 10; n++)
      await savePasskey(tx, {
        personId: one.personId,
        credentialId: `one-${n}`,
        publicKey: Buffer.alloc(8),
        counter: 0,
        label: '手机',
        createdAt: house.now() + n,
      })
    const { passkeys } = (await one.get('/v1/auth/passkeys')).json
    assert.equal(passkeys.length, 10)
    const { token } = (await one.post('/v1/auth/passkeys/options')).json
    const body = { token, label: '手机', response: made() }
    assert.equal((await one.post('/v1/auth/passkeys', body)).json.code, 'passkey.too_many')
    const path = '/v1/auth/passkeys/one-0/remove'
    assert.equal((await other.post(path)).json.code, 'passkey.unknown')
    assert.equal((await one.post(path)).json.removed, true)
    await endPasskeysOf(tx, one.personId)
    assert.deepEqual((await one.get('/v1/auth/passkeys')).json.passkeys, [])
  })
})
