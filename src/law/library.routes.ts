import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Day, daysBetween, isDay } from '../kernel/time.ts'
import { dryRun } from './changes.ts'
import { outOfOrder } from './reading.ts'
import { stale } from './registry.ts'
import {
  articlesSchema,
  dryRunBody,
  dryRunSchema,
  legalProblemSchema,
  staleSchema,
} from './routes.schema.ts'
import { dayText, noSuchDay, sendRefusal } from './wire.ts'
import { wordingOf } from './wording.rules.ts'

const problems = { '4xx': legalProblemSchema, '5xx': legalProblemSchema }
const tags = ['law']

/** Past cases come many at once; what is longer is a file for the command line. */
const dryRunLimit = 256 * 1024

/** 法律库. What its articles say, what nobody has checked for long, whom a change would meet. */
export async function libraryRoutes(fastify: FastifyInstance, today: () => Day): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get(
    '/v1/law/articles',
    {
      schema: {
        tags,
        summary: 'What do the articles say that a citation names?',
        querystring: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: 500 }), on: Type.Optional(dayText) },
          { additionalProperties: false },
        ),
        response: { 200: articlesSchema, ...problems },
      },
    },
    async ({ query }, reply) => {
      const on = query.on ?? today()
      if (!isDay(on)) return sendRefusal(reply, noSuchDay('on'))
      return reply.send({ on, articles: wordingOf(query.text, on) })
    },
  )

  app.get(
    '/v1/law/stale',
    {
      schema: {
        tags,
        summary: 'Which values has nobody compared with the official text for so many days?',
        querystring: Type.Object(
          {
            days: Type.Integer({ minimum: 0, maximum: 36_500, default: 180 }),
            on: Type.Optional(dayText),
          },
          { additionalProperties: false },
        ),
        response: { 200: staleSchema, ...problems },
      },
    },
    async ({ query }, reply) => {
      const on = query.on ?? today()
      if (!isDay(on)) return sendRefusal(reply, noSuchDay('on'))
      const values = stale(on, query.days).map(({ id, provision: { title, checkedOn } }) => ({
        id,
        title,
        checkedOn,
        days: daysBetween(checkedOn, on),
      }))
      return reply.send({ on, days: query.days, values })
    },
  )

  dryRunRoute(fastify)
}

/** 试算: nothing of the cases is kept. */
function dryRunRoute(fastify: FastifyInstance): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/law/dry-runs',
    {
      bodyLimit: dryRunLimit,
      schema: {
        tags,
        summary: 'Which past cases would be answered otherwise under the law of another day?',
        body: dryRunBody,
        response: { 200: dryRunSchema, ...problems },
      },
    },
    async ({ body: { from, to, cases } }, reply) => {
      if (!isDay(from)) return sendRefusal(reply, noSuchDay('from'))
      if (!isDay(to)) return sendRefusal(reply, noSuchDay('to'))
      if (to < from) return sendRefusal(reply, outOfOrder('from', 'to'))
      const changed = dryRun(cases, from, to)
      return reply.send({ from, to, asked: cases.length, changed })
    },
  )
}
