import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import type { Tx } from '../platform/db/pool.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { type BookReport, verifyBook } from './verify.ts'

const fault = Type.Object({
  check: Type.String(),
  what: Type.String(),
  orderId: Type.Union([Type.String(), Type.Null()]),
})
const report = Type.Object({
  accounts: Type.Integer(),
  transfers: Type.Integer(),
  heldFen: Type.Integer(),
  erased: Type.Integer({ description: 'entries whose content is gone and cannot be compared' }),
  faults: Type.Array(fault),
})

/** So many faults are shown: the first is what matters. */
const faultsMax = 100

/** 核账: goes through one shop's book while it is being written, as it stands at one moment. */
export async function verifyRoutes(
  fastify: FastifyInstance,
  { door, snapshot }: { door: Door; snapshot: Snapshot },
): Promise<void> {
  fastify.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/desk/shops/:shopId/verify',
    {
      schema: {
        tags: ['desk'],
        summary: 'Was the book of this shop kept by the rules? Changes nothing',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(report),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      if (shopId === null) return sendProblem(reply, refuse('shop.not_found'))
      const found = await snapshot<BookReport>((tx) => verifyBook(tx, shopId))
      const { accounts, transfers, heldFen, erased, faults } = found
      const few = faults.slice(0, faultsMax).map((one) => ({ ...one }))
      return reply.send({ accounts, transfers, heldFen: Number(heldFen), erased, faults: few })
    },
  )
}

/** Does this work in a transaction that sees one moment and changes nothing. */
export type Snapshot = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>
