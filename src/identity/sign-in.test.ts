import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { hour, minute, second } from '../kernel/time.ts'
import { type House, openHouse } from './test-house.ts'

let house: House

before(async () => {
  house = await openHouse()
})
after(() => house.close())
beforeEach(() => house.rest())

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('signing in', () => {
  it('takes the code that the telephone received', async () => {
    const phone = house.newNumber()
    const user = house.browser()
    const asked = await user.post('/v1/auth/code', { phone })
    assert.deepEqual(asked.json, {
      phone: `139****${phone.slice(-4)}`,
      expiresAt: new Date(house.now() + 5 * minute).toISOString(),
      againAt: new Date(house.now() + minute).toISOString(),
    })
    const answer = await user.post('/v1/auth/sign-in', { phone, code: await house.codeOf(phone) })
    assert.equal(answer.status, 200)
    assert.match(String(answer.headers['set-cookie']), /HttpOnly; SameSite=Lax/)
    const me = await user.get('/v1/auth/me')
    assert.deepEqual(me.json, {
      actor: { kind: 'person', personId: answer.json.actor.personId, roles: [] },
      name: null,
      phone: `139****${phone.slice(-4)}`,
    })
  })

  it('finds the same person again, as the guest who bought with this number was', async () => {
    const first = await house.signedIn()
    house.pass(2 * minute)
    const second = await house.signedIn(first.phone)
    assert.equal(second.personId, first.personId)
    const sealed = await house.identity.requestCode(house.newNumber())
    assert.ok('phone' in sealed)
    const other = await house.identity.people.sealContact(house.identity.personIdOf(sealed.phone), {
      name: '韩梅梅',
      phone: sealed.phone,
      address: null,
    })
    house.pass(2 * minute)
    const later = await house.signedIn(sealed.phone)
    const contact = await house.identity.people.openContact(later.personId, other)
    assert.equal(contact?.name, '韩梅梅')
  })

  it('refuses a wrong code, and says how many tries are left', async () => {
    const phone = house.newNumber()
    await house.browser().post('/v1/auth/code', { phone })
    const code = await house.codeOf(phone)
    const answer = await house.browser().post('/v1/auth/sign-in', { phone, code: wrong(code) })
    assert.equal(answer.status, 403)
    assert.equal(answer.json.code, 'sign_in.code_wrong')
    assert.match(answer.json.text.zh, /还可以试 4 次/)
    assert.equal((await house.browser().post('/v1/auth/sign-in', { phone, code })).status, 200)
  })

  it('takes a code once', async () => {
    const { phone } = await house.signedIn()
    const again = await house
      .browser()
      .post('/v1/auth/sign-in', { phone, code: await house.codeOf(phone) })
    assert.equal(again.json.code, 'sign_in.code_expired')
  })

  it('takes a code once, also from two at the same moment', async () => {
    const phone = house.newNumber()
    await house.browser().post('/v1/auth/code', { phone })
    const code = await house.codeOf(phone)
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => house.browser().post('/v1/auth/sign-in', { phone, code })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403, 403])
  })

  it('refuses a code after five minutes', async () => {
    const phone = house.newNumber()
    await house.browser().post('/v1/auth/code', { phone })
    house.pass(5 * minute)
    const late = await house
      .browser()
      .post('/v1/auth/sign-in', { phone, code: await house.codeOf(phone) })
    assert.equal(late.json.code, 'sign_in.code_expired')
  })

  it('lets the old code die when a new one is sent', async () => {
    const phone = house.newNumber()
    await house.browser().post('/v1/auth/code', { phone })
    const old = await house.codeOf(phone)
    house.pass(minute)
    await house.browser().post('/v1/auth/code', { phone })
    const code = await house.codeOf(phone)
    assert.notEqual(code, old)
    const answer = await house.browser().post('/v1/auth/sign-in', { phone, code: old })
    assert.equal(answer.json.code, 'sign_in.code_wrong')
    assert.equal((await house.browser().post('/v1/auth/sign-in', { phone, code })).status, 200)
  })

  it('locks a code after five wrong guesses, even for the right one', async () => {
    const phone = house.newNumber()
    await house.browser().post('/v1/auth/code', { phone })
    const code = await house.codeOf(phone)
    const guess = (text: string) => house.browser().post('/v1/auth/sign-in', { phone, code: text })
    for (let tries = 1; tries < 5; tries++)
      assert.equal((await guess(wrong(code))).json.code, 'sign_in.code_wrong')
    assert.equal((await guess(wrong(code))).json.code, 'sign_in.too_many_tries')
    assert.equal((await guess(code)).json.code, 'sign_in.too_many_tries')
  })

  it('locks a number after fifteen wrong guesses within the hour', async () => {
    const phone = house.newNumber()
    for (let sent = 0; sent < 3; sent++) {
      assert.equal((await house.browser().post('/v1/auth/code', { phone })).status, 200)
      const code = wrong(await house.codeOf(phone))
      for (let tries = 0; tries < 5; tries++)
        await house.browser().post('/v1/auth/sign-in', { phone, code })
      house.pass(minute)
    }
    const answer = await house.browser().post('/v1/auth/code', { phone })
    assert.equal(answer.status, 429)
    assert.equal(answer.json.code, 'sign_in.too_many_codes')
    assert.equal(answer.headers['retry-after'], String((hour - 3 * minute) / second))
    house.pass(hour - 3 * minute)
    assert.equal((await house.browser().post('/v1/auth/code', { phone })).status, 200)
  })

  it('sends one code a minute and five an hour', async () => {
    const phone = house.newNumber()
    const ask = () => house.browser().post('/v1/auth/code', { phone })
    assert.equal((await ask()).status, 200)
    assert.equal((await ask()).json.code, 'sign_in.code_too_soon')
    for (let sent = 1; sent < 5; sent++) {
      house.pass(minute)
      assert.equal((await ask()).status, 200)
    }
    house.pass(minute)
    assert.equal((await ask()).json.code, 'sign_in.too_many_codes')
  })

  it('lets one of many askers through', async () => {
    const phone = house.newNumber()
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => house.browser().post('/v1/auth/code', { phone })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 429, 429, 429])
  })

  it('brakes a network that asks too often', async () => {
    const busy = await house.server({ sendsPerHour: 2, triesPerHour: 1 })
    const user = house.browser(busy)
    const ask = () => user.post('/v1/auth/code', { phone: house.newNumber() })
    const guess = () => user.post('/v1/auth/sign-in', { phone: house.newNumber(), code: '000000' })
    assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200])
    assert.equal((await ask()).json.code, 'sign_in.too_many_from_here')
    assert.equal((await guess()).json.code, 'sign_in.code_expired')
    assert.equal((await guess()).json.code, 'sign_in.too_many_from_here')
    house.pass(hour)
    assert.equal((await ask()).status, 200)
  })

  it('shows codes in a sandbox only', async () => {
    const real = await house.server({ sandboxSms: undefined })
    const answer = await house.browser(real).post('/v1/sandbox/code', { phone: house.newNumber() })
    assert.equal(answer.status, 404)
    const nobody = await house.browser().post('/v1/sandbox/code', {})
    assert.equal(nobody.status, 401, 'without a number it is one’s own')
    const user = await house.signedIn()
    house.pass(hour)
    await user.post('/v1/auth/proof')
    const own = (await user.post('/v1/sandbox/code', {})).json.code
    assert.match(own, /^[0-9]{6}$/)
    assert.equal(own, await house.codeOf(user.phone))
  })

  it('says so when no text message can be sent, and does not name the number', async () => {
    const phone = house.newNumber()
    const failing = house.identityWith({
      sendCode: (to) => Promise.reject(new Error(`cannot reach ${to}`)),
      sendWarning: async () => {},
    })
    assert.deepEqual(await failing.requestCode(phone), { refused: 'sign_in.sms_unavailable' })
  })

  it('refuses a number that is none', async () => {
    const answer = await house.browser().post('/v1/auth/code', { phone: '+1 650 555 0100' })
    assert.equal(answer.status, 400)
    assert.equal(answer.json.code, 'contact.phone_invalid')
  })

  it('refuses the page of another site', async () => {
    const { cookie } = await house.signedIn()
    const answer = await house.app.inject({
      method: 'POST',
      url: '/v1/auth/sign-out',
      headers: { cookie: cookie(), origin: 'https://evil.example' },
    })
    assert.equal(answer.statusCode, 403)
    assert.equal(answer.json().code, 'request.origin_foreign')
  })
})
