import type { Followed } from './asked.ts'
import {
  escrowOf,
  least,
  live,
  type Move,
  payable,
  purse,
  sum,
  type Thing,
  type Trade,
  terms,
} from './trade.ts'

/** What moves money in the model, and what follows from that elsewhere. */
type Asks = Pick<Followed, 'instruct' | 'afterwards' | 'refunded' | 'unlocked'>

function nextNo({ id, moves }: Trade, letter: string): string {
  return `${id.slice(4)}${letter}${String(moves.length + 1).padStart(3, '0')}`
}

const receivers = {
  refund: 'buyer.refunded',
  return: 'buyer.refunded',
  release: 'seller.settled',
  fee: 'platform.fee',
} as const

/** Asks the provider to move something: it waits under a number of its own. */
export function ask(
  trade: Trade,
  what: Pick<Move, 'kind' | 'fen' | 'reason'>,
  asks: Pick<Asks, 'instruct'>,
): void {
  const { kind, fen } = what
  const letter = kind === 'release' ? 's' : kind === 'fee' ? 'f' : 'r'
  const no = nextNo(trade, letter)
  trade.moves.push({ no, status: 'pending', ...what })
  const from = kind === 'return' ? 'psp.suspense' : escrowOf(trade)
  trade.shop.books.ask(no, { from, to: receivers[kind], fen })
  const instruction = kind === 'return' ? 'refund' : kind === 'fee' ? 'split' : kind
  asks.instruct(trade.id, { no, kind: instruction, fen })
}

/** These things go out of the trade, and their price back to the buyer, as far as it is there. */
export function giveBackThings(
  trade: Trade,
  things: readonly Thing[],
  { reason, asks }: { reason: string; asks: Asks },
): void {
  const { freeFen } = purse(trade)
  const stays = live(trade).filter((one) => !things.includes(one))
  const priceFen = sum(things.map(({ fen }) => fen))
  const fen = stays.length === 0 ? freeFen : least(priceFen, freeFen)
  for (const one of things) {
    if (one.status === 'awaiting' || one.status === 'overdue') reshelve(trade, one)
    one.status = 'refunded'
  }
  refund(trade, fen, { reason, asks })
}

/** An amount goes back; if the seller would be left with nothing, everything goes out. */
export function giveBackAmount(
  trade: Trade,
  fen: bigint,
  how: { reason: string; asks: Asks },
): void {
  const shared = trade.moves.some(
    ({ kind, status }) => (kind === 'release' || kind === 'fee') && status !== 'refused',
  )
  if (!shared && fen === purse(trade).freeFen) giveBackThings(trade, live(trade), how)
  else refund(trade, fen, how)
}

const decided = ['hold_ending', 'agreement', 'ruling']

function refund(trade: Trade, fen: bigint, how: { reason: string; asks: Asks }): void {
  const { reason, asks } = how
  if (fen === 0n) return
  if (!decided.includes(reason)) asks.afterwards(() => asks.refunded(trade))
  ask(trade, { kind: 'refund', fen, reason }, asks)
}

export function reshelve(trade: Trade, { listingId, quantity }: Thing): void {
  const listing = trade.shop.listings.get(listingId)
  if (listing) listing.stock += quantity
}

/** 放款: whatever can go now. */
export function release(trade: Trade, asks: Asks): void {
  const { releaseFen, feeFen } = payable(trade)
  if (releaseFen > 0n) ask(trade, { kind: 'release', fen: releaseFen, reason: 'release' }, asks)
  if (feeFen > 0n) ask(trade, { kind: 'fee', fen: feeFen, reason: 'fee' }, asks)
}

export function redressable(trade: Trade): bigint {
  return trade.phase === 'paid' && trade.holdEnded === null ? purse(trade).freeFen : 0n
}

/** 救济: the lock ends, the buyer gets what was decided, at most what is held. */
export function redress(
  trade: Trade,
  { lockId, fen, by }: { lockId: string; fen: bigint; by: string },
  asks: Asks,
): void {
  const amountFen = least(fen, redressable(trade))
  unlock(trade, lockId, asks)
  if (amountFen > 0n) giveBackAmount(trade, amountFen, { reason: by, asks })
}

export function unlock(trade: Trade, lockId: string, asks: Asks): void {
  if (trade.locks.delete(lockId)) asks.afterwards(() => asks.unlocked(trade, lockId))
}

/** The provider did it, or definitely did not. Told twice, it counts once. */
export function resolved(trade: Trade, no: string, how: { done: boolean; at: number }): void {
  const move = trade.moves.find((one) => one.no === no)
  if (move?.status !== 'pending') return
  const { books } = trade.shop
  books.resolve(no, how.done)
  move.status = how.done ? 'done' : 'refused'
  if (how.done) return
  const { kind, fen, reason } = move
  const retryAt = how.at + terms.retry
  if (kind === 'refund' || kind === 'return') {
    trade.owed.push({ kind, fen, reason, retryAt })
    return
  }
  trade.releaseNotBefore = retryAt
  const ended = trade.holdEnded
  if (ended === null) return
  // The ended hold gave the seller this very money.
  const nettedFen = least(fen, ended.fen - ended.fromEscrow)
  ended.fromEscrow += nettedFen
  books.post(escrowOf(trade), 'psp.suspense', nettedFen)
}

/** 担保到期: what nobody disputes comes out of the escrow, the rest hangs. */
export function holdEnded(trade: Trade, fen: bigint): void {
  if (trade.holdEnded !== null) return
  const { freeFen, lockedFen } = purse(trade)
  const fromEscrow = least(fen, freeFen - lockedFen)
  const { books } = trade.shop
  books.post(escrowOf(trade), 'psp.held', fromEscrow)
  books.post('psp.suspense', 'psp.held', fen - fromEscrow)
  books.post('psp.settled', 'seller.settled', fen)
  trade.holdEnded = { fen, fromEscrow }
}
