import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { minute, second } from '../kernel/time.ts'
import { actorId } from './model.ts'
import { type House, openHouse } from './test-house.ts'

let house: House

before(async () => {
  house = await openHouse()
})
after(() => house.close())
beforeEach(() => house.rest())

describe('a session', () => {
  it('ends at once on the server where it is ended', async () => {
    const user = await house.signedIn()
    const stolen = { headers: { cookie: user.cookie() } }
    assert.ok(await house.identity.whoIs(stolen))
    await user.post('/v1/auth/sign-out')
    assert.equal(await house.identity.whoIs(stolen), null)
    assert.deepEqual([...user.jar.keys()], ['bz.device'], 'the browser is known again')
  })

  it('ends on other servers when their memory of it is over', async () => {
    const user = await house.signedIn()
    const elsewhere = await house.server()
    const stolen = { headers: { cookie: user.cookie() } }
    assert.ok(await elsewhere.identity.whoIs(stolen))
    await user.post('/v1/auth/sign-out')
    assert.ok(await elsewhere.identity.whoIs(stolen))
    house.pass(5 * second)
    assert.equal(await elsewhere.identity.whoIs(stolen), null)
  })

  it('can be ended from another telephone', async () => {
    const lost = await house.signedIn()
    house.pass(2 * minute)
    const mine = await house.signedIn(lost.phone)
    const { sessions } = (await mine.get('/v1/auth/sessions')).json
    assert.equal(sessions.length, 2)
    const other = sessions.find(({ current }: { current: boolean }) => !current)
    assert.deepEqual((await mine.post(`/v1/auth/sessions/${other.sessionId}/end`)).json, {
      ended: true,
    })
    assert.equal((await lost.get('/v1/auth/me')).json.actor, null)
    assert.equal((await mine.get('/v1/auth/me')).json.actor.kind, 'person')
  })

  it('can be the only one that stays', async () => {
    const lost = await house.signedIn()
    house.pass(2 * minute)
    const mine = await house.signedIn(lost.phone)
    await mine.post('/v1/auth/sessions/end-others')
    assert.equal((await lost.get('/v1/auth/me')).json.actor, null)
    assert.equal((await mine.get('/v1/auth/me')).json.actor.kind, 'person')
  })

  it('of somebody else is nobody’s business', async () => {
    const mine = await house.signedIn()
    const theirs = await house.signedIn()
    const { sessions } = (await theirs.get('/v1/auth/sessions')).json
    const answer = await mine.post(`/v1/auth/sessions/${sessions[0].sessionId}/end`)
    assert.equal(answer.json.code, 'session.unknown')
    assert.equal((await theirs.get('/v1/auth/me')).json.actor.kind, 'person')
  })

  it('does not follow from a changed cookie', async () => {
    const user = await house.signedIn()
    const cookie = user.cookie().replace(/=(.)/, (_, first) => `=${first === 'a' ? 'b' : 'a'}`)
    assert.equal(await house.identity.whoIs({ headers: { cookie } }), null)
  })

  it('is verified without asking the database, once it is known', async () => {
    const { cookie } = await house.signedIn()
    const request = { headers: { cookie: cookie() } }
    let asked = 0
    const count = () => {
      asked += 1
    }
    house.authPool.on('acquire', count)
    await house.identity.whoIs(request)
    const first = asked
    for (let round = 0; round < 100; round++) await house.identity.whoIs(request)
    house.authPool.off('acquire', count)
    assert.deepEqual([first > 0, asked - first], [true, 0])
  })

  it('that is over is swept away, a living one is not', async () => {
    const over = await house.signedIn()
    const living = await house.signedIn()
    await house.authPool.query(
      'update session set "expiresAt" = now() - interval \'1 day\' where "userId" = $1',
      [over.personId],
    )
    await house.identity.sweep()
    const { rows } = await house.authPool.query(
      'select "userId" from session where "userId" = any($1)',
      [[over.personId, living.personId]],
    )
    assert.deepEqual(rows, [{ userId: living.personId }])
  })
})

describe('a guest', () => {
  it('is made on first need, and known from then on', async () => {
    const user = house.browser()
    const { json, headers } = await user.get('/guest')
    assert.equal(json.actor.kind, 'guest')
    assert.match(String(headers['set-cookie']), /Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/)
    assert.deepEqual((await user.get('/guest')).json, json)
    assert.deepEqual((await user.get('/v1/auth/me')).json, json)
  })

  it('cannot be forged', async () => {
    const user = house.browser()
    await user.get('/guest')
    const { personId } = await house.signedIn()
    const real = user.jar.get('bz.guest') ?? ''
    for (const value of [
      real.replace(/^[^.]+/, personId),
      `${real}a`,
      real.replace(/\.[^.]+$/, '.'),
      'x',
    ])
      assert.equal(await house.identity.whoIs({ headers: { cookie: `bz.guest=${value}` } }), null)
  })

  it('is still known beside the session, so that its orders can be shown', async () => {
    const user = house.browser()
    const { json } = await user.get('/guest')
    const phone = house.newNumber()
    await user.post('/v1/auth/code', { phone })
    await user.post('/v1/auth/sign-in', { phone, code: await house.codeOf(phone) })
    const request = { headers: { cookie: user.cookie() } }
    assert.equal((await house.identity.whoIs(request))?.kind, 'person')
    assert.equal(house.identity.guestOf(request), json.actor.personId)
  })
})

