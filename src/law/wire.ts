import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { problemOf, problemType } from '../platform/http/problem.ts'
import type { LegalRefusal } from './answer.ts'
import { refuseFact } from './reading.ts'

/** A day as questions and lists take it. */
export const dayText = Type.String({
  maxLength: 10,
  description: 'a day in Shanghai, YYYY-MM-DD',
})

export function noSuchDay(name: string): LegalRefusal {
  return refuseFact('law.impossible_day', name, '不是存在的日期', 'is not a day that exists')
}

/** A question that gets no answer: its code, and the words that name the fact. */
export function sendRefusal(
  reply: FastifyReply,
  { refused, fact, zh, en }: LegalRefusal,
): FastifyReply {
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
