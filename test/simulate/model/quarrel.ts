import type { Followed, Named } from './asked.ts'
import {
  all,
  buyerWins,
  type Decision,
  lastMoment,
  planned,
  type Quarrel,
  quarrelClocks,
  type Side,
} from './case-file.ts'
import { day, dayOf, yearsLater } from './days.ts'
import { redress, redressable, unlock } from './money.ts'
import type { Said } from './ordering.ts'
import { least, live, sum, type Trade, terms } from './trade.ts'

const byRule = { goodsBack: false, named: all, deciders: [] }
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
  return_refused: ['came_back', 'seller', false],
  other: ['claim', 'buyer', true],
}

/** What has gone back to the buyer, is on its way, or owed. */
export function backOf({ moves, owed }: Trade): bigint {
  const gone = moves.filter(({ kind, status }) => kind === 'refund' && status !== 'refused')
  return sum([...gone, ...owed.filter(({ kind }) => kind === 'refund')].map(({ fen }) => fen))
}

/** The same for a case: what a return has left owed is not claimed once more. */
function settledOf(trade: Trade): bigint {
  return backOf(trade) + trade.returnsOwed
}

export function claimLeft(trade: Trade, one: Quarrel): bigint {
  const left = one.fen - (settledOf(trade) - one.backBefore)
  return left > 0n ? left : 0n
}

export function awardable(trade: Trade, one: Quarrel): bigint {
  const unpaidFen = trade.paidFen - settledOf(trade) - one.owedBefore
  return least(claimLeft(trade, one), unpaidFen > 0n ? unpaidFen : 0n)
}

/** How much of the price has neither gone back nor is owed already? */
export function claimable(trade: Trade, before: Quarrel | null): bigint {
  return trade.paidFen - settledOf(trade) - owedBefore(before)
}

function owedBefore(before: Quarrel | null): bigint {
  if (before === null) return 0n
  const { outcome } = before
  return before.owedBefore + (outcome ? outcome.fen - outcome.fromHold : 0n)
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
  const leftFen = claimable(trade, before)
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
  const photo = ((body.photos as readonly string[] | undefined) ?? []).length > 0
  const lately = Number(body.lately ?? 0)
  const one = drafted(trade, before, { issue, fen, at, photo, knownOn, lately })
  const things = live(trade)
  const late = things.length > 0 && things.every(({ status }) => status === 'overdue')
  // Not sent in time needs no proof: what is to be given back is fixed before anything follows.
  begin(trade, one, follow)
  const decision = { by: 'default', fen, damagesFen: 0n, ...byRule } as const
  if (issue === 'not_received' && late) carryOut(trade, one, { decision, at, follow })
  return one
}

/** It holds back what it claims, and takes over what waits because the seller objected. */
export function begin(trade: Trade, one: Quarrel, follow: Followed): void {
  const lockFen = least(one.fen, redressable(trade))
  if (lockFen > 0n) trade.locks.set(one.id, lockFen)
  follow.afterwards(() => follow.handOver(trade))
}

