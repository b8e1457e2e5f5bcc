import type { ShopId } from '../kernel/ids.ts'
import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { SuspenseAction } from '../orders/model.ts'
import type { Tx } from '../platform/db/pool.ts'

/** What hangs for one order: above zero it is held for nobody, below zero the hold has paid it. */
export interface Hanging {
  readonly shopId: ShopId
  readonly orderId: string
  readonly fen: Fen
}

/** What hangs, of all shops or of one order. What is on its way out counts as gone. */
export async function hanging(
  tx: Tx,
  of: { shopId: ShopId; orderId: string } | null,
): Promise<Hanging[]> {
  const { rows } = await tx.query<{ shop_id: bigint; order_id: string; fen: bigint }>(
    'suspense.hanging',
    `select shop_id, order_id,
       sum(case when credit_account = 'psp.suspense' then amount_fen else -amount_fen end)::bigint
         as fen
     from app.transfers
     where (debit_account = 'psp.suspense' or credit_account = 'psp.suspense')
       and (kind in ('single', 'post') or (kind = 'pending' and resolution is null))
       and ($1::bigint is null or (shop_id = $1 and order_id = $2))
     group by shop_id, order_id
     having sum(case when credit_account = 'psp.suspense' then amount_fen else -amount_fen end) <> 0
     order by shop_id, order_id limit 500`,
    [of?.shopId ?? null, of?.orderId ?? null],
  )
  return rows.map(({ shop_id, order_id, fen }) => ({
    shopId: Number(shop_id),
    orderId: order_id,
    fen: BigInt(fen),
  }))
}

export interface Settlement {
  readonly shopId: ShopId
  readonly id: string
  readonly orderId: string
  readonly action: SuspenseAction
  readonly amountFen: Fen
  readonly movements: number
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: Instant
  readonly outcome: 'approved' | 'declined' | null
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
}

/** Keeps a proposal; the same one twice is kept once. */
export async function saveSettlement(tx: Tx, one: Settlement): Promise<void> {
  await tx.query(
    'suspense.propose',
    `insert into app.suspense_proposals (shop_id, id, order_id, action, amount_fen, movements,
       reason, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (shop_id, id) do nothing`,
    [
      one.shopId,
      one.id,
      one.orderId,
      one.action,
      one.amountFen.toString(),
      one.movements,
      one.reason,
      one.proposedBy,
      new Date(one.proposedAt).toISOString(),
    ],
  )
}

export async function readSettlement(
  tx: Tx,
  shopId: ShopId,
  id: string,
): Promise<Settlement | null> {
  const { rows } = await tx.query<Row>(
    'suspense.read',
    'select * from app.suspense_proposals where shop_id = $1 and id = $2',
    [shopId, id],
  )
  return rows[0] ? revived(rows[0]) : null
}

/** The latest proposals of all shops, newest first. */
export async function listSettlements(tx: Tx, limit: number): Promise<Settlement[]> {
  const { rows } = await tx.query<Row>(
    'suspense.list',
    'select * from app.suspense_proposals order by proposed_at desc limit $1',
    [limit],
  )
  return rows.map(revived)
}

/** A second person's word. False when somebody has spoken already. */
export async function decideSettlement(
  tx: Tx,
  { shopId, id }: Pick<Settlement, 'shopId' | 'id'>,
  word: { outcome: 'approved' | 'declined'; by: string; at: Instant },
): Promise<boolean> {
  const { rows } = await tx.query(
    'suspense.decide',
    `update app.suspense_proposals set outcome = $3, decided_by = $4, decided_at = $5
     where shop_id = $1 and id = $2 and outcome is null returning id`,
    [shopId, id, word.outcome, word.by, new Date(word.at).toISOString()],
  )
  return rows.length === 1
}

interface Row {
  readonly shop_id: bigint
  readonly id: string
  readonly order_id: string
  readonly action: SuspenseAction
  readonly amount_fen: bigint
  readonly movements: number
  readonly reason: string
  readonly proposed_by: string
  readonly proposed_at: Instant
  readonly outcome: Settlement['outcome']
  readonly decided_by: string | null
  readonly decided_at: Instant | null
}

function revived(row: Row): Settlement {
  return {
    shopId: Number(row.shop_id),
    id: row.id,
    orderId: row.order_id,
    action: row.action,
    amountFen: BigInt(row.amount_fen),
    movements: row.movements,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    outcome: row.outcome,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }
}
