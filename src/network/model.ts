import type { Instant } from '../kernel/time.ts'

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
      readonly standing: Standing
      readonly openedAt: Instant
    }

/** 主体状态. How far is it known who sells? `unverified` until somebody has shown it. */
export type Standing = 'unverified' | 'person_verified' | 'household' | 'company'

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

export interface Facts {
  readonly at: Instant
  /** The signed-in person who asks; null for anybody else. */
  readonly personId: string | null
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'shop.sign_in_first'
  | 'shop.already_open'
  | 'shop.not_found'
  | 'shop.closed'
  | 'shop.name_unusable'
