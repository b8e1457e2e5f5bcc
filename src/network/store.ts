import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { stateTable } from '../platform/db/rows.ts'
import { endOf } from './checking.ts'
import type { Present, Shop } from './model.ts'
import { payoutTimers } from './payout.ts'
import { initial } from './rules.ts'

export const shops = stateTable<Shop>({
  name: 'shops',
  initial,
  columns: {
    owner_id: { type: 'text', of: (shop) => (shop.status === 'none' ? null : shop.ownerId) },
    status: { type: 'text', of: (shop) => shop.status },
    uscc: { type: 'text', of: (shop) => checkOf(shop)?.uscc ?? null },
  },
  timers: (shop) => {
    const check = checkOf(shop)
    const checks = check ? [{ kind: 'check', dueAt: endOf(check) }] : []
    return [...payoutTimers(shop), ...checks]
  },
})

function checkOf(shop: Shop) {
  return shop.status === 'none' ? null : (shop.check ?? null)
}

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
export async function shopsOf(tx: Tx, ownerId: string): Promise<Present[]> {
  const { rows } = await tx.query<{ state: Present }>(
    'shops.of',
    'select state from app.shops where owner_id = $1 order by shop_id limit 100',
    [ownerId],
  )
  return rows.map(({ state }) => state)
}

/** Nobody opens more than a few: this is far above what slips through side by side. */
const numbersMax = 10_000

/** The numbers of all shops of this person. Reads across shops, takes no lock. */
export async function shopNumbersOf(tx: Tx, ownerId: string): Promise<ShopId[]> {
  const { rows } = await tx.query<{ shop_id: bigint }>(
    'shops.numbers_of',
    'select shop_id from app.shops where owner_id = $1 order by shop_id limit $2',
    [ownerId, numbersMax],
  )
  return rows.map(({ shop_id }) => Number(shop_id))
}

/** Whose licence with this code has the desk seen? Reads across shops, takes no lock. */
export async function shopsOfCode(tx: Tx, uscc: string): Promise<Present[]> {
  const { rows } = await tx.query<{ state: Present }>(
    'shops.of_code',
    'select state from app.shops where uscc = $1 order by shop_id limit 20',
    [uscc],
  )
  return rows.map(({ state }) => state)
}
