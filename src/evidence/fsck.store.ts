import type pg from 'pg'
import type { Instant } from '../kernel/time.ts'
import { copied } from '../platform/db/copy.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Beside, Places, StreamRow } from './fsck-chain.ts'

/** 核对用. What a check of the whole log reads; every statement in pages, nothing is changed. */

/** The hashes of the batches that begin from this index on; the page's bound is entries. */
export async function hashesFrom(
  tx: Tx,
  asked: { from: number; to: number; entries: number },
): Promise<{ first: number; batchId: string; hashes: Buffer }[]> {
  if (asked.from >= asked.to) return []
  const { rows } = await tx.query<{ first_index: bigint; batch_id: string; hashes: Buffer }>(
    'fsck.hashes',
    `select first_index, batch_id, hashes from app.log_batches
     where first_index < least($2::bigint, $3::bigint) and first_index >= $1::bigint
     order by first_index`,
    [asked.from, asked.to, asked.from + asked.entries],
  )
  return rows.map((row) => ({
    first: Number(row.first_index),
    batchId: row.batch_id,
    hashes: row.hashes,
  }))
}

/** A batch of the log with its place: the first index of its entries. */
export interface PlacedBatch extends Places {
  readonly first: number
  readonly hashes: Buffer
  /** Where its entries stand, as one text. */
  readonly keys: string
}

/** The batches that begin from this index on; the page's bound is entries. */
export async function placedFrom(
  tx: Tx,
  asked: { from: number; to: number; entries: number },
): Promise<PlacedBatch[]> {
  if (asked.from >= asked.to) return []
  const { rows } = await tx.query<{
    first_index: bigint
    shop_ids: string
    stream_ids: string
    seqs: string
    hashes: Buffer
  }>('fsck.placed', placedSql, [asked.from, asked.to, asked.from + asked.entries])
  return rows.map((row) => ({
    first: Number(row.first_index),
    shopIds: row.shop_ids.split(',').map(Number),
    streamIds: row.stream_ids.split(','),
    seqs: row.seqs.split(',').map(Number),
    hashes: row.hashes,
    keys: `${row.shop_ids} ${row.stream_ids} ${row.seqs}`,
  }))
}

// As text: taken apart at the commas it costs a tenth of what an array costs to read.
const placedSql = `select first_index, array_to_string(shop_ids, ',') as shop_ids,
    array_to_string(stream_ids, ',') as stream_ids, array_to_string(seqs, ',') as seqs, hashes
  from app.log_batches
  where first_index < least($2::bigint, $3::bigint) and first_index >= $1::bigint
  order by first_index`

/** The leaves that the journal has of a batch. */
export interface BatchLeaves {
  readonly first: number
  /** Under which keys they stand, as `PlacedBatch` has them. */
  readonly keys: string
  /** Behind each other, as bundles hold them. */
  readonly bundled: Buffer
}

/**
 * The leaves of all batches below this index, in the order of the log; a batch without any is left
 * out. One pass over the journal: to find a leaf by its key costs three times as much.
 */
export async function* leavesInOrder(
  client: pg.ClientBase,
  to: number,
): AsyncGenerator<BatchLeaves> {
  for (let from = 0; from < to; from += stretch)
    for await (const row of copied(client, leavesSql(from, Math.min(to, from + stretch)))) {
      const [first = '', ...keys] = row.slice(0, 4).map((one) => one?.toString() ?? '')
      yield { first: Number(first), keys: keys.join(' '), bundled: row[4] ?? Buffer.alloc(0) }
    }
}

/** So many entries are sorted at once: about a gigabyte on the database's disk at the most. */
const stretch = 4_000_000

const leavesSql = (from: number, to: number) => `
  select b.first_index::text, string_agg(j.shop_id::text, ',' order by j.place),
    string_agg(j.stream_id, ',' order by j.place), string_agg(j.seq::text, ',' order by j.place),
    string_agg(substring(int4send(length(j.leaf)) from 3) || j.leaf, ''::bytea order by j.place)
  from app.journal j join app.log_batches b on b.batch_id = j.batch_id
  where b.first_index >= ${from} and b.first_index < ${to}
  group by b.first_index order by b.first_index`

/** What waits for an index, in its order: a page of batches after this ordinal. */
export async function pendingAfter(
  tx: Tx,
  asked: { ordinal: bigint; limit: number },
): Promise<PendingBatch[]> {
  const { rows } = await tx.query<{
    ordinal: bigint
    shop_ids: bigint[]
    stream_ids: string[]
    seqs: number[]
    hashes: Buffer
  }>(
    'fsck.pending',
    `select ordinal, shop_ids, stream_ids, seqs, hashes from app.journal_pending
     where ordinal > $1 order by ordinal limit $2`,
    [asked.ordinal, asked.limit],
  )
  return rows.map((row) => ({
    ordinal: row.ordinal,
    shopIds: row.shop_ids.map(Number),
    streamIds: row.stream_ids,
    seqs: row.seqs,
    hashes: row.hashes,
  }))
}

export interface PendingBatch {
  readonly ordinal: bigint
  readonly shopIds: readonly number[]
  readonly streamIds: readonly string[]
  readonly seqs: readonly number[]
  readonly hashes: Buffer
}

