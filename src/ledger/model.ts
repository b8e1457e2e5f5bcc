import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'

/**
 * 账本 ledger, 账户 account, 分录 transfer. A mirror of what the provider holds and moves: nobody
 * can be paid from it. Each shop is a book of its own, and no transfer leaves its book.
 */
export const chart = {
  /** Held at the provider for open orders. Falls with every instruction that is done. */
  'psp.held': { zh: '通道在途担保款', en: 'held at the provider', limit: 'none' },
  /** Left the hold: to the seller, back to the buyer, or as a fee. */
  'psp.settled': { zh: '通道已划出', en: 'moved out of the hold', limit: 'none' },
  /** What a verified fact says and no order can take: late or wrong money, a hold that ended. */
  'psp.suspense': { zh: '挂账', en: 'in suspense', limit: 'none' },
  /** One account an order. Its limit makes release + refund + fee ≤ paid, whatever callers do. */
  'order.escrow': { zh: '订单担保款', en: 'escrow of an order', limit: 'credits' },
  'seller.settled': { zh: '已结算给卖家', en: 'settled to the seller', limit: 'none' },
  'buyer.refunded': { zh: '已退还买家', en: 'refunded to the buyer', limit: 'none' },
  'platform.fee': { zh: '平台服务费', en: "the platform's fee", limit: 'none' },
  /** The provider's own fee, when it is billed. */
  'psp.fee': { zh: '通道手续费', en: "the provider's fee", limit: 'none' },
} as const
export type AccountCode = keyof typeof chart

/** `psp.held`, or `order.escrow/ord_…` where each order has its own. */
export type AccountId = string

export interface Account {
  readonly code: AccountCode
  readonly openedAt: Instant
  readonly debitsPendingFen: Fen
  readonly debitsPostedFen: Fen
  readonly creditsPendingFen: Fen
  readonly creditsPostedFen: Fen
}

/** Immutable but for `resolution`, which a pending transfer gets once. */
export interface Transfer {
  readonly id: string
  readonly kind: 'single' | 'pending' | 'post' | 'void'
  readonly debit: AccountId
  readonly credit: AccountId
  readonly amountFen: Fen
  /** What it is for: `paid`, `release`, `refund`, `fee`, `late`, `hold_ended`. */
  readonly code: string
  readonly pendingId: string | null
  readonly resolution: 'posted' | 'voided' | null
  readonly orderId: string
  readonly recordedAt: Instant
}

/** The rows that one command needs, and no others. */
export interface Book {
  readonly accounts: ReadonlyMap<AccountId, Account>
  /** Null where no transfer of that id exists. */
  readonly transfers: ReadonlyMap<string, Transfer | null>
}

export type Entry =
  | {
      readonly id: string
      readonly kind: 'single' | 'pending'
      readonly debit: AccountId
      readonly credit: AccountId
      readonly amountFen: Fen
      readonly code: string
    }
  | { readonly id: string; readonly kind: 'post' | 'void'; readonly pendingId: string }

/** Linked: all of the entries or none. */
export interface Command {
  readonly type: 'transfer'
  readonly entries: readonly Entry[]
}

export interface Event {
  readonly type: 'ledger.transferred'
  readonly transfers: readonly Transfer[]
}

export interface Facts {
  readonly at: Instant
  readonly orderId: string
}

/** Checked for each entry in this order: the first that holds is the answer. */
export type Refusal =
  | 'ledger.transfer_exists'
  | 'ledger.pending_not_found'
  | 'ledger.pending_already_posted'
  | 'ledger.pending_already_voided'
  | 'ledger.amount_not_positive'
  | 'ledger.accounts_must_differ'
  | 'ledger.exceeds_credits'
