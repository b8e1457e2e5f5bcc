import type { Asked, Followed } from './asked.ts'
import { day } from './days.ts'
import { live, type Shop, type Trade } from './trade.ts'

/** 收款账户、被盗、盗刷、带句话, by the tables in network/README.md and orders/README.md. */
type Said = string | null

interface ShopAsked {
  readonly at: number
  readonly body: Asked['body']
}

const formerMax = 10

/** The clock, and a theft that has been declared: also where the shop is closed. */
export function shopByHouse(shop: Shop, { at, body }: ShopAsked, stop: Stopped): Said {
  if (body.type === 'time') {
    const { wish } = shop
    if (wish === null || wish.dueAt > at) return 'shop.not_due'
    payTo(shop, wish.ref, at)
    return null
  }
  if (body.type !== 'freeze') return 'shop.not_found'
  const since = Number(body.since)
  shop.frozen = since
  shop.wish = null
  const place = shop.formerPayees.findIndex(({ until, stolen }) => until >= since && !stolen)
  const before = shop.formerPayees[place]
  if (before && before.ref !== shop.payee) {
    payTo(shop, before.ref, at)
    // Whatever came after it is a thief's, and never paid again by a later declaration.
    for (const one of shop.formerPayees.slice(shop.formerPayees.indexOf(before) + 1))
      one.stolen = true
  }
  for (const id of body.listingIds as readonly string[]) {
    const listing = shop.listings.get(id)
    if (listing?.status === 'published') listing.status = 'withdrawn'
  }
  stop.suspect(body.orderIds as readonly string[])
  return null
}

interface Stopped {
  /** These orders may be a thief's. */
  suspect(orderIds: readonly string[]): void
  /** These were honest. */
  clear(orderIds: readonly string[]): void
}

/** What the owner says of the account; null: it is about something else. */
export function payoutByOwner(
  shop: Shop,
  { at, body }: ShopAsked,
  stop: Stopped,
): { said: Said } | null {
  if (body.type === 'stop_payout') {
    if (shop.wish === null) return { said: 'shop.no_payout_wish' }
    shop.wish = null
    return { said: null }
  }
  if (body.type === 'thaw') {
    if (shop.frozen === null) return { said: 'shop.not_frozen' }
    shop.frozen = null
    stop.clear(body.orderIds as readonly string[])
    return { said: null }
  }
  if (shop.status === 'closed') return { said: 'shop.closed' }
  if (shop.frozen !== null) return { said: 'shop.frozen' }
  if (body.type !== 'change_payout') return null
  const ref = String(body.payeeRef)
  const usable = /^[A-Za-z0-9-]{6,40}$/.test(ref) && /^[0-9]{4}$/.test(String(body.tail))
  if (!usable) return { said: 'shop.payout_unusable' }
  if (ref === shop.payee) return { said: 'shop.payout_same' }
  shop.wish = { ref, dueAt: at + day }
  return { said: null }
}

function payTo(shop: Shop, ref: string, at: number): void {
  shop.formerPayees.push({ ref: shop.payee, until: at, stolen: false })
  if (shop.formerPayees.length > formerMax) shop.formerPayees.shift()
  shop.payee = ref
  shop.wish = null
}

/** An order of a stolen account: unpaid it is closed, of a paid one nothing goes to the seller. */
export function suspect(trade: Trade, follow: Pick<Followed, 'closeAsked'>): void {
  if (trade.phase === 'opened') {
    trade.phase = 'closing'
    trade.ending = { by: 'seller', reason: 'account_stolen' }
    follow.closeAsked(trade)
  } else if (trade.phase === 'paid' && !trade.locks.has('theft'))
    trade.locks.set('theft', trade.paidFen)
}

/** 盗刷: the buyer disowns the payment, or takes that back. */
export function disown(trade: Trade, at: number, follow: Pick<Followed, 'notify'>): Said {
  if (trade.phase !== 'paid') return 'order.not_paid'
  if (trade.disownedAt !== null) return 'order.reported_already'
  trade.disownedAt = at
  trade.locks.set('unauthorised', trade.paidFen)
  follow.notify(trade)
  return null
}

export function ownAgain(trade: Trade): Said {
  if (trade.disownedAt === null) return 'order.not_reported'
  trade.disownedAt = null
  trade.locks.delete('unauthorised')
  return null
}

const wordsMax = 10

/** 带句话: one of each kind a day, ten in all, and only what fits. */
export function nudge(trade: Trade, { at, body }: Asked): Said {
  const words = String(body.words)
  const inTime = words === 'when' ? ['awaiting', 'overdue'] : ['delivered']
  const fits = trade.phase === 'paid' && live(trade).some(({ status }) => inTime.includes(status))
  if (!fits) return 'order.nudge_unfitting'
  const lately = trade.nudges.some((one) => one.words === words && one.at > at - day)
  if (lately || trade.nudges.length >= wordsMax) return 'order.nudged_already'
  trade.nudges.push({ words, at })
  return null
}
