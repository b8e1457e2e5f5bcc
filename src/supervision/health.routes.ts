import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { iso } from '../kernel/time.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import type { Metrics } from '../platform/metrics.ts'
import { logHealth, waiting } from './desk.store.ts'

const health = Type.Object({
  now: Type.String({ format: 'date-time' }),
  waitingCommands: Type.Integer({ description: 'in the queues of the lanes' }),
  lanes: Type.Array(Type.Integer(), { description: 'how many wait in each lane' }),
  lateDeadlines: Type.Integer({ description: 'counted to a thousand' }),
  openInstructions: Type.Integer({ description: 'counted to a thousand' }),
  waitingMessages: Type.Integer({ description: 'webhooks that are due, counted to a thousand' }),
  log: Type.Object({
    sequenced: Type.Integer({ description: 'so many entries have their place in the log' }),
    readers: Type.Array(Type.Object({ name: Type.String(), nextIndex: Type.Integer() })),
    parked: Type.Array(
      Type.Object({
        reader: Type.String(),
        index: Type.Integer(),
        why: Type.String(),
        parkedAt: Type.String({ format: 'date-time' }),
      }),
      { description: 'what a reader could not digest, and went on without' },
    ),
  }),
  counters: Type.Record(Type.String(), Type.Number(), {
    description: 'since this server started: whoever asks twice sees the rate',
  }),
})

/** What of the house's own counts the desk shows; the names are those of `/metrics`. */
const shown = [
  'batch_commands_count',
  'batch_commands_sum',
  'batch_ms_sum',
  'overloaded_total',
  'retried_total',
  'poisoned_total',
  'answered_total',
  'dispatched_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
] as const

/** 运行状况: is anything piling up? */
export async function deskHealthRoutes(
  fastify: FastifyInstance,
  room: {
    door: Door
    lanes: { readonly waiting: number; readonly queues: readonly number[] }
    metrics: Metrics
  },
): Promise<void> {
  const { door, lanes, metrics } = room
  fastify.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/desk/health',
    {
      schema: {
        tags: ['desk'],
        summary: 'How much waits, and what the server counts of itself',
        response: readAnswer(health),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const now = door.clock.now()
      const [counted, logged, counters] = await Promise.all([
        waiting(door.reads, now),
        logHealth(door.reads),
        counts(metrics),
      ])
      const parked = logged.parked.map((one) => ({ ...one, parkedAt: iso(one.parkedAt) }))
      const log = { ...logged, readers: [...logged.readers], parked }
      reply.header('cache-control', 'no-store')
      const { waiting: waitingCommands } = lanes
      const queues = [...lanes.queues]
      return reply.send({
        now: iso(now),
        waitingCommands,
        lanes: queues,
        ...counted,
        log,
        counters,
      })
    },
  )
}

/** Each counter summed over its labels. */
async function counts({ registry }: Metrics): Promise<Record<string, number>> {
  const sums: Record<string, number> = Object.fromEntries(shown.map((name) => [name, 0]))
  for (const { values, name: family } of await registry.getMetricsAsJSON())
    for (const value of values) {
      const written = 'metricName' in value ? String(value.metricName) : family
      const name = written.replace(/^baozheng_/, '')
      if (name in sums) sums[name] = (sums[name] ?? 0) + value.value
    }
  return sums
}
