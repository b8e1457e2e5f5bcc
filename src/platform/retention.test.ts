import assert from 'node:assert/strict'
import { it } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../test/database.ts'
import { day } from '../kernel/time.ts'
import { over } from './db/pool.ts'
import { clearAnswers } from './retention.ts'

it('answers are kept for so many days and then cleared, in steps', async () => {
  const database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.connectionString })
  await client.connect()
  try {
    await client.query(
      `insert into app.commands (shop_id, actor, command_id, body_hash, answer, answered_at)
       select 1, 'person:1', n::text, '', '{}', '2026-03-01T00:00:00Z'::timestamptz
         + n * interval '1 minute' from generate_series(0, 6000) n`,
    )
    const at = Date.parse('2026-03-01T00:00:00Z') + 30 * day
    assert.equal(await clearAnswers(over(client), { at, keepDays: 30 }), 0)
    assert.equal(await clearAnswers(over(client), { at: at + 60_000, keepDays: 30 }), 1)
    assert.equal(await clearAnswers(over(client), { at: at + 10 * day, keepDays: 30 }), 6_000)
  } finally {
    await client.end()
    await database.drop()
  }
})
