import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Metrics } from '../metrics.ts'
import type { Lanes } from '../run.ts'
import { together } from '../together.ts'

/** The log of the site: how far it is, and how long ago somebody could check it last. */
const log = Type.Object({
  size: Type.Integer(),
  checkpointAgeSeconds: Type.Union([Type.Number(), Type.Null()]),
  waiting: Type.Integer(),
  halted: Type.Union([Type.String(), Type.Null()]),
})

/** Is the house well, and what does it count of itself? */
export async function houseRoutes(
  app: FastifyInstance,
  parts: { lanes: Lanes; metrics: Metrics; health: () => Promise<Static<typeof log>> },
): Promise<void> {
  const { lanes, metrics } = parts
  // No limit stands before it, so that a prober behind a busy proxy is always heard.
  const health = together(parts.health)
  app.get(
    '/healthz',
    {
      config: { rateLimit: false },
      schema: {
        tags: ['house'],
        summary: 'Is the server able to work?',
        response: {
          200: Type.Object({ ok: Type.Boolean(), waiting: Type.Integer(), log }),
          503: Type.Object({ ok: Type.Boolean(), waiting: Type.Integer() }),
        },
      },
    },
    async (_request, reply) => {
      const { waiting } = lanes
      const found = await health().catch(() => null)
      if (found === null) return reply.code(503).send({ ok: false, waiting })
      // A halted log stops no trade: it is shown, and this server goes on.
      return reply.send({ ok: true, waiting, log: found })
    },
  )
  app.get(
    '/metrics',
    { config: { rateLimit: false }, schema: { hide: true } },
    async (request, reply) => {
      // Counts are nobody's secret, but they are nobody's business outside either.
      // A proxy on this machine speaks for somebody outside, whether or not its word is taken.
      const handedOn = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers
      if (handedOn || !isLoopback(request.ip)) return reply.code(404).send()
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
    },
  )
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
