import { type Fen, minFen } from '../kernel/money.ts'
import type { CaseFile, Event, Facts, Outcome, Ruling } from './model.ts'

type Standing = Pick<CaseFile, 'amountFen' | 'backBeforeFen'>

/** How much of the claim has not gone back by other ways meanwhile? In fen. */
export function claimLeftFen(file: Standing, { backFen }: Pick<Facts, 'backFen'>): Fen {
  const left = file.amountFen - (backFen - file.backBeforeFen)
  return left > 0n ? left : 0n
}

/** What may a decision give back at most, of the price? In fen. */
export function awardable(file: Standing, facts: Pick<Facts, 'backFen' | 'paidFen'>): Fen {
  return minFen(claimLeftFen(file, facts), facts.paidFen - facts.backFen)
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

/** A decision is carried out: nothing more can be said against it here. */
export function carryOut(file: CaseFile, facts: Facts, decision: Ruling): Event {
  const mostFen = awardable(file, facts)
  return close(file, facts, {
    by: decision.by,
    refundFen: minFen(decision.refundFen, mostFen),
    damagesFen: decision.damagesFen,
    human: decision.by === 'ruling' || file.decision?.by === 'ruling' || file.appeal !== null,
    decision,
  })
}

/** A decision that no person made: nobody is punished beyond the claim by it. */
export function byRule(what: Pick<Ruling, 'refundFen' | 'faults' | 'inferences' | 'at'>): Ruling {
  const none: Fen = 0n
  return { ...what, by: 'default', damagesFen: none, reasons: '', deciders: [] }
}
