import type { Asked, Followed, Named } from './asked.ts'
import { day, endOf, hour, plus, yearsLater } from './days.ts'

/** 投诉 as disputes/README.md tells of it: one case at a time of an order. */
export interface Quarrel {
  readonly id: string
  readonly count: number
  readonly issue: string
  readonly fen: bigint
  readonly openedAt: number
  readonly knownOn: string
  readonly review: boolean
  /** What earlier cases of this order have left owed, of the price. */
  readonly owedBefore: bigint
  readonly plan: Plan
  readonly backBefore: bigint
  readonly holdEndsAt: number | null
  readonly burden: { readonly by: 'buyer' | 'seller'; readonly first: boolean }
  readonly point: string
  stage: string
  stageAt: number
  noticeAt: number | null
  answered: boolean
  impossible: readonly string[]
  shown: { by: string; point: string | null; photo: boolean }[]
  messages: number
  /** How many messages of whom? */
  readonly said: Record<string, number>
  offers: Offer[]
  bids: { buyer: bigint | null; seller: bigint | null; buyerIn: boolean; sellerIn: boolean }
  ways: string[]
  claimants: number
  mediationAt: number | null
  mediator: string | null
  barred: string[]
  undecided: number
  objectedFrom: string | null
  objected: string[]
  draft: (Omit<Decision, 'by' | 'deciders'> & { by: string }) | null
  decision: Decision | null
  appealAt: number | null
  promise: { offerId: string | null; kind: string; fen: bigint; days: number; named: Named } | null
  outcome: Outcome | null
  reminded: boolean
  settled: string[]
}

export interface Offer {
  readonly id: string
  readonly by: string
  readonly kind: string
  readonly fen: bigint
  readonly days: number
  readonly named: Named
  readonly expiresAt: number
  /** The house makes it from the text: the model has to be told. */
  hash: string | null
  accepted: string[]
  status: string
}

export interface Decision {
  readonly by: 'ruling' | 'default'
  readonly fen: bigint
  readonly damagesFen: bigint
  readonly goodsBack: boolean
  readonly named: Named
  readonly deciders: readonly string[]
}

/** Nothing is named: it is about all there is. */
export const all: Named = { itemIds: [], pieces: [] }

export interface Outcome {
  readonly by: string
  readonly fen: bigint
  readonly fromHold: bigint
  readonly owed: bigint
  readonly human: boolean
}

export interface Side {
  readonly asked: Asked
  readonly follow: Followed
}

/** How long each stage of a case may last, in milliseconds. */
export interface Plan {
  readonly hoursToShow: number
  readonly negotiate: number
  readonly offer: number
  readonly objection: number
  readonly mediateAtLeast: number
  readonly decide: number
  readonly confirm: number
  readonly appeal: number
  readonly appealDecide: number
  readonly inspect: number
}

export const published: Plan = {
  ...{ hoursToShow: 72, negotiate: 7 * day, offer: 3 * day, objection: 3 * day },
  ...{ mediateAtLeast: 14 * day, decide: 5 * day, confirm: 3 * day, appeal: 3 * day },
  ...{ appealDecide: 15 * day, inspect: 7 * day },
}

/** Where the hold ends sooner, every stage is shortened in proportion, and none is skipped. */
export function planned(at: number, lastAt: number | null): Plan {
  const after = published.mediateAtLeast + afterMediation(published)
  const wanted = after + published.negotiate
  if (lastAt === null || lastAt <= at || lastAt - at >= wanted) return published
  const span = lastAt - at
  const share = span / wanted
  const hours = Math.max(24, Math.floor(published.hoursToShow * share))
  const talk = Math.max(published.negotiate * share, (hours + 1) * hour)
  const negotiate = Math.floor(Math.min(talk, span / 2))
  const rest = (span - negotiate) / after
  const scaled = (ms: number) => Math.floor(ms * rest)
  return {
    ...{ hoursToShow: hours, negotiate, offer: Math.min(published.offer, negotiate) },
    objection: scaled(published.objection),
    mediateAtLeast: scaled(published.mediateAtLeast),
    decide: scaled(published.decide),
    confirm: scaled(published.confirm),
    appeal: scaled(published.appeal),
    appealDecide: scaled(published.appealDecide),
    inspect: scaled(published.inspect),
  }
}

