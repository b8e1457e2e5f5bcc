import type pg from 'pg'
import { over } from '../../src/platform/db/pool.ts'
import type { MemoryStore } from './memory-ground.ts'

/** What falls due next, and whose is it? Null when nothing waits any more. */
export interface Next {
  readonly at: number
  readonly what: string
  readonly orderId: string
}
export interface Waiting {
  /** The deadline that falls due first. */
  deadline(): Promise<Next | null>
  /** That, or what is to be sent to the provider, whichever comes first. */
  any(): Promise<Next | null>
}

const deadlineSql = `select due_at as at, subject || ' ' || kind as what, id from app.deadlines`
const dispatchSql =
  'select next_at as at, instruction as what, payment_id as id from app.dispatches'
const first = 'order by at, id, what limit 1'

export function waitingIn(pool: pg.Pool): Waiting {
  const tx = over(pool)
  const ask = async (name: string, sql: string): Promise<Next | null> => {
    const { rows } = await tx.query<{ at: number; what: string; id: string }>(name, sql, [])
    const [row] = rows
    return row ? { at: row.at, what: row.what, orderId: row.id } : null
  }
  const both = `select * from (${deadlineSql} union all ${dispatchSql}) as waits ${first}`
  return {
    deadline: () => ask('next.deadline', `${deadlineSql} ${first}`),
    any: () => ask('next.any', both),
  }
}

export function waitingOf({ deadlines, dispatches }: MemoryStore): Waiting {
  const deadline = async () => {
    let found: Next | null = null
    for (const { due_at: at, subject, kind, id } of deadlines.values())
      if (found === null || at < found.at)
        found = { at, what: `${subject} ${kind}`, orderId: String(id) }
    return found
  }
  return {
    deadline,
    async any() {
      let found: Next | null = await deadline()
      for (const { next_at: at, instruction, payment_id } of dispatches.values())
        if (found === null || at < found.at)
          found = { at, what: String(instruction), orderId: String(payment_id) }
      return found
    },
  }
}
