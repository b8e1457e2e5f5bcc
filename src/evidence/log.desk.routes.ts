import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Log } from './log.ts'
import { logHealth } from './log-health.ts'
import { formatVkey } from './note.ts'
import { isParked, listParked } from './readers.store.ts'
import type { Readers } from './readers.ts'

const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

const overview = Type.Object({
  origin: Type.String(),
  vkey: Type.String(),
  size: Type.Integer(),
  waiting: Type.Integer({ description: 'entries that have no index yet' }),
  checkpointAgeSeconds: orNull(Type.Number()),
  halted: orNull(Type.String()),
  witnesses: Type.Array(Type.Object({ name: Type.String(), answers: Type.Boolean() })),
  parked: Type.Array(
    Type.Object({
      reader: Type.String(),
      index: Type.Integer(),
      why: Type.String(),
      parkedAt: moment,
    }),
  ),
})

const parkedParams = Type.Object({
  reader: Type.String({ pattern: '^[a-z-]{1,40}$' }),
  index: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})

/** How many parked entries are shown; more than that is one trouble and not many. */
const parkedShown = 200

/** 工作台的日志页: how the log stands, and what one of its readers could not digest. */
export async function logDeskRoutes(
  fastify: FastifyInstance,
  { door, log, bus }: { door: Door; log: Log; bus: Readers },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/log',
    {
      schema: {
        tags,
        summary: 'How does the log stand, and which entries are parked?',
        response: readAnswer(overview),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const [health, parked] = await Promise.all([
        logHealth(log, door.reads, door.clock.now()),
        listParked(door.reads, parkedShown),
      ])
      const { origin, signer, witnesses } = log
      return reply.send({
        origin,
        vkey: formatVkey(signer.vkey),
        ...health,
        witnesses: witnesses.standing,
        parked: parked.map((one) => ({ ...one, parkedAt: iso(one.parkedAt) })),
      })
    },
  )

  parkedRoutes(fastify, { door, bus })
}

/** What waits for a person: given to its reader again. Leaving it takes two, by an approval. */
function parkedRoutes(fastify: FastifyInstance, { door, bus }: { door: Door; bus: Readers }): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']
  app.post(
    '/v1/desk/log/parked/:reader/:index/again',
    {
      schema: {
        tags,
        summary: 'Give a parked entry to its reader again',
        params: parkedParams,
        response: { 200: Type.Object({ digested: Type.Boolean() }), default: problemSchema },
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      if (!(await isParked(door.reads, request.params)))
        return sendProblem(reply, refuse('request.not_found'))
      return reply.send({ digested: await bus.again(request.params) })
    },
  )
}
