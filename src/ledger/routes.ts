import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { chart, type Transfer } from './model.ts'
import { accountHistory, orderTransfers, trialBalance } from './store.ts'

const fen = Type.Integer({ description: 'fen' })
const line = Type.Object({
  account: Type.String(),
  title: Type.Object({ zh: Type.String(), en: Type.String() }),
  accounts: Type.Integer(),
  debitsPendingFen: fen,
  debitsPostedFen: fen,
  creditsPendingFen: fen,
  creditsPostedFen: fen,
})
const transfer = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  debit: Type.String(),
  credit: Type.String(),
  amountFen: fen,
  code: Type.String(),
  pendingId: Type.Union([Type.String(), Type.Null()]),
  resolution: Type.Union([Type.String(), Type.Null()]),
  orderId: Type.String(),
  recordedAt: Type.String({ format: 'date-time' }),
})
const params = Type.Object({ shopId: Type.String({ maxLength: 40 }) })

/** 账本: the desk's view of the mirror of what the provider holds. */
export async function ledgerRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/shops/:shopId/trial-balance',
    {
      schema: {
        tags,
        summary: 'Trial balance of one shop: debits equal credits, pending and posted',
        params,
        response: readAnswer(Type.Object({ lines: Type.Array(line), balanced: Type.Boolean() })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const found = await trialBalance(door.reads, shopId)
      const lines = found.map((one) => ({
        account: one.code,
        title: { zh: chart[one.code].zh, en: chart[one.code].en },
        accounts: one.accounts,
        debitsPendingFen: Number(one.debitsPendingFen),
        debitsPostedFen: Number(one.debitsPostedFen),
        creditsPendingFen: Number(one.creditsPendingFen),
        creditsPostedFen: Number(one.creditsPostedFen),
      }))
      const sum = (of: (one: (typeof lines)[number]) => number) =>
        lines.reduce((total, one) => total + of(one), 0)
      const balanced =
        sum((one) => one.debitsPostedFen - one.creditsPostedFen) === 0 &&
        sum((one) => one.debitsPendingFen - one.creditsPendingFen) === 0
      return reply.send({ lines, balanced })
    },
  )

  app.get(
    '/v1/desk/shops/:shopId/accounts/history',
    {
      schema: {
        tags,
        summary: 'What has moved on one account, newest first',
        params,
        querystring: Type.Object({ account: Type.String({ maxLength: 80 }) }),
        response: readAnswer(Type.Object({ transfers: Type.Array(transfer) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const { account } = request.query
      const found = await accountHistory(door.reads, { shopId, account, limit: 200 })
      return reply.send({ transfers: found.map(view) })
    },
  )

  app.get(
    '/v1/desk/orders/:orderId/transfers',
    {
      schema: {
        tags,
        summary: 'Every movement of one order',
        params: Type.Object({ orderId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(Type.Object({ transfers: Type.Array(transfer) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const { orderId } = request.params
      const shopId = door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
      const found = await orderTransfers(door.reads, shopId, orderId)
      return reply.send({ transfers: found.map(view) })
    },
  )
}

function view(one: Transfer) {
  return { ...one, amountFen: Number(one.amountFen), recordedAt: iso(one.recordedAt) }
}
