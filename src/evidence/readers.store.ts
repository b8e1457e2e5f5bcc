import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

/** An entry that a reader could not digest: it waits for a person, the reader went on. */
export interface Parked {
  readonly reader: string
  readonly index: number
  readonly why: string
  readonly parkedAt: Instant
}

/** From which index does this reader go on? A new one begins at the beginning. */
export async function readCursor(tx: Tx, reader: string): Promise<number> {
  const { rows } = await tx.query<{ next_index: bigint }>(
    'readers.cursor',
    `insert into app.log_readers (name, next_index) values ($1, 0)
     on conflict (name) do update set next_index = log_readers.next_index
     returning next_index`,
    [reader],
  )
  return Number(rows[0]?.next_index ?? 0)
}

/** Moves the cursor on, unless another server has moved it meanwhile. */
export async function moveCursor(
  tx: Tx,
  reader: string,
  step: { from: number; to: number },
): Promise<boolean> {
  const { count } = await tx.query(
    'readers.move',
    'update app.log_readers set next_index = $3 where name = $1 and next_index = $2',
    [reader, step.from, step.to],
  )
  return count === 1
}

export async function park(tx: Tx, parked: Parked): Promise<void> {
  await tx.query(
    'readers.park',
    `insert into app.log_parked (reader, index, why, parked_at) values ($1, $2, $3, $4)
     on conflict (reader, index) do update
       set why = excluded.why, parked_at = excluded.parked_at`,
    [parked.reader, parked.index, parked.why, new Date(parked.parkedAt).toISOString()],
  )
}

export async function unpark(tx: Tx, parked: { reader: string; index: number }): Promise<void> {
  await tx.query('readers.unpark', 'delete from app.log_parked where reader = $1 and index = $2', [
    parked.reader,
    parked.index,
  ])
}

/**
 * Leaves it as it is: nobody has to look at it again. Who said so, and why, is kept. False when it
 * was not parked, or has been left already.
 */
export async function skipParked(
  tx: Tx,
  parked: { reader: string; index: number },
  said: { by: string; why: string; at: Instant },
): Promise<boolean> {
  const { count } = await tx.query(
    'readers.skip',
    `update app.log_parked set skipped_at = $3, skipped_by = $4, skip_why = $5
     where reader = $1 and index = $2 and skipped_at is null`,
    [parked.reader, parked.index, new Date(said.at).toISOString(), said.by, said.why],
  )
  return count === 1
}

/** Does this entry wait for a person? */
export async function isParked(tx: Tx, one: { reader: string; index: number }): Promise<boolean> {
  const { count } = await tx.query(
    'readers.is_parked',
    `select from app.log_parked where reader = $1 and index = $2 and skipped_at is null`,
    [one.reader, one.index],
  )
  return count > 0
}

/** What is parked, newest first? */
export async function listParked(tx: Tx, limit: number): Promise<Parked[]> {
  const { rows } = await tx.query<{
    reader: string
    index: bigint
    why: string
    parked_at: Instant
  }>(
    'readers.parked',
    `select reader, index, why, parked_at from app.log_parked where skipped_at is null
     order by parked_at desc, reader, index limit $1`,
    [limit],
  )
  return rows.map((row) => ({
    reader: row.reader,
    index: Number(row.index),
    why: row.why,
    parkedAt: row.parked_at,
  }))
}

/** How many entries are parked? */
export async function countParked(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: bigint }>(
    'readers.count_parked',
    'select count(*) as count from app.log_parked where skipped_at is null',
    [],
  )
  return Number(rows[0]?.count ?? 0)
}
