import type { ShopId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable } from '../platform/db/rows.ts'
import type { Complaint } from './model.ts'
import { initial } from './rules.ts'

/** One row an order: the complaint that is open, or the last one. */
export const complaints = stateTable<Complaint>({
  name: 'complaints',
  initial,
  columns: { status: { type: 'text', of: (complaint) => complaint.status } },
})

/** Is there a complaint about this order? */
export async function readComplaint(tx: Tx, shopId: ShopId, orderId: string): Promise<Complaint> {
  const { rows } = await tx.query<{ state: Complaint }>(
    'complaints.read',
    'select state from app.complaints where shop_id = $1 and id = $2',
    [shopId, orderId],
  )
  return rows[0] ? (reviveFen(rows[0].state) as Complaint) : initial
}
