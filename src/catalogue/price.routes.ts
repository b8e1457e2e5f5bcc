import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { sumFen } from '../kernel/money.ts'
import { refuse } from '../kernel/refusal.ts'
import { pricesOf } from '../law/promotion.rules.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
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
        summary: 'What so many pieces cost, alone or bought with others of the same shop',
        params: Type.Object({ listingId: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({
          quantity: Type.Integer({ minimum: 1, maximum: 999 }),
          with: Type.Optional(
            Type.String({
              pattern: '^[0-9a-z_]{1,40}:\\d{1,3}(,[0-9a-z_]{1,40}:\\d{1,3}){0,18}$',
              description: 'what else is bought with it, such as `lst_a:2,lst_b:1`',
            }),
          ),
        }),
        response: readAnswer(Type.Object({ totalFen: Type.Integer() })),
      },
    },
    async (request, reply) => {
      const { listingId } = request.params
      const shopId = door.shopOf(listingId, 'lst')
      if (shopId === null) return sendProblem(reply, refuse('listing.not_found'))
      const { quantity, with: others } = request.query
      const wanted = [{ id: listingId, quantity }, ...othersIn(others)]
      const found = await Promise.all(wanted.map(({ id }) => readListing(door.reads, shopId, id)))
      const items = found.flatMap((one, place) => {
        const { priceFen, promotion } = one ?? {}
        const count = wanted[place]?.quantity ?? 0
        return priceFen === undefined ? [] : [{ priceFen, promotion, quantity: count }]
      })
      if (items.length < wanted.length) return sendProblem(reply, refuse('listing.not_found'))
      return reply.send({ totalFen: Number(sumFen(pricesOf(items))) })
    },
  )
}

function othersIn(text: string | undefined): { id: string; quantity: number }[] {
  return (text?.split(',') ?? []).map((part) => {
    const [id = '', count = '1'] = part.split(':')
    return { id, quantity: Number(count) }
  })
}
