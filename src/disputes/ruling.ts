import { type Decision, refuse } from '../kernel/refusal.ts'
import { known, unfitness, within } from './mediating.ts'
import type { CaseFile, Command, Draft, Event, Facts, Refusal, Ruling, Side } from './model.ts'
import { performable } from './offering.ts'
import { carryOut } from './sums.ts'

type Answer = Decision<Event, Refusal>

/** 裁决. The person who has the case decides; above the published amount a second one confirms. */
export function rule(
  file: CaseFile,
  command: Extract<Command, { type: 'rule' }>,
  facts: Facts,
): Answer {
  const { personId, at } = facts
  const { refundFen, damagesFen, faults, goodsBack, pieces = [], reasons } = command
  const unfit = unfitness(file, facts)
  if (unfit) return refuse(unfit)
  if (!['mediating', 'deciding', 'appealed'].includes(file.status))
    return refuse('complaint.wrong_stage')
  if (personId === null || personId !== file.mediatorId) return refuse('complaint.not_assigned')
  if (!known(faults)) return refuse('complaint.fault_unknown')
  if (reasons.trim() === '') return refuse('complaint.words_missing')
  if (!within(refundFen, file, facts) || damagesFen < 0n) return refuse('complaint.amount_too_high')
  const kind = goodsBack ? 'return_refund' : 'split'
  if (!performable({ kind, pieces }, facts)) return refuse('complaint.offer_unusable')
  const what = { refundFen, damagesFen, faults, goodsBack, pieces, reasons, at }
  const draft: Draft = { by: personId, ...what }
  if (refundFen + damagesFen > file.terms.fourEyesFen) return [{ type: 'complaint.drafted', draft }]
  return issue(file, { draft, deciders: [personId] }, facts)
}

/** 四眼. A second person who has no part in it reads the draft and lets it go out. */
export function confirmRuling(file: CaseFile, facts: Facts): Answer {
  const { personId } = facts
  const unfit = unfitness(file, facts)
  if (unfit) return refuse(unfit)
  if (file.status !== 'confirming' || file.draft === null) return refuse('complaint.wrong_stage')
  if (personId === null || personId === file.draft.by) return refuse('complaint.four_eyes')
  return issue(file, { draft: file.draft, deciders: [file.draft.by, personId] }, facts)
}

/** A first decision waits for an appeal; the decision on an appeal is the last word. */
function issue(
  file: CaseFile,
  { draft, deciders }: { draft: Draft; deciders: readonly string[] },
  facts: Facts,
): Event[] {
  const { at } = facts
  const decision: Ruling = { ...draft, by: 'ruling', at, deciders, inferences: [] }
  if (file.appeal !== null) return [carryOut(file, facts, decision)]
  return [{ type: 'complaint.decided', decision, at }]
}

/** 上诉. Once, to another person; a decision by the clock may be appealed like any other. */
export function appeal(
  file: CaseFile,
  { text }: Extract<Command, { type: 'appeal' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (file.status !== 'ruled') return refuse('complaint.wrong_stage')
  if (text.trim() === '') return refuse('complaint.words_missing')
  return [{ type: 'complaint.appealed', by: role, text, at }]
}

/** 服从裁决. Whoever lost by it need not wait for the time to run out. */
export function acceptRuling(file: CaseFile, facts: Facts): Answer {
  const { role } = facts
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (file.status !== 'ruled' || file.decision === null) return refuse('complaint.wrong_stage')
  const losers = losersOf(file, file.decision)
  if (losers.length !== 1 || losers[0] !== role) return refuse('complaint.wrong_stage')
  return [carryOut(file, facts, file.decision)]
}

/** Who got less than he asked? Both, when it was split. */
export function losersOf(file: CaseFile, { refundFen, damagesFen }: Ruling): Side[] {
  const sides: Side[] = []
  if (refundFen < file.amountFen) sides.push('buyer')
  if (refundFen + damagesFen > 0n) sides.push('seller')
  return sides
}
