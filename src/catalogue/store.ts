import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable } from '../platform/db/rows.ts'
import type { Listing } from './model.ts'
import { initial } from './rules.ts'

export const listings = stateTable<Listing>({
  name: 'listings',
  initial,
  columns: {
    status: { type: 'text', of: (listing) => listing.status },
    edited_at: {
      type: 'timestamptz',
      of: (listing) => (listing.status === 'none' ? null : listing.editedAt),
    },
  },
})

export type Present = Exclude<Listing, { status: 'none' }>

/** How does this listing stand now? Null when there is none. */
export async function readListing(tx: Tx, shopId: ShopId, id: string): Promise<Present | null> {
  const { rows } = await tx.query<{ state: Present }>(
    'listings.read',
    'select state from app.listings where shop_id = $1 and id = $2',
    [shopId, id],
  )
  return rows[0] ? (reviveFen(rows[0].state) as Present) : null
}

/** The listings of a shop, last edited first. */
export async function listingsOf(tx: Tx, shopId: ShopId, limit: number): Promise<Present[]> {
  const { rows } = await tx.query<{ state: Present }>(
    'listings.of',
    `select state from app.listings where shop_id = $1 order by edited_at desc, id limit $2`,
    [shopId, limit],
  )
  return rows.map(({ state }) => reviveFen(state) as Present)
}
