import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { type Database, freshDatabase } from '../test/database.ts'
import { Simulation } from '../test/simulate/simulation.ts'
import { ledger, verify } from './ledger.ts'

describe('baozheng ledger verify', () => {
  let database: Database
  let said: string[] = []
  const speak = { log: console.log, error: console.error }
  before(async () => {
    database = await freshDatabase()
    const databaseUrl = database.connectionString
    const simulation = new Simulation({ seed: 7, steps: 0, databaseUrl })
    await simulation.begin()
    await simulation.walk(60)
    await simulation.close()
    console.log = console.error = (...words: unknown[]) => void said.push(words.join(' '))
  })
  after(async () => {
    Object.assign(console, speak)
    await database.drop()
  })

  it('tells of each book, and that they are in order', async () => {
    said = []
    assert.equal((await verify(database.connectionString, null)).fault, null)
    assert.equal(said.length, 4)
    assert.match(said.at(-1) ?? '', /3 books are in order/)
  })

  it('names the first bad book and what is wrong with it', async () => {
    const client = new pg.Client({ connectionString: database.connectionString })
    await client.connect()
    const { rows } = await client.query(
      `update app.accounts set debits_posted = debits_posted + 1
       where (shop_id, id) = (select shop_id, id from app.accounts order by shop_id, id limit 1)
       returning shop_id`,
    )
    await client.end()
    const shopId = Number(rows[0].shop_id)
    said = []
    assert.match(
      (await verify(database.connectionString, shopId)).fault ?? '',
      /^the first bad book/,
    )
    assert.match(said.at(-1) ?? '', new RegExp(`shop ${shopId}: debits_equal_credits`))
  })

  it('says how it is called', async () => {
    said = []
    assert.equal(await ledger(['mend']), 2)
    assert.match(said.join('\n'), /ledger verify \[--shop ID\]/)
  })
})