describe('roles and keys', () => {
  it('are given and taken, and act at once', async () => {
    const user = await house.signedIn()
    const mine = async () => (await user.get('/v1/auth/me')).json.actor.roles
    await house.identity.grantRole(user.personId, 'mediator')
    await house.identity.grantRole(user.personId, 'mediator')
    assert.deepEqual(await mine(), ['mediator'])
    await house.identity.revokeRole(user.personId, 'mediator')
    assert.deepEqual(await mine(), [])
  })

  it('an operator makes a carrier’s key, which works until it is revoked', async () => {
    const operator = await house.signedIn()
    await house.identity.grantRole(operator.personId, 'operator')
    const made = await operator.post('/v1/api-keys', {
      holder: { kind: 'carrier', carrierId: 'sf' },
      label: '顺丰',
    })
    assert.equal(made.status, 201)
    assert.match(made.json.key, /^bz_[A-Za-z0-9_-]{43}$/)
    const request = { headers: { authorization: `Bearer ${made.json.key}` } }
    const actor = await house.identity.whoIs(request)
    assert.ok(actor)
    assert.equal(actorId(actor), 'carrier:sf')
    const list = (await operator.get('/v1/api-keys')).json.keys
    assert.ok(!JSON.stringify(list).includes(made.json.key))
    assert.equal(list[0].createdBy, `person:${operator.personId}`)
    await operator.post(`/v1/api-keys/${made.json.keyId}/revoke`)
    assert.equal(await house.identity.whoIs(request), null)
    const again = await operator.post(`/v1/api-keys/${made.json.keyId}/revoke`)
    assert.equal(again.json.code, 'api_key.unknown')
  })

  it('an operator makes no key in a person’s name', async () => {
    const operator = await house.signedIn()
    await house.identity.grantRole(operator.personId, 'operator')
    const { personId } = await house.signedIn()
    const holder = { kind: 'person', personId }
    assert.equal((await operator.post('/v1/api-keys', { holder, label: 'x' })).status, 400)
    assert.deepEqual(await house.identity.apiKeys.listOf(personId), [])
  })

  it('a person’s key acts for them, but never with their roles or on their sessions', async () => {
    const { personId } = await house.signedIn()
    await house.identity.grantRole(personId, 'operator')
    const { key } = await house.identity.apiKeys.create({
      holder: { kind: 'person', personId },
      label: 'own shop program',
      by: 'cli',
    })
    const headers = { authorization: `Bearer ${key}` }
    assert.deepEqual(await house.identity.whoIs({ headers }), {
      kind: 'person',
      personId,
      roles: [],
    })
    const keys = await house.app.inject({ url: '/v1/api-keys', headers })
    assert.equal(keys.statusCode, 403)
    const sessions = await house.app.inject({ url: '/v1/auth/sessions', headers })
    assert.equal(sessions.statusCode, 401)
  })

  it('a bad key is nobody, also with good cookies beside it', async () => {
    const { cookie } = await house.signedIn()
    for (const authorization of ['Bearer bz_x', `Bearer bz_${'a'.repeat(43)}`, 'Basic YTpi', ''])
      assert.equal(
        await house.identity.whoIs({ headers: { cookie: cookie(), authorization } }),
        null,
      )
  })

  it('the desk is closed to everybody else', async () => {
    assert.equal((await house.browser().get('/v1/api-keys')).json.code, 'actor.unknown')
    const buyer = await house.signedIn()
    assert.equal((await buyer.get('/v1/api-keys')).json.code, 'actor.not_allowed')
  })

  it('an account of the cast has its name and its roles', async () => {
    const phone = house.newNumber()
    const account = { phone, name: '王运营', roles: ['operator'] } as const
    const personId = await house.identity.ensureAccount(account)
    assert.equal(await house.identity.ensureAccount(account), personId)
    const user = await house.signedIn(phone)
    assert.equal(user.personId, personId)
    const me = (await user.get('/v1/auth/me')).json
    assert.deepEqual([me.name, me.actor.roles], ['王运营', ['operator']])
  })
})
