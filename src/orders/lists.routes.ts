import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Identity } from '../identity/identity.ts'
import { type Actor, actorId } from '../identity/model.ts'
import { refuse } from '../kernel/refusal.ts'
import { type Instant, iso, readMoment } from '../kernel/time.ts'
import { readShop } from '../network/store.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Opened, Status } from './model.ts'
import { ordersByKey, ordersOf } from './store.ts'
import { orderLine, viewerRole } from './view.ts'
import { orderLineSchema } from './wire.ts'

/** So many orders a page. */
export const pageSize = 50
const page = Type.Object({
  orders: Type.Array(orderLineSchema),
  cursor: Type.Union([Type.String(), Type.Null()], { description: 'for the next page' }),
})
const cursorQuery = { cursor: Type.Optional(Type.String({ maxLength: 100 })) }

const shopQuery = Type.Object({
  status: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 12 })),
  locked: Type.Optional(Type.Boolean({ description: 'only those in which something is disputed' })),
  ...cursorQuery,
})

/** 订单列表: a seller's orders, and a buyer's own. */
export async function orderListRoutes(
  fastify: FastifyInstance,
  { door, identity }: { door: Door; identity: Identity },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['orders']

  app.get(
    '/v1/shops/:shopId/orders',
    {
      schema: {
        tags,
        summary: 'Seller: the orders of a shop, newest first',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        querystring: shopQuery,
        response: readAnswer(page),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      const shop = shopId === null ? null : await readShop(door.reads, shopId)
      if (shopId === null || !shop || shop.status === 'none' || shop.ownerId !== actor.personId)
        return sendProblem(reply, refuse('shop.not_found'))
      const found = await ordersOf(door.reads, {
        shopId,
        statuses: (request.query.status ?? []) as Status[],
        locked: request.query.locked === true,
        before: readCursor(request.query.cursor),
        limit: pageSize,
      })
      const orders = found.map((order) => orderLine(order, 'seller', door.clock.now()))
      return reply.send({ orders, cursor: nextCursor(found) })
    },
  )

  app.get(
    '/v1/me/orders',
    {
      schema: {
        tags,
        summary: 'Buyer: my orders, by phone number or on this device',
        querystring: Type.Object(cursorQuery),
        response: readAnswer(page),
      },
    },
    async (request, reply) => {
      const actor = await door.actor(request, reply)
      if (!actor) return reply
      if (actor.kind === 'carrier') return sendProblem(reply, refuse('actor.not_allowed'))
      const before = readCursor(request.query.cursor)
      const keys = await identity.people.ordersOf(actor.personId, {
        limit: pageSize,
        ...(before ? { before: { openedAt: before.openedAt, orderId: before.id } } : {}),
      })
      const found = await ordersByKey(
        door.reads,
        keys.map(({ shopId, orderId }) => ({ shopId: Number(shopId), id: orderId })),
      )
      const last = keys.at(-1)
      const cursor = keys.length < pageSize || !last ? null : cursorOf(last.openedAt, last.orderId)
      const mine = found.filter((order) => isParty(order, actor))
      return reply.send({
        orders: mine.map((order) => orderLine(order, 'buyer', door.clock.now())),
        cursor,
      })
    },
  )
}

/** The list is kept before an order is decided: what it names counts only if the order agrees. */
function isParty(order: Opened, actor: Actor): boolean {
  const personId = actor.kind === 'person' ? actor.personId : null
  return viewerRole(order, { personId, actor: actorId(actor), linkHash: null }) !== null
}

function cursorOf(openedAt: Instant, id: string): string {
  return `${iso(openedAt)}~${id}`
}

/** Where the next page of these begins; null when this was the last. */
export function nextCursor(orders: readonly Opened[]): string | null {
  const last = orders.at(-1)
  return orders.length < pageSize || !last ? null : cursorOf(last.openedAt, last.orderId)
}

/** Where does a page begin? Null for the first, and for a cursor that is none. */
export function readCursor(text: string | undefined): { openedAt: Instant; id: string } | null {
  const [at, id] = (text ?? '').split('~')
  const openedAt = readMoment(at ?? '')
  return openedAt === null || !id ? null : { openedAt, id }
}
