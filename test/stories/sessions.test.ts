import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { contractRoutes } from '../authorisation/routes.ts'
import { openWorld, type World } from '../authorisation/world.ts'
import type { Market } from '../market.ts'

/** Sessions that somebody else wants: stolen, planted, guessed, or borrowed by another site. */
describe('a session', () => {
  let world: World
  let market: Market
  const phone = '13800000055'
  before(async () => {
    world = await openWorld()
    ;({ market } = world)
  })
  after(() => world.close())

  const me = async (cookie: string) => {
    const response = await fetch(`${market.url}/v1/auth/sessions`, { headers: { cookie } })
    await response.arrayBuffer()
    return response.status
  }
  /** Signs in with these headers; out: the lines that set cookies. */
  async function signIn(headers: Record<string, string> = {}): Promise<string[]> {
    await market.wait(15 * 60_000)
    const json = { 'content-type': 'application/json', origin: market.url, ...headers }
    const post = (path: string, body: object) =>
      fetch(`${market.url}${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) })
    await post('/v1/auth/code', { phone })
    const code = market.sms.lastCode(`+86${phone}` as never)
    const response = await post('/v1/auth/sign-in', { phone, code })
    assert.equal(response.status, 200)
    return response.headers.getSetCookie()
  }
  const pairOf = (lines: readonly string[]) =>
    lines.find((line) => line.startsWith('bz.session_token='))?.split(';', 1)[0] ?? ''

  it('comes in a cookie that no script reads and no other site sends, and nowhere else', async () => {
    const lines = await signIn()
    assert.ok(lines.length >= 2, 'the session, and the browser’s own number')
    for (const line of lines) {
      assert.match(line, /; HttpOnly/i)
      assert.match(line, /; SameSite=Lax/i)
      assert.match(line, /; Path=\//i)
    }
    assert.equal(await me(pairOf(lines)), 200)
  })

  it('cannot be planted: whoever signs in gets a new one, and the planted one opens nothing', async () => {
    const planted = 'bz.session_token=planted.by-somebody-else'
    const first = pairOf(await signIn({ cookie: planted }))
    assert.notEqual(first, planted)
    assert.equal(await me(planted), 401)
    const second = pairOf(await signIn({ cookie: first }))
    assert.notEqual(second, first, 'another sign-in, another session')
  })

  it('is nothing with one letter changed, cut short, or without its signature', async () => {
    const pair = pairOf(await signIn())
    const value = decodeURIComponent(pair.slice(pair.indexOf('=') + 1))
    const [token = ''] = value.split('.')
    const changed = `${value[0] === 'A' ? 'B' : 'A'}${value.slice(1)}`
    for (const bad of [changed, value.slice(0, -4), token, `${token}.`, value.toLowerCase()])
      assert.equal(await me(`bz.session_token=${encodeURIComponent(bad)}`), 401, bad.slice(0, 3))
  })

  it('is over when it was ended, however its cookie was kept', async () => {
    const pair = pairOf(await signIn())
    const other = pairOf(await signIn())
    const end = await fetch(`${market.url}/v1/auth/sign-out`, {
      method: 'POST',
      headers: { cookie: pair, origin: market.url },
    })
    assert.equal(end.status, 200)
    assert.equal(await me(pair), 401)
    assert.equal(await me(other), 200)
  })

  it('is not borrowed: no command is taken from another site, of any route', async () => {
    const { routes } = contractRoutes()
    /** No session speaks here: a question of law, and the provider, who signs. */
    const without = /^POST \/v1\/(?:law\/|providers\/|orders\/\{orderId\}\/check-payment)/
    const commands = routes.filter(({ name, method }) => method === 'POST' && !without.test(name))
    assert.ok(commands.length > 90)
    const cookie = pairOf(await signIn())
    const json = { 'content-type': 'application/json' }
    const foreign: readonly (readonly [string, Record<string, string>, string])[] = [
      ['another origin', { ...json, origin: 'https://evil.example' }, 'request.origin_foreign'],
      ['a sandboxed frame', { ...json, origin: 'null' }, 'request.origin_foreign'],
      ['a browser says so', { ...json, 'sec-fetch-site': 'cross-site' }, 'request.origin_foreign'],
      ['a neighbour', { ...json, 'sec-fetch-site': 'same-site' }, 'request.origin_foreign'],
      ['says nothing', json, 'request.origin_foreign'],
      ['a form', { 'content-type': 'text/plain', origin: market.url }, 'request.json_only'],
    ]
    const taken: string[] = []
    for (const { name, path } of commands)
      for (const [what, headers, code] of foreign) {
        const target = `${market.url}${path.replace(/\{[^}]+\}/g, '1')}`
        const sent = { method: 'POST', headers: { cookie, ...headers }, body: '{}' }
        const answer = await fetch(target, sent)
        const body = (await answer.json()) as { code?: string }
        if (body.code !== code) taken.push(`${name}, ${what}: ${answer.status} ${body.code}`)
      }
    assert.deepEqual(taken, [])
    assert.equal(await me(cookie), 200)
  })

  it('is not guessed: fifteen wrong codes an hour, whoever asks, and a number that is not known', async () => {
    const guess = async (to: string) => {
      const response = await fetch(`${market.url}/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: market.url },
        body: JSON.stringify({ phone: to, code: '000000' }),
      })
      const { code } = (await response.json()) as { code: string }
      return `${response.status} ${code}`
    }
    const known = await guess(phone)
    const unknown = await guess('13811112222')
    assert.equal(known, unknown, 'nobody learns who has an account')
    const victim = '13811113333'
    const told: string[] = []
    for (let round = 0; round < 4; round++) {
      await market.wait(61_000)
      const asker = await market.person('猜的人')
      await asker.ask('POST', '/v1/auth/code', { phone: victim })
      for (let tries = 0; tries < 5; tries++) told.push(await guess(victim))
    }
    const wrong = told.filter((one) => one === '403 sign_in.code_wrong')
    assert.ok(wrong.length <= 15, `${wrong.length} guesses were heard`)
    assert.match(told.at(-1) ?? '', /^(?:429|403) sign_in\.(?:too_many_tries|code_expired)$/)
  })
})
