import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type Database, freshDatabase } from '../../test/database.ts'
import { readPool } from '../platform/db/pool.ts'
import { openAuthPool } from './accounts.ts'
import { parsePhone } from './contact.ts'
import { createIdentity, type Identity } from './identity.ts'
import { randomId } from './ids.ts'
import type { Contact } from './model.ts'
import { createPeople, type People } from './people.ts'
import { sandboxSms } from './sms.ts'
import { newSecrets } from './test-house.ts'

const secrets = newSecrets()
const { masterKey } = secrets
const now = () => 1_795_000_000_000
const someone = () => randomId(randomBytes)

const contact: Contact = {
  name: '王小明',
  phone: parsePhone('13800138000'),
  address: { province: '浙江省', city: '杭州市', district: '西湖区', street: '文三路 1 号' },
}

let database: Database
let pool: ReturnType<typeof readPool>
let authPool: ReturnType<typeof openAuthPool>
let identity: Identity
let people: People

before(async () => {
  database = await freshDatabase()
  pool = readPool(database.connectionString, 6)
  authPool = openAuthPool(database.connectionString, 2)
  const sms = sandboxSms()
  const baseUrl = 'http://127.0.0.1:3000'
  identity = createIdentity({ pool, authPool, baseUrl, secrets, sms, now, randomBytes })
  people = identity.people
})

after(async () => {
  await pool.end()
  await authPool.end()
  await database.drop()
})

