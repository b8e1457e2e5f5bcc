import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso, shanghaiDay } from '../kernel/time.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { sights, standingWords } from '../vocabulary.ts'
import type { Check, Shop } from './model.ts'
import { nameLengthMax, shopsMax } from './rules.ts'
import { readShop, shopNumbersOf, shopRow, shopsOf } from './store.ts'

const name = Type.String({ minLength: 1, maxLength: nameLengthMax })
const params = Type.Object({ shopId: Type.String({ maxLength: 40 }) })
export const checkSchema = Type.Object({
  seen: Type.Array(codes(sights)),
  registeredName: Type.Union([Type.String(), Type.Null()]),
  uscc: Type.Union([Type.String(), Type.Null()]),
  checkedOn: Type.String({ format: 'date' }),
  validUntilOn: Type.String({ format: 'date', description: 'the last day on which it counts' }),
})
export const shopSchema = Type.Object(
  {
    shopId: Type.String(),
    name: Type.String(),
    status: Type.Unsafe<'open' | 'closed'>(Type.String({ enum: ['open', 'closed'] })),
    standing: codes(standingWords),
    feePerMille: Type.Integer(),
    openedAt: Type.String({ format: 'date-time' }),
    check: Type.Union([checkSchema, Type.Null()], {
      description: 'what the desk has seen of who sells; null where nobody has looked',
    }),
  },
  { $id: 'Shop' },
)
const answer = commandAnswer({
  shopId: Type.String(),
  name: Type.String(),
  status: Type.String(),
})
const created = commandAnswer(
  { shopId: Type.String(), name: Type.String(), status: Type.String() },
  201,
)

/** 店铺: opening one, and how it stands. */
export async function shopRoutes(
  fastify: FastifyInstance,
  room: { door: Door; feePerMille: number },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const tags = ['shops']

  openingRoute(fastify, room)
  app.get(
    '/v1/shop-terms',
    {
      schema: {
        tags,
        summary: 'What does a shop that opens now agree to?',
        response: readAnswer(Type.Object({ feePerMille: Type.Integer() })),
      },
    },
    async (_request, reply) => reply.send({ feePerMille: room.feePerMille }),
  )

  app.post(
    '/v1/shops/:shopId/rename',
    {
      schema: {
        tags,
        summary: 'Give the shop another name',
        headers: commandHeaders,
        params,
        body: Type.Object({ name }, { additionalProperties: false }),
        response: answer,
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const body = { type: 'rename', name: request.body.name }
      return door.command(request, reply, { shopId, domain: 'shops', target: shopRow, body, actor })
    },
  )

  app.get(
    '/v1/shops/:shopId',
    { schema: { tags, summary: 'Who sells here?', params, response: readAnswer(shopSchema) } },
    async (request, reply) => {
      const shopId = door.shopOf(request.params.shopId, 'shp')
      const shop = shopId === null ? null : await readShop(door.reads, shopId)
      if (!shop || shop.status === 'none') return sendProblem(reply, refuse('shop.not_found'))
      return reply.send(shopView(shop))
    },
  )

  app.get(
    '/v1/me/shops',
    {
      schema: {
        tags,
        summary: 'The shops of the signed-in person',
        response: readAnswer(Type.Object({ shops: Type.Array(shopSchema) })),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const shops = await shopsOf(door.reads, actor.personId)
      return reply.send({ shops: shops.map(shopView) })
    },
  )
}

/** 开店. So many a person; a repeat of one that was opened is no new one. */
function openingRoute(fastify: FastifyInstance, room: { door: Door; feePerMille: number }): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  app.post(
    '/v1/shops',
    {
      schema: {
        tags: ['shops'],
        summary: 'Open a shop',
        headers: commandHeaders,
        body: Type.Object({ name }, { additionalProperties: false }),
        response: created,
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor || !door.hasKey(request, reply)) return reply
      const number = door.newShopId({ actor, request })
      const mine = await shopNumbersOf(door.reads, actor.personId)
      if (mine.length >= shopsMax && !mine.includes(number))
        return sendProblem(reply, refuse('shop.too_many'))
      const shopId = door.newId('shp', number, { actor, request })
      const body = { type: 'open', shopId, name: request.body.name, feePerMille: room.feePerMille }
      const wish = { shopId: number, domain: 'shops', target: shopRow, body, created: true }
      return door.command(request, reply, { ...wish, actor })
    },
  )
}

/** What everybody may know of a shop. */
export function shopView(shop: Exclude<Shop, { status: 'none' }>) {
  const { shopId, name: title, status, standing, feePerMille, openedAt } = shop
  const check = shop.check ? checkView(shop.check) : null
  return { shopId, name: title, status, standing, feePerMille, openedAt: iso(openedAt), check }
}

/** Who of the house looked is for the desk. */
export function checkView({ seen, registeredName, uscc, at, validUntilOn }: Check) {
  return { seen: [...seen], registeredName, uscc, checkedOn: shanghaiDay(at), validUntilOn }
}
