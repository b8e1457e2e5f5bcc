import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { parsePhone } from '../identity/contact.ts'
import type { Identity } from '../identity/identity.ts'
import { refuse } from '../kernel/refusal.ts'
import { minute } from '../kernel/time.ts'
import { isUnifiedCode } from '../law/check-digit.rules.ts'
import type { Present } from '../network/model.ts'
import { shopSchema, shopView } from '../network/routes.ts'
import { readShop, shopsOf, shopsOfCode } from '../network/store.ts'
import { recordOfSeller } from '../orders/record.store.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { findListing, listingSchema } from './routes.ts'
import { shopsSellingFor } from './store.ts'
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
  { door, identity }: { door: Door; identity: Identity },
): Promise<void> {
  sellerRoute(fastify, { door, identity })
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

const sellerSchema = Type.Object({
  shop: shopSchema,
  record: recordSchema,
  known: Type.Unsafe<'owner' | 'checked' | 'stated'>(
    Type.String({
      enum: ['owner', 'checked', 'stated'],
      description:
        'owner: the number is the shopkeeper’s · checked: the desk has seen that licence · ' +
        'stated: the shop says that it sells for whoever has this code',
    }),
  ),
})
const sellersMost = 20
/** Enough for a person who compares, too few for somebody who tries out numbers. */
const triesAMinute = 20

/** By a telephone number or a unified code. It travels in the body, so that no log keeps it. */
function sellerRoute(
  fastify: FastifyInstance,
  { door, identity }: { door: Door; identity: Identity },
): void {
  fastify.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/check/sellers',
    {
      config: { rateLimit: { max: triesAMinute, timeWindow: minute } },
      schema: {
        tags: ['listings'],
        summary: 'Who sells under this mobile number or unified social credit code?',
        body: Type.Object(
          { text: Type.String({ minLength: 11, maxLength: 40 }) },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ sellers: Type.Array(sellerSchema) })),
      },
    },
    async (request, reply) => {
      const text = request.body.text.trim()
      const code = text.toUpperCase().replaceAll(' ', '')
      const phone = parsePhone(text)
      reply.header('cache-control', 'no-store')
      if (phone !== null) {
        const shops = await shopsOf(door.reads, identity.personIdOf(phone))
        return reply.send({ sellers: await sellersOf(door, shops, 'owner') })
      }
      if (!isUnifiedCode(code)) return sendProblem(reply, refuse('check.unreadable'))
      const checked = await shopsOfCode(door.reads, code)
      const stating = await shopsSellingFor(door.reads, code)
      const read = await Promise.all(stating.map((one) => readShop(door.reads, one)))
      const stated = read.filter(
        (shop): shop is Present =>
          shop.status !== 'none' && !checked.some(({ shopId }) => shopId === shop.shopId),
      )
      const sellers = [
        ...(await sellersOf(door, checked, 'checked')),
        ...(await sellersOf(door, stated, 'stated')),
      ]
      return reply.send({ sellers: sellers.slice(0, sellersMost) })
    },
  )
}

function sellersOf(door: Door, shops: readonly Present[], known: 'owner' | 'checked' | 'stated') {
  return Promise.all(
    shops.slice(0, sellersMost).map(async (shop) => {
      const record = await recordOfSeller(door.reads, shop.ownerId)
      return { shop: shopView(shop), record, known }
    }),
  )
}
