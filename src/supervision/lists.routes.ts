import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso, readMoment } from '../kernel/time.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { standingWords, statuses } from '../vocabulary.ts'
import { looks } from './access.ts'
import {
  deadlinesAhead,
  listOrders,
  listReads,
  listShops,
  type OrderLine,
  openInstructions,
  ordersByParcel,
  type Place,
} from './desk.store.ts'

const pageSize = 50
const moment = Type.String({ format: 'date-time' })
const cursor = Type.Union([Type.String(), Type.Null()], { description: 'for the next page' })
const cursorQuery = { cursor: Type.Optional(Type.String({ maxLength: 120 })) }
export const deskOrder = Type.Object(
  {
    orderId: Type.String(),
    shop: Type.String(),
    shopName: Type.String(),
    status: codes(statuses),
    title: Type.String(),
    totalFen: Type.Integer(),
    openedAt: moment,
    locked: Type.Boolean({ description: 'part of its money is disputed' }),
  },
  { $id: 'DeskOrder' },
)
export const deskShop = Type.Object(
  {
    shop: Type.String(),
    name: Type.String(),
    status: Type.String(),
    standing: codes(standingWords),
    ownerId: Type.String(),
    openedAt: moment,
  },
  { $id: 'DeskShop' },
)

/** 工作台的列表: what there is, across shops. Each look is kept. */
export async function deskListRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/orders',
    {
      schema: {
        tags,
        summary: 'Orders of all shops, newest first, or those of one tracking number',
        querystring: Type.Object({
          status: Type.Optional(Type.Array(codes(statuses), { maxItems: 12 })),
          locked: Type.Optional(Type.Boolean()),
          trackingNo: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{6,40}$' })),
          ...cursorQuery,
        }),
        response: readAnswer(Type.Object({ orders: Type.Array(deskOrder), cursor })),
      },
    },
    async (request, reply) => {
      const { status, locked = false, trackingNo } = request.query
      if (!(await looks(door, [request, reply], { what: 'orders', subject: trackingNo ?? '' })))
        return reply
      if (trackingNo !== undefined) {
        const orders = await ordersByParcel(door.reads, trackingNo)
        return reply.send({ orders: orders.map(orderView), cursor: null })
      }
      const before = readPlace(request.query.cursor)
      const asked = { statuses: status ?? [], locked, before, limit: pageSize }
      const orders = await listOrders(door.reads, asked)
      const last = orders.at(-1)
      const next = last && { at: last.openedAt, id: last.orderId }
      return reply.send({ orders: orders.map(orderView), cursor: nextPage(orders, next) })
    },
  )

  app.get(
    '/v1/desk/shops',
    {
      schema: {
        tags,
        summary: 'Shops, newest first; with a name that holds these letters',
        querystring: Type.Object({
          named: Type.Optional(Type.String({ maxLength: 40 })),
          ...cursorQuery,
        }),
        response: readAnswer(Type.Object({ shops: Type.Array(deskShop), cursor })),
      },
    },
    async (request, reply) => {
      if (!(await looks(door, [request, reply], { what: 'shops' }))) return reply
      const before = readPlace(request.query.cursor)
      const asked = { named: request.query.named ?? '', before, limit: pageSize }
      const shops = await listShops(door.reads, asked)
      const last = shops.at(-1)
      const next = last && { at: last.openedAt, id: last.shop }
      const list = shops.map((one) => ({
        ...one,
        standing: one.standing as keyof typeof standingWords,
        openedAt: iso(one.openedAt),
      }))
      return reply.send({ shops: list, cursor: nextPage(shops, next) })
    },
  )

  workRoutes(fastify, door)
}

/** What is to come, what is under way, and who looked. */
function workRoutes(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']
  const ahead = Type.Object({
    dueAt: moment,
    subject: Type.String({ description: 'the table whose row waits' }),
    id: Type.String(),
    kind: Type.String(),
    shopName: Type.String(),
  })
  const instruction = Type.Object({
    orderId: Type.String(),
    instruction: Type.String(),
    attempts: Type.Integer(),
    nextAt: moment,
    shopName: Type.String(),
  })

  app.get(
    '/v1/desk/deadlines',
    {
      schema: {
        tags,
        summary: 'What comes by itself, soonest first',
        querystring: Type.Object({
          kind: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$' })),
          ...cursorQuery,
        }),
        response: readAnswer(Type.Object({ deadlines: Type.Array(ahead), cursor })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const after = readPlace(request.query.cursor)
      const asked = { kind: request.query.kind ?? null, after, limit: pageSize }
      const found = await deadlinesAhead(door.reads, asked)
      const last = found.at(-1)
      const next = last && { at: last.dueAt, id: `${last.id}${last.kind}` }
      const deadlines = found.map((one) => ({ ...one, dueAt: iso(one.dueAt) }))
      return reply.send({ deadlines, cursor: nextPage(found, next) })
    },
  )

  app.get(
    '/v1/desk/instructions',
    {
      schema: {
        tags,
        summary: 'Instructions that wait for a definite word of the provider, at most 200',
        response: readAnswer(Type.Object({ instructions: Type.Array(instruction) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const found = await openInstructions(door.reads, 200)
      const instructions = found.map((one) => ({ ...one, nextAt: iso(one.nextAt) }))
      return reply.send({ instructions })
    },
  )

  readRoutes(fastify, door)
}

/** Whoever watches is watched. */
function readRoutes(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const look = Type.Object({
    id: Type.String(),
    at: moment,
    personId: Type.String(),
    what: Type.String(),
    subject: Type.String(),
  })

  app.get(
    '/v1/desk/reads',
    {
      schema: {
        tags: ['desk'],
        summary: 'Who at the desk looked at what, newest first',
        querystring: Type.Object(cursorQuery),
        response: readAnswer(Type.Object({ reads: Type.Array(look), cursor })),
      },
    },
    async (request, reply) => {
      if (!(await looks(door, [request, reply], { what: 'reads' }))) return reply
      const before = readPlace(request.query.cursor)
      if (before && !/^[0-9a-f-]{36}$/.test(before.id))
        return sendProblem(reply, refuse('request.invalid', { params: { where: 'cursor' } }))
      const found = await listReads(door.reads, { before, limit: pageSize })
      const last = found.at(-1)
      const reads = found.map((one) => ({ ...one, at: iso(one.at) }))
      return reply.send({ reads, cursor: nextPage(found, last) })
    },
  )
}

export function orderView(line: OrderLine) {
  const status = line.status as keyof typeof statuses
  return { ...line, status, openedAt: iso(line.openedAt) }
}

function nextPage(found: readonly unknown[], last: Place | undefined): string | null {
  return found.length < pageSize || !last ? null : `${iso(last.at)}~${last.id}`
}

function readPlace(text: string | undefined): Place | null {
  const [time = '', id] = (text ?? '').split('~')
  const at = readMoment(time)
  return at === null || !id ? null : { at, id }
}