/** What lies beside these leaves, in this order; null where there is no row. */
export async function besideLeaves(tx: Tx, places: Places): Promise<(Beside | null)[]> {
  const { rows } = await tx.query<{
    place: bigint
    kind: string
    recorded_at: Instant
    payload: string | null
    salt: Buffer | null
  }>('fsck.beside', besideSql, keysOf(places))
  const found: (Beside | null)[] = places.seqs.map(() => null)
  for (const row of rows)
    found[Number(row.place) - 1] = {
      kind: row.kind,
      recordedAt: row.recorded_at,
      payload: row.payload,
      salt: row.salt,
    }
  return found
}

const keys = `unnest($2::bigint[], $3::text[], $4::integer[])
    with ordinality as k(shop_id, stream_id, seq, place)`

const besideSql = `select k.place, j.kind, j.recorded_at, j.payload, j.salt from ${keys}
  join app.journal j
    on j.shop_id = k.shop_id and j.stream_id = k.stream_id and j.seq = k.seq
  where j.shop_id = any($1::bigint[])`

/** The leaves at these places one by one, to find the one that spoils the rest. */
export async function leavesAt(tx: Tx, places: Places): Promise<(Buffer | null)[]> {
  const { rows } = await tx.query<{ place: bigint; leaf: Buffer }>(
    'fsck.leaves',
    `select k.place, j.leaf from ${keys} join app.journal j
       on j.shop_id = k.shop_id and j.stream_id = k.stream_id and j.seq = k.seq
     where j.shop_id = any($1::bigint[])`,
    keysOf(places),
  )
  const found: (Buffer | null)[] = places.seqs.map(() => null)
  for (const { place, leaf } of rows) found[Number(place) - 1] = leaf
  return found
}

function keysOf({ shopIds, streamIds, seqs }: Places): unknown[] {
  return [
    `{${[...new Set(shopIds)].join()}}`,
    `{${shopIds.join()}}`,
    `{${streamIds.join()}}`,
    `{${seqs.join()}}`,
  ]
}

/** Every stream that the shops keep, in pages and in no order. */
export async function* streamPages(tx: Tx): AsyncGenerator<StreamRow[]> {
  const blocks = await blocksOfStreams(tx)
  let next = streamsIn(tx, 0)
  for (let from = 0; from < blocks; from += blocksAtOnce) {
    const page = await next
    // The database finds the next page while this one is looked at.
    next = streamsIn(tx, from + blocksAtOnce)
    next.catch(() => {}) // it fails where it is awaited
    yield page
  }
}

const blocksAtOnce = 256
/** No fewer than there are: a shard of a table that is spread has no more than all of them. */
async function blocksOfStreams(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ blocks: number; spread: boolean }>('fsck.blocks', blocksSql, [])
  const [own] = rows
  if (!own?.spread) return own?.blocks ?? 0
  const shards = await tx.query<{ blocks: number }>('fsck.shards', shardBlocksSql, [])
  return Math.max(own.blocks, shards.rows[0]?.blocks ?? 0)
}

const blocksSql = `select to_regclass('pg_dist_partition') is not null as spread,
  (pg_relation_size('app.streams') / current_setting('block_size')::integer)::integer as blocks`

const shardBlocksSql = `select coalesce(sum(
    citus_relation_size(logicalrelid) / current_setting('block_size')::integer), 0)::integer as blocks
  from pg_dist_partition where logicalrelid = 'app.streams'::regclass`

async function streamsIn(tx: Tx, block: number): Promise<StreamRow[]> {
  const { rows } = await tx.query<{ lines: string | null }>('fsck.streams', streamsSql, [
    `(${block},0)`,
    `(${block + blocksAtOnce},0)`,
  ])
  const lines = rows[0]?.lines?.split('\n') ?? []
  return lines.map((line) => {
    const [streamId = '', head = '', count, shopId] = line.split(' ')
    return { streamId, head, count: Number(count), shopId: Number(shopId) }
  })
}

// As one text: a row for each costs both sides several times as much.
const streamsSql = `select string_agg(
    concat_ws(' ', state->>'streamId', state->>'head', state->>'count', shop_id), e'\n') as lines
  from app.streams where ctid >= $1::tid and ctid < $2::tid`

/** How many entries has the journal? */
export async function journalCount(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: bigint }>(
    'fsck.count',
    'select count(*) as count from app.journal',
    [],
  )
  return Number(rows[0]?.count ?? 0)
}

/** An entry of the journal that neither has an index nor waits for one. */
export async function strayEntry(
  tx: Tx,
): Promise<{ shopId: number; streamId: string; seq: number } | null> {
  const { rows } = await tx.query<{ shop_id: bigint; stream_id: string; seq: number }>(
    'fsck.stray',
    `select j.shop_id, j.stream_id, j.seq from app.journal j
     where not exists (select 1 from app.log_batches b
         where b.batch_id = j.batch_id and j.place < b.entries)
       and not exists (select 1 from app.journal_pending p
         where p.batch_id = j.batch_id and j.place < p.entries)
     order by j.recorded_at, j.stream_id, j.seq limit 1`,
    [],
  )
  const [row] = rows
  return row ? { shopId: Number(row.shop_id), streamId: row.stream_id, seq: row.seq } : null
}
