import type { Asked, Followed } from './asked.ts'
import { day, dayOf, endOf, hour, plus, yearsLater } from './days.ts'
import { redress, redressable, unlock } from './money.ts'
import type { Said } from './ordering.ts'
import { least, live, sum, type Trade, terms } from './trade.ts'

/** 投诉 as disputes/README.md tells of it: one case at a time of an order. */
export interface Quarrel {
  readonly id: string
  readonly count: number
  readonly issue: string
  readonly fen: bigint
  readonly openedAt: number
  readonly knownOn: string
  readonly review: boolean
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
  offers: Offer[]
  bids: { buyer: bigint | null; seller: bigint | null; buyerIn: boolean; sellerIn: boolean }
  ways: string[]
  claimants: number
  mediationAt: number | null
  mediator: string | null
  barred: string[]
  objectedFrom: string | null
  draft: { by: string; fen: bigint; damagesFen: bigint } | null
  decision: Decision | null
  appealAt: number | null
  promise: { offerId: string; dueAt: number } | null
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
  readonly expiresAt: number
  /** The house makes it from the text: the model has to be told. */
  hash: string | null
  accepted: string[]
  status: string
}

interface Decision {
  readonly by: 'ruling' | 'default'
  readonly fen: bigint
  readonly damagesFen: bigint
  readonly deciders: readonly string[]
}

