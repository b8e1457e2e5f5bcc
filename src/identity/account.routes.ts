import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { isRefusal } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { maskPhone } from './contact.ts'
import { answers, type Desk, type IdentityRoutes } from './front-desk.routes.ts'
import { type AccountEventKind, accountEventKinds } from './model.ts'
import { signedBody } from './passkeys.routes.ts'

const moment = Type.String({ format: 'date-time' })
const tags = ['auth']
const event = Type.Object(
  {
    eventId: Type.String(),
    kind: Type.Unsafe<AccountEventKind>(Type.String({ enum: [...accountEventKinds] })),
    at: moment,
  },
  { $id: 'AccountEvent' },
)
/** What is shown beside a session where more than a session is asked for. */
export const proofBody = Type.Union([
  Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, { additionalProperties: false }),
  signedBody,
])

/** 账号安全: what was done to one's account, and showing once more who one is. */
export function accountRoutes(
  app: FastifyInstance,
  { identity }: IdentityRoutes,
  desk: Desk,
): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>()

  typed.get(
    '/v1/auth/events',
    {
      schema: {
        tags,
        summary: '我的账号动态：新设备、新密钥、收款账户、被盗声明',
        response: answers(Type.Object({ events: Type.Array(event) })),
      },
    },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      const events = await identity.eventsOf(personId)
      reply.header('cache-control', 'no-store')
      return { events: events.map(({ at, ...one }) => ({ ...one, at: iso(at) })) }
    },
  )

  typed.post(
    '/v1/auth/proof',
    {
      schema: {
        tags,
        summary: '第二重验证：有用满一天的通行密钥就用它，否则发一条新验证码',
        response: answers(
          Type.Object({
            way: Type.Unsafe<'passkey' | 'code'>(Type.String({ enum: ['passkey', 'code'] })),
            options: Type.Optional(Type.Any()),
            token: Type.Optional(Type.String()),
            phone: Type.Optional(Type.String()),
            expiresAt: Type.Optional(moment),
          }),
        ),
      },
    },
    async (request, reply) => {
      const personId = await desk.person(request, reply)
      if (personId === null) return reply
      reply.header('cache-control', 'no-store')
      const asked = await identity.proving.ask(personId)
      if (isRefusal(asked)) return desk.send(reply, asked)
      const { way } = asked
      if (way === 'passkey') return { way, options: asked.options, token: asked.token }
      return { way, phone: maskPhone(asked.phone), expiresAt: iso(asked.expiresAt) }
    },
  )
}
