import type { Fen } from '../kernel/money.ts'
import type { Day, Instant } from '../kernel/time.ts'
import type { Standing } from '../network/model.ts'
import type {
  DisputeTerms,
  Fault,
  Issue,
  Kin,
  Loss,
  OfferKind,
  Point,
  Purpose,
  Relation,
  Step,
  UnruledWhy,
  Way,
} from './terms.ts'

/** 投诉 complaint. One case file, from the claim to the last word. The diagram is in README.md. */
export type Complaint = { readonly status: 'none' } | CaseFile

export const stages = [
  'claimed',
  'negotiating',
  'mediating',
  'paused',
  'deciding',
  'confirming',
  'ruled',
  'appealed',
  'returning',
  'performing',
  'inspecting',
  'closed',
] as const
export type Stage = (typeof stages)[number]
export type Side = 'buyer' | 'seller'

export interface Burden {
  readonly point: Point
  readonly bearer: Side
  /** The buyer shows the outward fact, with a photo, before the seller must answer. */
  readonly first: boolean
  readonly zh: string
  readonly en: string
  readonly cite: string
  /** `site` is a published rule of this site, never statute. */
  readonly source: 'statute' | 'site'
}

export interface CaseFile {
  readonly status: Stage
  readonly complaintId: string
  readonly orderId: string
  readonly buyerId: string
  readonly sellerId: string
  /** How many complaints this order has seen. */
  readonly count: number
  readonly issue: Issue
  readonly text: string
  readonly amountFen: Fen
  readonly openedAt: Instant
  /** When did it come to where it stands? */
  readonly stageAt: Instant
  readonly relation: Relation
  /** 低调处理: neutral words to the seller, no public mark; every clock is that of strangers. */
  readonly lowKey: boolean
  readonly purpose: Purpose
  /** Does the buyer also ask for a statutory multiple? A person looks at that. */
  readonly multiple: boolean
  readonly track: Track
  /** 人工复核: so many claims that nothing is decided by the clock alone. */
  readonly review: boolean
  /** The day the buyer knew of it: the limitation runs from here. */
  readonly knownOn: Day
  /** What had gone back to the buyer before this case. */
  readonly backBeforeFen: Fen
  /** Before this moment everything must be decided; null where nothing is held. */
  readonly holdEndsAt: Instant | null
  readonly burdens: readonly Burden[]
  readonly hoursToShow: number
  readonly terms: DisputeTerms
  /** When did the notice reach the seller? Null: it did not, and nothing is inferred. */
  readonly noticeAt: Instant | null
  readonly answer: Answer | null
  readonly evidence: readonly Evidence[]
  readonly messages: readonly Message[]
  readonly offers: readonly Offer[]
  /** 盲出价, sealed: nobody reads a tolerance, neither here nor in the journal. */
  readonly bids: { readonly buyer: string | null; readonly seller: string | null }
  readonly claimants: readonly Claimant[]
  readonly ways: readonly { readonly way: Way; readonly at: Instant }[]
  readonly mediationAt: Instant | null
  readonly mediatorId: string | null
  /** Persons who may not decide this any more. */
  readonly barred: readonly string[]
  readonly objection: Objection | null
  /** Who has objected to a mediator: each side may do so only so often. */
  readonly objected: readonly Side[]
  /** How many rounds has nobody decided in? Absent in cases older than the count. */
  readonly undecided?: number
  readonly draft: Draft | null
  readonly decision: Ruling | null
  readonly appeal: Appeal | null
  /** What was agreed or decided about the goods: the room of returns carries it out. */
  readonly promise: Undertaking | null
  readonly outcome: Outcome | null
  /** What earlier cases of this order have left owed, of the price and in all. */
  readonly owedBeforeFen: Fen
  readonly owedInAllFen: Fen
  readonly reminded: boolean
  /** What earlier cases of this order have decided for good. */
  readonly settled: readonly Issue[]
}

/** 履行: goods go back for the money, or are exchanged or repaired. */
export interface Undertaking {
  /** Null where a ruling says so. */
  readonly offerId: string | null
  readonly kind: 'return_refund' | 'exchange' | 'repair'
  /** What goes back to the buyer once the goods are back. */
  readonly refundFen: Fen
  /** So many days to exchange or repair, once the goods are there. */
  readonly days: number
  readonly itemIds?: readonly string[]
  readonly pieces?: readonly Named[]
}

