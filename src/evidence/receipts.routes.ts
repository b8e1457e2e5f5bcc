import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { codes } from '../platform/http/schema.ts'
import { entryStateWords } from '../vocabulary.ts'
import type { Log } from './log.ts'
import { formatVkey } from './note.ts'
import { policyText } from './policy-text.ts'
import { orderFile, orderRows, pageFile } from './receipt-files.ts'
import { mayShowOfOrder } from './receipt-parts.ts'
import type { ProvedRow } from './receipts.ts'
import { type Seen, seeOrder } from './view.ts'

const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const params = Type.Object({ orderId: Type.String({ maxLength: 40 }) })
const secret = Type.Object({
  'baozheng-order-secret': Type.Optional(
    Type.String({ description: 'the secret of the order’s link; never part of an address' }),
  ),
})

export const logSchema = Type.Object({
  origin: Type.String(),
  vkey: Type.String({ description: 'the log’s public key, as a signed note names it' }),
  policy: Type.String({ description: 'tlog-policy: whose signatures count, and how many' }),
  witnesses: Type.Integer({ description: '0: this site has no outside witness' }),
})

const receipts = Type.Object({
  log: logSchema,
  stream: Type.String(),
  entries: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      kind: Type.String(),
      state: codes(entryStateWords),
      recordedAt: moment,
      index: orNull(Type.Integer({ description: 'its place in the log' })),
      provedAt: orNull(moment),
      witnessedAt: orNull(moment),
      commitment: Type.String({ description: 'SHA-256, hex: shows the content to nobody' }),
      proof: orNull(Type.String({ description: 'tlog-proof, as a file' })),
    }),
  ),
})

/** In the one form that it has: written again as canonical JSON it is the same file. */
export const receiptFile = Type.Any({ description: 'spec/receipt.md' })

export interface ReceiptRoom {
  readonly door: Door
  readonly log: Log
  /** Everything in a receipt is of one moment. */
  readonly snapshot: <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>
}

/** 存证: how each entry of an order is proved, and the receipt to keep. */
export async function receiptRoutes(fastify: FastifyInstance, room: ReceiptRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['evidence']

  app.get(
    '/v1/orders/:orderId/receipts',
    {
      schema: {
        tags,
        summary: 'What proves each entry of this order, and since when?',
        headers: secret,
        params,
        response: readAnswer(receipts),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      if (!seen) return reply
      const { log } = room
      const whose = { shopId: seen.shopId, orderId: seen.order.orderId }
      const { streamId, rows } = await room.snapshot((tx) => orderRows({ tx, log }, whose))
      return reply.send({ log: aboutLog(log), stream: streamId, entries: rows.map(entryView) })
    },
  )

  app.get(
    '/v1/orders/:orderId/receipt',
    {
      schema: {
        tags,
        summary: 'The receipt: a file that verifies without us (spec/receipt.md)',
        headers: secret,
        params,
        response: { 200: receiptFile, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      if (!seen) return reply
      const file = await receiptFor(room, seen)
      return sendFile(reply, seen.order.orderId, file)
    },
  )

  app.get(
    '/v1/listings/:listingId/history/:seq/receipt',
    {
      schema: {
        tags,
        summary: 'What this page said from that entry on: a file that verifies without us',
        params: Type.Object({
          listingId: Type.String({ maxLength: 40 }),
          seq: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
        }),
        response: { 200: receiptFile, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const { listingId, seq } = request.params
      const shopId = room.door.shopOf(listingId, 'lst')
      const asked = shopId === null ? null : { shopId, listingId, seq }
      const { log, door, snapshot } = room
      const now = door.clock.now()
      const file = asked && (await snapshot((tx) => pageFile({ tx, log, now }, asked)))
      if (!file) return sendProblem(reply, refuse('listing.not_found'))
      return sendFile(reply, listingId, file)
    },
  )
}

export function sendFile(reply: FastifyReply, name: string, file: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.baozheng-receipt.json"`,
      'cache-control': 'private, no-store',
    })
    .send(file)
}

function receiptFor({ door, log, snapshot }: ReceiptRoom, seen: Seen): Promise<string> {
  const { shopId, order, holder } = seen
  const opened = order.parcels.some(({ content, deliveredAt }) => content && deliveredAt !== null)
  const how = { holder, mayShow: mayShowOfOrder(holder, { opened }) }
  const now = door.clock.now()
  const whose = { shopId, orderId: order.orderId }
  return snapshot((tx) => orderFile({ tx, log, now }, whose, how))
}

/** The log as whoever checks a proof needs to know it. */
export function aboutLog(log: Log) {
  return {
    origin: log.origin,
    vkey: formatVkey(log.signer.vkey),
    policy: policyText(log.signer.vkey, log.policy),
    witnesses: log.policy?.witnesses.length ?? 0,
  }
}

function entryView(row: ProvedRow) {
  const { seq, kind, state, index, proof } = row
  return {
    seq,
    kind,
    state,
    recordedAt: iso(row.recordedAt),
    index,
    provedAt: row.provedAt === null ? null : iso(row.provedAt),
    witnessedAt: row.witnessedAt === null ? null : iso(row.witnessedAt),
    commitment: (JSON.parse(row.leaf) as { commitment: string }).commitment,
    proof,
  }
}
