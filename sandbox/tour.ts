import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { House } from '../src/house.ts'
import { actorId } from '../src/identity/model.ts'
import { refuse } from '../src/kernel/refusal.ts'
import { readPayment } from '../src/payments/store.ts'
import { readAnswer } from '../src/platform/http/door.ts'
import { sendProblem } from '../src/platform/http/problem.ts'
import { readSetting } from '../src/platform/settings.ts'
import { cast } from './cast.ts'

/**
 * 演示导览. What a guided tour needs so that one browser can play buyer, seller and carrier on the real
 * API: keys for the demonstration's people, and somebody who pays at the provider.
 */
export function tourRoutes(
  fastify: FastifyInstance,
  { house, settle }: { house: House; settle: () => Promise<void> },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['sandbox']
  const key = Type.Object({ keyId: Type.String(), key: Type.String() })

  app.post(
    '/v1/sandbox/tour',
    {
      schema: {
        tags,
        summary: 'Sandbox only: keys to play the seller and the carrier; end them afterwards',
        response: readAnswer(Type.Object({ seller: key, carrier: key, listingId: Type.String() })),
      },
    },
    async (request, reply) => {
      const actor = await house.door.person(request, reply, 'operator')
      if (!actor) return reply
      const demo = await readSetting<{ listings: { listingId: string }[] }>(
        house.door.reads,
        'demo',
      )
      const listingId = demo?.listings[0]?.listingId
      if (listingId === undefined) return sendProblem(reply, refuse('listing.not_found'))
      const { apiKeys, personIdOf } = house.identity
      const by = actorId(actor)
      const personId = personIdOf(`+86${cast.seller.phone}` as never)
      const seller = { kind: 'person', personId } as const
      const carrier = { kind: 'carrier', carrierId } as const
      return reply.header('cache-control', 'no-store').send({
        seller: await apiKeys.create({ holder: seller, label: 'tour', by }),
        carrier: await apiKeys.create({ holder: carrier, label: 'tour', by }),
        listingId,
      })
    },
  )
  payRoute(fastify, { house, settle })
}

function payRoute(
  fastify: FastifyInstance,
  { house, settle }: { house: House; settle: () => Promise<void> },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['sandbox']

  app.post(
    '/v1/sandbox/pay',
    {
      schema: {
        tags,
        summary: 'Sandbox only: somebody pays this order at the provider',
        body: Type.Object(
          { orderId: Type.String({ maxLength: 40 }) },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ paid: Type.Boolean() })),
      },
    },
    async (request, reply) => {
      if (!(await house.door.person(request, reply, 'operator'))) return reply
      const { orderId } = request.body
      const shopId = house.door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
      await settle()
      const payment = await readPayment(house.door.reads, shopId, orderId)
      if (payment.status !== 'payable' || payment.payUrl === null)
        return sendProblem(reply, refuse('payment.not_found'))
      const answer = await fetch(payment.payUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'pay' }),
      })
      await answer.arrayBuffer()
      await settle()
      return reply.send({ paid: answer.ok })
    },
  )
}

/** The carrier that the demonstration's parcels travel with. */
const carrierId = 'sudi'
