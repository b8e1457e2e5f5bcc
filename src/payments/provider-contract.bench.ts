import assert from 'node:assert/strict'
import type { Instant } from '../kernel/time.ts'
import type {
  Asked,
  BillRow,
  Fact,
  InstructionAnswer,
  Outcome,
  PaymentProvider,
  Prepay,
  RawMessage,
} from './port.ts'

/** What a provider (or its double) must offer so that the contract can be run against it. */
export interface Bench {
  readonly provider: PaymentProvider
  /** The same, but giving up after a few hundred milliseconds. */
  readonly hasty: PaymentProvider
  /** The same, with another idea of the real time. */
  withClock(clock: () => Instant): PaymentProvider
  readonly notifyUrl: string
  /** The headers that its signatures rest on. */
  readonly signedHeaders: readonly string[]
  /** The buyer pays; the provider may refuse that. */
  pay(payUrl: string): Promise<'paid' | 'refused'>
  /** What came to `notifyUrl` since the last call, everything late included. */
  callbacks(): Promise<RawMessage[]>
  now(): Promise<Instant>
  moveTo(at: Instant): Promise<void>
  /** Rates from 0 to 1; an empty object is fair weather. */
  faults(rates: Partial<Record<Fault, number>>): Promise<void>
  down(down: boolean): Promise<void>
  /** The provider's own book, everything that ever moved, in order. */
  movements(): Promise<BillRow[]>
  /** `kill -9`, and up again at the same address. */
  crash(): Promise<void>
  stop(): Promise<void>
}

export type Fault =
  | 'callbackLost'
  | 'callbackDoubled'
  | 'callbackLate'
  | 'callbackReordered'
  | 'timeoutAfterWork'
  | 'error500ThenSuccess'
  | 'processing'
  | 'refundRefused'
  | 'paidAfterClose'

let numbers = 0

/** A number that was never used before. */
export function newNo(prefix: string): string {
  return `${prefix}${String(++numbers).padStart(26 - prefix.length, '0')}`
}

export async function prepayOf(bench: Bench, more: Partial<Prepay> = {}): Promise<Prepay> {
  return {
    paymentNo: newNo('P'),
    amountFen: 16_800n,
    description: '明前龙井 250 克',
    payeeRef: 'seller-1',
    expiresAt: (await bench.now()) + 30 * 60_000,
    notifyUrl: bench.notifyUrl,
    returnUrl: 'https://shop.example/orders/1',
    ...more,
  }
}

/** Opens a payment, in fair weather. */
export async function opened(bench: Bench, more: Partial<Prepay> = {}) {
  const prepay = await prepayOf(bench, more)
  const outcome = await bench.provider.prepay(prepay)
  assert(outcome.type === 'done', `prepay: ${outcome.type}`)
  return { ...prepay, payUrl: outcome.payUrl }
}

/** Opens a payment and lets the buyer pay it. Gives its number. */
export async function paid(bench: Bench, amountFen = 16_800n): Promise<string> {
  const { paymentNo, payUrl } = await opened(bench, { amountFen })
  assert.equal(await bench.pay(payUrl), 'paid')
  return paymentNo
}

export type Kind = 'release' | 'split' | 'splitReturn' | 'refund'

export interface Order extends Asked {
  readonly kind: Kind
  readonly amountFen: bigint
  readonly splitNo?: string
}

export function send(provider: PaymentProvider, order: Order): Promise<Outcome> {
  const { kind, splitNo = '', ...movement } = order
  switch (kind) {
    case 'release':
      return provider.release(movement)
    case 'split':
      return provider.split(movement)
    case 'splitReturn':
      return provider.splitReturn({ ...movement, splitNo })
    case 'refund':
      return provider.refund({ ...movement, reason: '七日无理由退货' })
  }
}

export function query(provider: PaymentProvider, order: Order): Promise<InstructionAnswer> {
  const { kind, paymentNo, instructionNo } = order
  const asked = { paymentNo, instructionNo }
  switch (kind) {
    case 'release':
      return provider.queryRelease(asked)
    case 'split':
      return provider.querySplit(asked)
    case 'splitReturn':
      return provider.querySplitReturn(asked)
    case 'refund':
      return provider.queryRefund(asked)
  }
}

export type Settled =
  | { readonly type: 'done'; readonly fact: Fact }
  | { readonly type: 'refused'; readonly code: string }

const roundsMax = 50

/**
 * Brings an instruction to its end as a dispatcher does: unknown is asked about, what is not found
 * is sent again under the same number, and processing is asked about again.
 */
export async function settle(provider: PaymentProvider, order: Order): Promise<Settled> {
  let heard: Outcome | InstructionAnswer = await send(provider, order)
  for (let round = 0; round < roundsMax; round++) {
    if (heard.type === 'refused') return heard
    if (heard.type === 'done' && heard.fact !== null) return { type: 'done', fact: heard.fact }
    heard = heard.type === 'not_found' ? await send(provider, order) : await query(provider, order)
  }
  throw new Error(`${order.kind} ${order.instructionNo} never came to an end`)
}

/** What is verified of these messages, oldest first. */
export function factsOf(bench: Bench, messages: readonly RawMessage[]): Fact[] {
  return messages.flatMap((message) => {
    const facts = bench.provider.verifyCallback(message)
    assert(facts !== null, 'a callback of the provider itself must verify')
    return facts
  })
}

/** Where is the money of this payment, by the provider's own book? */
export async function whereabouts(bench: Bench, paymentNo: string) {
  const rows = (await bench.movements()).filter((row) => row.paymentNo === paymentNo)
  const sum = (...kinds: BillRow['kind'][]) =>
    rows.filter((row) => kinds.includes(row.kind)).reduce((total, row) => total + row.amountFen, 0n)
  const split = sum('split') - sum('split_return')
  const left = sum('payment') - sum('release', 'hold_ended') - split - sum('refund')
  const known = { paid: sum('payment'), released: sum('release', 'hold_ended'), split }
  return { ...known, refunded: sum('refund'), left }
}
