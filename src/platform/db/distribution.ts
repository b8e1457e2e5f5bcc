import type pg from 'pg'

/**
 * 分布. On Citus every table of shops lies with its shop and every table of people with its
 * person, so that a decision touches one machine; site and log tables stay on the coordinator.
 * Which table is of which kind stands in its primary key, so nobody has to keep a list.
 */
export interface TableFacts {
  readonly name: string
  /** The first column of the primary key. */
  readonly key: string
  /** Unique indexes that say nothing of the key, and how they are made: Citus has none such. */
  readonly strayUniques: readonly { readonly name: string; readonly made: string }[]
  /** Tables of ours that it refers to. */
  readonly parents: readonly string[]
  /** How Citus keeps it now; null: not distributed. */
  readonly distributed: { readonly column: string; readonly group: number } | null
}

/** Few, so that lanes can be as many (a power of two): each then writes to one shard only. */
export const shardCount = 8

const firsts: Readonly<Record<string, string>> = {
  shop_id: 'app.shop_guards',
  person_id: 'app.people',
}

/** What has to be run, in order, so that all tables are where they belong? Empty: nothing. */
export function distributionPlan(tables: readonly TableFacts[]): string[] {
  const plan: string[] = []
  for (const table of inOrder(tables)) {
    const first = firsts[table.key]
    const isRight = isInPlace(table, tables)
    // It comes back to the coordinator, to be spread from there.
    if (!isRight && table.distributed !== null)
      plan.push(`select undistribute_table('${table.name}')`)
    if (first === undefined || isRight) continue
    for (const { name, made } of table.strayUniques)
      plan.push(`drop index app.${name}`, made.replace('CREATE UNIQUE INDEX', 'CREATE INDEX'))
    const how =
      table.name === first ? `shard_count => ${shardCount}` : `colocate_with => '${first}'`
    plan.push(`select create_distributed_table('${table.name}', '${table.key}', ${how})`)
  }
  return plan
}

/** Does it lie by its own key and with those of its kind, or nowhere where it has no such key? */
function isInPlace({ key, distributed }: TableFacts, tables: readonly TableFacts[]): boolean {
  const first = firsts[key]
  if (first === undefined || distributed === null) return first === undefined && !distributed
  const group = tables.find((one) => one.name === first)?.distributed?.group
  return distributed.column === key && distributed.group === group
}

/** Which tables are not where they belong, or not with the others of their kind? In plain words. */
export function misplaced(tables: readonly TableFacts[]): { zh: string; en: string }[] {
  return tables.flatMap(({ name, key, distributed }) => {
    const first = firsts[key]
    const group = tables.find((one) => one.name === first)?.distributed?.group
    if (first === undefined)
      return distributed === null
        ? []
        : [{ zh: `${name} 不应分片`, en: `${name} should not be distributed` }]
    if (distributed === null)
      return [{ zh: `${name} 尚未分片`, en: `${name} is not distributed by ${key}` }]
    if (distributed.column !== key)
      return [
        {
          zh: `${name} 按 ${distributed.column} 分片,应按 ${key}`,
          en: `${name} is distributed by ${distributed.column}, and should be by ${key}`,
        },
      ]
    return distributed.group === group
      ? []
      : [{ zh: `${name} 与 ${first} 不同组`, en: `${name} does not lie with ${first}` }]
  })
}

/** First those that others lie with, then parents before children. */
function inOrder(tables: readonly TableFacts[]): TableFacts[] {
  const rank = ({ name, parents }: TableFacts) =>
    Object.values(firsts).includes(name) ? 0 : parents.length === 0 ? 1 : 2
  return tables.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

/** Is this Citus? */
export async function isCitus(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(`select 1 from pg_extension where extname = 'citus'`)
  return rows.length > 0
}

/** How do the tables of `app` lie? */
export async function tableFacts(client: pg.ClientBase): Promise<TableFacts[]> {
  const citus = await isCitus(client)
  const placed = citus
    ? `(select json_build_object('column', distribution_column, 'group', colocation_id)
        from citus_tables where table_name = c.oid and citus_table_type = 'distributed')`
    : 'null::json'
  const { rows } = await client.query<TableFacts>(`
    select 'app.' || c.relname as name, key.attname as key, ${placed} as distributed,
      coalesce((select json_agg(json_build_object('name', u.relname,
          'made', pg_get_indexdef(i.indexrelid)))
        from pg_index i join pg_class u on u.oid = i.indexrelid
        where i.indrelid = c.oid and i.indisunique and not i.indisprimary
          and not key.attnum = any(i.indkey)), '[]'::json) as "strayUniques",
      coalesce((select json_agg(distinct 'app.' || p.relname)
        from pg_constraint f join pg_class p on p.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f'), '[]'::json) as parents
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'app'
    join pg_index k on k.indrelid = c.oid and k.indisprimary
    join pg_attribute key on key.attrelid = c.oid and key.attnum = k.indkey[0]
    where c.relkind = 'r' order by 1`)
  return rows
}

/** Puts every table where it belongs. Out: what was run. */
export async function distribute(client: pg.ClientBase): Promise<string[]> {
  const plan = distributionPlan(await tableFacts(client))
  for (const statement of plan) await client.query(statement)
  return plan
}
