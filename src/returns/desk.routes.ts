import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { readOrder } from '../orders/store.ts'
import { commandAnswer, commandHeaders, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { loadReturns } from './reading.ts'
import type { ReturnRoom } from './steps.routes.ts'
import { returnsToReview } from './store.ts'
import { returnView } from './view.ts'
import { decideBody, oneParams, reviewSchema } from './wire.ts'

const tags = ['desk']
const queueMax = 50

/** 退换复核: what waits for a person, and what the person decides. */
export async function returnDeskRoutes(fastify: FastifyInstance, room: ReturnRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room

  app.get(
    '/v1/desk/returns',
    {
      schema: {
        tags,
        summary: 'Mediator: returns that wait for a person, the longest first',
        response: readAnswer(Type.Object({ reviews: Type.Array(reviewSchema) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'mediator', 'operator'))) return reply
      return reply.send({ reviews: await queueOf(room) })
    },
  )

  app.post(
    '/v1/desk/orders/:orderId/returns/:no/decide',
    {
      schema: {
        tags,
        summary: 'Mediator: it goes on, an amount goes back, or it is not upheld; with reasons',
        headers: commandHeaders,
        params: oneParams,
        body: decideBody,
        response: commandAnswer({ no: Type.Integer() as never, stage: Type.String() }),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'mediator')
      if (!actor) return reply
      const { orderId: target, no } = request.params
      const shopId = door.shopOf(target, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('return.not_found'))
      const { decision, reason, refundFen } = request.body
      const amountFen = refundFen === undefined ? null : BigInt(refundFen)
      const body = { type: 'decide', no, decision, reason, refundFen: amountFen }
      return door.command(request, reply, { shopId, domain: 'returns', target, body, actor })
    },
  )
}

async function queueOf(room: ReturnRoom) {
  const { door } = room
  const found = await returnsToReview(door.reads, queueMax)
  const reviews = await Promise.all(
    found.map(async ({ shopId, orderId }) => {
      const known = await readOrder(door.reads, shopId, orderId)
      if (!known) return []
      const { order, sold } = known
      const parts = await loadReturns(room, { shopId, order, sold, role: 'desk' })
      const { returns } = parts
      const waiting = returns.status === 'none' ? [] : returns.list
      return waiting
        .filter(({ stage }) => stage === 'reviewing')
        .map((one) => ({
          orderId,
          shopName: sold.shop.name,
          totalFen: Number(order.totalFen),
          orderedAt: iso(order.openedAt),
          boughtFor: sold.boughtFor ?? 'life',
          return: returnView(one, parts),
        }))
    }),
  )
  return reviews.flat()
}
