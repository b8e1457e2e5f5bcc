import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { iso } from '../kernel/time.ts'
import { type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { codes } from '../platform/http/schema.ts'
import { entryStateWords } from '../vocabulary.ts'
import type { Log } from './log.ts'
import { formatVkey } from './note.ts'
import { policyText } from './policy-text.ts'
import { writeReceipt } from './receipt.ts'
import { factsOf } from './receipt-facts.ts'
import { mayShowOfOrder } from './receipt-parts.ts'
import { type ProvedRow, proveAll } from './receipts.ts'
import { keptEntries, streamOf } from './stream.store.ts'
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

/** Of one order at most so many entries are shown; the longest story in practice has some dozens. */
const entriesMax = 1_000

/** 存证: how each entry of an order is proved, and the receipt to keep. */
export async function receiptRoutes(
  fastify: FastifyInstance,
  { door, log }: { door: Door; log: Log },
): Promise<void> {
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
      const seen = await seeOrder(door, request, reply)
      if (!seen) return reply
      const { streamId, rows } = await provedRows(door, log, seen)
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
        response: { 200: Type.String(), '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(door, request, reply)
      if (!seen) return reply
      const file = await receiptOf(door, log, seen)
      return reply
        .headers({
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="${seen.order.orderId}.baozheng-receipt.json"`,
          'cache-control': 'private, no-store',
        })
        .send(file)
    },
  )
}

async function provedRows(door: Door, log: Log, { shopId, order }: Seen) {
  const stream = await streamOf(door.reads, shopId, `order:${order.orderId}`)
  const streamId = stream?.streamId ?? ''
  const asked = { shopId, streamId, toSeq: stream?.count ?? 0, limit: entriesMax }
  const rows = await proveAll(door.reads, log, await keptEntries(door.reads, asked))
  return { streamId, rows }
}

async function receiptOf(door: Door, log: Log, seen: Seen): Promise<string> {
  const { order, holder } = seen
  const { streamId, rows } = await provedRows(door, log, seen)
  const opened = order.parcels.some(({ content, deliveredAt }) => content && deliveredAt !== null)
  const mayShow = mayShowOfOrder(holder, { opened })
  return writeReceipt(
    {
      kind: 'order',
      subject: order.orderId,
      holder,
      issuedAt: door.clock.now(),
      policy: policyText(log.signer.vkey, log.policy),
      streamId,
      note: null,
      entries: rows,
      facts: factsOf(rows, mayShow),
      mayShow,
    },
    log.signer,
  )
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
