import { join } from 'node:path'
import { checkDatabase } from '../../cli/fsck.ts'
import { domains } from '../../src/domains.ts'
import { orders } from '../../src/orders/store.ts'
import { terms } from '../../src/orders/terms.ts'
import type { BillRow } from '../../src/payments/port.ts'
import { openDatabase } from '../../src/platform/db/embedded.ts'
import { over, readPool } from '../../src/platform/db/pool.ts'
import { openEnds, problemsOf, type Sight } from '../simulate/invariants.ts'
import { allRows } from '../simulate/tables.ts'
import type { Fair, Sent } from './people.ts'
import type { Site } from './site.ts'

interface Findings {
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  readonly movements: number
  readonly faults: readonly string[]
}

const faultsShown = 10
const repeatsAtOnce = 16

/** What has been lost, and what has happened twice? Asks the provider, then the database. */
export async function audit(
  site: Site,
  { fair, lost }: { fair: Fair; lost: readonly string[] },
): Promise<Findings> {
  const movements = await providerBook(site)
  const left = await site.stop()
  const found = await inspect(site, { fair, movements })
  return {
    acknowledged: fair.diary.length,
    lost: lost.length + found.lost.length,
    doubled: found.doubled.length,
    movements: movements.length,
    faults: [
      ...lost,
      ...found.lost,
      ...found.doubled,
      ...found.other,
      ...left.map((what) => `${what} has stayed behind`),
    ].slice(0, faultsShown),
  }
}

/** Sends every command again: the answer must be the first one, and must not be a new decision. */
export async function repeatAll(diary: readonly Sent[]): Promise<string[]> {
  const lost: string[] = []
  for (let from = 0; from < diary.length; from += repeatsAtOnce)
    await Promise.all(
      diary.slice(from, from + repeatsAtOnce).map(async (sent) => {
        const why = await repeat(sent)
        if (why !== null) lost.push(`${sent.path} ${sent.key}: ${why}`)
      }),
    )
  return lost
}

async function repeat({ who, path, body, key, status, answer }: Sent): Promise<string | null> {
  const again = await who.until('POST', path, { body, key })
  const said = JSON.stringify(again.body)
  if (again.status !== status || said !== answer)
    return `was ${status} ${answer}, now ${again.status} ${said}`
  // A report of scans holds many commands and has no such header.
  if (path === '/v1/carrier/scans') return null
  return again.headers.get('idempotency-replayed') === 'true' ? null : 'has been decided anew'
}

/** Everything that ever moved at the provider, and its own word that it adds up. */
async function providerBook(site: Site): Promise<BillRow[]> {
  const { address, token } = site.provider()
  const ask = async (path: string) => {
    const response = await fetch(`${address}${path}`, { headers: { 'sandbox-control': token } })
    if (!response.ok) throw new Error(`the provider: ${path} ${response.status}`)
    return (await response.json()) as Record<string, unknown>
  }
  const { sound } = await ask('/sandbox/check')
  if (sound !== true) throw new Error("the provider's own book does not add up")
  const rows: BillRow[] = []
  for (let after = 0; ; ) {
    const page = (await ask(`/sandbox/movements?after=${after}`)).movements as {
      seq: number
      at: string
      kind: string
      paymentNo: string
      instructionNo: string | null
      providerNo: string
      amountFen: string
    }[]
    for (const { seq, at, kind, amountFen, ...row } of page) {
      after = seq
      const lower = kind.toLowerCase() as BillRow['kind']
      rows.push({ ...row, kind: lower, amountFen: BigInt(amountFen), occurredAt: Date.parse(at) })
    }
    if (page.length === 0) return rows
  }
}

/** Opens the database without a server and checks everything that the simulation checks. */
async function inspect(
  site: Site,
  { fair, movements }: { fair: Fair; movements: readonly BillRow[] },
): Promise<{ lost: string[]; doubled: string[]; other: string[] }> {
  const database = await openDatabase({ folder: join(site.folder, 'postgres') })
  const pool = readPool(database.url, 2)
  try {
    const tx = over(pool)
    const provider = {
      capabilities: { partialRelease: true, holdDaysMax: 180, refundDaysMax: 365 },
    }
    const sight = {
      tx,
      rooms: domains({ terms, provider: provider as never, bidKey: Buffer.alloc(32) }),
      book: { movements, check() {} },
      answered: [],
      settled: true,
    } as unknown as Sight
    const { problems } = await problemsOf(sight)
    const folder = join(site.folder, 'log')
    const { faults } = await checkDatabase(database.url, { folder, payloads: true })
    const opened = []
    for await (const { row } of allRows(tx, orders)) if (row.status !== 'none') opened.push(row)
    const told = [...problems, ...openEnds(opened)].map(
      ({ invariant, what, orderId }) => `${invariant}: ${what} ${orderId ?? ''}`,
    )
    const isMoney = (what: string) => what.startsWith('provider_equals_ledger')
    const known = new Set(opened.map(({ orderId }) => orderId))
    const acknowledged = new Set(fair.orders)
    return {
      lost: [
        ...fair.orders.filter((id) => !known.has(id)).map((id) => `order ${id} is gone`),
        ...told.filter((what) => isMoney(what) && !isDoubled(what)),
      ],
      doubled: [
        ...[...known].filter((id) => !acknowledged.has(id)).map((id) => `order ${id} is a second`),
        ...told.filter((what) => isMoney(what) && isDoubled(what)),
      ],
      other: [
        ...told.filter((what) => !isMoney(what)),
        ...faults.map((one) => JSON.stringify(one)),
      ],
    }
  } finally {
    await pool.end()
    await database.stop()
  }
}

function isDoubled(what: string): boolean {
  return !/, 0 posted here/.test(what)
}
