import type { Asked, Carried, Followed, Parcel, Payment, Piece } from './asked.ts'
import { agree, piecesLeft, request } from './asking-back.ts'
import { askQuarrel } from './bargaining.ts'
import { Books } from './books.ts'
import type { Quarrel } from './case-file.ts'
import { day, dayOf, minute } from './days.ts'
import {
  askReturn,
  carrierOfReturn,
  caseOver,
  handOver,
  lockEnded,
  returnTime,
} from './giving-back.ts'
import { holdEnded, resolved } from './money.ts'
import { askOrder, carrierSays, closed, open, orderTime, paid, type Said } from './ordering.ts'
import { reckoner } from './promotions.ts'
import {
  begin,
  claimable,
  disputeGoods,
  drafted,
  goodsCame,
  holdDecided,
  openQuarrel,
  quarrelTime,
  refundedElsewhere,
  toStage,
} from './quarrel.ts'
import type { GivenBack } from './return-state.ts'
import { payoutByOwner, shopByHouse } from './stolen.ts'
import { type FreeFreight, type Kind, type Listing, least, type Shop, type Trade } from './trade.ts'

export interface Question {
  readonly shopId: number
  readonly actor: string
  readonly grant: string | null
  readonly domain: string
  readonly target: string
  readonly at: number
  readonly body: Asked['body']
}

/**
 * 模型. The market by a second hand: one command after the other, in memory, without a database, a
 * lane or a retry. It says what the house must answer, and how everything must stand afterwards.
 */
export class Market implements Followed {
  readonly shops = new Map<number, Shop>()
  readonly trades = new Map<string, Trade>()
  readonly payments = new Map<string, Payment>()
  readonly parcels = new Map<string, Parcel>()
  readonly returns = new Map<string, GivenBack[]>()
  readonly quarrels = new Map<string, Quarrel>()
  readonly secrets = new Map<string, bigint>()
  private readonly site: { partialRelease: boolean }
  private at = 0
  private queue: (() => void)[] = []

  constructor(site: { partialRelease: boolean }) {
    this.site = site
  }

  /** What must be the answer? Null where it is done; else the code of the refusal. */
  answer(question: Question): Said {
    this.at = question.at
    const said = this.decide(question)
    for (let next = this.queue.shift(); next; next = this.queue.shift()) next()
    return said
  }

  private decide(question: Question): Said {
    const shop = this.shops.get(question.shopId)
    switch (question.domain) {
      case 'shops':
        return this.ofShop(shop, question)
      case 'listings':
        return shop ? ofListing(shop, question) : 'listing.not_found'
      case 'parcels':
        return this.scan(question)
      case 'payments':
        return this.ofPayment(question)
      default:
        return this.ofTrade(shop, question)
    }
  }

  private ofTrade(shop: Shop | undefined, question: Question): Said {
    const { domain, target, body, at } = question
    const trade = this.trades.get(target)
    const asked = this.asked(question, trade)
    const house = asked.role === 'house'
    if (domain === 'orders' && body.type === 'open') {
      if (trade) return 'order.exists'
      const opened = open(shop, asked, this.site)
      if (typeof opened === 'string') return opened
      this.trades.set(target, opened)
      const payment = {
        status: 'preparing',
        instructions: new Map(),
        seen: new Set<string>(),
        notice: null,
      }
      this.payments.set(target, payment)
      return null
    }
    const kind = String(body.kind)
    if (domain === 'orders') {
      if (!trade) return 'order.not_found'
      return house ? orderTime(trade, { kind, at }, this) : askOrder(trade, asked, this)
    }
    if (domain === 'returns') {
      if (!trade) return 'return.not_found'
      const list = this.returnsOf(target)
      if (house) return returnTime(trade, list, { kind, at, follow: this })
      if (body.type === 'request') return request(trade, list, asked)
      return askReturn(trade, list, { asked, follow: this })
    }
    if (!trade || (asked.role === 'stranger' && question.actor !== 'notices'))
      return 'complaint.not_found'
    const before = this.quarrels.get(target) ?? null
    if (question.actor === 'notices') {
      if (before && before.stage !== 'closed' && body.complaintId === before.id)
        before.noticeAt = body.delivered ? (before.noticeAt ?? at) : null
      return null
    }
    if (house) return quarrelTime(trade, before, { kind, at, follow: this })
    if (body.type !== 'open') return askQuarrel(trade, before, { asked, follow: this })
    const opened = openQuarrel(trade, before, { asked, follow: this })
    if (typeof opened === 'string') return opened
    this.quarrels.set(target, opened)
    return null
  }

