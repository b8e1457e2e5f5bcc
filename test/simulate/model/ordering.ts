import type { Asked, Followed } from './asked.ts'
import { day, hour } from './days.ts'
import { ask, giveBackAmount, giveBackThings, release, reshelve, unlock } from './money.ts'
import { prices } from './promotions.ts'
import { disown, nudge, ownAgain } from './stolen.ts'
import {
  type Bundle,
  clocksOf,
  escrowOf,
  isUnderWay,
  live,
  purse,
  type Shop,
  type Thing,
  type Trade,
  terms,
} from './trade.ts'

/** What may be asked of an order, and the answer: null, or the code of the refusal. */
export type Said = string | null

interface WantedThing {
  readonly listingId: string
  readonly quantity: number
}

export function open(
  shop: Shop | undefined,
  asked: Asked,
  site: { partialRelease: boolean },
): Trade | string {
  const { body } = asked
  const wanted = body.items as readonly WantedThing[]
  if (shop?.status !== 'open') return 'order.nothing_offered'
  const listings = wanted.map(({ listingId }) => shop.listings.get(listingId))
  const { frozen } = shop
  const onSale = listings.flatMap((one) =>
    one?.status === 'published' && !(frozen && one.editedAt >= frozen.since) ? [one] : [],
  )
  if (onSale.length === 0 || onSale.length !== wanted.length) return 'order.nothing_offered'
  if (body.buyerId === shop.ownerId) return 'order.own_goods'
  const bought = onSale.map((one, place) => {
    const { id: listingId, priceFen: unitFen, kind, hours, promotion } = one
    const { returnDays, exclusion, freightBySeller, warrantyMonths, freeFreight } = one
    return {
      ...{ id: String(place + 1), listingId, quantity: wanted[place]?.quantity ?? 0, unitFen },
      ...{ kind, hours, returnDays, exclusion, freightBySeller, warrantyMonths, freeFreight },
      promotion,
    }
  })
  const costs = prices(bought)
  const things = bought.map((one): Thing => {
    const unsent = { status: 'awaiting', readyBy: null, parcelId: null, deliveredAt: null } as const
    return { ...one, fen: costs.get(one) ?? 0n, ...unsent }
  })
  const totalFen = things.reduce((all, { fen }) => all + fen, 0n)
  if (totalFen !== body.expectedTotalFen) return 'order.price_changed'
  if (totalFen === 0n) return 'order.nothing_to_pay'
  if (!body.hasAddress && things.some(({ kind }) => kind === 'parcel'))
    return 'order.address_missing'
  const short = onSale.some(({ stock }, place) => stock < (wanted[place]?.quantity ?? 0))
  if (short) return 'listing.sold_out'
  onSale.forEach((one, place) => {
    one.stock -= wanted[place]?.quantity ?? 0
  })
  return {
    ...{ id: asked.target, shop, buyerId: String(body.buyerId), openedBy: asked.actor },
    ...{ linkHash: String(body.linkHash), collectCode: null, openedAt: asked.at, totalFen },
    ...{ partialRelease: site.partialRelease, things, phase: 'opened', ending: null },
    ...{ boughtFor: String(body.boughtFor ?? 'life'), payee: shop.payee },
    ...{
      paidAt: null,
      paidFen: 0n,
      returnsOwed: 0n,
      holdExpiresAt: null,
      bundles: [],
      receivedAt: null,
    },
    ...{
      locks: new Map(),
      moves: [],
      owed: [],
      releaseNotBefore: 0,
      holdEnded: null,
      ...{ term: null, proposals: 0, reports: 0 },
      disownedAt: null,
      nudges: [],
      reminded: false,
    },
  }
}

const buyersOwn = [
  ...['cancel', 'refund_overdue', 'open_digital', 'confirm', 'propose_term'],
  ...['report_unauthorised', 'withdraw_report', 'nudge'],
]
const sellersOwn = ['cancel', 'ship', 'hand_over', 'sign_term', 'refund', 'refund_items']

