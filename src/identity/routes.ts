// Its types let a schema carry tags and a summary.
import type {} from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { isRefusal, type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import { hour, type Instant, iso } from '../kernel/time.ts'
import { problemSchema } from '../platform/http/door.ts'
import { maskPhone, parsePhone } from './contact.ts'
import { readCookie } from './cookies.ts'
import type { Identity } from './identity.ts'
import { createLimiter, networkOf } from './limiter.ts'
import { type Actor, actorId, hasRole, type PersonId, type Refusal, type Role } from './model.ts'
import { crossSiteRefusal } from './origin.ts'
import type { SandboxSms } from './sms.ts'
import { refusalStatus, refusalWords, roleWords } from './words.ts'

/** How a refusal leaves the house; the house has one way, given in by whoever mounts us. */
export type SendRefusal = (reply: FastifyReply, refusal: KernelRefusal<Refusal>) => FastifyReply

export interface IdentityRoutes {
  readonly identity: Identity
  /** Origins of our own pages, such as `https://example.cn`. */
  readonly ownOrigins: readonly string[]
  readonly now: () => Instant
  /** Only in a sandbox: then the last code of a number can be read. */
  readonly sandboxSms?: SandboxSms
  readonly sendRefusal?: SendRefusal
  /** Per network and hour: how many codes may be asked for, how many guessed? */
  readonly sendsPerHour?: number
  readonly triesPerHour?: number
}

type App = FastifyInstance

/** Signing in and out, sessions, keys: all of `/v1/auth` and `/v1/api-keys`. */
export async function identityRoutes(app: App, room: IdentityRoutes): Promise<void> {
  const desk = frontDesk(room)
  guardCommands(app, room.ownOrigins, desk.send)
  signInRoutes(app, room, desk)
  sessionRoutes(app, room, desk)
  apiKeyRoutes(app, room, desk)
  if (room.sandboxSms) sandboxRoutes(app, room.sandboxSms, desk)
}

/** Refuses, before anything is read, commands that another site has put into a browser's mouth. */
export function guardCommands(
  app: App,
  ownOrigins: readonly string[],
  send: SendRefusal = sendProblem,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const refusal = crossSiteRefusal(request, ownOrigins)
    if (refusal) return send(reply, refusal)
  })
}

/** RFC 9457: what was refused, in words people read and in a code programs read. */
export const sendProblem: SendRefusal = (reply, { refused, params }) => {
  const { zh, en } = refusalWords[refused]
  const seconds = params?.seconds
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  return reply
    .code(refusalStatus[refused])
    .type('application/problem+json')
    .send({
      type: `urn:baozheng:refusal:${refused}`,
      status: refusalStatus[refused],
      code: refused,
      title: fill(zh, params),
      text: { zh: fill(zh, params), en: fill(en, params) },
    })
}

function fill(words: string, params: KernelRefusal['params'] = {}): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

