import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readComplaint } from '../disputes/store.ts'
import type { Actor } from '../identity/model.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { type Party, type SignedStep, signedSteps } from './model.ts'
import { countDeviceKey, deviceKeysOf, readSignatures } from './signing.store.ts'
import { documentOf } from './signing.ts'
import { isSignedDocument } from './verify-device.ts'
import { grantOf, type Seen, seeOrder } from './view.ts'
import { challengeOf, type Devices } from './webauthn.ts'

export interface SigningRoom {
  readonly door: Door
  readonly devices: Devices
}

const bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength })
const step = Type.Unsafe<SignedStep>(Type.String({ enum: signedSteps }))
const party = Type.Unsafe<Party>(Type.String({ enum: ['buyer', 'seller'] }))
const params = Type.Object({ orderId: Type.String({ maxLength: 40 }) })
const secret = Type.Object({
  'baozheng-order-secret': Type.Optional(
    Type.String({ description: 'the secret of the order’s link; never part of an address' }),
  ),
})

/** What a browser's `navigator.credentials.get` gives, as JSON. */
const assertion = Type.Object(
  {
    id: bytes(1400),
    rawId: bytes(1400),
    type: Type.Literal('public-key'),
    response: Type.Object(
      {
        authenticatorData: bytes(4000),
        clientDataJSON: bytes(4000),
        signature: bytes(2000),
        userHandle: Type.Optional(bytes(200)),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)

const signing = Type.Object({
  rpId: Type.String(),
  credentialIds: Type.Array(Type.String(), { description: 'the caller’s registered devices' }),
  steps: Type.Array(
    Type.Object({
      step,
      document: Type.String({ description: 'canonical JSON: what a signature agrees to' }),
      challenge: Type.String({ description: 'base64url of SHA-256 of the document' }),
      signed: Type.Boolean({ description: 'the caller’s side has signed exactly this' }),
    }),
  ),
  signed: Type.Array(Type.Object({ step, by: party, at: Type.String({ format: 'date-time' }) })),
})

/** 设备签名: which steps can be signed, and a signature for the log. */
export async function signingRoutes(fastify: FastifyInstance, room: SigningRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['evidence']

  app.get(
    '/v1/orders/:orderId/signing',
    {
      schema: {
        tags,
        summary: 'What could I sign with my own device, and what has been signed?',
        headers: secret,
        params,
        response: readAnswer(signing),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      return seen ? reply.send(await offered(room, seen)) : reply
    },
  )

  app.post(
    '/v1/orders/:orderId/signatures',
    {
      schema: {
        tags,
        summary: 'Adds a device’s signature of one step to the log; no step needs one',
        headers: Type.Intersect([commandHeaders, secret]),
        params,
        body: Type.Object(
          { step, document: Type.String({ maxLength: 100_000 }), assertion },
          { additionalProperties: false },
        ),
        response: commandAnswer({ signed: Type.Array(Type.String()) as never }),
      },
    },
    async (request, reply) => {
      const actor = await room.door.actor(request, reply)
      if (!actor || !room.door.hasKey(request, reply)) return reply
      return sign(room, { request, reply, actor }, request.body)
    },
  )
}

interface Asked {
  readonly request: FastifyRequest<{ Params: { orderId: string } }>
  readonly reply: FastifyReply
  readonly actor: Actor
}

/** The signature is checked here, outside of any transaction; whether it fits, the rules decide. */
async function sign(
  { door, devices }: SigningRoom,
  { request, reply, actor }: Asked,
  body: { step: SignedStep; document: string; assertion: AuthenticationLike },
): Promise<FastifyReply> {
  const { orderId } = request.params
  const shopId = door.shopOf(orderId, 'ord')
  if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
  if (actor.kind === 'carrier') return sendProblem(reply, refuse('signature.not_yours'))
  const keys = await deviceKeysOf(door.reads, actor.personId)
  const key = keys.find(({ credentialId }) => credentialId === body.assertion.id)
  if (!key) return sendProblem(reply, refuse('signature.device_unknown'))
  const response = { ...body.assertion, clientExtensionResults: {} } as AuthenticationResponseJSON
  const checked = await devices.signed(key, body.document, response)
  // What whoever holds the receipt will check: nothing is taken that fails there.
  if (!checked || !isSignedDocument({ ...checked.signature }))
    return sendProblem(reply, refuse('signature.invalid'))
  await countDeviceKey(door.reads, actor.personId, { ...key, counter: checked.counter })
  return door.command(request, reply, {
    shopId,
    domain: 'signatures',
    target: orderId,
    body: { type: 'sign', step: body.step, ...checked.signature } as { type: string },
    actor,
    grant: grantOf(request),
  })
}

type AuthenticationLike = Omit<
  AuthenticationResponseJSON,
  'clientExtensionResults' | 'response'
> & {
  response: Partial<AuthenticationResponseJSON['response']>
}

async function offered({ door, devices }: SigningRoom, seen: Seen) {
  const { shopId, order, sold, holder, actor } = seen
  const [complaint, { signed }, keys] = await Promise.all([
    readComplaint(door.reads, shopId, order.orderId),
    readSignatures(door.reads, shopId, order.orderId),
    actor.kind === 'carrier' ? [] : deviceKeysOf(door.reads, actor.personId),
  ])
  const steps = signedSteps.flatMap((one) => {
    if (holder === 'desk') return []
    const document = documentOf({ order, sold, complaint }, one, holder)
    if (document === null) return []
    const hash = sha256Hex(document)
    const already = signed.some(
      ({ step, by, documentHash }) => step === one && by === holder && documentHash === hash,
    )
    return [{ step: one, document, challenge: challengeOf(document), signed: already }]
  })
  return {
    rpId: devices.rpId,
    credentialIds: keys.map(({ credentialId }) => credentialId),
    steps,
    signed: signed.map(({ step, by, at }) => ({ step, by, at: iso(at) })),
  }
}
