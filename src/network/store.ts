import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { stateTable } from '../platform/db/rows.ts'
import type { Shop } from './model.ts'
import { payoutTimers } from './payout.ts'
import { initial } from './rules.ts'

export const shops = stateTable<Shop>({
  name: 'shops',
  initial,
  columns: {
    owner_id: { type: 'text', of: (shop) => (shop.status === 'none' ? null : shop.ownerId) },
    status: { type: 'text', of: (shop) => shop.status },
  },
  timers: payoutTimers,
})

/** Every shop has one row, of this id. */
export const shopRow = 'shop'

/** How does this shop stand? */
export async function readShop(tx: Tx, shopId: ShopId): Promise<Shop> {
  const { rows } = await tx.query<{ state: Shop }>(
    'shops.read',
    'select state from app.shops where shop_id = $1 and id = $2',
    [shopId, shopRow],
  )
  return rows[0]?.state ?? initial
}

/** Which shops does this person own? Reads across shops, takes no lock. */
export async function shopsOf(
  tx: Tx,
  ownerId: string,
): Promise<Exclude<Shop, { status: 'none' }>[]> {
  const { rows } = await tx.query<{ state: Exclude<Shop, { status: 'none' }> }>(
    'shops.of',
    'select state from app.shops where owner_id = $1 order by shop_id limit 100',
    [ownerId],
  )
  return rows.map(({ state }) => state)
}
