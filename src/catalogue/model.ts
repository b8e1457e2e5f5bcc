import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'

/** 商品 listing. none → published → withdrawn. Every edit is a version; buyers keep theirs. */
export type Listing =
  | { readonly status: 'none' }
  | ({
      readonly status: 'published' | 'withdrawn'
      readonly listingId: string
      /** 1 at first, one more with every edit. Stock is not part of it. */
      readonly revision: number
      readonly stock: number
      readonly editedAt: Instant
    } & Offer)

/** What is offered: this is what a buyer agrees to. */
export interface Offer {
  readonly title: string
  readonly text: string
  readonly priceFen: Fen
  /** SHA-256 of the stored pictures, the first one is shown first. */
  readonly photos: readonly string[]
  /** 发货承诺: so many hours after payment. */
  readonly shipWithinHours: number
  readonly fulfilment: Fulfilment
}

/** 交付方式. How the goods reach the buyer; what counts as received follows from it. */
export type Fulfilment =
  | { readonly kind: 'parcel' }
  | { readonly kind: 'pickup'; readonly place: string }
  | { readonly kind: 'digital' }
  | { readonly kind: 'service'; readonly place: string }

export type Command =
  | {
      readonly type: 'publish'
      readonly listingId: string
      readonly offer: Offer
      readonly stock: number
    }
  | { readonly type: 'edit'; readonly offer: Offer }
  | { readonly type: 'restock'; readonly stock: number }
  | { readonly type: 'withdraw' }
  /** Only an order does these two. */
  | { readonly type: 'reserve'; readonly quantity: number; readonly orderId: string }
  | { readonly type: 'give_back'; readonly quantity: number; readonly orderId: string }

export type Event =
  | {
      readonly type: 'listing.published'
      readonly listingId: string
      readonly offer: Offer
      readonly stock: number
      readonly at: Instant
    }
  | { readonly type: 'listing.edited'; readonly offer: Offer; readonly at: Instant }
  | { readonly type: 'listing.restocked'; readonly stock: number }
  | { readonly type: 'listing.withdrawn' }
  | { readonly type: 'listing.reserved'; readonly quantity: number; readonly orderId: string }
  | { readonly type: 'listing.given_back'; readonly quantity: number; readonly orderId: string }

export interface Facts {
  readonly at: Instant
  /** `house` is another domain's reaction. */
  readonly by: 'owner' | 'house' | 'stranger'
  readonly shopOpen: boolean
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'listing.not_found'
  | 'listing.exists'
  | 'listing.shop_closed'
  | 'listing.offer_unusable'
  | 'listing.withdrawn'
  | 'listing.sold_out'
