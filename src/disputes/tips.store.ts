import type { Day, Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'

/** 举报. What somebody told of a shop, without a name: no account, no order, no address is kept. */
export interface Tip {
  readonly id: string
  readonly kind: string
  readonly text: string
  readonly toldAt: Instant
  /** By when somebody must have looked at it. */
  readonly dueOn: Day
  readonly status: 'told' | 'answered'
  readonly answer: string | null
}

const columns = `id, kind, text, told_at as "toldAt", due_on::text as "dueOn", status, answer`

export async function saveTip(
  tx: Tx,
  tip: Omit<Tip, 'status' | 'answer'> & { shopId: number | null; secretHash: string },
): Promise<void> {
  const { id, secretHash, shopId, kind, text, toldAt, dueOn } = tip
  await tx.query(
    'tips.save',
    `insert into app.tips (id, secret_hash, shop_id, kind, text, told_at, due_on, status)
     values ($1, $2, $3, $4, $5, $6, $7, 'told')`,
    [id, secretHash, shopId, kind, text, new Date(toldAt).toISOString(), dueOn],
  )
}

/** How does the tip stand that this secret leads to? */
export async function tipBySecret(tx: Tx, secretHash: string): Promise<Tip | null> {
  const { rows } = await tx.query<Tip>(
    'tips.by_secret',
    `select ${columns} from app.tips where secret_hash = $1`,
    [secretHash],
  )
  return rows[0] ?? null
}

/** What waits to be looked at, the next clock first. */
export async function tipsByClock(tx: Tx, limit: number): Promise<Tip[]> {
  const { rows } = await tx.query<Tip>(
    'tips.by_clock',
    `select ${columns} from app.tips where status = 'told' order by due_on, id limit $1`,
    [limit],
  )
  return rows
}

/** Somebody has looked at it. Out: whether there was such a tip. */
export async function answerTip(tx: Tx, id: string, answer: string): Promise<boolean> {
  const { count } = await tx.query(
    'tips.answer',
    `update app.tips set status = 'answered', answer = $2 where id = $1`,
    [id, answer],
  )
  return count > 0
}
