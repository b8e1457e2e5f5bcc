import { randomBytes } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { day, iso } from '../kernel/time.ts'
import type { Command } from '../orders/model.ts'
import { readOrder } from '../orders/store.ts'
import { commandHeaders, type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import type { Lanes } from '../platform/run.ts'
import { looks } from './access.ts'
import { isOwn } from './four-eyes.ts'
import { uuidNamed } from './ids.ts'
import { suspenseWords } from './money-words.ts'
import {
  decideSettlement,
  hanging,
  listSettlements,
  readSettlement,
  type Settlement,
  saveSettlement,
} from './suspense.store.ts'

const moment = Type.String({ format: 'date-time' })
const maybe = (one: ReturnType<typeof Type.String>) => Type.Union([one, Type.Null()])
const settlementSchema = Type.Object(
  {
    id: Type.String(),
    orderId: Type.String(),
    action: codes(suspenseWords),
    amountFen: Type.Integer(),
    reason: Type.String(),
    proposedBy: Type.String(),
    proposedAt: moment,
    outcome: maybe(Type.String()),
    decidedBy: maybe(Type.String()),
    decidedAt: maybe(moment),
  },
  { $id: 'SuspenseSettlement' },
)
const hangingSchema = Type.Object({
  orderId: Type.String(),
  fen: Type.Integer({
    description: 'above zero: held for nobody; below: the ended hold has paid what was disputed',
  }),
})
const tags = ['desk']

interface Room {
  readonly door: Door
  readonly lanes: Lanes
}

/** 挂账处理: what hangs, what somebody proposes to do about it, and what a second person says. */
export async function suspenseRoutes(fastify: FastifyInstance, room: Room): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room

  app.get(
    '/v1/desk/suspense',
    {
      schema: {
        tags,
        summary: 'What hangs in suspense, by order, and the latest proposals',
        response: readAnswer(
          Type.Object({
            hanging: Type.Array(hangingSchema),
            proposals: Type.Array(settlementSchema),
          }),
        ),
      },
    },
    async (request, reply) => {
      if (!(await looks(door, [request, reply], { what: 'suspense' }))) return reply
      const [hangs, proposals] = await Promise.all([
        hanging(door.reads, null),
        listSettlements(door.reads, 100),
      ])
      return reply.send({
        hanging: hangs.map(({ orderId, fen }) => ({ orderId, fen: Number(fen) })),
        proposals: proposals.map(view),
      })
    },
  )

  proposalRoute(fastify, room)
  decisionRoutes(fastify, room)
}

/** One proposes. The same wish is one proposal. */
function proposalRoute(fastify: FastifyInstance, { door }: Room): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/desk/orders/:orderId/suspense',
    {
      schema: {
        tags,
        summary: 'Propose what becomes of money that hangs; a colleague must approve',
        params: Type.Object({ orderId: Type.String({ maxLength: 40 }) }),
        headers: commandHeaders,
        body: Type.Object(
          {
            action: codes(suspenseWords),
            amountFen: Type.Integer({ minimum: 0, maximum: 100_000_000_000 }),
            reason: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }),
          },
          { additionalProperties: false },
        ),
        response: { 201: settlementSchema, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'operator')
      if (!actor || !door.hasKey(request, reply)) return reply
      const { orderId } = request.params
      const shopId = door.shopOf(orderId, 'ord')
      const found = shopId === null ? null : await readOrder(door.reads, shopId, orderId)
      if (shopId === null || !found) return sendProblem(reply, refuse('order.not_found'))
      if (isOwn(found.order, actor.personId)) return sendProblem(reply, refuse('suspense.party'))
      const { action, amountFen, reason } = request.body
      const proposed: Settlement = {
        shopId,
        id: uuidNamed(`suspense ${actor.personId} ${request.headers['idempotency-key']}`),
        orderId,
        action,
        amountFen: BigInt(amountFen),
        movements: found.order.movements.length,
        reason: reason.trim(),
        proposedBy: actor.personId,
        proposedAt: door.clock.now(),
        ...{ outcome: null, decidedBy: null, decidedAt: null },
      }
      const before = await readSettlement(door.reads, shopId, proposed.id)
      if (before) return reply.code(201).send(view(before))
      if (!(await hangsEnough(door, proposed)))
        return sendProblem(reply, refuse('suspense.less_hangs'))
      await saveSettlement(door.reads, proposed)
      return reply.code(201).send(view(proposed))
    },
  )
}

