import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import type { Tx } from '../platform/db/pool.ts'
import { problemSchema } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { readEntries } from './entries.store.ts'
import { type Desk, orderFile } from './receipt-files.ts'
import { mayShowToAuditor } from './receipt-parts.ts'
import { type ReceiptRoom, receiptFile, sendFile } from './receipts.routes.ts'
import { subjectOf } from './stream.store.ts'

/** 抽查: associations and regulators look at cases that chance picks, not the site. */
export async function auditRoutes(fastify: FastifyInstance, room: ReceiptRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/audit/entries/:index',
    {
      schema: {
        tags: ['evidence'],
        summary: 'The case that this entry of the log belongs to: amounts and outcome, with proofs',
        params: Type.Object({
          index: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        }),
        response: { 200: receiptFile, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const { door, log, snapshot } = room
      if (!(await door.person(request, reply, 'association', 'regulator', 'operator'))) return reply
      const { index } = request.params
      const now = door.clock.now()
      const file = await snapshot((tx) => caseAt({ tx, log, now }, index))
      return file
        ? sendFile(reply, `case-${index}`, file)
        : sendProblem(reply, refuse('request.not_found'))
    },
  )
}

/** The order's receipt as an auditor may have it; null where the entry is of no order. */
async function caseAt(desk: Desk, index: number): Promise<string | null> {
  const whose = await orderAt(desk.tx, index)
  return whose && orderFile(desk, whose, { holder: 'public', mayShow: mayShowToAuditor })
}

async function orderAt(tx: Tx, index: number) {
  const [entry] = await readEntries(tx, { from: index, to: index + 1 })
  const subject = entry && (await subjectOf(tx, entry.shopId, entry.streamId))
  const orderId = subject && /^order:(.+)$/.exec(subject)?.[1]
  return entry && orderId ? { shopId: entry.shopId, orderId } : null
}
