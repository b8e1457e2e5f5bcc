import type { ShopId } from '../kernel/ids.ts'
import type { Fen } from '../kernel/money.ts'
import type { Tx } from '../platform/db/pool.ts'
import { reviveFen } from '../platform/db/rows.ts'
import type { Transfer } from './model.ts'

/** Which shops have a book? In pages, so that a large site can be gone through. */
export async function bookedShops(tx: Tx, after: ShopId, limit: number): Promise<ShopId[]> {
  const { rows } = await tx.query<{ shop_id: bigint }>(
    'verify.shops',
    `select shop_id from app.shops where shop_id > $1 and id = 'shop' order by shop_id limit $2`,
    [after, limit],
  )
  return rows.map((row) => Number(row.shop_id))
}

/** One account as it stands, beside what its transfers add up to. */
export interface AccountSums {
  readonly id: string
  readonly code: string
  readonly debitsPendingFen: Fen
  readonly debitsPostedFen: Fen
  readonly creditsPendingFen: Fen
  readonly creditsPostedFen: Fen
  readonly summed: {
    readonly debitsPendingFen: Fen
    readonly debitsPostedFen: Fen
    readonly creditsPendingFen: Fen
    readonly creditsPostedFen: Fen
  }
}

interface SumsRow {
  id: string
  code: string
  debits_pending: Fen
  debits_posted: Fen
  credits_pending: Fen
  credits_posted: Fen
  sum_debits_pending: Fen
  sum_debits_posted: Fen
  sum_credits_pending: Fen
  sum_credits_posted: Fen
}

/** Every account of a shop, also one that only transfers know of. */
export async function accountSums(tx: Tx, shopId: ShopId): Promise<AccountSums[]> {
  const { rows } = await tx.query<SumsRow>('verify.accounts', accountSql, [shopId])
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    debitsPendingFen: row.debits_pending,
    debitsPostedFen: row.debits_posted,
    creditsPendingFen: row.credits_pending,
    creditsPostedFen: row.credits_posted,
    summed: {
      debitsPendingFen: row.sum_debits_pending,
      debitsPostedFen: row.sum_debits_posted,
      creditsPendingFen: row.sum_credits_pending,
      creditsPostedFen: row.sum_credits_posted,
    },
  }))
}

const effect = `
  case kind when 'pending' then amount_fen when 'post' then -amount_fen
    when 'void' then -amount_fen else 0 end as pending,
  case kind when 'single' then amount_fen when 'post' then amount_fen else 0 end as posted`

const accountSql = `with moved as (
    select debit_account as account, ${effect}, true as debit
      from app.transfers where shop_id = $1
    union all
    select credit_account as account, ${effect}, false as debit
      from app.transfers where shop_id = $1
  ), summed as (
    select account,
      coalesce(sum(pending) filter (where debit), 0)::bigint as debits_pending,
      coalesce(sum(posted) filter (where debit), 0)::bigint as debits_posted,
      coalesce(sum(pending) filter (where not debit), 0)::bigint as credits_pending,
      coalesce(sum(posted) filter (where not debit), 0)::bigint as credits_posted
    from moved group by account
  )
  select coalesce(a.id, s.account) as id,
    coalesce(a.code, split_part(s.account, '/', 1)) as code,
    coalesce(a.debits_pending, 0) as debits_pending,
    coalesce(a.debits_posted, 0) as debits_posted,
    coalesce(a.credits_pending, 0) as credits_pending,
    coalesce(a.credits_posted, 0) as credits_posted,
    coalesce(s.debits_pending, 0) as sum_debits_pending,
    coalesce(s.debits_posted, 0) as sum_debits_posted,
    coalesce(s.credits_pending, 0) as sum_credits_pending,
    coalesce(s.credits_posted, 0) as sum_credits_posted
  from (select * from app.accounts where shop_id = $1) a
  full join summed s on s.account = a.id order by 1`

