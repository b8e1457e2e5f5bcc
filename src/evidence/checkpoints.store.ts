import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

/** A checkpoint as it was published, with the cosignatures that it has by now. */
export interface Published {
  readonly size: number
  readonly root: Buffer
  /** The signed note, byte for byte. */
  readonly note: string
  readonly publishedAt: Instant
  /** Since when the quorum of the policy has been met; null: unwitnessed. */
  readonly witnessedAt: Instant | null
}

interface Row {
  size: bigint
  root: Buffer
  note: string
  published_at: Instant
  witnessed_at: Instant | null
}

const columns = 'size, root, note, published_at, witnessed_at'

/** Publishes a checkpoint, or the same one with more cosignatures. */
export async function publish(tx: Tx, one: Published): Promise<void> {
  await tx.query(
    'checkpoints.publish',
    `insert into app.log_checkpoints (${columns}) values ($1, $2, $3, $4, $5)
     on conflict (size) do update set note = excluded.note,
       witnessed_at = coalesce(log_checkpoints.witnessed_at, excluded.witnessed_at)
       where log_checkpoints.root = excluded.root
         and (log_checkpoints.witnessed_at is null or excluded.witnessed_at is not null)`,
    [one.size, one.root, one.note, isoOf(one.publishedAt), isoOf(one.witnessedAt)],
  )
}

/** Which checkpoint is the newest? Null before the first. */
export function latestCheckpoint(tx: Tx): Promise<Published | null> {
  return one(tx, 'checkpoints.latest', 'true', 'desc', [])
}

/** Which is the newest that has its quorum of witnesses? */
export function latestWitnessed(tx: Tx): Promise<Published | null> {
  return one(tx, 'checkpoints.witnessed', 'witnessed_at is not null', 'desc', [])
}

/** The checkpoint of exactly this size, if one was published. */
export function checkpointOf(tx: Tx, size: number): Promise<Published | null> {
  return one(tx, 'checkpoints.of', 'size = $1', 'desc', [size])
}

/** Which was the first to cover the entry at this index: since when has it been provable? */
export function firstCovering(tx: Tx, index: number): Promise<Published | null> {
  return one(tx, 'checkpoints.covering', 'size > $1', 'asc', [index])
}

/** Which was the first with its quorum to cover it: since when have others vouched for it? */
export function firstWitnessedCovering(tx: Tx, index: number): Promise<Published | null> {
  const where = 'size > $1 and witnessed_at is not null'
  return one(tx, 'checkpoints.witnessed_covering', where, 'asc', [index])
}

/** Published checkpoints above this size, oldest first: what a follower walks along. */
export async function checkpointsAfter(
  tx: Tx,
  asked: { size: number; limit: number },
): Promise<Published[]> {
  const { rows } = await tx.query<Row>(
    'checkpoints.after',
    `select ${columns} from app.log_checkpoints where size > $1 order by size limit $2`,
    [asked.size, asked.limit],
  )
  return rows.map(publishedOf)
}

async function one(
  tx: Tx,
  ...[name, where, order, values]: [string, string, 'asc' | 'desc', unknown[]]
): Promise<Published | null> {
  const { rows } = await tx.query<Row>(
    name,
    `select ${columns} from app.log_checkpoints where ${where} order by size ${order} limit 1`,
    values,
  )
  return rows[0] ? publishedOf(rows[0]) : null
}

function publishedOf(row: Row): Published {
  return {
    size: Number(row.size),
    root: row.root,
    note: row.note,
    publishedAt: row.published_at,
    witnessedAt: row.witnessed_at,
  }
}

function isoOf(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** A token of a timestamp authority over one checkpoint's text. */
export interface Timestamp {
  readonly size: number
  /** SHA-256 of the checkpoint's text. */
  readonly imprint: Buffer
  /** The response's token, DER, as `openssl ts -verify -token_in` reads it. */
  readonly token: Buffer
  readonly receivedAt: Instant
}

export async function saveTimestamp(tx: Tx, one: Timestamp): Promise<void> {
  await tx.query(
    'timestamps.save',
    `insert into app.log_timestamps (size, imprint, token, received_at) values ($1, $2, $3, $4)
     on conflict (size) do nothing`,
    [one.size, one.imprint, one.token, isoOf(one.receivedAt)],
  )
}

/** Which token was the first to cover the entry at this index? Null: none yet. */
export async function timestampCovering(tx: Tx, index: number): Promise<Timestamp | null> {
  const { rows } = await tx.query<{
    size: bigint
    imprint: Buffer
    token: Buffer
    received_at: Instant
  }>(
    'timestamps.covering',
    `select size, imprint, token, received_at from app.log_timestamps
     where size > $1 order by size limit 1`,
    [index],
  )
  const [row] = rows
  if (!row) return null
  return {
    size: Number(row.size),
    imprint: row.imprint,
    token: row.token,
    receivedAt: row.received_at,
  }
}

/** How large was the tree that the last token covers? 0 before the first. */
export async function timestampedSize(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ size: bigint }>(
    'timestamps.size',
    'select size from app.log_timestamps order by size desc limit 1',
    [],
  )
  return Number(rows[0]?.size ?? 0)
}
