import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { freshDatabase } from '../../test/database.ts'
import { hour } from '../kernel/time.ts'
import { over, readPool } from '../platform/db/pool.ts'
import { openAuthPool } from './accounts.ts'
import type { IdentityRoutes } from './front-desk.routes.ts'
import { createIdentity, type Identity, type IdentitySecrets } from './identity.ts'
import type { PersonId } from './model.ts'
import { identityRoutes } from './routes.ts'
import { type SmsSender, sandboxSms } from './sms.ts'

export const origin = 'http://127.0.0.1:3000'

/** One server with its door open. */
export interface Server {
  readonly identity: Identity
  readonly app: FastifyInstance
}

/**
 * A house on a database of its own, for tests: servers, browsers, telephones, and a clock that
 * stands until it is moved.
 */
export async function openHouse() {
  const database = await freshDatabase()
  const pool = readPool(database.connectionString, 4)
  const authPool = openAuthPool(database.connectionString, 2)
  const sms = sandboxSms()
  const secrets = newSecrets()
  const opened: FastifyInstance[] = []
  let at = Date.now()
  let numbers = 0
  const now = () => at

  const identityWith = (sender: SmsSender = sms) =>
    createIdentity({ pool, authPool, baseUrl: origin, secrets, sms: sender, now, randomBytes })

  /** A second one on the same database is a second server: another memory, the same truth. */
  async function server(routes: Partial<IdentityRoutes> = {}): Promise<Server> {
    const identity = identityWith()
    const app = Fastify()
    opened.push(app)
    const limits = { sendsPerHour: 1_000, triesPerHour: 1_000 }
    const room = { identity, ownOrigins: [origin], now, sandboxSms: sms, ...limits, ...routes }
    await app.register((scope) => identityRoutes(scope, room))
    app.get('/guest', async (request, reply) => ({ actor: await identity.actorOf(request, reply) }))
    return { identity, app }
  }

  const first = await server()
  const newNumber = () => `139${String(++numbers).padStart(8, '0')}`
  const newBrowser = ({ app }: Server = first) => browser(app)

  async function codeOf(phone: string): Promise<string> {
    return (await newBrowser().post('/v1/sandbox/code', { phone })).json.code
  }

  async function signedIn(phone = newNumber()) {
    const user = newBrowser()
    assert.equal((await user.post('/v1/auth/code', { phone })).status, 200)
    const answer = await user.post('/v1/auth/sign-in', { phone, code: await codeOf(phone) })
    assert.equal(answer.status, 200)
    const personId: PersonId = answer.json.actor.personId
    return { ...user, personId, phone }
  }

  return {
    ...first,
    tx: over(pool),
    authPool,
    identityWith,
    server,
    browser: newBrowser,
    newNumber,
    codeOf,
    signedIn,
    now,
    pass: (ms: number) => {
      at += ms
    },
    /** Long enough for every limit to be over. */
    rest: () => {
      at += 2 * hour
    },
    async close() {
      for (const app of opened) await app.close()
      await pool.end()
      await authPool.end()
      await database.drop()
    },
  }
}

export function newSecrets(): IdentitySecrets {
  const secret = () => randomBytes(32)
  return { masterKey: secret(), phoneKey: secret(), cookieKey: secret(), authSecret: secret() }
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** A browser of its own: keeps cookies, says where its commands come from. */
function browser(app: FastifyInstance) {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  async function send(method: 'GET' | 'POST', url: string, body?: object) {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(jar.size > 0 ? { cookie: cookie() } : {}), origin },
      ...(body ? { payload: body } : {}),
    })
    for (const { name, value, maxAge } of answer.cookies)
      if (maxAge === 0) jar.delete(name)
      else jar.set(name, encodeURIComponent(value))
    return { status: answer.statusCode, json: answer.json(), headers: answer.headers }
  }
  return {
    jar,
    cookie,
    get: (url: string) => send('GET', url),
    post: (url: string, body: object = {}) => send('POST', url, body),
  }
}
