import { listingsEditedSince, offersMax } from '../src/catalogue/doubted.store.ts'
import type { Listing } from '../src/catalogue/model.ts'
import { listings } from '../src/catalogue/store.ts'
import { doubtedMax, doubtedOrders } from '../src/orders/doubted.store.ts'
import type { Order } from '../src/orders/model.ts'
import { orders } from '../src/orders/store.ts'
import type { Table } from '../src/platform/world.ts'

type RowsOf = <Row>(table: Table<Row>) => readonly Row[]

const over = ['none', 'expired', 'cancelled', 'settled', 'refunded']

/**
 * Where there is no database: the page that a statement of a `doubted.store.ts` would answer, from
 * the rows of one shop. Undefined where it is about another table.
 */
export function pageOf(table: string, id: string, rowsOf: RowsOf): unknown {
  if (table === listingsEditedSince.name) return offersSince(Number(id), rowsOf(listings))
  if (table !== doubtedOrders.name) return undefined
  const [from = 0, since = null, until = null] = JSON.parse(id) as (number | null)[]
  return rowsOf<Order>(orders)
    .flatMap((one) => (one.status === 'none' || over.includes(one.status) ? [] : [one]))
    .filter(({ openedAt }) => openedAt >= (from ?? 0))
    .map(({ orderId, openedAt, locks, phase, ending }) => {
      const within = since !== null && until !== null && openedAt >= since && openedAt <= until
      const held = locks.some((one) => one.id === 'theft')
      const unpaid = phase === 'closing' && ending?.reason === 'unpaid'
      const open = phase === 'opened' || phase === 'paid' || unpaid
      return { id: orderId, openedAt, held, wrong: held ? !within : within && open }
    })
    .filter(({ wrong }) => wrong)
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
    .slice(0, doubtedMax)
    .map(({ wrong, ...one }) => one)
}

function offersSince(since: number, rows: readonly Listing[]): string[] {
  return rows
    .flatMap((one) => (one.status === 'published' && one.editedAt >= since ? [one] : []))
    .sort((a, b) => a.editedAt - b.editedAt || (a.listingId < b.listingId ? -1 : 1))
    .slice(0, offersMax)
    .map(({ listingId }) => listingId)
}
