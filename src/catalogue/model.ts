import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { FactName, GoodsCategory, GoodsPromise } from './passport-words.ts'

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
  /** Absent on offers that state nothing beyond title and text. */
  readonly passport?: Passport
  /** 促销, in one of the common forms: `满3件打8折`, `第二件半价`. For pieces of this listing. */
  readonly promotion?: string
  /** Absent where nothing but the law is promised and claimed. */
  readonly aftersales?: Aftersales
}

/** 商品资料. What is stated about the goods in fields that can be checked, apart from praise. */
export interface Passport {
  readonly category: GoodsCategory
  readonly facts: Readonly<Partial<Record<FactName, string>>>
  /** 批次: the same batch at another seller is the same goods. */
  readonly batchNo: string | null
  /** 出厂价, where it is known. */
  readonly factoryFen: Fen | null
  /** 实际经营主体. For whom this seller sells; null when the shop sells for itself. */
  readonly principal: Principal | null
  readonly promises: readonly GoodsPromise[]
}

/** As the seller states it; `uscc` has been checked by its check character only. */
export interface Principal {
  readonly name: string
  readonly uscc: string
  /** Who answers when something goes wrong, and how they are reached. */
  readonly afterSales: string
}

/** 售后约定. What the seller promises beyond the law, and which exclusion of the law he claims. */
export interface Aftersales {
  readonly exclusion: ReturnExclusion | null
  /** 无理由退货天数, where more than the law’s are promised. */
  readonly returnDays: number | null
  /** 退货包运费. */
  readonly freightBySeller: boolean
  /** 质保. 0 where none is promised. */
  readonly warrantyMonths: number
  /** 自用闲置: sold now and then by somebody who is no trader. */
  readonly occasional: boolean
  /** 满额包邮: free from this sum on, and what sending it costs in fact. */
  readonly freeFreight: { readonly fromFen: Fen; readonly costFen: Fen } | null
}

/**
 * 不适用无理由退货: four kinds that the law excludes, and three that it lets the buyer give up for a
 * single purchase. Which is which stands in `law/returnability.ts`.
 */
export const returnExclusions = [
  'custom_made',
  'fresh_perishable',
  'digital_opened',
  'periodical',
  'opened',
  'activated',
  'disclosed',
] as const
export type ReturnExclusion = (typeof returnExclusions)[number]

/** 单次确认: which of them does nothing unless the buyer confirms it for this purchase? */
export const confirmedExclusions: readonly ReturnExclusion[] = ['opened', 'activated', 'disclosed']

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
  /** Only a declared theft does this. */
  | { readonly type: 'freeze' }

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
  /** A theft of its owner's account was declared, and nobody has lifted that yet. */
  readonly shopFrozen: boolean
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'listing.not_found'
  | 'listing.exists'
  | 'listing.shop_closed'
  | 'listing.shop_frozen'
  | 'listing.offer_unusable'
  | 'listing.withdrawn'
  | 'listing.sold_out'
