import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import pg from 'pg'
import { type Database, freshDatabase } from '../../../test/database.ts'
import { Random } from '../../../test/simulate/random.ts'
import { laneOf } from '../run.ts'
import { hashint8 } from './hashint8.ts'

let database: Database
let client: pg.Client
before(async () => {
  database = await freshDatabase({ empty: true })
  client = new pg.Client({ connectionString: database.connectionString })
  await client.connect()
})
after(async () => {
  await client.end()
  await database.drop()
})

it('is what PostgreSQL says, for every size of number that a shop can have', async () => {
  const random = new Random('hashint8')
  const edges = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 44 - 1]
  const ids = [...edges, ...Array.from({ length: 500 }, () => random.int(1, 2 ** 44 - 1))]
  const { rows } = await client.query<{ hash: number }>(
    'select hashint8(id) as hash from unnest($1::bigint[]) with ordinality as t(id, place) order by place',
    [ids],
  )
  assert.deepEqual(
    ids.map(hashint8),
    rows.map(({ hash }) => hash),
  )
})

it('a lane lies inside one shard, when there are a power of two and as many as shards', () => {
  const random = new Random('lanes')
  const shards = 8
  const shardOf = (id: number) => Math.floor((hashint8(id) + 2 ** 31) / (2 ** 32 / shards))
  for (const lanes of [8, 16, 32]) {
    const shardsOf = new Map<number, Set<number>>()
    for (let count = 0; count < 2_000; count++) {
      const id = random.int(1, 2 ** 44 - 1)
      const lane = laneOf(id, lanes)
      shardsOf.set(lane, (shardsOf.get(lane) ?? new Set()).add(shardOf(id)))
    }
    assert.equal(shardsOf.size, lanes, 'every lane has shops')
    for (const shardsOfOne of shardsOf.values()) assert.equal(shardsOfOne.size, 1)
  }
})
