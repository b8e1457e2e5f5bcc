import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { day } from '../../src/kernel/time.ts'
import { lanePool } from '../../src/platform/db/pool.ts'
import { Market } from '../market.ts'
import { buyAndPay, openShop, publish, scan, ship } from '../trade.ts'

/** So many copies of each row: a wrong plan would read them all. */
const copies = 2_000

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly Node[]
}

describe('the statements of the lanes', () => {
  let market: Market
  let pool: pg.Pool
  let stopListening: () => void
  const statements = new Map<string, string>()

  before(async () => {
    stopListening = listen(statements)
    market = await Market.open()
    const { seller, shopId } = await openShop(market)
    const buyer = await market.person('王静怡')
    const priceFen = 16_800
    const listingId = await publish(seller, shopId, { priceFen })
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    const parcel = await ship(seller, orderId)
    await scan(market, await market.carrier('sudi'), parcel, 'signed')
    await buyer.does(`/v1/orders/${orderId}/confirm`)
    await market.wait(16 * day)
    pool = lanePool(market.databaseUrl, 1)
  })
  after(async () => {
    stopListening()
    await pool?.end()
    await market?.close()
  })

  for (const state of ['nearly empty', 'large'])
    it(`take each row by its whole primary key while tables are ${state} and not yet analysed`, async () => {
      assert.ok(statements.size > 20, 'a trade runs through many statements')
      const keys = await primaryKeys(pool)
      if (state === 'large') await fill(pool, keys)
      const wrong: string[] = []
      for (const [name, text] of statements)
        for (const node of await plan(pool, text))
          if (!byKey(node, keys)) wrong.push(`${name}: ${node['Index Name']} ${node['Index Cond']}`)
      assert.deepEqual(wrong, [])
    })

  it('each name a shop as a parameter, so that only its shard is asked', () => {
    const without = [...statements].filter(
      ([, text]) => /\b(from|update|into) app\./.test(text) && !/shop_id/.test(text),
    )
    assert.deepEqual(without, [])
  })
})

/** Hears every named statement that goes over a connection of the lanes. */
function listen(heard: Map<string, string>): () => void {
  const { query } = pg.Client.prototype
  function spy(
    this: pg.Client & { connectionParameters?: { options?: string } },
    ...args: unknown[]
  ) {
    const [asked] = args as [{ name?: string; text?: string } | string]
    const ofLane = this.connectionParameters?.options?.includes('enable_seqscan=off')
    if (ofLane && typeof asked === 'object' && asked.name && asked.text)
      heard.set(asked.name, asked.text)
    return Reflect.apply(query, this, args)
  }
  pg.Client.prototype.query = spy as typeof query
  return () => {
    pg.Client.prototype.query = query
  }
}

/** Makes every shop table large, and keeps the planner from knowing it. */
async function fill(pool: pg.Pool, keys: Keys): Promise<void> {
  for (const [table, columns] of keys) {
    const last = columns.findLast(({ type }) => type === 'text')
    if (!last || columns[0]?.name !== 'shop_id') continue
    await pool.query(`alter table app.${table} set (autovacuum_enabled = false)`)
    const other = `jsonb_build_object('${last.name}', t.${last.name} || '~' || n)`
    await pool.query(`insert into app.${table}
      select (jsonb_populate_record(null::app.${table}, to_jsonb(t) || ${other})).*
      from (select * from app.${table} limit 1) t, generate_series(1, ${copies}) n`)
  }
}

type Keys = Map<string, { name: string; type: string }[]>

async function primaryKeys(pool: pg.Pool): Promise<Keys> {
  const { rows } = await pool.query<{ table: string; name: string; type: string }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_index i join pg_class c on c.oid = i.indrelid
     join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'app'
     join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
     where i.indisprimary order by c.relname, array_position(i.indkey::smallint[], a.attnum)`,
  )
  return Map.groupBy(rows, ({ table }) => table) as Keys
}

async function plan(pool: pg.Pool, text: string): Promise<Node[]> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    `explain (generic_plan, format json) ${text}`,
  )
  const found: Node[] = []
  const visit = (node: Node) => {
    found.push(node)
    node.Plans?.forEach(visit)
  }
  for (const row of rows) visit(row['QUERY PLAN'][0].Plan)
  return found
}

/** Does this step read a table by its whole key, if it reads a table of ours at all? */
function byKey(node: Node, keys: Keys): boolean {
  const type = node['Node Type']
  if (!type.endsWith('Scan') || ['Function Scan', 'CTE Scan', 'Subquery Scan'].includes(type))
    return true
  const key = keys.get(node['Relation Name'] ?? '') ?? []
  const condition = node['Index Cond'] ?? ''
  return (
    key.length > 0 &&
    node['Index Name'] === `${node['Relation Name']}_pkey` &&
    key.every(({ name }) => new RegExp(`\\b${name}\\b`).test(condition))
  )
}
