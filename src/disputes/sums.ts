import { type Fen, minFen } from '../kernel/money.ts'
import type { CaseFile, Event, Facts, Named, Outcome, Ruling, Undertaking } from './model.ts'

type Standing = Pick<CaseFile, 'amountFen' | 'backBeforeFen' | 'owedBeforeFen'>

/** How much of the claim has not gone back by other ways meanwhile? In fen. */
export function claimLeftFen(file: Standing, { backFen }: Pick<Facts, 'backFen'>): Fen {
  const left = file.amountFen - (backFen - file.backBeforeFen)
  return left > 0n ? left : 0n
}

/** What may a decision give back at most, of the price? In fen. */
export function awardable(file: Standing, facts: Pick<Facts, 'backFen' | 'paidFen'>): Fen {
  const unpaidFen = facts.paidFen - facts.backFen - file.owedBeforeFen
  return minFen(claimLeftFen(file, facts), unpaidFen > 0n ? unpaidFen : 0n)
}

/**
 * 了结. The last event of every case, whoever decided: what goes back, what of it is still held and
 * moves by itself, and what the seller owes beyond that.
 */
export function close(
  file: CaseFile,
  facts: Facts,
  how: Pick<Outcome, 'by' | 'refundFen' | 'human'> & { damagesFen?: Fen; decision?: Ruling },
): Event {
  const fromHoldFen = minFen(how.refundFen, facts.freeFen)
  const outcome: Outcome = {
    by: how.by,
    refundFen: how.refundFen,
    fromHoldFen,
    owedFen: how.refundFen - fromHoldFen + (how.damagesFen ?? 0n),
    human: how.human,
    at: facts.at,
  }
  const decision = how.decision ?? null
  return { type: 'complaint.closed', complaintId: file.complaintId, outcome, decision }
}

/**
 * A decision is carried out: nothing more can be said against it here. Where the money is due for
 * the goods, they go back first.
 */
export function carryOut(file: CaseFile, facts: Facts, decision: Ruling): Event {
  const refundFen = minFen(decision.refundFen, awardable(file, facts))
  const { pieces = [] } = decision
  if (decision.goodsBack && refundFen > 0n && someOf(pieces, facts.returnable)) {
    const promise = { offerId: null, kind: 'return_refund', refundFen, days: 0, pieces } as const
    return promised(file, facts, { promise, decision })
  }
  return concluded(file, facts, { decision, refundFen })
}

/** Is any of these still there? Of all, where none are named. */
function someOf(pieces: readonly Named[], there: readonly Named[]): boolean {
  const named = new Set(pieces.map(({ itemId }) => itemId))
  return there.some(({ itemId }) => named.size === 0 || named.has(itemId))
}

/** 开始履行. The goods go back, or are exchanged or repaired: the room of returns sees to it. */
export function promised(
  file: CaseFile,
  facts: Facts,
  { promise, decision }: { promise: Undertaking; decision: Ruling | null },
): Event {
  const stage = promise.kind === 'return_refund' ? 'returning' : 'performing'
  const claimFen = awardable(file, facts)
  const { complaintId } = file
  return {
    type: 'complaint.promised',
    ...{ complaintId, promise, claimFen, stage, decision, at: facts.at },
  }
}

/** The end of a case that was decided, with so much of the price. */
export function concluded(
  file: CaseFile,
  facts: Facts,
  { decision, refundFen }: { decision: Ruling; refundFen: Fen },
): Event {
  return close(file, facts, {
    by: decision.by,
    refundFen,
    damagesFen: decision.damagesFen,
    human: decision.by === 'ruling' || file.decision?.by === 'ruling' || file.appeal !== null,
    decision,
  })
}

/** A decision that no person made: nobody is punished beyond the claim by it. */
export function byRule(what: Pick<Ruling, 'refundFen' | 'faults' | 'inferences' | 'at'>): Ruling {
  const none: Fen = 0n
  return { ...what, by: 'default', damagesFen: none, goodsBack: false, reasons: '', deciders: [] }
}
