import { type Decision, refuse } from '../kernel/refusal.ts'
import type { CaseFile, Command, Event, Facts, Refusal, Side, Stage, Step } from './model.ts'
import { awardable, close } from './sums.ts'

/** Who takes this step, from where, and where does it lead? `null` ends the case. */
const ways: Readonly<Record<Step, { by: Side; from: readonly Stage[]; to: Stage | null }>> = {
  sent_back: { by: 'buyer', from: ['returning'], to: 'receiving' },
  goods_received: { by: 'seller', from: ['receiving'], to: null },
  goods_disputed: { by: 'seller', from: ['receiving'], to: 'mediating' },
  performed: { by: 'seller', from: ['performing', 'broken'], to: 'inspecting' },
  content: { by: 'buyer', from: ['inspecting'], to: null },
  not_content: { by: 'buyer', from: ['inspecting'], to: 'mediating' },
  take_refund: { by: 'buyer', from: ['broken'], to: null },
}

/** 履行. One side does its part of an accepted offer, or says that the other has not. */
export function step(
  file: CaseFile,
  command: Extract<Command, { type: 'step' }>,
  facts: Facts,
): Decision<Event, Refusal> {
  const { role, at } = facts
  const { by, from, to } = ways[command.step]
  if (role !== by) return refuse('complaint.not_yours_to_do')
  if (!from.includes(file.status)) return refuse('complaint.wrong_stage')
  const disputes = command.step === 'goods_disputed' || command.step === 'not_content'
  if (disputes && command.text.trim() === '') return refuse('complaint.words_missing')
  const { text } = command
  const stage = to ?? file.status
  const stepped: Event = { type: 'complaint.stepped', step: command.step, by, text, stage, at }
  if (to !== null) return [stepped]
  return [stepped, done(file, command.step, facts)]
}

function done(file: CaseFile, taken: Step, facts: Facts): Event {
  const human = false
  if (taken === 'take_refund')
    return close(file, facts, { by: 'default', refundFen: awardable(file, facts), human })
  const refundFen = taken === 'content' ? 0n : promisedFen(file)
  return close(file, facts, { by: 'agreement', refundFen, human })
}

/** What the accepted offer gives back, once its conditions are met. In fen. */
export function promisedFen(file: CaseFile): bigint {
  return file.offers.find(({ id }) => id === file.promise?.offerId)?.refundFen ?? 0n
}
