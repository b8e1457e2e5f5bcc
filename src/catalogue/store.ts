import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable } from '../platform/db/rows.ts'
import type { Listing, Passport } from './model.ts'
import { initial } from './rules.ts'
import { noPeers, type Peers } from './sheet.ts'

export const listings = stateTable<Listing>({
  name: 'listings',
  initial,
  columns: {
    status: { type: 'text', of: (listing) => listing.status },
    edited_at: {
      type: 'timestamptz',
      of: (listing) => (listing.status === 'none' ? null : listing.editedAt),
    },
    batch_no: { type: 'text', of: (listing) => passportOf(listing)?.batchNo ?? null },
    price_fen: {
      type: 'bigint',
      of: (listing) => (listing.status === 'none' ? null : listing.priceFen),
    },
    factory_fen: { type: 'bigint', of: (listing) => passportOf(listing)?.factoryFen ?? null },
    principal_uscc: {
      type: 'text',
      of: (listing) => passportOf(listing)?.principal?.uscc ?? null,
    },
  },
})

function passportOf(listing: Listing): Passport | null {
  return listing.status === 'none' ? null : (listing.passport ?? null)
}

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

/** What do other shops ask for goods of this batch? Reads across shops, takes no lock. */
export async function peersOf(
  tx: Tx,
  shopId: ShopId,
  { passport }: Pick<Present, 'passport'>,
): Promise<Peers> {
  if (!passport?.batchNo) return noPeers
  // A shop counts once, with its lowest price: nobody sets a usual price with ten listings.
  const { rows } = await tx.query<{ price_fen: bigint; factory_fen: bigint | null }>(
    'listings.peers',
    `select min(price_fen) as price_fen, max(factory_fen) as factory_fen from app.listings
     where batch_no = $1 and status = 'published' and shop_id <> $2 group by shop_id limit 500`,
    [passport.batchNo, shopId],
  )
  const factories = rows.flatMap(({ factory_fen: fen }) => (fen === null ? [] : [fen]))
  const factoryFen = factories.reduce<bigint | null>(
    (most, fen) => (most === null || fen > most ? fen : most),
    null,
  )
  return { factoryFen, pricesFen: rows.map(({ price_fen: fen }) => fen) }
}

/** Which shops say that they sell for whoever has this code? Reads across shops, no lock. */
export async function shopsSellingFor(tx: Tx, uscc: string): Promise<ShopId[]> {
  const { rows } = await tx.query<{ shop_id: bigint }>(
    'listings.selling_for',
    `select distinct shop_id from app.listings
     where principal_uscc = $1 and status = 'published' order by shop_id limit 20`,
    [uscc],
  )
  return rows.map(({ shop_id: shopId }) => Number(shopId))
}
