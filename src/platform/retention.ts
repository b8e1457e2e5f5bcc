import { day, type Instant } from '../kernel/time.ts'
import type { Tx } from './db/pool.ts'

/** One step clears so many at most, so that no transaction is long; a run takes so many steps. */
const stepRows = 5_000
const stepsMax = 40

/**
 * 答案的保留. Clears answers whose command nobody can repeat any longer: a key is good for so many
 * days. A repeat after that is decided as a new command, which the rules of each room stand.
 * Out: how many were cleared.
 */
export async function clearAnswers(
  tx: Tx,
  { at, keepDays }: { at: Instant; keepDays: number },
): Promise<number> {
  const before = new Date(at - keepDays * day).toISOString()
  let cleared = 0
  for (let step = 0; step < stepsMax; step++) {
    const { rows } = await tx.query<{ n: number }>('commands.clear', clearSql, [before, stepRows])
    const n = rows[0]?.n ?? 0
    cleared += n
    if (n < stepRows) break
  }
  return cleared
}

const clearSql = `with old as (
    select shop_id, actor, command_id from app.commands where answered_at < $1 limit $2
  ), gone as (
    delete from app.commands c using old
    where c.shop_id = old.shop_id and c.actor = old.actor and c.command_id = old.command_id
    returning 1
  ) select count(*)::int as n from gone`
