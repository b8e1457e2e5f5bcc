import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { priceOf } from './rules.ts'
import { readListing } from './store.ts'

/** 应付: what so many pieces cost, so that nobody has to reckon a promotion twice. */
export async function priceRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/listings/:listingId/price',
    {
      schema: {
        tags: ['listings'],
        summary: 'What so many pieces cost, with the promotion of the listing',
        params: Type.Object({ listingId: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({ quantity: Type.Integer({ minimum: 1, maximum: 999 }) }),
        response: readAnswer(Type.Object({ totalFen: Type.Integer() })),
      },
    },
    async (request, reply) => {
      const { listingId } = request.params
      const shopId = door.shopOf(listingId, 'lst')
      const found = shopId === null ? null : await readListing(door.reads, shopId, listingId)
      if (!found) return sendProblem(reply, refuse('listing.not_found'))
      const { quantity } = request.query
      const totalFen = priceOf(found, quantity) ?? found.priceFen * BigInt(quantity)
      return reply.send({ totalFen: Number(totalFen) })
    },
  )
}
