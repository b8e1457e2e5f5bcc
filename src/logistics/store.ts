import type { ShopId } from '../kernel/ids.ts'
import { day, type Instant } from '../kernel/time.ts'
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

/** A carrier gives a number to somebody else after no less than this. */
const numberReusedAfterDays = 180

/**
 * Where is the parcel that this carrier knows by this number? Of several it is the one registered
 * first: whoever ships under a number copied from another's parcel never hears of it. Reads across
 * shops, takes no lock.
 */
export async function findParcel(
  tx: Tx,
  { carrierId, trackingNo, at }: { carrierId: string; trackingNo: string; at: Instant },
): Promise<{ shopId: ShopId; parcelId: string; orderId: string } | null> {
  const { rows } = await tx.query<{ shop_id: bigint; id: string; order_id: string }>(
    'parcels.find',
    `select shop_id, id, state->>'orderId' as order_id from app.parcels where carrier_id = $1 and tracking_no = $2
       and (state->>'registeredAt')::bigint > $3
     order by (state->>'registeredAt')::bigint, id limit 1`,
    [carrierId, trackingNo, at - numberReusedAfterDays * day],
  )
  const [row] = rows
  return row ? { shopId: Number(row.shop_id), parcelId: row.id, orderId: row.order_id } : null
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