export function afterMediation({ decide, appeal, appealDecide }: Plan): number {
  return 3 * decide + appeal + appealDecide
}

/** 举证: is the point that the case turns on shown by this side? */
export function hasShown(one: Quarrel, side: 'buyer' | 'seller'): boolean {
  return one.shown.some(
    ({ by, point, photo }) =>
      by === side &&
      (point === null || point === one.point) &&
      (side === 'seller' || photo || one.point === 'claim'),
  )
}

/** May silence be held against the seller? */
export function mayInfer(one: Quarrel): boolean {
  const { by, first } = one.burden
  return (
    one.noticeAt !== null &&
    !one.review &&
    by === 'seller' &&
    (!first || hasShown(one, 'buyer')) &&
    !hasShown(one, 'seller') &&
    !one.impossible.includes(one.point)
  )
}

export const stageLasts: Readonly<Record<string, [string, keyof Plan]>> = {
  paused: ['objection', 'objection'],
  confirming: ['confirm', 'confirm'],
  ruled: ['final', 'appeal'],
  inspecting: ['inspect', 'inspect'],
}

/** Every moment that the case waits for, by the table of who is silent. */
export function quarrelClocks(one: Quarrel): Map<string, number> {
  const clocks = new Map<string, number>()
  const { stage, stageAt, plan } = one
  const lasting = stageLasts[stage]
  if (lasting) clocks.set(lasting[0], stageAt + plan[lasting[1]])
  if (stage === 'deciding') clocks.set(roundOf(one), stageAt + plan.decide)
  if (stage === 'claimed' || stage === 'negotiating') {
    const dueAt = (one.noticeAt ?? 0) + plan.hoursToShow * hour
    if (mayInfer(one)) clocks.set('answer', dueAt)
    const after = plan.mediateAtLeast + afterMediation(plan)
    clocks.set('escalate', early(one, { from: one.openedAt, lasts: plan.negotiate, after }))
  }
  if (stage === 'mediating') {
    const from = one.mediationAt ?? stageAt
    clocks.set('mediation', early(one, { from, lasts: 60 * day, after: afterMediation(plan) }))
  }
  if (stage === 'appealed') clocks.set('appeal', (one.appealAt ?? stageAt) + plan.appealDecide)
  const lastAt = lastMoment(one)
  if (lastAt !== null && stage !== 'closed') clocks.set('last', lastAt)
  if (remindsOf(one)) {
    const endsOn = yearsLater(one.knownOn, 3)
    clocks.set('limitation', endOf(plus(endsOn, -91)))
  }
  return clocks
}

/** Three rounds for a ruling; after the third the burden of proof decides. */
function roundOf({ undecided }: Quarrel): string {
  return ['decide', 'head'][undecided] ?? 'unruled'
}

/** 无人裁决: does the buyer win where nobody has ruled? Null: the seller never heard of it. */
export function buyerWins(one: Quarrel, at: number): boolean | null {
  if (one.noticeAt === null || at < one.noticeAt + one.plan.hoursToShow * hour) return null
  const spoke = one.answered || (one.said.seller ?? 0) > 0
  if (!spoke && ![...one.shown, ...one.offers].some(({ by }) => by === 'seller')) return true
  const { by, first } = one.burden
  const [buyers, sellers] = [hasShown(one, 'buyer'), hasShown(one, 'seller')]
  if (by === 'buyer') return buyers && !sellers
  return first && !buyers ? false : buyers || !sellers
}

export function remindsOf({ outcome, reminded, fen }: Quarrel): boolean {
  if (reminded) return false
  if (outcome === null) return true
  return !['agreement', 'withdrawn', 'refunded'].includes(outcome.by) && outcome.fromHold < fen
}

/** A stage that could not end before the hold does ends earlier: the next need their time. */
export function early(
  one: Quarrel,
  { from, lasts, after }: { from: number; lasts: number; after: number },
): number {
  const lastAt = lastMoment(one)
  const dueAt = from + lasts
  return lastAt === null ? dueAt : Math.max(one.stageAt, Math.min(dueAt, lastAt - after))
}

export function lastMoment({
  holdEndsAt,
  openedAt,
}: Pick<Quarrel, 'holdEndsAt' | 'openedAt'>): number | null {
  if (holdEndsAt === null) return null
  const lastAt = holdEndsAt - day / 2
  return lastAt > openedAt ? lastAt : null
}
