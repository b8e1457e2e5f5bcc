import { type Fen, minFen, perMille, sumFen } from '../kernel/money.ts'
import type { Item, Opened, Status } from './model.ts'

/** How does the money of an order stand? All in fen, none of it below zero. */
export interface Sums {
  /** Paid and not yet gone: what the escrow account shows. */
  readonly escrowFen: Fen
  /** On its way out: asked of the provider, not yet answered. */
  readonly pendingFen: Fen
  /** Owed to the buyer by a refund that the provider refused: it is asked for again. */
  readonly owedFen: Fen
  /** Neither gone, nor on its way, nor owed: all that can still be decided about. */
  readonly freeFen: Fen
  /** Of the free money, what complaints hold back from the seller. */
  readonly lockedFen: Fen
  readonly refundedFen: Fen
  readonly releasedFen: Fen
  readonly feeFen: Fen
}

export function sums(order: Opened): Sums {
  const of = (kind: string, status: string) =>
    sumFen(
      order.movements
        .filter((one) => one.kind === kind && one.status === status)
        .map(({ amountFen }) => amountFen),
    )
  const refundedFen = of('refund', 'done')
  const endedFen = order.holdEnded?.fromEscrowFen ?? 0n
  const releasedFen = of('release', 'done') + endedFen
  const feeFen = of('fee', 'done')
  const pendingFen = of('refund', 'pending') + of('release', 'pending') + of('fee', 'pending')
  const escrowFen = order.paidFen - refundedFen - releasedFen - feeFen
  const owed = order.owed.filter(({ kind }) => kind === 'refund')
  const owedFen = minFen(sumFen(owed.map(({ amountFen }) => amountFen)), escrowFen - pendingFen)
  const freeFen = escrowFen - pendingFen - owedFen
  const lockedFen = minFen(sumFen(order.locks.map(({ amountFen }) => amountFen)), freeFen)
  return { escrowFen, pendingFen, owedFen, freeFen, lockedFen, refundedFen, releasedFen, feeFen }
}

/**
 * What may go to the seller now, and what of it is the platform's? The fee is taken from the sum of
 * all that was ever released, less the fee already taken, so that parts add up to the whole. A fee
 * taken for a release that then failed and went back to the buyer may leave too much taken: never
 * is more released to make up for it.
 */
export function releasable(order: Opened): { releaseFen: Fen; feeFen: Fen } {
  const { freeFen, lockedFen, owedFen } = sums(order)
  if (!order.partialRelease && lockedFen + owedFen > 0n) return { releaseFen: 0n, feeFen: 0n }
  const grossFen = freeFen - lockedFen
  const moved = (kind: string) =>
    sumFen(
      order.movements
        .filter((one) => one.kind === kind && one.status !== 'refused')
        .map(({ amountFen }) => amountFen),
    )
  const before = moved('release') + moved('fee')
  const dueFen = perMille(before + grossFen, order.feePerMille) - moved('fee')
  const feeFen = dueFen > 0n ? minFen(dueFen, grossFen) : 0n
  return { releaseFen: grossFen - feeFen, feeFen }
}

/** Items that are still part of the trade. */
export function live(order: Opened): Item[] {
  return order.items.filter(({ status }) => status !== 'refunded')
}

/** Where does the order stand, in one word? */
export function statusOf(order: Opened): Status {
  if (order.phase === 'opened' || order.phase === 'closing') return order.phase
  if (order.phase === 'ended') return order.ending?.reason === 'unpaid' ? 'expired' : 'cancelled'
  const items = live(order)
  const { escrowFen } = sums(order)
  if (items.length === 0) return order.ending ? 'cancelled' : 'refunded'
  if (escrowFen === 0n) return sums(order).releasedFen > 0n ? 'settled' : 'refunded'
  if (order.receivedAt !== null) return 'received'
  const any = (status: Item['status']) => items.some((item) => item.status === status)
  if (any('overdue')) return 'overdue'
  if (any('awaiting')) return any('shipped') || any('delivered') ? 'part_shipped' : 'paid'
  return any('shipped') ? 'shipped' : 'delivered'
}
