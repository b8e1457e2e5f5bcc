import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from './db/pool.ts'
import { unique } from './db/rows.ts'
import type { Change, Table } from './world.ts'

/** 期限. A moment that something waits for; what happens then is for its domain to decide. */
export interface Timer {
  readonly kind: string
  readonly dueAt: Instant
}

export interface Deadline extends Timer {
  readonly shopId: ShopId
  /** The table whose row waits. */
  readonly subject: string
  readonly id: string
  /** The row's version when this moment was set: with the row it makes the command's id. */
  readonly generation: number
}

/** Names a deadline among all; with its generation, one time that it fell due. */
export function deadlineName({
  shopId,
  subject,
  id,
  kind,
}: Omit<Deadline, 'dueAt' | 'generation'>) {
  return `${shopId}/${subject}/${id}/${kind}`
}

/**
 * Sets and lifts the deadlines that follow from changed rows. One that is `over`, by its name, was
 * decided in this very batch: if it is there again, another command has set it anew, and it falls
 * due once more even where its moment is the same.
 */
export async function saveDeadlines(
  tx: Tx,
  changes: ReadonlyMap<Table<unknown>, readonly Change<unknown>[]>,
  over: ReadonlySet<string>,
): Promise<void> {
  const set: Record<string, unknown>[] = []
  const lifted: { shopId: ShopId; subject: string; id: string; kind: string }[] = []
  for (const [table, list] of changes) {
    if (!table.timers) continue
    for (const { shopId, id, before, after, version } of list) {
      const earlier = version === 0 ? [] : table.timers(before)
      const now = table.timers(after)
      for (const { kind, dueAt } of now) {
        const stands = earlier.some((timer) => timer.kind === kind && timer.dueAt === dueAt)
        if (stands && !over.has(deadlineName({ shopId, subject: table.name, id, kind }))) continue
        const due_at = new Date(dueAt).toISOString()
        const generation = version + 1
        set.push({ shop_id: shopId, subject: table.name, id, kind, generation, due_at })
      }
      for (const { kind } of earlier)
        if (!now.some((timer) => timer.kind === kind))
          lifted.push({ shopId, subject: table.name, id, kind })
    }
  }
  const saving = []
  if (set.length > 0) saving.push(tx.query('deadlines.set', setSql, [JSON.stringify(set)]))
  if (lifted.length > 0)
    saving.push(
      tx.query('deadlines.lift', liftSql, [
        unique(lifted.map(({ shopId }) => shopId)),
        lifted.map(({ shopId }) => shopId),
        lifted.map(({ subject }) => subject),
        lifted.map(({ id }) => id),
        lifted.map(({ kind }) => kind),
      ]),
    )
  await Promise.all(saving)
}

const setSql = `insert into app.deadlines (shop_id, subject, id, kind, generation, due_at)
  select shop_id, subject, id, kind, generation, due_at from json_to_recordset($1::json)
    as r(shop_id bigint, subject text, id text, kind text, generation integer, due_at timestamptz)
  on conflict (shop_id, subject, id, kind) do update
    set generation = excluded.generation, due_at = excluded.due_at`

const liftSql = `delete from app.deadlines d
  using unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) as k(shop_id, subject, id, kind)
  where d.shop_id = any($1::bigint[]) and d.shop_id = k.shop_id
    and d.subject = k.subject and d.id = k.id and d.kind = k.kind`

/** Which deadlines have fallen due, oldest first? Reads across shops, takes no lock. */
export async function dueDeadlines(tx: Tx, until: Instant, limit: number): Promise<Deadline[]> {
  const { rows } = await tx.query<{
    shop_id: bigint
    subject: string
    id: string
    kind: string
    generation: number
    due_at: Instant
  }>('deadlines.due', dueSql, [new Date(until).toISOString(), limit])
  return rows.map((row) => ({
    shopId: Number(row.shop_id),
    subject: row.subject,
    id: row.id,
    kind: row.kind,
    generation: row.generation,
    dueAt: row.due_at,
  }))
}

const dueSql = `select shop_id, subject, id, kind, generation, due_at from app.deadlines
  where due_at <= $1 order by due_at, shop_id, subject, id, kind limit $2`
