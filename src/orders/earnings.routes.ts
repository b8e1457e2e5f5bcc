import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { ShopId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import type { AccountCode } from '../ledger/model.ts'
import { type BalanceLine, trialBalance } from '../ledger/store.ts'
import { readShop } from '../network/store.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { statuses } from '../vocabulary.ts'
import { earning } from './earnings.ts'
import { dueWords } from './earnings-words.ts'
import { nextCursor, pageSize, readCursor } from './lists.routes.ts'
import type { Opened, Status } from './model.ts'
import { ordersOf } from './store.ts'

const fen = Type.Integer({ description: 'fen (1/100 yuan)' })
const line = Type.Object(
  {
    orderId: Type.String(),
    title: Type.String(),
    status: codes(statuses),
    paidFen: fen,
    heldFen: fen,
    releasedFen: fen,
    feeFen: fen,
    refundedFen: fen,
    dueFen: fen,
    dueAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    why: codes(dueWords),
  },
  { $id: 'Earning' },
)

const folders: Readonly<Record<'held' | 'settled', readonly Status[]>> = {
  held: ['paid', 'overdue', 'part_shipped', 'shipped', 'delivered', 'received'],
  settled: ['settled', 'refunded', 'cancelled'],
}

/** 货款: where a seller's money is, and of which order each fen is. */
export async function earningRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/shops/:shopId/earnings',
    {
      schema: {
        tags: ['shops'],
        summary: 'Seller: what is held, due and settled, order by order',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({
          folder: Type.Optional(
            Type.Unsafe<keyof typeof folders>(Type.String({ enum: Object.keys(folders) })),
          ),
          cursor: Type.Optional(Type.String({ maxLength: 100 })),
        }),
        response: readAnswer(
          Type.Object({
            heldFen: fen,
            pendingFen: fen,
            settledFen: fen,
            feeFen: fen,
            refundedFen: fen,
            orders: Type.Array(line),
            cursor: Type.Union([Type.String(), Type.Null()]),
          }),
        ),
      },
    },
    async (request, reply) => {
      const shopId = await ownShop(door, request, reply)
      if (shopId === null) return reply
      const { folder, cursor } = request.query
      const asked = { shopId, statuses: folders[folder ?? 'held'], limit: pageSize }
      const [book, found] = await Promise.all([
        trialBalance(door.reads, shopId),
        ordersOf(door.reads, { ...asked, before: readCursor(cursor) }),
      ])
      const orders = found.filter(({ paidFen }) => paidFen > 0n).map(earningView)
      return reply.send({ ...totals(book), orders, cursor: nextCursor(found) })
    },
  )
}

/** The shop, if it belongs to whoever asks; otherwise the answer has been sent. */
async function ownShop(
  door: Door,
  request: FastifyRequest<{ Params: { shopId: string } }>,
  reply: FastifyReply,
): Promise<ShopId | null> {
  const actor = await door.person(request, reply)
  if (!actor) return null
  const shopId = door.shopOf(request.params.shopId, 'shp')
  const shop = shopId === null ? null : await readShop(door.reads, shopId)
  if (shop && shop.status !== 'none' && shop.ownerId === actor.personId) return shopId
  sendProblem(reply, refuse('shop.not_found'))
  return null
}

/** From the ledger, not from the orders: the two must agree, and the simulation says they do. */
function totals(book: readonly BalanceLine[]) {
  const of = (code: AccountCode) => book.find((one) => one.code === code)
  const balance = (code: AccountCode) => {
    const account = of(code)
    return account ? Number(account.creditsPostedFen - account.debitsPostedFen) : 0
  }
  return {
    heldFen: balance('order.escrow'),
    pendingFen: Number(of('order.escrow')?.debitsPendingFen ?? 0n),
    settledFen: balance('seller.settled'),
    feeFen: balance('platform.fee'),
    refundedFen: balance('buyer.refunded'),
  }
}

function earningView(order: Opened) {
  const { dueAt, why, ...sums } = earning(order)
  return {
    orderId: order.orderId,
    title: order.items[0]?.title ?? '',
    status: order.status,
    paidFen: Number(order.paidFen),
    heldFen: Number(sums.heldFen),
    releasedFen: Number(sums.releasedFen),
    feeFen: Number(sums.feeFen),
    refundedFen: Number(sums.refundedFen),
    dueFen: Number(sums.dueFen),
    dueAt: dueAt === null ? null : iso(dueAt),
    why,
  }
}