/** A pending transfer, and how often and how it was resolved. */
export interface Resolved {
  readonly id: string
  readonly orderId: string
  readonly resolution: 'posted' | 'voided' | null
  readonly posts: number
  readonly voids: number
  /** Resolved by transfers between other accounts, or of another amount. */
  readonly differing: number
}

/** Which pending transfers are not resolved exactly as they say, once or not yet? */
export async function badResolutions(tx: Tx, shopId: ShopId): Promise<Resolved[]> {
  const { rows } = await tx.query<{
    id: string
    order_id: string
    resolution: Resolved['resolution']
    posts: bigint
    voids: bigint
    differing: bigint
  }>('verify.resolutions', resolutionSql, [shopId])
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    resolution: row.resolution,
    posts: Number(row.posts),
    voids: Number(row.voids),
    differing: Number(row.differing),
  }))
}

const resolutionSql = `select * from (
    select p.id, p.order_id, p.resolution,
      count(*) filter (where r.kind = 'post') as posts,
      count(*) filter (where r.kind = 'void') as voids,
      count(*) filter (where r.id is not null and (r.amount_fen <> p.amount_fen
        or r.debit_account <> p.debit_account or r.credit_account <> p.credit_account
        or r.order_id <> p.order_id)) as differing
    from (select * from app.transfers where shop_id = $1 and kind = 'pending') p
    left join (select * from app.transfers where shop_id = $1 and pending_id is not null) r
      on r.pending_id = p.id
    group by p.id, p.order_id, p.resolution
  ) found
  where differing > 0
    or posts <> case when resolution = 'posted' then 1 else 0 end
    or voids <> case when resolution = 'voided' then 1 else 0 end
  order by id limit 100`

/** Which halves of an instruction were resolved otherwise than their other half? */
export async function unlikePairs(tx: Tx, shopId: ShopId): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'verify.pairs',
    `select a.id from app.transfers a
     left join app.transfers b on b.shop_id = $1 and b.kind = 'pending'
       and b.id = left(a.id, -2) || case right(a.id, 2) when '/a' then '/b' else '/a' end
     where a.shop_id = $1 and a.kind = 'pending'
       and (b.id is null or b.amount_fen <> a.amount_fen
         or b.resolution is distinct from a.resolution)
     order by a.id limit 100`,
    [shopId],
  )
  return rows.map(({ id }) => id)
}

export interface Place {
  readonly stream: string
  readonly seq: number
}

/**
 * The transfers that the journal tells of, so many entries at a time. Erased payloads are absent.
 */
export async function journalTransfers(
  tx: Tx,
  asked: { shopId: ShopId; after: Place; limit: number },
): Promise<{ transfers: Transfer[]; last: Place | null; erased: number }> {
  const { rows } = await tx.query<{ stream_id: string; seq: number; payload: string | null }>(
    'verify.journal',
    `select j.stream_id, j.seq, j.payload from app.journal j
     where j.shop_id = $1 and j.kind = 'ledger.transferred' and (j.stream_id, j.seq) > ($2, $3)
     order by j.stream_id, j.seq limit $4`,
    [asked.shopId, asked.after.stream, asked.after.seq, asked.limit],
  )
  const last = rows.at(-1)
  return {
    transfers: rows.flatMap(({ payload }) =>
      payload === null ? [] : eventOf(payload).event.transfers,
    ),
    last: last ? { stream: last.stream_id, seq: last.seq } : null,
    erased: rows.filter(({ payload }) => payload === null).length,
  }
}

function eventOf(payload: string): { event: { transfers: Transfer[] } } {
  return reviveFen(JSON.parse(payload)) as { event: { transfers: Transfer[] } }
}

/** How many transfers has a shop? */
export async function countTransfers(tx: Tx, shopId: ShopId): Promise<number> {
  const { rows } = await tx.query<{ count: bigint }>(
    'verify.count',
    'select count(*) as count from app.transfers where shop_id = $1',
    [shopId],
  )
  return Number(rows[0]?.count ?? 0)
}
