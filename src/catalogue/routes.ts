import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { shanghaiDay } from '../kernel/time.ts'
import { shopSchema, shopView } from '../network/routes.ts'
import { readShop } from '../network/store.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { aftersalesSchema } from './aftersales.schema.ts'
import { limits } from './rules.ts'
import { sheetOf } from './sheet.ts'
import { listingsOf, type Present, peersOf, readListing } from './store.ts'
import {
  fulfilmentSchema,
  listingView,
  passportSchema,
  sheetSchema,
  sheetView,
  toOffer,
  type WireOffer,
} from './wire.ts'

const offerFields = {
  title: Type.String({ minLength: 1, maxLength: limits.titleMax }),
  text: Type.String({ maxLength: limits.textMax }),
  priceFen: Type.Integer({ minimum: 1, maximum: Number(limits.priceFenMax) }),
  photos: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: limits.photosMax }),
  shipWithinHours: Type.Integer({ minimum: 1, maximum: limits.shipWithinHoursMax }),
  fulfilment: fulfilmentSchema,
  passport: Type.Optional(passportSchema),
  aftersales: Type.Optional(aftersalesSchema),
  promotion: Type.Optional(
    Type.String({ minLength: 1, maxLength: 60, description: 'such as 满3件打8折, 第二件半价' }),
  ),
}
export const offerSchema = Type.Object(offerFields, { additionalProperties: false })
const stock = Type.Integer({ minimum: 0, maximum: limits.stockMax })

export const listingSchema = Type.Object(
  {
    listingId: Type.String(),
    status: Type.Unsafe<Present['status']>(Type.String({ enum: ['published', 'withdrawn'] })),
    revision: Type.Integer(),
    stock: Type.Integer(),
    editedAt: Type.String({ format: 'date-time' }),
    ...offerFields,
  },
  { $id: 'Listing' },
)
const foundSchema = Type.Object({ listing: listingSchema, shop: shopSchema, sheet: sheetSchema })
const answer = commandAnswer({ listingId: Type.String(), status: Type.String() })
const params = Type.Object({ listingId: Type.String({ maxLength: 40 }) })

/** 商品: what is for sale, and the changes its seller makes. */
export async function listingRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['listings']

  app.get(
    '/v1/listings/:listingId',
    {
      schema: {
        tags,
        summary: 'What is sold behind this link, and by whom?',
        params,
        response: readAnswer(foundSchema),
      },
    },
    async (request, reply) => {
      const found = await findListing(door, request.params.listingId)
      return found ? reply.send(found) : sendProblem(reply, refuse('listing.not_found'))
    },
  )

  app.get(
    '/v1/shops/:shopId/listings',
    {
      schema: {
        tags,
        summary: 'The listings of a shop',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(Type.Object({ listings: Type.Array(listingSchema) })),
      },
    },
    async (request, reply) => {
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const listings = await listingsOf(door.reads, shopId, 200)
      return reply.send({ listings: listings.map(listingView) })
    },
  )

  app.post(
    '/v1/shops/:shopId/listings',
    {
      schema: {
        tags,
        summary: 'Put something up for sale',
        headers: commandHeaders,
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        body: Type.Object({ ...offerFields, stock }, { additionalProperties: false }),
        response: commandAnswer({ listingId: Type.String(), status: Type.String() }, 201),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor || !door.hasKey(request, reply)) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const listingId = door.newId('lst', shopId, { actor, request })
      const { stock: amount, ...offer } = request.body
      const body = { type: 'publish', listingId, stock: amount, offer: toOffer(offer as WireOffer) }
      const wish = { shopId, domain: 'listings', target: listingId, body, created: true }
      return door.command(request, reply, { ...wish, actor })
    },
  )

  const changes = [
    { path: 'edit', summary: 'Change what is offered', body: offerSchema },
    {
      path: 'restock',
      summary: 'Set how many there are',
      body: Type.Object({ stock }, { additionalProperties: false }),
    },
    { path: 'withdraw', summary: 'Take it down', body: Type.Object({}) },
  ] as const
  for (const { path, summary, body } of changes)
    app.post(
      `/v1/listings/:listingId/${path}`,
      { schema: { tags, summary, headers: commandHeaders, params, body, response: answer } },
      async (request, reply) => {
        const actor = await door.person(request, reply)
        if (!actor) return reply
        const { listingId: target } = request.params
        const shopId = door.shopOf(target, 'lst')
        if (shopId === null) return sendProblem(reply, refuse('listing.not_found'))
        const wish = { shopId, domain: 'listings', target, body: change(path, request.body) }
        return door.command(request, reply, { ...wish, actor })
      },
    )
}

function change(path: 'edit' | 'restock' | 'withdraw', body: unknown) {
  switch (path) {
    case 'edit':
      return { type: path, offer: toOffer(body as WireOffer) }
    case 'restock':
      return { type: path, stock: (body as { stock: number }).stock }
    case 'withdraw':
      return { type: path }
  }
}

/** The listing behind a link, with its shop; null when it does not exist. */
export async function findListing(door: Door, listingId: string) {
  const shopId = door.shopOf(listingId, 'lst')
  if (shopId === null) return null
  const [listing, shop] = await Promise.all([
    readListing(door.reads, shopId, listingId),
    readShop(door.reads, shopId),
  ])
  if (!listing || shop.status === 'none') return null
  const peers = await peersOf(door.reads, shopId, listing)
  const on = shanghaiDay(door.clock.now())
  const sheet = sheetView(sheetOf(listing, { standing: shop.standing, on, peers }))
  return { listing: listingView(listing), shop: shopView(shop), sheet, ownerId: shop.ownerId }
}
