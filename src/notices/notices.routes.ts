import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { iso } from '../kernel/time.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { codes } from '../platform/http/schema.ts'
import { gainWords, nextWords, scanWords, softWords } from '../vocabulary.ts'
import { listNotices, markRead, type Notice } from './notices.store.ts'

const saidWords = { ...softWords, ...scanWords }
const moment = Type.String({ format: 'date-time' })
const noticeSchema = Type.Object(
  {
    noticeId: Type.Integer({ description: 'the index of its entry in the log' }),
    role: Type.Unsafe<'buyer' | 'seller'>(Type.String({ enum: ['buyer', 'seller'] })),
    kind: Type.String({ description: 'what happened: the type of the event' }),
    subject: Type.String({ description: 'ord_…, shp_… or whk_…' }),
    words: Type.Union([codes(saidWords), Type.Null()], {
      description: 'the sentence that was handed over, or the kind of the scan',
    }),
    title: Type.String(),
    at: moment,
    next: Type.Union([
      Type.Object({ kind: codes(nextWords), dueAt: moment, gains: codes(gainWords) }),
      Type.Null(),
    ]),
    unread: Type.Boolean(),
  },
  { $id: 'Notice' },
)
const pageSize = 50

/** 通知: what happened, and what happens by when if nothing is done. */
export async function noticeRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['notices']

  app.get(
    '/v1/me/notices',
    {
      schema: {
        tags,
        summary: 'What I should know of, newest first',
        querystring: Type.Object({
          cursor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
        }),
        response: readAnswer(
          Type.Object({
            notices: Type.Array(noticeSchema),
            unread: Type.Integer({ description: 'at most 100' }),
            cursor: Type.Union([Type.Integer(), Type.Null()]),
          }),
        ),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const page = { before: request.query.cursor ?? null, limit: pageSize }
      const found = await listNotices(door.reads, actor.personId, page)
      const { notices, readThrough, unread } = found
      const cursor = notices.length < pageSize ? null : (notices.at(-1)?.index ?? null)
      const list = notices.map((one) => view(one, readThrough))
      return reply.header('cache-control', 'no-store').send({ notices: list, unread, cursor })
    },
  )

  app.post(
    '/v1/me/notices/read',
    {
      schema: {
        tags,
        summary: 'I have read everything up to this notice',
        body: Type.Object(
          { through: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ through: Type.Integer() })),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const { through } = request.body
      await markRead(door.reads, actor.personId, through)
      return reply.send({ through })
    },
  )
}

function view(one: Notice, readThrough: number) {
  const { index: noticeId, role, kind, subject, title, at, next, words } = one
  return {
    noticeId,
    role,
    kind,
    subject,
    title,
    at: iso(at),
    words: words as keyof typeof saidWords | null,
    next: next && {
      kind: next.kind as keyof typeof nextWords,
      dueAt: iso(next.dueAt),
      gains: next.gains as keyof typeof gainWords,
    },
    unread: noticeId > readThrough,
  }
}
