import type { ShopId } from '../kernel/ids.ts'
import { type Fen, sumFen } from '../kernel/money.ts'
import type { Tx } from '../platform/db/pool.ts'
import { chart, type Transfer } from './model.ts'
import { transfers } from './store.ts'
import {
  type AccountSums,
  accountSums,
  badResolutions,
  bookedShops,
  countTransfers,
  journalTransfers,
  type Place,
  unlikePairs,
} from './verify.store.ts'

/** Something that can never be in a book that was kept by the rules. */
export interface Fault {
  readonly check: Check
  readonly what: string
  /** The order it is about, where there is one. */
  readonly orderId: string | null
}

export type Check =
  | 'debits_equal_credits'
  | 'held_equals_escrow_and_suspense'
  | 'no_account_overdrawn'
  | 'balances_equal_transfers'
  | 'resolved_at_most_once'
  | 'pairs_resolved_alike'
  | 'journal_equals_transfers'

export interface BookReport {
  readonly shopId: ShopId
  readonly accounts: number
  readonly transfers: number
  readonly heldFen: Fen
  /** Journal entries whose payload has been erased: they cannot be compared. */
  readonly erased: number
  readonly faults: readonly Fault[]
}

/** 核账. Does every book keep the rules? One report a shop, in order of their numbers. */
export async function* verifyBooks(tx: Tx): AsyncGenerator<BookReport> {
  let last = 0
  for (;;) {
    const shops = await bookedShops(tx, last, shopsAtOnce)
    for (const shopId of shops) yield await verifyBook(tx, shopId)
    const end = shops.at(-1)
    if (end === undefined) return
    last = end
  }
}

const shopsAtOnce = 500

/**
 * Does the book of this shop keep the rules? Reads only. On a running server give it a transaction
 * that sees one moment (`repeatable read`), or it may compare two.
 */
export async function verifyBook(tx: Tx, shopId: ShopId): Promise<BookReport> {
  const accounts = await accountSums(tx, shopId)
  const resolutions = await badResolutions(tx, shopId)
  const pairs = await unlikePairs(tx, shopId)
  const journal = await compareJournal(tx, shopId)
  return {
    shopId,
    accounts: accounts.length,
    transfers: journal.transfers,
    heldFen: balance(accounts, 'psp.held', 'debit'),
    erased: journal.erased,
    faults: [
      ...trialBalance(accounts),
      ...heldMoney(accounts),
      ...overdrawn(accounts),
      ...wrongBalances(accounts),
      ...resolutions.map(({ id, orderId, resolution, posts, voids }): Fault => {
        const what = `${id} says ${resolution}: ${posts} posts, ${voids} voids`
        return { check: 'resolved_at_most_once', what, orderId }
      }),
      ...pairs.map(
        (id): Fault => ({ check: 'pairs_resolved_alike', what: id, orderId: orderOf(id) }),
      ),
      ...journal.faults,
    ],
  }
}

/** 借必相等 pending and posted, each on its own. */
function trialBalance(accounts: readonly AccountSums[]): Fault[] {
  const posted = sumFen(accounts.map((one) => one.debitsPostedFen - one.creditsPostedFen))
  const pending = sumFen(accounts.map((one) => one.debitsPendingFen - one.creditsPendingFen))
  if (posted === 0n && pending === 0n) return []
  const what = `debits less credits: posted ${posted}, pending ${pending} fen`
  return [{ check: 'debits_equal_credits', what, orderId: null }]
}

/** What the provider holds is what open orders have paid, and what hangs in suspense. */
function heldMoney(accounts: readonly AccountSums[]): Fault[] {
  const heldFen = balance(accounts, 'psp.held', 'debit')
  const escrowFen = balance(accounts, 'order.escrow', 'credit')
  const suspenseFen = balance(accounts, 'psp.suspense', 'credit')
  if (heldFen === escrowFen + suspenseFen) return []
  const what = `held ${heldFen} is not escrow ${escrowFen} + suspense ${suspenseFen} fen`
  return [{ check: 'held_equals_escrow_and_suspense', what, orderId: null }]
}

/** What is pending counts as gone: no limited account may promise more than it has. */
function overdrawn(accounts: readonly AccountSums[]): Fault[] {
  return accounts
    .filter(({ code }) => code in chart && chart[code as keyof typeof chart].limit === 'credits')
    .filter((one) => one.creditsPostedFen < one.debitsPostedFen + one.debitsPendingFen)
    .map((one) => {
      const fen = one.creditsPostedFen - one.debitsPostedFen - one.debitsPendingFen
      return { check: 'no_account_overdrawn', what: `${one.id}: ${fen} fen`, orderId: order(one) }
    })
}

const sides = [
  'debitsPendingFen',
  'debitsPostedFen',
  'creditsPendingFen',
  'creditsPostedFen',
] as const

function wrongBalances(accounts: readonly AccountSums[]): Fault[] {
  return accounts.flatMap((one) =>
    sides
      .filter((side) => one[side] !== one.summed[side])
      .map((side): Fault => {
        const what = `${one.id} ${side} ${one[side]}, its transfers give ${one.summed[side]}`
        return { check: 'balances_equal_transfers', what, orderId: order(one) }
      }),
  )
}

const entriesAtOnce = 500

/** Is each transfer of the journal in the table, as it was written, and none besides? */
async function compareJournal(tx: Tx, shopId: ShopId) {
  const faults: Fault[] = []
  const check = 'journal_equals_transfers'
  let after: Place = { stream: '', seq: 0 }
  let told = 0
  let erased = 0
  for (;;) {
    const page = await journalTransfers(tx, { shopId, after, limit: entriesAtOnce })
    const keys = page.transfers.map(({ id }) => ({ shopId, id }))
    const kept = new Map(
      (keys.length > 0 ? await transfers.load(tx, keys) : []).map(({ id, row }) => [id, row]),
    )
    for (const one of page.transfers) {
      const why = difference(one, kept.get(one.id) ?? null)
      if (why !== null) faults.push({ check, what: `${one.id}: ${why}`, orderId: one.orderId })
    }
    told += page.transfers.length
    erased += page.erased
    if (page.last === null) break
    after = page.last
  }
  const count = await countTransfers(tx, shopId)
  if (erased === 0 && count !== told) {
    const what = `${told} transfers in the journal, ${count} in the table`
    faults.push({ check, what, orderId: null })
  }
  return { faults, transfers: count, erased }
}

/** In what do they differ? The resolution came later and is not part of what was written. */
function difference(told: Transfer, kept: Transfer | null): string | null {
  if (kept === null) return 'only in the journal'
  const fields = Object.keys(told) as (keyof Transfer)[]
  const unlike = fields.filter((field) => field !== 'resolution' && told[field] !== kept[field])
  return unlike.length === 0 ? null : `${unlike.join(', ')} changed since`
}

function balance(
  accounts: readonly AccountSums[],
  code: keyof typeof chart,
  side: 'debit' | 'credit',
): Fen {
  const fen = sumFen(
    accounts
      .filter((one) => one.code === code)
      .map((one) => one.debitsPostedFen - one.creditsPostedFen),
  )
  return side === 'debit' ? fen : -fen
}

/** An escrow account carries its order. */
function order({ id }: AccountSums): string | null {
  return id.split('/')[1] ?? null
}

/** A transfer of an instruction carries the payment's number, which is the order's. */
function orderOf(transferId: string): string {
  return `ord_${transferId.slice(0, 26)}`
}
