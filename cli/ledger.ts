import { parseArgs } from 'node:util'
import { hmac } from '../src/kernel/hash.ts'
import { type ShopId, shopOf } from '../src/kernel/ids.ts'
import { yuan } from '../src/kernel/money.ts'
import { type BookReport, verifyBook, verifyBooks } from '../src/ledger/verify.ts'
import { readConfig } from '../src/platform/config.ts'
import { over, readPool } from '../src/platform/db/pool.ts'
import { noteCheck } from './check-note.ts'
import { withDatabase } from './database.ts'

const usage = `baozheng ledger verify [--shop ID]

Goes through the books and checks that they were kept by the rules: debits equal credits, what the
provider holds is what open orders have paid, balances follow from transfers, nothing is resolved
twice, and the journal tells of the same transfers. Changes nothing, but that a failure, and the
first good check of all after it, are written into the house's own stream.

  --shop ID   only this shop (its public id, shp_…, or its number)`

/** 核账. 0 when every book is in order, 1 when one is not, 2 when called wrongly. */
export async function ledger(args: string[], env = process.env): Promise<number> {
  const asked = readArgs(args)
  if (asked === null) return wrong('verify what?')
  const config = readConfig(env)
  const key = hmac(config.secrets.idKey, 'public ids').subarray(0, 16)
  const only = asked.shop === null ? null : shopNumber(asked.shop, key)
  if (Number.isNaN(only)) return wrong(`no shop has this id: ${asked.shop}`)
  return withDatabase(config, async (url) => {
    const { fault, books } = await verify(url, only)
    const finding = fault ?? `${books} books are in order`
    // One good shop says nothing of the one that was not.
    if (fault !== null || only === null)
      await noteCheck(url, 'ledger', { failed: fault !== null, finding })
    return fault === null ? 0 : 1
  })
}

interface Verified {
  readonly books: number
  /** The first; null: all is in order. */
  readonly fault: string | null
}

/** Reads all books as they stand at one moment, also while a server is at work. */
export async function verify(databaseUrl: string, only: ShopId | null): Promise<Verified> {
  const pool = readPool(databaseUrl, 1)
  const client = await pool.connect()
  let first: { report: BookReport; what: string } | null = null
  let books = 0
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0') // a large book takes its time
    const tx = over(client)
    const reports = only === null ? verifyBooks(tx) : [await verifyBook(tx, only)]
    for await (const report of reports) {
      books++
      console.log(line(report))
      const [fault] = report.faults
      if (fault) first ??= { report, what: `${fault.check}: ${fault.what}` }
    }
  } finally {
    client.release(true)
    await pool.end()
  }
  if (first === null) {
    console.log(`账目无误 ${books} books are in order`)
    return { books, fault: null }
  }
  const fault = `the first bad book is shop ${first.report.shopId}: ${first.what}`
  console.error(`账目有误 ${fault}`)
  return { books, fault }
}

function line({ shopId, accounts, transfers, heldFen, erased, faults }: BookReport): string {
  const gone = erased > 0 ? `, ${erased} entries erased` : ''
  const how = faults.length === 0 ? '无误 in order' : `有误 ${faults.length} faults`
  return `shop ${shopId}: ${how}, ${accounts} accounts, ${transfers} transfers, held ¥${yuan(heldFen)}${gone}`
}

function readArgs(args: string[]): { shop: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { shop: { type: 'string' } },
    })
    if (positionals.length !== 1 || positionals[0] !== 'verify') return null
    return { shop: values.shop ?? null }
  } catch {
    return null
  }
}

/** NaN when it names no shop. */
function shopNumber(id: string, key: Uint8Array): ShopId {
  if (/^[1-9]\d{0,13}$/.test(id)) return Number(id)
  return shopOf(id, 'shp', key) ?? Number.NaN
}

function wrong(why: string): number {
  console.error(`${why}\n\n${usage}`)
  return 2
}
