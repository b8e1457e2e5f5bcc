import { hour, type Instant } from '../kernel/time.ts'
import { type DisputeTerms, rounds } from './terms.ts'

/** How long each stage of one case may last. */
export interface Plan {
  readonly terms: DisputeTerms
  readonly hoursToShow: number
}

/**
 * 案件计划. How long may the stages of this case last, when it must be over at `lastAt`? Null: nothing
 * bounds it. A short time is shared out in the proportions of the published terms, so that no stage
 * is skipped: the seller has his hours, and whoever loses can appeal. Only the time to show proof
 * has a floor, and takes at most half of what there is.
 */
export function planned(
  full: Plan,
  { at, lastAt, leastHours }: { at: Instant; lastAt: Instant | null; leastHours: number },
): Plan {
  const { terms } = full
  const wantedMs = afterNegotiation(terms) + terms.negotiateMs
  if (lastAt === null || lastAt <= at || lastAt - at >= wantedMs) return full
  const spanMs = lastAt - at
  const share = spanMs / wantedMs
  const hoursToShow = Math.max(leastHours, Math.floor(full.hoursToShow * share))
  // An hour more than the proof: who has shown nothing by then is decided about before that.
  const talkMs = Math.max(terms.negotiateMs * share, (hoursToShow + 1) * hour)
  const negotiateMs = Math.floor(Math.min(talkMs, spanMs / 2))
  const rest = (spanMs - negotiateMs) / afterNegotiation(terms)
  const scaled = (ms: number) => Math.floor(ms * rest)
  return {
    hoursToShow,
    terms: {
      ...terms,
      negotiateMs,
      offerMs: Math.min(terms.offerMs, negotiateMs),
      objectionMs: scaled(terms.objectionMs),
      mediateAtLeastMs: scaled(terms.mediateAtLeastMs),
      decideMs: scaled(terms.decideMs),
      confirmMs: scaled(terms.confirmMs),
      appealMs: scaled(terms.appealMs),
      appealDecideMs: scaled(terms.appealDecideMs),
      inspectMs: scaled(terms.inspectMs),
    },
  }
}

/** What comes after the two sides are alone with it, at its longest. */
function afterNegotiation(terms: DisputeTerms): number {
  return terms.mediateAtLeastMs + afterMediation(terms)
}

/** What comes after a mediator has tried: a decision, the time to appeal, the decision on that. */
export function afterMediation({ decideMs, appealMs, appealDecideMs }: DisputeTerms): number {
  return rounds * decideMs + appealMs + appealDecideMs
}
