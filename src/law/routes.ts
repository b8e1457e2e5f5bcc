import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Day, isDay, shanghaiDay } from '../kernel/time.ts'
import type { Clock } from '../platform/clock.ts'
import { isLegalRefusal } from './answer.ts'
import { applicability } from './applicability.rules.ts'
import { applicabilityFacts, applicabilityKinds } from './applicability-facts.ts'
import { type Category, categories } from './categories.ts'
import { changesBetween } from './changes.ts'
import { checkCitation } from './citation.rules.ts'
import { decide } from './decide.ts'
import { categoryNames, factName } from './fact-words.ts'
import { factKinds } from './facts.ts'
import { libraryRoutes } from './library.routes.ts'
import { usualQuestions } from './questions.ts'
import { checkFacts, outOfOrder } from './reading.ts'
import {
  answerSchema,
  applicabilitySchema,
  categoriesSchema,
  changesSchema,
  citationSchema,
  decisionBody,
  factsSchema,
  legalProblemSchema,
  statusListSchema,
} from './routes.schema.ts'
import { statusOn } from './status.ts'
import { dayText, noSuchDay, sendRefusal } from './wire.ts'

/** A question with all its facts is short; whatever is longer is no question. */
const bodyLimit = 16 * 1024

const problems = { '4xx': legalProblemSchema, '5xx': legalProblemSchema }
const tags = ['law']

/** 法律问答: what the law says, on these facts, on that day. No session, no database, no trace. */
export async function lawRoutes(
  fastify: FastifyInstance,
  { clock }: { clock: Clock },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const today = () => shanghaiDay(clock.now())

  app.post(
    '/v1/law/decisions',
    {
      bodyLimit,
      schema: {
        tags,
        summary: 'Answer a legal question, with rules, citations and reasons',
        body: decisionBody,
        response: { 200: answerSchema, ...problems },
      },
    },
    async ({ body }, reply) => {
      const question = body.question === '' ? undefined : body.question
      const given = decide(body.category, question, body.facts)
      return isLegalRefusal(given) ? sendRefusal(reply, given) : reply.send(given)
    },
  )

  app.post(
    '/v1/law/applicability',
    {
      bodyLimit,
      schema: {
        tags,
        summary: 'Which provisions apply to this case, which do not, and why',
        body: Type.Object(
          { facts: factsSchema, on: Type.Optional(dayText) },
          { additionalProperties: false },
        ),
        response: { 200: applicabilitySchema, ...problems },
      },
    },
    async ({ body }, reply) => {
      const on = body.on ?? today()
      if (!isDay(on)) return sendRefusal(reply, noSuchDay('on'))
      const refusal = checkFacts(applicabilityKinds, body.facts)
      if (refusal) return sendRefusal(reply, refusal)
      return reply.send({ on, provisions: applicability(body.facts, on) })
    },
  )

  await readingRoutes(fastify, today)
  await libraryRoutes(fastify, today)
}

async function readingRoutes(fastify: FastifyInstance, today: () => Day): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const onDay = Type.Object({ on: Type.Optional(dayText) }, { additionalProperties: false })

  app.get(
    '/v1/law/categories',
    {
      schema: {
        tags,
        summary: 'The kinds of questions, and the facts that each may be told',
        response: { 200: categoriesSchema, ...problems },
      },
    },
    async (_request, reply) =>
      reply.send({ categories: allCategories, applicability: { facts: factsToApply } }),
  )

  app.get(
    '/v1/law/status',
    {
      schema: {
        tags,
        summary: 'What is law by now, and what is only a rule of this site',
        querystring: onDay,
        response: { 200: statusListSchema, ...problems },
      },
    },
    async ({ query }, reply) => {
      const on = query.on ?? today()
      if (!isDay(on)) return sendRefusal(reply, noSuchDay('on'))
      return reply.send({ on, topics: statusOn(on) })
    },
  )

  app.get(
    '/v1/law/citations',
    {
      schema: {
        tags,
        summary: 'Does this article exist in the text in force that day?',
        querystring: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: 500 }), on: Type.Optional(dayText) },
          { additionalProperties: false },
        ),
        response: { 200: citationSchema, ...problems },
      },
    },
    async ({ query }, reply) => {
      const on = query.on ?? today()
      if (!isDay(on)) return sendRefusal(reply, noSuchDay('on'))
      return reply.send({ on, ...checkCitation(query.text, on) })
    },
  )

  changesRoute(fastify)
}

function changesRoute(fastify: FastifyInstance): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/law/changes',
    {
      schema: {
        tags,
        summary: 'What changes in the law between two days',
        querystring: Type.Object({ from: dayText, to: dayText }, { additionalProperties: false }),
        response: { 200: changesSchema, ...problems },
      },
    },
    async ({ query: { from, to } }, reply) => {
      if (!isDay(from)) return sendRefusal(reply, noSuchDay('from'))
      if (!isDay(to)) return sendRefusal(reply, noSuchDay('to'))
      if (to < from) return sendRefusal(reply, outOfOrder('from', 'to'))
      return reply.send({ from, to, changes: changesBetween(from, to) })
    },
  )
}

/** What the form needs to know: it never changes while the server runs. */
const allCategories = categories.map((category) => ({
  category,
  name: categoryNames[category],
  questions: usualQuestions[category],
  facts: Object.keys(factKinds[category]).map((fact) => shapeOf(category, fact)),
}))

/** What a form asks to say which provisions apply. */
const factsToApply = applicabilityFacts.map(([fact, category]) => shapeOf(category, fact))

function shapeOf(category: Category, fact: string) {
  const kinds = factKinds[category][fact] ?? 'rest'
  return {
    fact,
    name: factName(category, fact),
    kinds: typeof kinds === 'string' ? [kinds] : kinds,
  }
}
