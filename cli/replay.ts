import { isDeepStrictEqual } from 'node:util'
import { listings } from '../src/catalogue/store.ts'
import { complaints } from '../src/disputes/store.ts'
import { domains } from '../src/domains.ts'
import { fenJson } from '../src/kernel/canonical.ts'
import type { ShopId } from '../src/kernel/ids.ts'
import { parcels } from '../src/logistics/store.ts'
import { shops } from '../src/network/store.ts'
import { orders } from '../src/orders/store.ts'
import { terms } from '../src/orders/terms.ts'
import { payments } from '../src/payments/store.ts'
import type { Tx } from '../src/platform/db/pool.ts'
import { reviveFen } from '../src/platform/db/rows.ts'
import type { Payload } from '../src/platform/journal.ts'
import { type Table, World } from '../src/platform/world.ts'
import { returnsTable } from '../src/returns/store.ts'

/** Tables of which each row follows from its own entries of the journal alone. */
const tables = [shops, listings, orders, payments, parcels, complaints, returnsTable]

/** A row that is not what its entries say. */
export interface Unlike {
  readonly shopId: ShopId
  readonly table: string
  readonly id: string
  readonly how: 'changed' | 'only in the table' | 'only in the journal'
}

export interface Replayed {
  /** Shops with erased entries, of which nothing can be said. */
  readonly skipped: number
  readonly rows: number
  readonly unlike: readonly Unlike[]
}

/**
 * 重演. Are the rows what the journal says, shop by shop? Whoever changes a state past the program
 * changes no entry with it. `tx` should see one moment. Reads only.
 */
export async function replayed(tx: Tx): Promise<Replayed> {
  const unlike: Unlike[] = []
  let [skipped, rowCount] = [0, 0]
  for (let last = 0; ; ) {
    const { rows } = await tx.query<{ shop_id: bigint }>(
      'replay.guards',
      'select shop_id from app.shop_guards where shop_id > $1 order by shop_id limit 500',
      [last],
    )
    for (const { shop_id } of rows) {
      const shop = await replayShop(tx, Number(shop_id))
      if (shop === null) skipped++
      rowCount += shop?.rows ?? 0
      unlike.push(...(shop?.found ?? []))
    }
    const end = rows.at(-1)
    if (!end) return { skipped, rows: rowCount, unlike }
    last = Number(end.shop_id)
  }
}

/** A world without a database: every row begins as its table's initial row. */
class EmptyWorld extends World {
  override read<Row>(table: Table<Row>, shopId: ShopId, id: string): Row {
    this.placeInitial(table as Table<unknown>, { shopId, id })
    return super.read(table, shopId, id)
  }
}

// Only what applies events is used of them, and that knows no settings.
const rooms = domains({
  terms,
  provider: {
    capabilities: { partialRelease: true, holdDaysMax: 180, refundDaysMax: 365 },
  } as never,
  bidKey: Buffer.alloc(32),
})

/** Null: an entry has been erased, which may have changed any row. */
async function replayShop(
  tx: Tx,
  shopId: ShopId,
): Promise<{ rows: number; found: Unlike[] } | null> {
  const world = new EmptyWorld()
  for await (const payload of entriesOf(tx, shopId)) {
    if (payload === null) return null
    rooms.domains.get(payload.domain)?.apply(world, shopId, payload.target, payload.event)
  }
  const found: Unlike[] = []
  let rows = 0
  for (const table of tables as readonly Table<unknown>[]) {
    const told = new Map([...world.rows(table)].map(({ id, row }) => [id, row]))
    for await (const { id, row } of rowsOf(tx, table, shopId)) {
      rows++
      const own = told.get(id)
      told.delete(id)
      if (own === undefined || own === table.initial)
        found.push({ shopId, table: table.name, id, how: 'only in the table' })
      else if (!isSame(own, row)) found.push({ shopId, table: table.name, id, how: 'changed' })
    }
    for (const [id, row] of told)
      if (row !== table.initial)
        found.push({ shopId, table: table.name, id, how: 'only in the journal' })
  }
  return { rows, found }
}

const atOnce = 1_000

async function* entriesOf(tx: Tx, shopId: ShopId) {
  let last = { stream: '', seq: 0 }
  for (;;) {
    const { rows } = await tx.query<{ stream_id: string; seq: number; payload: string | null }>(
      'replay.entries',
      `select stream_id, seq, payload from app.journal
       where shop_id = $1 and (stream_id, seq) > ($2, $3) order by stream_id, seq limit $4`,
      [shopId, last.stream, last.seq, atOnce],
    )
    for (const { payload } of rows)
      yield payload === null ? null : (reviveFen(JSON.parse(payload)) as Payload)
    const end = rows.at(-1)
    if (!end) return
    last = { stream: end.stream_id, seq: end.seq }
  }
}

async function* rowsOf(tx: Tx, table: Table<unknown>, shopId: ShopId) {
  for (let last = ''; ; ) {
    const { rows } = await tx.query<{ id: string }>(
      `replay.ids.${table.name}`,
      `select id from app.${table.name} where shop_id = $1 and id > $2 order by id limit $3`,
      [shopId, last, atOnce],
    )
    const end = rows.at(-1)
    if (!end) return
    const keys = rows.map(({ id }) => ({ shopId, id }))
    yield* (await table.load?.(tx, keys)) ?? []
    last = end.id
  }
}

/** The same, however they were written. */
function isSame(a: unknown, b: unknown): boolean {
  return (
    isDeepStrictEqual(a, b) || isDeepStrictEqual(JSON.parse(fenJson(a)), JSON.parse(fenJson(b)))
  )
}
