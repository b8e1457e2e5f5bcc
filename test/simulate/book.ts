import type { Instant } from '../../src/kernel/time.ts'
import type { BillRow, Fact } from '../../src/payments/port.ts'

/** What the fake provider knows of one payment. All in fen. */
export interface Held {
  readonly paymentNo: string
  readonly providerNo: string
  readonly amountFen: bigint
  readonly payUrl: string
  state: 'open' | 'closed' | 'paid' | 'ended'
  paidFen: bigint
  paidAt: Instant | null
  holdExpiresAt: Instant | null
  releasedFen: bigint
  splitFen: bigint
  refundedFen: bigint
  /** Promised to instructions that are under way. */
  movingFen: bigint
}

export type Moving = 'refund' | 'release' | 'split'

export interface Given {
  readonly kind: Moving
  readonly paymentNo: string
  readonly instructionNo: string
  readonly amountFen: bigint
  readonly providerNo: string
  state: 'processing' | 'done' | 'refused'
  code: string
  at: Instant
  /** When what is processing comes to its end. */
  readonly endsAt: Instant
}

/**
 * The provider's own book: what is held, and every movement in the order in which it happened. Kept
 * twice, as sums and as movements, and compared by `check`.
 */
export class Book {
  readonly payments = new Map<string, Held>()
  readonly instructions = new Map<string, Given>()
  readonly movements: BillRow[] = []
  private numbers = 0

  nextNo(): string {
    this.numbers++
    return `FP${this.numbers.toString().padStart(10, '0')}`
  }

  /** What is still held, promised or not. */
  heldFen(payment: Held): bigint {
    if (payment.paidAt === null || payment.state === 'ended') return 0n
    return payment.paidFen - payment.releasedFen - payment.splitFen - payment.refundedFen
  }

  pay(payment: Held, amountFen: bigint, when: { at: Instant; holdExpiresAt: Instant }): void {
    if (payment.paidAt !== null) throw new Error(`${payment.paymentNo} is paid twice`)
    payment.state = 'paid'
    payment.paidFen = amountFen
    payment.paidAt = when.at
    payment.holdExpiresAt = when.holdExpiresAt
    this.add(payment, { kind: 'payment', instructionNo: null, amountFen, at: when.at })
  }

  move(given: Given, at: Instant): void {
    const payment = this.payments.get(given.paymentNo)
    if (!payment) throw new Error(`${given.instructionNo} moves nothing`)
    const { kind, instructionNo, amountFen } = given
    if (kind === 'release') payment.releasedFen += amountFen
    else if (kind === 'split') payment.splitFen += amountFen
    else payment.refundedFen += amountFen
    if (this.heldFen(payment) < 0n) throw new Error(`${instructionNo} moves more than is held`)
    this.add(payment, { kind, instructionNo, amountFen, at, providerNo: given.providerNo })
  }

  /** The hold ends by itself: what is left goes to the seller. Out: how much that was. */
  end(payment: Held, at: Instant): bigint {
    const amountFen = this.heldFen(payment)
    payment.releasedFen += amountFen
    payment.state = 'ended'
    if (amountFen > 0n)
      this.add(payment, { kind: 'hold_ended', instructionNo: null, amountFen, at })
    return amountFen
  }

  private add(
    payment: Held,
    row: {
      kind: Fact['kind']
      instructionNo: string | null
      amountFen: bigint
      at: Instant
      providerNo?: string
    },
  ): void {
    this.movements.push({
      kind: row.kind,
      paymentNo: payment.paymentNo,
      instructionNo: row.instructionNo,
      providerNo: row.providerNo ?? payment.providerNo,
      amountFen: row.amountFen,
      occurredAt: row.at,
    })
  }

  /** Do sums and movements agree, for every payment? Throws where they do not. */
  check(): void {
    const sums = new Map<string, bigint>()
    for (const { paymentNo, kind, amountFen } of this.movements) {
      const signed = kind === 'payment' ? amountFen : -amountFen
      sums.set(paymentNo, (sums.get(paymentNo) ?? 0n) + signed)
    }
    for (const payment of this.payments.values()) {
      const left = sums.get(payment.paymentNo) ?? 0n
      if (left !== this.heldFen(payment) || left < 0n)
        throw new Error(`the provider's book of ${payment.paymentNo} does not agree with itself`)
    }
  }
}
