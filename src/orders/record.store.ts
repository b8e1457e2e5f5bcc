import type { Tx } from '../platform/db/pool.ts'

/** What a person has sold, in all the shops they own. */
export interface SellerRecord {
  readonly shops: number
  readonly settled: number
  readonly refunded: number
  /** All that were made, however they ended; but none that was kept low-key. */
  readonly complaints: number
  /** Those of them after which money went back. */
  readonly upheld: number
}

/**
 * 卖家记录. How did the paid orders of this person end, whatever their shops are called? Counts orders
 * in which money moved, never views or promises. Reads across shops, takes no lock.
 */
export async function recordOfSeller(tx: Tx, ownerId: string): Promise<SellerRecord> {
  const { rows: owned } = await tx.query<{ shop_id: bigint }>(
    'record.shops',
    'select shop_id from app.shops where owner_id = $1 limit 100',
    [ownerId],
  )
  const shopIds = owned.map(({ shop_id: shopId }) => shopId)
  const { rows } = await tx.query<Omit<SellerRecord, 'shops'>>(
    'record.counts',
    `select
       (select count(*)::int from app.orders
        where shop_id = any($1::bigint[]) and status = 'settled') as settled,
       (select count(*)::int from app.orders
        where shop_id = any($1::bigint[]) and status = 'refunded') as refunded,
       (select count(*)::int from app.complaints
        where shop_id = any($1::bigint[])
          and state->>'lowKey' is distinct from 'true') as complaints,
       (select count(*)::int from app.complaints
        where shop_id = any($1::bigint[]) and redress_fen > 0
          and state->>'lowKey' is distinct from 'true') as upheld`,
    [shopIds],
  )
  const none = { settled: 0, refunded: 0, complaints: 0, upheld: 0 }
  return { shops: owned.length, ...(rows[0] ?? none) }
}
