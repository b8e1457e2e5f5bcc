import type { Factor } from '../identity/model.ts'
import type { Day, Instant } from '../kernel/time.ts'
import type { Doubted } from '../orders/model.ts'

/** 店铺 shop. none → open → closed. One person's place of sale; its number shards everything. */
export type Shop =
  | { readonly status: 'none' }
  | {
      readonly status: 'open' | 'closed'
      readonly shopId: string
      readonly name: string
      /** The person who sells. */
      readonly ownerId: string
      /** Agreed at opening; later orders keep the rate of their own day. */
      readonly feePerMille: number
      /** Who the provider knows as the receiver of the money. */
      readonly payeeRef: string
      /** Of the account behind it, the last digits; null where nobody has named one. */
      readonly payoutTail?: string | null
      /** Earlier accounts, the oldest first; only the last few are kept. */
      readonly formerPayouts?: readonly FormerPayout[]
      readonly payoutWish?: PayoutWish | null
      readonly frozen?: Freeze | null
      readonly sweep?: Sweep | null
      readonly standing: Standing
      /** What the standing rests on; absent while nobody has looked, or no longer. */
      readonly check?: Check | null
      readonly openedAt: Instant
    }
export type Present = Exclude<Shop, { status: 'none' }>

/** 收款账户. The provider's own number for it, and the last digits: never the account's number. */
export interface Payout {
  readonly payeeRef: string
  readonly tail: string | null
}

export interface FormerPayout extends Payout {
  /** Until then money of new orders went there. */
  readonly until: Instant
  /** A theft was declared and it was taken back: nothing ever goes there again by itself. */
  readonly stolen?: boolean
}

/** 更换收款账户: asked for, and held until the owner has had time to object. */
export interface PayoutWish extends Payout {
  readonly askedAt: Instant
  readonly dueAt: Instant
  readonly factor: Factor
}

/** 账号被盗. Since when has somebody else acted here, and who says so? */
export interface Freeze {
  readonly since: Instant
  readonly at: Instant
  readonly by: 'owner' | 'desk'
}

/** 清查. What was offered and sold since is brought in line with the freeze, or with its end. */
export interface Sweep {
  /** Orders that were opened before are as they should be. */
  readonly from: Instant
  readonly askedAt: Instant
  /** When the clock takes it up; a millisecond later with each page of its own. */
  readonly dueAt: Instant
  /** So many offers and orders have been put right so far. */
  readonly listings: number
  readonly orders: number
}

/** 主体状态. How far is it known who sells? `unverified` until somebody has shown it. */
export type Standing = 'unverified' | 'person_verified' | 'household' | 'company'

/** 核验所见. What somebody at the desk looked at. */
export const sights = [
  'business_licence',
  'public_register',
  'identity_card',
  'video_call',
  'bank_account',
  'premises',
] as const
export type Sight = (typeof sights)[number]

/** 核验 check. Who sells, as somebody at the desk has seen it, and until when that counts. */
export interface Check {
  readonly standing: Exclude<Standing, 'unverified'>
  readonly seen: readonly Sight[]
  /** 统一社会信用代码 and 登记名称 of a licence, which are public; null for a natural person. */
  readonly uscc: string | null
  readonly registeredName: string | null
  /** The last day on which it counts. */
  readonly validUntilOn: Day
  /** The person at the desk. */
  readonly by: string
  readonly at: Instant
}
export type Checked = { readonly type: 'check' } & Omit<Check, 'by' | 'at'>

export type Command =
  | {
      readonly type: 'open'
      /** Made by whoever opens it, from the shop's number. */
      readonly shopId: string
      readonly name: string
      readonly feePerMille: number
    }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'close' }
  | ({ readonly type: 'change_payout'; readonly factor: Factor } & Payout)
  | { readonly type: 'stop_payout' }
  /** Only the house, when a theft has been declared. */
  | { readonly type: 'freeze'; readonly since: Instant; readonly by: Freeze['by'] }
  | { readonly type: 'thaw'; readonly factor: Factor }
  /** Only the house: the next page of what has to follow. */
  | { readonly type: 'sweep' }
  | { readonly type: 'time'; readonly kind: 'payout' }
  | { readonly type: 'time'; readonly kind: 'sweep' }
  | { readonly type: 'time'; readonly kind: 'check' }
  | Checked
  | { readonly type: 'uncheck'; readonly reason: string }

export type Event =
  | {
      readonly type: 'shop.opened'
      readonly shopId: string
      readonly name: string
      readonly ownerId: string
      readonly feePerMille: number
      readonly payeeRef: string
      readonly at: Instant
    }
  | { readonly type: 'shop.renamed'; readonly name: string }
  | { readonly type: 'shop.closed' }
  | { readonly type: 'shop.payout_asked'; readonly wish: PayoutWish }
  | { readonly type: 'shop.payout_stopped'; readonly by: 'owner' | 'theft' }
  | ({ readonly type: 'shop.payout_changed'; readonly at: Instant } & Payout)
  /** The account from before the theft counts again. */
  | ({
      readonly type: 'shop.payout_reverted'
      readonly at: Instant
      /** When the theft began; entries from before this was kept do not say. */
      readonly since?: Instant
    } & Payout)
  | {
      readonly type: 'shop.frozen'
      readonly freeze: Freeze
      /** What follows is swept from then on; earlier entries named it themselves. */
      readonly from?: Instant
      /** Addresses of programs that are not told any more: one may be a thief's. */
      readonly webhookIds?: readonly string[]
    }
  | { readonly type: 'shop.thawed'; readonly from?: Instant; readonly at?: Instant }
  | {
      readonly type: 'shop.swept'
      readonly listingIds: readonly string[]
      /** Held back from now on, and not any more. */
      readonly orderIds: readonly string[]
      readonly freedIds: readonly string[]
      readonly from: Instant
      readonly dueAt: Instant
    }
  | { readonly type: 'shop.sweep_ended' }
  | { readonly type: 'shop.checked'; readonly check: Check }
  | {
      readonly type: 'shop.check_ended'
      readonly because: 'lapsed' | 'withdrawn'
      /** Why it was withdrawn, in the operator's words. */
      readonly reason: string
    }

export interface Facts {
  readonly at: Instant
  /** The Shanghai day of it. */
  readonly on: Day
  /** Did the door see an operator? */
  readonly operator: boolean
  /** The clock, or what the desk or the owner of the telephone has declared. */
  readonly house: boolean
  /** The signed-in person who asks; null for anybody else. */
  readonly personId: string | null
  /** What a declared theft, or its end, has still to reach; null where nobody asks. */
  readonly page: Page | null
  /** Which addresses of programs are told now; asked for a theft only. */
  readonly webhookIds: readonly string[]
}

/** One page of it; full: there may be more orders. */
export interface Page {
  readonly listingIds: readonly string[]
  readonly orders: readonly Doubted[]
  readonly full: boolean
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'shop.sign_in_first'
  | 'shop.already_open'
  | 'shop.too_many'
  | 'shop.not_found'
  | 'shop.closed'
  | 'shop.frozen'
  | 'shop.name_unusable'
  | 'shop.payout_unusable'
  | 'shop.payout_same'
  | 'shop.no_payout_wish'
  | 'shop.not_frozen'
  | 'shop.thaw_too_early'
  | 'shop.not_due'
  | 'shop.check_of_own'
  | 'shop.check_incomplete'
  | 'shop.check_too_long'
  | 'shop.not_checked'
