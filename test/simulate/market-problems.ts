import type { Book } from './book.ts'
import type { Market } from './model/market.ts'
import { purse, statusOf } from './model/trade.ts'
import type { Problem } from './tables.ts'

/**
 * What must hold in the model itself, and between it and the provider? The rows are compared with
 * the model elsewhere, so that whatever is wrong here is wrong in both.
 */
export function marketProblems(
  market: Market,
  { book, settled }: { book: Book; settled: boolean },
): Problem[] {
  book.check()
  const problems: Problem[] = []
  const tell = (invariant: string, what: string, orderId?: string) =>
    problems.push({ invariant, what, orderId: orderId ?? null })
  for (const [shopId, { books, listings }] of market.shops) {
    const all = [...books.accounts.values()]
    const posted = all.reduce((sum, { debit, credit }) => sum + debit - credit, 0n)
    const waits = all.reduce((sum, one) => sum + one.debitWaits - one.creditWaits, 0n)
    if (posted !== 0n || waits !== 0n)
      tell('debits_equal_credits', `shop ${shopId}: ${posted} posted, ${waits} pending`)
    for (const { id, stock } of listings.values())
      if (stock < 0) tell('stock_is_conserved', `listing ${id} has ${stock}`)
  }
  for (const [id, { notice }] of market.payments)
    if (settled && notice === 'due') tell('every_notice_is_heard', 'the provider never hears', id)
  for (const trade of market.trades.values()) {
    const { escrowFen, pendingFen } = purse(trade)
    if (escrowFen < pendingFen || escrowFen < 0n)
      tell('no_account_overdrawn', `escrow ${escrowFen}, pending ${pendingFen}`, trade.id)
    if (!settled || trade.holdEnded !== null) continue
    const ended = ['expired', 'cancelled', 'refunded', 'settled'].includes(statusOf(trade))
    const asked = trade.moves.some(({ status }) => status === 'pending')
    if (!ended || escrowFen > 0n || asked || trade.owed.length > 0)
      tell('every_order_ends', `${statusOf(trade)} for ever: escrow ${escrowFen}`, trade.id)
  }
  problems.push(...providerProblems(market, { book, settled }))
  return problems
}

/** Each movement at the provider is known here once; nothing is done that did not move there. */
function providerProblems(
  market: Market,
  { book, settled }: { book: Book; settled: boolean },
): Problem[] {
  const problems: Problem[] = []
  const moved = new Map<string, bigint>()
  for (const { instructionNo, amountFen } of book.movements) {
    if (instructionNo === null) continue
    const what = `${instructionNo} has moved twice at the provider`
    if (moved.has(instructionNo)) problems.push({ invariant: 'provider_equals_ledger', what })
    moved.set(instructionNo, amountFen)
  }
  for (const trade of market.trades.values())
    for (const { no, fen, status } of trade.moves) {
      const there = moved.get(no)
      moved.delete(no)
      const late = status === 'pending' && !settled
      if (status === 'done' ? there === fen : there === undefined || late) continue
      const what = `${no}: ${status} with ${fen} here, ${there ?? 0n} moved at the provider`
      problems.push({ invariant: 'provider_equals_ledger', what, orderId: trade.id })
    }
  for (const no of moved.keys())
    problems.push({ invariant: 'provider_equals_ledger', what: `${no} was asked by nobody` })
  return problems
}
