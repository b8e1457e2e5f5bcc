import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { createLimiter } from '../identity/limiter.ts'
import { networkOf } from '../kernel/address.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { hour } from '../kernel/time.ts'
import { readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { type Declaring, declareStolen, sinceMaxMs } from './declaring.ts'

/** 账号被盗: declared by whoever holds the telephone, with a code and without signing in. */
export async function stolenRoutes(
  fastify: FastifyInstance,
  room: Declaring & { triesPerHour: number },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door, identity } = room
  const now = () => door.clock.now()
  const mayTry = createLimiter({ max: room.triesPerHour, windowMs: hour, keysMax: 50_000, now })

  app.post(
    '/v1/account/stolen',
    {
      schema: {
        tags: ['auth'],
        summary: '声明账号被盗：结束所有登录和密钥，冻结此后的商品、订单和收款变更',
        description: 'With a code from /v1/auth/code; needs no session, as the thief may hold it.',
        body: Type.Object(
          {
            phone: Type.String({ minLength: 11, maxLength: 24 }),
            code: Type.String({ pattern: '^[0-9]{6}$' }),
            since: Type.String({ format: 'date-time', maxLength: 40 }),
          },
          { additionalProperties: false },
        ),
        response: readAnswer(
          Type.Object({
            keys: Type.Integer(),
            shops: Type.Integer(),
            listings: Type.Integer(),
            orders: Type.Integer(),
          }),
        ),
      },
    },
    async (request, reply) => {
      if (!mayTry(networkOf(request.ip)))
        return sendProblem(reply, refuse('sign_in.too_many_from_here'))
      const { phone, code } = request.body
      const since = Date.parse(request.body.since)
      // Asked before the code is spent, so that a wrong day costs nobody a code.
      if (!(since <= now() && since >= now() - sinceMaxMs))
        return sendProblem(reply, refuse('stolen.since_unusable'))
      const personId = await identity.proveNumber({ phone, code })
      if (isRefusal(personId)) return sendProblem(reply, personId)
      const stopped = await declareStolen(room, { personId, since, by: 'owner' })
      return reply.header('cache-control', 'no-store').send({ ...stopped })
    },
  )
}
