import type pg from 'pg'
import { assert } from '../kernel/assert.ts'
import type { Instant } from '../kernel/time.ts'
import { isTransient, over, type Tx } from '../platform/db/pool.ts'
import { gather } from './gather.ts'
import { isUuid, type RandomBytes, randomId } from './ids.ts'
import type { Contact, PersonId } from './model.ts'
import { SealBroken, seal, unseal } from './seal.ts'
import {
  listOrders,
  loadContacts,
  loadKeys,
  type PersonOrder,
  type SealedContact,
  saveContacts,
  saveNewKeys,
  saveOrders,
} from './store.ts'

export interface People {
  /** Keeps a contact. Out: its id. One with the same id stays as it was. */
  sealContact(personId: PersonId, contact: Contact, contactId?: string): Promise<string>
  /** What did this person tell us there? Null when it is not there, or the person is erased. */
  openContact(personId: PersonId, contactId: string): Promise<Contact | null>
  /** The same for a whole list, each in its place. */
  openContacts(asked: readonly ContactKey[]): Promise<readonly (Contact | null)[]>
  /** Keeps what a person says of themselves in general; replaces what was said before. */
  saveProfile(personId: PersonId, contact: Contact): Promise<void>
  openProfile(personId: PersonId): Promise<Contact | null>
  /** Remembers that this order is one of "my orders"; saying it twice changes nothing. */
  linkOrder(order: PersonOrder): Promise<void>
  /** My orders, newest first, after a place in that list; at most 100. */
  ordersOf(personId: PersonId, page?: OrdersPage): Promise<PersonOrder[]>
}

export interface ContactKey {
  readonly personId: PersonId
  readonly contactId: string
}

export interface OrdersPage {
  readonly before?: { readonly openedAt: Instant; readonly orderId: string }
  readonly limit?: number
}

interface ContactWrite extends ContactKey {
  readonly contact: Contact
  readonly replace: boolean
}

type Write = { contact: ContactWrite } | { order: PersonOrder }

interface Deps {
  readonly pool: pg.Pool
  readonly masterKey: Buffer
  readonly now: () => Instant
  readonly randomBytes: RandomBytes
  readonly batchMax?: number
  readonly waitingMax?: number
}

/**
 * Where is what people told us, and who can read it? Each person has a data key, sealed by the
 * master key; contacts are sealed with the data key. Writes of many callers share one transaction.
 */
export function createPeople(deps: Deps): People {
  const write = gather<Write, void>(
    async (writes) => {
      await retrying(() => inTransaction(deps.pool, (tx) => writeAll(tx, writes, deps)))
      return []
    },
    { batchMax: deps.batchMax ?? 500, waitingMax: deps.waitingMax ?? 10_000 },
  )

  async function openContacts(asked: readonly ContactKey[]) {
    for (const { personId, contactId } of asked) assertIds(personId, contactId)
    if (asked.length === 0) return []
    const rows = await loadContacts(over(deps.pool), asked)
    const found = new Map(rows.map((row) => [`${row.personId}/${row.contactId}`, row]))
    return asked.map(({ personId, contactId }) => {
      const row = found.get(`${personId}/${contactId}`)
      return row ? openRow(row, deps.masterKey) : null
    })
  }

  return {
    async sealContact(personId, contact, contactId = randomId(deps.randomBytes)) {
      assertIds(personId, contactId)
      await write({ contact: { personId, contactId, contact, replace: false } })
      return contactId
    },
    async openContact(personId, contactId) {
      return (await openContacts([{ personId, contactId }]))[0] ?? null
    },
    openContacts,
    async saveProfile(personId, contact) {
      assertIds(personId, personId)
      await write({ contact: { personId, contactId: personId, contact, replace: true } })
    },
    async openProfile(personId) {
      return (await openContacts([{ personId, contactId: personId }]))[0] ?? null
    },
    async linkOrder(order) {
      assertIds(order.personId, order.personId)
      await write({ order })
    },
    ordersOf(personId, { before, limit = 50 } = {}) {
      assertIds(personId, personId)
      const page = { before: before ?? null, limit: Math.min(limit, 100) }
      return listOrders(over(deps.pool), personId, page)
    },
  }
}

