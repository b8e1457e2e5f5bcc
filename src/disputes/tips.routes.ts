import { randomBytes, randomUUID } from 'node:crypto'
// Its types let a route carry a limit of its own.
import type {} from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { sha256Hex } from '../kernel/hash.ts'
import type { ShopId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusal.ts'
import { iso, minute, shanghaiDay } from '../kernel/time.ts'
import { addWorkingDays } from '../law/calendar.ts'
import { clueCheck } from '../law/complaints.ts'
import { inForce } from '../law/provision.ts'
import { shopsOf } from '../network/store.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { disputeWords } from '../vocabulary.ts'
import { answerTip, saveTip, type Tip, tipBySecret, tipsByClock } from './tips.store.ts'

const tags = ['disputes']
const kinds = Object.keys(disputeWords.tipWords) as (keyof typeof disputeWords.tipWords)[]
const secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const tip = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  text: Type.String(),
  toldAt: Type.String({ format: 'date-time' }),
  dueOn: Type.String({ format: 'date' }),
  status: Type.String(),
  answer: Type.Union([Type.String(), Type.Null()]),
})

/**
 * 匿名举报. A tip stands apart from every case: it names no order and no teller, has a clock of its
 * own, and only whoever told it holds the secret by which it can be followed.
 */
export async function tipRoutes(fastify: FastifyInstance, { door }: { door: Door }): Promise<void> {
  telling(fastify, door)
  following(fastify, door)
  desk(fastify, door)
}

function telling(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/tips',
    {
      config: { rateLimit: { max: 10, timeWindow: minute } },
      schema: {
        tags,
        summary: 'Tell of a wrong without a name; the secret in the answer follows it up',
        body: Type.Object(
          {
            shopId: Type.Optional(Type.String({ maxLength: 40 })),
            kind: Type.Unsafe<(typeof kinds)[number]>(Type.String({ enum: kinds })),
            text: Type.String({ minLength: 1, maxLength: 2000 }),
          },
          { additionalProperties: false },
        ),
        response: readAnswer(
          Type.Object({ secret, dueOn: Type.String({ format: 'date' }), cite: Type.String() }),
        ),
      },
    },
    async (request, reply) => {
      const { shopId: told, kind, text } = request.body
      const shopId = told === undefined ? null : door.shopOf(told, 'shp')
      const toldAt = door.clock.now()
      const on = shanghaiDay(toldAt)
      const { value, cite } = inForce(clueCheck, on)
      const { on: dueOn } = addWorkingDays(on, value.workingDays)
      const made = randomBytes(32).toString('base64url')
      const secretHash = sha256Hex(made)
      await saveTip(door.reads, { id: randomUUID(), secretHash, shopId, kind, text, toldAt, dueOn })
      return reply.send({ secret: made, dueOn, cite })
    },
  )
}

function following(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/tips/follow',
    {
      config: { rateLimit: { max: 30, timeWindow: minute } },
      schema: {
        tags,
        summary: 'How does my tip stand?',
        body: Type.Object({ secret }, { additionalProperties: false }),
        response: readAnswer(tip),
      },
    },
    async (request, reply) => {
      const found = await tipBySecret(door.reads, sha256Hex(request.body.secret))
      return found ? reply.send(shown(found)) : sendProblem(reply, refuse('request.not_found'))
    },
  )
}

function desk(fastify: FastifyInstance, door: Door): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/desk/tips',
    {
      schema: {
        tags,
        summary: 'Operators: the tips that wait, the next clock first',
        response: readAnswer(Type.Object({ tips: Type.Array(tip) })),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'operator')
      if (!actor) return reply
      const but = await ownShops(door, actor.personId)
      return reply.send({ tips: (await tipsByClock(door.reads, { but, limit: 200 })).map(shown) })
    },
  )
  app.post(
    '/v1/desk/tips/:tipId/answer',
    {
      schema: {
        tags,
        summary: 'Operators: what came of it, for whoever holds the secret',
        params: Type.Object({ tipId: Type.String({ format: 'uuid' }) }),
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: 2000 }) },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ answered: Type.Boolean() })),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'operator')
      if (!actor) return reply
      const but = await ownShops(door, actor.personId)
      const { text: answer } = request.body
      const answered = await answerTip(door.reads, { id: request.params.tipId, answer, but })
      return answered ? reply.send({ answered }) : sendProblem(reply, refuse('request.not_found'))
    },
  )
}

/** Which shops does this person of the desk own? */
async function ownShops(door: Door, personId: string): Promise<ShopId[]> {
  const mine = await shopsOf(door.reads, personId)
  return mine.flatMap(({ shopId }) => door.shopOf(shopId, 'shp') ?? [])
}

function shown(one: Tip) {
  const { id, kind, text, toldAt, dueOn, status, answer } = one
  return { id, kind, text, toldAt: iso(toldAt), dueOn, status, answer }
}
