// Its types let a schema carry tags and a summary.
import type {} from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { networkOf } from '../kernel/address.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { hour, iso } from '../kernel/time.ts'
import { accountRoutes } from './account.routes.ts'
import { maskPhone, parsePhone } from './contact.ts'
import {
  answers,
  type Desk,
  frontDesk,
  type IdentityRoutes,
  personSchema,
  type SendRefusal,
  sendProblem,
  setCookies,
} from './front-desk.routes.ts'
import { createLimiter } from './limiter.ts'
import { actorId } from './model.ts'
import { crossSiteRefusal } from './origin.ts'
import { passkeyRoutes } from './passkeys.routes.ts'
import type { SandboxSms } from './sms.ts'

type App = FastifyInstance

/** Signing in and out, sessions, keys: all of `/v1/auth` and `/v1/api-keys`. */
export async function identityRoutes(app: App, room: IdentityRoutes): Promise<void> {
  const desk = frontDesk(room)
  guardCommands(app, room.ownOrigins, { send: desk.send })
  signInRoutes(app, room, desk)
  sessionRoutes(app, room, desk)
  apiKeyRoutes(app, room, desk)
  passkeyRoutes(app, room, desk)
  accountRoutes(app, room, desk)
  if (room.sandboxSms) sandboxRoutes(app, { ...room, sms: room.sandboxSms }, desk)
}

/** Refuses, before anything is read, commands that another site has put into a browser's mouth. */
export function guardCommands(
  app: App,
  ownOrigins: readonly string[],
  { send = sendProblem, forms = false }: { send?: SendRefusal; forms?: boolean } = {},
): void {
  app.addHook('onRequest', async (request, reply) => {
    const refusal = crossSiteRefusal(request, ownOrigins, { forms })
    if (refusal) return send(reply, refusal)
  })
}

const moment = Type.String({ format: 'date-time' })
/** Whoever asks: a person, a carrier by its key, a guest with a cookie, or nobody. */
const actorSchema = Type.Union([
  personSchema,
  Type.Object({ kind: Type.Literal('carrier'), carrierId: Type.String() }),
  Type.Object({ kind: Type.Literal('guest'), personId: Type.String() }),
  Type.Null(),
])
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
      const signedIn = await identity.signIn({ ...request.body, userAgent: agentOf(request) })
      if (isRefusal(signedIn)) return desk.send(reply, signedIn)
      const { personId, roles, cookies } = signedIn
      setCookies(reply, cookies)
      await identity.seeDevice(personId, request, reply)
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

function agentOf({ headers }: FastifyRequest): string {
  return headers['user-agent'] ?? ''
}

const sessionList = Type.Object({
  sessions: Type.Array(
    Type.Object({
      sessionId: Type.String(),
      userAgent: Type.String(),
      createdAt: moment,
      expiresAt: moment,
      current: Type.Boolean(),
    }),
  ),
})

function sessionRoutes(app: App, { identity }: IdentityRoutes, desk: Desk): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  const current = async (request: FastifyRequest) => {
    const cookie = desk.sessionCookie(request)
    return cookie === null ? null : await identity.accounts.session(cookie, { prolong: false })
  }

  typed.get(
    '/v1/auth/sessions',
    { schema: { tags: ['auth'], summary: '我的登录', response: answers(sessionList) } },
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

/** A carrier's only. Whoever makes a key for a person acts in that person's name, unseen. */
const keyHolder = Type.Object(
  {
    kind: Type.Literal('carrier'),
    carrierId: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  },
  { additionalProperties: false },
)

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
function sandboxRoutes(
  app: App,
  { sms, identity }: Pick<IdentityRoutes, 'identity'> & { sms: SandboxSms },
  desk: Desk,
): void {
  app.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/sandbox/code',
    {
      schema: {
        tags: ['sandbox'],
        summary: '沙箱：某个号码收到的最后一个验证码；不写号码，就是登录者自己的',
        body: Type.Object({ phone: Type.Optional(phoneText) }),
        response: answers(Type.Object({ code: Type.Union([Type.String(), Type.Null()]) })),
      },
    },
    async (request, reply) => {
      const { phone: written } = request.body
      let phone = written === undefined ? null : parsePhone(written)
      if (written === undefined) {
        const personId = await desk.person(request, reply)
        if (personId === null) return reply
        phone = (await identity.people.openProfile(personId))?.phone ?? null
      }
      if (phone === null) return desk.send(reply, refuse('contact.phone_invalid'))
      return reply.header('cache-control', 'no-store').send({ code: sms.lastCode(phone) })
    },
  )
}
