import type { Asked, Followed } from './asked.ts'
import { day } from './days.ts'
import { live, type Shop, statusOf, type Trade } from './trade.ts'

/** 收款账户、被盗、盗刷、带句话, by the tables in network/README.md and orders/README.md. */
type Said = string | null

interface ShopAsked {
  readonly at: number
  readonly body: Asked['body']
}

const formerMax = 10

/** The clock, and a theft that has been declared: also where the shop is closed. */
export function shopByHouse(shop: Shop, { at, body }: ShopAsked, all: Followers): Said {
  if (body.type === 'sweep') return sweep(shop, all, false)
  if (body.type === 'time') {
    if (body.kind === 'sweep') return sweep(shop, all, true)
    const { wish } = shop
    if (wish === null || wish.dueAt > at) return 'shop.not_due'
    payTo(shop, wish.ref, at)
    return null
  }
  if (body.type !== 'freeze') return 'shop.not_found'
  const since = Number(body.since)
  shop.frozen = { since: Math.min(since, shop.frozen?.since ?? since), until: at }
  toSweep(shop, since, at)
  shop.wish = null
  const place = shop.formerPayees.findIndex(({ until, stolen }) => until >= since && !stolen)
  const before = shop.formerPayees[place]
  if (before && before.ref !== shop.payee) {
    payTo(shop, before.ref, at)
    // Whatever came after it is a thief's, and never paid again by a later declaration.
    for (const one of shop.formerPayees.slice(shop.formerPayees.indexOf(before) + 1))
      one.stolen = true
  }
  return null
}

/** What a freeze, or its end, still has to reach. */
interface Followers {
  readonly trades: readonly Trade[]
  readonly follow: Pick<Followed, 'closeAsked'>
}

function toSweep(shop: Shop, since: number, at: number): void {
  const from = Math.min(since, shop.sweep?.from ?? since)
  shop.sweep = { from, askedAt: at, dueAt: at }
}

const pageMax = 100

/** A page of offers since the theft is taken down; a page of orders is held back, or freed. */
function sweep(shop: Shop, { trades, follow }: Followers, byClock: boolean): Said {
  const { sweep: last, frozen } = shop
  if (last === null) return 'shop.not_due'
  const offers = [...shop.listings.values()]
    .filter((one) => frozen && one.status === 'published' && one.editedAt >= frozen.since)
    .sort((a, b) => a.editedAt - b.editedAt || (a.id < b.id ? -1 : 1))
    .slice(0, pageMax)
  const within = ({ openedAt }: Trade) =>
    frozen !== null && openedAt >= frozen.since && openedAt <= frozen.until
  const wrong = (one: Trade) =>
    !over.includes(statusOf(one)) &&
    (one.locks.has('theft') ? !within(one) : within(one) && (unpaid(one) || one.phase === 'paid'))
  const page = trades
    .filter((one) => one.openedAt >= last.from && wrong(one))
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
    .slice(0, pageMax)
  if (offers.length + page.length === 0) {
    if (byClock) shop.sweep = null
    return byClock ? null : 'shop.not_due'
  }
  const done = page.length === pageMax ? (page.at(-1)?.openedAt ?? 0) : last.askedAt
  last.from = Math.max(last.from, Math.min(done, last.askedAt - 10_000))
  if (byClock) last.dueAt++
  for (const one of offers) one.status = 'withdrawn'
  for (const one of page) if (!one.locks.delete('theft')) suspect(one, follow)
  return null
}

const unpaid = ({ phase, ending }: Trade) =>
  phase === 'opened' || (phase === 'closing' && ending?.reason === 'unpaid')

const over = ['settled', 'refunded', 'cancelled', 'expired']

/** What the owner says of the account; null: it is about something else. */
export function payoutByOwner(shop: Shop, { at, body }: ShopAsked): { said: Said } | null {
  if (body.type === 'stop_payout') {
    if (shop.wish === null) return { said: 'shop.no_payout_wish' }
    shop.wish = null
    return { said: null }
  }
  if (body.type === 'thaw') {
    if (shop.frozen === null) return { said: 'shop.not_frozen' }
    toSweep(shop, shop.frozen.since, at)
    shop.frozen = null
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
function suspect(trade: Trade, follow: Pick<Followed, 'closeAsked'>): void {
  if (unpaid(trade)) {
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
  if (trade.reports >= 5) return 'order.reported_often'
  trade.reports++
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
