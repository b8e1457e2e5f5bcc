import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { grantOf, seeOrder } from '../evidence/view.ts'
import { refuse } from '../kernel/refusal.ts'
import { day, shanghaiDay } from '../kernel/time.ts'
import { burdensOf, hoursToShow } from '../law/burden.rules.ts'
import { readShop } from '../network/store.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { together } from '../platform/together.ts'
import { habitsOf } from '../returns/habits.store.ts'
import { delaysOf, readReturns } from '../returns/store.ts'
import { factsOf } from './facts.ts'
import type { Command } from './model.ts'
import { midpointRule } from './offering.ts'
import { loadCase } from './reading.ts'
import { remediesOf } from './remedies.ts'
import { sealBid } from './sealing.ts'
import { type Step, sideSteps } from './steps.routes.ts'
import { casesOfShop, readComplaint, redressFigures } from './store.ts'
import { disputeTerms, type Fault, faultPrices, points } from './terms.ts'
import { caseLine } from './view.ts'
import {
  caseLineSchema,
  caseSchema,
  figuresSchema,
  remediesSchema,
  rulesSchema,
  shopFiguresSchema,
} from './wire.ts'

export interface CaseRoom {
  readonly door: Door
  /** Seals blind bids. */
  readonly bidKey: Uint8Array
}

const tags = ['disputes']
const params = Type.Object({ orderId: Type.String({ maxLength: 40 }) })
const stepParams = Type.Object({
  orderId: Type.String({ maxLength: 40 }),
  offerId: Type.String({ maxLength: 80 }),
})
const secretHeader = Type.Object({
  'baozheng-order-secret': Type.Optional(
    Type.String({ description: 'the secret of the order’s link; never part of an address' }),
  ),
})
const headers = Type.Intersect([commandHeaders, secretHeader])

/** 投诉: one case file of an order, for its two sides; and what everybody may know of the rules. */
export async function caseRoutes(fastify: FastifyInstance, room: CaseRoom): Promise<void> {
  ofOrder(fastify, room)
  ofShop(fastify, room)
  figuresOfShop(fastify, room)
  published(fastify, room)
  for (const step of sideSteps) stepRoute(fastify, room, step)
}