interface Desk {
  readonly send: SendRefusal
  /** The session's person, or the answer that there is none has been sent. */
  person(request: FastifyRequest, reply: FastifyReply): Promise<PersonId | null>
  operator(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null>
  sessionCookie(request: FastifyRequest): string | null
}

function frontDesk({ identity, sendRefusal: send = sendProblem }: IdentityRoutes): Desk {
  const sessionCookie = ({ headers }: FastifyRequest) =>
    headers.authorization === undefined
      ? readCookie(headers.cookie, identity.cookieNames.session)
      : null
  return {
    send,
    sessionCookie,
    async person(request, reply) {
      // A person's own program may act for them, but not manage their sessions.
      const actor = sessionCookie(request) === null ? null : await identity.whoIs(request)
      if (actor?.kind === 'person') return actor.personId
      send(reply, refuse('actor.unknown'))
      return null
    },
    async operator(request, reply) {
      const actor = await identity.whoIs(request)
      if (hasRole(actor, 'operator')) return actor
      send(reply, refuse(actor?.kind === 'person' ? 'actor.not_allowed' : 'actor.unknown'))
      return null
    },
  }
}

const moment = Type.String({ format: 'date-time' })
const role = Type.Unsafe<Role>(Type.String({ enum: Object.keys(roleWords) }))
const personSchema = Type.Object(
  {
    kind: Type.Literal('person'),
    personId: Type.String(),
    roles: Type.Unsafe<readonly Role[]>(Type.Array(role)),
  },
  { description: 'somebody who has signed in' },
)
/** Whoever asks: a person, a carrier by its key, a guest with a cookie, or nobody. */
const actorSchema = Type.Union([
  personSchema,
  Type.Object({ kind: Type.Literal('carrier'), carrierId: Type.String() }),
  Type.Object({ kind: Type.Literal('guest'), personId: Type.String() }),
  Type.Null(),
])
/** What is answered when it goes well; all else is a problem document. */
const answers = <Schema>(schema: Schema) => ({
  200: schema,
  '4xx': problemSchema,
  '5xx': problemSchema,
})

const phoneText = Type.String({ minLength: 11, maxLength: 24 })

function signInRoutes(app: App, room: IdentityRoutes, desk: Desk): void {
  const { identity, now } = room
  const brake = { windowMs: hour, keysMax: 50_000, now }
  const maySend = createLimiter({ ...brake, max: room.sendsPerHour ?? 60 })
  const mayTry = createLimiter({ ...brake, max: room.triesPerHour ?? 240 })
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()

  typed.post(
    '/v1/auth/code',
    {
      schema: {
        tags: ['auth'],
        summary: '发送验证码',
        body: Type.Object({ phone: phoneText }),
        response: answers(
          Type.Object({ phone: Type.String(), expiresAt: moment, againAt: moment }),
        ),
      },
    },
    async (request, reply) => {
      if (!maySend(networkOf(request.ip)))
        return desk.send(reply, refuse('sign_in.too_many_from_here'))
      const sent = await identity.requestCode(request.body.phone)
      if (isRefusal(sent)) return desk.send(reply, sent)
      const { phone, expiresAt, againAt } = sent
      return { phone: maskPhone(phone), expiresAt: iso(expiresAt), againAt: iso(againAt) }
    },
  )

  typed.post(
    '/v1/auth/sign-in',
    {
      schema: {
        tags: ['auth'],
        summary: '用验证码登录',
        body: Type.Object({ phone: phoneText, code: Type.String({ pattern: '^[0-9]{6}$' }) }),
        response: answers(Type.Object({ actor: personSchema })),
      },
    },
    async (request, reply) => {
      if (!mayTry(networkOf(request.ip)))
        return desk.send(reply, refuse('sign_in.too_many_from_here'))
      const userAgent = request.headers['user-agent'] ?? ''
      const signedIn = await identity.signIn({ ...request.body, userAgent })
      if (isRefusal(signedIn)) return desk.send(reply, signedIn)
      const { personId, roles, cookies } = signedIn
      setCookies(reply, cookies)
      return { actor: { kind: 'person' as const, personId, roles: [...roles] } }
    },
  )

  typed.post(
    '/v1/auth/sign-out',
    {
      schema: {
        tags: ['auth'],
        summary: '退出登录',
        response: answers(Type.Object({ actor: Type.Null() })),
      },
    },
    async (request, reply) => {
      const cookie = desk.sessionCookie(request)
      if (cookie !== null) setCookies(reply, await identity.accounts.signOut(cookie))
      return { actor: null }
    },
  )

  typed.get(
    '/v1/auth/me',
    {
      schema: {
        tags: ['auth'],
        summary: '我是谁',
        response: answers(
          Type.Object({
            actor: actorSchema,
            name: Type.Optional(Type.Union([Type.String(), Type.Null()])),
            phone: Type.Optional(Type.Union([Type.String(), Type.Null()])),
          }),
        ),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const actor = await identity.whoIs(request)
      if (actor?.kind !== 'person') return { actor }
      const cookie = desk.sessionCookie(request)
      if (cookie !== null)
        setCookies(
          reply,
          (await identity.accounts.session(cookie, { prolong: true }))?.cookies ?? [],
        )
      const profile = await identity.people.openProfile(actor.personId)
      const phone = profile?.phone ? maskPhone(profile.phone) : null
      return { actor, name: profile?.name ?? null, phone }
    },
  )
}

function sessionRoutes(app: App, { identity }: IdentityRoutes, desk: Desk): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  const current = async (request: FastifyRequest) => {
    const cookie = desk.sessionCookie(request)
    return cookie === null ? null : await identity.accounts.session(cookie, { prolong: false })
  }

  typed.get(
    '/v1/auth/sessions',
    { schema: { tags: ['auth'], summary: '我的登录' } },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      reply.header('cache-control', 'no-store')
      const mine = await current(request)
      const sessions = await identity.accounts.sessionsOf(personId)
      return {
        sessions: sessions.map(({ sessionId, userAgent, createdAt, expiresAt }) => ({
          sessionId,
          userAgent,
          createdAt: iso(createdAt),
          expiresAt: iso(expiresAt),
          current: sessionId === mine?.sessionId,
        })),
      }
    },
  )

