import { day, type Instant } from '../kernel/time.ts'
import type { Tx } from './db/pool.ts'
import { unique } from './db/rows.ts'

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
    const { rows } = await tx.query<Old>('commands.old', oldSql, [before, stepRows])
    if (rows.length === 0) break
    const shops = rows.map(({ shop_id }) => shop_id)
    const { count } = await tx.query('commands.clear', clearSql, [
      unique(shops),
      ...[shops, rows.map(({ actor }) => actor), rows.map(({ command_id }) => command_id)],
    ])
    cleared += count
    if (rows.length < stepRows) break
  }
  return cleared
}

interface Old {
  readonly shop_id: bigint
  readonly actor: string
  readonly command_id: string
}

/** Looks across shops and takes no lock; what it finds is cleared by its keys. */
const oldSql = `select shop_id, actor, command_id from app.commands
  where answered_at < $1 limit $2`

const clearSql = `delete from app.commands where shop_id = any($1::bigint[])
  and (shop_id, actor, command_id)
    in (select * from unnest($2::bigint[], $3::text[], $4::text[]))`