  /** Who asks, in the eyes of this trade? */
  private asked(question: Question, trade: Trade | undefined): Asked {
    const { actor, grant, body, domain } = question
    const secretFen = this.secrets.get(String(body.sealed)) ?? null
    const as = (role: string) => ({ ...question, role, secretFen })
    if (trade && domain === 'complaints' && grant === 'role:mediator') return as('mediator')
    if (actor === 'clock') return as('house')
    if (!trade) return as('stranger')
    if (actor === `person:${trade.shop.ownerId}`) return as('seller')
    const buyer = actor === `person:${trade.buyerId}` || actor === trade.openedBy
    return as(buyer || grant === trade.linkHash ? 'buyer' : 'stranger')
  }

  returnsOf(orderId: string): GivenBack[] {
    const found = this.returns.get(orderId)
    if (found) return found
    const fresh: GivenBack[] = []
    this.returns.set(orderId, fresh)
    return fresh
  }

  private ofShop(shop: Shop | undefined, { shopId, actor, body, at }: Question): Said {
    if (actor === 'clock' || actor.startsWith('theft:')) {
      const trades = [...this.trades.values()].filter((one) => one.shop === shop)
      return shop ? shopByHouse(shop, { at, body }, { trades, follow: this }) : 'shop.not_found'
    }
    const who = actor.startsWith('person:') ? actor.slice(7) : null
    const name = String(body.name ?? '').trim()
    const named = name !== '' && name.length <= 40
    if (who === null) return 'shop.sign_in_first'
    if (body.type === 'open') {
      if (shop) return 'shop.already_open'
      if (!named) return 'shop.name_unusable'
      const perMille = Number(body.feePerMille)
      const empty = { books: new Books(), listings: new Map(), habits: new Map() }
      const payee = `payee-${String(body.shopId).slice(4, 16)}`
      const payout = { payee, wish: null, formerPayees: [], frozen: null, sweep: null }
      this.shops.set(shopId, {
        ...{ status: 'open', ownerId: who, perMille, name },
        ...{ ...empty, ...payout },
      })
      return null
    }
    if (!shop || shop.ownerId !== who) return 'shop.not_found'
    const answered = payoutByOwner(shop, { at, body })
    if (answered) return answered.said
    if (body.type === 'rename' && !named) return 'shop.name_unusable'
    if (body.type === 'rename') shop.name = name
    else shop.status = 'closed'
    return null
  }

  /** A carrier tells of a parcel. */
  private scan({ actor, target, body, at: now }: Question): Said {
    const parcel = this.parcels.get(target)
    if (!parcel || actor !== `carrier:${parcel.carrierId}`) return 'parcel.not_found'
    if (['signed', 'returned', 'lost'].includes(parcel.status)) return 'parcel.already_ended'
    const scan = body.scan as { kind: string; at: number; consented: boolean }
    if (scan.at > now + 5 * minute) return 'parcel.scan_in_future'
    const ends = ['signed', 'returned', 'lost'].includes(scan.kind)
    if (!ends && parcel.scans >= 200) return 'parcel.too_many_scans'
    parcel.scans++
    const leftAgreed = scan.kind === 'left_at_station' && scan.consented
    const follows = leftAgreed ? 'signed' : ends ? scan.kind : null
    parcel.status = follows ?? (scan.kind === 'left_at_station' ? 'at_station' : 'moving')
    const countsFrom = Math.min(Math.max(scan.at, now - day), now)
    this.tell(target, parcel, { kind: 'word', at: scan.at })
    if (follows) this.tell(target, parcel, { kind: follows, at: countsFrom })
    return null
  }

  private tell(parcelId: string, parcel: Parcel, said: { kind: string; at: number }): void {
    const trade = this.trades.get(parcel.orderId)
    if (!trade) return
    const now = this.at
    const list = this.returnsOf(trade.id)
    if (parcel.errand !== null)
      carrierOfReturn(trade, list, { parcelId, ...said, now, follow: this })
    else {
      const kind = said.kind as 'word' | 'signed' | 'returned' | 'lost'
      carrierSays(trade, { parcelId, kind, at: said.at }, { now, follow: this })
    }
  }

  /** The provider's word, or its answer. */
  private ofPayment({ actor, target, body }: Question): Said {
    const trusted = actor === 'dispatcher' || actor.startsWith('provider:')
    const payment = this.payments.get(target)
    const trade = this.trades.get(target)
    if (!trusted || !payment || !trade) return 'payment.not_found'
    switch (body.type) {
      case 'prepared':
        if (payment.status === 'preparing') payment.status = 'payable'
        return null
      case 'prepare_refused':
        if (payment.status !== 'preparing') return null
        payment.status = 'failed'
        closed(trade, 'provider')
        return null
      case 'closed':
        if (payment.status !== 'closing') return null
        payment.status = 'closed'
        closed(trade, 'us')
        return null
      case 'notified':
        if (payment.notice === 'due') payment.notice = 'heard'
        return null
      case 'outcome':
        this.outcome(trade, payment, body)
        return null
      default:
        this.fact(trade, payment, body.fact as ProviderFact)
        return null
    }
  }

