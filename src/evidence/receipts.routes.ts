import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { ShopId } from '../kernel/ids.ts'
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
import { type Draft, type EntryState, writeReceipt } from './receipt.ts'
import { factsOf } from './receipt-facts.ts'
import { mayShowOfListing, mayShowOfOrder } from './receipt-parts.ts'
import { type ProvedRow, proveAll, unproved } from './receipts.ts'
import { keptEntries, streamOf } from './stream.store.ts'
import { issueStreamNote } from './stream-notes.ts'
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
const receiptFile = Type.Any({ description: 'spec/receipt.md' })

/** Of one order at most so many entries are shown; the longest story in practice has some dozens. */
const entriesMax = 1_000

/** Of a page's stream, which tells of every sale, a receipt holds at most so many entries. */
const chainedMax = 3_000

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
      const { streamId, rows } = await room.snapshot((tx) => provedRows(tx, room.log, seen))
      return reply.send({ log: aboutLog(room.log), stream: streamId, entries: rows.map(entryView) })
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
      const file = await room.snapshot((tx) => orderReceipt(tx, room, seen))
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
      const file = asked && (await room.snapshot((tx) => pageReceipt(tx, room, asked)))
      if (!file) return sendProblem(reply, refuse('listing.not_found'))
      return sendFile(reply, listingId, file)
    },
  )
}

function sendFile(reply: FastifyReply, name: string, file: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.baozheng-receipt.json"`,
      'cache-control': 'private, no-store',
    })
    .send(file)
}

async function provedRows(tx: Tx, log: Log, { shopId, order }: Pick<Seen, 'shopId' | 'order'>) {
  const stream = await streamOf(tx, shopId, `order:${order.orderId}`)
  const streamId = stream?.streamId ?? ''
  const asked = { shopId, streamId, fromSeq: 1, limit: entriesMax }
  return { streamId, rows: await proveAll(tx, log, await keptEntries(tx, asked)) }
}

async function orderReceipt(tx: Tx, { door, log }: ReceiptRoom, seen: Seen): Promise<string> {
  const { order, holder } = seen
  const { streamId, rows } = await provedRows(tx, log, seen)
  const opened = order.parcels.some(({ content, deliveredAt }) => content && deliveredAt !== null)
  const mayShow = mayShowOfOrder(holder, { opened })
  const size = rows.findLast((row) => row.size !== null)?.size ?? null
  const note = size === null ? null : await issueStreamNote({ reads: tx, log }, { streamId, size })
  const entries = chained(rows)
  const what = { kind: 'order', subject: order.orderId, holder } as const
  return write({ door, log }, { ...what, streamId, note, entries, mayShow })
}

/** The page's stream tells of sales too: only the version itself and the last entry are proved. */
async function pageReceipt(
  tx: Tx,
  { door, log }: ReceiptRoom,
  { shopId, listingId, seq }: { shopId: ShopId; listingId: string; seq: number },
): Promise<string | null> {
  const stream = await streamOf(tx, shopId, `listing:${listingId}`)
  if (!stream) return null
  const { streamId } = stream
  const kept = await keptEntries(tx, { shopId, streamId, fromSeq: seq, limit: chainedMax })
  const [first] = kept
  const last = kept.findLast(({ index }) => index !== null)
  if (first?.seq !== seq || !mayShowOfListing(first)) return null
  const shown = kept.filter((row) => row === last || mayShowOfListing(row) || row.index === null)
  const proved = new Map((await proveAll(tx, log, shown)).map((row) => [row.seq, row]))
  const entries = chained(kept.map((row) => proved.get(row.seq) ?? { ...row, ...unproved }))
  const what = { kind: 'listing', subject: listingId, holder: 'public' } as const
  return write({ door, log }, { ...what, streamId, note: null, entries, mayShow: mayShowOfListing })
}

/** What stands before a proved entry is in the tree with it, if it has no proof of its own. */
function chained<Row extends { state: EntryState; proof: string | null }>(
  rows: readonly Row[],
): Row[] {
  const last = rows.findLastIndex(({ proof }) => proof !== null)
  return rows.map((row, at) =>
    at < last && row.proof === null ? { ...row, state: 'chained' } : row,
  )
}

function write(
  { door, log }: Pick<ReceiptRoom, 'door' | 'log'>,
  draft: Omit<Draft, 'issuedAt' | 'policy' | 'facts'>,
): string {
  const facts = factsOf(draft.entries, draft.mayShow)
  const policy = policyText(log.signer.vkey, log.policy)
  return writeReceipt({ ...draft, issuedAt: door.clock.now(), policy, facts }, log.signer)
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
