import { type Instant, shanghaiDay } from '../kernel/time.ts'
import { unruledBurden } from '../law/burdens.ts'
import { inForce } from '../law/provision.ts'
import type { Burden, CaseFile, Event, Facts, Side } from './model.ts'
import { hasShown, showBy } from './proving.ts'
import { awardable, byRule, close } from './sums.ts'
import type { UnruledWhy } from './terms.ts'
import { rounds } from './terms.ts'

export interface Unruled {
  readonly wins: Side
  readonly why: UnruledWhy
}

/** How many rounds are left in which somebody may rule, this one among them? At least one. */
export function roundsLeft({ undecided = 0 }: CaseFile): number {
  return Math.max(1, rounds - undecided)
}

/**
 * 无人裁决. Who wins where nobody has ruled? A published rule of this site: silence gains nothing,
 * whoever bears a point and has shown nothing of it loses, whoever has shown it and is not answered
 * wins; where both have shown something nobody has weighed it, and what stays unproven is the loss
 * of whoever bears it. Null: the notice has not reached the seller, or his time to show something
 * is not over at this moment, so that nothing is held against him.
 */
export function withoutRuling(file: CaseFile, at: Instant): Unruled | null {
  const until = showBy(file)
  if (until === null || at < until) return null
  if (!sellerSpoke(file)) return { wins: 'buyer', why: 'seller_silent' }
  const found = file.burdens.map((burden) => byBurden(file, burden))
  // Of several points each is enough for the claim.
  return found.find(({ wins }) => wins === 'buyer') ?? found[0] ?? null
}

function byBurden(file: CaseFile, burden: Burden): Unruled {
  const { bearer, first } = burden
  const shown = { buyer: hasShown(file, 'buyer', burden), seller: hasShown(file, 'seller', burden) }
  if ((bearer === 'buyer' || first) && !shown.buyer)
    return { wins: 'seller', why: 'buyer_showed_nothing' }
  if (bearer === 'seller' && !shown.seller) return { wins: 'buyer', why: 'seller_showed_nothing' }
  const other = bearer === 'buyer' ? 'seller' : 'buyer'
  return shown[other] ? { wins: other, why: 'unproven' } : { wins: bearer, why: 'unanswered' }
}

/** Words are no proof, but whoever says something is not silent. */
function sellerSpoke({ answer, evidence, messages, offers }: CaseFile): boolean {
  return answer !== null || [...evidence, ...messages, ...offers].some(({ by }) => by === 'seller')
}

/**
 * The last round is over. The rule decides, and its decision waits for an appeal like any other.
 * Where nothing can be held against the seller, a hold goes on to its own last moment; without one
 * the case ends with nothing decided, and may be brought again.
 */
export function endWithout(file: CaseFile, facts: Facts): Event[] {
  const { at } = facts
  const found = withoutRuling(file, at)
  if (found === null)
    return file.holdEndsAt === null
      ? [close(file, facts, { by: 'default', refundFen: 0n, human: false })]
      : [{ type: 'complaint.reassigned', at }]
  const refundFen = found.wins === 'buyer' ? awardable(file, facts) : 0n
  const { cite } = inForce(unruledBurden, shanghaiDay(file.openedAt))
  const ruling = byRule({ refundFen, faults: [], inferences: [], at })
  const decision = { ...ruling, unruled: { why: found.why, cite } }
  return [{ type: 'complaint.decided', decision, at }]
}