  private outcome(trade: Trade, payment: Payment, body: Asked['body']): void {
    const one = payment.instructions.get(String(body.no))
    if (!one || one.status === 'done' || one.status === 'refused') return
    if (body.outcome === 'accepted') one.status = 'accepted'
    else if (body.outcome === 'unknown')
      one.status = one.status === 'pending' ? 'unknown' : one.status
    else {
      one.status = 'refused'
      resolved(trade, String(body.no), { done: false, at: this.at })
    }
  }

  private fact(trade: Trade, payment: Payment, fact: ProviderFact): void {
    const { dedupeKey, kind, amountFen: fen } = fact
    if (payment.seen.has(dedupeKey)) return
    const succeeded = fact.status === 'succeeded'
    if (kind === 'payment' || kind === 'hold_ended') {
      payment.seen.add(dedupeKey)
      if (kind === 'hold_ended') {
        holdEnded(trade, fen)
        return
      }
      payment.status = 'paid'
      const holdExpiresAt = fact.holdExpiresAt ?? 0
      paid(trade, { fen, at: fact.occurredAt, holdExpiresAt }, this)
      return
    }
    const no = fact.instructionNo ?? ''
    const one = payment.instructions.get(no)
    const isOpen = one && one.status !== 'done' && one.status !== 'refused'
    if (!succeeded && one) {
      if (!isOpen) return
      one.status = 'refused'
      resolved(trade, no, { done: false, at: this.at })
      return
    }
    payment.seen.add(dedupeKey)
    if (one && isOpen && one.kind === kind && one.fen === fen) {
      one.status = 'done'
      resolved(trade, no, { done: true, at: this.at })
      return
    }
    if (!succeeded) return
    const receiver = receivers[kind]
    trade.shop.books.post('psp.suspense', 'psp.held', fen)
    trade.shop.books.post('psp.settled', receiver, fen)
  }

  // What follows ----------------------------------------------------------------------------------

  afterwards(what: () => void): void {
    this.queue.push(what)
  }

  instruct(orderId: string, { no, kind, fen }: { no: string; kind: string; fen: bigint }): void {
    this.payments.get(orderId)?.instructions.set(no, { kind, fen, status: 'pending' })
  }

  closeAsked({ id }: Trade): void {
    const payment = this.payments.get(id)
    if (payment?.status === 'preparing' || payment?.status === 'payable') payment.status = 'closing'
  }

  notify({ id }: Trade): void {
    const payment = this.payments.get(id)
    if (payment) payment.notice = 'due'
  }

  refunded(trade: Trade): void {
    const quarrel = this.quarrels.get(trade.id) ?? null
    refundedElsewhere(trade, quarrel, { at: this.at, follow: this })
  }

  unlocked(trade: Trade, lockId: string): void {
    const { at } = this
    if (lockId === 'theft' || lockId === 'unauthorised') return
    if (lockId.startsWith('return/'))
      lockEnded(this.returnsOf(trade.id), Number(lockId.slice(7)), at)
    else holdDecided(trade, this.quarrels.get(trade.id) ?? null, { lockId, at, follow: this })
  }

  goods(trade: Trade, caseId: string, how: string): void {
    const { at } = this
    this.afterwards(() =>
      goodsCame(trade, this.quarrels.get(trade.id) ?? null, { caseId, how, at, follow: this }),
    )
  }

  agree(trade: Trade, what: Parameters<Followed['agree']>[1]): void {
    agree(trade, this.returnsOf(trade.id), { ...what, at: this.at })
  }

  caseOver(trade: Trade, id: string, paid: boolean): void {
    caseOver(trade, this.returnsOf(trade.id), { id, paid, at: this.at })
  }

  stageOf(trade: Trade, caseId: string): string | null {
    const found = this.returnsOf(trade.id).findLast((one) => one.forCase?.id === caseId)
    return found?.stage ?? null
  }

  leftOf(trade: Trade, here: boolean): readonly Piece[] {
    return piecesLeft(trade, this.returnsOf(trade.id), here)
  }