/** The file as it begins. */
export function drafted(
  trade: Trade,
  before: Quarrel | null,
  what: {
    issue: string
    fen: bigint
    at: number
    photo: boolean
    knownOn: string
    lately: number
  },
): Quarrel {
  const { issue, fen, at, photo, knownOn, lately } = what
  const [point, by, first] = turnsOn[issue] ?? ['claim', 'buyer', true]
  const bound = redressable(trade) > 0n && trade.holdExpiresAt !== null
  const holdEndsAt = bound ? (trade.holdExpiresAt ?? 0) - terms.marginDays * day : null
  const count = (before?.count ?? 0) + 1
  return {
    ...{ id: `${trade.id}/${count}`, count, issue, fen, openedAt: at, knownOn, holdEndsAt },
    ...{ review: lately >= 10 || count > 3, backBefore: settledOf(trade) },
    ...{
      owedBefore: owedBefore(before),
      plan: planned(at, lastMoment({ holdEndsAt, openedAt: at })),
    },
    ...{ burden: { by, first }, point, stage: 'claimed', stageAt: at, noticeAt: null },
    ...{
      answered: false,
      impossible: [],
      messages: 0,
      said: {},
      offers: [],
      bids: noBids(),
      ways: [],
    },
    shown: photo ? [{ by: 'buyer', point, photo }] : [],
    ...{
      claimants: 0,
      mediationAt: null,
      mediator: null,
      barred: [],
      undecided: 0,
      objectedFrom: null,
    },
    ...{ objected: [], draft: null, decision: null, appealAt: null, promise: null, outcome: null },
    ...{ reminded: false, settled: before?.settled ?? [] },
  }
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
  const judged = one.decision !== null && (by === 'ruling' || by === 'default')
  if (judged) one.settled = [...one.settled, one.issue]
  const pays = by === 'agreement' || by === 'ruling' || by === 'default'
  if (pays) follow.afterwards(() => redress(trade, { lockId: one.id, fen: fromHold, by }, follow))
  else if (by !== 'hold') follow.afterwards(() => unlock(trade, one.id, follow))
  const paid = by === 'refunded' || fen > 0n
  follow.afterwards(() => follow.caseOver(trade, one.id, paid))
  return null
}

interface Carrying {
  readonly decision: Decision
  readonly at: number
  readonly follow: Followed
  /** At the last moment nothing can be sent back any more. */
  readonly inTime?: boolean
}

/** A decision is carried out; where the money is due for the goods, they go back first. */
export function carryOut(trade: Trade, one: Quarrel, how: Carrying): Said {
  const { decision, at, follow, inTime = true } = how
  const fen = least(decision.fen, awardable(trade, one))
  const { named } = decision
  const there = follow.leftOf(trade, true).filter(({ itemId }) => isNamed(named, itemId))
  if (decision.goodsBack && fen > 0n && inTime && there.length > 0) {
    one.decision = decision
    return promise(trade, one, {
      ...{ offerId: null, kind: 'return_refund', fen, days: 0, named, at, follow },
    })
  }
  return conclude(trade, one, { decision, fen, at, follow })
}

function conclude(
  trade: Trade,
  one: Quarrel,
  { decision, fen, at, follow }: Carrying & { fen: bigint },
): Said {
  const { by, damagesFen } = decision
  const human = by === 'ruling' || one.decision?.by === 'ruling' || one.appealAt !== null
  return finish(trade, one, { by, fen, human, damagesFen, decision, at, follow })
}

function isNamed({ pieces }: Named, itemId: string): boolean {
  return pieces.length === 0 || pieces.some((one) => one.itemId === itemId)
}

/** The goods go back, or are mended: the room of returns sees to it. */
export function promise(
  trade: Trade,
  one: Quarrel,
  how: NonNullable<Quarrel['promise']> & { at: number; follow: Followed },
): Said {
  const { at, follow, ...what } = how
  const back = what.kind === 'return_refund'
  const fen = back ? what.fen : awardable(trade, one)
  const remedy = back ? 'refund' : what.kind
  one.promise = what
  const { days, named } = what
  follow.afterwards(() => follow.agree(trade, { id: one.id, remedy, fen, days, named }))
  return toStage(one, back ? 'returning' : 'performing', at)
}

/** What the room of returns reports of the goods. */
export function goodsCame(
  trade: Trade,
  one: Quarrel | null,
  { caseId, how, at, follow }: { caseId: string; how: string; at: number; follow: Followed },
): void {
  const waits = one?.stage === 'returning' || one?.stage === 'performing'
  if (!one || one.id !== caseId || !waits || one.promise === null) return
  if (how === 'mended') toStage(one, 'inspecting', at)
  else settleGoods(trade, one, { fen: how === 'kept' ? 0n : dueFen(trade, one), at, follow })
}