  typed.post(
    '/v1/auth/sessions/:sessionId/end',
    {
      schema: {
        tags: ['auth'],
        summary: '结束一个登录',
        params: Type.Object({ sessionId: Type.String({ maxLength: 64 }) }),
      },
    },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      const ended = await identity.accounts.endSession(personId, request.params.sessionId)
      return ended ? { ended: true } : desk.send(reply, refuse('session.unknown'))
    },
  )

  typed.post(
    '/v1/auth/sessions/end-others',
    { schema: { tags: ['auth'], summary: '结束其他所有登录' } },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      await identity.accounts.endSessions(personId, (await current(request))?.sessionId)
      return { ended: true }
    },
  )
}

const keyHolder = Type.Union([
  Type.Object({
    kind: Type.Literal('carrier'),
    carrierId: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  }),
  Type.Object({ kind: Type.Literal('person'), personId: Type.String({ format: 'uuid' }) }),
])

function apiKeyRoutes(app: App, { identity }: IdentityRoutes, desk: Desk): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  const { apiKeys } = identity

  typed.post(
    '/v1/api-keys',
    {
      schema: {
        tags: ['api-keys'],
        summary: '新建接口密钥（只显示一次）',
        body: Type.Object({
          holder: keyHolder,
          label: Type.String({ minLength: 1, maxLength: 80 }),
        }),
      },
    },
    async (request, reply) => {
      const operator = await desk.operator(request, reply)
      if (!operator) return reply
      const made = await apiKeys.create({ ...request.body, by: actorId(operator) })
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  typed.get(
    '/v1/api-keys',
    { schema: { tags: ['api-keys'], summary: '接口密钥列表' } },
    async (request, reply) => {
      if (!(await desk.operator(request, reply))) return reply
      const keys = await apiKeys.list()
      return {
        keys: keys.map(({ createdAt, revokedAt, ...key }) => ({
          ...key,
          createdAt: iso(createdAt),
          revokedAt: revokedAt === null ? null : iso(revokedAt),
        })),
      }
    },
  )

  typed.post(
    '/v1/api-keys/:keyId/revoke',
    {
      schema: {
        tags: ['api-keys'],
        summary: '停用接口密钥',
        params: Type.Object({ keyId: Type.String({ format: 'uuid' }) }),
      },
    },
    async (request, reply) => {
      if (!(await desk.operator(request, reply))) return reply
      const revoked = await apiKeys.revoke(request.params.keyId)
      return revoked ? { revoked: true } : desk.send(reply, refuse('api_key.unknown'))
    },
  )
}

/** The telephone of the sandbox. A number in a query would end up in logs, so this is a POST. */
function sandboxRoutes(app: App, sms: SandboxSms, desk: Desk): void {
  app.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/sandbox/code',
    {
      schema: {
        tags: ['sandbox'],
        summary: '沙箱：某个号码收到的最后一个验证码',
        body: Type.Object({ phone: phoneText }),
        response: answers(Type.Object({ code: Type.Union([Type.String(), Type.Null()]) })),
      },
    },
    async (request, reply) => {
      const phone = parsePhone(request.body.phone)
      if (phone === null) return desk.send(reply, refuse('contact.phone_invalid'))
      return reply.header('cache-control', 'no-store').send({ code: sms.lastCode(phone) })
    },
  )
}

/** One header each: a cookie may hold commas, so they cannot share one. */
function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
