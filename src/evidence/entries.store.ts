import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen } from '../platform/db/rows.ts'
import type { EntryPayload, LogEntry } from './bus.ts'
import { placedBatches } from './log.store.ts'

/** One entry with where it stands; `index` is null until the log has taken it in. */
export interface Located {
  readonly index: number | null
  readonly shopId: number
  readonly streamId: string
  readonly seq: number
  readonly kind: string
  readonly recordedAt: Instant
  readonly leaf: Buffer
  /** Null once it has been erased. */
  readonly payload: EntryPayload | null
  /** What the digests of its payload are made with; null with the payload. */
  readonly salt: Buffer | null
}

interface Row {
  first_index: bigint | null
  place: number
  shop_id: bigint
  stream_id: string
  seq: number
  kind: string
  recorded_at: Instant
  leaf: Buffer
  payload: string | null
  salt: Buffer | null
}

const columns = `b.first_index, j.place, j.shop_id, j.stream_id, j.seq, j.kind, j.recorded_at,
  j.leaf, j.payload, j.salt`

/** The entries of one stream from `seq` on, oldest first: all of them, or at most so many. */
export async function streamEntries(
  tx: Tx,
  asked: { shopId: number; streamId: string; fromSeq: number; limit: number },
): Promise<Located[]> {
  const { rows } = await tx.query<Row>(
    'entries.stream',
    `select ${columns} from app.journal j
     left join app.log_batches b on b.batch_id = j.batch_id
     where j.shop_id = $1 and j.stream_id = $2 and j.seq >= $3
     order by j.seq limit $4`,
    [asked.shopId, asked.streamId, asked.fromSeq, asked.limit],
  )
  return rows.map(locatedOf)
}

/** Where in the log does this entry stand? Null when there is no such entry. */
export async function locateEntry(
  tx: Tx,
  asked: { shopId: number; streamId: string; seq: number },
): Promise<Located | null> {
  const [found] = await streamEntries(tx, { ...asked, fromSeq: asked.seq, limit: 1 })
  return found?.seq === asked.seq ? found : null
}

/** Whose is this stream? The log names streams alone. Null when there is none of this name. */
export async function shopOfStream(tx: Tx, streamId: string): Promise<number | null> {
  const { rows } = await tx.query<{ shop_id: bigint }>(
    'entries.shop_of_stream',
    'select shop_id from app.journal where stream_id = $1 and seq = 1 limit 1',
    [streamId],
  )
  return rows[0] ? Number(rows[0].shop_id) : null
}

/**
 * How many entries of a stream have an index below `size`, and which is the last of them? A stream
 * goes into the log in its own order, so the last one says how many there are.
 */
export async function lastOfStream(
  tx: Tx,
  asked: { shopId: number; streamId: string; size: number },
): Promise<Located | null> {
  const { rows } = await tx.query<Row>(
    'entries.last_of_stream',
    `select ${columns} from app.journal j
     join app.log_batches b on b.batch_id = j.batch_id
     where j.shop_id = $1 and j.stream_id = $2 and b.first_index + j.place < $3
     order by j.seq desc limit 1`,
    [asked.shopId, asked.streamId, asked.size],
  )
  return rows[0] ? locatedOf(rows[0]) : null
}

/** The entries with an index from `from` up to, but not with, `to`, in the order of the log. */
export async function readEntries(
  tx: Tx,
  range: { from: number; to: number },
): Promise<LogEntry[]> {
  if (range.to <= range.from) return []
  const batches = await placedBatches(tx, { ...range, limit: range.to - range.from + 1 })
  const named = batches.flatMap(({ first, shopIds, streamIds, seqs }) =>
    shopIds.map((shopId, at) => ({
      index: first + at,
      shopId,
      streamId: streamIds[at] ?? '',
      seq: seqs[at] ?? 0,
    })),
  )
  const asked = named.filter(({ index }) => index >= range.from && index < range.to)
  const shops = asked.map(({ shopId }) => shopId)
  const { rows } = await tx.query<Row & { at: bigint }>('entries.range', rangeSql, [
    [...new Set(shops)],
    shops,
    asked.map(({ streamId }) => streamId),
    asked.map(({ seq }) => seq),
  ])
  return rows.flatMap((row) => {
    const place = asked[Number(row.at) - 1]
    if (!place) return []
    const { kind, leaf, recorded_at: at } = row
    return [{ ...place, kind, at, leaf, payload: payloadOf(row.payload) }]
  })
}

const rangeSql = `select k.at, j.kind, j.recorded_at, j.leaf, j.payload
  from unnest($2::bigint[], $3::text[], $4::integer[])
    with ordinality as k(shop_id, stream_id, seq, at)
  join app.journal j
    on j.shop_id = k.shop_id and j.stream_id = k.stream_id and j.seq = k.seq
  where j.shop_id = any($1::bigint[]) order by k.at`

function locatedOf(row: Row): Located {
  return {
    index: row.first_index === null ? null : Number(row.first_index) + row.place,
    shopId: Number(row.shop_id),
    streamId: row.stream_id,
    seq: row.seq,
    kind: row.kind,
    recordedAt: row.recorded_at,
    leaf: row.leaf,
    payload: payloadOf(row.payload),
    salt: row.salt,
  }
}

function payloadOf(text: string | null): EntryPayload | null {
  return text === null ? null : (reviveFen(JSON.parse(text)) as EntryPayload)
}
