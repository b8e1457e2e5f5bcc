import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { proofBody } from '../identity/account.routes.ts'
import type { Identity } from '../identity/identity.ts'
import type { Proof } from '../identity/model.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Lanes } from '../platform/run.ts'
import { sweepNow } from './declaring.ts'
import type { Present } from './model.ts'
import { readShop, shopRow } from './store.ts'

const moment = Type.String({ format: 'date-time' })
const maybe = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const params = Type.Object({ shopId: Type.String({ maxLength: 40 }) })
const payoutSchema = Type.Object(
  {
    account: Type.String({ description: 'the provider’s number for it, masked' }),
    tail: maybe(Type.String()),
    waiting: maybe(
      Type.Object({
        account: Type.String(),
        tail: maybe(Type.String()),
        askedAt: moment,
        dueAt: moment,
        factor: Type.Unsafe<'passkey' | 'code'>(Type.String({ enum: ['passkey', 'code'] })),
      }),
    ),
    frozen: maybe(
      Type.Object({
        since: moment,
        at: moment,
        by: Type.Unsafe<'owner' | 'desk'>(Type.String({ enum: ['owner', 'desk'] })),
      }),
    ),
  },
  { $id: 'Payout' },
)
const answer = commandAnswer({ shopId: Type.String(), name: Type.String(), status: Type.String() })

interface Room {
  readonly door: Door
  readonly lanes: Lanes
  readonly identity: Identity
}
type Request = FastifyRequest<{ Params: { shopId: string } }>

/** 收款账户: where a shop's money goes, shown masked; a change is proved twice and held for a day. */
export async function payoutRoutes(fastify: FastifyInstance, room: Room): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['shops']

  app.get(
    '/v1/shops/:shopId/payout',
    {
      schema: {
        tags,
        summary: 'Seller: where the money goes, what waits, and whether the shop is frozen',
        params,
        response: readAnswer(payoutSchema),
      },
    },
    async (request, reply) => {
      const mine = await ownShop(room, request, reply)
      if (!mine) return reply
      return reply.header('cache-control', 'no-store').send(payoutView(mine.shop))
    },
  )

  app.post(
    '/v1/shops/:shopId/payout',
    {
      schema: {
        tags,
        summary: 'Seller: another payout account; with a second proof, and only after 24 hours',
        headers: commandHeaders,
        params,
        body: Type.Object(
          {
            payeeRef: Type.String({ pattern: '^[A-Za-z0-9-]{6,40}$' }),
            tail: Type.String({ pattern: '^[0-9]{4}$' }),
            proof: proofBody,
          },
          { additionalProperties: false },
        ),
        response: answer,
      },
    },
    async (request, reply) => {
      const { payeeRef, tail, proof } = request.body
      const asked = { payeeRef, tail, type: 'change_payout' }
      const sent = await proved(room, [request, reply], { proof: proof as Proof, body: asked })
      if (sent !== null && reply.statusCode < 300) await room.identity.tell(sent, 'payout.asked')
      return reply
    },
  )
  stopRoutes(fastify, room)
}

function stopRoutes(fastify: FastifyInstance, room: Room): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['shops']
  app.post(
    '/v1/shops/:shopId/payout/stop',
    {
      schema: {
        tags,
        summary: 'Seller: that was not me; the change that waits does not happen',
        headers: commandHeaders,
        params,
        response: answer,
      },
    },
    async (request, reply) => {
      const mine = await ownShop(room, request, reply)
      if (!mine) return reply
      const body = { type: 'stop_payout' } as Body
      return room.door.command(request, reply, { ...mine, ...place, body })
    },
  )

  app.post(
    '/v1/shops/:shopId/thaw',
    {
      schema: {
        tags,
        summary: 'Seller: I am back, and have looked through the orders; what was held goes on',
        headers: commandHeaders,
        params,
        body: Type.Object({ proof: proofBody }, { additionalProperties: false }),
        response: answer,
      },
    },
    async (request, reply) => {
      const done = await proved(room, [request, reply], {
        proof: request.body.proof as Proof,
        body: { type: 'thaw' },
      })
      // The owner has an answer already; the orders follow at once.
      const shopId = room.door.shopOf(request.params.shopId, 'shp')
      if (done !== null && shopId !== null && reply.statusCode < 300) await sweepNow(room, shopId)
      return reply
    },
  )
}

const place = { domain: 'shops', target: shopRow } as const

/**
 * Does as the owner says who has shown a second proof; a program cannot. Out: whose command was
 * decided now; null when an answer was sent before that.
 */
async function proved(
  room: Room,
  [request, reply]: readonly [Request, FastifyReply],
  wish: { proof: Proof; body: Body },
): Promise<string | null> {
  if (request.headers.authorization !== undefined) {
    sendProblem(reply, refuse('actor.not_allowed'))
    return null
  }
  const mine = await ownShop(room, request, reply)
  if (!mine || !room.door.hasKey(request, reply)) return null
  const { personId } = mine.actor
  // A proof is good once: whoever did not hear the answer sends the same again and gets it.
  const repeat = await room.door.isRepeat(request, mine)
  const shown = 'code' in wish.proof ? 'code' : 'passkey'
  const factor = repeat ? shown : await room.identity.proving.check(personId, wish.proof)
  if (isRefusal(factor)) {
    sendProblem(reply, factor)
    return null
  }
  const body = { ...wish.body, factor } as Body
  await room.door.command(request, reply, { ...mine, ...place, body })
  return repeat ? null : personId
}

async function ownShop({ door }: Room, request: Request, reply: FastifyReply) {
  const actor = await door.person(request, reply)
  if (!actor) return null
  const shopId = door.shopOf(request.params.shopId, 'shp')
  const shop = shopId === null ? null : await readShop(door.reads, shopId)
  if (shopId !== null && shop && shop.status !== 'none' && shop.ownerId === actor.personId)
    return { shopId, shop, actor }
  sendProblem(reply, refuse('shop.not_found'))
  return null
}

function payoutView({ payeeRef, payoutTail, payoutWish, frozen }: Present) {
  const waiting = payoutWish && {
    account: masked(payoutWish.payeeRef),
    tail: payoutWish.tail,
    askedAt: iso(payoutWish.askedAt),
    dueAt: iso(payoutWish.dueAt),
    factor: payoutWish.factor,
  }
  const stopped = frozen && { since: iso(frozen.since), at: iso(frozen.at), by: frozen.by }
  return {
    account: masked(payeeRef),
    tail: payoutTail ?? null,
    waiting: waiting ?? null,
    frozen: stopped ?? null,
  }
}

/** `payee-abcdefghijkl` → `paye…ijkl`: enough to tell two accounts apart. */
function masked(text: string): string {
  return `${text.slice(0, 4)}…${text.slice(-4)}`
}
