import type { Fen } from '../kernel/money.ts'
import type { Day, Instant } from '../kernel/time.ts'

/**
 * 支付通道. What Baozheng asks of any licensed payment provider. The money is there, never here:
 * we send instructions and keep what the provider answers, word for word.
 *
 * Numbers are ours, made and stored before anything is sent, and never used for anything else: the
 * same number with the same content may be sent again at any time, with other content it is
 * refused. `paymentNo` is 26 characters, an instruction's number up to 32 (`[0-9A-Za-z]`).
 */
export interface PaymentProvider {
  readonly name: string
  readonly capabilities: Capabilities

  /** Opens a payment that a buyer can pay. Done when the provider knows it. */
  prepay(request: Prepay): Promise<Outcome<{ payUrl: string }>>
  /** What is known of this payment there? A failed query is `unknown`, never `not_found`. */
  queryPayment(paymentNo: string): Promise<PaymentAnswer>
  /** Ends an unpaid payment. Refused with `payment.already_paid` when the buyer was faster. */
  close(paymentNo: string): Promise<Outcome>
  /** Is money held for this payment, how much of it, and until when? */
  holdStatus(paymentNo: string): Promise<HoldAnswer>

  /** Gives held money to the seller. */
  release(request: Movement): Promise<Outcome>
  /** Gives a share of held money to the platform (its fee). */
  split(request: Movement): Promise<Outcome>
  /** Takes such a share back into the hold. */
  splitReturn(request: Movement & { splitNo: string }): Promise<Outcome>
  /** Gives held money back to the buyer. */
  refund(request: Movement & { reason: string }): Promise<Outcome>

  /**
   * 未授权支付通知. Tells of a payment that its buyer disowns. Said twice under one number it counts
   * once, as of the first time; accepted or done when the provider has it.
   */
  notifyUnauthorised(notice: UnauthorisedNotice): Promise<Outcome>

  /** What became of this instruction? The only way out of `unknown`. */
  queryRelease(request: Asked): Promise<InstructionAnswer>
  querySplit(request: Asked): Promise<InstructionAnswer>
  querySplitReturn(request: Asked): Promise<InstructionAnswer>
  queryRefund(request: Asked): Promise<InstructionAnswer>

  /** Are these bytes really from the provider? Null when the signature does not hold. */
  verifyCallback(message: RawMessage): Fact[] | null
  /** All that moved on one Shanghai day, by the provider's own book. */
  listBills(on: Day): Promise<BillAnswer>
}

export interface Capabilities {
  /** Can part of a hold be released? If not, any lock delays the whole release. */
  readonly partialRelease: boolean
  /**
   * The longest hold, from payment; the provider ends it by itself then, in the seller's favour.
   */
  readonly holdDaysMax: number
  /** Until when after payment can money be refunded? */
  readonly refundDaysMax: number
}

export interface Prepay {
  readonly paymentNo: string
  readonly amountFen: Fen
  /** Shown on the provider's page: what is bought, no personal data. */
  readonly description: string
  /** Whose money it becomes: the seller as the provider knows it. */
  readonly payeeRef: string
  /** What buyers know the seller by, for the provider's page. */
  readonly payeeName?: string
  readonly expiresAt: Instant
  /** Where the provider sends callbacks, and where the buyer's browser goes after paying. */
  readonly notifyUrl: string
  readonly returnUrl: string
}

export interface Movement {
  readonly paymentNo: string
  readonly instructionNo: string
  readonly amountFen: Fen
}

export interface UnauthorisedNotice {
  readonly paymentNo: string
  readonly noticeNo: string
  /** When the buyer said so, to us. */
  readonly reportedAt: Instant
}

export interface Asked {
  readonly paymentNo: string
  readonly instructionNo: string
}

/** Raw bytes and headers as they came: evidence, kept for ever, and what a signature covers. */
export interface RawMessage {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

/**
 * What the provider says has happened. `dedupeKey` is the same whichever way the fact reaches us
 * (callback, query, bill, answer), so that it is posted once.
 */
export interface Fact {
  readonly dedupeKey: string
  readonly kind: 'payment' | 'refund' | 'release' | 'split' | 'split_return' | 'hold_ended'
  readonly paymentNo: string
  /** Ours; null for a payment and for a hold that ended by itself. */
  readonly instructionNo: string | null
  readonly status: 'succeeded' | 'failed' | 'closed'
  /** The provider's own word for it, unchanged. */
  readonly upstreamState: string
  readonly amountFen: Fen
  readonly occurredAt: Instant
  /** The provider's number. */
  readonly providerNo: string
  /** Only with a payment that succeeded. */
  readonly holdExpiresAt: Instant | null
  readonly raw: RawMessage
}

/** `refused` is definite and nothing moved; `unknown` may or may not have moved. */
export type Outcome<More = unknown> =
  | { readonly type: 'accepted'; readonly providerNo: string }
  | ({ readonly type: 'done'; readonly fact: Fact | null } & More)
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'unknown'; readonly why: string }

export type PaymentAnswer =
  | { readonly type: 'paid'; readonly fact: Fact }
  | { readonly type: 'unpaid' }
  | { readonly type: 'closed' }
  | { readonly type: 'not_found' }
  | { readonly type: 'unknown'; readonly why: string }

export type InstructionAnswer =
  | { readonly type: 'done'; readonly fact: Fact }
  | { readonly type: 'processing' }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'not_found' }
  | { readonly type: 'unknown'; readonly why: string }

export type HoldAnswer =
  | { readonly type: 'held'; readonly heldFen: Fen; readonly expiresAt: Instant }
  | { readonly type: 'ended'; readonly upstreamState: string }
  | { readonly type: 'not_found' }
  | { readonly type: 'unknown'; readonly why: string }

export interface BillRow {
  readonly kind: Fact['kind']
  readonly paymentNo: string
  readonly instructionNo: string | null
  readonly providerNo: string
  readonly amountFen: Fen
  readonly occurredAt: Instant
}

/**
 * What is the same about a movement, whichever way we hear of it? Every adapter keys its facts so:
 * a row of the bill and a callback about the same movement count once.
 */
export function factKey({
  kind,
  paymentNo,
  instructionNo,
}: Pick<Fact, 'kind' | 'paymentNo' | 'instructionNo'>): string {
  return `${kind}:${instructionNo ?? paymentNo}`
}

export type BillAnswer =
  | { readonly type: 'ready'; readonly rows: readonly BillRow[]; readonly raw: Uint8Array }
  | { readonly type: 'not_ready' }
  | { readonly type: 'unknown'; readonly why: string }
