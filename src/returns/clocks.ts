import { addDays, day, hour, type Instant, shanghaiDay, startOfDay } from '../kernel/time.ts'
import { refundDue } from '../law/return-window.rules.ts'
import type { Opened } from '../orders/model.ts'
import type { Return, Returns, Stage } from './model.ts'
import { isOpen, listOf, secured } from './pieces.ts'
import type { clockWords } from './return-words.ts'
import { returnTerms as terms } from './terms.ts'

/** A moment that a return waits for, and who gains when it comes and nobody has acted. */
export interface ReturnTimer {
  /** The stage that ends, or `escalate`, and the number of the return: `accepted/1`. */
  readonly kind: string
  readonly dueAt: Instant
  readonly gains: 'buyer' | 'seller' | 'nobody'
}

/** What happens next to the returns of an order, when, and in whose favour, if nobody acts? */
export function timers(returns: Returns): readonly ReturnTimer[] {
  return listOf(returns).flatMap((one) => [...timersOf(one), ...penaltyOf(one)])
}

/**
 * 故意拖延. On this day a refund that has not come counts as deliberate delay: it is marked, once,
 * also where silence cannot move money any more, or not all of it.
 * @law 网络购买商品七日无理由退货暂行办法 第三十一条第三项
 */
export function penaltyOf(one: Return): ReturnTimer[] {
  const { no, remedy, stage, backAt, penaltyAt, owedFen } = one
  const waits = stage === 'back' || stage === 'reviewing' || (stage === 'refunded' && owedFen > 0n)
  if (backAt === null || remedy !== 'refund' || penaltyAt !== undefined || !waits) return []
  const dueAt = startOfDay(moneyDue(backAt).violationFrom)
  return [{ kind: `penalty/${no}`, dueAt, gains: 'nobody' }]
}

export function timersOf(one: Return): ReturnTimer[] {
  const { no, stage, dueAt, escalateAt } = one
  if (dueAt === null || !isOpen(one)) return []
  // A person looks before the hold is settled as it stands: what cannot end in time goes there.
  if (escalateAt !== null && stage !== 'reviewing' && escalateAt < dueAt)
    return [{ kind: `escalate/${no}`, dueAt: escalateAt, gains: 'nobody' }]
  return [{ kind: `${stage}/${no}`, dueAt, gains: gainsOf(one) }]
}

/** What follows, in one word: it differs with what was asked for, and with why a person looks. */
export function clockOf(one: Return): keyof typeof clockWords {
  const [next] = timersOf(one)
  const kind = (next?.kind.split('/', 1)[0] ?? one.stage) as keyof typeof clockWords
  if (kind === 'back' && one.remedy !== 'refund') return 'mending'
  if (kind === 'outbound' && one.outbound === null) return 'handed'
  return kind === 'reviewing' ? undecidedWords[undecidedEnd(one)] : kind
}

const undecidedWords = {
  go_on: 'weighed',
  send_again: 'again',
  refund: 'reviewing',
  lapse: 'unseen',
} as const

/** In whose favour is it when this stage ends by itself? */
function gainsOf(one: Return): ReturnTimer['gains'] {
  const { stage, outbound } = one
  if (stage === 'addressed') return 'seller'
  if (stage === 'sent' || !secured(one)) return 'nobody'
  // Handed over in person: nobody but the two of them knows, and neither gains by silence.
  if (stage === 'outbound' && outbound === null) return 'nobody'
  return stage === 'reviewing' ? undecidedGains(one) : 'buyer'
}

/** In whose favour is it when no person decides? README.md, "who is silent". */
function undecidedGains(one: Return): ReturnTimer['gains'] {
  const ends = undecidedEnd(one)
  if (ends === 'refund') return 'buyer'
  return ends === 'lapse' ? 'seller' : 'nobody'
}

/**
 * 无人决定. What follows when no person has decided in time? What goes on, pays nobody. A parcel that
 * a carrier had is the seller's risk; of one that no carrier has ever seen nothing is shown.
 */
export function undecidedEnd(one: Return): 'go_on' | 'send_again' | 'refund' | 'lapse' {
  const { review, journey } = one
  const why = review?.why ?? []
  const spent = why.includes('hold_ending') || why.includes('nothing_held')
  switch (review?.from) {
    case 'accepted':
      return spent ? 'refund' : 'go_on'
    case 'addressed':
      return 'lapse'
    case 'sent':
      if (journey?.seen !== true) return 'lapse'
      return why.includes('came_back') ? 'send_again' : 'refund'
    default:
      return 'refund'
  }
}

/** So long may this stage last, from the moment it begins. */
export function stageEnds(
  stage: Exclude<Stage, 'back' | 'reviewing' | 'giving_back'>,
  at: Instant,
): Instant {
  switch (stage) {
    case 'accepted':
      return at + terms.addressHours * hour
    case 'addressed':
      return at + terms.sendBackDays * day
    case 'late':
      return at + terms.chooseDays * day
    default:
      return at + terms.transitDays * day
  }
}

/**
 * The goods are back: until when must the money be, by which article, and from which day on is it
 * deliberate delay?
 */
export function moneyDue(at: Instant): { dueAt: Instant; cite: string; violationFrom: string } {
  const { deadlineOn, cite, violationFrom } = refundDue(shanghaiDay(at))
  return { dueAt: startOfDay(addDays(deadlineOn, 1)), cite, violationFrom }
}

/** A promise of so many days ends with the last of them; the day it is given is not counted. */
export function promiseEnds(at: Instant, days: number): Instant {
  return startOfDay(addDays(shanghaiDay(at), days + 1))
}

/** When does a person get it at the latest? Null where no hold bounds anything. */
export function escalatesAt({ holdExpiresAt, terms: ofOrder }: Opened): Instant | null {
  if (holdExpiresAt === null) return null
  return holdExpiresAt - (ofOrder.holdMarginDays + terms.escalateDays) * day
}
