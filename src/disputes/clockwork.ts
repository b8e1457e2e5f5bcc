import { type Decision, refuse } from '../kernel/refusal.ts'
import { limitationOf } from '../law/burden.rules.ts'
import type { CaseFile, Event, Facts, Refusal, TimerKind } from './model.ts'
import { dueFen, settled } from './performing.ts'
import { inferred } from './proving.ts'
import { awardable, carryOut, close } from './sums.ts'
import { timers } from './timers.ts'
import { endWithout, roundsLeft, withoutRuling } from './unruled.ts'

/** 到期. What follows when a moment has come and nobody has acted? The table is in README.md. */
export function atTime(file: CaseFile, kind: TimerKind, facts: Facts): Decision<Event, Refusal> {
  const timer = timers(file).find((one) => one.kind === kind)
  if (!timer || timer.dueAt > facts.at) return refuse('complaint.not_due')
  const { at } = facts
  switch (kind) {
    case 'answer': {
      const decision = inferred(file, awardable(file, facts), at)
      return [{ type: 'complaint.decided', decision, at }]
    }
    case 'escalate':
      return [{ type: 'complaint.escalated', by: 'clock', at }]
    case 'mediation':
      return [{ type: 'complaint.to_decide', at }]
    case 'objection':
      return [{ type: 'complaint.objection_decided', granted: true, by: 'clock', at }]
    case 'decide':
    case 'head':
      return [{ type: 'complaint.reassigned', at }]
    case 'unruled':
      return endWithout(file, facts)
    case 'confirm': {
      const spent = file.appeal === null && roundsLeft(file) === 1
      return [{ type: 'complaint.draft_fell', at }, ...(spent ? endWithout(file, facts) : [])]
    }
    case 'limitation':
      return [{ type: 'complaint.reminded', endsOn: limitationOf(file.knownOn).endsOn, at }]
    default:
      return ending(file, kind, facts)
  }
}

type Ending = 'final' | 'appeal' | 'inspect' | 'last'

function ending(file: CaseFile, kind: Ending, facts: Facts): Event[] {
  switch (kind) {
    case 'final':
    case 'appeal':
      return file.decision ? [carryOut(file, facts, file.decision)] : []
    case 'inspect':
      return [silent(file, facts, 0n)]
    case 'last':
      return [lastWord(file, facts)]
  }
}

/**
 * 最后时刻. The hold is about to end. What was decided is carried out; else the rule for what nobody
 * has ruled on decides, and where that says nothing the seller does not gain.
 */
function lastWord(file: CaseFile, facts: Facts): Event {
  // The goods are with the buyer, who was told where to send them.
  const kept = facts.goods === 'addressed'
  if (file.status === 'returning' || file.status === 'performing')
    return settled(file, facts, kept ? 0n : dueFen(file, facts))
  // No time is left to send anything back: what was decided is paid.
  if (file.decision) return carryOut(file, { ...facts, returnable: [] }, file.decision)
  const lost = file.status === 'inspecting' || withoutRuling(file, facts.at)?.wins === 'seller'
  return silent(file, facts, lost ? 0n : awardable(file, facts))
}

function silent(file: CaseFile, facts: Facts, refundFen: bigint): Event {
  const most = awardable(file, facts)
  const amountFen = refundFen < most ? refundFen : most
  return close(file, facts, {
    by: 'default',
    refundFen: amountFen,
    human: file.mediatorId !== null,
  })
}
