import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { stateTable } from '../platform/db/rows.ts'
import type { Parcel } from './model.ts'
import { initial } from './rules.ts'

export const parcels = stateTable<Parcel>({
  name: 'parcels',
  initial,
  columns: {
    carrier_id: { type: 'text', of: (one) => (one.status === 'none' ? null : one.carrierId) },
    tracking_no: { type: 'text', of: (one) => (one.status === 'none' ? null : one.trackingNo) },
  },
})

/** Where is the parcel that this carrier knows by this number? Reads across shops, no lock. */
export async function findParcel(
  tx: Tx,
  carrierId: string,
  trackingNo: string,
): Promise<{ shopId: ShopId; parcelId: string } | null> {
  const { rows } = await tx.query<{ shop_id: bigint; id: string }>(
    'parcels.find',
    'select shop_id, id from app.parcels where carrier_id = $1 and tracking_no = $2 limit 1',
    [carrierId, trackingNo],
  )
  return rows[0] ? { shopId: Number(rows[0].shop_id), parcelId: rows[0].id } : null
}

export type Known = Exclude<Parcel, { status: 'none' }>

/** The parcels of one order, with all their scans. */
export async function parcelsByKey(
  tx: Tx,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Known[]> {
  const { rows } = await tx.query<{ state: Known }>(
    'parcels.by_key',
    'select state from app.parcels where shop_id = $1 and id = any($2::text[])',
    [shopId, ids],
  )
  return rows.map(({ state }) => state)
}
