import { type Decision, refuse } from '../kernel/refusal.ts'
import { day, type Instant } from '../kernel/time.ts'
import type { Command, Event, Facts, FormerPayout, Payout, Present, Refusal } from './model.ts'
import { beginSweep, sweepPage, swept } from './sweeping.ts'

/**
 * 收款账户与被盗. Where does the money of new orders go, and what follows when somebody else has acted
 * in the owner's name? Pure. An order keeps the account of its own day: it is fixed in its payment.
 */
export const holdForMs = day
export const deskHoldMs = 3 * day

/** So many earlier accounts are kept: enough to go back to the one from before a theft. */
const formerMax = 10

type Answer = Decision<Event, Refusal>
type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/** A change is held for a day, whoever asks and by whatever means: the owner can stop it. */
export function changePayout(shop: Present, wish: Of<'change_payout'>, { at }: Facts): Answer {
  const { payeeRef, tail, factor } = wish
  if (!usable(wish)) return refuse('shop.payout_unusable')
  if (payeeRef === shop.payeeRef) return refuse('shop.payout_same')
  // Another wish takes the place of the one before, and waits a whole day again.
  const held = { payeeRef, tail, factor, askedAt: at, dueAt: at + holdForMs }
  return [{ type: 'shop.payout_asked', wish: held }]
}

/** What providers give as the number of a receiver, and four digits to know it again. */
function usable({ payeeRef, tail }: Payout): boolean {
  return /^[A-Za-z0-9-]{6,40}$/.test(payeeRef) && tail !== null && /^[0-9]{4}$/.test(tail)
}

/** To stop it needs no second factor: whoever doubts is heard at once. */
export function stopPayout(shop: Present, by: 'owner' | 'theft'): Answer {
  return shop.payoutWish ? [{ type: 'shop.payout_stopped', by }] : refuse('shop.no_payout_wish')
}

/**
 * The owner is back, and says that what is still there was honest. Who came to the desk may have
 * lost the telephone itself: for three days, in which a number is got back, a code thaws nothing.
 */
export function thaw({ frozen }: Present, { factor }: Of<'thaw'>, { at }: Facts): Answer {
  if (!frozen) return refuse('shop.not_frozen')
  const early = frozen.by === 'desk' && factor === 'code' && at < frozen.at + deskHoldMs
  if (early) return refuse('shop.thaw_too_early')
  return [{ type: 'shop.thawed', from: frozen.since, at }]
}

/** The clock, and a theft that has been declared. */
export function asHouse(shop: Present, command: Command, facts: Facts): Answer {
  const { at } = facts
  if (command.type === 'freeze') return freeze(shop, command, facts)
  if (command.type === 'sweep') return sweepPage(shop, 'house', facts)
  if (command.type !== 'time') return refuse('shop.not_found')
  if (command.kind === 'sweep') return sweepPage(shop, 'clock', facts)
  const { payoutWish: wish } = shop
  if (!wish || wish.dueAt > at) return refuse('shop.not_due')
  return [{ type: 'shop.payout_changed', payeeRef: wish.payeeRef, tail: wish.tail, at }]
}

/**
 * 冻结. What was offered and opened since is stopped, and with it a change of account that waits; a
 * change that has come into force since is taken back.
 */
function freeze(shop: Present, command: Of<'freeze'>, { at, webhookIds }: Facts): Answer {
  const { since, by } = command
  // Declared again, as if it had begun later: what was doubted before is doubted still.
  const first = Math.min(since, shop.frozen?.since ?? since)
  // And whoever has the telephone does not speak louder than the desk.
  const frozen = { since: first, at, by: shop.frozen?.by === 'desk' ? 'desk' : by } as const
  const events: Event[] = [{ type: 'shop.frozen', freeze: frozen, from: since, webhookIds }]
  if (shop.payoutWish) events.push({ type: 'shop.payout_stopped', by: 'theft' })
  const former = shop.formerPayouts ?? []
  const before = former[beforeTheft(former, since)]
  if (before && before.payeeRef !== shop.payeeRef) {
    const { payeeRef, tail } = before
    events.push({ type: 'shop.payout_reverted', payeeRef, tail, at, since })
  }
  return events
}

type PayoutEvent = Exclude<
  Event,
  {
    type: 'shop.opened' | 'shop.renamed' | 'shop.closed' | 'shop.checked' | 'shop.check_ended'
  }
>

export function evolvePayout(shop: Present, event: PayoutEvent): Present {
  switch (event.type) {
    case 'shop.payout_asked':
      return { ...shop, payoutWish: event.wish }
    case 'shop.payout_stopped':
      return { ...shop, payoutWish: null }
    case 'shop.payout_changed':
      return paidTo(shop, event)
    case 'shop.payout_reverted':
      return reverted(shop, event)
    case 'shop.frozen':
      return { ...shop, frozen: event.freeze, ...sweeps(shop, event.from, event.freeze.at) }
    case 'shop.thawed':
      return { ...shop, frozen: null, ...sweeps(shop, event.from, event.at) }
    case 'shop.swept':
      return shop.sweep ? { ...shop, sweep: swept(shop.sweep, event) } : shop
    case 'shop.sweep_ended':
      return { ...shop, sweep: null }
  }
}

/** Entries from before there were sweeps named all that followed themselves. */
function sweeps(shop: Present, from?: Instant, at?: Instant): Pick<Present, 'sweep'> {
  return from === undefined || at === undefined ? {} : { sweep: beginSweep(shop, from, at) }
}

function paidTo(shop: Present, now: Payout & { at: Instant }, stolen = false): Present {
  const { payeeRef, tail, at } = now
  const last = { payeeRef: shop.payeeRef, tail: shop.payoutTail ?? null, until: at }
  const left = stolen ? { ...last, stolen } : last
  const formerPayouts = [...(shop.formerPayouts ?? []), left].slice(-formerMax)
  return { ...shop, payeeRef, payoutTail: tail, payoutWish: null, formerPayouts }
}

/**
 * What came after the account that counts again is a thief's: another theft that is declared later,
 * and began later, must not bring it back.
 */
function reverted(shop: Present, event: Extract<Event, { type: 'shop.payout_reverted' }>): Present {
  const former = shop.formerPayouts ?? []
  const { since } = event
  // Entries from before this was kept do not say since when.
  if (since === undefined) return paidTo(shop, event)
  const place = beforeTheft(former, since)
  const formerPayouts = former.map((one, at) => (at > place ? { ...one, stolen: true } : one))
  return paidTo({ ...shop, formerPayouts }, event, true)
}

/** Which account counted when the theft began? Its place; -1: the one that counts now. */
function beforeTheft(former: readonly FormerPayout[], since: Instant): number {
  return former.findIndex(({ until, stolen }) => until >= since && !stolen)
}

/** What does the shop wait for? */
export function payoutTimers(shop: { status: 'none' } | Present) {
  if (shop.status === 'none') return []
  const { payoutWish: wish, sweep } = shop
  return [
    ...(wish ? [{ kind: 'payout', dueAt: wish.dueAt }] : []),
    ...(sweep ? [{ kind: 'sweep', dueAt: sweep.dueAt }] : []),
  ]
}
