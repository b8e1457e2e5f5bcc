import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { shopSchema, shopView } from '../network/routes.ts'
import { readShop } from '../network/store.ts'
import { recordOfSeller } from '../orders/record.store.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { findListing, listingSchema } from './routes.ts'
import { sheetSchema } from './wire.ts'

const recordSchema = Type.Object(
  {
    shops: Type.Integer({ description: 'shops of the same person, all counted here' }),
    settled: Type.Integer(),
    refunded: Type.Integer(),
    complaints: Type.Integer(),
    upheld: Type.Integer({ description: 'complaints after which money went back' }),
  },
  { $id: 'SellerRecord' },
)

/** 查一查: what can be known of a link, a code or a shop before anybody buys. No login. */
export async function checkRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  fastify.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/check',
    {
      schema: {
        tags: ['listings'],
        summary: 'The facts behind a pasted link or a scanned code: goods, seller, record',
        querystring: Type.Object({
          text: Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'a link, or text with one',
          }),
        }),
        response: readAnswer(
          Type.Object({
            shop: shopSchema,
            record: recordSchema,
            listing: Type.Union([listingSchema, Type.Null()]),
            sheet: Type.Union([sheetSchema, Type.Null()]),
          }),
        ),
      },
    },
    async (request, reply) => {
      const [named = ''] = /\b(?:lst|shp)_[a-z0-9]{1,36}\b/.exec(request.query.text) ?? []
      if (named.startsWith('shp_')) {
        const shopId = door.shopOf(named, 'shp')
        const shop = shopId === null ? null : await readShop(door.reads, shopId)
        if (!shop || shop.status === 'none') return sendProblem(reply, refuse('shop.not_found'))
        const record = await recordOfSeller(door.reads, shop.ownerId)
        return reply.send({ shop: shopView(shop), record, listing: null, sheet: null })
      }
      const found = named === '' ? null : await findListing(door, named)
      if (!found) return sendProblem(reply, refuse('listing.not_found'))
      const record = await recordOfSeller(door.reads, found.ownerId)
      return reply.send({ ...found, record })
    },
  )
}
