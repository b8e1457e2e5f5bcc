import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { SiteTerms } from './model.ts'
import { siteFile } from './receipt-files.ts'
import { type ReceiptRoom, receiptFile, sendFile } from './receipts.routes.ts'
import { type Start, termsAt } from './site-terms.ts'
import { houseStream } from './stream.store.ts'

const moment = Type.String({ format: 'date-time' })
const asked = Type.Object({
  at: Type.Optional(
    Type.String({ format: 'date-time', maxLength: 40, description: 'now, if it is left out' }),
  ),
})
const found = Type.Object({
  version: Type.String(),
  hash: Type.String({ description: 'SHA-256, hex, of the canonical JSON of `terms`' }),
  since: Type.String({ format: 'date-time', description: 'since the start that brought them' }),
  at: moment,
  seq: Type.Integer({ description: 'the entry of the house’s stream that says so' }),
  terms: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})

/** 本站规则: what they are, what they were on some day, and the proof of it. */
export async function termsRoutes(fastify: FastifyInstance, room: ReceiptRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['evidence']
  const { door, log, snapshot } = room
  const momentOf = (at: string | undefined) => (at ? Date.parse(at) : door.clock.now())

  app.get(
    '/v1/terms',
    {
      schema: {
        tags,
        summary: 'By which rules did this site run at that moment?',
        querystring: asked,
        response: readAnswer(found),
      },
    },
    async (request, reply) => {
      const at = momentOf(request.query.at)
      const one = await ruling(door.reads, at)
      if (!one) return sendProblem(reply, refuse('request.not_found'))
      const { terms, hash, seq, since } = one
      const { version } = terms
      return reply.send({ version, hash, since: iso(since), at: iso(at), seq, terms: { ...terms } })
    },
  )

  app.get(
    '/v1/terms/receipt',
    {
      schema: {
        tags,
        summary: 'The proof of that: a file that verifies without us (spec/receipt.md)',
        querystring: asked,
        response: { 200: receiptFile, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const now = door.clock.now()
      const at = momentOf(request.query.at)
      const file = await snapshot(async (tx) => {
        const one = await ruling(tx, at)
        return one && siteFile({ tx, log, now }, one.seq)
      })
      return file
        ? sendFile(reply, `terms-${iso(at).slice(0, 10)}`, file)
        : sendProblem(reply, refuse('request.not_found'))
    },
  )
}

/** So many starts are looked at, the last ones before the moment. */
const startsMax = 1_000

async function ruling(tx: Tx, at: Instant) {
  const rows = await houseStream(tx, { kind: 'house.started', until: at, limit: startsMax })
  const starts = rows.map(({ seq, recordedAt, event }): Start => {
    return { seq, recordedAt, terms: (event?.terms as SiteTerms | undefined) ?? null }
  })
  return termsAt(starts, at)
}
