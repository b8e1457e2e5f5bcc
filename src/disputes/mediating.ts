import type { Fen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { CaseFile, Command, Event, Facts, Refusal } from './model.ts'
import { performable, written } from './offering.ts'
import { awardable } from './sums.ts'
import { type Fault, faultPrices } from './terms.ts'
import { roundsLeft } from './unruled.ts'

type Answer = Decision<Event, Refusal>

/** 请调解. Either side may ask for a mediator while the two are alone with it. */
export function escalate(file: CaseFile, { role, at }: Facts): Answer {
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  if (file.status !== 'claimed' && file.status !== 'negotiating')
    return refuse('complaint.wrong_stage')
  return [{ type: 'complaint.escalated', by: role, at }]
}

/** 接案. Somebody of the roster takes the case: no party to it, and nobody who was barred. */
export function take(file: CaseFile, facts: Facts): Answer {
  const { personId, at, head } = facts
  const unfit = unfitness(file, facts)
  if (unfit) return refuse(unfit)
  // The head of the desk steps in where the roster has let the case lie.
  if (head && (file.status !== 'deciding' || roundsLeft(file) > 1))
    return refuse('complaint.wrong_stage')
  const waits = ['mediating', 'deciding', 'appealed'].includes(file.status)
  if (!waits || file.mediatorId !== null || personId === null)
    return refuse('complaint.wrong_stage')
  return [{ type: 'complaint.taken', mediatorId: personId, at }]
}

/** 回避. May this person touch the case at all? Null when nothing speaks against it. */
export function unfitness(
  file: CaseFile,
  facts: Facts,
): 'complaint.is_party' | 'complaint.is_barred' | null {
  const { personId } = facts
  if (isParty(file, facts)) return 'complaint.is_party'
  if (personId === null || file.barred.includes(personId)) return 'complaint.is_barred'
  return null
}

/** Is it a case of their own? Also where they bought signed in, under another's telephone. */
function isParty({ buyerId, sellerId }: CaseFile, { personId, ordererId }: Facts): boolean {
  return personId !== null && [buyerId, sellerId, ordererId].includes(personId)
}

/** 申请回避. A side objects to the mediator: everything pauses until somebody else has decided. */
export function object(
  file: CaseFile,
  { reason }: Extract<Command, { type: 'object' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'buyer' && role !== 'seller') return refuse('complaint.not_yours_to_do')
  const { status, mediatorId } = file
  const stands = status === 'mediating' || status === 'deciding' || status === 'appealed'
  if (!stands || mediatorId === null) return refuse('complaint.wrong_stage')
  if (reason.trim() === '') return refuse('complaint.words_missing')
  const before = file.objected.filter((side) => side === role).length
  if (before >= file.terms.objectionsMax) return refuse('complaint.objections_spent')
  return [{ type: 'complaint.objected', objection: { by: role, reason, at, from: status } }]
}

export function decideObjection(
  file: CaseFile,
  { granted }: Extract<Command, { type: 'decide_objection' }>,
  facts: Facts,
): Answer {
  const { personId, at } = facts
  const unfit = unfitness(file, facts)
  if (unfit) return refuse(unfit)
  if (file.status !== 'paused') return refuse('complaint.wrong_stage')
  // Nobody judges an objection to himself.
  if (personId === null || personId === file.mediatorId) return refuse('complaint.four_eyes')
  return [{ type: 'complaint.objection_decided', granted, by: personId, at }]
}

/** 调解方案. The mediator proposes; with both signatures it is a settlement. */
export function propose(
  file: CaseFile,
  command: Extract<Command, { type: 'propose' }>,
  facts: Facts,
): Answer {
  const { refundFen, faults, goodsBack = false, pieces = [], text } = command
  const kind = goodsBack ? 'return_refund' : 'split'
  if (file.status !== 'mediating') return refuse('complaint.wrong_stage')
  if (facts.personId !== file.mediatorId) return refuse('complaint.not_assigned')
  if (!known(faults)) return refuse('complaint.fault_unknown')
  if (text.trim() === '') return refuse('complaint.words_missing')
  const empty = goodsBack && refundFen === 0n
  if (!within(refundFen, file, facts) || empty || !performable({ kind, pieces }, facts))
    return refuse('complaint.offer_unusable')
  const what = { by: 'mediator', kind, refundFen, days: 0, pieces, text, faults } as const
  return [{ type: 'complaint.offered', offer: written(file, what, facts) }]
}

/** Is every fault one of the published price list? */
export function known(faults: readonly Fault[]): boolean {
  return faults.every((fault) => Object.hasOwn(faultPrices, fault))
}

export function within(refundFen: Fen, file: CaseFile, facts: Facts): boolean {
  return refundFen >= 0n && refundFen <= awardable(file, facts)
}

/** 送达. The room of notices, or the desk, records whether the notice reached the seller. */
export function notice(
  file: CaseFile,
  { delivered, complaintId }: Extract<Command, { type: 'notice' }>,
  { at }: Facts,
): Answer {
  if (complaintId !== null && complaintId !== file.complaintId) return []
  const stands = file.noticeAt !== null
  return delivered === stands ? [] : [{ type: 'complaint.noticed', delivered, at }]
}

/** The desk records it by hand; neither side does that for itself. */
export function noticeOfDesk(
  file: CaseFile,
  command: Extract<Command, { type: 'notice' }>,
  facts: Facts,
): Answer {
  return isParty(file, facts) ? refuse('complaint.is_party') : notice(file, command, facts)
}

/** The seller has looked at the case: if nothing had reached him before, now it has. */
export function seen(file: CaseFile, { role, at }: Facts): Answer {
  const news = role === 'seller' && file.noticeAt === null
  return news ? [{ type: 'complaint.noticed', delivered: true, at }] : []
}
