import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { DueReason } from './earnings-words.ts'
import type { Opened } from './model.ts'
import { releasable, sums } from './sums.ts'
import { timers } from './timers.ts'

/** 货款. What of an order comes to its seller, when, and why not sooner? */
export interface Earning {
  /** Still held, before fee; with the four below it makes up what was paid, to the fen. */
  readonly heldFen: Fen
  /** What the seller has got. */
  readonly releasedFen: Fen
  readonly feeFen: Fen
  readonly refundedFen: Fen
  /** Of what is held, what comes to the seller if nobody acts; fee and locks taken off. */
  readonly dueFen: Fen
  /** When; null where it does not follow from the clock alone. */
  readonly dueAt: Instant | null
  readonly why: DueReason
}

export function earning(order: Opened): Earning {
  const { escrowFen, releasedFen, feeFen, refundedFen } = sums(order)
  const { releaseFen } = releasable(order)
  const why = reason(order)
  const timer = timers(order).find(({ kind }) => kind === 'confirm' || kind === 'release')
  return {
    heldFen: escrowFen,
    releasedFen,
    feeFen,
    refundedFen,
    dueFen: why === 'owed_back' ? 0n : releaseFen,
    dueAt: why === 'disputed' ? null : (timer?.dueAt ?? null),
    why,
  }
}

/** The first thing that stands in the way. */
function reason(order: Opened): DueReason {
  const { escrowFen, pendingFen, owedFen, freeFen, lockedFen } = sums(order)
  if (escrowFen <= 0n) return 'ended'
  if (freeFen <= 0n) return pendingFen > 0n ? 'on_its_way' : 'owed_back'
  if (lockedFen > 0n && releasable(order).releaseFen <= 0n) return 'disputed'
  if (owedFen > 0n && !order.partialRelease) return 'owed_back'
  switch (order.status) {
    case 'paid':
    case 'overdue':
    case 'part_shipped':
      return 'unshipped'
    case 'shipped':
      return 'under_way'
    case 'received':
      return 'return_period'
    default:
      return 'inspection'
  }
}
