import { randomBytes, randomUUID } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { commandAnswer, type Door } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Lanes } from '../platform/run.ts'
import { type Dispatcher, factCommand } from './dispatcher.ts'
import type { Fact, PaymentProvider } from './port.ts'
import { keepRejected } from './store.ts'

export interface PaymentRoom {
  readonly door: Door
  readonly lanes: Lanes
  readonly provider: PaymentProvider
  readonly dispatcher: Dispatcher
}

/** 回调: what the provider tells us, and the question whether it knows of a payment yet. */
export async function paymentRoutes(fastify: FastifyInstance, room: PaymentRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door, dispatcher } = room

  app.post(
    '/v1/orders/:orderId/check-payment',
    {
      config: { rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        tags: ['payments'],
        summary: 'The buyer is back from the provider: ask whether the payment is known there',
        params: Type.Object({ orderId: Type.String({ maxLength: 40 }) }),
        response: { 204: Type.Null(), ...commandAnswer({}) },
      },
    },
    async (request, reply) => {
      const { orderId } = request.params
      const shopId = door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
      await dispatcher.check(shopId, orderId)
      return reply.code(204).send(null)
    },
  )

  await app.register(async (scope) => callbackRoute(scope, room))
}

/** Signatures cover the bytes as they came, so this route alone takes them unparsed. */
async function callbackRoute(scope: FastifyInstance, room: PaymentRoom): Promise<void> {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.post(
    `/v1/providers/${room.provider.name}/callbacks`,
    {
      config: { rateLimit: false },
      schema: { tags: ['payments'], summary: "The provider's signed word (provider only)" },
    },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const headers = textHeaders(request.headers)
      const facts = room.provider.verifyCallback({ body, headers })
      if (facts === null) {
        await keepRejected(room.door.reads, {
          id: randomUUID(),
          provider: room.provider.name,
          receivedAt: room.door.clock.now(),
          headers: signatureHeaders(headers),
          body: body.subarray(0, 16_384),
        })
        return sendProblem(reply, refuse('callback.not_signed'))
      }
      for (const fact of facts) {
        const refused = await take(room, fact)
        if (refused) return sendProblem(reply, refuse('callback.payment_unknown'))
      }
      return reply.code(204).send()
    },
  )
}

/** Takes in one fact. True when we know of no such payment. */
async function take({ door, lanes, provider }: PaymentRoom, fact: Fact): Promise<boolean> {
  const orderId = `ord_${fact.paymentNo}`
  const shopId = door.shopOf(orderId, 'ord')
  if (shopId === null) return true
  const { answer } = await lanes.submit({
    // Each message is a command of its own; that the same fact counts once is for the rules to see.
    id: randomUUID(),
    shopId,
    actor: `provider:${provider.name}`,
    domain: 'payments',
    target: orderId,
    body: factCommand('callback', fact),
    arrivedAt: door.clock.now(),
    seed: randomBytes(32),
  })
  return !answer.ok
}

function textHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

/** What the desk needs to judge a callback that did not verify. Nothing else of it is kept. */
function signatureHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => /sign|serial|nonce|timestamp|content-type/i.test(name))
      .map(([name, value]) => [name, value.slice(0, 1000)]),
  )
}
