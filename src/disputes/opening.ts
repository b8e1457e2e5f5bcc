import { minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { shanghaiDay } from '../kernel/time.ts'
import { burdensOf, hoursToShow, leastHoursToShow, limitationOf } from '../law/burden.rules.ts'
import type { CaseFile, Complaint, Event, Facts, Open, Refusal, Ruling } from './model.ts'
import { planned } from './plan.ts'
import { evidenceItem } from './proving.ts'
import { byRule, carryOut } from './sums.ts'
import type { Issue, Point } from './terms.ts'
import { lastMoment } from './timers.ts'
import { trackOf } from './track.ts'

/** Which facts does this complaint turn on? */
const turnsOn: Readonly<Record<Issue, readonly Point[]>> = {
  not_received: ['delivered'],
  damaged: ['quality'],
  not_as_described: ['described'],
  fake: ['authentic'],
  expired: ['within_date'],
  date_altered: ['date_intact'],
  unlicensed: ['licensed'],
  harmful: ['harm'],
  return_refused: ['came_back'],
  other: ['claim'],
}

/**
 * 投诉. May this complaint be opened, and what does it hold back? From payment until the limitation
 * ends, also when the seller has the money already: then nothing is locked.
 */
export function open(complaint: Complaint, command: Open, facts: Facts): Decision<Event, Refusal> {
  const { at, role } = facts
  if (role !== 'buyer') return refuse('complaint.not_yours_to_do')
  if (complaint.status !== 'none' && complaint.status !== 'closed')
    return refuse('complaint.already_open')
  const leftFen = claimable(complaint, facts)
  if (leftFen <= 0n) return refuse('complaint.nothing_paid')
  const today = shanghaiDay(at)
  const knownOn = command.knownOn ?? today
  const { endsOn, cite } = limitationOf(knownOn)
  if (today > endsOn || knownOn > today) return refuse('complaint.too_late', { cite })
  const settled = complaint.status === 'none' ? [] : complaint.settled
  if (settled.includes(command.issue)) return refuse('complaint.already_decided')
  const amountFen = command.amountFen ?? leftFen
  if (amountFen <= 0n || amountFen > leftFen) return refuse('complaint.amount_too_high')
  const file = draftFile(complaint, command, { facts, amountFen, knownOn })
  if (file.multiple && file.track.law === 'civil') {
    const [reason] = file.track.reasons
    return refuse('complaint.civil_track', reason ? { cite: reason.cite } : {})
  }
  const opened = openedBy(file, facts)
  return atOnce(file, facts) ? [opened, carryOut(file, facts, brokenPromise(file))] : [opened]
}

/** How much of the price has neither gone back nor is owed already? In fen. */
export function claimable(complaint: Complaint, { paidFen, backFen }: Facts): bigint {
  return paidFen - backFen - owedBefore(complaint).priceFen
}

export function openedBy(file: CaseFile, { at, freeFen }: Facts): Event {
  const { text, ...rest } = file
  const { complaintId, issue, amountFen } = file
  const lockFen = minFen(amountFen, freeFen)
  return {
    type: 'complaint.opened',
    ...{ complaintId, amountFen, lockFen, issue, text, at, file: rest },
  }
}

/** The file as it begins: the burdens, the times and the law of this day, frozen. */
export function draftFile(
  complaint: Complaint,
  command: Open,
  { facts, amountFen, knownOn }: { facts: Facts; amountFen: bigint; knownOn: string },
): CaseFile {
  const { at, orderId, buyerId, sellerId, goodsText: goods, standing, receivedOn, terms } = facts
  const today = shanghaiDay(at)
  const count = complaint.status === 'none' ? 1 : complaint.count + 1
  const complaintId = `${orderId}/${count}`
  const { issue, text, purpose = 'life', photos = [] } = command
  const points = turnsOn[issue]
  const first = { by: 'buyer' as const, point: points[0] ?? null, text: '', photos }
  return {
    ...{
      status: 'claimed',
      complaintId,
      orderId,
      buyerId,
      sellerId,
      count,
      issue,
      text,
      amountFen,
    },
    ...{ openedAt: at, stageAt: at, purpose, knownOn },
    ...planOf(facts),
    relation: command.relation ?? 'stranger',
    lowKey: command.lowKey ?? false,
    multiple: command.multiple ?? false,
    track: trackOf({ purpose, standing, goods }),
    review: (command.lately ?? 0) >= terms.frequentClaims || count > terms.claimsOfOneOrder,
    backBeforeFen: facts.backFen,
    holdEndsAt: facts.freeFen > 0n ? facts.holdEndsAt : null,
    burdens: burdensOf(points, { goods, receivedOn, on: today }),
    // The room of notices says when it has entered the system that the seller named.
    noticeAt: null,
    evidence: photos.length > 0 ? [evidenceItem(complaintId, 1, { ...first, at })] : [],
    ...{ answer: null, messages: [], offers: [], claimants: [], ways: [], barred: [] },
    ...{ bids: { buyer: null, seller: null }, mediationAt: null, mediatorId: null },
    ...{ objection: null, objected: [], draft: null, decision: null, appeal: null, promise: null },
    ...{ outcome: null, reminded: false },
    owedBeforeFen: owedBefore(complaint).priceFen,
    owedInAllFen: owedBefore(complaint).inAllFen,
    settled: complaint.status === 'none' ? [] : complaint.settled,
  }
}

/** What have earlier cases of this order left owed: of the price, and with all damages? */
function owedBefore(complaint: Complaint): { priceFen: bigint; inAllFen: bigint } {
  if (complaint.status === 'none') return { priceFen: 0n, inAllFen: 0n }
  const { outcome, owedBeforeFen } = complaint
  const fromPriceFen = outcome === null ? 0n : outcome.refundFen - outcome.fromHoldFen
  return { priceFen: owedBeforeFen + fromPriceFen, inAllFen: complaint.owedInAllFen }
}

/** The published times, or less of each where the hold ends before they could run out. */
function planOf(facts: Facts) {
  const { at, freeFen, terms } = facts
  const today = shanghaiDay(at)
  const holdEndsAt = freeFen > 0n ? facts.holdEndsAt : null
  const lastAt = lastMoment({ holdEndsAt, openedAt: at })
  const full = { terms, hoursToShow: hoursToShow(today) }
  return planned(full, { at, lastAt, leastHours: leastHoursToShow(today) })
}

/** Not sent in time needs no proof and no answer: the house itself knows it. */
function atOnce(file: CaseFile, { unsentLate }: Facts): boolean {
  return file.issue === 'not_received' && unsentLate
}

/** @law 电子商务法 第二十条 (delivery as promised is the seller's duty) */
function brokenPromise(file: CaseFile): Ruling {
  const inferences = file.burdens.map(({ point, cite }) => ({ point, cite }))
  const { amountFen: refundFen, openedAt: at } = file
  return byRule({ refundFen, faults: ['not_delivered'], inferences, at })
}
