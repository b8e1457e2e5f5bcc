import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { Opened, Sold } from '../orders/model.ts'

/** 退换 returns of one order, oldest first. The diagram of a single one is in README.md. */
export type Returns =
  | { readonly status: 'none' }
  | {
      readonly status: 'open' | 'ended'
      readonly list: readonly Return[]
      /** The number of the one that changed last: answers speak of it. */
      readonly touched: number
    }

/** `reviewing` waits for a person; the last six are ends. */
export type Stage =
  | 'reviewing'
  | 'accepted'
  | 'addressed'
  | 'sent'
  | 'back'
  | 'late'
  | 'outbound'
  /** Not upheld, and the seller has the goods: they are the buyer's. */
  | 'giving_back'
  | 'refunded'
  | 'completed'
  | 'withdrawn'
  | 'lapsed'
  | 'denied'
  | 'settled'

/** 无理由 or 质量: two rights with different rules. */
export type Track = 'no_reason' | 'quality'
/** 退货退款, 换货, 维修. */
export type Remedy = 'refund' | 'exchange' | 'repair'

export interface Piece {
  readonly itemId: string
  readonly quantity: number
}

/** 商品状况, as the buyer tells it when nothing is wrong with the goods but they are not wanted. */
export interface Condition {
  /** The necessary one-time seal of food, cosmetics, medical goods; of a disc or a game. */
  readonly sealBroken: boolean
  readonly activated: boolean
  readonly tagCut: boolean
  readonly soiled: boolean
  readonly incomplete: boolean
}

export interface Journey {
  readonly parcelId: string
  readonly carrierId: string
  readonly trackingNo: string
}

/** The way back, and whether a carrier has ever had it in its hands. */
export interface WayBack extends Journey {
  readonly seen: boolean
}

/** 案件约定: a case has agreed or decided on this; its money and its lock are the case's. */
export interface ForCase {
  readonly complaintId: string
  /** So many days to exchange or repair, once the goods are there. */
  readonly days: number
}

/** 为什么要人看. Why does a person look, before or instead of the clock? */
export type ReviewReason =
  | 'frequent'
  | 'exclusion_contested'
  | 'objection'
  /** The parcel is lost; or it went back to whoever sent it. */
  | 'astray'
  | 'came_back'
  | 'no_trace'
  | 'hold_ending'
  /** The buyer asks for a person, or there is no money left that could move by itself. */
  | 'asked'
  | 'nothing_held'

/** 为什么退款. A mediator gives words of his own. */
export type RefundReason =
  | 'by_seller'
  | 'no_address'
  | 'no_refund'
  | 'not_mended'
  | 'not_delivered_again'
  | 'no_decision'
  | 'lost_on_the_way'
  | 'not_given_back'
  | 'complaint'

/** 卖家的异议: what he says is wrong with what came back, or with the claim. */
export type ObjectionKind = 'swapped' | 'not_intact' | 'incomplete' | 'no_defect' | 'other'

export interface Review {
  readonly why: readonly ReviewReason[]
  /** Where the return stood before; it goes on from there when the person lets it. */
  readonly from: 'accepted' | 'addressed' | 'sent' | 'back' | 'late' | 'outbound'
  /** 频次: what the numbers are, where habits are the reason. */
  readonly habits: {
    readonly sameGoods: number
    readonly allGoods: number
    /** In all shops together, where it was counted. */
    readonly everywhere?: number
  } | null
}

export interface Return {
  readonly no: number
  readonly stage: Stage
  readonly track: Track
  readonly remedy: Remedy
  readonly pieces: readonly Piece[]
  readonly text: string
  /** SHA-256 of the stored pictures. */
  readonly photos: readonly string[]
  readonly requestedAt: Instant
  /** What the buyer gets when the goods are back, and what was taken off it for freight. */
  readonly refundFen: Fen
  readonly deductedFen: Fen
  /** What the goods were worth in it, whatever was taken off since; absent in older returns. */
  readonly worthFen?: Fen
  /** 已退差价: taken off because it had come back before without goods. */
  readonly reducedFen?: Fen
  /** What is held back from the seller meanwhile; none where nothing is held any more. */
  readonly lockFen: Fen
  readonly freight: 'buyer' | 'seller'
  readonly citations: readonly string[]
  readonly termsVersion: string
  readonly forCase: ForCase | null
  /** When does the present stage end by itself? Null once all is over. */
  readonly dueAt: Instant | null
  /** By then a person has it at the latest, since the hold ends soon after. Null: no hold. */
  readonly escalateAt: Instant | null
  readonly review: Review | null
  /** The seller's address, kept encrypted elsewhere. */
  readonly contactId: string | null
  readonly journey: WayBack | null
  readonly backAt: Instant | null
  /** Null where nothing is on its way, or it was handed over in person. */
  readonly outbound: Journey | null
  readonly objection: {
    readonly kind: ObjectionKind
    readonly text: string
    readonly photos: readonly string[]
  } | null
  /** Refunded without the goods: they wait at the buyer's until the seller fetches them. */
  readonly goodsWait: boolean
  /** How often did the seller let a clock of his run out? For his speed of redress. */
  readonly delays: number
  /** Why it was not upheld, while the goods are on their way to the buyer again. */
  readonly denied: { readonly reason: string; readonly cite: string | null } | null
  /** 故意拖延: when the refund that has not come was marked as deliberate delay. */
  readonly penaltyAt?: Instant
  /** What the seller owes of it, since it was not held any more: recorded, for the desk. */
  readonly owedFen: Fen
  readonly ended: { readonly at: Instant; readonly by: Ender; readonly reason: string } | null
}

