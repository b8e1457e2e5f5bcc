import type { ShopId } from '../kernel/ids.ts'
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

/** Whoever of the desk owns shops neither reads what was told of them, nor answers it. */
const notOf = '(shop_id is null or shop_id <> all($1::bigint[]))'

/** What waits to be looked at, the next clock first; but for what is about these shops. */
export async function tipsByClock(
  tx: Tx,
  { but, limit }: { but: readonly ShopId[]; limit: number },
): Promise<Tip[]> {
  const { rows } = await tx.query<Tip>(
    'tips.by_clock',
    `select ${columns} from app.tips where status = 'told' and ${notOf}
     order by due_on, id limit $2`,
    [but, limit],
  )
  return rows
}

/**
 * Somebody has looked at it. Out: whether such a tip waited, and not of these shops. Answered once:
 * nobody changes afterwards what its teller may have read.
 */
export async function answerTip(
  tx: Tx,
  { id, answer, but }: { id: string; answer: string; but: readonly ShopId[] },
): Promise<boolean> {
  const { count } = await tx.query(
    'tips.answer',
    `update app.tips set status = 'answered', answer = $3
     where id = $2 and status = 'told' and ${notOf}`,
    [but, id, answer],
  )
  return count > 0
}
