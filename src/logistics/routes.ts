import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { commandHeaders, problemSchema, readAnswer } from '../platform/http/door.ts'
import { problemOf, sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { scanWords } from '../vocabulary.ts'
import { type Parts, reporterOf, takeReports } from './reporting.ts'
import { findParcel, parcelsByKey } from './store.ts'

export const trackingNo = Type.String({ pattern: '^[A-Za-z0-9-]{6,40}$' })
const scan = Type.Object(
  {
    trackingNo,
    kind: codes(scanWords),
    at: Type.String({ format: 'date-time', maxLength: 40, description: 'when it happened' }),
    place: Type.Optional(Type.String({ maxLength: 100, pattern: '^[^\\u0000-\\u001f]*$' })),
    consented: Type.Optional(
      Type.Boolean({ description: 'left_at_station only: had the receiver agreed?' }),
    ),
    signature: Type.Optional(
      Type.Object(
        {
          keyId: Type.String({ format: 'uuid' }),
          value: Type.String({
            pattern: '^[A-Za-z0-9+/]{86}==$',
            description: 'Ed25519 over the seven lines of docs/how-to/report-scans.md, base64',
          }),
        },
        { additionalProperties: false, description: 'needed once a signing key is registered' },
      ),
    ),
  },
  { additionalProperties: false },
)
const results = Type.Array(
  Type.Object({
    trackingNo: Type.String(),
    ok: Type.Boolean(),
    status: Type.Optional(Type.String()),
    problem: Type.Optional(problemSchema),
  }),
)
const moment = Type.String({ format: 'date-time' })
const parcelSchema = Type.Object({
  trackingNo: Type.String(),
  status: Type.String(),
  scans: Type.Array(Type.Object({ kind: codes(scanWords), at: moment, place: Type.String() })),
})

/** 物流: what a carrier reports, by its own key or by a courier with a phone. */
export async function carrierRoutes(fastify: FastifyInstance, parts: Parts): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = parts
  const tags = ['carriers']

  app.post(
    '/v1/carrier/scans',
    {
      schema: {
        tags,
        summary: 'Carrier: report scans of parcels, at most 100 at once, each answered by itself',
        headers: commandHeaders,
        body: Type.Object(
          { scans: Type.Array(scan, { minItems: 1, maxItems: 100 }) },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ results })),
      },
    },
    async (request, reply) => {
      const actor = await door.actor(request, reply)
      if (!actor || !door.hasKey(request, reply)) return reply
      const owner = await reporterOf(door, actor)
      if (!owner) return sendProblem(reply, refuse('carrier.not_a_courier'))
      const key = String(request.headers['idempotency-key'])
      const { scans: reports } = request.body
      const answers = await takeReports(parts, owner, { reports, key })
      return reply.send({
        results: answers.map((answer, place) => {
          const { trackingNo: number = '' } = reports[place] ?? {}
          return answer.ok
            ? { trackingNo: number, ok: true, status: String(answer.result.status ?? '') }
            : { trackingNo: number, ok: false, problem: problemOf(answer) }
        }),
      })
    },
  )

  app.get(
    '/v1/carrier/parcels/:trackingNo',
    {
      schema: {
        tags,
        summary: 'Carrier: how one of its parcels stands; nothing about people',
        params: Type.Object({ trackingNo }),
        response: readAnswer(parcelSchema),
      },
    },
    async (request, reply) => {
      const actor = await door.actor(request, reply)
      if (!actor) return reply
      const owner = await reporterOf(door, actor)
      if (!owner) return sendProblem(reply, refuse('carrier.not_a_courier'))
      const { carrierId } = owner
      const asked = { carrierId, trackingNo: request.params.trackingNo, at: door.clock.now() }
      const found = await findParcel(door.reads, asked)
      const [parcel] = found ? await parcelsByKey(door.reads, found.shopId, [found.parcelId]) : []
      if (!parcel) return sendProblem(reply, refuse('parcel.not_found'))
      const scans = parcel.scans.map(({ kind, at, place }) => ({ kind, at: iso(at), place }))
      return reply.send({ trackingNo: parcel.trackingNo, status: parcel.status, scans })
    },
  )
}
