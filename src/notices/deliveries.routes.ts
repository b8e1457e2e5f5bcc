import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { day, type Instant, iso, readMoment } from '../kernel/time.ts'
import { commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { listDeliveries, replay } from './deliveries.store.ts'
import type { Delivery } from './model.ts'
import { tryWords } from './notice-words.ts'
import { ownWebhook } from './routes.ts'

const moment = Type.String({ format: 'date-time' })
const params = Type.Object({
  shopId: Type.String({ maxLength: 40 }),
  webhookId: Type.String({ maxLength: 40 }),
})
const tried = Type.Object({
  at: moment,
  tookMs: Type.Integer(),
  status: Type.Union([Type.Integer(), Type.Null()]),
  error: Type.Union([codes(tryWords), Type.Null()]),
})
const deliverySchema = Type.Object(
  {
    messageId: Type.String(),
    kind: Type.String(),
    status: Type.Unsafe<Delivery['status']>(
      Type.String({ enum: ['waiting', 'delivered', 'failed'] }),
    ),
    attempts: Type.Integer(),
    tries: Type.Array(tried),
    createdAt: moment,
    nextAt: Type.Union([moment, Type.Null()]),
    finishedAt: Type.Union([moment, Type.Null()]),
    body: Type.String({ description: 'the very bytes that are sent' }),
  },
  { $id: 'Delivery' },
)
const pageSize = 50

/** 投递记录: what was sent to an address, how it went, and sending it once more. */
export async function deliveryRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['webhooks']

  app.get(
    '/v1/shops/:shopId/webhooks/:webhookId/deliveries',
    {
      schema: {
        tags,
        summary: 'Seller: the messages to an address, newest first, kept for 30 days',
        params,
        querystring: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 120 })) }),
        response: readAnswer(
          Type.Object({
            deliveries: Type.Array(deliverySchema),
            cursor: Type.Union([Type.String(), Type.Null()]),
          }),
        ),
      },
    },
    async (request, reply) => {
      const found = await ownWebhook(door, request, reply)
      if (!found) return reply
      const { shopId, webhook } = found
      const before = readCursor(request.query.cursor)
      const place = { shopId, webhookId: webhook.webhookId }
      const list = await listDeliveries(door.reads, place, { before, limit: pageSize })
      const last = list.at(-1)
      const cursor =
        last && list.length === pageSize ? `${iso(last.createdAt)}~${last.messageId}` : null
      return reply.send({ deliveries: list.map(view), cursor })
    },
  )

  app.post(
    '/v1/shops/:shopId/webhooks/:webhookId/replay',
    {
      schema: {
        tags,
        summary: 'Seller: send one message again, or all that failed since a moment (at most 1000)',
        params,
        headers: commandHeaders,
        body: Type.Object(
          {
            messageId: Type.Optional(Type.String({ maxLength: 60 })),
            since: Type.Optional(moment),
          },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ queued: Type.Integer() })),
      },
    },
    async (request, reply) => {
      const found = await ownWebhook(door, request, reply)
      if (!found || !door.hasKey(request, reply)) return reply
      const at: Instant = door.clock.now()
      const { messageId = null, since } = request.body
      const from = since === undefined ? at - 30 * day : Date.parse(since)
      const place = { shopId: found.shopId, webhookId: found.webhook.webhookId }
      const queued = await replay(door.reads, place, { messageId, since: from, at })
      if (messageId !== null && queued === 0)
        return sendProblem(reply, refuse('webhook.message_unknown'))
      return reply.send({ queued })
    },
  )
}

function view(one: Delivery) {
  const { messageId, kind, status, attempts, body } = one
  return {
    messageId,
    kind,
    status,
    attempts,
    body,
    tries: one.tries.map((each) => ({ ...each, at: iso(each.at) })),
    createdAt: iso(one.createdAt),
    nextAt: one.nextAt === null ? null : iso(one.nextAt),
    finishedAt: one.finishedAt === null ? null : iso(one.finishedAt),
  }
}

function readCursor(text: string | undefined): { at: Instant; id: string } | null {
  const [time = '', id] = (text ?? '').split('~')
  const at = readMoment(time)
  return at === null || !id ? null : { at, id }
}
