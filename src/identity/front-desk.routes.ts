import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import { problemSchema } from '../platform/http/door.ts'
import { readCookie } from './cookies.ts'
import type { Identity } from './identity.ts'
import { type Actor, hasRole, type PersonId, type Refusal, type Role } from './model.ts'
import type { SandboxSms } from './sms.ts'
import { refusalStatus, refusalWords, roleWords } from './words.ts'

/** How a refusal leaves the house; the house has one way, given in by whoever mounts us. */
export type SendRefusal = (reply: FastifyReply, refusal: KernelRefusal<Refusal>) => FastifyReply

export interface IdentityRoutes {
  readonly identity: Identity
  /** Origins of our own pages, such as `https://example.cn`. */
  readonly ownOrigins: readonly string[]
  readonly now: () => Instant
  /** Only in a sandbox: then the last code of a number can be read. */
  readonly sandboxSms?: SandboxSms
  readonly sendRefusal?: SendRefusal
  /** Per network and hour: how many codes may be asked for, how many guessed? */
  readonly sendsPerHour?: number
  readonly triesPerHour?: number
}

/** RFC 9457: what was refused, in words people read and in a code programs read. */
export const sendProblem: SendRefusal = (reply, { refused, params }) => {
  const { zh, en } = refusalWords[refused]
  const seconds = params?.seconds
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  return reply
    .code(refusalStatus[refused])
    .type('application/problem+json')
    .send({
      type: `urn:baozheng:refusal:${refused}`,
      status: refusalStatus[refused],
      code: refused,
      title: fill(zh, params),
      text: { zh: fill(zh, params), en: fill(en, params) },
    })
}

function fill(words: string, params: KernelRefusal['params'] = {}): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

export interface Desk {
  readonly send: SendRefusal
  /** The session's person, or the answer that there is none has been sent. */
  person(request: FastifyRequest, reply: FastifyReply): Promise<PersonId | null>
  operator(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null>
  sessionCookie(request: FastifyRequest): string | null
}

/** Who may come in here, and how they are answered when not. */
export function frontDesk({ identity, sendRefusal: send = sendProblem }: IdentityRoutes): Desk {
  const sessionCookie = ({ headers }: FastifyRequest) =>
    headers.authorization === undefined
      ? readCookie(headers.cookie, identity.cookieNames.session)
      : null
  return {
    send,
    sessionCookie,
    async person(request, reply) {
      // A person's own program may act for them, but not manage their sessions.
      const actor = sessionCookie(request) === null ? null : await identity.whoIs(request)
      if (actor?.kind === 'person') return actor.personId
      send(reply, refuse('actor.unknown'))
      return null
    },
    async operator(request, reply) {
      const actor = await identity.whoIs(request)
      if (hasRole(actor, 'operator')) return actor
      send(reply, refuse(actor?.kind === 'person' ? 'actor.not_allowed' : 'actor.unknown'))
      return null
    },
  }
}

const role = Type.Unsafe<Role>(Type.String({ enum: Object.keys(roleWords) }))
export const personSchema = Type.Object(
  {
    kind: Type.Literal('person'),
    personId: Type.String(),
    roles: Type.Unsafe<readonly Role[]>(Type.Array(role)),
  },
  { description: 'somebody who has signed in' },
)
/** What is answered when it goes well; all else is a problem document. */
export const answers = <Schema>(schema: Schema) => ({
  200: schema,
  '4xx': problemSchema,
  '5xx': problemSchema,
})

/** One header each: a cookie may hold commas, so they cannot share one. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