/** A second person's word. Approving once more repeats it, and moves nothing twice. */
function decisionRoutes(fastify: FastifyInstance, room: Room): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const ways = [
    ['approve', 'approved', 'Approve a colleague’s proposal: it is done at once'],
    ['decline', 'declined', 'Decline a proposal, or take back your own'],
  ] as const
  for (const [path, outcome, summary] of ways)
    app.post(
      `/v1/desk/orders/:orderId/suspense/:id/${path}`,
      {
        schema: {
          tags,
          summary,
          params: Type.Object({
            orderId: Type.String({ maxLength: 40 }),
            id: Type.String({ format: 'uuid' }),
          }),
          response: readAnswer(settlementSchema),
        },
      },
      async (request, reply) => {
        const actor = await door.person(request, reply, 'operator')
        if (!actor) return reply
        const { orderId, id } = request.params as { orderId: string; id: string }
        const shopId = door.shopOf(orderId, 'ord')
        const found = shopId === null ? null : await readSettlement(door.reads, shopId, id)
        if (!found || found.orderId !== orderId)
          return sendProblem(reply, refuse('suspense.not_found'))
        const about = await readOrder(door.reads, found.shopId, orderId)
        if (about && isOwn(about.order, actor.personId))
          return sendProblem(reply, refuse('suspense.party'))
        if (outcome === 'approved' && found.proposedBy === actor.personId)
          return sendProblem(reply, refuse('suspense.own'))
        return decide(room, reply, found, { outcome, by: actor.personId })
      },
    )
}

async function decide(
  room: Room,
  reply: FastifyReply,
  ...[found, word]: [Settlement, { outcome: 'approved' | 'declined'; by: string }]
): Promise<FastifyReply> {
  const { door } = room
  const { shopId, id } = found
  if (found.outcome === null) {
    if (word.outcome === 'approved' && !(await hangsEnough(door, found)))
      return sendProblem(reply, refuse('suspense.less_hangs'))
    await decideSettlement(door.reads, found, { ...word, at: door.clock.now() })
  }
  const now = (await readSettlement(door.reads, shopId, id)) ?? found
  if (now.outcome !== word.outcome) return sendProblem(reply, refuse('suspense.decided'))
  // Approved again, it is only repeated while its first answer is surely kept.
  const fresh = now.decidedAt !== null && door.clock.now() - now.decidedAt < day
  if (now.outcome === 'approved' && fresh) {
    const answer = await carryOut(room, now)
    if (!answer.ok) return sendProblem(reply, answer)
  }
  return reply.send(view(now))
}

/** Does so much hang, on the side that this is about? A note needs nothing. */
async function hangsEnough(
  door: Door,
  { shopId, orderId, action, amountFen }: Settlement,
): Promise<boolean> {
  if (action === 'note') return true
  const [one] = await hanging(door.reads, { shopId, orderId })
  const fen = one?.fen ?? 0n
  return amountFen > 0n && amountFen <= (action === 'to_buyer' ? fen : -fen)
}

async function carryOut({ door, lanes }: Room, one: Settlement) {
  const { shopId, id, orderId: target, action, amountFen, movements } = one
  const body: Command = { type: 'settle_suspense', action, amountFen, movements, ref: id }
  const { answer } = await lanes.submit({
    // The proposal's own id: whoever approves it again gets the same answer.
    id,
    shopId,
    actor: `desk:${id}`,
    domain: 'orders',
    target,
    body,
    arrivedAt: door.clock.now(),
    seed: randomBytes(32),
  })
  return answer
}

function view({ shopId: _shop, movements: _movements, ...one }: Settlement) {
  return {
    ...one,
    amountFen: Number(one.amountFen),
    proposedAt: iso(one.proposedAt),
    decidedAt: one.decidedAt === null ? null : iso(one.decidedAt),
  }
}