/** 指明的商品: so many pieces of one item. */
export interface Named {
  readonly itemId: string
  readonly quantity: number
}

export interface Answer {
  readonly text: string
  /** What the seller says cannot be shown, and why: a person looks at it, nothing is inferred. */
  readonly impossible: readonly Point[]
  readonly at: Instant
}

export interface Evidence {
  /** Stable: the case's number and the item's. */
  readonly id: string
  readonly by: Side
  readonly point: Point | null
  readonly text: string
  /** SHA-256 of stored pictures. */
  readonly photos: readonly string[]
  /** SHA-256 of all of the above. */
  readonly hash: string
  readonly at: Instant
}

export interface Message {
  readonly by: Side | 'mediator'
  readonly text: string
  readonly at: Instant
}

export interface Offer {
  readonly id: string
  readonly by: Side | 'mediator'
  readonly kind: OfferKind
  readonly refundFen: Fen
  /** So many days to exchange or repair. */
  readonly days: number
  /** Which items, or how many pieces of which, it is about; all where none are named. */
  readonly itemIds?: readonly string[]
  readonly pieces?: readonly Named[]
  readonly text: string
  /** From the published price list, where a mediator proposes. */
  readonly faults: readonly Fault[]
  /** SHA-256 of the settlement: what both sides sign. */
  readonly hash: string
  readonly at: Instant
  readonly expiresAt: Instant
  readonly accepted: readonly Side[]
  readonly status: 'open' | 'accepted' | 'declined' | 'replaced'
}

/** 法律轨道: which law governs, with its reasons; never silent. */
export interface Track {
  readonly law: 'consumer' | 'civil'
  readonly reasons: readonly { readonly zh: string; readonly en: string; readonly cite: string }[]
  readonly certain: boolean
}

/** 其他受害人, without a name: who they are is told to the mediator or the court. */
export interface Claimant {
  readonly id: string
  readonly relation: Kin
  readonly losses: readonly { readonly item: Loss; readonly amountFen: Fen }[]
  readonly at: Instant
}

export interface Objection {
  readonly by: Side
  readonly reason: string
  readonly at: Instant
  /** Where the case stood. */
  readonly from: 'mediating' | 'deciding' | 'appealed'
}

export interface Draft {
  readonly by: string
  readonly refundFen: Fen
  /** What is owed beyond the price: nothing of it is held. */
  readonly damagesFen: Fen
  readonly faults: readonly Fault[]
  /** Is the money due only when the goods have come back? */
  readonly goodsBack: boolean
  /** Which goods it is about; all where none are named. */
  readonly pieces?: readonly Named[]
  readonly reasons: string
  readonly at: Instant
}

export interface Ruling extends Omit<Draft, 'by'> {
  readonly by: 'ruling' | 'default'
  /** Who decided; nobody where the clock did. */
  readonly deciders: readonly string[]
  readonly inferences: readonly { readonly point: Point; readonly cite: string }[]
  /** 无人裁决: nobody has ruled, and the burden of proof says this. */
  readonly unruled?: { readonly why: UnruledWhy; readonly cite: string }
}

export interface Appeal {
  readonly by: Side
  readonly text: string
  readonly at: Instant
}

/** How did it end, and where did the money come from? */
export interface Outcome {
  readonly by: 'withdrawn' | 'agreement' | 'ruling' | 'default' | 'refunded' | 'hold'
  readonly refundFen: Fen
  /** What of it was still held and moved by itself. */
  readonly fromHoldFen: Fen
  /** What the seller owes beyond that: recorded, until a deposit or an advance pays it. */
  readonly owedFen: Fen
  /** Did a person have to decide? */
  readonly human: boolean
  readonly at: Instant
}

