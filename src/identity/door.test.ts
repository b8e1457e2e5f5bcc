import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { networkOf } from '../kernel/address.ts'
import { day } from '../kernel/time.ts'
import { parsePhone } from './contact.ts'
import { cookieNames, readCookie, setCookie } from './cookies.ts'
import { guestOf, newGuest } from './guest.ts'
import { isLinkSecret, isUuid, linkHash, linkSecret, personIdOf, randomId } from './ids.ts'
import { createLimiter } from './limiter.ts'
import { actorId, hasRole } from './model.ts'
import { crossSiteRefusal, type Incoming } from './origin.ts'

const key = randomBytes(32)
const phone = parsePhone('13800138000')
assert.ok(phone)

describe('an actor', () => {
  it('has one text for ever', () => {
    assert.equal(actorId({ kind: 'person', personId: 'p', roles: ['operator'] }), 'person:p')
    assert.equal(actorId({ kind: 'guest', personId: 'p' }), 'guest:p')
    assert.equal(actorId({ kind: 'carrier', carrierId: 'sf' }), 'carrier:sf')
  })
  it('has a role only as a person who was given it', () => {
    const operator = { kind: 'person', personId: 'p', roles: ['operator'] } as const
    assert.ok(hasRole(operator, 'mediator', 'operator'))
    assert.ok(!hasRole(operator, 'mediator'))
    assert.ok(!hasRole({ kind: 'carrier', carrierId: 'sf' }, 'carrier'))
    assert.ok(!hasRole(null, 'operator'))
  })
})

describe('a person id', () => {
  it('is the same for the same number, and needs the key', () => {
    assert.equal(personIdOf(key, phone), personIdOf(key, phone))
    assert.notEqual(personIdOf(key, phone), personIdOf(randomBytes(32), phone))
  })
  it('is version 8 for a number and version 4 for a guest, so they never meet', () => {
    assert.match(personIdOf(key, phone), /^.{14}8.{4}[89ab]/)
    assert.match(randomId(randomBytes), /^.{14}4.{4}[89ab]/)
    assert.ok(isUuid(personIdOf(key, phone)) && isUuid(randomId(randomBytes)))
  })
})

describe('a link secret', () => {
  it('is random, and kept as a hash', () => {
    const secret = linkSecret(randomBytes)
    assert.ok(isLinkSecret(secret))
    assert.notEqual(secret, linkSecret(randomBytes))
    assert.equal(linkHash(secret).length, 32)
    assert.deepEqual(linkHash(secret), linkHash(secret))
  })
  it('is nothing else', () => assert.ok(!isLinkSecret('../etc/passwd')))
})

describe('a guest', () => {
  const now = 20_000 * day
  const { personId, value } = newGuest(key, now, randomBytes)

  it('is known by the cookie we signed', () => assert.equal(guestOf(key, value, now), personId))
  it('is forgotten after a year', () => {
    assert.equal(guestOf(key, value, now + 365 * day), personId)
    assert.equal(guestOf(key, value, now + 366 * day), null)
  })
  it('cannot become somebody else', () => {
    const other = randomId(randomBytes)
    assert.equal(guestOf(key, value.replace(personId, other), now), null)
    assert.equal(guestOf(key, value.replace(personId, personIdOf(key, phone)), now), null)
  })
  it('cannot make itself younger', () => {
    const [id, , signature] = value.split('.')
    assert.equal(guestOf(key, `${id}.zzzz.${signature}`, now), null)
  })
  for (const bad of ['', 'x', `${value}x`, value.slice(0, -1), `${value}.${value}`])
    it(`is not ${bad.length} characters of anything`, () =>
      assert.equal(guestOf(key, bad, now), null))
})

describe('cookies', () => {
  it('are found by their whole name', () => {
    assert.equal(readCookie('a=1; bz.guest=2;  b=3', 'bz.guest'), '2')
    assert.equal(readCookie('xbz.guest=1; bz.guest=2', 'bz.guest'), '2')
    assert.equal(readCookie('bz.guest2=1', 'bz.guest'), null)
    assert.equal(readCookie('bz.guest=', 'bz.guest'), '')
    assert.equal(readCookie(undefined, 'bz.guest'), null)
    assert.equal(readCookie(';;; ', 'bz.guest'), null)
  })
  it('are bound to https where that is spoken', () => {
    assert.deepEqual(cookieNames(true), {
      session: '__Secure-bz.session_token',
      guest: '__Host-bz.guest',
      device: '__Host-bz.device',
    })
    const cookie = setCookie('a', 'b', { secure: true, maxAgeSeconds: 9 })
    assert.equal(cookie, 'a=b; Max-Age=9; Path=/; HttpOnly; SameSite=Lax; Secure')
  })
})

describe('a command from a browser', () => {
  const own = ['https://bz.example']
  const json = { 'content-type': 'application/json' }
  const cookie = 'bz.guest=1'
  const rows: [string, Incoming['headers'], string | null][] = [
    ['from our page', { ...json, cookie, origin: 'https://bz.example' }, null],
    [
      'from our page, said by the browser',
      { ...json, cookie, 'sec-fetch-site': 'same-origin' },
      null,
    ],
    [
      'from another page',
      { ...json, cookie, origin: 'https://evil.example' },
      'request.origin_foreign',
    ],
    ['from a page without origin', { ...json, cookie, origin: 'null' }, 'request.origin_foreign'],
    [
      'from a neighbouring site',
      { ...json, cookie, 'sec-fetch-site': 'same-site' },
      'request.origin_foreign',
    ],
    [
      'that says two things',
      { ...json, cookie, origin: 'https://bz.example', 'sec-fetch-site': 'cross-site' },
      'request.origin_foreign',
    ],
    ['with cookies from nowhere', { ...json, cookie }, 'request.origin_foreign'],
    [
      'of another site, without cookies',
      { ...json, origin: 'https://evil.example' },
      'request.origin_foreign',
    ],
    ['of a program, without cookies', json, null],
    ['of a program with a key', { ...json, authorization: 'Bearer bz_1' }, null],
    [
      'as a form',
      { cookie, origin: 'https://bz.example', 'content-type': 'text/plain' },
      'request.json_only',
    ],
    [
      'as JSON with a charset',
      { cookie, origin: 'https://bz.example', 'content-type': 'application/json; charset=utf-8' },
      null,
    ],
    ['without a body', { cookie, origin: 'https://bz.example' }, null],
  ]
  for (const [what, headers, refused] of rows)
    it(`${what}: ${refused ?? 'taken'}`, () =>
      assert.equal(crossSiteRefusal({ method: 'POST', headers }, own)?.refused ?? null, refused))

  it('is not asked when it only reads', () =>
    assert.equal(crossSiteRefusal({ method: 'GET', headers: { cookie } }, own), null))
})

describe('the brake', () => {
  it('counts within a window, each key by itself', () => {
    let now = 0
    const may = createLimiter({ max: 2, windowMs: 10, keysMax: 10, now: () => now })
    assert.deepEqual([may('a'), may('a'), may('a'), may('b')], [true, true, false, true])
    now = 10
    assert.ok(may('a'))
  })
  it('keeps no more keys than it may', () => {
    const may = createLimiter({ max: 1, windowMs: 10, keysMax: 2, now: () => 0 })
    for (const network of ['a', 'b', 'c']) may(network)
    assert.deepEqual([may('c'), may('a')], [false, true])
  })
  for (const [address, network] of [
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:1:a:b:c:d', '2001:db8:0:1'],
    ['2001:0DB8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ] as const)
    it(`counts ${address} as ${network}`, () => assert.equal(networkOf(address), network))
})
