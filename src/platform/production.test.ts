import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { freshDatabase } from '../../test/database.ts'
import { makeSecrets, readConfig, Unfit } from './config.ts'
import { over } from './db/pool.ts'
import { checkProduction } from './production.ts'
import { saveSetting } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'production-'))
after(() => rmSync(folder, { recursive: true }))

async function problems(env: NodeJS.ProcessEnv): Promise<string> {
  try {
    await checkProduction(env)
    return ''
  } catch (error) {
    assert(error instanceof Unfit)
    return error.message
  }
}

describe('a production start', () => {
  it('refuses the sandbox provider and says everything that must be set', async () => {
    const text = await problems({ NODE_ENV: 'production' })
    for (const name of [
      'BAOZHENG_PROVIDER',
      'BAOZHENG_URL',
      'DATABASE_URL',
      'BAOZHENG_SECRETS_FILE',
      'BAOZHENG_SMS_URL',
      'BAOZHENG_WITNESS_POLICY',
    ])
      assert(text.includes(name), name)
  })

  it('wants an outside witness of its log, or the word that there is none', async () => {
    const wants = async (said: string) =>
      (await problems({ NODE_ENV: 'production', BAOZHENG_WITNESS_POLICY: said })).includes(
        'BAOZHENG_WITNESS_POLICY',
      )
    assert.equal(await wants(''), true)
    assert.equal(await wants('none'), false)
    const nobody = join(folder, 'nobody.policy')
    writeFileSync(nobody, 'quorum none\n')
    assert.equal(await wants(nobody), true)
    const somebody = join(folder, 'somebody.policy')
    const key = 'witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X'
    writeFileSync(somebody, `witness w1 ${key} https://witness.example\nquorum w1\n`)
    assert.equal(await wants(somebody), false)
    assert.equal(await wants(join(folder, 'no-such-file')), true)
  })

  it('refuses a database that holds the demonstration, and takes one that does not', async () => {
    const database = await freshDatabase()
    const env = { NODE_ENV: 'production', DATABASE_URL: database.connectionString }
    assert(!(await problems(env)).includes('demonstration'))
    const client = new pg.Client({ connectionString: database.connectionString })
    await client.connect()
    await saveSetting(over(client), 'demo', { shopId: 'shp_x' })
    await client.end()
    assert((await problems(env)).includes('this database holds the demonstration'))
    await database.drop()
  })

  it('refuses the keys of a sandbox, and keys that are no keys', () => {
    const file = join(folder, 'keys.json')
    makeSecrets(file, 'sandbox')
    const env = { NODE_ENV: 'production', BAOZHENG_SECRETS_FILE: file }
    assert.throws(() => readConfig(env), /keys of a sandbox/)
  })

  it('never replaces keys', () => {
    const file = join(folder, 'mine.json')
    makeSecrets(file, 'production')
    assert.throws(() => makeSecrets(file, 'production'), Unfit)
  })
})