export type Ender = 'buyer' | 'seller' | 'clock' | 'mediator' | 'order'

/** 习惯. When did this buyer ask for which returns in this shop? The newest, so many at most. */
export type Habits = readonly { readonly listingId: string; readonly at: Instant }[]

export interface Wish {
  readonly track: Track
  readonly remedy: Remedy
  readonly pieces: readonly Piece[]
  readonly text: string
  readonly photos: readonly string[]
  readonly condition: Condition
  /** The buyer holds that the exclusion which the seller claims is not true of these goods. */
  readonly contest: boolean
}

export type Command =
  | ({
      readonly type: 'request'
      readonly sellerSold: number
      /** How many returns this person has asked for lately in all shops, as the door counted. */
      readonly everywhere?: number
    } & Wish)
  | { readonly type: 'withdraw'; readonly no: number }
  | { readonly type: 'address'; readonly no: number; readonly contactId: string }
  | ({ readonly type: 'send'; readonly no: number } & Journey)
  | { readonly type: 'sign'; readonly no: number }
  | { readonly type: 'refund'; readonly no: number }
  | {
      readonly type: 'object'
      readonly no: number
      readonly kind: ObjectionKind
      readonly text: string
      readonly photos: readonly string[]
    }
  /** 承诺: the exchange or repair is done within so many days. */
  | { readonly type: 'promise'; readonly no: number; readonly days: number }
  | ({ readonly type: 'mend'; readonly no: number } & Journey)
  /** The same, handed over or done in person. */
  | { readonly type: 'mend_in_person'; readonly no: number }
  | { readonly type: 'choose'; readonly no: number; readonly remedy: Remedy | 'mediation' }
  | { readonly type: 'receive'; readonly no: number }
  /** 不接受异议: the buyer does not accept the objection; a case goes on with all that was said. */
  | { readonly type: 'contest'; readonly no: number }
  /** A person at the desk; only the desk's own route makes this. */
  | {
      readonly type: 'decide'
      readonly no: number
      readonly decision: 'go_on' | 'refund' | 'deny'
      readonly refundFen: Fen | null
      readonly reason: string
    }
  /** The rest follows from other rooms. */
  | { readonly type: 'time'; readonly kind: string }
  | { readonly type: 'word'; readonly parcelId: string }
  | { readonly type: 'arrive'; readonly parcelId: string; readonly at: Instant }
  | { readonly type: 'go_astray'; readonly parcelId: string; readonly lost: boolean }
  | { readonly type: 'lock_ended'; readonly no: number }
  /** A complaint was opened: the case decides what the two sides see differently. */
  | { readonly type: 'hand_over' }
  | Agree
  | CaseOver

/** That case is over: what was agreed in it ends with it, and goods without a price go back. */
export interface CaseOver {
  readonly type: 'case_over'
  readonly complaintId: string
  /** Did the buyer get anything by it, or in another way meanwhile? */
  readonly paid: boolean
}

/** 依案退换. A case has agreed or decided that goods go back, or are exchanged or repaired. */
export interface Agree {
  readonly type: 'agree'
  readonly complaintId: string
  readonly remedy: Remedy
  readonly refundFen: Fen
  readonly days: number
  /** All of them where none are named, neither items nor pieces. */
  readonly itemIds: readonly string[]
  readonly pieces?: readonly Piece[]
  readonly cite: string
}

/** 带去的材料: what both sides have said and shown, for the case that decides about it. */
export interface Carried {
  readonly track: Track
  readonly amountFen: Fen
  readonly text: string
  readonly photos: readonly string[]
  readonly objection: Return['objection']
}

