import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable, unique } from '../platform/db/rows.ts'
import type { Opened, Order, Sold, Status } from './model.ts'
import { initial } from './rules.ts'
import { timers } from './timers.ts'

export const orders = stateTable<Order>({
  name: 'orders',
  initial,
  columns: {
    status: { type: 'text', of: (order) => order.status },
    opened_at: {
      type: 'timestamptz',
      of: (order) => (order.status === 'none' ? null : order.openedAt),
    },
  },
  timers,
})

/** What was sold, written once with its order. */
export const sold = stateTable<Sold | null>({ name: 'sold', initial: null })

/** How does this order stand? Null when there is none. */
export async function readOrder(
  tx: Tx,
  shopId: ShopId,
  id: string,
): Promise<{ order: Opened; sold: Sold; version: number } | null> {
  const { rows } = await tx.query<{ order: Opened; sold: Sold; version: number }>(
    'orders.read',
    `select o.state as "order", o.version, s.state as sold from app.orders o
     join app.sold s on s.shop_id = o.shop_id and s.id = o.id
     where o.shop_id = $1 and s.shop_id = $1 and o.id = $2`,
    [shopId, id],
  )
  const row = rows[0]
  if (!row) return null
  return {
    order: reviveFen(row.order) as Opened,
    sold: reviveFen(row.sold) as Sold,
    version: row.version,
  }
}

/** The orders of a shop, newest first, after the place where the last page ended. */
export async function ordersOf(
  tx: Tx,
  asked: {
    shopId: ShopId
    statuses: readonly Status[]
    /** Only those in which something is disputed. */
    locked?: boolean
    before: { openedAt: Instant; id: string } | null
    limit: number
  },
): Promise<Opened[]> {
  const { rows } = await tx.query<{ state: Opened }>(
    'orders.of',
    // The first moment of all is named so that the index by time may be used (migration 0010).
    `select state from app.orders
     where shop_id = $1 and opened_at > '1970-01-01 00:00:00+00' and (cardinality($2::text[]) = 0 or status = any($2))
       and ($3::timestamptz is null or (opened_at, id) < ($3, $4))
       and (not $6::boolean or jsonb_array_length(state -> 'locks') > 0)
     order by opened_at desc, id desc limit $5`,
    [
      asked.shopId,
      asked.statuses,
      asked.before ? new Date(asked.before.openedAt).toISOString() : null,
      asked.before?.id ?? '',
      asked.limit,
      asked.locked ?? false,
    ],
  )
  return rows.map(({ state }) => reviveFen(state) as Opened)
}

/** These orders, by shop and id, newest first: for the list of one buyer. */
export async function ordersByKey(
  tx: Tx,
  keys: readonly { shopId: ShopId; id: string }[],
): Promise<Opened[]> {
  const shops = keys.map(({ shopId }) => shopId)
  const { rows } = await tx.query<{ state: Opened }>(
    'orders.by_key',
    `select state from app.orders where shop_id = any($1::bigint[])
       and (shop_id, id) in (select * from unnest($2::bigint[], $3::text[]))
     order by opened_at desc, id desc`,
    [unique(shops), shops, keys.map(({ id }) => id)],
  )
  return rows.map(({ state }) => reviveFen(state) as Opened)
}

/** Where does it stand, and where can it be paid? One small row, for a page that asks often. */
export async function readStatus(tx: Tx, shopId: ShopId, id: string): Promise<StatusRow | null> {
  const { rows } = await tx.query<StatusRow>(
    'orders.status',
    `select o.status, o.state->>'sellerId' as "sellerId", o.state->>'buyerId' as "buyerId",
       o.state->>'openedBy' as "openedBy", o.state->>'linkHash' as "linkHash",
       case when p.status = 'payable' then p.state->>'payUrl' end as "payUrl"
     from app.orders o left join app.payments p on p.shop_id = o.shop_id and p.id = o.id
     where o.shop_id = $1 and o.id = $2`,
    [shopId, id],
  )
  return rows[0] ?? null
}

export interface StatusRow extends Pick<Opened, 'sellerId' | 'buyerId' | 'openedBy' | 'linkHash'> {
  readonly status: Status
  readonly payUrl: string | null
}