interface Outcome {
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

const hoursToShow = 72
const fourEyesFen = 500_000n

/** Which point does it turn on, and who must show it, after whose photo? */
const turnsOn: Readonly<Record<string, [string, 'buyer' | 'seller', boolean]>> = {
  not_received: ['delivered', 'seller', false],
  damaged: ['quality', 'seller', true],
  not_as_described: ['described', 'seller', true],
  fake: ['authentic', 'seller', false],
  expired: ['within_date', 'seller', true],
  date_altered: ['date_intact', 'seller', true],
  unlicensed: ['licensed', 'seller', false],
  harmful: ['harm', 'buyer', true],
  other: ['claim', 'buyer', true],
}

/** What has gone back to the buyer, is on its way, or owed. */
export function backOf({ moves, owed }: Trade): bigint {
  const gone = moves.filter(({ kind, status }) => kind === 'refund' && status !== 'refused')
  return sum([...gone, ...owed.filter(({ kind }) => kind === 'refund')].map(({ fen }) => fen))
}

export function claimLeft(trade: Trade, one: Quarrel): bigint {
  const left = one.fen - (backOf(trade) - one.backBefore)
  return left > 0n ? left : 0n
}

export function awardable(trade: Trade, one: Quarrel): bigint {
  return least(claimLeft(trade, one), trade.paidFen - backOf(trade))
}

/** May this complaint be opened? Then it stands, and holds back what it claims. */
export function openQuarrel(
  trade: Trade,
  before: Quarrel | null,
  { asked, follow }: Side,
): Quarrel | string {
  const { role, body, at } = asked
  if (role !== 'buyer') return 'complaint.not_yours_to_do'
  if (before && before.stage !== 'closed') return 'complaint.already_open'
  const leftFen = trade.paidFen - backOf(trade)
  if (leftFen <= 0n) return 'complaint.nothing_paid'
  const today = dayOf(at)
  const knownOn = (body.knownOn as string | undefined) ?? today
  if (today > yearsLater(knownOn, 3) || knownOn > today) return 'complaint.too_late'
  const issue = String(body.issue)
  if (before?.settled.includes(issue)) return 'complaint.already_decided'
  const fen = (body.amountFen as bigint | null) ?? leftFen
  if (fen <= 0n || fen > leftFen) return 'complaint.amount_too_high'
  const civil = (body.purpose ?? 'life') !== 'life'
  if (body.multiple && civil) return 'complaint.civil_track'
  const [point, by, first] = turnsOn[issue] ?? ['claim', 'buyer', true]
  const photo = ((body.photos as readonly string[] | undefined) ?? []).length > 0
  const freeFen = redressable(trade)
  const holdsUntil = (trade.holdExpiresAt ?? 0) - terms.marginDays * day
  const count = (before?.count ?? 0) + 1
  const one: Quarrel = {
    ...{ id: `${trade.id}/${count}`, count, issue, fen, openedAt: at, knownOn },
    ...{ review: Number(body.lately ?? 0) >= 10, backBefore: backOf(trade) },
    holdEndsAt: freeFen > 0n && trade.holdExpiresAt !== null ? holdsUntil : null,
    ...{ burden: { by, first }, point, stage: 'claimed', stageAt: at, noticeAt: at },
    ...{ answered: false, impossible: [], messages: 0, offers: [], bids: noBids(), ways: [] },
    shown: photo ? [{ by: 'buyer', point, photo }] : [],
    ...{ claimants: 0, mediationAt: null, mediator: null, barred: [], objectedFrom: null },
    ...{ draft: null, decision: null, appealAt: null, promise: null, outcome: null },
    ...{ reminded: false, settled: before?.settled ?? [] },
  }
  const things = live(trade)
  const late = things.length > 0 && things.every(({ status }) => status === 'overdue')
  const lockFen = least(fen, freeFen)
  // Not sent in time needs no proof: what is to be given back is fixed before anything follows.
  const decision = { by: 'default', fen, damagesFen: 0n, deciders: [] } as const
  if (lockFen > 0n) trade.locks.set(one.id, lockFen)
  const closes = issue === 'not_received' && late
  const how = closes ? outcomeOf(trade, one, { decision }) : null
  follow.handOver(trade)
  if (how) finish(trade, one, { ...how, decision, at, follow })
  return one
}

export function noBids(): Quarrel['bids'] {
  return { buyer: null, seller: null, buyerIn: false, sellerIn: false }
}

interface Ending {
  readonly by: string
  readonly fen: bigint
  readonly damagesFen?: bigint
  readonly human: boolean
  readonly decision?: Decision
  readonly at: number
  readonly follow: Followed
}

/** The last event of every case: what goes back, what of it is held, what is owed beyond. */
export function finish(trade: Trade, one: Quarrel, how: Ending): Said {
  const { by, fen, human, decision, at, follow } = how
  const fromHold = by === 'hold' ? fen : least(fen, redressable(trade))
  const owed = fen - fromHold + (how.damagesFen ?? 0n)
  one.outcome = { by, fen, fromHold, owed, human }
  one.stage = 'closed'
  one.stageAt = at
  one.bids = noBids()
  one.decision = decision ?? one.decision
  if (by === 'ruling' || by === 'default') one.settled = [...one.settled, one.issue]
  if (by === 'agreement' || by === 'ruling' || by === 'default')
    redress(trade, { lockId: one.id, fen: fromHold, by }, follow)
  else if (by !== 'hold') unlock(trade, one.id, follow)
  return null
}

/** A decision is carried out, as far as there is still something to give back. */
export function carryOut(
  trade: Trade,
  one: Quarrel,
  how: Omit<Side, 'asked'> & { at: number },
): Said {
  const { decision } = one
  if (decision === null) return null
  const { by, fen, human, damagesFen } = outcomeOf(trade, one, { decision })
  return finish(trade, one, { by, fen, human, damagesFen, decision, ...how })
}

export function outcomeOf(trade: Trade, one: Quarrel, { decision }: { decision: Decision }) {
  const human = decision.by === 'ruling' || one.decision?.by === 'ruling' || one.appealAt !== null
  const { by, damagesFen } = decision
  return { by, fen: least(decision.fen, awardable(trade, one)), damagesFen, human }
}

/** What both may still settle by themselves. */
export function isSettleable({ stage }: Quarrel): boolean {
  const closed = ['returning', 'receiving', 'performing', 'inspecting', 'confirming', 'closed']
  return !closed.includes(stage)
}

export function toStage(one: Quarrel, stage: string, at: number): Said {
  one.stage = stage
  one.stageAt = at
  return null
}

export function escalate(one: Quarrel, at: number): Said {
  one.promise = null
  one.mediationAt ??= at
  return toStage(one, 'mediating', at)
}

export function dismiss(one: Quarrel): void {
  if (one.mediator !== null) one.barred = [...one.barred, one.mediator]
  one.mediator = null
}

/** 举证: is the point that the case turns on shown by this side? */
function hasShown(one: Quarrel, side: 'buyer' | 'seller'): boolean {
  return one.shown.some(
    ({ by, point, photo }) =>
      by === side &&
      (point === null || point === one.point) &&
      (side === 'seller' || photo || one.point === 'claim'),
  )
}

/** May silence be held against the seller? */
function mayInfer(one: Quarrel): boolean {
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

const stageLasts: Readonly<Record<string, [string, number]>> = {
  paused: ['objection', 3 * day],
  deciding: ['decide', 7 * day],
  confirming: ['confirm', 3 * day],
  ruled: ['final', 3 * day],
  receiving: ['receive', 10 * day],
  inspecting: ['inspect', 7 * day],
  broken: ['broken', 3 * day],
}

/** Every moment that the case waits for, by the table of who is silent. */
export function quarrelClocks(one: Quarrel): Map<string, number> {
  const clocks = new Map<string, number>()
  const { stage, stageAt } = one
  const lasting = stageLasts[stage]
  if (lasting) clocks.set(lasting[0], stageAt + lasting[1])
  if (stage === 'claimed' || stage === 'negotiating') {
    if (mayInfer(one)) clocks.set('answer', (one.noticeAt ?? 0) + hoursToShow * hour)
    clocks.set('escalate', early(one, { from: one.openedAt, days: 7, afterDays: 39 }))
  }
  if (stage === 'mediating')
    clocks.set(
      'mediation',
      early(one, { from: one.mediationAt ?? stageAt, days: 60, afterDays: 25 }),
    )
  if (stage === 'appealed') clocks.set('appeal', (one.appealAt ?? stageAt) + 15 * day)
  if (stage === 'returning') clocks.set('send_back', one.promise?.dueAt ?? stageAt)
  if (stage === 'performing') clocks.set('perform', one.promise?.dueAt ?? stageAt)
  const lastAt = lastMoment(one)
  if (lastAt !== null && stage !== 'closed') clocks.set('last', lastAt)
  if (remindsOf(one)) {
    const endsOn = yearsLater(one.knownOn, 3)
    clocks.set('limitation', endOf(plus(endsOn, -91)))
  }
  return clocks
}

function remindsOf({ outcome, reminded, fen }: Quarrel): boolean {
  if (reminded) return false
  if (outcome === null) return true
  return !['agreement', 'withdrawn', 'refunded'].includes(outcome.by) && outcome.fromHold < fen
}

/** A stage that could not end before the hold does ends earlier: the next need their time. */
function early(
  one: Quarrel,
  { from, days, afterDays }: { from: number; days: number; afterDays: number },
): number {
  const lastAt = lastMoment(one)
  const dueAt = from + days * day
  return lastAt === null ? dueAt : Math.max(one.stageAt, Math.min(dueAt, lastAt - afterDays * day))
}

function lastMoment({ holdEndsAt, openedAt }: Quarrel): number | null {
  if (holdEndsAt === null) return null
  const lastAt = holdEndsAt - day / 2
  return lastAt > openedAt ? lastAt : null
}

/** A moment of a case has come. */
export function quarrelTime(
  trade: Trade,
  one: Quarrel | null,
  { kind, at, follow }: { kind: string; at: number; follow: Followed },
): Said {
  const dueAt = one && quarrelClocks(one).get(kind)
  if (!one || dueAt === null || dueAt === undefined || dueAt > at) return 'complaint.not_due'
  const silent = (fen: bigint) => {
    const human = one.mediator !== null
    return finish(trade, one, {
      ...{ by: 'default', fen: least(fen, awardable(trade, one)), human, at, follow },
    })
  }
  switch (kind) {
    case 'answer':
      one.decision = { by: 'default', fen: awardable(trade, one), damagesFen: 0n, deciders: [] }
      return toStage(one, 'ruled', at)
    case 'escalate':
    case 'broken':
      return escalate(one, at)
    case 'mediation':
      return toStage(one, 'deciding', at)
    case 'objection':
      return objectionDecided(one, true, at)
    case 'decide':
      dismiss(one)
      one.stageAt = at
      return null
    case 'confirm':
      one.draft = null
      return toStage(one, one.appealAt === null ? 'deciding' : 'appealed', at)
    case 'limitation':
      one.reminded = true
      return null
    case 'final':
    case 'appeal':
      return carryOut(trade, one, { at, follow })
    case 'perform':
      return toStage(one, 'broken', at)
    case 'receive':
      return silent(promised(one))
    case 'last':
      if (one.decision) return carryOut(trade, one, { at, follow })
      return silent(lastWord(trade, one))
    default:
      return silent(0n)
  }
}

function lastWord(trade: Trade, one: Quarrel): bigint {
  const buyersTurn = one.stage === 'returning' || one.stage === 'inspecting'
  const spoke = one.answered || one.shown.some(({ by }) => by === 'seller')
  const { by, first } = one.burden
  const buyerSilent = (by === 'buyer' || first) && !hasShown(one, 'buyer')
  return buyersTurn || (spoke && buyerSilent) ? 0n : awardable(trade, one)
}

export function promised({ offers, promise }: Quarrel): bigint {
  return offers.find(({ id }) => id === promise?.offerId)?.fen ?? 0n
}

export function objectionDecided(one: Quarrel, granted: boolean, at: number): Said {
  const from = one.objectedFrom ?? 'mediating'
  one.objectedFrom = null
  if (granted) dismiss(one)
  return toStage(one, from, at)
}

export function needsTwo(fen: bigint): boolean {
  return fen > fourEyesFen
}

/** Money went back in another way: is that all that was asked for? */
export function refundedElsewhere(
  trade: Trade,
  one: Quarrel | null,
  how: { at: number; follow: Followed },
): void {
  if (!one || one.stage === 'closed' || claimLeft(trade, one) > 0n) return
  finish(trade, one, { by: 'refunded', fen: 0n, human: false, ...how })
}

/** The order has settled what was locked, just before its hold ended. */
export function holdDecided(
  trade: Trade,
  one: Quarrel | null,
  how: { lockId: string; at: number; follow: Followed },
): void {
  if (!one || one.stage === 'closed' || one.id !== how.lockId) return
  const fen = least(one.fen, backOf(trade) - one.backBefore)
  finish(trade, one, { by: 'hold', fen, human: false, at: how.at, follow: how.follow })
}
