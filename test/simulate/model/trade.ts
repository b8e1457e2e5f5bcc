import type { Books } from './books.ts'
import { day, dayOf, hour, periodEnd } from './days.ts'

/**
 * What the model knows of a trade. Written from the tables in the rooms' README.md; it imports
 * nothing of `src/`, so that a mistake of the rules is not made here as well.
 */
export type Kind = 'parcel' | 'pickup' | 'digital' | 'service'

export interface Listing {
  readonly id: string
  status: 'published' | 'withdrawn'
  /** When it was put up, or changed last. */
  editedAt: number
  revision: number
  stock: number
  priceFen: bigint
  kind: Kind
  hours: number
  exclusion: string | null
  returnDays: number | null
  freightBySeller: boolean
  warrantyMonths: number
  freeFreight: FreeFreight | null
  promotion: string | null
}

/** 满额包邮: from this sum on, and what sending it costs in fact. */
export interface FreeFreight {
  readonly fromFen: bigint
  readonly costFen: bigint
}

export interface Shop {
  status: 'open' | 'closed'
  readonly ownerId: string
  readonly perMille: number
  name: string
  readonly books: Books
  readonly listings: Map<string, Listing>
  /** Where the money of new orders goes, and went; a change waits a day. */
  payee: string
  wish: { ref: string; dueAt: number } | null
  readonly formerPayees: { ref: string; until: number; stolen: boolean }[]
  /** Since when somebody else may have sold here, and until when; null: nobody. */
  frozen: { since: number; until: number } | null
  /** Not all of it has followed yet: from where on is looked, and when the clock looks next. */
  sweep: { from: number; askedAt: number; dueAt: number } | null
  /** Who asked for returns of what, and when. */
  readonly habits: Map<string, { listingId: string; at: number }[]>
}

export interface Thing {
  readonly id: string
  readonly listingId: string
  readonly quantity: number
  readonly unitFen: bigint
  readonly fen: bigint
  readonly kind: Kind
  hours: number
  readonly returnDays: number | null
  readonly exclusion: string | null
  readonly freightBySeller: boolean
  readonly warrantyMonths: number
  readonly freeFreight: FreeFreight | null
  readonly promotion: string | null
  status: 'awaiting' | 'overdue' | 'shipped' | 'delivered' | 'refunded'
  readyBy: number | null
  parcelId: string | null
  deliveredAt: number | null
}

export interface Bundle {
  readonly id: string
  readonly kind: Kind
  readonly shippedAt: number
  wordAt: number
  doubted: boolean
  deliveredAt: number | null
}

export interface Move {
  readonly no: string
  readonly kind: 'refund' | 'release' | 'fee' | 'return'
  readonly fen: bigint
  status: 'pending' | 'done' | 'refused'
  readonly reason: string
}

export interface Owed {
  readonly kind: 'refund' | 'return'
  readonly fen: bigint
  readonly reason: string
  readonly retryAt: number
}

export interface Trade {
  readonly id: string
  readonly shop: Shop
  readonly buyerId: string
  readonly openedBy: string
  readonly linkHash: string
  /** What the buyer shows: drawn by the house, so the model has to be told. */
  collectCode: string | null
  readonly openedAt: number
  readonly totalFen: bigint
  readonly partialRelease: boolean
  readonly things: Thing[]
  readonly boughtFor: string
  /** The account of the day on which it was opened. */
  readonly payee: string
  phase: 'opened' | 'closing' | 'ended' | 'paid'
  ending: { by: string; reason: string } | null
  paidAt: number | null
  paidFen: bigint
  /** What returns have left owed, since it was not held any more. */
  returnsOwed: bigint
  holdExpiresAt: number | null
  bundles: Bundle[]
  receivedAt: number | null
  /** The buyer has been told that the time to return is almost over. */
  reminded: boolean
  locks: Map<string, bigint>
  moves: Move[]
  owed: Owed[]
  releaseNotBefore: number
  holdEnded: { fen: bigint; fromEscrow: bigint } | null
  term: { hours: number | null; signed: boolean } | null
  proposals: number
  reports: number
  /** The buyer says that somebody else has paid. */
  disownedAt: number | null
  nudges: { words: string; at: number }[]
}

/** 本站规则: the numbers of orders/terms.ts as README.md prints them. */
export const terms = {
  payWithin: hour / 4,
  grace: 24 * hour,
  confirmDays: 10,
  doubtDays: 10,
  undeliveredDays: 15,
  marginDays: 5,
  retry: 24 * hour,
}

export function live({ things }: Trade): Thing[] {
  return things.filter(({ status }) => status !== 'refunded')
}