  /** Into the case that is open, else into one that opens with it. */
  carry(trade: Trade, what: Carried): void {
    this.afterwards(() => {
      const { at } = this
      const before = this.quarrels.get(trade.id) ?? null
      const isOpen = before !== null && before.stage !== 'closed'
      const leftFen = claimable(trade, before)
      const fen = least(what.fen, leftFen > 0n ? leftFen : 0n)
      const photo = what.told.some(({ by, photos }) => by === 'buyer' && photos > 0)
      const how = { issue: what.issue, fen, at, photo, knownOn: dayOf(at), lately: 0 }
      const one = isOpen ? before : drafted(trade, before, how)
      this.quarrels.set(trade.id, one)
      for (const { by, text, photos } of what.told) {
        if ((text === '' && photos === 0) || (!isOpen && by === 'buyer')) continue
        one.shown.push({ by, point: one.point, photo: photos > 0 })
        if (by === 'seller' && one.stage === 'claimed') toStage(one, 'negotiating', at)
      }
      if (!isOpen) begin(trade, one, this)
      else if (what.caseId === one.id) disputeGoods(one, at)
    })
  }

  handOver(trade: Trade): void {
    handOver(trade, this.returnsOf(trade.id), { at: this.at, follow: this })
  }

  register(id: string, parcel: Pick<Parcel, 'orderId' | 'carrierId' | 'errand'>): boolean {
    if (this.parcels.has(id)) return false
    this.parcels.set(id, { ...parcel, status: 'registered', scans: 0 })
    return true
  }
}

interface ProviderFact {
  readonly dedupeKey: string
  readonly kind: 'payment' | 'hold_ended' | 'refund' | 'release' | 'split'
  readonly instructionNo: string | null
  readonly status: string
  readonly amountFen: bigint
  readonly occurredAt: number
  readonly holdExpiresAt: number | null
}

interface Offered {
  readonly title: string
  readonly priceFen: bigint
  readonly shipWithinHours: number
  readonly fulfilment: { readonly kind: Kind }
  readonly aftersales?: {
    readonly exclusion: string | null
    readonly returnDays: number | null
    readonly freightBySeller: boolean
    readonly warrantyMonths: number
    readonly freeFreight: FreeFreight | null
  }
  readonly promotion?: string
}

/** What the owner does with what is up for sale. */
function ofListing(shop: Shop, { actor, target, body, at: editedAt }: Question): Said {
  if (actor !== `person:${shop.ownerId}`) return 'listing.not_found'
  const listing = shop.listings.get(target)
  if (body.type === 'publish') {
    if (listing) return 'listing.exists'
    if (shop.status !== 'open') return 'listing.shop_closed'
    if (shop.frozen !== null) return 'listing.shop_frozen'
    const stock = Number(body.stock)
    if (!usable(body.offer as Offered)) return 'listing.offer_unusable'
    const terms = termsOf(body.offer as Offered)
    const shown = { status: 'published', editedAt, revision: 1, stock } as const
    shop.listings.set(target, { id: target, ...shown, ...terms })
    return null
  }
  if (!listing) return 'listing.not_found'
  if (shop.status !== 'open') return 'listing.shop_closed'
  if (shop.frozen !== null && body.type !== 'withdraw') return 'listing.shop_frozen'
  if (body.type === 'restock') {
    const stock = Number(body.stock)
    if (stock < 0 || stock > 1_000_000) return 'listing.offer_unusable'
    listing.stock = stock
  } else if (body.type === 'withdraw') {
    if (listing.status === 'withdrawn') return 'listing.withdrawn'
    listing.status = 'withdrawn'
  } else {
    const offer = body.offer as Offered
    if (!usable(offer)) return 'listing.offer_unusable'
    Object.assign(listing, termsOf(offer), { status: 'published', editedAt })
    listing.revision++
  }
  return null
}

function termsOf(
  offer: Offered,
): Omit<Listing, 'id' | 'status' | 'editedAt' | 'revision' | 'stock'> {
  const { priceFen, shipWithinHours: hours, fulfilment, aftersales } = offer
  return {
    ...{ priceFen, hours, kind: fulfilment.kind },
    exclusion: aftersales?.exclusion ?? null,
    returnDays: aftersales?.returnDays ?? null,
    freightBySeller: aftersales?.freightBySeller ?? false,
    warrantyMonths: aftersales?.warrantyMonths ?? 0,
    freeFreight: aftersales?.freeFreight ?? null,
    promotion: offer.promotion ?? null,
  }
}

/** A piece costs something, also under its promotion, which can be reckoned. */
function usable({ priceFen: unitFen, promotion }: Offered): boolean {
  const reckon = reckoner(promotion ?? null, 1)
  return unitFen > 0n && reckon !== null && reckon([{ unitFen, pieces: 1 }]) > 0n
}

const receivers = {
  refund: 'buyer.refunded',
  release: 'seller.settled',
  split: 'platform.fee',
} as const
