import { createHash } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { commandHeaders, type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { endKey, type KeyOwner, keysMax, keysOf, saveKey } from './carriers.store.ts'
import { reporterOf } from './reporting.ts'
import { readPublicKey } from './signing.ts'

const moment = Type.String({ format: 'date-time' })
const key = Type.Object({
  keyId: Type.String(),
  label: Type.String(),
  publicKey: Type.String(),
  createdAt: moment,
  revokedAt: Type.Union([moment, Type.Null()]),
})

/** 签名密钥: the public keys by which a carrier's program, or a courier's phone, signs scans. */
export async function carrierKeyRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['carriers']

  app.get(
    '/v1/carrier/me',
    {
      schema: {
        tags,
        summary: 'Carrier: for whom do I report, and which keys sign for me?',
        response: readAnswer(Type.Object({ carrierId: Type.String(), keys: Type.Array(key) })),
      },
    },
    async (request, reply) => {
      const owner = await reporter(door, request, reply)
      if (!owner) return reply
      const keys = await keysOf(door.reads, owner)
      return reply.send({
        carrierId: owner.carrierId,
        keys: keys.map(({ keyId, label, publicKey, createdAt, revokedAt }) => ({
          keyId,
          label,
          publicKey: publicKey.toString('base64'),
          createdAt: iso(createdAt),
          revokedAt: revokedAt === null ? null : iso(revokedAt),
        })),
      })
    },
  )
  changeRoutes(fastify, door)
}

/** A key comes, and a key ends. */
function changeRoutes(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['carriers']

  app.post(
    '/v1/carrier/keys',
    {
      schema: {
        tags,
        summary: 'Carrier: register an Ed25519 public key; from then on scans must be signed',
        headers: commandHeaders,
        body: Type.Object(
          {
            publicKey: Type.String({ maxLength: 64, description: '32 bytes, base64' }),
            label: Type.String({ minLength: 1, maxLength: 80 }),
          },
          { additionalProperties: false },
        ),
        response: {
          201: Type.Object({ keyId: Type.String() }),
          '4xx': problemSchema,
          '5xx': problemSchema,
        },
      },
    },
    async (request, reply) => {
      const owner = await reporter(door, request, reply)
      if (!owner || !door.hasKey(request, reply)) return reply
      const publicKey = readPublicKey(request.body.publicKey)
      if (!publicKey) return sendProblem(reply, refuse('carrier.key_unusable'))
      const keyId = keyIdOf(owner, publicKey)
      const keys = await keysOf(door.reads, owner)
      const known = keys.find((one) => one.keyId === keyId)
      // A key that was ended may be in other hands: it never comes back.
      if (known && known.revokedAt !== null)
        return sendProblem(reply, refuse('carrier.key_unknown'))
      if (!known && keys.filter((one) => one.revokedAt === null).length >= keysMax)
        return sendProblem(reply, refuse('carrier.too_many_keys'))
      const { label } = request.body
      const createdAt = door.clock.now()
      await saveKey(door.reads, owner, { keyId, publicKey, label, createdAt, revokedAt: null })
      return reply.code(201).send({ keyId })
    },
  )

  app.post(
    '/v1/carrier/keys/:keyId/revoke',
    {
      schema: {
        tags,
        summary: 'Carrier: end a signing key; what it signed stays signed',
        params: Type.Object({ keyId: Type.String({ format: 'uuid' }) }),
        headers: commandHeaders,
        response: readAnswer(Type.Object({ revoked: Type.Boolean() })),
      },
    },
    async (request, reply) => {
      const owner = await reporter(door, request, reply)
      if (!owner || !door.hasKey(request, reply)) return reply
      const at = door.clock.now()
      const revoked = await endKey(door.reads, owner, { keyId: request.params.keyId, at })
      return revoked ? reply.send({ revoked }) : sendProblem(reply, refuse('carrier.key_unknown'))
    },
  )
}

async function reporter(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<KeyOwner | null> {
  const actor = await door.actor(request, reply)
  if (!actor) return null
  const owner = await reporterOf(door, actor)
  if (!owner) sendProblem(reply, refuse('carrier.not_a_courier'))
  return owner
}

/** A key is named by its owner and itself, so that registering it twice is registering it once. */
function keyIdOf({ carrierId, courierId }: KeyOwner, publicKey: Buffer): string {
  const hash = createHash('sha256').update(`carrier key ${carrierId} ${courierId ?? ''} `)
  const hex = hash.update(publicKey).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
    .concat(hex.slice(20, 32))
    .join('-')
}
