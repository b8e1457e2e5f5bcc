import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso, shanghaiDay } from '../kernel/time.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { sights, standingWords } from '../vocabulary.ts'
import { lastDay } from './checking.ts'
import { operatorGrant } from './facts.ts'
import type { Command } from './model.ts'
import { shopSchema, shopView } from './routes.ts'
import { nameLengthMax } from './rules.ts'
import { readShop, shopRow } from './store.ts'

const params = Type.Object({ shopId: Type.String({ maxLength: 40 }) })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const { unverified: _, ...checkedWords } = standingWords
const checkBody = Type.Object(
  {
    standing: codes(checkedWords),
    seen: Type.Array(codes(sights), { minItems: 1, maxItems: 6, uniqueItems: true }),
    uscc: orNull(Type.String({ pattern: '^[0-9A-Z]{18}$' })),
    registeredName: orNull(Type.String({ minLength: 1, maxLength: 2 * nameLengthMax })),
    validUntilOn: Type.String({ format: 'date' }),
  },
  { additionalProperties: false },
)
const uncheckBody = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 300 }) },
  { additionalProperties: false },
)
const deskShop = Type.Object({
  shop: shopSchema,
  ownerId: Type.String(),
  check: orNull(Type.Object({ by: Type.String(), at: Type.String({ format: 'date-time' }) })),
  longestUntilOn: Type.String({
    format: 'date',
    description: 'a check of today can count until then',
  }),
})
const answer = commandAnswer({ shopId: Type.String(), standing: Type.String() })

/** 核验: what the desk has seen of who sells. It counts until its day, or until it is withdrawn. */
export async function shopCheckRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/shops/:shopId/check',
    {
      schema: {
        tags,
        summary: 'Who sells here, who of us looked, and until when that counts',
        params,
        response: readAnswer(deskShop),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      const shop = shopId === null ? null : await readShop(door.reads, shopId)
      if (!shop || shop.status === 'none') return sendProblem(reply, refuse('shop.not_found'))
      const check = shop.check ? { by: shop.check.by, at: iso(shop.check.at) } : null
      const longestUntilOn = lastDay(shanghaiDay(door.clock.now()))
      const { ownerId } = shop
      return reply.send({ shop: shopView(shop), ownerId, check, longestUntilOn })
    },
  )

  const steps = [
    {
      path: 'check',
      summary: 'Operator: I have seen who sells here; it counts until that day, six months at most',
      body: checkBody,
    },
    {
      path: 'uncheck',
      summary: 'Operator: what was seen is no longer so; the shop is unverified from now on',
      body: uncheckBody,
    },
  ] as const
  for (const { path, summary, body } of steps)
    app.post(
      `/v1/desk/shops/:shopId/${path}`,
      { schema: { tags, summary, headers: commandHeaders, params, body, response: answer } },
      async (request, reply) => {
        const actor = await door.person(request, reply, 'operator')
        if (!actor) return reply
        const shopId = door.shopOf(request.params.shopId, 'shp')
        if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
        const wish = { type: path, ...(request.body as object) } as Command
        const command = { shopId, domain: 'shops', target: shopRow, body: wish, actor }
        return door.command(request, reply, { ...command, grant: operatorGrant })
      },
    )
}
