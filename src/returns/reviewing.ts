import { type Decision, refuse } from '../kernel/refusal.ts'
import { type Instant, shanghaiDay } from '../kernel/time.ts'
import { versionOn } from '../law/provision.ts'
import { fabricatedClaim } from '../law/return-review.ts'
import { moneyDue, promiseEnds, stageEnds } from './clocks.ts'
import { refunded } from './handling.ts'
import type { Command, Event, Facts, Refusal, Return, Review } from './model.ts'
import { endsOf } from './pieces.ts'
import { returnTerms as terms } from './terms.ts'

type Decide = Extract<Command, { type: 'decide' }>

/**
 * 人工复核. What does a person decide who is neither side? It goes on, an amount goes back, or the
 * return is not upheld; always with reasons that both sides read.
 */
export function decideReview(
  one: Return,
  { decision, refundFen, reason }: Decide,
  facts: Facts,
): Decision<Event, Refusal> {
  if (facts.role !== 'stranger' || !facts.person) return refuse('return.not_yours_to_do')
  if (one.stage !== 'reviewing' || one.review === null) return refuse('return.wrong_stage')
  const said = reason.trim()
  if (said === '') return refuse('return.reason_missing')
  switch (decision) {
    case 'go_on':
      return goOn(one, { review: one.review, by: 'mediator', reason: said, at: facts.at })
    case 'refund': {
      const amountFen = refundFen ?? one.refundFen
      if (facts.freeFen <= 0n) return refuse('return.nothing_held')
      if (amountFen <= 0n || amountFen > one.refundFen) return refuse('return.amount_too_high')
      return refunded(one, facts, { by: 'mediator', reason: said, amountFen })
    }
    case 'deny': {
      const swapped = one.objection?.kind === 'swapped'
      const rule = swapped ? versionOn(fabricatedClaim, shanghaiDay(facts.at)) : null
      const cite = rule?.cite ?? null
      return denied(one, { reason: said, cite }, facts.at)
    }
  }
}

/** Not upheld: the goods are the buyer's then, and what has come back is sent to him again. */
function denied(one: Return, why: { reason: string; cite: string | null }, at: Instant): Event[] {
  const { no, backAt, review, objection } = one
  // Of swapped goods the buyer has what was sold; and what is on its way to him is not sent twice.
  const hasThem = backAt === null || objection?.kind === 'swapped' || review?.from === 'outbound'
  if (hasThem) return [{ type: 'return.denied', no, lockId: endsOf(one).lockId, ...why, at }]
  const dueAt = promiseEnds(at, terms.giveBackDays)
  const { lockFen } = one
  return [{ type: 'return.to_give_back', no, lockId: null, lockFen, ...why, at, dueAt }]
}

/** From where the return stood when a person was asked, with the whole time of that stage. */
export function goOn(
  one: Return,
  how: { review: Review; by: 'mediator' | 'clock'; reason: string; at: number },
): Event[] {
  const { review, by, reason, at } = how
  const { from } = review
  const mending = one.remedy !== 'refund'
  const dueAt =
    from !== 'back'
      ? stageEnds(from, at)
      : mending
        ? promiseEnds(at, terms.mendDays)
        : moneyDue(at).dueAt
  return [{ type: 'return.accepted', no: one.no, stage: from, by, reason, at, dueAt }]
}
