import { assert } from '../kernel/assert.ts'
import { type Decision, isRefusal, refuse } from '../kernel/refusal.ts'
import {
  type Account,
  type AccountCode,
  type AccountId,
  type Book,
  type Command,
  chart,
  type Entry,
  type Event,
  type Facts,
  type Refusal,
  type Transfer,
} from './model.ts'

/**
 * 复式记账. May these linked entries be written, all of them? Double entry with two phases: a
 * pending transfer reserves and is later posted or voided, once. Pure.
 * @see README.md
 */
export const initial: Book = { accounts: new Map(), transfers: new Map() }

export function decide(book: Book, command: Command, facts: Facts): Decision<Event, Refusal> {
  let seen = book
  const transfers: Transfer[] = []
  for (const entry of command.entries) {
    const transfer = check(seen, entry, facts)
    if (isRefusal(transfer)) return transfer
    transfers.push(transfer)
    seen = evolve(seen, { type: 'ledger.transferred', transfers: [transfer] })
  }
  return [{ type: 'ledger.transferred', transfers }]
}

function check(book: Book, entry: Entry, facts: Facts): Transfer | ReturnType<typeof refusal> {
  if (book.transfers.get(entry.id)) return refusal('ledger.transfer_exists')
  const base = { id: entry.id, resolution: null, orderId: facts.orderId, recordedAt: facts.at }
  if ('pendingId' in entry) {
    const pending = book.transfers.get(entry.pendingId)
    if (pending?.kind !== 'pending') return refusal('ledger.pending_not_found')
    if (pending.resolution === 'posted') return refusal('ledger.pending_already_posted')
    if (pending.resolution === 'voided') return refusal('ledger.pending_already_voided')
    const { debit, credit, amountFen, code } = pending
    return { ...base, kind: entry.kind, debit, credit, amountFen, code, pendingId: pending.id }
  }
  const { kind, debit, credit, amountFen, code } = entry
  if (amountFen <= 0n) return refusal('ledger.amount_not_positive')
  if (debit === credit) return refusal('ledger.accounts_must_differ')
  if (available(debit, book.accounts.get(debit)) < amountFen)
    return refusal('ledger.exceeds_credits')
  return { ...base, kind, debit, credit, amountFen, code, pendingId: null }
}

function refusal(code: Refusal) {
  return refuse(code)
}

/** How much can still be debited? What is pending counts as gone. */
export function available(id: AccountId, account: Account | undefined): bigint {
  if (chart[codeOf(id)].limit === 'none') return 2n ** 62n
  if (!account) return 0n
  return account.creditsPostedFen - account.debitsPostedFen - account.debitsPendingFen
}

/** Which account of the chart is this? */
export function codeOf(id: AccountId): AccountCode {
  const code = id.split('/', 1)[0] ?? ''
  assert(code in chart, `no account ${code} in the chart`)
  return code as AccountCode
}

/** Total and trusting: adds the amounts, resolves what was pending. */
export function evolve(book: Book, event: Event): Book {
  const accounts = new Map(book.accounts)
  const transfers = new Map(book.transfers)
  for (const transfer of event.transfers) {
    transfers.set(transfer.id, transfer)
    if (transfer.pendingId !== null) {
      const pending = transfers.get(transfer.pendingId)
      const resolution = transfer.kind === 'post' ? 'posted' : 'voided'
      if (pending) transfers.set(pending.id, { ...pending, resolution })
    }
    const { pendingFen, postedFen } = amounts(transfer)
    const debit = accounts.get(transfer.debit) ?? opened(transfer.debit, transfer)
    accounts.set(transfer.debit, {
      ...debit,
      debitsPendingFen: debit.debitsPendingFen + pendingFen,
      debitsPostedFen: debit.debitsPostedFen + postedFen,
    })
    const credit = accounts.get(transfer.credit) ?? opened(transfer.credit, transfer)
    accounts.set(transfer.credit, {
      ...credit,
      creditsPendingFen: credit.creditsPendingFen + pendingFen,
      creditsPostedFen: credit.creditsPostedFen + postedFen,
    })
  }
  return { accounts, transfers }
}

/** By how much do both accounts of a transfer change? */
function amounts({ kind, amountFen }: Transfer): { pendingFen: bigint; postedFen: bigint } {
  switch (kind) {
    case 'single':
      return { pendingFen: 0n, postedFen: amountFen }
    case 'pending':
      return { pendingFen: amountFen, postedFen: 0n }
    case 'post':
      return { pendingFen: -amountFen, postedFen: amountFen }
    case 'void':
      return { pendingFen: -amountFen, postedFen: 0n }
  }
}

function opened(id: AccountId, { recordedAt }: Transfer): Account {
  return {
    code: codeOf(id),
    openedAt: recordedAt,
    debitsPendingFen: 0n,
    debitsPostedFen: 0n,
    creditsPendingFen: 0n,
    creditsPostedFen: 0n,
  }
}
