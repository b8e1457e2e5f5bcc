import { fenJson } from '../kernel/canonical.ts'
import type { ShopId } from '../kernel/ids.ts'
import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from '../platform/db/pool.ts'
import { unique } from '../platform/db/rows.ts'
import type { Change, Loaded, Readable, RowKey } from '../platform/world.ts'
import type { Account, AccountCode, AccountId, Transfer } from './model.ts'

interface AccountRow {
  shop_id: bigint
  id: AccountId
  code: AccountCode
  opened_at: Instant
  debits_pending: Fen
  debits_posted: Fen
  credits_pending: Fen
  credits_posted: Fen
}

const accountColumns = `shop_id, id, code, opened_at, debits_pending, debits_posted,
  credits_pending, credits_posted`

/** Balances. Saved as summed changes, so that two writers can never overwrite each other. */
export const accounts: Readable<Account | null> = {
  name: 'accounts',
  initial: null,
  async load(tx, keys) {
    const { rows } = await tx.query<AccountRow>(
      'accounts.load',
      `select ${accountColumns} from app.accounts where ${keyed}`,
      keyValues(keys),
    )
    return rows.map((row): Loaded<Account | null> => {
      return { shopId: Number(row.shop_id), id: row.id, row: account(row), version: 1 }
    })
  },
  async save(tx, changes) {
    const rows = changes.map(({ shopId, id, before, after }) => ({
      shop_id: shopId,
      id,
      code: after?.code,
      opened_at: new Date(after?.openedAt ?? 0).toISOString(),
      debits_pending: (after?.debitsPendingFen ?? 0n) - (before?.debitsPendingFen ?? 0n),
      debits_posted: (after?.debitsPostedFen ?? 0n) - (before?.debitsPostedFen ?? 0n),
      credits_pending: (after?.creditsPendingFen ?? 0n) - (before?.creditsPendingFen ?? 0n),
      credits_posted: (after?.creditsPostedFen ?? 0n) - (before?.creditsPostedFen ?? 0n),
    }))
    // A check constraint is tested on the row to insert before its conflict is seen, so a negative
    // change cannot come as an upsert: new accounts are made empty, then all are added to.
    const opened = rows.filter((_, place) => changes[place]?.before === null)
    const shops = unique(changes.map(({ shopId }) => shopId))
    await Promise.all([
      opened.length > 0 ? tx.query('accounts.open', openSql, [fenJson(opened)]) : null,
      tx.query('accounts.add', addSql, [shops, fenJson(rows)]),
    ])
  },
}

const recordset = `json_to_recordset($1::json) as r(shop_id bigint, id text, code text,
  opened_at timestamptz)`
const openSql = `insert into app.accounts (${accountColumns})
  select shop_id, id, code, opened_at, 0, 0, 0, 0 from ${recordset}
  on conflict (shop_id, id) do nothing`
const addSql = `update app.accounts a set
    debits_pending = a.debits_pending + r.debits_pending,
    debits_posted = a.debits_posted + r.debits_posted,
    credits_pending = a.credits_pending + r.credits_pending,
    credits_posted = a.credits_posted + r.credits_posted
  from json_to_recordset($2::json) as r(shop_id bigint, id text, debits_pending bigint,
    debits_posted bigint, credits_pending bigint, credits_posted bigint)
  where a.shop_id = any($1::bigint[]) and a.shop_id = r.shop_id and a.id = r.id`

interface TransferRow {
  shop_id: bigint
  id: string
  kind: Transfer['kind']
  debit_account: string
  credit_account: string
  amount_fen: Fen
  code: string
  pending_id: string | null
  resolution: Transfer['resolution']
  order_id: string
  recorded_at: Instant
}

const transferColumns = `shop_id, id, kind, debit_account, credit_account, amount_fen, code,
  pending_id, resolution, order_id, recorded_at`

/** Transfers. Written once; a pending one gets its resolution, and nothing else ever changes. */
export const transfers: Readable<Transfer | null> = {
  name: 'transfers',
  initial: null,
  async load(tx, keys) {
    const { rows } = await tx.query<TransferRow>(
      'transfers.load',
      `select ${transferColumns} from app.transfers where ${keyed}`,
      keyValues(keys),
    )
    return rows.map((row): Loaded<Transfer | null> => {
      return { shopId: Number(row.shop_id), id: row.id, row: transfer(row), version: 1 }
    })
  },
  async save(tx, changes) {
    const fresh = changes.filter(({ before }) => before === null)
    const resolved = changes.filter(({ before }) => before !== null)
    const saving = []
    if (fresh.length > 0)
      saving.push(tx.query('transfers.append', appendSql, [fenJson(fresh.map(written))]))
    if (resolved.length > 0)
      saving.push(
        tx.query('transfers.resolve', resolveSql, [
          unique(resolved.map(({ shopId }) => shopId)),
          JSON.stringify(
            resolved.map(({ shopId, id, after }) => ({
              shop_id: shopId,
              id,
              resolution: after?.resolution,
            })),
          ),
        ]),
      )
    await Promise.all(saving)
  },
}