/** One side asks something of an order that exists. */
export function askOrder(trade: Trade, asked: Asked, follow: Followed): Said {
  const { role, body } = asked
  if (role === 'stranger') return 'order.not_found'
  const mine = role === 'buyer' ? buyersOwn : sellersOwn
  if (!mine.includes(body.type)) return 'order.not_yours_to_do'
  switch (body.type) {
    case 'cancel':
      return cancel(trade, asked, follow)
    case 'ship':
      return ship(trade, asked, follow)
    case 'hand_over':
      return handOver(trade, asked)
    case 'open_digital':
      return arriveAll(trade, asked.at, (one) => one.kind === 'digital')
    case 'confirm':
      return confirm(trade, asked)
    case 'refund_overdue':
      return refundOverdue(trade, asked.at, follow)
    case 'refund':
      return refundAmount(trade, asked, follow)
    case 'refund_items':
      return refundItems(trade, asked, follow)
    case 'propose_term':
      return propose(trade, asked)
    case 'report_unauthorised':
      return disown(trade, asked.at, follow)
    case 'withdraw_report':
      return ownAgain(trade)
    case 'nudge':
      return nudge(trade, asked)
    default:
      return sign(trade)
  }
}

function cancel(trade: Trade, { role, body }: Asked, follow: Followed): Said {
  const reason = String(body.reason).trim()
  if (role === 'seller' && reason === '') return 'order.reason_missing'
  const ending = { by: role, reason: role === 'seller' ? reason : 'cancelled' }
  if (trade.phase === 'opened') {
    trade.phase = 'closing'
    trade.ending = ending
    follow.closeAsked(trade)
    return null
  }
  const unsent = trade.things.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  if (trade.phase !== 'paid' || unsent.length === 0) return 'order.too_late_to_cancel'
  if (unsent.length === trade.things.length) trade.ending = ending
  giveBackThings(trade, unsent, { reason: `cancelled_by_${role}`, asks: follow })
  return null
}

function ship(trade: Trade, { body, at }: Asked, follow: Followed): Said {
  if (trade.phase !== 'paid') return 'order.not_paid'
  const ids = body.itemIds as readonly string[]
  const things = trade.things.filter(({ id }) => ids.includes(id))
  const waits = things.every(({ status }) => status === 'awaiting' || status === 'overdue')
  if (things.length === 0 || things.length !== ids.length || !waits)
    return 'order.item_not_awaiting'
  const kind = things[0]?.kind ?? 'parcel'
  if (things.some((one) => one.kind !== kind)) return 'order.items_differ_in_kind'
  if (kind === 'parcel' && (body.carrierId === null || body.trackingNo === null))
    return 'order.tracking_missing'
  if (kind === 'digital' && String(body.content ?? '').trim() === '') return 'order.content_missing'
  const id = String(body.parcelId)
  if (kind === 'parcel') {
    const carrierId = String(body.carrierId)
    if (!follow.register(id, { orderId: trade.id, carrierId, errand: null })) return 'parcel.exists'
  }
  for (const one of things) {
    one.status = 'shipped'
    one.parcelId = id
  }
  trade.bundles.push({ id, kind, shippedAt: at, wordAt: at, doubted: false, deliveredAt: null })
  return null
}

function handOver(trade: Trade, { body, at }: Asked): Said {
  const inPerson = (one: Bundle) => one.kind === 'pickup' || one.kind === 'service'
  const waits = trade.bundles.some((one) => inPerson(one) && isUnderWay(trade, one))
  if (!waits) return 'order.nothing_to_collect'
  if (body.code !== trade.collectCode) return 'order.code_wrong'
  return arriveAll(trade, at, inPerson)
}

function arriveAll(trade: Trade, at: number, which: (one: Bundle) => boolean): Said {
  const coming = trade.bundles.filter((one) => which(one) && isUnderWay(trade, one))
  for (const one of coming) arrive(trade, one, at)
  return coming.length === 0 ? 'order.nothing_to_collect' : null
}

export function arrive(trade: Trade, bundle: Bundle, at: number): void {
  bundle.deliveredAt = at
  bundle.wordAt = at
  for (const one of trade.things)
    if (one.parcelId === bundle.id && one.status === 'shipped') {
      one.status = 'delivered'
      one.deliveredAt = at
    }
}