export type Command =
  | Open
  | { readonly type: 'withdraw' }
  /** The seller gives the buyer what he claims. */
  | { readonly type: 'agree' }
  | { readonly type: 'answer'; readonly text: string; readonly impossible: readonly Point[] }
  | {
      readonly type: 'show'
      readonly point: Point | null
      readonly text: string
      readonly photos: readonly string[]
    }
  | { readonly type: 'say'; readonly text: string }
  | {
      readonly type: 'offer'
      readonly kind: OfferKind
      readonly refundFen: Fen
      readonly days: number
      readonly itemIds?: readonly string[]
      readonly pieces?: readonly Named[]
      readonly text: string
    }
  | { readonly type: 'accept_offer'; readonly offerId: string; readonly hash: string }
  | { readonly type: 'decline_offer'; readonly offerId: string }
  | { readonly type: 'bid'; readonly sealed: string }
  | { readonly type: 'escalate' }
  | { readonly type: 'object'; readonly reason: string }
  | { readonly type: 'appeal'; readonly text: string }
  | { readonly type: 'accept_ruling' }
  | { readonly type: 'step'; readonly step: Step; readonly text: string }
  | {
      readonly type: 'join'
      readonly relation: Kin
      readonly losses: Claimant['losses']
    }
  | { readonly type: 'go_elsewhere'; readonly way: Way }
  | { readonly type: 'seen' }
  /** Of the roster. */
  | { readonly type: 'take' }
  | {
      readonly type: 'propose'
      readonly refundFen: Fen
      readonly faults: readonly Fault[]
      readonly goodsBack?: boolean
      readonly pieces?: readonly Named[]
      readonly text: string
    }
  | {
      readonly type: 'rule'
      readonly refundFen: Fen
      readonly damagesFen: Fen
      readonly faults: readonly Fault[]
      readonly goodsBack: boolean
      readonly pieces?: readonly Named[]
      readonly reasons: string
    }
  | { readonly type: 'confirm_ruling' }
  | { readonly type: 'decide_objection'; readonly granted: boolean }
  /** Of this case; null where a person says so of the one that is open. */
  | { readonly type: 'notice'; readonly delivered: boolean; readonly complaintId: string | null }
  /** Of the house. */
  | { readonly type: 'time'; readonly kind: TimerKind }
  | { readonly type: 'refunded' }
  | { readonly type: 'hold_decided'; readonly id: string }
  /** What became of the goods that this case has agreed or decided about. */
  | { readonly type: 'goods'; readonly how: GoodsEnd; readonly complaintId: string }
  | Carry

export type GoodsEnd = 'refunded' | 'kept' | 'mended'

/** 带入. A return that two sides see differently: what both have said and shown comes into a case. */
export interface Carry {
  readonly type: 'carry'
  /** The case that had agreed on it; null where it was asked for directly. */
  readonly complaintId: string | null
  readonly issue: Issue
  readonly amountFen: Fen
  readonly told: readonly {
    readonly by: Side
    readonly text: string
    readonly photos: readonly string[]
  }[]
}

export interface Open {
  readonly type: 'open'
  /** Null claims all that has not gone back. */
  readonly amountFen: Fen | null
  readonly issue: Issue
  readonly text: string
  readonly photos?: readonly string[]
  readonly relation?: Relation
  readonly lowKey?: boolean
  readonly purpose?: Purpose
  readonly multiple?: boolean
  readonly knownOn?: Day
  /** How many complaints this buyer has opened lately, as the door counted. */
  readonly lately?: number
}

export type TimerKind =
  | 'answer'
  | 'escalate'
  | 'mediation'
  | 'objection'
  | 'decide'
  | 'head'
  | 'unruled'
  | 'confirm'
  | 'final'
  | 'appeal'
  | 'inspect'
  | 'last'
  | 'limitation'

