import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable } from '../platform/db/rows.ts'
import { timers } from './clocks.ts'
import type { Habits, Returns } from './model.ts'
import { listOf } from './pieces.ts'
import { initial } from './rules.ts'

/** One row an order: all its returns. */
export const returnsTable = stateTable<Returns>({
  name: 'returns',
  initial,
  columns: {
    status: { type: 'text', of: (returns) => returns.status },
    reviewing: {
      type: 'boolean',
      of: (returns) => listOf(returns).some(({ stage }) => stage === 'reviewing'),
    },
    delays: {
      type: 'integer',
      of: (returns) => listOf(returns).reduce((sum, one) => sum + one.delays, 0),
    },
    asked_at: {
      type: 'timestamptz',
      of: (returns) => listOf(returns).at(-1)?.requestedAt ?? null,
    },
  },
  timers,
})

/** 习惯: one row a buyer of this shop; the newest requests for returns. */
export const habitsTable = stateTable<Habits>({ name: 'return_habits', initial: [] })

/** How do the returns of this order stand? */
export async function readReturns(tx: Tx, shopId: ShopId, orderId: string): Promise<Returns> {
  const { rows } = await tx.query<{ state: Returns }>(
    'returns.read',
    'select state from app.returns where shop_id = $1 and id = $2',
    [shopId, orderId],
  )
  return rows[0] ? (reviveFen(rows[0].state) as Returns) : initial
}

/** The returns of a shop that are not over, the newest first. */
export async function openReturnsOf(
  tx: Tx,
  shopId: ShopId,
  limit: number,
): Promise<{ orderId: string; returns: Returns }[]> {
  const { rows } = await tx.query<{ id: string; state: Returns }>(
    'returns.open',
    `select id, state from app.returns where shop_id = $1 and status = 'open'
     order by asked_at desc, id limit $2`,
    [shopId, limit],
  )
  return rows.map(({ id, state }) => ({ orderId: id, returns: reviveFen(state) as Returns }))
}

/** 复核: whatever waits for a person, the longest first. Reads across shops, takes no lock. */
export async function returnsToReview(
  tx: Tx,
  limit: number,
): Promise<{ shopId: ShopId; orderId: string; returns: Returns }[]> {
  const { rows } = await tx.query<{ shop_id: bigint; id: string; state: Returns }>(
    'returns.review',
    `select shop_id, id, state from app.returns where reviewing
     order by asked_at, shop_id, id limit $1`,
    [limit],
  )
  return rows.map(({ shop_id, id, state }) => ({
    shopId: Number(shop_id),
    orderId: id,
    returns: reviveFen(state) as Returns,
  }))
}

/** 拖延: how many returns has this shop had since then, and how often did it let a clock run out? */
export async function delaysOf(
  tx: Tx,
  shopId: ShopId,
  since: Instant,
): Promise<{ returns: number; delays: number }> {
  const { rows } = await tx.query<{ returns: bigint; delays: bigint }>(
    'returns.delays',
    `select count(*) as returns, coalesce(sum(delays), 0)::bigint as delays
     from app.returns where shop_id = $1 and asked_at >= $2`,
    [shopId, new Date(since).toISOString()],
  )
  return { returns: Number(rows[0]?.returns ?? 0), delays: Number(rows[0]?.delays ?? 0) }
}

/** How many orders has the shop been paid for since then, counted up to a bound? */
export async function soldSince(
  tx: Tx,
  shopId: ShopId,
  { since, atMost }: { since: Instant; atMost: number },
): Promise<number> {
  const { rows } = await tx.query<{ count: bigint }>(
    'returns.sold_since',
    `select count(*) as count from (
       select 1 from app.orders where shop_id = $1 and opened_at >= $2
         and status not in ('opened', 'closing', 'expired', 'cancelled') limit $3) as paid`,
    [shopId, new Date(since).toISOString(), atMost],
  )
  return Number(rows[0]?.count ?? 0)
}
