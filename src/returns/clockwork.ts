import { type Decision, refuse } from '../kernel/refusal.ts'
import { current } from '../law/provision.ts'
import { refundViolationDays, returnTransportRisk } from '../law/returns.ts'
import { penaltyOf, stageEnds, timersOf, undecidedEnd } from './clocks.ts'
import { escalate, refunded } from './handling.ts'
import type { Event, Facts, RefundReason, Refusal, Return, Returns } from './model.ts'
import { endsOf, returnNo, secured } from './pieces.ts'
import { goOn } from './reviewing.ts'
import { returnTerms as terms } from './terms.ts'

/** 到期. What follows when a stage has come to its end and nobody has acted? */
export function atTime(returns: Returns, kind: string, facts: Facts): Decision<Event, Refusal> {
  const one = returnNo(returns, Number(kind.split('/')[1]))
  const timer = one && [...timersOf(one), ...penaltyOf(one)].find((each) => each.kind === kind)
  if (!one || !timer || timer.dueAt > facts.at) return refuse('return.not_due')
  if (kind.startsWith('penalty/'))
    return [{ type: 'return.penalty_marked', no: one.no, cite: delayRule(), at: facts.at }]
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
    case 'giving_back':
      return byDefault(one, facts, { reason: 'not_given_back' })
    case 'outbound':
      return one.outbound === null
        ? escalate(one, 'no_trace', facts)
        : byDefault(one, facts, { reason: 'not_delivered_again' })
    case 'reviewing':
      return undecided(one, facts)
    default:
      return refuse('return.not_due')
  }
}

function delayRule(): string {
  return current(refundViolationDays).cite
}

function lateUntil({ at }: Facts): number {
  return stageEnds('late', at)
}

/** 默认退款. The seller was silent: the money goes back from the hold, and his will is not asked. */
function byDefault(
  one: Return,
  facts: Facts,
  how: { reason: RefundReason; goodsWait?: boolean; cite?: string },
): Event[] {
  const held = one.forCase !== null || facts.freeFen > 0n
  if (!secured(one) || !held) return escalate(one, 'nothing_held', facts)
  return refunded(one, facts, { by: 'clock', ...how })
}

/** 失效. What is not sent back in time counts as kept; another return may be asked for in time. */
function lapsed(one: Return, { at }: Facts): Event[] {
  const cite = `本站退换规则 ${terms.version}`
  return [{ type: 'return.lapsed', no: one.no, ...endsOf(one), cite, at }]
}

/**
 * Nobody decided. Where the goods are still with the buyer the return goes on, and nobody is paid
 * for waiting; whoever has given up both goods and money gets the money. A parcel that was handed
 * to a carrier, for the address which the seller named, travelled at his risk.
 */
function undecided(one: Return, facts: Facts): Event[] {
  const { review } = one
  const { at, freeFen } = facts
  const how = { by: 'clock', reason: 'no_decision', at } as const
  switch (undecidedEnd(one)) {
    case 'go_on':
      return review ? goOn(one, { review, ...how }) : []
    case 'send_again':
      return review ? goOn(one, { review: { ...review, from: 'addressed' }, ...how }) : []
    case 'lapse':
      return lapsed(one, facts)
    case 'refund':
      if (!secured(one) || freeFen <= 0n)
        return [{ type: 'return.settled', no: one.no, lockId: endsOf(one).lockId, at }]
      return review?.from === 'sent'
        ? refunded(one, facts, { by: 'clock', reason: 'lost_on_the_way', cite: riskOfReturn() })
        : refunded(one, facts, { by: 'clock', reason: 'no_decision' })
  }
}

/** @law 民法典 第六百零七条第一款, applied to the way back by 第六百四十六条 */
function riskOfReturn(): string {
  return current(returnTransportRisk).cite
}
