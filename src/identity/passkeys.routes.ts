import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { networkOf } from '../kernel/address.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { hour, iso } from '../kernel/time.ts'
import { maskPhone } from './contact.ts'
import {
  answers,
  type Desk,
  type IdentityRoutes,
  personSchema,
  setCookies,
} from './front-desk.routes.ts'
import { createLimiter } from './limiter.ts'
import type { Passkey } from './passkeys.store.ts'

const bytes = Type.String({ maxLength: 8_000, pattern: '^[A-Za-z0-9_-]*$' })
const asked = answers(Type.Object({ options: Type.Any(), token: Type.String() }))
const token = Type.String({ maxLength: 300 })
const shown = {
  id: Type.String({ maxLength: 1_400, pattern: '^[A-Za-z0-9_-]+$' }),
  rawId: bytes,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
  clientExtensionResults: Type.Record(Type.String({ maxLength: 40 }), Type.Any(), {
    maxProperties: 10,
  }),
}
const passkeySchema = Type.Object(
  {
    credentialId: Type.String(),
    label: Type.String(),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { $id: 'Passkey' },
)
const tags = ['auth']
/** What a device answers when it signs with a passkey that it has. */
export const signedBody = Type.Object({
  token,
  response: Type.Object({
    ...shown,
    response: Type.Object({
      clientDataJSON: bytes,
      authenticatorData: bytes,
      signature: bytes,
      userHandle: Type.Optional(bytes),
    }),
  }),
})
/** What a device answers when a passkey has been made. */
const madeBody = Type.Object({
  token,
  label: Type.String({ minLength: 1, maxLength: 60 }),
  response: Type.Object({
    ...shown,
    response: Type.Object({
      clientDataJSON: bytes,
      attestationObject: bytes,
      authenticatorData: Type.Optional(bytes),
      publicKey: Type.Optional(bytes),
      publicKeyAlgorithm: Type.Optional(Type.Integer({ minimum: -65_536, maximum: 65_536 })),
      transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 8 })),
    }),
  }),
})

/** 通行密钥: making one, signing in with one, taking one away. */
export function passkeyRoutes(app: FastifyInstance, room: IdentityRoutes, desk: Desk): void {
  ownPasskeys(app, room, desk)
  enterRoutes(app, room, desk)
}

function ownPasskeys(app: FastifyInstance, { identity }: IdentityRoutes, desk: Desk): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  const list = Type.Object({ passkeys: Type.Array(passkeySchema) })
  typed.get(
    '/v1/auth/passkeys',
    { schema: { tags, summary: '我的通行密钥', response: answers(list) } },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      reply.header('cache-control', 'no-store')
      return { passkeys: (await identity.passkeys.of(personId)).map(passkeyView) }
    },
  )
  typed.post(
    '/v1/auth/passkeys/options',
    { schema: { tags, summary: '准备新建通行密钥', response: asked } },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      const profile = await identity.people.openProfile(personId)
      const name = profile?.phone ? maskPhone(profile.phone) : 'baozheng'
      return identity.passkeys.askToMake(personId, name)
    },
  )
  typed.post(
    '/v1/auth/passkeys',
    {
      schema: {
        tags,
        summary: '新建通行密钥',
        body: madeBody,
        response: answers(passkeySchema),
      },
    },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      const made = await identity.passkeys.make(personId, request.body as never)
      if (isRefusal(made)) return desk.send(reply, made)
      await identity.tell(personId, 'passkey.made')
      return passkeyView(made)
    },
  )
  typed.post(
    '/v1/auth/passkeys/:credentialId/remove',
    {
      schema: {
        tags,
        summary: '删除通行密钥',
        params: Type.Object({ credentialId: shown.id }),
        response: answers(Type.Object({ removed: Type.Boolean() })),
      },
    },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      const removed = await identity.endPasskey(personId, request.params.credentialId)
      return removed ? { removed } : desk.send(reply, refuse('passkey.unknown'))
    },
  )
}

function enterRoutes(app: FastifyInstance, room: IdentityRoutes, desk: Desk): void {
  const { identity, now } = room
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()
  const max = room.triesPerHour ?? 240
  const mayTry = createLimiter({ windowMs: hour, keysMax: 50_000, now, max })
  typed.post(
    '/v1/auth/passkey-sign-in/options',
    { schema: { tags, summary: '准备用通行密钥登录', response: asked } },
    async () => identity.passkeys.askToEnter(),
  )
  typed.post(
    '/v1/auth/passkey-sign-in',
    {
      schema: {
        tags,
        summary: '用通行密钥登录',
        body: signedBody,
        response: answers(Type.Object({ actor: personSchema })),
      },
    },
    async (request, reply) => {
      if (!mayTry(networkOf(request.ip)))
        return desk.send(reply, refuse('sign_in.too_many_from_here'))
      const personId = await identity.passkeys.enter(request.body as never)
      if (isRefusal(personId)) return desk.send(reply, personId)
      const userAgent = request.headers['user-agent'] ?? ''
      setCookies(reply, await identity.accounts.enter(personId, userAgent))
      await identity.seeDevice(personId, request, reply)
      const roles = [...(await identity.rolesOf(personId))]
      return { actor: { kind: 'person' as const, personId, roles } }
    },
  )
}

function passkeyView({ credentialId, label, createdAt }: Passkey) {
  return { credentialId, label, createdAt: iso(createdAt) }
}
