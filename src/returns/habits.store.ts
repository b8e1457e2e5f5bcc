import { day, type Instant, iso } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

/** What somebody does that may be too much of a good thing. */
export type Habit = 'return' | 'complaint'

export interface Done {
  readonly personId: string
  readonly index: number
  readonly kind: Habit
  readonly at: Instant
}

/** Nobody asks for longer than this. */
const keptDays = 90

/** 习惯: keeps when somebody asked for a return or complained; the same entry only once. */
export async function keepHabits(tx: Tx, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return
  const rows = done.map(({ personId, index, kind, at }) => {
    return { person_id: personId, log_index: index, kind, at: iso(at) }
  })
  await tx.query(
    'habits.keep',
    `insert into app.person_habits (person_id, log_index, kind, at)
     select person_id, log_index, kind, at
     from json_to_recordset($1::json)
       as r(person_id uuid, log_index bigint, kind text, at timestamptz)
     on conflict (person_id, log_index) do nothing`,
    [JSON.stringify(rows)],
  )
  await tx.query(
    'habits.forget',
    'delete from app.person_habits where person_id = any($1::uuid[]) and at < $2',
    [
      [...new Set(done.map(({ personId }) => personId))],
      iso(Math.max(...done.map(({ at }) => at)) - keptDays * day),
    ],
  )
}

/** How often has this person done this since then, in all shops? Counted up to a thousand. */
export async function habitsOf(
  tx: Tx,
  personId: string,
  { kind, since }: { kind: Habit; since: Instant },
): Promise<number> {
  const { rows } = await tx.query<{ found: bigint }>(
    'habits.of',
    `select count(*) as found from (
       select 1 from app.person_habits where person_id = $1 and kind = $2 and at >= $3 limit 1000
     ) as counted`,
    [personId, kind, iso(since)],
  )
  return Number(rows[0]?.found ?? 0)
}
