import type { Aftersales, Fulfilment, Passport } from '../catalogue/model.ts'
import type { OfferWarning } from '../catalogue/passport-words.ts'
import type { Purposes } from '../identity/purpose-words.ts'
import { type Fen, sumFen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { Standing } from '../network/model.ts'
import type { Terms } from './terms.ts'

/** 订单 order. One protected trade, from opened to settled. The diagram is in README.md. */
export type Order = { readonly status: 'none' } | Opened

export type Status =
  | 'opened'
  | 'closing'
  | 'expired'
  | 'cancelled'
  | 'paid'
  | 'overdue'
  | 'part_shipped'
  | 'shipped'
  | 'delivered'
  | 'received'
  | 'settled'
  | 'refunded'

export interface Opened {
  /** Derived from all the rest by `statusOf`; kept so that lists can ask for it. */
  readonly status: Status
  readonly orderId: string
  /** The person behind the buyer's phone number. */
  readonly buyerId: string
  /** The actor that opened it, who may have no account. */
  readonly openedBy: string
  readonly sellerId: string
  /** Name, phone and address, kept encrypted elsewhere. */
  readonly contactId: string
  /** SHA-256 of the secret in the order's link. */
  readonly linkHash: string
  /** What the buyer shows when collecting in person; null where nothing is collected. */
  readonly collectCode: string | null
  readonly openedAt: Instant
  readonly payBy: Instant
  readonly totalFen: Fen
  readonly feePerMille: number
  readonly terms: Terms
  /** Could the provider release part of the hold? If not, a lock delays all of it. */
  readonly partialRelease: boolean
  readonly items: readonly Item[]
  readonly phase: 'opened' | 'closing' | 'ended' | 'paid'
  /** Why it is closing or has ended without a trade. */
  readonly ending: Ending | null
  readonly paidAt: Instant | null
  readonly paidFen: Fen
  readonly holdExpiresAt: Instant | null
  readonly parcels: readonly Shipment[]
  readonly receivedAt: Instant | null
  readonly locks: readonly Lock[]
  readonly ownTerm?: OwnTerm
  /** So often a term has been proposed. */
  readonly termsProposed?: number
  /** 盗刷报告: when the buyer said so; null once it is taken back. */
  readonly unauthorisedAt?: Instant | null
  /** So often it has been said. */
  readonly timesReported?: number
  /** What the house has handed over in soft words, oldest first. */
  readonly nudged?: readonly { readonly words: NudgeCode; readonly at: Instant }[]
  /** When the buyer was told that the right to return without a reason is about to end. */
  readonly remindedAt?: Instant
  readonly movements: readonly Movement[]
  /** What the buyer is owed because the provider refused a refund; tried again at `retryAt`. */
  readonly owed: readonly Owed[]
  /** Not before: a release that the provider refused waits so long. */
  readonly releaseNotBefore: Instant | null
  /** When the provider ended the hold by itself, what it gave away, and what of it was due. */
  readonly holdEnded: {
    readonly at: Instant
    readonly amountFen: Fen
    readonly fromEscrowFen: Fen
  } | null
}

export interface Item {
  readonly id: string
  readonly listingId: string
  readonly title: string
  readonly quantity: number
  readonly amountFen: Fen
  readonly kind: Fulfilment['kind']
  readonly shipWithinHours: number
  /** 无理由退货天数 that the seller promised, where they are more than the law’s. */
  readonly returnDays?: number
  readonly status: 'awaiting' | 'overdue' | 'shipped' | 'delivered' | 'refunded'
  /** The ship promise, once paid. */
  readonly readyBy: Instant | null
  readonly parcelId: string | null
  readonly deliveredAt: Instant | null
}

/** Items on their way together: a parcel, or what waits to be collected, opened or served. */
export interface Shipment {
  readonly id: string
  readonly kind: Fulfilment['kind']
  readonly shippedAt: Instant
  /** The last word of somebody who does not gain by it: the carrier. */
  readonly wordAt: Instant
  readonly doubted: boolean
  readonly deliveredAt: Instant | null
  /** 数字商品: what the buyer gets to see by opening it. */
  readonly content: string | null
}

/** 退换锁定: what a return holds back goes by this name and the return's number. */
export const returnLock = 'return/'

/** 账号被盗: what is held back because somebody else may have sold in the seller's name. */
export const theftLock = 'theft'

/** An order that is not held back as a declared theft asks. */
export interface Doubted {
  readonly id: string
  readonly openedAt: Instant
  /** Held back, and not asked for any more; otherwise it should be and is not. */
  readonly held: boolean
}
/** 未授权支付: what is held back because the buyer says that somebody else has paid. */
export const unauthorisedLock = 'unauthorised'

export interface Lock {
  readonly id: string
  readonly amountFen: Fen
}

/** 约定条款. A term of this order's own: with the seller's signature it goes before all others. */
export interface OwnTerm {
  readonly text: string
  /** A ship promise of its own; null leaves the listing's. */
  readonly shipWithinHours: number | null
  readonly at: Instant
  readonly signedAt: Instant | null
}

/** 资金指令. What we asked the provider to move, by our own number. */
export interface Movement {
  readonly no: string
  readonly kind: 'refund' | 'release' | 'fee' | 'return'
  readonly amountFen: Fen
  readonly status: 'pending' | 'done' | 'refused'
  readonly reason: string
}

export interface Owed {
  /** `return` is money that no order could take, and never came into the escrow. */
  readonly kind: 'refund' | 'return'
  readonly amountFen: Fen
  readonly reason: string
  readonly retryAt: Instant
}

/** What has gone back to the buyer, is on its way there, or owed by a refused refund. In fen. */
export function backFen(order: Opened): Fen {
  const refunds = order.movements.filter(
    ({ kind, status }) => kind === 'refund' && status !== 'refused',
  )
  const owed = order.owed.filter(({ kind }) => kind === 'refund')
  return sumFen([...refunds, ...owed].map(({ amountFen }) => amountFen))
}

export interface Ending {
  readonly by: 'buyer' | 'seller' | 'clock' | 'provider'
  readonly reason: string
}

/** 交易快照. What was sold, frozen at purchase: later edits of the listing never show here. */
export interface Sold {
  readonly shop: {
    readonly shopId: string
    readonly name: string
    readonly standing: Standing
    readonly openedAt: Instant
  }
  readonly items: readonly {
    readonly id: string
    readonly listingId: string
    readonly revision: number
    readonly title: string
    readonly text: string
    readonly priceFen: Fen
    readonly quantity: number
    readonly photos: readonly string[]
    readonly shipWithinHours: number
    readonly fulfilment: Fulfilment
    readonly aftersales?: Aftersales
    /** 促销, as it stood: what a part of these pieces costs follows from it. */
    readonly promotion?: string
    readonly confirmedExclusion?: boolean
    readonly passport?: Passport
  }[]
  readonly boughtFor?: BoughtFor
  readonly terms: Terms
  readonly feePerMille: number
  /** What the buyer was warned of and confirmed; absent on orders older than the warnings. */
  readonly warnings?: readonly OfferWarning[]
  /** What the personal fields were asked for, as it stood beside them. */
  readonly purposes?: Purposes
}

/** 购买目的. What is it bought for? Whoever buys to sell or to work with is no consumer. */
export const buyingPurposes = ['life', 'resale', 'business'] as const
export type BoughtFor = (typeof buyingPurposes)[number]

export interface WantedItem {
  readonly listingId: string
  readonly quantity: number
  /** 单次确认: the buyer has ticked, for this purchase, what the exclusion of the listing says. */
  readonly confirmsExclusion?: boolean
}

export type Command =
  | {
      readonly type: 'open'
      readonly items: readonly WantedItem[]
      /** For daily life, where nothing else is said. */
      readonly boughtFor?: BoughtFor
      /** What the buyer saw; refused when it is no longer true. */
      readonly expectedTotalFen: Fen
      readonly buyerId: string
      readonly contactId: string
      /** Whether the contact has somewhere to send a parcel to. */
      readonly hasAddress: boolean
      readonly linkHash: string
      /** The warnings that the buyer has seen and confirmed. */
      readonly confirmed?: readonly OfferWarning[]
    }
  | { readonly type: 'cancel'; readonly reason: string }
  | {
      readonly type: 'ship'
      readonly itemIds: readonly string[]
      readonly parcelId: string
      readonly carrierId: string | null
      readonly trackingNo: string | null
      readonly content: string | null
    }
  | { readonly type: 'hand_over'; readonly code: string }
  | { readonly type: 'open_digital' }
  | { readonly type: 'refund_overdue' }
  | { readonly type: 'confirm' }
  | { readonly type: 'refund'; readonly amountFen: Fen; readonly reason: string }
  | { readonly type: 'refund_items'; readonly itemIds: readonly string[]; readonly reason: string }
  | {
      readonly type: 'propose_term'
      readonly text: string
      readonly shipWithinHours: number | null
    }
  | { readonly type: 'sign_term' }
  | { readonly type: 'report_unauthorised' }
  | { readonly type: 'withdraw_report' }
  | { readonly type: 'nudge'; readonly words: NudgeCode }
  | { readonly type: 'time'; readonly kind: TimerKind }
  /** The rest only follow from what happened in other rooms. */
  | {
      readonly type: 'pay'
      readonly amountFen: Fen
      readonly paidAt: Instant
      readonly holdExpiresAt: Instant
    }
  | { readonly type: 'payment_closed'; readonly by: 'us' | 'provider' }
  | { readonly type: 'word'; readonly parcelId: string; readonly at: Instant }
  | { readonly type: 'deliver'; readonly parcelId: string; readonly at: Instant }
  | { readonly type: 'come_back'; readonly parcelId: string; readonly lost: boolean }
  | { readonly type: 'lock'; readonly id: string; readonly amountFen: Fen }
  | { readonly type: 'unlock'; readonly id: string }
  /** The seller's account was stolen when this was sold. */
  | { readonly type: 'suspect' }
  | {
      readonly type: 'redress'
      /** The lock that ends with it; null where nothing was locked. */
      readonly lockId: string | null
      readonly refundFen: Fen
      readonly by: Redress
      /** The case, offer or return that says why. */
      readonly ref: string
    }
  | { readonly type: 'moved'; readonly no: string }
  | { readonly type: 'move_refused'; readonly no: string; readonly code: string }
  | { readonly type: 'hold_ended'; readonly amountFen: Fen; readonly endedAt: Instant }
  | {
      readonly type: 'settle_suspense'
      readonly action: SuspenseAction
      readonly amountFen: Fen
      /** So many movements the order had when this was proposed. */
      readonly movements: number
      /** The proposal, which holds the reason and who agreed. */
      readonly ref: string
    }

/**
 * What becomes of money that hangs: `to_buyer` from the hold, `to_seller` as the ended hold has it,
 * `outside` paid back to the buyer by another way, `note` only says what was found.
 */
export type SuspenseAction = 'to_buyer' | 'to_seller' | 'outside' | 'note'

/** What gives back money after the purchase: an agreement, a return, a ruling, or silence. */
export type Redress = 'agreement' | 'return' | 'ruling' | 'default'

export type TimerKind =
  | 'pay'
  | 'ship'
  | 'overdue'
  | 'doubt'
  | 'undelivered'
  | 'confirm'
  | 'release'
  | 'repay'
  | 'hold'
  | 'remind'

/** 软话. A message in soft words that the house hands over; nobody writes anything of their own. */
export const nudges = ['swap', 'return', 'when', 'fault'] as const
export type NudgeCode = (typeof nudges)[number]

export type Event =
  | { readonly type: 'order.opened'; readonly order: Opened; readonly sold: Sold }
  | { readonly type: 'order.close_asked'; readonly ending: Ending }
  | { readonly type: 'order.expired'; readonly ending: Ending; readonly stock: readonly Stock[] }
  | { readonly type: 'order.cancelled'; readonly ending: Ending; readonly stock: readonly Stock[] }
  | {
      readonly type: 'order.paid'
      readonly amountFen: Fen
      readonly at: Instant
      readonly holdExpiresAt: Instant
    }
  /** Money that no order can take: too late, or not the price. It goes back by itself. */
  | { readonly type: 'order.paid_in_vain'; readonly amountFen: Fen; readonly no: string }
  | {
      readonly type: 'order.shipped'
      readonly itemIds: readonly string[]
      readonly parcelId: string
      readonly kind: Fulfilment['kind']
      readonly carrierId: string | null
      readonly trackingNo: string | null
      readonly content: string | null
      readonly at: Instant
    }
  /** `cite` is the article that a broken promise rests on. */
  | {
      readonly type: 'order.overdue'
      readonly itemIds: readonly string[]
      readonly cite: string
    }
  | { readonly type: 'order.carrier_spoke'; readonly parcelId: string; readonly at: Instant }
  | { readonly type: 'order.doubted'; readonly parcelIds: readonly string[] }
  | { readonly type: 'order.delivered'; readonly parcelId: string; readonly at: Instant }
  | { readonly type: 'order.came_back'; readonly parcelId: string; readonly lost: boolean }
  /** To the seller, in one of our own soft sentences. */
  | { readonly type: 'order.nudged'; readonly words: NudgeCode; readonly at: Instant }
  /** To the buyer alone: one day is left to return it without a reason. */
  | { readonly type: 'order.right_ending'; readonly until: Instant; readonly at: Instant }
  | { readonly type: 'order.received'; readonly by: 'buyer' | 'clock'; readonly at: Instant }
  | {
      readonly type: 'order.refund_due'
      readonly no: string
      readonly amountFen: Fen
      readonly itemIds: readonly string[]
      readonly reason: string
      readonly stock: readonly Stock[]
      /** The case, offer or return that says why, if one does. */
      readonly ref?: string
    }
  | {
      readonly type: 'order.repay_due'
      readonly no: string
      readonly kind: 'refund' | 'return'
      readonly amountFen: Fen
      readonly reason: string
    }
  | { readonly type: 'order.release_due'; readonly no: string; readonly amountFen: Fen }
  | { readonly type: 'order.fee_due'; readonly no: string; readonly amountFen: Fen }
  | { readonly type: 'order.moved'; readonly no: string }
  | {
      readonly type: 'order.move_refused'
      readonly no: string
      readonly code: string
      readonly retryAt: Instant
    }
  | { readonly type: 'order.term_proposed'; readonly term: OwnTerm }
  | { readonly type: 'order.term_signed'; readonly at: Instant; readonly cite: string }
  /** `cite` is the article on which the provider must act. */
  | { readonly type: 'order.unauthorised'; readonly at: Instant; readonly cite: string }
  | { readonly type: 'order.report_withdrawn'; readonly at: Instant }
  | { readonly type: 'order.suspected'; readonly at: Instant }
  | { readonly type: 'order.locked'; readonly id: string; readonly amountFen: Fen }
  | { readonly type: 'order.unlocked'; readonly id: string }
  | {
      readonly type: 'order.hold_ended'
      readonly amountFen: Fen
      readonly fromEscrowFen: Fen
      readonly at: Instant
    }
  /** A release that came too late: the ended hold had paid the same money to the seller. */
  | { readonly type: 'order.hold_netted'; readonly no: string; readonly amountFen: Fen }
  | {
      readonly type: 'order.suspense_settled'
      readonly action: SuspenseAction
      readonly amountFen: Fen
      readonly no: string
      readonly ref: string
    }

export interface Stock {
  readonly listingId: string
  readonly quantity: number
}

export interface Facts {
  readonly at: Instant
  readonly role: 'buyer' | 'seller' | 'house' | 'stranger'
  readonly actor: string
  /** Signed in with the number that the order has: more than a link, or who opened it. */
  readonly proven: boolean
  readonly orderId: string
  /** Random bytes for a code that somebody must not guess. */
  readonly random: Uint8Array
  /** Can the provider release part of a hold? */
  readonly partialRelease: boolean
  /** Is the price covered by the seller's deposit, so that release need not wait? */
  readonly covered: boolean
  /** Only for `open`: what is sold, as it stands now; null where a listing is not for sale. */
  readonly offered: Sold | null
  readonly sellerId: string | null
  readonly terms: Terms
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'order.not_found'
  | 'order.exists'
  | 'order.not_yours_to_do'
  | 'order.nothing_offered'
  | 'order.own_goods'
  | 'order.price_changed'
  | 'order.nothing_to_pay'
  | 'order.address_missing'
  | 'order.warning_unconfirmed'
  | 'order.not_paid'
  | 'order.too_late_to_cancel'
  | 'order.reason_missing'
  | 'order.item_not_awaiting'
  | 'order.items_differ_in_kind'
  | 'order.tracking_missing'
  | 'order.content_missing'
  | 'order.nothing_to_collect'
  | 'order.code_wrong'
  | 'order.nothing_overdue'
  | 'order.not_all_shipped'
  | 'order.confirm_unproven'
  | 'order.already_received'
  | 'order.nothing_held'
  | 'order.amount_too_high'
  | 'order.term_not_open'
  | 'order.term_agreed'
  | 'order.term_too_often'
  | 'order.term_too_late'
  | 'order.term_unusable'
  | 'order.reported_already'
  | 'order.reported_often'
  | 'order.not_reported'
  | 'order.nudge_unfitting'
  | 'order.nudged_already'
  | 'order.parcel_unknown'
  | 'order.not_due'
  | 'order.unpaid_already'
  | 'order.changed_meanwhile'
  | 'order.hold_is_over'
  | 'order.nothing_hangs'
  | 'order.still_disputed'