export function sum(list: readonly bigint[]): bigint {
  return list.reduce((all, one) => all + one, 0n)
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

export function escrowOf({ id }: Trade): string {
  return `order.escrow/${id}`
}

/** The money of a trade, read off the model's own books. */
export function purse(trade: Trade) {
  const escrow = trade.shop.books.account(escrowOf(trade))
  const escrowFen = escrow.credit - escrow.debit
  const pendingFen = escrow.debitWaits
  const owed = trade.owed.filter(({ kind }) => kind === 'refund').map(({ fen }) => fen)
  const owedFen = least(sum(owed), escrowFen - pendingFen)
  const freeFen = escrowFen - pendingFen - owedFen
  const lockedFen = least(sum([...trade.locks.values()]), freeFen)
  return { escrowFen, pendingFen, owedFen, freeFen, lockedFen }
}

/** What can go to the seller, and what of it is the fee. */
export function payable(trade: Trade): { releaseFen: bigint; feeFen: bigint } {
  const { freeFen, lockedFen, owedFen } = purse(trade)
  if (!trade.partialRelease && lockedFen + owedFen > 0n) return { releaseFen: 0n, feeFen: 0n }
  const goesFen = freeFen - lockedFen
  const went = (kind: string) =>
    sum(
      trade.moves
        .filter((one) => one.kind === kind && one.status !== 'refused')
        .map(({ fen }) => fen),
    )
  const rate = BigInt(trade.shop.perMille)
  const dueFen = ((went('release') + went('fee') + goesFen) * rate) / 1000n - went('fee')
  const feeFen = dueFen <= 0n ? 0n : least(dueFen, goesFen)
  return { releaseFen: goesFen - feeFen, feeFen }
}

/** In one word, by the diagram of orders/README.md. */
export function statusOf(trade: Trade): string {
  if (trade.phase === 'opened' || trade.phase === 'closing') return trade.phase
  if (trade.phase === 'ended') return trade.ending?.reason === 'unpaid' ? 'expired' : 'cancelled'
  const things = live(trade)
  if (things.length === 0) return trade.ending === null ? 'refunded' : 'cancelled'
  if (purse(trade).escrowFen === 0n) return gaveSeller(trade) ? 'settled' : 'refunded'
  if (trade.receivedAt !== null) return 'received'
  const some = (status: Thing['status']) => things.some((one) => one.status === status)
  if (some('overdue')) return 'overdue'
  if (some('awaiting')) return some('shipped') || some('delivered') ? 'part_shipped' : 'paid'
  return some('shipped') ? 'shipped' : 'delivered'
}

function gaveSeller({ moves, holdEnded }: Trade): boolean {
  const released = moves.some(({ kind, status }) => kind === 'release' && status === 'done')
  return released || (holdEnded?.fromEscrow ?? 0n) > 0n
}

/** Every moment that the trade waits for, by the table of who is silent. */
export function clocksOf(trade: Trade): Map<string, number> {
  const clocks = new Map<string, number>()
  const set = (kind: string, moments: readonly number[]) => {
    if (moments.length > 0) clocks.set(kind, Math.min(...moments))
  }
  if (trade.phase === 'opened') set('pay', [trade.openedAt + terms.payWithin])
  if (trade.phase === 'opened' || trade.holdEnded !== null) return clocks
  const repays = trade.owed.map(({ retryAt }) => retryAt)
  set('repay', repays)
  if (trade.phase !== 'paid') return clocks
  const promised = (status: string) =>
    trade.things.filter((one) => one.status === status).flatMap(({ readyBy }) => readyBy ?? [])
  set('ship', promised('awaiting'))
  set(
    'overdue',
    promised('overdue').map((at) => at + terms.grace),
  )
  const silent = trade.bundles.filter((one) => isUnderWay(trade, one) && one.deliveredAt === null)
  const undoubted = silent.filter(({ doubted }) => !doubted)
  set(
    'doubt',
    undoubted.map(({ wordAt }) => wordAt + terms.doubtDays * day),
  )
  set(
    'undelivered',
    silent.map(({ wordAt }) => wordAt + terms.undeliveredDays * day),
  )
  setEnds(trade, set)
  return clocks
}

function setEnds(trade: Trade, set: (kind: string, moments: readonly number[]) => void): void {
  const { releaseFen, feeFen } = payable(trade)
  const goes = releaseFen + feeFen > 0n
  const windowAt = windowEnd(trade)
  if (windowAt !== null && trade.receivedAt === null && trade.locks.size === 0) {
    const lastAt = Math.max(...live(trade).map(({ deliveredAt }) => deliveredAt ?? 0))
    set('confirm', [Math.max(windowAt, lastAt + terms.confirmDays * day)])
  }
  const parcels = live(trade).some(({ kind }) => kind === 'parcel')
  if (windowAt !== null && parcels && !trade.reminded) set('remind', [windowAt - day])
  if (windowAt !== null && trade.receivedAt !== null && goes)
    set('release', [Math.max(windowAt, trade.releaseNotBefore)])
  if (trade.holdExpiresAt === null || purse(trade).freeFen === 0n) return
  const undecided = trade.locks.size > 0 || windowAt === null
  if (undecided || goes)
    set('hold', [Math.max(trade.holdExpiresAt - terms.marginDays * day, trade.releaseNotBefore)])
}

/** When the last right to give back without a reason is over; null before all is delivered. */
export function windowEnd(trade: Trade): number | null {
  const things = live(trade)
  if (things.length === 0 || things.some(({ status }) => status !== 'delivered')) return null
  return Math.max(
    ...things.map(({ deliveredAt, returnDays }) =>
      periodEnd(dayOf(deliveredAt ?? 0), Math.max(7, returnDays ?? 0)),
    ),
  )
}

export function isUnderWay({ things }: Trade, { id }: Pick<Bundle, 'id'>): boolean {
  return things.some(({ parcelId, status }) => parcelId === id && status === 'shipped')
}