function dueFen(trade: Trade, one: Quarrel): bigint {
  const mostFen = awardable(trade, one)
  return one.promise?.kind === 'return_refund' ? least(one.promise.fen, mostFen) : mostFen
}

function settleGoods(
  trade: Trade,
  one: Quarrel,
  { fen, at, follow }: { fen: bigint; at: number; follow: Followed },
): Said {
  const { promise: made, decision } = one
  if (made?.offerId === null && decision) return conclude(trade, one, { decision, fen, at, follow })
  const human = one.offers.some(({ id, by }) => id === made?.offerId && by === 'mediator')
  const by = made?.kind === 'return_refund' || fen === 0n ? 'agreement' : 'default'
  return finish(trade, one, { by, fen, human, at, follow })
}

/** The two sides see differently what came back: a mediator's case again. */
export function disputeGoods(one: Quarrel, at: number): void {
  if (one.stage !== 'returning' && one.stage !== 'performing') return
  escalate(one, at)
}

/** What both may still settle by themselves. */
export function isSettleable({ stage }: Quarrel): boolean {
  const closed = ['returning', 'performing', 'inspecting', 'confirming', 'closed']
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
      one.decision = {
        ...{ by: 'default', fen: awardable(trade, one), damagesFen: 0n },
        ...byRule,
      }
      return toStage(one, 'ruled', at)
    case 'escalate':
      return escalate(one, at)
    case 'mediation':
      return toStage(one, 'deciding', at)
    case 'objection':
      return objectionDecided(one, true, at)
    case 'decide':
    case 'head':
      return nextRound(one, at)
    case 'unruled':
      return endUnruled(trade, one, { at, follow })
    case 'confirm': {
      one.draft = null
      if (one.appealAt !== null) return toStage(one, 'appealed', at)
      const spent = one.undecided >= 2
      one.undecided++
      toStage(one, 'deciding', at)
      return spent ? endUnruled(trade, one, { at, follow }) : null
    }
    case 'limitation':
      one.reminded = true
      return null
    case 'final':
    case 'appeal':
      return one.decision ? carryOut(trade, one, { decision: one.decision, at, follow }) : null
    case 'last': {
      // The goods are with the buyer, who was told where to send them.
      const kept = follow.stageOf(trade, one.id) === 'addressed'
      if (one.stage === 'returning' || one.stage === 'performing')
        return settleGoods(trade, one, { fen: kept ? 0n : dueFen(trade, one), at, follow })
      const { decision } = one
      if (decision) return carryOut(trade, one, { decision, at, follow, inTime: false })
      return silent(lastWord(trade, one, at))
    }
    default:
      return silent(0n)
  }
}

function nextRound(one: Quarrel, at: number): Said {
  dismiss(one)
  one.undecided++
  one.stageAt = at
  return null
}

/** Nobody has ruled in three rounds: whoever bears the burden and did not meet it has lost. */
function endUnruled(
  trade: Trade,
  one: Quarrel,
  { at, follow }: { at: number; follow: Followed },
): Said {
  const wins = buyerWins(one, at)
  if (wins === null)
    return one.holdEndsAt === null
      ? finish(trade, one, { by: 'default', fen: 0n, human: false, at, follow })
      : nextRound(one, at)
  const fen = wins ? awardable(trade, one) : 0n
  one.decision = { by: 'default', fen, damagesFen: 0n, ...byRule }
  return toStage(one, 'ruled', at)
}

function lastWord(trade: Trade, one: Quarrel, at: number): bigint {
  const lost = one.stage === 'inspecting' || buyerWins(one, at) === false
  return lost ? 0n : awardable(trade, one)
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
  const fen = least(one.fen, settledOf(trade) - one.backBefore)
  finish(trade, one, { by: 'hold', fen, human: false, at: how.at, follow: how.follow })
}
