import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

/** 日志. The writer's side of the log tables. What may be written is fenced by the lease's epoch. */
export interface LogState {
  readonly origin: string
  /** The public key, as a signed note names it. */
  readonly verifier: string
  /** Whoever writes must have this one: it grows whenever the lease goes to somebody else. */
  readonly epoch: bigint
  /** So many entries have an index. */
  readonly sequenced: number
  readonly signedSize: number
  readonly signedRoot: Buffer
}

interface StateRow {
  origin: string
  verifier: string
  lease_epoch: bigint
  sequenced: bigint
  signed_size: bigint
  signed_root: Buffer
}

const stateColumns = 'origin, verifier, lease_epoch, sequenced, signed_size, signed_root'

/** How does the log stand? Null before its first start. */
export async function readLogState(tx: Tx): Promise<LogState | null> {
  const { rows } = await tx.query<StateRow>(
    'log.state',
    `select ${stateColumns} from app.log_state where name = 'log'`,
    [],
  )
  return rows[0] ? stateOf(rows[0]) : null
}

/** Makes the log, empty, unless it is there. Nobody holds its lease. */
export async function makeLog(
  tx: Tx,
  log: { origin: string; verifier: string; emptyRoot: Buffer },
): Promise<void> {
  await tx.query(
    'log.make',
    `insert into app.log_state (name, origin, verifier, lease_epoch, lease_until, sequenced,
       signed_size, signed_root)
     values ('log', $1, $2, 0, '1970-01-01T00:00:00Z', 0, 0, $3)
     on conflict (name) do nothing`,
    [log.origin, log.verifier, log.emptyRoot],
  )
}

export interface Lease {
  readonly holder: string
  readonly now: Instant
  readonly until: Instant
}

/** Takes the lease, or keeps it. Null: somebody else has it, and its time is not over. */
export async function takeLease(tx: Tx, { holder, now, until }: Lease): Promise<LogState | null> {
  const { rows } = await tx.query<StateRow>(
    'log.lease',
    `update app.log_state
     set lease_epoch = case when lease_holder = $1 then lease_epoch else lease_epoch + 1 end,
       lease_holder = $1, lease_until = $3
     where name = 'log' and (lease_holder = $1 or lease_until < $2)
     returning ${stateColumns}`,
    [holder, new Date(now).toISOString(), new Date(until).toISOString()],
  )
  return rows[0] ? stateOf(rows[0]) : null
}

/** Does somebody write the log at this moment? */
export async function isLed(tx: Tx, now: Instant): Promise<boolean> {
  const { count } = await tx.query(
    'log.is_led',
    `select 1 from app.log_state
     where name = 'log' and lease_holder is not null and lease_until > $1`,
    [new Date(now).toISOString()],
  )
  return count > 0
}

/** Gives the lease back, so that the next server need not wait for its end. */
export async function dropLease(tx: Tx, holder: string): Promise<void> {
  await tx.query(
    'log.drop_lease',
    `update app.log_state set lease_holder = null, lease_until = '1970-01-01T00:00:00Z'
     where name = 'log' and lease_holder = $1`,
    [holder],
  )
}

/** Entries of one commit of the lanes, in their order. */
export interface Batch {
  readonly shopId: number
  readonly batchId: string
  readonly entries: number
  readonly shopIds: readonly number[]
  readonly streamIds: readonly string[]
  readonly seqs: readonly number[]
  /** Leaf hashes, 32 bytes each. */
  readonly hashes: Buffer
}

interface BatchRow {
  shop_id: bigint
  batch_id: string
  entries: number
  shop_ids: bigint[]
  stream_ids: string[]
  seqs: number[]
  hashes: Buffer
}

/** At most so many rows are looked at in one go, whatever is waiting. */
const rowsAtOnce = 2_000

/** A batch that waits for its index, with its leaves. */
export interface WaitingBatch extends Pick<Batch, 'shopId' | 'batchId' | 'entries' | 'hashes'> {
  readonly ordinal: bigint
  /** Behind each other, as bundles hold them. */
  readonly bundled: Buffer
}