function ofOrder(fastify: FastifyInstance, { door }: CaseRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/orders/:orderId/complaint',
    {
      schema: {
        tags,
        summary: 'The case file of this order: both sides see the same record and reasons',
        headers: secretHeader,
        params,
        response: readAnswer(caseSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(door, request, reply)
      if (!seen) return reply
      const { orderId } = request.params
      const by = seen.holder === 'desk' ? 'mediator' : seen.holder
      const file = await loadCase({ door }, { shopId: seen.shopId, orderId }, () => by)
      return file ? reply.send(file) : sendProblem(reply, refuse('complaint.not_open'))
    },
  )
  app.get(
    '/v1/orders/:orderId/remedies',
    {
      schema: {
        tags,
        summary: 'Something is wrong: what applies to this order today, with amounts and dates',
        headers: secretHeader,
        params,
        response: readAnswer(remediesSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(door, request, reply)
      if (!seen) return reply
      const { orderId } = request.params
      const [file, returns] = await Promise.all([
        readComplaint(door.reads, seen.shopId, orderId),
        readReturns(door.reads, seen.shopId, orderId),
      ])
      const at = door.clock.now()
      return reply.send(remediesOf({ ...seen, file, facts: factsOf(seen.order, returns), at }))
    },
  )
}

function ofShop(fastify: FastifyInstance, { door }: CaseRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/shops/:shopId/complaints',
    {
      schema: {
        tags,
        summary: 'The owner’s open cases, the next clock first',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(Type.Object({ cases: Type.Array(caseLineSchema) })),
      },
    },
    async (request, reply) => {
      const person = await door.person(request, reply)
      if (!person) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      const shop = shopId === null ? null : await readShop(door.reads, shopId)
      if (shopId === null || !shop || shop.status === 'none' || shop.ownerId !== person.personId)
        return sendProblem(reply, refuse('shop.not_found'))
      const all = await casesOfShop(door.reads, shopId, 100)
      const cases = all.filter(({ sellerId }) => sellerId === person.personId).map(caseLine)
      return reply.send({ cases })
    },
  )
}

const shopFiguresDays = 365

/** 维权速度: how fast one shop gives redress, and how often it was late. Public counts. */
function figuresOfShop(fastify: FastifyInstance, { door }: CaseRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/shops/:shopId/redress',
    {
      schema: {
        tags,
        summary: 'How fast does this shop give redress, and how often was it late?',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(shopFiguresSchema),
      },
    },
    async (request, reply) => {
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const since = door.clock.now() - shopFiguresDays * day
      const [late, figures] = await Promise.all([
        delaysOf(door.reads, shopId, since),
        redressFigures(door.reads, shopId),
      ])
      const { redressed: cases, withoutHuman, medianHours } = figures
      return reply.send({ days: shopFiguresDays, ...late, cases, withoutHuman, medianHours })
    },
  )
}

/** The rules and the figures: for everybody, without signing in. */
function published(fastify: FastifyInstance, { door }: CaseRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  // It counts all cases there ever were, for whoever asks.
  const figures = together(() => redressFigures(door.reads))
  app.get(
    '/v1/redress/rules',
    {
      schema: {
        tags,
        summary: 'Published rules: who must show what, what faults cost, how blind bids meet',
        response: readAnswer(rulesSchema),
      },
    },
    async (_request, reply) => {
      const on = shanghaiDay(door.clock.now())
      const faults = Object.entries(faultPrices) as [Fault, number][]
      const { version, fourEyesFen } = disputeTerms
      return reply.send({
        ...{ version, biddingRule: midpointRule, hoursToShow: hoursToShow(on) },
        burdens: burdensOf(points, { goods: '', receivedOn: null, on }),
        faults: faults.map(([fault, percent]) => ({ fault, percent })),
        fourEyesFen: Number(fourEyesFen),
      })
    },
  )
  app.get(
    '/v1/redress/figures',
    {
      schema: {
        tags,
        summary: 'How fast does redress come, and how often without a person deciding?',
        response: readAnswer(figuresSchema),
      },
    },
    async (_request, reply) => reply.send(await figures()),
  )
}

function stepRoute(fastify: FastifyInstance, room: CaseRoom, step: Step): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    `/v1/orders/:orderId/${step.path}`,
    {
      schema: {
        ...{ tags, summary: step.summary, headers, body: step.body },
        params: step.path.includes(':offerId') ? stepParams : params,
        response: commandAnswer({ complaint: Type.Optional(Type.String()) as never }),
      },
    },
    async (request, reply) => {
      const asked = request as FastifyRequest<{ Params: { orderId: string; offerId?: string } }>
      return act(room, { step, request: asked, reply })
    },
  )
}

async function act(
  { door, bidKey }: CaseRoom,
  {
    step,
    request,
    reply,
  }: {
    step: Step
    request: FastifyRequest<{ Params: { orderId: string; offerId?: string } }>
    reply: FastifyReply
  },
): Promise<FastifyReply> {
  const actor = await door.actor(request, reply)
  if (!actor) return reply
  const { orderId, offerId = '' } = request.params
  const shopId = door.shopOf(orderId, 'ord')
  if (shopId === null) return sendProblem(reply, refuse('complaint.not_found'))
  const told = (request.body ?? {}) as Record<string, unknown>
  let body: Command = step.command(told, offerId)
  if (body.type === 'open' && 'personId' in actor) {
    const since = door.clock.now() - disputeTerms.frequentDays * day
    const asked = { kind: 'complaint', since } as const
    body = { ...body, lately: await habitsOf(door.reads, actor.personId, asked) }
  }
  if (step.path === 'complaint/bid') {
    const wish = String(request.headers['idempotency-key'] ?? '')
    const fen = BigInt(Number(told.toleranceFen))
    body = { type: 'bid', sealed: sealBid(bidKey, { orderId, wish, fen }) }
  }
  const command = { domain: 'complaints', target: orderId, body: body as Body, shopId, actor }
  return door.command(request, reply, { ...command, grant: grantOf(request) })
}
