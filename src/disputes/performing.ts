import { minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import type { CaseFile, Command, Event, Facts, Refusal, Stage } from './model.ts'
import { awardable, close, concluded } from './sums.ts'
import type { Step } from './terms.ts'

/** 验收. The buyer says of exchanged or repaired goods that they are right now, or still are not. */
export function step(
  file: CaseFile,
  { step: taken, text }: Extract<Command, { type: 'step' }>,
  facts: Facts,
): Decision<Event, Refusal> {
  if (facts.role !== 'buyer') return refuse('complaint.not_yours_to_do')
  if (file.status !== 'inspecting') return refuse('complaint.wrong_stage')
  if (taken === 'not_content') {
    if (text.trim() === '') return refuse('complaint.words_missing')
    return [stepped(taken, { by: 'buyer', text, stage: 'mediating', at: facts.at })]
  }
  return [
    stepped(taken, { by: 'buyer', text, stage: file.status, at: facts.at }),
    close(file, facts, { by: 'agreement', refundFen: 0n, human: false }),
  ]
}

function stepped(
  taken: Step | 'mended' | 'goods_disputed',
  how: { by: 'buyer' | 'seller' | 'clock'; text: string; stage: Stage; at: number },
): Event {
  return { type: 'complaint.stepped', step: taken, ...how }
}

/** What the room of returns reports of the goods. A fact is never refused. */
export function goods(
  file: CaseFile,
  { how, complaintId }: Extract<Command, { type: 'goods' }>,
  facts: Facts,
): Event[] {
  const { status, promise } = file
  const waits = status === 'returning' || status === 'performing'
  if (file.complaintId !== complaintId || !waits || promise === null) return []
  switch (how) {
    case 'mended':
      return [stepped(how, { by: 'seller', text: '', stage: 'inspecting', at: facts.at })]
    case 'refunded':
      return [settled(file, facts, dueFen(file, facts))]
    case 'kept':
      return [settled(file, facts, 0n)]
  }
}

/** 有争议. The two sides see differently what came back: it is a mediator's case again. */
export function disputed(file: CaseFile, { at }: Pick<Facts, 'at'>): Event[] {
  const waits = file.status === 'returning' || file.status === 'performing'
  if (!waits) return []
  return [stepped('goods_disputed', { by: 'clock', text: '', stage: 'mediating', at })]
}

/** What is due once the goods are back, or were not mended: at most what is still claimed. */
export function dueFen(file: CaseFile, facts: Facts): bigint {
  const mostFen = awardable(file, facts)
  return file.promise?.kind === 'return_refund' ? minFen(file.promise.refundFen, mostFen) : mostFen
}

/** The end of what was agreed or decided about goods, with so much of the price. */
export function settled(file: CaseFile, facts: Facts, refundFen: bigint): Event {
  const decision = file.promise?.offerId === null ? file.decision : null
  if (decision) return concluded(file, facts, { decision, refundFen })
  const human = file.offers.some(({ id, by }) => id === file.promise?.offerId && by === 'mediator')
  const by = file.promise?.kind === 'return_refund' || refundFen === 0n ? 'agreement' : 'default'
  return close(file, facts, { by, refundFen, human })
}
