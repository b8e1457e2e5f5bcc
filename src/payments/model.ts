import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { Fact } from './port.ts'

/**
 * 支付 payment, 指令 instruction. What we asked the provider for one order, and what it answered.
 * preparing → payable → paid; on the side closing → closed, failed.
 */
export type Payment =
  | { readonly status: 'none' }
  | {
      readonly status: 'preparing' | 'payable' | 'closing' | 'closed' | 'failed' | 'paid'
      readonly paymentNo: string
      readonly request: Request
      readonly payUrl: string | null
      readonly paidAt: Instant | null
      readonly holdExpiresAt: Instant | null
      readonly instructions: readonly Instruction[]
      /** Facts already taken in, so that the same one by another way counts once. */
      readonly seen: readonly string[]
      readonly notice?: Notice
    }

/**
 * 未授权支付通知. What the provider was told of a payment that its buyer disowns, and when: from then
 * on it has to act.
 */
export interface Notice {
  readonly no: string
  readonly reportedAt: Instant
  /** When the provider took it in, and under which number of its own; null until it has. */
  readonly taken: { readonly at: Instant; readonly providerNo: string } | null
}

/** What the provider is told when the payment is opened. */
export interface Request {
  readonly amountFen: Fen
  readonly description: string
  readonly payeeRef: string
  readonly payeeName?: string
  readonly expiresAt: Instant
}

export interface Instruction {
  readonly no: string
  readonly kind: 'refund' | 'release' | 'split'
  readonly amountFen: Fen
  readonly reason: string
  /** `unknown` may or may not have moved; only the provider's definite word ends it. */
  readonly status: 'pending' | 'accepted' | 'unknown' | 'done' | 'refused'
}

export type KeptFact = Omit<Fact, 'raw'>

export type Command =
  | { readonly type: 'prepare'; readonly paymentNo: string; readonly request: Request }
  | { readonly type: 'close' }
  | {
      readonly type: 'instruct'
      readonly no: string
      readonly kind: Instruction['kind']
      readonly amountFen: Fen
      readonly reason: string
    }
  | { readonly type: 'notify'; readonly reportedAt: Instant }
  /** What came of asking the provider. */
  | { readonly type: 'notified'; readonly providerNo: string }
  | { readonly type: 'prepared'; readonly payUrl: string }
  | { readonly type: 'prepare_refused'; readonly code: string }
  | { readonly type: 'closed'; readonly how: 'closed' | 'not_found' }
  | {
      readonly type: 'outcome'
      readonly no: string
      readonly outcome: 'accepted' | 'unknown' | 'refused'
      readonly code: string
    }
  | {
      readonly type: 'fact'
      readonly source: 'answer' | 'callback' | 'query' | 'bill'
      readonly fact: KeptFact
      /** The message it came in, word for word. */
      readonly raw: { readonly headers: Readonly<Record<string, string>>; readonly body: string }
    }

export type Event =
  | { readonly type: 'payment.requested'; readonly paymentNo: string; readonly request: Request }
  | { readonly type: 'payment.opened'; readonly payUrl: string }
  | { readonly type: 'payment.failed'; readonly code: string }
  | { readonly type: 'payment.close_requested' }
  | { readonly type: 'payment.closed'; readonly how: 'closed' | 'not_found' }
  | {
      readonly type: 'payment.paid'
      readonly dedupeKey: string
      readonly amountFen: Fen
      readonly at: Instant
      readonly holdExpiresAt: Instant
      readonly providerNo: string
    }
  | {
      readonly type: 'payment.instructed'
      readonly no: string
      readonly kind: Instruction['kind']
      readonly amountFen: Fen
      readonly reason: string
    }
  | { readonly type: 'payment.accepted'; readonly no: string }
  | { readonly type: 'payment.unknown'; readonly no: string }
  | {
      readonly type: 'payment.done'
      readonly no: string
      readonly dedupeKey: string
      readonly at: Instant
      readonly providerNo: string
    }
  | { readonly type: 'payment.refused'; readonly no: string; readonly code: string }
  | {
      readonly type: 'payment.hold_ended'
      readonly dedupeKey: string
      readonly amountFen: Fen
      readonly at: Instant
    }
  | { readonly type: 'payment.notice_due'; readonly no: string; readonly reportedAt: Instant }
  | {
      readonly type: 'payment.notice_taken'
      readonly no: string
      readonly at: Instant
      readonly providerNo: string
    }
  /** A verified fact that fits nothing we asked for: kept, and shown at the desk. */
  | { readonly type: 'payment.unexplained'; readonly fact: KeptFact }

export interface Facts {
  readonly at: Instant
  /** Only the house, the dispatcher and the provider itself may speak here. */
  readonly trusted: boolean
}

export type Refusal = 'payment.not_found' | 'payment.exists'