function confirm(trade: Trade, { at, actor }: Asked): Said {
  if (trade.phase !== 'paid') return 'order.not_paid'
  if (trade.receivedAt !== null) return 'order.already_received'
  const things = live(trade)
  if (things.length === 0) return 'order.nothing_held'
  if (things.some(({ status }) => status === 'awaiting' || status === 'overdue'))
    return 'order.not_all_shipped'
  const travels = trade.bundles.some((one) => isUnderWay(trade, one))
  if (travels && actor !== `person:${trade.buyerId}`) return 'order.confirm_unproven'
  for (const one of trade.bundles) if (isUnderWay(trade, one)) arrive(trade, one, at)
  trade.receivedAt = at
  return null
}

function refundOverdue(trade: Trade, at: number, follow: Followed): Said {
  if (trade.phase !== 'paid') return 'order.not_paid'
  const late = trade.things.filter(
    ({ status, readyBy }) =>
      status === 'overdue' || (status === 'awaiting' && readyBy !== null && readyBy <= at),
  )
  if (late.length === 0) return 'order.nothing_overdue'
  giveBackThings(trade, late, { reason: 'overdue', asks: follow })
  return null
}

function refundAmount(trade: Trade, { body }: Asked, follow: Followed): Said {
  if (trade.phase !== 'paid') return 'order.not_paid'
  const { freeFen } = purse(trade)
  const fen = body.amountFen as bigint
  if (freeFen === 0n) return 'order.nothing_held'
  if (fen <= 0n || fen > freeFen) return 'order.amount_too_high'
  giveBackAmount(trade, fen, { reason: String(body.reason).trim() || 'seller', asks: follow })
  return null
}

function refundItems(trade: Trade, { body }: Asked, follow: Followed): Said {
  if (trade.phase !== 'paid') return 'order.not_paid'
  if (purse(trade).freeFen === 0n) return 'order.nothing_held'
  const ids = body.itemIds as readonly string[]
  const things = live(trade).filter(({ id }) => ids.includes(id))
  if (things.length === 0 || things.length !== ids.length) return 'order.item_not_awaiting'
  giveBackThings(trade, things, { reason: String(body.reason).trim() || 'seller', asks: follow })
  return null
}

function isUnsent({ phase, things }: Trade): boolean {
  return (phase === 'opened' || phase === 'paid') && things.some((one) => one.status === 'awaiting')
}

function propose(trade: Trade, { body }: Asked): Said {
  const text = String(body.text).trim()
  const hours = body.shipWithinHours as number | null
  if (trade.term?.signed) return 'order.term_agreed'
  if (!isUnsent(trade)) return 'order.term_too_late'
  if (trade.proposals >= 20) return 'order.term_too_often'
  const hoursFit = hours === null || (hours >= 1 && hours <= 60 * 24)
  if (text === '' || text.length > 500 || !hoursFit) return 'order.term_unusable'
  trade.term = { hours, signed: false }
  trade.proposals++
  return null
}

function sign(trade: Trade): Said {
  const { term } = trade
  if (term === null || term.signed) return 'order.term_not_open'
  if (!isUnsent(trade)) return 'order.term_too_late'
  term.signed = true
  if (term.hours === null) return null
  for (const one of trade.things) {
    if (one.status !== 'awaiting') continue
    one.hours = term.hours
    one.readyBy = trade.paidAt === null ? null : trade.paidAt + term.hours * hour
  }
  return null
}

/** The provider has the money. What the order cannot take goes back by itself. */
export function paid(
  trade: Trade,
  { fen, at, holdExpiresAt }: { fen: bigint; at: number; holdExpiresAt: number },
  follow: Followed,
): void {
  const inVain = () => {
    trade.shop.books.post('psp.held', 'psp.suspense', fen)
    ask(trade, { kind: 'return', fen, reason: 'paid_in_vain' }, follow)
  }
  if (trade.phase === 'ended' || trade.phase === 'paid') {
    inVain()
    return
  }
  if (fen !== trade.totalFen) {
    end(trade, { by: 'provider', reason: 'wrong_amount' })
    inVain()
    return
  }
  const ending = trade.ending
  Object.assign(trade, { phase: 'paid', ending: null, paidAt: at, paidFen: fen, holdExpiresAt })
  for (const one of trade.things) one.readyBy = at + one.hours * hour
  trade.shop.books.post('psp.held', escrowOf(trade), fen)
  if (ending === null || ending.reason === 'unpaid') return
  trade.ending = ending
  giveBackThings(trade, trade.things, { reason: `cancelled_by_${ending.by}`, asks: follow })
}

