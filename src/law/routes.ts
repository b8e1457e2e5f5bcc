import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { type Day, isDay, shanghaiDay } from '../kernel/time.ts'
import type { Clock } from '../platform/clock.ts'
import { problemOf, problemType } from '../platform/http/problem.ts'
import { isLegalRefusal, type LegalRefusal } from './answer.ts'
import { applicability } from './applicability.rules.ts'
import { categories } from './categories.ts'
import { changesBetween } from './changes.ts'
import { checkCitation } from './citation.rules.ts'
import { decide } from './decide.ts'
import { categoryNames, factName } from './fact-words.ts'
import { factKinds } from './facts.ts'
import { usualQuestions } from './questions.ts'
import { outOfOrder, refuseFact } from './reading.ts'
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

/** A question with all its facts is short; whatever is longer is no question. */
const bodyLimit = 16 * 1024

const dayText = Type.String({ maxLength: 10, description: 'a day in Shanghai, YYYY-MM-DD' })
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
      return reply.send({ on, provisions: applicability(body.facts, on) })
    },
  )

  await readingRoutes(fastify, today)
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
    async (_request, reply) => reply.send({ categories: allCategories }),
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
  facts: Object.entries(factKinds[category]).map(([fact, kinds]) => ({
    fact,
    name: factName(category, fact),
    kinds: typeof kinds === 'string' ? [kinds] : kinds,
  })),
}))

function noSuchDay(name: string): LegalRefusal {
  return refuseFact('law.impossible_day', name, '不是存在的日期', 'is not a day that exists')
}

/** A question that gets no answer: its code, and the words that name the fact. */
function sendRefusal(reply: FastifyReply, { refused, fact, zh, en }: LegalRefusal): FastifyReply {
  const known = problemOf({ refused })
  const text = { zh, en }
  const problem = {
    ...known,
    status: 422,
    title: zh,
    text,
    ...(fact === undefined ? {} : { fact }),
  }
  return reply.code(422).type(problemType).send(problem)
}
