import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Metrics } from '../metrics.ts'
import type { Lanes } from '../run.ts'
import type { Door } from './door.ts'

/** Is the house well, and what does it count of itself? */
export async function houseRoutes(
  app: FastifyInstance,
  { door, lanes, metrics }: { door: Door; lanes: Lanes; metrics: Metrics },
): Promise<void> {
  app.get(
    '/healthz',
    {
      config: { rateLimit: false },
      schema: {
        tags: ['house'],
        summary: 'Is the server able to work?',
        response: {
          200: Type.Object({ ok: Type.Boolean(), waiting: Type.Integer() }),
          503: Type.Object({ ok: Type.Boolean(), waiting: Type.Integer() }),
        },
      },
    },
    async (_request, reply) => {
      const ok = await door.reads.query('house.ping', 'select 1', []).then(
        () => true,
        () => false,
      )
      return reply.code(ok ? 200 : 503).send({ ok, waiting: lanes.waiting })
    },
  )
  app.get(
    '/metrics',
    { config: { rateLimit: false }, schema: { hide: true } },
    async (request, reply) => {
      // Counts are nobody's secret, but they are nobody's business outside either.
      if (!isLoopback(request.ip)) return reply.code(404).send()
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
    },
  )
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