/** It has ended before anything was held, and all of it is on the shelf again. */
function end(trade: Trade, ending: { by: string; reason: string }): void {
  trade.phase = 'ended'
  trade.ending = ending
  for (const one of trade.things) reshelve(trade, one)
}

export function closed(trade: Trade, by: 'us' | 'provider'): void {
  if (trade.phase !== 'opened' && trade.phase !== 'closing') return
  const unpaid = { by: 'clock', reason: 'unpaid' }
  end(trade, trade.ending ?? (by === 'us' ? unpaid : { by, reason: 'payment_refused' }))
}

/** The carrier has spoken of a parcel of this order. */
export function carrierSays(
  trade: Trade,
  said: { parcelId: string; kind: 'word' | 'signed' | 'returned' | 'lost'; at: number },
  { now, follow }: { now: number; follow: Followed },
): void {
  const bundle = trade.bundles.find(({ id }) => id === said.parcelId)
  if (!bundle || !isUnderWay(trade, bundle)) return
  const at = Math.min(said.at, now)
  if (said.kind === 'word') {
    bundle.wordAt = Math.max(bundle.wordAt, at)
    bundle.doubted = false
  } else if (said.kind === 'signed') arrive(trade, bundle, Math.max(at, bundle.shippedAt))
  else {
    const inside = live(trade).filter(({ parcelId }) => parcelId === bundle.id)
    const reason = said.kind === 'lost' ? 'lost' : 'came_back'
    giveBackThings(trade, inside, { reason, asks: follow })
  }
}

/** A moment of an order has come. */
export function orderTime(
  trade: Trade,
  { kind, at }: { kind: string; at: number },
  follow: Followed,
): Said {
  const dueAt = clocksOf(trade).get(kind)
  if (dueAt === undefined || dueAt > at) return 'order.not_due'
  const silent = (days: number) =>
    trade.bundles.filter((one) => one.deliveredAt === null && one.wordAt + days * day <= at)
  const how = (reason: string) => ({ reason, asks: follow })
  switch (kind) {
    case 'pay':
      trade.phase = 'closing'
      trade.ending = { by: 'clock', reason: 'unpaid' }
      follow.closeAsked(trade)
      return null
    case 'ship':
      for (const one of brokenBy(trade, 'awaiting', at)) one.status = 'overdue'
      return null
    case 'overdue':
      giveBackThings(trade, brokenBy(trade, 'overdue', at - terms.grace), how('overdue'))
      return null
    case 'doubt':
      for (const one of silent(terms.doubtDays)) one.doubted = true
      return null
    case 'undelivered': {
      const ids = silent(terms.undeliveredDays).map(({ id }) => id)
      const things = live(trade).filter(({ parcelId }) => ids.includes(parcelId ?? ''))
      giveBackThings(trade, things, how('undelivered'))
      return null
    }
    case 'confirm':
      trade.receivedAt = at
      return null
    case 'remind':
      trade.reminded = true
      return null
    case 'release':
      release(trade, follow)
      return null
    case 'repay': {
      const due = trade.owed.filter(({ retryAt }) => retryAt <= at)
      for (const one of due) {
        trade.owed = trade.owed.filter((each) => each !== one)
        ask(trade, { kind: one.kind, fen: one.fen, reason: one.reason }, follow)
      }
      return null
    }
    default:
      beforeHoldEnds(trade, at, follow)
      return null
  }
}

function brokenBy(trade: Trade, status: string, at: number): Thing[] {
  return trade.things.filter((one) => one.status === status && (one.readyBy ?? at + 1) <= at)
}

/** Settled as it stands: undelivered and locked to the buyer, the rest to the seller. */
function beforeHoldEnds(trade: Trade, at: number, follow: Followed): void {
  const coming = live(trade).filter(({ status }) => status !== 'delivered')
  const how = { reason: 'hold_ending', asks: follow }
  if (coming.length > 0 || live(trade).length === 0) giveBackThings(trade, coming, how)
  const { lockedFen } = purse(trade)
  if (lockedFen > 0n) ask(trade, { kind: 'refund', fen: lockedFen, reason: 'hold_ending' }, follow)
  for (const id of [...trade.locks.keys()]) unlock(trade, id, follow)
  if (live(trade).length === 0 || purse(trade).freeFen === 0n) return
  if (trade.receivedAt === null) trade.receivedAt = at
  release(trade, follow)
}