/**
 * What waits for an index, without what is being taken in? Oldest first, at least one batch,
 * and otherwise not more than so many entries. What it gives is complete towards the past: an entry
 * never comes before one of its own stream that it follows, for that one was committed earlier and
 * drew a lower ordinal. Throws when a leaf is missing.
 */
export async function waitingBatches(
  tx: Tx,
  asked: { entriesMax: number; without: readonly WaitingBatch[] },
): Promise<WaitingBatch[]> {
  const without = asked.without.map(({ ordinal }) => ordinal)
  const { rows } = await tx.query<{
    ordinal: bigint
    shop_id: bigint
    batch_id: string
    entries: number
    hashes: Buffer
    found: bigint
    bundled: Buffer | null
  }>('log.waiting', waitingSql, [asked.entriesMax, `{${without.join()}}`])
  return rows.map((row) => {
    if (Number(row.found) !== row.entries) throw new LogDamaged('an entry has no leaf')
    return {
      ordinal: row.ordinal,
      shopId: Number(row.shop_id),
      batchId: row.batch_id,
      entries: row.entries,
      hashes: row.hashes,
      bundled: row.bundled ?? Buffer.alloc(0),
    }
  })
}

/** In steps that each stand alone: Citus does not spread a sum over a row's own list. */
const waitingSql = `with w as materialized (
    select ordinal, shop_id, batch_id, entries, hashes, shop_ids, stream_ids, seqs
    from (
      select *, sum(entries) over (order by ordinal) - entries as before
      from (select * from app.journal_pending where ordinal <> all($2::bigint[])
        order by ordinal limit ${rowsAtOnce}) as oldest
    ) as counted where before < $1
  ), k as materialized (
    select w.ordinal, u.shop_id, u.stream_id, u.seq, u.place
    from w cross join lateral unnest(w.shop_ids, w.stream_ids, w.seqs)
      with ordinality as u(shop_id, stream_id, seq, place)
  ), l as materialized (
    select k.ordinal, count(*) as found,
      string_agg(substring(int4send(length(j.leaf)) from 3) || j.leaf, ''::bytea order by k.place)
        as bundled
    from k join app.journal j
      on j.shop_id = k.shop_id and j.stream_id = k.stream_id and j.seq = k.seq
    group by k.ordinal
  )
  select w.ordinal, w.shop_id, w.batch_id, w.entries, w.hashes, coalesce(l.found, 0) as found,
    l.bundled
  from w left join l on l.ordinal = w.ordinal order by w.ordinal`

/** How many entries wait, and since when? Counts at most ten thousand batches. */
export async function waitingCount(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ entries: bigint | null }>(
    'log.waiting_count',
    `select sum(entries) as entries
     from (select entries from app.journal_pending order by ordinal limit 10000) as oldest`,
    [],
  )
  return Number(rows[0]?.entries ?? 0)
}

/**
 * The leaves of these batches, as bundles hold them: each behind its length in two bytes. Throws
 * when one is missing.
 */
export async function bundledLeaves(
  tx: Tx,
  batches: readonly Pick<Batch, 'shopIds' | 'streamIds' | 'seqs'>[],
): Promise<Buffer> {
  const shops = batches.flatMap(({ shopIds }) => shopIds)
  const { rows } = await tx.query<{ bundled: Buffer | null; found: bigint }>(
    'log.leaves',
    leavesSql,
    [
      `{${[...new Set(shops)].join()}}`,
      `{${shops.join()}}`,
      `{${batches.flatMap(({ streamIds }) => streamIds).join()}}`,
      `{${batches.flatMap(({ seqs }) => seqs).join()}}`,
    ],
  )
  if (Number(rows[0]?.found) !== shops.length) throw new LogDamaged('an entry has no leaf')
  return rows[0]?.bundled ?? Buffer.alloc(0)
}

const leavesSql = `select count(*) as found,
    string_agg(substring(int4send(length(j.leaf)) from 3) || j.leaf, ''::bytea order by k.place)
      as bundled
  from unnest($2::bigint[], $3::text[], $4::integer[])
    with ordinality as k(shop_id, stream_id, seq, place)
  join app.journal j
    on j.shop_id = k.shop_id and j.stream_id = k.stream_id and j.seq = k.seq
  where j.shop_id = any($1::bigint[])`

