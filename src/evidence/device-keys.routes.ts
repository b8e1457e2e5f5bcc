import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { addDeviceKey, deviceKeysOf, removeDeviceKey } from './signing.store.ts'
import type { Devices } from './webauthn.ts'

const bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength })

/** What a browser's `navigator.credentials.create` gives, as JSON. */
const made = Type.Object(
  {
    id: bytes(1400),
    rawId: bytes(1400),
    type: Type.Literal('public-key'),
    response: Type.Object(
      { attestationObject: bytes(8000), clientDataJSON: bytes(4000) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
const keys = Type.Object({
  keys: Type.Array(
    Type.Object({ credentialId: Type.String(), createdAt: Type.String({ format: 'date-time' }) }),
  ),
})

const tags = ['evidence']

/** 设备密钥: a guest may have them as well as somebody with an account. */
export async function deviceKeyRoutes(
  fastify: FastifyInstance,
  { door, devices }: { door: Door; devices: Devices },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get(
    '/v1/me/device-keys',
    { schema: { tags, summary: 'Which devices of mine can sign?', response: readAnswer(keys) } },
    async (request, reply) => {
      const personId = await whoAsks(door, request, reply)
      return personId === null ? reply : reply.send(await list(door, personId))
    },
  )

  app.post(
    '/v1/me/device-keys/options',
    {
      schema: {
        tags,
        summary: 'What this device needs to make a key (WebAuthn creation options)',
        response: { 200: Type.Any(), '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const personId = await whoAsks(door, request, reply)
      if (personId === null) return reply
      const known = await deviceKeysOf(door.reads, personId)
      return reply.send(await devices.registration(personId, known))
    },
  )

  app.post(
    '/v1/me/device-keys',
    {
      schema: {
        tags,
        summary: 'Register the public half of the key that this device has made',
        body: made,
        response: readAnswer(keys),
      },
    },
    async (request, reply) => {
      const personId = await whoAsks(door, request, reply)
      if (personId === null) return reply
      const response: RegistrationResponseJSON = { ...request.body, clientExtensionResults: {} }
      const key = await devices.registered(personId, response)
      const added = key !== null && (await addDeviceKey(door.reads, personId, key))
      if (!added) return sendProblem(reply, refuse('signature.key_invalid'))
      return reply.send(await list(door, personId))
    },
  )
  removing(fastify, door)
}

function removing(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/me/device-keys/:credentialId/remove',
    {
      schema: {
        tags,
        summary: 'Forget a device’s key; what it has signed stays signed',
        params: Type.Object({ credentialId: bytes(1400) }),
        response: readAnswer(keys),
      },
    },
    async (request, reply) => {
      const personId = await whoAsks(door, request, reply)
      if (personId === null) return reply
      const gone = await removeDeviceKey(door.reads, personId, request.params.credentialId)
      if (!gone) return sendProblem(reply, refuse('signature.device_unknown'))
      return reply.send(await list(door, personId))
    },
  )
}

/** Carriers sign their scans in another way. Null: answered already. */
async function whoAsks(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | null> {
  const actor = await door.actor(request, reply)
  if (!actor) return null
  if (actor.kind !== 'carrier') return actor.personId
  sendProblem(reply, refuse('actor.not_allowed'))
  return null
}

async function list(door: Door, personId: string) {
  const found = await deviceKeysOf(door.reads, personId)
  return {
    keys: found.map(({ credentialId, createdAt }) => ({
      credentialId,
      createdAt: iso(createdAt),
    })),
  }
}