function assertIds(personId: string, contactId: string): void {
  assert(isUuid(personId), 'a person id is a uuid')
  assert(isUuid(contactId), 'a contact id is a uuid')
}

async function writeAll(tx: Tx, writes: readonly Write[], deps: Deps): Promise<void> {
  const at = deps.now()
  // By key, so that the last of two with the same key stands, and in order, so that two servers
  // that write the same people do not wait for each other in a circle.
  const contacts = new Map<string, ContactWrite>()
  const orders = new Map<string, PersonOrder>()
  for (const write of writes) {
    if ('order' in write) {
      const { personId, shopId, orderId } = write.order
      orders.set(`${personId}/${shopId}/${orderId}`, write.order)
    } else {
      const { personId, contactId } = write.contact
      contacts.set(`${personId}/${contactId}`, write.contact)
    }
  }
  if (contacts.size > 0) {
    const sorted = inOrder(contacts)
    const keys = await keysFor(tx, [...new Set(sorted.map(({ personId }) => personId))], deps)
    for (const replace of [false, true]) {
      const rows = sorted
        .filter((contact) => contact.replace === replace)
        .map((contact) => sealRow(contact, keys, deps.randomBytes))
      if (rows.length > 0) await saveContacts(tx, rows, { replace, at })
    }
  }
  if (orders.size > 0) await saveOrders(tx, inOrder(orders))
}

function inOrder<Item>(byKey: ReadonlyMap<string, Item>): Item[] {
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

interface OpenKey {
  readonly keyNo: number
  readonly key: Buffer
}

/** The data keys of these people (sorted), making those that are missing. */
async function keysFor(
  tx: Tx,
  personIds: readonly PersonId[],
  deps: Deps,
): Promise<Map<PersonId, OpenKey>> {
  const open = new Map<PersonId, OpenKey>()
  const missing = () => personIds.filter((personId) => !open.has(personId))
  // Who is found neither at first nor after our insert was erased in between: once more.
  for (let round = 0; round < 3 && missing().length > 0; round++) {
    for (const { personId, keyNo, sealedKey } of await loadKeys(tx, missing()))
      if (sealedKey)
        open.set(personId, { keyNo, key: unseal(deps.masterKey, sealedKey, aboutKey(personId)) })
    const fresh = missing().map((personId) => {
      const key = deps.randomBytes(32)
      const sealedKey = seal(deps.masterKey, key, aboutKey(personId), deps.randomBytes)
      return { personId, key, sealedKey }
    })
    if (fresh.length === 0) break
    const taken = await saveNewKeys(tx, fresh, deps.now())
    for (const { personId, key } of fresh) {
      const keyNo = taken.get(personId)
      if (keyNo !== undefined) open.set(personId, { keyNo, key })
    }
  }
  return open
}

function sealRow(
  { personId, contactId, contact }: ContactWrite,
  keys: ReadonlyMap<PersonId, OpenKey>,
  randomBytes: RandomBytes,
): SealedContact {
  const open = keys.get(personId)
  assert(open, 'a person to be written has a key')
  const about = aboutContact(personId, contactId, open.keyNo)
  const plain = Buffer.from(JSON.stringify(contact))
  const ciphertext = seal(open.key, plain, about, randomBytes)
  return { personId, contactId, keyNo: open.keyNo, ciphertext }
}

function openRow(row: SealedContact & { sealedKey: Buffer }, masterKey: Buffer): Contact {
  const key = unseal(masterKey, row.sealedKey, aboutKey(row.personId))
  const plain = unseal(key, row.ciphertext, aboutContact(row.personId, row.contactId, row.keyNo))
  try {
    return JSON.parse(plain.toString()) as Contact
  } catch {
    // The parser's own message would quote the person.
    throw new SealBroken()
  }
}

function aboutKey(personId: PersonId): string {
  return `baozheng person key ${personId}`
}

function aboutContact(personId: PersonId, contactId: string, keyNo: number): string {
  return `baozheng contact ${personId} ${contactId} ${keyNo}`
}

async function inTransaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin')
    const result = await work(over(client))
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Every write here may be repeated: it has its own id, and says the same each time. */
async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !isTransient(error)) throw error
    }
  }
}