export type Event =
  | {
      readonly type: 'complaint.opened'
      readonly complaintId: string
      readonly amountFen: Fen
      /** What of it is still held and stays so. */
      readonly lockFen: Fen
      readonly issue: Issue
      readonly text: string
      readonly at: Instant
      readonly file: Omit<CaseFile, 'text'>
    }
  | { readonly type: 'complaint.noticed'; readonly delivered: boolean; readonly at: Instant }
  | ({ readonly type: 'complaint.answered' } & Answer)
  | { readonly type: 'complaint.shown'; readonly item: Evidence }
  | ({ readonly type: 'complaint.said' } & Message)
  | { readonly type: 'complaint.offered'; readonly offer: Offer }
  | {
      readonly type: 'complaint.offer_accepted'
      readonly offerId: string
      readonly by: Side
      readonly hash: string
      readonly at: Instant
    }
  | { readonly type: 'complaint.offer_declined'; readonly offerId: string; readonly by: Side }
  | { readonly type: 'complaint.bid_placed'; readonly by: Side; readonly sealed: string }
  | { readonly type: 'complaint.bids_apart' }
  | { readonly type: 'complaint.bids_met'; readonly amountFen: Fen; readonly rule: string }
  | { readonly type: 'complaint.escalated'; readonly by: Side | 'clock'; readonly at: Instant }
  | { readonly type: 'complaint.taken'; readonly mediatorId: string; readonly at: Instant }
  | { readonly type: 'complaint.objected'; readonly objection: Objection }
  | {
      readonly type: 'complaint.objection_decided'
      readonly granted: boolean
      readonly by: string
      readonly at: Instant
    }
  | { readonly type: 'complaint.to_decide'; readonly at: Instant }
  | { readonly type: 'complaint.reassigned'; readonly at: Instant }
  | { readonly type: 'complaint.drafted'; readonly draft: Draft }
  | { readonly type: 'complaint.draft_fell'; readonly at: Instant }
  | { readonly type: 'complaint.decided'; readonly decision: Ruling; readonly at: Instant }
  | ({ readonly type: 'complaint.appealed' } & Appeal)
  | {
      readonly type: 'complaint.promised'
      readonly complaintId: string
      readonly promise: Undertaking
      /** What a repair that fails is worth, in fen. */
      readonly claimFen: Fen
      readonly stage: 'returning' | 'performing'
      /** What was decided, where a ruling says so. */
      readonly decision: Ruling | null
      readonly at: Instant
    }
  | {
      readonly type: 'complaint.stepped'
      readonly step: Step | 'mended' | 'goods_disputed'
      readonly by: Side | 'clock'
      readonly text: string
      readonly stage: Stage
      readonly at: Instant
    }
  | { readonly type: 'complaint.joined'; readonly claimant: Claimant }
  | { readonly type: 'complaint.went_elsewhere'; readonly way: Way; readonly at: Instant }
  | { readonly type: 'complaint.reminded'; readonly endsOn: Day; readonly at: Instant }
  | {
      readonly type: 'complaint.closed'
      readonly complaintId: string
      readonly outcome: Outcome
      /** What was decided, where it had not been published before. */
      readonly decision: Ruling | null
    }

/** What a buyer may turn to, as an order stands. */
export type Remedy = 'refund_now' | 'cancel' | 'return' | 'complain' | 'follow' | 'elsewhere'

export interface Facts {
  readonly at: Instant
  readonly orderId: string
  readonly role: Side | 'mediator' | 'house' | 'stranger'
  /** The signed-in person who acts; null for guests and machines. */
  readonly personId: string | null
  /** Is it the desk's head, who is not of the roster? */
  readonly head: boolean
  /** What is held and not on its way out; nothing once the provider ended the hold. */
  readonly freeFen: Fen
  readonly paidFen: Fen
  /** What has gone back to the buyer, or is on its way there. */
  readonly backFen: Fen
  readonly buyerId: string
  /** Who was signed in when it was ordered, whoever's telephone it names; null for a guest. */
  readonly ordererId: string | null
  readonly sellerId: string
  readonly holdEndsAt: Instant | null
  /** The words of what was sold, for the law to read. */
  readonly goodsText: string
  readonly standing: Standing
  readonly receivedOn: Day | null
  /** What is with the buyer and could go back; what is left to exchange, repair or pay for. */
  readonly returnable: readonly Named[]
  readonly mendable: readonly Named[]
  /** Where the goods are that this case has agreed about: the stage of their return. */
  readonly goods: string | null
  /** The ship promise is broken and nothing has been sent: no one needs to be asked. */
  readonly unsentLate: boolean
  /** What both sides have bid, opened for this decision only. */
  readonly bids: { readonly buyer: Fen | null; readonly seller: Fen | null }
  readonly terms: DisputeTerms
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'complaint.not_found'
  | 'complaint.not_yours_to_do'
  | 'complaint.already_open'
  | 'complaint.not_open'
  | 'complaint.nothing_paid'
  | 'complaint.too_late'
  | 'complaint.already_decided'
  | 'complaint.amount_too_high'
  | 'complaint.civil_track'
  | 'complaint.wrong_stage'
  | 'complaint.file_full'
  | 'complaint.words_missing'
  | 'complaint.objections_spent'
  | 'complaint.offer_not_found'
  | 'complaint.offer_unusable'
  | 'complaint.text_changed'
  | 'complaint.nothing_to_meet'
  | 'complaint.is_party'
  | 'complaint.is_barred'
  | 'complaint.not_assigned'
  | 'complaint.four_eyes'
  | 'complaint.fault_unknown'
  | 'complaint.not_due'
