import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Identity } from './identity.ts'

const moment = Type.String({ format: 'date-time' })
const ownKey = Type.Object({
  keyId: Type.String(),
  label: Type.String(),
  createdAt: moment,
  revokedAt: Type.Union([moment, Type.Null()]),
})
/** Nobody needs more programs at once than this. */
const keysMax = 20

/** 我的接口密钥: for a person's own programs, which may do what the person may, but nothing of a part. */
export async function ownKeyRoutes(
  fastify: FastifyInstance,
  { door, identity }: { door: Door; identity: Identity },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['api-keys']
  const { apiKeys } = identity

  app.get(
    '/v1/me/api-keys',
    {
      schema: {
        tags,
        summary: 'The keys of my own programs',
        response: readAnswer(Type.Object({ keys: Type.Array(ownKey) })),
      },
    },
    async (request, reply) => {
      const actor = await owner(door, request, reply)
      if (!actor) return reply
      const found = await apiKeys.listOf(actor.personId)
      const keys = found.map(({ keyId, label, createdAt, revokedAt }) => {
        const ended = revokedAt === null ? null : iso(revokedAt)
        return { keyId, label, createdAt: iso(createdAt), revokedAt: ended }
      })
      return reply.header('cache-control', 'no-store').send({ keys })
    },
  )
  changeRoutes(fastify, { door, identity })
}

/** A key comes, and a key ends. */
function changeRoutes(
  fastify: FastifyInstance,
  { door, identity }: { door: Door; identity: Identity },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['api-keys']
  const { apiKeys } = identity

  app.post(
    '/v1/me/api-keys',
    {
      schema: {
        tags,
        summary: 'A key for a program of mine; its text is shown this once',
        body: Type.Object(
          { label: Type.String({ minLength: 1, maxLength: 80 }) },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({ keyId: Type.String(), key: Type.String() }),
          '4xx': problemSchema,
          '5xx': problemSchema,
        },
      },
    },
    async (request, reply) => {
      const actor = await owner(door, request, reply)
      if (!actor) return reply
      const { personId } = actor
      const open = (await apiKeys.listOf(personId)).filter(({ revokedAt }) => revokedAt === null)
      if (open.length >= keysMax) return sendProblem(reply, refuse('api_key.too_many'))
      const holder = { kind: 'person', personId } as const
      const made = await apiKeys.create({ holder, label: request.body.label, by: personId })
      await identity.tell(personId, 'key.made')
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...made })
    },
  )

  app.post(
    '/v1/me/api-keys/:keyId/revoke',
    {
      schema: {
        tags,
        summary: 'End a key of mine; within seconds it opens nothing on any server',
        params: Type.Object({ keyId: Type.String({ format: 'uuid' }) }),
        response: readAnswer(Type.Object({ revoked: Type.Boolean() })),
      },
    },
    async (request, reply) => {
      const actor = await owner(door, request, reply)
      if (!actor) return reply
      const { keyId } = request.params
      const mine = (await apiKeys.listOf(actor.personId)).some((one) => one.keyId === keyId)
      const revoked = mine && (await apiKeys.revoke(keyId))
      return revoked ? reply.send({ revoked }) : sendProblem(reply, refuse('api_key.unknown'))
    },
  )
}

/** The person at the page: a program can neither make keys nor end them. */
async function owner(door: Door, request: FastifyRequest, reply: FastifyReply) {
  if (request.headers.authorization === undefined) return door.person(request, reply)
  sendProblem(reply, refuse('actor.not_allowed'))
  return null
}
