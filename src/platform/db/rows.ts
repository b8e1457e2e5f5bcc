import { assert } from '../../kernel/assert.ts'
import { fenJson } from '../../kernel/canonical.ts'
import type { Timer } from '../deadlines.ts'
import type { Change, Loaded, Readable, RowKey } from '../world.ts'
import type { Tx } from './pool.ts'

/** A column beside the state, so that lists can ask for it. */
export interface Column<Row> {
  readonly type: 'text' | 'bigint' | 'timestamptz' | 'uuid' | 'integer' | 'boolean'
  readonly of: (row: Row) => string | number | bigint | boolean | null
}

/**
 * A shop table whose row is a state: `(shop_id, id, version, state, …columns)`. The state is JSON;
 * the columns are derived from it at each save. Money fields (`…Fen`) are strings in JSON.
 */
export function stateTable<Row>(spec: {
  name: string
  initial: Row
  columns?: Readonly<Record<string, Column<Row>>>
  timers?: (row: Row) => readonly Timer[]
}): Readable<Row> {
  const columns = Object.entries(spec.columns ?? {})
  const names = columns.map(([name]) => `, ${name}`).join('')
  const typed = columns.map(([name, { type }]) => `, ${name} ${type}`).join('')
  const sets = columns.map(([name]) => `, ${name} = excluded.${name}`).join('')
  const loadSql = `select shop_id, id, version, state from app.${spec.name}
    where shop_id = any($1::bigint[])
      and (shop_id, id) in (select * from unnest($2::bigint[], $3::text[]))`
  const saveSql = `insert into app.${spec.name} (shop_id, id, version, state${names})
    select shop_id, id, version, state${names}
    from json_to_recordset($1::json)
      as r(shop_id bigint, id text, version integer, state jsonb${typed})
    on conflict (shop_id, id) do update
      set version = excluded.version, state = excluded.state${sets}
      where ${spec.name}.version = excluded.version - 1`

  return {
    name: spec.name,
    initial: spec.initial,
    ...(spec.timers ? { timers: spec.timers } : {}),
    async load(tx: Tx, keys: readonly RowKey[]) {
      const shops = keys.map(({ shopId }) => shopId)
      const { rows } = await tx.query<{
        shop_id: bigint
        id: string
        version: number
        state: unknown
      }>(`${spec.name}.load`, loadSql, [unique(shops), shops, keys.map(({ id }) => id)])
      return rows.map(
        (row): Loaded<Row> => ({
          shopId: Number(row.shop_id),
          id: row.id,
          version: row.version,
          row: reviveFen(row.state) as Row,
        }),
      )
    },
    async save(tx: Tx, changes: readonly Change<Row>[]) {
      const rows = changes.map(({ shopId, id, version, after }) => {
        const row: Record<string, unknown> = { shop_id: shopId, id, version: version + 1 }
        for (const [name, column] of columns) row[name] = wire(column, after)
        row.state = after
        return row
      })
      const { count } = await tx.query(`${spec.name}.save`, saveSql, [fenJson(rows)])
      assert(count === rows.length, `${spec.name}: a row has changed under its guard`)
    },
  }
}

function wire<Row>(column: Column<Row>, row: Row): unknown {
  const value = column.of(row)
  if (column.type === 'timestamptz' && typeof value === 'number')
    return new Date(value).toISOString()
  return typeof value === 'bigint' ? value.toString() : value
}

/** Turns the strings of fields that end in `Fen` back into money, in place. */
export function reviveFen(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (const part of value) reviveFen(part)
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Record<string, unknown>
    for (const key of Object.keys(fields)) {
      const part = fields[key]
      if (typeof part === 'string' && key.endsWith('Fen')) fields[key] = BigInt(part)
      else if (typeof part === 'object') reviveFen(part)
    }
  }
  return value
}

export function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)]
}