/** The database is not as it was left. Nothing may be signed until somebody has looked. */
export class LogDamaged extends Error {
  override name = 'LogDamaged'
}

/** Somebody else writes the log now: what was about to be done is no longer ours. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

/**
 * Gives each entry its index, from `first` on: the pending rows go, and the log's rows come, in the
 * caller's transaction. Throws when one of them is no longer pending, or when the lease is lost.
 */
export async function appendBatches(
  tx: Tx,
  append: {
    epoch: bigint
    first: number
    batches: readonly Pick<Batch, 'shopId' | 'batchId' | 'entries'>[]
  },
): Promise<void> {
  const { batches } = append
  const firsts: number[] = []
  let next = append.first
  for (const { entries } of batches) {
    firsts.push(next)
    next += entries
  }
  const shops = batches.map(({ shopId }) => shopId)
  const [advanced, moved] = await Promise.all([
    tx.query('log.advance', advanceSql, [append.first, next, append.epoch]),
    tx.query('log.move', moveSql, [
      [...new Set(shops)],
      shops,
      batches.map(({ batchId }) => batchId),
      firsts,
    ]),
  ])
  if (advanced.count !== 1) throw new LeaseLost('the log has been written by another server')
  if (moved.count !== batches.length) throw new LogDamaged('an entry was taken in twice')
}

const advanceSql = `update app.log_state set sequenced = $2
  where name = 'log' and sequenced = $1 and lease_epoch = $3`

const moveSql = `with taken as (
    delete from app.journal_pending p
    using unnest($2::bigint[], $3::uuid[], $4::bigint[]) as k(shop_id, batch_id, first_index)
    where p.shop_id = any($1::bigint[]) and p.shop_id = k.shop_id and p.batch_id = k.batch_id
    returning k.first_index, p.*)
  insert into app.log_batches
    (first_index, batch_id, entries, shop_ids, stream_ids, seqs, hashes)
  select first_index, batch_id, entries, shop_ids, stream_ids, seqs, hashes from taken
  returning 1`

/** Advances the last-signed state, if it is still the one we know. True: it is ours to sign. */
export async function advanceSigned(
  tx: Tx,
  from: LogState,
  to: { size: number; root: Buffer },
): Promise<boolean> {
  const { count } = await tx.query('log.sign', signSql, [
    from.epoch,
    from.signedSize,
    from.signedRoot,
    to.size,
    to.root,
  ])
  return count === 1
}

const signSql = `update app.log_state set signed_size = $4, signed_root = $5
  where name = 'log' and lease_epoch = $1 and signed_size = $2 and signed_root = $3
    and $4 >= signed_size and $4 <= sequenced`

/** A batch with its place in the log. */
export interface Placed extends Batch {
  readonly first: number
}

/** Which batches hold the entries from `from` on, up to `to`? At most so many. */
export async function placedBatches(
  tx: Tx,
  asked: { from: number; to: number; limit: number },
): Promise<Placed[]> {
  const { rows } = await tx.query<BatchRow & { first_index: bigint }>('log.placed', placedSql, [
    asked.from,
    asked.to,
    asked.limit,
  ])
  return rows.map((row) => ({
    ...batchOf({ ...row, shop_id: 0n }),
    first: Number(row.first_index),
  }))
}

const placedSql = `select first_index, batch_id, entries, shop_ids, stream_ids, seqs, hashes
  from app.log_batches
  where first_index < $2 and first_index >= coalesce(
    (select max(first_index) from app.log_batches where first_index <= $1), 0)
  order by first_index limit $3`

function batchOf(row: BatchRow): Batch {
  return {
    shopId: Number(row.shop_id),
    batchId: row.batch_id,
    entries: row.entries,
    shopIds: row.shop_ids.map(Number),
    streamIds: row.stream_ids,
    seqs: row.seqs,
    hashes: row.hashes,
  }
}

function stateOf(row: StateRow): LogState {
  return {
    origin: row.origin,
    verifier: row.verifier,
    epoch: row.lease_epoch,
    sequenced: Number(row.sequenced),
    signedSize: Number(row.signed_size),
    signedRoot: row.signed_root,
  }
}
