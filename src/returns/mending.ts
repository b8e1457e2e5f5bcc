import { type Decision, refuse } from '../kernel/refusal.ts'
import { promiseEnds, stageEnds } from './clocks.ts'
import { escalate, refunded } from './handling.ts'
import type { Command, Ender, Event, Facts, Refusal, Return, Returns } from './model.ts'
import { endsOf, secured } from './pieces.ts'
import { returnTerms as terms } from './terms.ts'
import { warrantyAfter } from './warranties.ts'

type Answer = Decision<Event, Refusal>
type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/** 承诺期限. The seller says by when it is done: a day he then is held to. */
export function promise(one: Return, { days }: Of<'promise'>, { at }: Facts): Answer {
  if (one.stage !== 'back' || one.remedy === 'refund') return refuse('return.wrong_stage')
  if (days < 1 || days > terms.mendDaysMax)
    return refuse('return.days_too_many', { params: { max: terms.mendDaysMax } })
  return [{ type: 'return.promised', no: one.no, days, at, dueAt: promiseEnds(at, days) }]
}

/** 寄出. Another piece, or the same one repaired, is on its way to the buyer. */
export function mend(one: Return, command: Of<'mend'>, { at }: Facts): Answer {
  if (!mayMend(one)) return refuse('return.wrong_stage')
  const { parcelId, carrierId, trackingNo } = command
  const dueAt = stageEnds('outbound', at)
  return [{ type: 'return.mended', no: one.no, parcelId, carrierId, trackingNo, at, dueAt }]
}

/** Another piece may be sent before the first has come back; a repair needs the goods. */
export function mayMend({ stage, remedy }: Return): boolean {
  if (stage === 'giving_back') return true
  const here = stage === 'late' || stage === 'back'
  const ahead = remedy === 'exchange' && (stage === 'accepted' || stage === 'addressed')
  return remedy !== 'refund' && (here || ahead)
}

/** 当面换修. Done or handed over in person: then only the buyer's own word says that it was. */
export function mendInPerson(one: Return, { at }: Facts): Answer {
  if (!mayMend(one)) return refuse('return.wrong_stage')
  const dueAt = stageEnds('outbound', at)
  return [{ type: 'return.mended_in_person', no: one.no, at, dueAt }]
}

/**
 * 改选. The seller let his day pass: the buyer chooses again, without asking anew. The goods are with
 * the seller, so money is due as if they had come back today.
 */
export function choose(one: Return, { remedy }: Of<'choose'>, facts: Facts): Answer {
  const { at } = facts
  if (one.stage !== 'late') return refuse('return.wrong_stage')
  const { no } = one
  if (remedy === 'mediation') return escalate(one, 'asked', facts)
  if (remedy === 'refund') {
    const held = one.forCase !== null || facts.freeFen > 0n
    if (!secured(one) || !held) return refuse('return.nothing_held')
    // He has had the goods and his time: the refund waits for nobody.
    const cite = one.citations[0] ?? ''
    return refunded(one, facts, { by: 'buyer', reason: 'not_mended', cite })
  }
  const dueAt = promiseEnds(at, terms.mendDays)
  return [{ type: 'return.chosen', no, remedy, at, dueAt }]
}

/** 换修完成. The buyer has it again: the lock ends, and the warranty is reckoned anew. */
export function complete(
  returns: Returns,
  one: Return,
  { facts, by, at }: { facts: Facts; by: Ender; at: number },
): Event[] {
  const { order, sold } = facts
  const { no, denied } = one
  if (denied) return [{ type: 'return.denied', no, lockId: endsOf(one).lockId, ...denied, at }]
  const trade = order && sold ? { order, sold } : null
  const warrantyUntil = trade && warrantyAfter(trade, returns, { one, at })
  return [{ type: 'return.completed', no: one.no, ...endsOf(one), by, warrantyUntil, at }]
}

/** The buyer says that it came again. */
export function receive(returns: Returns, one: Return, facts: Facts): Answer {
  if (one.stage !== 'outbound') return refuse('return.wrong_stage')
  return complete(returns, one, { facts, by: 'buyer', at: facts.at })
}
