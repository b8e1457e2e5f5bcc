import type { ShopId } from '../kernel/ids.ts'
import { type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { houseShop, houseSubject } from './model.ts'

/** Which is the stream that tells of this thing? Null: nothing was written yet. */
export async function streamOf(
  tx: Tx,
  shopId: ShopId,
  subject: string,
): Promise<{ streamId: string; count: number } | null> {
  const { rows } = await tx.query<{ state: { streamId: string; count: number } }>(
    'stream.of',
    'select state from app.streams where shop_id = $1 and id = $2',
    [shopId, subject],
  )
  return rows[0]?.state ?? null
}

/** Of which thing of its shop does this stream tell: `order:ord_…`? Null: of none. */
export async function subjectOf(tx: Tx, shopId: ShopId, streamId: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    'stream.subject',
    `select id from app.streams where shop_id = $1 and state->>'streamId' = $2 limit 1`,
    [shopId, streamId],
  )
  return rows[0]?.id ?? null
}

/** An entry's place and time, without its words. */
export interface StreamMark {
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Instant
}

/** The entries of these kinds in a stream, oldest first, at most so many. */
export async function marksOf(
  tx: Tx,
  asked: { shopId: ShopId; streamId: string; kinds: readonly string[]; limit: number },
): Promise<StreamMark[]> {
  const { rows } = await tx.query<{ seq: number; kind: string; recorded_at: Instant }>(
    'stream.marks',
    `select seq, kind, recorded_at from app.journal
     where shop_id = $1 and stream_id = $2 and kind = any($3) order by seq limit $4`,
    [asked.shopId, asked.streamId, asked.kinds, asked.limit],
  )
  return rows.map((row) => ({ seq: row.seq, kind: row.kind, recordedAt: row.recorded_at }))
}

/** What these entries of a stream say; an erased one is left out. Money comes as digits. */
export async function eventsAt(
  tx: Tx,
  asked: { shopId: ShopId; streamId: string; seqs: readonly number[] },
): Promise<Map<number, Readonly<Record<string, unknown>>>> {
  const { rows } = await tx.query<{ seq: number; payload: string | null }>(
    'stream.events',
    `select seq, payload from app.journal
     where shop_id = $1 and stream_id = $2 and seq = any($3::integer[])`,
    [asked.shopId, asked.streamId, asked.seqs],
  )
  return new Map(
    rows.flatMap(({ seq, payload }) =>
      payload === null ? [] : [[seq, JSON.parse(payload).event] as const],
    ),
  )
}

/** The last entries of one kind that the house wrote of itself until then; oldest first. */
export async function houseStream(
  tx: Tx,
  asked: { kind: string; until: Instant; limit: number },
): Promise<(StreamMark & { event: Readonly<Record<string, unknown>> | null })[]> {
  const stream = await streamOf(tx, houseShop, houseSubject)
  const { rows } = await tx.query<{ seq: number; recorded_at: Instant; payload: string | null }>(
    'stream.house',
    `select seq, recorded_at, payload from app.journal
     where shop_id = $1 and stream_id = $2 and kind = $3 and recorded_at <= $4
     order by seq desc limit $5`,
    [houseShop, stream?.streamId ?? '', asked.kind, iso(asked.until), asked.limit],
  )
  return rows.reverse().map(({ seq, recorded_at: recordedAt, payload }) => {
    const event = payload === null ? null : JSON.parse(payload).event
    return { seq, kind: asked.kind, recordedAt, event }
  })
}

/** An entry as a receipt needs it: words and salt until they are erased. Money comes as digits. */
export interface KeptRow {
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Instant
  readonly leaf: string
  readonly payload: {
    readonly target: string
    readonly actor: string
    readonly event: Readonly<Record<string, unknown>>
  } | null
  readonly salt: Buffer | null
  /** Null until the log has taken it in. */
  readonly index: number | null
}

/** The entries of a stream from this number on, oldest first, at most so many. */
export async function keptEntries(
  tx: Tx,
  asked: { shopId: ShopId; streamId: string; fromSeq: number; limit: number },
): Promise<KeptRow[]> {
  const { rows } = await tx.query<{
    seq: number
    kind: string
    recorded_at: Instant
    leaf: Buffer
    payload: string | null
    salt: Buffer | null
    first_index: bigint | null
    place: number
  }>(
    'stream.kept',
    `select j.seq, j.kind, j.recorded_at, j.leaf, j.payload, j.salt, b.first_index, j.place
     from app.journal j left join app.log_batches b on b.batch_id = j.batch_id
     where j.shop_id = $1 and j.stream_id = $2 and j.seq >= $3 order by j.seq limit $4`,
    [asked.shopId, asked.streamId, asked.fromSeq, asked.limit],
  )
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    recordedAt: row.recorded_at,
    leaf: row.leaf.toString(),
    payload: row.payload === null ? null : JSON.parse(row.payload),
    salt: row.salt,
    index: row.first_index === null ? null : Number(row.first_index) + row.place,
  }))
}
