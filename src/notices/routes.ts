import { randomBytes } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Actor, actorId } from '../identity/model.ts'
import { sha256Hex } from '../kernel/hash.ts'
import type { ShopId } from '../kernel/ids.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { readShop } from '../network/store.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { type Resolve, reachable } from '../platform/outside.ts'
import { fedThrough, hold, queue } from './deliveries.store.ts'
import type { Known } from './model.ts'
import { topicWords } from './notice-words.ts'
import { secretOf } from './signing.ts'
import { readWebhook, webhooksMax, webhooksOf } from './store.ts'
import { readTarget, urlLengthMax } from './target.ts'

export interface WebhookRoom {
  readonly door: Door
  readonly siteKey: Buffer
  readonly allowLoopback: boolean
  readonly resolve: Resolve
}

const moment = Type.String({ format: 'date-time' })
const shopParams = Type.Object({ shopId: Type.String({ maxLength: 40 }) })
const params = Type.Object({
  shopId: Type.String({ maxLength: 40 }),
  webhookId: Type.String({ maxLength: 40 }),
})
const wish = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: urlLengthMax, description: 'https://…' }),
    description: Type.String({ maxLength: 100 }),
    topics: Type.Array(codes(topicWords), { maxItems: 10, uniqueItems: true }),
  },
  { additionalProperties: false },
)
const webhookSchema = Type.Object(
  {
    webhookId: Type.String(),
    status: Type.Unsafe<'on' | 'off' | 'removed'>(Type.String({ enum: ['on', 'off', 'removed'] })),
    url: Type.String(),
    description: Type.String(),
    topics: Type.Array(codes(topicWords)),
    createdAt: moment,
    offBecause: Type.Union([Type.String(), Type.Null()]),
    failures: Type.Integer({ description: 'tries in a row that did not arrive' }),
    fedThrough: Type.Union([Type.Integer(), Type.Null()], {
      description: 'up to which entry of the log its messages were made',
    }),
  },
  { $id: 'Webhook' },
)
const answer = commandAnswer({ webhookId: Type.String(), status: Type.String() })

/** 回调地址: a seller's programs, and where they want to be told. */
export async function webhookRoutes(fastify: FastifyInstance, room: WebhookRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const tags = ['webhooks']

  app.get(
    '/v1/shops/:shopId/webhooks',
    {
      schema: {
        tags,
        summary: 'Seller: the addresses that are told of the events of a shop',
        params: shopParams,
        response: readAnswer(Type.Object({ webhooks: Type.Array(webhookSchema) })),
      },
    },
    async (request, reply) => {
      const mine = await ownShop(door, request, reply)
      if (!mine) return reply
      const found = await webhooksOf(door.reads, [mine.shopId])
      const cursors = await fedThrough(door.reads, [mine.shopId])
      const webhooks = found.map(({ shopId, webhook }) => {
        const cursor = cursors.get(`${shopId} ${webhook.webhookId}`)
        const through = cursor?.fedThrough ?? -1
        const failures = cursor?.failures ?? 0
        return view(webhook, { failures, fedThrough: through < 0 ? null : through })
      })
      return reply.send({ webhooks })
    },
  )

  app.post(
    '/v1/shops/:shopId/webhooks',
    {
      schema: {
        tags,
        summary: 'Seller: register an address',
        params: shopParams,
        headers: commandHeaders,
        body: wish,
        response: commandAnswer({ webhookId: Type.String(), status: Type.String() }, 201),
      },
    },
    async (request, reply) => {
      const mine = await ownShop(door, request, reply)
      if (!mine || !door.hasKey(request, reply)) return reply
      const { shopId, actor } = mine
      if (!(await mayReach(room, request.body.url, reply))) return reply
      const maker = `${shopId} ${actorId(actor)} ${request.headers['idempotency-key']}`
      const target = `whk_${sha256Hex(maker).slice(0, 26)}`
      const there = (await webhooksOf(door.reads, [shopId])).map(({ webhook }) => webhook.webhookId)
      if (there.length >= webhooksMax && !there.includes(target))
        return sendProblem(reply, refuse('webhook.too_many'))
      const body = { type: 'register', shop: request.params.shopId, ...request.body }
      const command = { shopId, domain: 'webhooks', target, body, created: true }
      return door.command(request, reply, { ...command, actor })
    },
  )
  changeRoutes(fastify, room)
  setUpRoutes(fastify, room)
}