/** Everything the database holds in our two schemas, as text. */
async function everything(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('app', 'auth')`,
  )
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const table = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
      return table.rows.map(({ row }) => row).join('\n')
    }),
  )
  return texts.join('\n')
}

describe('a contact', () => {
  it('comes back as it was told', async () => {
    const personId = someone()
    const contactId = await people.sealContact(personId, contact)
    assert.deepEqual(await people.openContact(personId, contactId), contact)
  })

  it('is not found under another person', async () => {
    const contactId = await people.sealContact(someone(), contact)
    assert.equal(await people.openContact(someone(), contactId), null)
  })

  it('with the same id stays as it was, however often it is told', async () => {
    const personId = someone()
    const contactId = await people.sealContact(personId, contact)
    await people.sealContact(personId, { ...contact, name: '李雷' }, contactId)
    assert.equal((await people.openContact(personId, contactId))?.name, '王小明')
  })

  it('of many people at once, and of one person often, all come back', async () => {
    const few = [someone(), someone(), someone()]
    const told = await Promise.all(
      Array.from({ length: 300 }, async (_, number) => {
        const personId = (number % 2 === 0 ? few[number % 3] : undefined) ?? someone()
        const name = `人${number}`
        return {
          personId,
          name,
          contactId: await people.sealContact(personId, { ...contact, name }),
        }
      }),
    )
    const opened = await people.openContacts(told)
    assert.deepEqual(
      opened.map((one) => one?.name),
      told.map(({ name }) => name),
    )
  })

  it('is kept when two servers meet the same new person', async () => {
    const other = createPeople({ pool, masterKey, now, randomBytes })
    for (let round = 0; round < 20; round++) {
      const crowd = [someone(), someone(), someone()]
      const told = await Promise.all(
        [people, other, people, other].flatMap((server, place) =>
          (place % 2 === 0 ? crowd : crowd.toReversed()).map(async (personId) => ({
            personId,
            contactId: await server.sealContact(personId, contact),
          })),
        ),
      )
      for (const opened of await people.openContacts(told)) assert.deepEqual(opened, contact)
    }
  })

  it('leaves nothing readable in the database', async () => {
    await identity.ensureAccount({ phone: '13800138000', name: '王小明', roles: [] })
    const found = await everything()
    for (const word of ['13800138000', '王小明', '文三路', '杭州']) {
      assert.ok(!found.includes(word), word)
      assert.ok(!found.includes(Buffer.from(word).toString('hex')), `${word} as bytes`)
    }
  })

  it('does not open with another master key, and the error does not tell it', async () => {
    const personId = someone()
    const contactId = await people.sealContact(personId, contact)
    const stranger = createPeople({ pool, masterKey: randomBytes(32), now, randomBytes })
    await assert.rejects(stranger.openContact(personId, contactId), (error: Error) => {
      assert.equal(error.name, 'SealBroken')
      assert.ok(!JSON.stringify([error.message, error.stack, error]).includes('王'))
      return true
    })
  })

  it('does not open when moved to another row', async () => {
    const [one, two] = [someone(), someone()]
    const from = await people.sealContact(one, contact)
    const to = await people.sealContact(two, contact)
    const { rows } = await pool.query(
      'select ciphertext from app.contacts where person_id = $1 and contact_id = $2',
      [one, from],
    )
    await pool.query(
      'update app.contacts set ciphertext = $1 where person_id = $2 and contact_id = $3',
      [rows[0].ciphertext, two, to],
    )
    await assert.rejects(people.openContact(two, to), { name: 'SealBroken' })
  })

  it('is not named by the error when the database fails', async () => {
    const broken = readPool('postgres://nobody@127.0.0.1:1/none', 1)
    const nowhere = createPeople({ pool: broken, masterKey, now, randomBytes })
    await assert.rejects(nowhere.sealContact(someone(), contact), (error: Error) => {
      const all = JSON.stringify([error.message, error.stack, Object.entries(error)])
      for (const word of ['王小明', '13800138000', '文三路']) assert.ok(!all.includes(word))
      return true
    })
    await broken.end()
  })
})

describe('a profile', () => {
  it('is replaced by what was said last', async () => {
    const personId = someone()
    await people.saveProfile(personId, contact)
    await people.saveProfile(personId, { ...contact, name: '王大明' })
    assert.equal((await people.openProfile(personId))?.name, '王大明')
  })
})

describe('an erased person', () => {
  it('cannot be read any more, on any server', async () => {
    const personId = someone()
    const contactId = await people.sealContact(personId, contact)
    const other = createPeople({ pool, masterKey, now, randomBytes })
    await identity.erasePerson(personId)
    assert.equal(await people.openContact(personId, contactId), null)
    assert.equal(await other.openContact(personId, contactId), null)
  })

  it('may come back, but what was erased stays so', async () => {
    const personId = someone()
    const before = await people.sealContact(personId, contact)
    await identity.erasePerson(personId)
    const after = await people.sealContact(personId, { ...contact, name: '新' })
    assert.equal((await people.openContact(personId, after))?.name, '新')
    assert.equal(await people.openContact(personId, before), null)
  })

  it('has no account, no roles and no keys', async () => {
    const personId = await identity.ensureAccount({
      phone: '13900139999',
      name: '退出',
      roles: ['operator'],
    })
    const holder = { kind: 'person', personId } as const
    const { key } = await identity.apiKeys.create({ holder, label: 'own', by: 'cli' })
    const request = { headers: { authorization: `Bearer ${key}` } }
    assert.ok(await identity.whoIs(request))
    await identity.erasePerson(personId)
    assert.equal(await identity.whoIs(request), null)
    assert.deepEqual(await identity.rolesOf(personId), [])
    assert.deepEqual(await identity.accounts.sessionsOf(personId), [])
    assert.equal(await people.openProfile(personId), null)
  })
})

describe('my orders', () => {
  it('are listed newest first, a page at a time, each once', async () => {
    const personId = someone()
    const orders = Array.from({ length: 7 }, (_, number) => ({
      personId,
      shopId: 2 ** 43 + number,
      orderId: `ord_${number}`,
      openedAt: now() + Math.floor(number / 2) * 1_000,
    }))
    await Promise.all([...orders, ...orders].map((order) => people.linkOrder(order)))
    const first = await people.ordersOf(personId, { limit: 4 })
    const last = first.at(-1)
    assert.ok(last)
    const rest = await people.ordersOf(personId, { before: last, limit: 4 })
    assert.deepEqual([...first, ...rest], orders.toReversed())
    assert.deepEqual(await people.ordersOf(someone()), [])
  })
})