interface About {
  readonly no: number
  readonly at: Instant
}
/** An end. The lock is null where nothing was locked, the case where none has agreed on it. */
interface Ending extends About {
  readonly lockId: string | null
  readonly forCase: string | null
}
/** A stage that has begun, and when it ends by itself. */
interface Begun extends About {
  readonly dueAt: Instant
}

export type Event =
  | ({
      readonly type: 'return.requested'
      readonly asked: Return
      readonly lockId: string
    } & About & {
        readonly buyerId: string
        readonly listingIds: readonly string[]
      })
  | ({ readonly type: 'return.accepted'; readonly by: 'mediator' | 'clock' } & Begun & {
        readonly stage: Review['from']
        readonly reason: string
      })
  | ({ readonly type: 'return.withdrawn' } & Ending)
  | ({ readonly type: 'return.addressed'; readonly contactId: string } & Begun)
  /** The goods of a refund that has been paid are to be fetched here. */
  | ({ readonly type: 'return.fetching'; readonly contactId: string } & About)
  | ({ readonly type: 'return.sent' } & Journey & Begun)
  | ({ readonly type: 'return.moving' } & Begun)
  | ({
      readonly type: 'return.arrived'
      readonly by: 'carrier' | 'seller'
      readonly cite: string
      /** From this day on a refund that has not come is deliberate delay. */
      readonly violationFrom?: string
    } & Begun)
  /** 处罚风险: that day has come, and the money has not. */
  | ({ readonly type: 'return.penalty_marked'; readonly cite: string } & About)
  | ({ readonly type: 'return.promised'; readonly days: number } & Begun)
  | ({ readonly type: 'return.mend_late' } & Begun)
  | ({ readonly type: 'return.chosen'; readonly remedy: Remedy } & Begun)
  | ({ readonly type: 'return.mended' } & Journey & Begun)
  | ({ readonly type: 'return.mended_in_person' } & Begun)
  | ({
      readonly type: 'return.completed'
      readonly by: Ender
      /** 质保重新计算: until when the warranty runs now; null where none was promised. */
      readonly warrantyUntil: string | null
    } & Ending)
  | ({
      readonly type: 'return.objected'
      readonly kind: ObjectionKind
      readonly text: string
      readonly photos: readonly string[]
    } & Begun)
  | ({
      readonly type: 'return.escalated'
      readonly why: ReviewReason
      readonly from: Review['from']
    } & Begun)
  | ({
      readonly type: 'return.refunded'
      readonly amountFen: Fen
      /** What was due beyond it and is not held any more. */
      readonly owedFen: Fen
      readonly by: Ender
      readonly reason: string
      readonly cite: string
      readonly goodsWait: boolean
    } & Ending)
  | ({ readonly type: 'return.lapsed'; readonly cite: string } & Ending)
  | ({
      readonly type: 'return.denied'
      readonly lockId: string | null
      readonly reason: string
      readonly cite: string | null
    } & About)
  /** 寄还: not upheld, but the goods are with the seller, and the money stays locked till then. */
  | ({
      readonly type: 'return.to_give_back'
      /** The lock to be set anew; null where it still stands, or nothing is held. */
      readonly lockId: string | null
      readonly lockFen: Fen
      readonly reason: string
      readonly cite: string | null
    } & Begun)
  /** Nothing is left to decide. The lock is null where the order or the case has ended it. */
  | ({ readonly type: 'return.settled'; readonly lockId: string | null } & About)
  /** What a case now decides: its lock takes the place of this one. */
  | ({ readonly type: 'return.handed_over'; readonly carried: Carried } & Ending)

export interface Facts {
  readonly at: Instant
  readonly role: 'buyer' | 'seller' | 'house' | 'stranger'
  /** Is it a signed-in person who asks? A mediator is one. */
  readonly person: boolean
  /** Null where there is no such order. */
  readonly order: Opened | null
  readonly sold: Sold | null
  readonly freeFen: Fen
  readonly habits: Habits
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'return.not_found'
  | 'return.not_yours_to_do'
  | 'return.items_unknown'
  | 'return.not_delivered'
  | 'return.not_goods'
  | 'return.not_consumer'
  | 'return.not_operator'
  | 'return.excluded'
  | 'return.confirmed_away'
  | 'return.not_intact'
  | 'return.window_over'
  | 'return.say_what_is_wrong'
  | 'return.quality_refund_over'
  | 'return.warranty_over'
  | 'return.remedy_needs_fault'
  | 'return.nothing_held'
  | 'return.wrong_stage'
  | 'return.reason_missing'
  | 'return.days_too_many'
  | 'return.amount_too_high'
  | 'return.not_due'
