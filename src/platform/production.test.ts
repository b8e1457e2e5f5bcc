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

  it('refuses whom money, codes or the time come from where they stand inside', async () => {
    const names: Record<string, string> = { 'turns.example': '10.0.0.7', 'good.example': '1.1.1.1' }
    const find = async (host: string) => {
      const both = [names[host] ?? '', ...(host === 'turns.example' ? ['1.1.1.1'] : [])]
      return both.filter(Boolean).map((address) => ({ address, family: 4 as const }))
    }
    const said = async (name: string, url: string) => {
      const env = { NODE_ENV: 'production', [name]: url }
      const text = await checkProduction(env, find).catch((error: Error) => error.message)
      return new RegExp(`${name} ([a-z ]+)`).exec(String(text))?.[1]?.trim()
    }
    const inside = ['127.0.0.1', '2130706433', '0x7f.1', '017700000001', '169.254.169.254', '10.1']
    const names6 = [
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[fd00::1]',
      '[64:ff9b::a00:1]',
    ]
    for (const host of [...inside, ...names6, 'localhost', 'db.internal', 'turns.example'])
      assert.equal(
        await said('BAOZHENG_PROVIDER_URL', `https://${host}/api`),
        'leads inside this network',
        host,
      )
    for (const name of ['BAOZHENG_PROVIDER_URL', 'BAOZHENG_SMS_URL', 'BAOZHENG_TSA_URL']) {
      assert.equal(await said(name, 'https://good.example/api'), undefined)
      assert.match((await said(name, 'http://good.example/')) ?? '', /must begin with/)
      assert.match((await said(name, 'https://a:b@good.example/')) ?? '', /must not carry/)
      assert.match((await said(name, 'https://nowhere.example/')) ?? '', /leads nowhere/)
    }
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
