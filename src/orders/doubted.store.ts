import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Readable } from '../platform/world.ts'
import { type Doubted, theftLock } from './model.ts'

/** Which orders should be held back: opened within, both inclusive; null: none. */
export type Span = { readonly since: Instant; readonly until: Instant } | null

/** So many are put right by one command. */
export const doubtedMax = 100

/**
 * 待核的订单. Which orders from this moment on are not held back as they should be, oldest first? A
 * page of at most `doubtedMax`, under the name that `doubtsOf` gives; nothing is kept of it.
 */
export const doubtedOrders: Readable<readonly Doubted[]> = {
  name: 'doubted_orders',
  initial: [],
  load: (tx, keys) =>
    Promise.all(
      keys.map(async ({ shopId, id }) => {
        const [from = 0, since = null, until = null] = JSON.parse(id) as (number | null)[]
        const row = await doubted(tx, [shopId, from, since, until])
        return { shopId, id, row, version: 0 }
      }),
    ),
  save: async () => {},
}

export function doubtsOf(from: Instant, span: Span): string {
  return JSON.stringify(span === null ? [from] : [from, span.since, span.until])
}

/** As `stolen.ts` has it: suspect and not yet held, or held and not opened within. */
async function doubted(
  tx: Tx,
  [shopId, ...moments]: readonly [ShopId, ...(number | null)[]],
): Promise<Doubted[]> {
  const { rows } = await tx.query<{ id: string; opened_at: Instant; held: boolean }>(
    'orders.doubted',
    `select id, opened_at, state -> 'locks' @> $5::jsonb as held from app.orders
     where shop_id = $1 and opened_at > '1970-01-01 00:00:00+00' and opened_at >= $2
       and status <> all('{expired,cancelled,settled,refunded}')
       and case when state -> 'locks' @> $5::jsonb
         then (opened_at between $3::timestamptz and $4::timestamptz) is not true
         else opened_at between $3::timestamptz and $4::timestamptz
           and (state ->> 'phase' in ('opened', 'paid') or (state ->> 'phase' = 'closing'
             and state -> 'ending' ->> 'reason' = 'unpaid')) end
     order by opened_at, id limit ${doubtedMax}`,
    [
      shopId,
      ...moments.map((at) => (at === null ? null : new Date(at).toISOString())),
      JSON.stringify([{ id: theftLock }]),
    ],
  )
  return rows.map(({ id, opened_at: openedAt, held }) => ({ id, openedAt, held }))
}
