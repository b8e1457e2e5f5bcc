import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Identity } from '../identity/identity.ts'
import { fenJson } from '../kernel/canonical.ts'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { loadOrder } from '../orders/reading.ts'
import { orderSchema } from '../orders/wire.ts'
import { messagesOf, rejectedCallbacks } from '../payments/store.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { pageOfStream, readStream } from '../platform/journal.ts'
import { looks } from './access.ts'

const moment = Type.String({ format: 'date-time' })
const afterSeq = Type.Integer({ minimum: 0, maximum: 2_000_000_000 })
const params = Type.Object({ orderId: Type.String({ maxLength: 40 }) })
const journalEntry = Type.Object({
  seq: Type.Integer(),
  kind: Type.String(),
  recordedAt: moment,
  leaf: Type.String({ description: 'the bytes that stand in the log' }),
  payload: Type.Any(),
})
const message = Type.Object({
  source: Type.String(),
  dedupeKey: Type.String(),
  receivedAt: moment,
  body: Type.String({ description: 'base64, word for word' }),
})
const rejected = Type.Object({
  id: Type.String(),
  provider: Type.String(),
  receivedAt: moment,
  body: Type.String({ description: 'base64, at most 16 KiB' }),
})

/** 工作台: what an operator may look at. Reads only; nothing here changes anything. */
export async function deskRoutes(
  fastify: FastifyInstance,
  room: { door: Door; identity: Identity },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const tags = ['desk']

  app.get(
    '/v1/desk/orders/:orderId',
    { schema: { tags, summary: 'One order', params, response: readAnswer(orderSchema) } },
    async (request, reply) => {
      const { orderId } = request.params
      if (!(await looks(door, [request, reply], { what: 'order', subject: orderId }))) return reply
      const shopId = door.shopOf(orderId, 'ord')
      const eyes = () => ({ role: 'desk' as const, proven: false })
      const seen = shopId === null ? null : await loadOrder(room, { shopId, orderId }, eyes)
      return seen ? reply.send(seen) : sendProblem(reply, refuse('order.not_found'))
    },
  )

  journalRoute(fastify, door)
  rejectedRoute(fastify, door)
}

/** 经过: every entry, and the provider's own words. */
function journalRoute(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/orders/:orderId/journal',
    {
      schema: {
        tags,
        summary: 'The journal of one order, and what the provider said, word for word',
        params,
        querystring: Type.Object({ after: Type.Optional(afterSeq) }),
        response: readAnswer(
          Type.Object({
            entries: Type.Array(journalEntry),
            messages: Type.Array(message),
            next: Type.Union([Type.Integer(), Type.Null()], {
              description: 'ask for more after it',
            }),
          }),
        ),
      },
    },
    async (request, reply) => {
      const { orderId } = request.params
      if (!(await looks(door, [request, reply], { what: 'journal', subject: orderId })))
        return reply
      const shopId = door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
      const [journal, messages] = await Promise.all([
        readStream(door.reads, shopId, {
          subject: `order:${orderId}`,
          after: request.query.after ?? 0,
        }),
        messagesOf(door.reads, shopId, orderId),
      ])
      const entries = journal.map(({ seq, kind, recordedAt, leaf, payload }) => ({
        seq,
        kind,
        recordedAt: iso(recordedAt),
        leaf: leaf.toString(),
        payload: JSON.parse(fenJson(payload)) as unknown,
      }))
      const next = entries.length === pageOfStream ? (entries.at(-1)?.seq ?? null) : null
      return reply.send({
        entries,
        next,
        messages: messages.map((one) => ({
          ...one,
          receivedAt: iso(one.receivedAt),
          body: one.body.toString('base64'),
        })),
      })
    },
  )
}

/** 伪造的回调: kept, and without effect. */
function rejectedRoute(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/callbacks/rejected',
    {
      schema: {
        tags,
        summary: 'Callbacks whose signature did not hold',
        response: readAnswer(Type.Object({ callbacks: Type.Array(rejected) })),
      },
    },
    async (request, reply) => {
      if (!(await looks(door, [request, reply], { what: 'callbacks' }))) return reply
      const found = await rejectedCallbacks(door.reads, 100)
      const callbacks = found.map((one) => ({
        ...one,
        receivedAt: iso(one.receivedAt),
        body: one.body.toString('base64'),
      }))
      return reply.send({ callbacks })
    },
  )
}
