import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import {
  comparedDays,
  type KeptDifference,
  listDifferences,
  settleDifference,
} from '../payments/reconciliation.store.ts'
import { commandAnswer, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { looks } from './access.ts'
import { differenceWords } from './money-words.ts'

const moment = Type.String({ format: 'date-time' })
const maybe = (one: ReturnType<typeof Type.String>) => Type.Union([one, Type.Null()])
const fen = Type.Union([Type.Integer(), Type.Null()])
const comparedDay = Type.Object({
  provider: Type.String(),
  day: Type.String(),
  billRows: Type.Integer(),
  billFen: Type.Integer(),
  broughtIn: Type.Integer({ description: 'movements that only the bill told us of' }),
  comparedAt: moment,
})
const difference = Type.Object(
  {
    id: Type.String(),
    day: Type.String(),
    kind: codes(differenceWords),
    orderId: Type.String({ description: 'may be no order of ours' }),
    dedupeKey: Type.String(),
    oursFen: fen,
    theirsFen: fen,
    foundAt: moment,
    settledAt: maybe(moment),
    settledBy: maybe(Type.String()),
    note: maybe(Type.String()),
  },
  { $id: 'BillDifference' },
)
const longestList = 500

/** 对账: which days were compared with the provider's bill, and what differed. */
export async function reconciliationRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/reconciliation',
    {
      schema: {
        tags,
        summary: 'The last days that were compared with the bill, and what differed',
        querystring: Type.Object({ open: Type.Optional(Type.Boolean()) }),
        response: readAnswer(
          Type.Object({ days: Type.Array(comparedDay), differences: Type.Array(difference) }),
        ),
      },
    },
    async (request, reply) => {
      if (!(await looks(door, [request, reply], { what: 'bills' }))) return reply
      const { open = false } = request.query
      const [days, differences] = await Promise.all([
        comparedDays(door.reads, 31),
        listDifferences(door.reads, { open, limit: longestList }),
      ])
      return reply.send({
        days: days.map((one) => ({
          ...one,
          billFen: Number(one.billFen),
          comparedAt: iso(one.comparedAt),
        })),
        differences: differences.map(view),
      })
    },
  )

  app.post(
    '/v1/desk/reconciliation/:id/settle',
    {
      schema: {
        tags,
        summary: 'Say that you have looked into a difference, and what came of it',
        params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
        body: Type.Object(
          { note: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }) },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null(), ...commandAnswer({}) },
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'operator')
      if (!actor) return reply
      const { id } = request.params
      const { personId: by } = actor
      const settled = { id, by, at: door.clock.now(), note: request.body.note.trim() }
      if (!(await settleDifference(door.reads, settled)))
        return sendProblem(reply, refuse('difference.not_open'))
      return reply.code(204).send(null)
    },
  )
}

function view(one: KeptDifference) {
  const { paymentNo, oursFen, theirsFen, foundAt, settledAt, ...rest } = one
  return {
    ...rest,
    orderId: `ord_${paymentNo}`,
    oursFen: oursFen === null ? null : Number(oursFen),
    theirsFen: theirsFen === null ? null : Number(theirsFen),
    foundAt: iso(foundAt),
    settledAt: settledAt === null ? null : iso(settledAt),
  }
}