const appendSql = `insert into app.transfers (${transferColumns})
  select ${transferColumns} from json_to_recordset($1::json) as r(shop_id bigint, id text,
    kind text, debit_account text, credit_account text, amount_fen bigint, code text,
    pending_id text, resolution text, order_id text, recorded_at timestamptz)
  returning 1`
// What is resolved stays so. As a condition that would mislead the planner: without statistics it
// takes unresolved transfers for few, and reads all of a shop's to find them.
const resolveSql = `update app.transfers t set resolution = coalesce(t.resolution, r.resolution)
  from json_to_recordset($2::json) as r(shop_id bigint, id text, resolution text)
  where t.shop_id = any($1::bigint[]) and t.shop_id = r.shop_id and t.id = r.id`

const keyed = `shop_id = any($1::bigint[])
  and (shop_id, id) in (select * from unnest($2::bigint[], $3::text[]))`

function keyValues(keys: readonly RowKey[]): unknown[] {
  const shops = keys.map(({ shopId }) => shopId)
  return [unique(shops), shops, keys.map(({ id }) => id)]
}

function written({ shopId, id, after }: Change<Transfer | null>): Record<string, unknown> {
  return {
    shop_id: shopId,
    id,
    kind: after?.kind,
    debit_account: after?.debit,
    credit_account: after?.credit,
    amount_fen: after?.amountFen,
    code: after?.code,
    pending_id: after?.pendingId,
    resolution: after?.resolution,
    order_id: after?.orderId,
    recorded_at: new Date(after?.recordedAt ?? 0).toISOString(),
  }
}

function account(row: AccountRow): Account {
  return {
    code: row.code,
    openedAt: row.opened_at,
    debitsPendingFen: row.debits_pending,
    debitsPostedFen: row.debits_posted,
    creditsPendingFen: row.credits_pending,
    creditsPostedFen: row.credits_posted,
  }
}

function transfer(row: TransferRow): Transfer {
  return {
    id: row.id,
    kind: row.kind,
    debit: row.debit_account,
    credit: row.credit_account,
    amountFen: row.amount_fen,
    code: row.code,
    pendingId: row.pending_id,
    resolution: row.resolution,
    orderId: row.order_id,
    recordedAt: row.recorded_at,
  }
}

export interface BalanceLine extends Account {
  readonly id: AccountId
  readonly accounts: number
}

/** How does each kind of account of a shop stand, summed? The trial balance 试算平衡. */
export async function trialBalance(tx: Tx, shopId: ShopId): Promise<BalanceLine[]> {
  const { rows } = await tx.query<AccountRow & { accounts: bigint }>(
    'ledger.trial',
    `select $1::bigint as shop_id, code as id, code, min(opened_at) as opened_at,
      sum(debits_pending)::bigint as debits_pending, sum(debits_posted)::bigint as debits_posted,
      sum(credits_pending)::bigint as credits_pending,
      sum(credits_posted)::bigint as credits_posted, count(*) as accounts
     from app.accounts where shop_id = $1 group by code order by code`,
    [shopId],
  )
  return rows.map((row) => ({ ...account(row), id: row.id, accounts: Number(row.accounts) }))
}

/** What has moved on this account, newest first? `before` is the id of the last one seen. */
export async function accountHistory(
  tx: Tx,
  asked: { shopId: ShopId; account: AccountId; limit: number },
): Promise<Transfer[]> {
  const { rows } = await tx.query<TransferRow>(
    'ledger.history',
    `select ${transferColumns} from app.transfers
     where shop_id = $1 and (debit_account = $2 or credit_account = $2)
     order by recorded_at desc, id desc limit $3`,
    [asked.shopId, asked.account, asked.limit],
  )
  return rows.map(transfer)
}

/** All transfers of one order, oldest first. */
export async function orderTransfers(tx: Tx, shopId: ShopId, orderId: string): Promise<Transfer[]> {
  const { rows } = await tx.query<TransferRow>(
    'ledger.order',
    `select ${transferColumns} from app.transfers
     where shop_id = $1 and order_id = $2 order by recorded_at, id`,
    [shopId, orderId],
  )
  return rows.map(transfer)
}