/** What a seller changes about an address. */
function changeRoutes(fastify: FastifyInstance, room: WebhookRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const tags = ['webhooks']

  app.post(
    '/v1/shops/:shopId/webhooks/:webhookId/edit',
    {
      schema: {
        tags,
        summary: 'Seller: change an address or its topics',
        params,
        headers: commandHeaders,
        body: wish,
        response: answer,
      },
    },
    async (request, reply) => {
      const mine = await ownShop(door, request, reply)
      if (!mine || !(await mayReach(room, request.body.url, reply))) return reply
      const body = { type: 'edit', ...request.body }
      const target = request.params.webhookId
      return door.command(request, reply, { ...mine, domain: 'webhooks', target, body })
    },
  )
  const simple = [
    ['turn-on', 'turn_on', 'Seller: send again, beginning with what has waited'],
    ['turn-off', 'turn_off', 'Seller: send nothing; messages wait for 30 days'],
    ['rotate-key', 'rotate_key', 'Seller: a new signing key; for a day both keys sign'],
    ['remove', 'remove', 'Seller: forget this address'],
  ] as const
  for (const [path, type, summary] of simple)
    app.post(
      `/v1/shops/:shopId/webhooks/:webhookId/${path}`,
      { schema: { tags, summary, params, headers: commandHeaders, response: answer } },
      async (request, reply) => {
        const mine = await ownShop(door, request, reply)
        if (!mine) return reply
        const { webhookId } = request.params as { webhookId: string }
        const body = type === 'turn_off' ? { type, because: 'seller' } : { type }
        const wanted = { ...mine, domain: 'webhooks', target: webhookId, body }
        await door.command(request, reply, wanted)
        const waits = type === 'turn_on' ? door.clock.now() : null
        if (reply.statusCode < 300 && type !== 'rotate_key')
          await hold(door.reads, { shopId: mine.shopId, webhookId }, waits)
        return reply
      },
    )
}

/** What a seller needs to set up a receiver. */
function setUpRoutes(fastify: FastifyInstance, room: WebhookRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const tags = ['webhooks']

  app.get(
    '/v1/shops/:shopId/webhooks/:webhookId/secret',
    {
      schema: {
        tags,
        summary: 'Seller: the secret by which a receiver checks that a message is ours',
        params,
        response: readAnswer(Type.Object({ secret: Type.String({ description: 'whsec_…' }) })),
      },
    },
    async (request, reply) => {
      const found = await ownWebhook(door, request, reply)
      if (!found) return reply
      const secret = secretOf(room.siteKey, found.webhook, found.webhook.keyNo)
      return reply.header('cache-control', 'no-store').send({ secret })
    },
  )

  app.post(
    '/v1/shops/:shopId/webhooks/:webhookId/test',
    {
      schema: {
        tags,
        summary: 'Seller: send a test message',
        params,
        headers: commandHeaders,
        response: readAnswer(Type.Object({ messageId: Type.String() })),
      },
    },
    async (request, reply) => {
      const found = await ownWebhook(door, request, reply)
      if (!found || !door.hasKey(request, reply)) return reply
      const { shopId, webhook } = found
      const messageId = `msg_test_${randomBytes(12).toString('hex')}`
      const at = door.clock.now()
      const data = { shopId: webhook.shop }
      const body = JSON.stringify({ type: 'webhook.test', timestamp: iso(at), data })
      const { webhookId } = webhook
      const test = { shopId, webhookId, messageId, index: null, kind: 'webhook.test', body }
      await queue(door.reads, [test], at)
      return reply.send({ messageId })
    },
  )
}

/** The shop of the path, if the caller sells there. Null: answered already. */
export async function ownShop(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ shopId: ShopId; actor: Actor } | null> {
  const actor = await door.person(request, reply)
  if (!actor) return null
  const { shopId: text } = request.params as { shopId: string }
  const shopId = door.shopOf(text, 'shp')
  const shop = shopId === null ? null : await readShop(door.reads, shopId)
  if (shopId !== null && shop && shop.status !== 'none' && shop.ownerId === actor.personId)
    return { shopId, actor }
  sendProblem(reply, refuse('shop.not_found'))
  return null
}

/** The address of the path, if it is the caller's. Null: answered already. */
export async function ownWebhook(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ shopId: ShopId; webhook: Known } | null> {
  const mine = await ownShop(door, request, reply)
  if (!mine) return null
  const { webhookId } = request.params as { webhookId: string }
  const webhook = await readWebhook(door.reads, mine.shopId, webhookId)
  if (webhook) return { shopId: mine.shopId, webhook }
  sendProblem(reply, refuse('webhook.not_found'))
  return null
}

/** May messages go there, as the name stands now? False: answered already. */
async function mayReach(room: WebhookRoom, text: string, reply: FastifyReply): Promise<boolean> {
  const url = readTarget(text, room.allowLoopback)
  const to = isRefusal(url) ? url : await reachable(url, room)
  if (typeof to === 'object' && 'refused' in to) sendProblem(reply, to)
  else if (to === 'unresolved') sendProblem(reply, refuse('webhook.url_unresolved'))
  else if (to === 'private_address') sendProblem(reply, refuse('webhook.url_private'))
  else return true
  return false
}

function view(webhook: Known, how: { failures: number; fedThrough: number | null }) {
  const { webhookId, status, url, description, topics, createdAt, offBecause } = webhook
  const about = { webhookId, status, url, description, topics: [...topics] }
  return { ...about, createdAt: iso(createdAt), offBecause, ...how }
}
