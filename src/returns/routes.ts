import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { seeOrder } from '../evidence/view.ts'
import type { ShopId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusal.ts'
import { day } from '../kernel/time.ts'
import { readShop } from '../network/store.ts'
import { readOrder } from '../orders/store.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { habitsOf } from './habits.store.ts'
import { asDelivered } from './judging.ts'
import type { Piece, Track } from './model.ts'
import { isOpen, listOf } from './pieces.ts'
import { loadReturns } from './reading.ts'
import { headers, type ReturnRoom, secretHeader, stepRoutes, submit, tags } from './steps.routes.ts'
import { openReturnsOf, readReturns, soldSince } from './store.ts'
import { returnTerms } from './terms.ts'
import { quoteView, returnLine, returnsView, salesCounted } from './view.ts'
import {
  params,
  quoteSchema,
  requestBody,
  returnLineSchema,
  returnsSchema,
  rulesSchema,
} from './wire.ts'

/** 退换: giving goods back, having them exchanged or repaired. */
export async function returnRoutes(fastify: FastifyInstance, room: ReturnRoom): Promise<void> {
  reads(fastify, room)
  lists(fastify, room)
  asking(fastify, room)
  stepRoutes(fastify, room)
}

function reads(fastify: FastifyInstance, room: ReturnRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/orders/:orderId/returns',
    {
      schema: {
        tags,
        summary: 'What may go back today, until when and for how much; and how returns stand',
        headers: secretHeader,
        params,
        response: readAnswer(returnsSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      if (!seen) return reply
      const { shopId, order, sold, holder: role } = seen
      return reply.send(returnsView(await loadReturns(room, { shopId, order, sold, role })))
    },
  )

  app.get(
    '/v1/orders/:orderId/returns/quote',
    {
      schema: {
        tags,
        summary: 'What would these pieces bring, and who pays the way?',
        headers: secretHeader,
        params,
        querystring: Type.Object({
          track: Type.Union([Type.Literal('no_reason'), Type.Literal('quality')]),
          pieces: Type.String({
            pattern: '^\\d{1,4}:\\d{1,3}(,\\d{1,4}:\\d{1,3}){0,19}$',
            description: 'item and quantity, such as `1:2,3:1`',
          }),
        }),
        response: readAnswer(quoteSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      if (!seen) return reply
      const { shopId, order, sold } = seen
      const returns = await readReturns(room.door.reads, shopId, order.orderId)
      const { track, pieces } = request.query
      return reply.send(quoteView({ order, sold, returns }, track as Track, piecesIn(pieces)))
    },
  )

  app.get(
    '/v1/returns/rules',
    {
      schema: {
        tags,
        summary: 'The site’s own rules of returns, beside the law, with their version',
        response: readAnswer(rulesSchema),
      },
    },
    async (_request, reply) => reply.send({ ...returnTerms }),
  )
}

function piecesIn(text: string): Piece[] {
  return text.split(',').map((part) => {
    const [itemId = '', quantity = '0'] = part.split(':')
    return { itemId, quantity: Number(quantity) }
  })
}

function lists(fastify: FastifyInstance, { door }: ReturnRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/shops/:shopId/returns',
    {
      schema: {
        tags,
        summary: 'Seller: the returns that are not over, the newest first',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(Type.Object({ returns: Type.Array(returnLineSchema) })),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      const shop = shopId === null ? null : await readShop(door.reads, shopId)
      if (shopId === null || !shop || shop.status === 'none' || shop.ownerId !== actor.personId)
        return sendProblem(reply, refuse('shop.not_found'))
      return reply.send({ returns: await linesOf(door, shopId) })
    },
  )
}

async function linesOf(door: Door, shopId: ShopId) {
  const found = await openReturnsOf(door.reads, shopId, 50)
  const lines = await Promise.all(
    found.map(async ({ orderId, returns }) => {
      const known = await readOrder(door.reads, shopId, orderId)
      return listOf(returns)
        .filter(isOpen)
        .map((one) => {
          const [piece] = one.pieces
          const item = known?.order.items.find(({ id }) => id === piece?.itemId)
          return returnLine(one, { orderId, title: item?.title ?? '' })
        })
    }),
  )
  return lines.flat()
}

function asking(fastify: FastifyInstance, room: ReturnRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/orders/:orderId/returns',
    {
      schema: {
        tags,
        summary: 'Buyer: give goods back, or have them exchanged or repaired',
        headers,
        params,
        body: requestBody,
        response: commandAnswer({ no: Type.Integer() as never, stage: Type.String() }, 201),
      },
    },
    async (request, reply) => {
      const actor = await room.door.actor(request, reply)
      if (!actor) return reply
      const { orderId } = request.params
      const shopId = room.door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('return.not_found'))
      const personId = 'personId' in actor ? actor.personId : null
      const body = await wishOf(room, { shopId, personId }, request.body)
      return submit(room, { request, reply, actor }, { shopId, body, created: true })
    },
  )
}

/** The wish, with what only we can count: what this shop sold, what this person returned. */
async function wishOf(
  { door }: ReturnRoom,
  { shopId, personId }: { shopId: ShopId; personId: string | null },
  wish: Static<typeof requestBody>,
): Promise<Body> {
  const now = door.clock.now()
  const lately = { kind: 'return', since: now - returnTerms.habitDays * day } as const
  const sales = { since: now - salesCounted.ms, atMost: salesCounted.atMost }
  const [sellerSold, everywhere] = await Promise.all([
    soldSince(door.reads, shopId, sales),
    personId === null ? 0 : habitsOf(door.reads, personId, lately),
  ])
  const { track, remedy, pieces, text = '', photos = [], contest = false } = wish
  const condition = { ...asDelivered, ...wish.condition }
  const told = { track, remedy, pieces, text, photos, contest, condition }
  return { type: 'request', ...told, sellerSold, everywhere } as Body
}
