import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faultsOf, type Kind } from './discipline.ts'

const kinds = new Map<string, Kind>([
  ['orders', 'shop'],
  ['transfers', 'shop'],
  ['contacts', 'person'],
  ['settings', 'other'],
  ['log_state', 'other'],
])
const faults = (text: string, more = {}) => faultsOf({ name: 'planted', text }, kinds, more)

const bad: readonly (readonly [string, RegExp])[] = [
  ['select * from app.orders where id = $1', /orders is touched without shop_id/],
  ['select * from app.contacts where contact_id = $1', /contacts is touched without person_id/],
  ['insert into app.orders (id, state) values ($1, $2)', /without shop_id/],
  ['update app.orders set status = $1 where id = any($2)', /without shop_id/],
  [
    'update app.orders o set status = u.status from unnest($1::bigint[]) u(shop_id) where o.shop_id = u.shop_id',
    /every shard/,
  ],
  ['delete from app.orders o using unnest($1::text[]) as k(id) where o.id = k.id', /every shard/],
  ['select 1 from app.orders where shop_id = any($1) for update', /more than one shop/],
  ['update app.orders set at = now() where shop_id = $1', /time is a parameter/],
  ['select 1 from app.orders where shop_id = $1 and at < current_timestamp', /time is a parameter/],
  ['insert into app.orders (shop_id, id) values ($1, gen_random_uuid())', /chance/],
  [
    'insert into app.orders (shop_id, id) select * from unnest($1::bigint[], $2::text[])',
    /loses its SQLSTATE/,
  ],
  ['merge into app.orders using app.settings on true when matched then delete', /MERGE/],
  ['select ctid from app.orders where shop_id = $1', /hidden columns/],
  ['select 1 from app.orders where shop_id = (select 1)', /subselect/],
  ['select pg_advisory_lock(1)', /one node only/],
  [
    'select 1 from app.contacts c join app.orders o on o.shop_id = c.shop_id where o.shop_id = $1 and c.person_id = $2',
    /contacts of people is joined to orders of shops/,
  ],
  ['select 1 from app.orders where shop_id = $1 group by rollup (id)', /GROUPING SETS/],
  [
    'select 1 from app.orders o join app.transfers t on t.order_id = o.id where o.shop_id = $1',
    /joined without their shop/,
  ],
  [
    'with gone as (delete from app.orders where shop_id = $1 returning id) select count(*) from app.orders where shop_id = $1',
    /changed by one part/,
  ],
  ['set transaction isolation level serializable', /SERIALIZABLE/],
  ['update app.orders set shop_id = $1 where shop_id = $2', /changes its shop/],
  ['select 1 from app.nowhere where shop_id = $1', /no such table/],
]

describe('a planted bad statement is found', () => {
  for (const [text, why] of bad) it(text, () => assert.match(faults(text).join('; '), why))
  it('a read across shops may not lock, nor write', () => {
    const read = 'select shop_id from app.orders where due_at < $1'
    assert.deepEqual(faults(read, { crossShop: true }), [])
    assert.equal(faults(`${read} for update skip locked`, { crossShop: true }).length > 0, true)
  })
})

describe('a good one is not', () => {
  for (const text of [
    'select state from app.orders where shop_id = $1 and id = $2 for update',
    `select * from app.orders where shop_id = any($1::bigint[])
       and (shop_id, id) in (select * from unnest($2::bigint[], $3::text[]))`,
    `insert into app.orders (shop_id, id) select shop_id, id
       from json_to_recordset($1::json) as r(shop_id bigint, id text)
       on conflict (shop_id, id) do update set id = excluded.id`,
    `select 1 from app.orders o join app.transfers t on t.shop_id = o.shop_id and t.order_id = o.id
       where o.shop_id = $1`,
    'select value from app.settings where name = $1',
    "select 1 from app.orders where shop_id = $1 and kind = 'now()'",
    `update app.orders set status = $2 where shop_id = $1
       and id in (select id from app.orders where shop_id = $1 and status = $3 limit 9)`,
  ])
    it(text, () => assert.deepEqual(faults(text), []))
})
