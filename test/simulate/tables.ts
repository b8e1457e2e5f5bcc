import { isDeepStrictEqual } from 'node:util'
import { listings } from '../../src/catalogue/store.ts'
import { complaints } from '../../src/disputes/store.ts'
import { fenJson } from '../../src/kernel/canonical.ts'
import { accounts, transfers } from '../../src/ledger/store.ts'
import { parcels } from '../../src/logistics/store.ts'
import { shops } from '../../src/network/store.ts'
import { orders, sold } from '../../src/orders/store.ts'
import { payments } from '../../src/payments/store.ts'
import type { Tx } from '../../src/platform/db/pool.ts'
import { streams } from '../../src/platform/journal.ts'
import type { Loaded, Table } from '../../src/platform/world.ts'
import { habitsTable, returnsTable } from '../../src/returns/store.ts'

/** Something that must never be, and what it was seen on. */
export interface Problem {
  readonly invariant: string
  readonly what: string
  readonly orderId?: string | null
}

/** Every table whose rows follow from the journal. */
export const tables = [
  shops,
  listings,
  orders,
  sold,
  payments,
  parcels,
  complaints,
  returnsTable,
  habitsTable,
  accounts,
  transfers,
  streams,
] as readonly Table<unknown>[]

const keysAtOnce = 1_000

/** Every row of a table, as the house itself would load it. */
export async function* allRows<Row>(tx: Tx, table: Table<Row>): AsyncGenerator<Loaded<Row>> {
  let last = { shop: 0n, id: '' }
  for (;;) {
    const { rows } = await tx.query<{ shop_id: bigint; id: string }>(
      `keys.${table.name}`,
      `select shop_id, id from app.${table.name} where (shop_id, id) > ($1, $2)
       order by shop_id, id limit ${keysAtOnce}`,
      [last.shop, last.id],
    )
    const end = rows.at(-1)
    if (!end) return
    const keys = rows.map((row) => ({ shopId: Number(row.shop_id), id: row.id }))
    yield* (await table.load?.(tx, keys)) ?? []
    last = { shop: end.shop_id, id: end.id }
  }
}

/** Are these two rows the same, however they were written? */
export function sameRow(a: unknown, b: unknown): boolean {
  if (isDeepStrictEqual(a, b)) return true
  return isDeepStrictEqual(JSON.parse(fenJson(a)), JSON.parse(fenJson(b)))
}

/** As it comes back from JSON. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
