import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { grantOf, seeOrder } from '../evidence/view.ts'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { stoppingPayment, unauthorisedPayment } from '../law/platform-liability.ts'
import { current } from '../law/provision.ts'
import { readPayment } from '../payments/store.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { type DisownedPayment, noticeText } from './disowned.ts'
import type { Command } from './model.ts'
import { orderParams, secretHeader } from './wire.ts'

const moment = Type.String({ format: 'date-time' })
const maybe = (one: ReturnType<typeof Type.String>) => Type.Union([one, Type.Null()])
const text = Type.Object({ zh: Type.String(), en: Type.String() })
const reportSchema = Type.Object(
  {
    reportedAt: maybe(moment),
    noticeNo: maybe(Type.String({ description: 'ours, by which the provider knows it' })),
    takenAt: maybe(moment),
    providerNo: maybe(Type.String()),
    notice: Type.Union([text, Type.Null()], {
      description: 'what the provider was told: also to be shown to a bank or the police',
    }),
    cites: Type.Array(Type.String()),
  },
  { $id: 'UnauthorisedReport' },
)
const tags = ['orders']
type Request = FastifyRequest<{ Params: { orderId: string } }>

/** 盗刷: a buyer disowns a payment, the provider hears at once, and the money stays. */
export async function unauthorisedRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()

  app.get(
    '/v1/orders/:orderId/unauthorised',
    {
      schema: {
        tags,
        summary: 'Was this payment disowned, when was the provider told, and in which words?',
        headers: secretHeader,
        params: orderParams,
        response: readAnswer(reportSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(door, request as Request, reply)
      if (!seen) return reply
      const { shopId, order } = seen
      const payment = await readPayment(door.reads, shopId, order.orderId)
      const notice = payment.status === 'none' ? undefined : payment.notice
      const reportedAt = order.unauthorisedAt ?? null
      const told: DisownedPayment | null =
        reportedAt === null || payment.status === 'none' || payment.paidAt === null
          ? null
          : { ...payment, paidAt: payment.paidAt, paidFen: order.paidFen, reportedAt }
      return reply.header('cache-control', 'no-store').send({
        reportedAt: reportedAt === null ? null : iso(reportedAt),
        noticeNo: notice?.no ?? null,
        takenAt: notice?.taken ? iso(notice.taken.at) : null,
        providerNo: notice?.taken?.providerNo ?? null,
        notice: told && noticeText(told),
        cites: [current(unauthorisedPayment).cite, current(stoppingPayment).cite],
      })
    },
  )

  const steps: readonly (readonly [path: string, summary: string, command: Command])[] = [
    [
      '',
      'Buyer: somebody else has paid with my money; the provider is told at once',
      { type: 'report_unauthorised' },
    ],
    ['/withdraw', 'Buyer: it was me after all', { type: 'withdraw_report' }],
  ]
  for (const [path, summary, command] of steps)
    app.post(
      `/v1/orders/:orderId/unauthorised${path}`,
      {
        schema: {
          tags,
          summary,
          headers: Type.Intersect([commandHeaders, secretHeader]),
          params: orderParams,
          response: commandAnswer({ orderId: Type.String(), status: Type.String() }),
        },
      },
      async (request, reply) => act(door, [request as Request, reply], command),
    )
}

async function act(
  door: Door,
  [request, reply]: readonly [Request, FastifyReply],
  body: Command,
): Promise<FastifyReply> {
  const actor = await door.actor(request, reply)
  if (!actor) return reply
  const { orderId } = request.params
  const shopId = door.shopOf(orderId, 'ord')
  if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
  const grant = grantOf(request)
  const wish = { shopId, domain: 'orders', target: orderId, body, actor, grant }
  return door.command(request, reply, wish)
}
