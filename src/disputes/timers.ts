import { day, type Instant, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { limitationOf } from '../law/burden.rules.ts'
import { mediationLimitDays } from '../law/complaints.ts'
import { inForce } from '../law/provision.ts'
import type { CaseFile, Complaint, TimerKind } from './model.ts'
import { afterMediation } from './plan.ts'
import { mayInfer, showBy } from './proving.ts'
import { rounds } from './terms.ts'
import { roundsLeft, withoutRuling } from './unruled.ts'

/** A moment that the case waits for, and who gains when it comes and nobody has acted. */
export interface CaseTimer {
  readonly kind: TimerKind
  readonly dueAt: Instant
  readonly gains: 'buyer' | 'seller' | 'nobody'
}

/** So long before the order itself would settle what is locked, the case is over. */
const lastMarginMs = day / 2

/** What happens next in this case, when, and for whom, if nobody acts? Derived from the file. */
export function timers(complaint: Complaint): readonly CaseTimer[] {
  if (complaint.status === 'none') return []
  return [...ofStage(complaint), ...last(complaint), ...limitation(complaint)]
}

function ofStage(file: CaseFile): CaseTimer[] {
  const { terms, stageAt } = file
  const at = (kind: TimerKind, dueAt: Instant, gains: CaseTimer['gains'] = 'nobody') => [
    { kind, dueAt, gains },
  ]
  switch (file.status) {
    case 'claimed':
    case 'negotiating':
      return [...showing(file), ...at('escalate', early(file, terms.negotiateMs, 'negotiation'))]
    case 'mediating':
      return at('mediation', early(file, mediationMs(file), 'mediation'))
    case 'paused':
      return at('objection', stageAt + terms.objectionMs)
    case 'deciding':
      return [round(file)]
    case 'confirming':
      return at('confirm', stageAt + terms.confirmMs)
    case 'ruled':
      return at('final', stageAt + terms.appealMs, gainer(file))
    case 'appealed':
      return at('appeal', (file.appeal?.at ?? stageAt) + terms.appealDecideMs, gainer(file))
    case 'inspecting':
      return at('inspect', stageAt + terms.inspectMs, 'seller')
    // While goods travel, the clocks are those of the return.
    case 'returning':
    case 'performing':
    case 'closed':
      return []
  }
}

/** The rounds in which somebody should rule; when the last is over, nobody has to any more. */
function round(file: CaseFile): CaseTimer {
  const dueAt = file.stageAt + file.terms.decideMs
  const waits = roundsLeft(file)
  if (waits > 1) return { kind: waits === rounds ? 'decide' : 'head', dueAt, gains: 'nobody' }
  return { kind: 'unruled', dueAt, gains: withoutRuling(file, dueAt)?.wins ?? 'nobody' }
}

/**
 * The time to show proof: only where silence may be held against the seller at all. It ends before
 * the stage escalates, and what comes after that still fits in the hold, an appeal among it.
 */
function showing(file: CaseFile): CaseTimer[] {
  const dueAt = showBy(file)
  return dueAt !== null && mayInfer(file) ? [{ kind: 'answer', dueAt, gains: 'buyer' }] : []
}

function gainer(file: CaseFile): CaseTimer['gains'] {
  return (file.decision?.refundFen ?? 0n) > 0n ? 'buyer' : 'seller'
}

/** 六十日: as long as the law gives the authority, so long has mediation here. */
function mediationMs(file: CaseFile): number {
  return inForce(mediationLimitDays, shanghaiDay(file.openedAt)).value * day
}

/**
 * 提前升级. A stage that could not end before the provider ends the hold ends earlier, so that what
 * comes after it still has its time.
 */
function early(file: CaseFile, periodMs: number, stage: 'negotiation' | 'mediation'): Instant {
  const { terms, stageAt, mediationAt, openedAt } = file
  const from = stage === 'mediation' ? (mediationAt ?? stageAt) : openedAt
  const lastAt = lastMoment(file)
  if (lastAt === null) return from + periodMs
  const afterMs = afterMediation(terms) + (stage === 'negotiation' ? terms.mediateAtLeastMs : 0)
  return Math.max(stageAt, Math.min(from + periodMs, lastAt - afterMs))
}

/** The last moment at which the case itself may still decide. Null where nothing bounds it. */
export function lastMoment({
  holdEndsAt,
  openedAt,
}: Pick<CaseFile, 'holdEndsAt' | 'openedAt'>): Instant | null {
  if (holdEndsAt === null) return null
  const lastAt = holdEndsAt - lastMarginMs
  // Opened so late, the order's own settlement decides about the lock.
  return lastAt > openedAt ? lastAt : null
}

function last(file: CaseFile): CaseTimer[] {
  const dueAt = lastMoment(file)
  if (dueAt === null || file.status === 'closed') return []
  return [{ kind: 'last', dueAt, gains: 'buyer' }]
}

/** 时效提醒: where the buyer did not get all, before the road to the court closes. */
function limitation(file: CaseFile): CaseTimer[] {
  const { outcome, amountFen, reminded, knownOn } = file
  const content = outcome?.by === 'agreement' || outcome?.by === 'withdrawn'
  const whole = outcome !== null && outcome.fromHoldFen >= amountFen
  if (reminded || content || whole || outcome?.by === 'refunded') return []
  const dueAt = startOfDay(limitationOf(knownOn).remindOn)
  return [{ kind: 'limitation', dueAt, gains: 'nobody' }]
}
