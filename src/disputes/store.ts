import type { ShopId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen, stateTable } from '../platform/db/rows.ts'
import type { CaseFile, Complaint } from './model.ts'
import { initial } from './rules.ts'
import { timers } from './timers.ts'

/** One row an order: the case that is open, or the last one. */
export const complaints = stateTable<Complaint>({
  name: 'complaints',
  initial,
  columns: {
    status: { type: 'text', of: (complaint) => complaint.status },
    buyer_id: { type: 'text', of: (one) => (one.status === 'none' ? null : one.buyerId) },
    mediator_id: { type: 'text', of: (one) => (one.status === 'none' ? null : one.mediatorId) },
    opened_at: { type: 'timestamptz', of: (one) => (one.status === 'none' ? null : one.openedAt) },
    closed_at: { type: 'timestamptz', of: (one) => outcomeOf(one)?.at ?? null },
    due_at: { type: 'timestamptz', of: dueAt },
    redress_fen: { type: 'bigint', of: (one) => outcomeOf(one)?.refundFen ?? null },
    human: { type: 'boolean', of: (one) => outcomeOf(one)?.human ?? null },
    owed_fen: { type: 'bigint', of: (one) => (one.status === 'none' ? 0n : one.owedInAllFen) },
  },
  timers,
})

function outcomeOf(complaint: Complaint) {
  return complaint.status === 'none' ? null : complaint.outcome
}

function dueAt(complaint: Complaint): Instant | null {
  const moments = timers(complaint).map((one) => one.dueAt)
  return moments.length === 0 ? null : Math.min(...moments)
}

/** Is there a complaint about this order? */
export async function readComplaint(tx: Tx, shopId: ShopId, orderId: string): Promise<Complaint> {
  const { rows } = await tx.query<{ state: Complaint }>(
    'complaints.read',
    'select state from app.complaints where shop_id = $1 and id = $2',
    [shopId, orderId],
  )
  return rows[0] ? (reviveFen(rows[0].state) as Complaint) : initial
}

/** Cases in these stages, the next clock first. Reads across shops, takes no lock. */
export async function casesByClock(
  tx: Tx,
  { statuses, limit }: { statuses: readonly CaseFile['status'][]; limit: number },
): Promise<CaseFile[]> {
  const { rows } = await tx.query<{ state: CaseFile }>(
    'complaints.by_clock',
    `select state from app.complaints where status = any($1)
     order by due_at nulls last, shop_id, id limit $2`,
    [statuses, limit],
  )
  return rows.map(({ state }) => reviveFen(state) as CaseFile)
}

/** The open cases of one shop, the next clock first. */
export async function casesOfShop(tx: Tx, shopId: ShopId, limit: number): Promise<CaseFile[]> {
  const { rows } = await tx.query<{ state: CaseFile }>(
    'complaints.of_shop',
    `select state from app.complaints where shop_id = $1 and status not in ('none', 'closed')
     order by due_at nulls last, id limit $2`,
    [shopId, limit],
  )
  return rows.map(({ state }) => reviveFen(state) as CaseFile)
}

/** 欠款: closed cases after which the seller owes something, the newest first. Across shops. */
export async function casesOwed(tx: Tx, limit: number): Promise<CaseFile[]> {
  const { rows } = await tx.query<{ state: CaseFile }>(
    'complaints.owed',
    `select state from app.complaints where owed_fen > 0
     order by closed_at desc nulls last, shop_id, id limit $1`,
    [limit],
  )
  return rows.map(({ state }) => reviveFen(state) as CaseFile)
}

export interface RedressFigures {
  readonly closed: number
  readonly redressed: number
  readonly withoutHuman: number
  readonly medianHours: number | null
  readonly open: number
}

/**
 * How fast does redress come, in all or in one shop, and how often without a person deciding?
 * Withdrawn cases aside. A low-key case leaves no mark on its shop: there it is not counted.
 */
export async function redressFigures(tx: Tx, shopId?: ShopId): Promise<RedressFigures> {
  const { rows } = await tx.query<{
    closed: bigint
    redressed: bigint
    without: bigint
    hours: number | null
    open: bigint
  }>(
    'complaints.figures',
    `select count(*) filter (where status = 'closed') as closed,
       count(*) filter (where redress_fen > 0) as redressed,
       count(*) filter (where redress_fen > 0 and not human) as without,
       (percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at))
         filter (where redress_fen > 0) / 3600)::float8 as hours,
       count(*) filter (where status not in ('none', 'closed')) as open
     from app.complaints
     where $1::bigint is null or (shop_id = $1 and state->>'lowKey' is distinct from 'true')`,
    [shopId ?? null],
  )
  const row = rows[0]
  return {
    closed: Number(row?.closed ?? 0),
    redressed: Number(row?.redressed ?? 0),
    withoutHuman: Number(row?.without ?? 0),
    medianHours: row?.hours ?? null,
    open: Number(row?.open ?? 0),
  }
}
