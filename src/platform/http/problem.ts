import type { FastifyReply } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Words } from '../../kernel/wording.ts'
import { refusals } from '../../vocabulary.ts'

export const problemType = 'application/problem+json'

/** RFC 9457: what was refused, by a code for programs and in words for people. */
export interface Problem {
  readonly type: string
  readonly status: number
  readonly code: string
  readonly title: string
  readonly text: { readonly zh: string; readonly en: string }
  readonly cite?: string
}

/** How is this refusal said over HTTP? */
export function problemOf({ refused, params, cite }: Refusal): Problem {
  const known: Words & { status?: number } = refusals[refused] ?? {
    zh: '无法处理这个请求。',
    en: 'This request cannot be handled.',
  }
  const text = { zh: fill(known.zh, params), en: fill(known.en, params) }
  return {
    type: `urn:baozheng:refusal:${refused}`,
    status: known.status ?? 409,
    code: refused,
    title: text.zh,
    text,
    ...(cite === undefined ? {} : { cite }),
  }
}

export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal)
  const seconds = refusal.params?.seconds
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  return reply.code(problem.status).type(problemType).send(problem)
}

function fill(words: string, params: Refusal['params'] = {}): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
