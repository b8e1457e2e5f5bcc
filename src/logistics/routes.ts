import { randomBytes } from 'node:crypto'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { actorId } from '../identity/model.ts'
import { refuse } from '../kernel/refusal.ts'
import type { Answer, Body } from '../platform/command.ts'
import { commandHeaders, type Door, problemSchema } from '../platform/http/door.ts'
import { problemOf, sendProblem } from '../platform/http/problem.ts'
import type { Lanes } from '../platform/run.ts'
import { findParcel } from './store.ts'

const scan = Type.Object(
  {
    trackingNo: Type.String({ pattern: '^[A-Za-z0-9-]{6,40}$' }),
    kind: Type.Union(
      (
        ['accepted', 'out_for_delivery', 'left_at_station', 'signed', 'returned', 'lost'] as const
      ).map((kind) => Type.Literal(kind)),
    ),
    at: Type.String({ format: 'date-time', description: 'when it happened' }),
    place: Type.Optional(Type.String({ maxLength: 100 })),
    consented: Type.Optional(
      Type.Boolean({ description: 'left_at_station only: had the receiver agreed?' }),
    ),
  },
  { additionalProperties: false },
)

/** 物流: what a carrier reports, by its own key. */
export async function carrierRoutes(
  fastify: FastifyInstance,
  { door, lanes }: { door: Door; lanes: Lanes },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/carrier/scans',
    {
      schema: {
        tags: ['carriers'],
        summary: 'Carrier: report scans of parcels, at most 100 at once',
        headers: commandHeaders,
        body: Type.Object(
          { scans: Type.Array(scan, { minItems: 1, maxItems: 100 }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            results: Type.Array(
              Type.Object({
                trackingNo: Type.String(),
                ok: Type.Boolean(),
                status: Type.Optional(Type.String()),
                problem: Type.Optional(problemSchema),
              }),
            ),
          }),
          '4xx': problemSchema,
          '5xx': problemSchema,
        },
      },
    },
    async (request, reply) => {
      const actor = await door.actor(request, reply)
      if (!actor || !door.hasKey(request, reply)) return reply
      if (actor.kind !== 'carrier') return sendProblem(reply, refuse('actor.not_allowed'))
      const key = String(request.headers['idempotency-key'])
      const report = (one: Static<typeof scan>, place: number) =>
        submitScan({ door, lanes }, one, {
          carrierId: actor.carrierId,
          actor: actorId(actor),
          id: `${key}:${place}`,
        })
      // Scans of one parcel in one report follow one another; the others need not wait.
      const byParcel = Map.groupBy(
        request.body.scans.map((one, place) => ({ one, place })),
        ({ one }) => one.trackingNo,
      )
      const results: { trackingNo: string; answer: Answer }[] = []
      await Promise.all(
        [...byParcel.values()].map(async (list) => {
          for (const { one, place } of list)
            results[place] = { trackingNo: one.trackingNo, answer: await report(one, place) }
        }),
      )
      return reply.send({
        results: results.map(({ trackingNo, answer }) =>
          answer.ok
            ? { trackingNo, ok: true, status: String(answer.result.status ?? '') }
            : { trackingNo, ok: false, problem: problemOf(answer) },
        ),
      })
    },
  )
}

async function submitScan(
  { door, lanes }: { door: Door; lanes: Lanes },
  { trackingNo, kind, at, place, consented }: Static<typeof scan>,
  by: { carrierId: string; actor: string; id: string },
): Promise<Answer> {
  const { carrierId } = by
  const found = await findParcel(door.reads, { carrierId, trackingNo, at: door.clock.now() })
  if (!found) return { ok: false, refused: 'parcel.not_found' }
  const what = { kind, at: Date.parse(at), place: place ?? '', consented: consented ?? false }
  const { answer } = await lanes.submit({
    id: by.id,
    shopId: found.shopId,
    actor: by.actor,
    domain: 'parcels',
    target: found.parcelId,
    // The order is only a hint of what to load; the parcel itself knows its order.
    body: { type: 'scan', scan: what, orderId: found.orderId } as Body,
    arrivedAt: door.clock.now(),
    seed: randomBytes(32),
  })
  return answer
}
