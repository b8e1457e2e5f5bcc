import { type Decision, refuse } from '../kernel/refusal.ts'
import { stageEnds, timersOf } from './clocks.ts'
import { escalate, refunded } from './handling.ts'
import type { Event, Facts, RefundReason, Refusal, Return, Returns } from './model.ts'
import { lockOf, returnNo } from './pieces.ts'
import { goOn } from './reviewing.ts'
import { returnTerms as terms } from './terms.ts'

/** 到期. What follows when a stage has come to its end and nobody has acted? */
export function atTime(returns: Returns, kind: string, facts: Facts): Decision<Event, Refusal> {
  const one = returnNo(returns, Number(kind.split('/')[1]))
  const timer = one && timersOf(one).find((each) => each.kind === kind)
  if (!one || !timer || timer.dueAt > facts.at) return refuse('return.not_due')
  if (kind.startsWith('escalate/')) return escalate(one, 'hold_ending', facts)
  switch (one.stage) {
    case 'accepted':
      return byDefault(one, facts, { reason: 'no_address', goodsWait: true })
    case 'addressed':
      return lapsed(one, facts)
    case 'sent':
      return escalate(one, 'no_trace', facts)
    case 'back':
      return one.remedy === 'refund'
        ? byDefault(one, facts, { reason: 'no_refund' })
        : [{ type: 'return.mend_late', no: one.no, at: facts.at, dueAt: lateUntil(facts) }]
    case 'late':
      return byDefault(one, facts, { reason: 'not_mended' })
    case 'outbound':
      return byDefault(one, facts, { reason: 'not_delivered_again' })
    case 'reviewing':
      return undecided(one, facts)
    default:
      return refuse('return.not_due')
  }
}

function lateUntil({ at }: Facts): number {
  return stageEnds('late', at)
}

/** 默认退款. The seller was silent: the money goes back from the hold, and his will is not asked. */
function byDefault(
  one: Return,
  facts: Facts,
  how: { reason: RefundReason; goodsWait?: boolean },
): Event[] {
  if (one.lockFen <= 0n || facts.freeFen <= 0n) return escalate(one, 'nothing_held', facts)
  return refunded(one, facts, { by: 'clock', ...how })
}

/** 失效. What is not sent back in time counts as kept; another return may be asked for in time. */
function lapsed(one: Return, { at }: Facts): Event[] {
  const cite = `本站退换规则 ${terms.version}`
  return [{ type: 'return.lapsed', no: one.no, lockId: lockOf(one), cite, at }]
}

/**
 * Nobody decided. Where the goods are still with the buyer the return goes on; where they are not,
 * whoever has given up both goods and money gets the money.
 */
function undecided(one: Return, facts: Facts): Event[] {
  const { review } = one
  // The buyer still has the goods: the return goes on, and nobody is paid for waiting.
  if (review?.from === 'accepted' && !spent(review.why))
    return goOn(one, { review, by: 'clock', reason: 'no_decision', at: facts.at })
  if (one.lockFen > 0n && facts.freeFen > 0n)
    return refunded(one, facts, { by: 'clock', reason: 'no_decision' })
  return [{ type: 'return.settled', no: one.no, lockId: lockOf(one), at: facts.at }]
}

/** No time is left to go on: the hold ends. */
function spent(why: readonly string[]): boolean {
  return why.includes('hold_ending') || why.includes('nothing_held')
}
