import { createHmac } from 'node:crypto'
import { day, hour, type Instant, minute, second, shanghaiDay } from '../../src/kernel/time.ts'
import type {
  Asked,
  BillAnswer,
  Capabilities,
  Fact,
  HoldAnswer,
  InstructionAnswer,
  Movement,
  Outcome,
  PaymentAnswer,
  PaymentProvider,
  Prepay,
  RawMessage,
} from '../../src/payments/port.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { Book, type Given, type Held, type Moving } from './book.ts'
import { drawFor } from './random.ts'

/** How likely is each mishap, from 0 to 1? */
export interface Weather {
  /** No answer, and nothing was done. */
  readonly timeoutBefore: number
  /** No answer, and it was done. */
  readonly timeoutAfter: number
  /** A query that gets no answer. */
  readonly queryUnknown: number
  /** Accepted now, done or refused later. */
  readonly processing: number
  readonly refundRefused: number
  readonly releaseRefused: number
  readonly prepayRefused: number
  readonly callbackLost: number
  readonly callbackDoubled: number
  readonly callbackLate: number
  /** The buyer's money comes although the payment has been closed. */
  readonly paidAfterClose: number
  /** The buyer's money is not what was asked for. */
  readonly wrongAmount: number
}

export const fair: Weather = {
  timeoutBefore: 0,
  timeoutAfter: 0,
  queryUnknown: 0,
  processing: 0,
  refundRefused: 0,
  releaseRefused: 0,
  prepayRefused: 0,
  callbackLost: 0,
  callbackDoubled: 0,
  callbackLate: 0,
  paidAfterClose: 0,
  wrongAmount: 0,
}

export const foul: Weather = {
  timeoutBefore: 0.05,
  timeoutAfter: 0.08,
  queryUnknown: 0.1,
  processing: 0.25,
  refundRefused: 0.1,
  releaseRefused: 0.08,
  prepayRefused: 0.02,
  callbackLost: 0.15,
  callbackDoubled: 0.15,
  callbackLate: 0.15,
  paidAfterClose: 0.5,
  wrongAmount: 0.02,
}

export interface Callback {
  readonly message: RawMessage
  readonly paymentNo: string
  readonly dueAt: Instant
  readonly tries: number
}

export interface ProviderParts {
  readonly seed: number
  readonly clock: Clock
  readonly weather: Weather
  readonly holdDays: number
  readonly partialRelease: boolean
}

const silent = { type: 'unknown', why: 'no answer' } as const

/**
 * A payment provider inside this process, so that a step costs little: it keeps a book of its own
 * and fails as real ones do. Each mishap is drawn on the number and on how often it was asked, so
 * the same seed strikes the same numbers however calls interleave.
 */
export class FakeProvider implements PaymentProvider {
  readonly name = 'fake'
  readonly capabilities: Capabilities
  readonly book = new Book()
  weather: Weather
  /** Out of order until then. */
  downUntil: Instant = 0
  private readonly parts: ProviderParts
  private readonly asked = new Map<string, number>()
  /** Payments that we were told to close: nobody will ask about them again. */
  private readonly closeAsked = new Set<string>()
  private callbacks: Callback[] = []
  /** What takes its time, and holds that will end by themselves. */
  private readonly processing = new Set<Given>()
  private readonly holding = new Set<Held>()

  constructor(parts: ProviderParts) {
    this.parts = parts
    this.weather = parts.weather
    this.capabilities = {
      partialRelease: parts.partialRelease,
      holdDaysMax: parts.holdDays,
      refundDaysMax: 365,
    }
  }

  async prepay(request: Prepay): Promise<Outcome<{ payUrl: string }>> {
    const fate = this.fate('prepay', request.paymentNo)
    if (fate === 'before') return silent
    const { paymentNo, amountFen } = request
    const before = this.book.payments.get(paymentNo)
    if (before && before.amountFen !== amountFen) return refused('number.other_content')
    if (!before && drawFor(this.parts.seed, `refuse ${paymentNo}`) < this.weather.prepayRefused)
      return fate === 'after' ? silent : refused('payee.unknown')
    const payment = before ?? this.open(paymentNo, amountFen)
    if (fate === 'after') return silent
    return { type: 'done', fact: null, payUrl: payment.payUrl }
  }

  private open(paymentNo: string, amountFen: bigint): Held {
    const payment: Held = {
      paymentNo,
      providerNo: this.book.nextNo(),
      amountFen,
      payUrl: `https://provider.example/pay/${paymentNo}`,
      state: 'open',
      paidFen: 0n,
      paidAt: null,
      holdExpiresAt: null,
      releasedFen: 0n,
      splitFen: 0n,
      refundedFen: 0n,
      movingFen: 0n,
    }
    this.book.payments.set(paymentNo, payment)
    return payment
  }

  /** The buyer pays on the provider's page. */
  pay(paymentNo: string): 'paid' | 'refused' {
    const payment = this.book.payments.get(paymentNo)
    const { seed, clock, holdDays } = this.parts
    if (!payment || payment.paidAt !== null || this.isDown()) return 'refused'
    const late = payment.state === 'closed'
    if (late && drawFor(seed, `late ${paymentNo}`) >= this.weather.paidAfterClose) return 'refused'
    const wrong = drawFor(seed, `amount ${paymentNo}`) < this.weather.wrongAmount
    const amountFen = wrong ? payment.amountFen + 1n : payment.amountFen
    const at = clock.now()
    this.book.pay(payment, amountFen, { at, holdExpiresAt: at + holdDays * day })
    this.holding.add(payment)
    // Where nobody asks any more, only this message tells: then it is repeated until it is heard.
    this.tell(this.paidFact(payment), this.closeAsked.has(paymentNo))
    return 'paid'
  }

  async queryPayment(paymentNo: string): Promise<PaymentAnswer> {
    if (this.unheard('query', paymentNo)) return silent
    const payment = this.book.payments.get(paymentNo)
    if (!payment) return { type: 'not_found' }
    if (payment.paidAt !== null) return { type: 'paid', fact: this.paidFact(payment) }
    return payment.state === 'closed' ? { type: 'closed' } : { type: 'unpaid' }
  }

  async close(paymentNo: string): Promise<Outcome> {
    const fate = this.fate('close', paymentNo)
    if (fate === 'before') return silent
    this.closeAsked.add(paymentNo)
    const payment = this.book.payments.get(paymentNo)
    if (payment?.state === 'open') payment.state = 'closed'
    if (fate === 'after') return silent
    if (!payment) return refused('payment.not_found')
    return payment.state === 'closed'
      ? { type: 'done', fact: null }
      : refused('payment.already_paid')
  }

  async holdStatus(paymentNo: string): Promise<HoldAnswer> {
    if (this.unheard('hold', paymentNo)) return silent
    const payment = this.book.payments.get(paymentNo)
    if (!payment || payment.holdExpiresAt === null) return { type: 'not_found' }
    if (payment.state === 'ended') return { type: 'ended', upstreamState: 'ENDED' }
    return { type: 'held', heldFen: this.book.heldFen(payment), expiresAt: payment.holdExpiresAt }
  }

  release(request: Movement): Promise<Outcome> {
    return this.give('release', request)
  }

  split(request: Movement): Promise<Outcome> {
    return this.give('split', request)
  }

  refund(request: Movement): Promise<Outcome> {
    return this.give('refund', request)
  }

  async splitReturn(): Promise<Outcome> {
    return refused('split_return.not_offered')
  }

  async notifyUnauthorised({ noticeNo }: { noticeNo: string }): Promise<Outcome> {
    const fate = this.fate('notice', noticeNo)
    return fate === 'answered' ? { type: 'accepted', providerNo: `heard-${noticeNo}` } : silent
  }

  private async give(kind: Moving, request: Movement): Promise<Outcome> {
    const { instructionNo: no, paymentNo, amountFen } = request
    const fate = this.fate(kind, no)
    if (fate === 'before') return silent
    const before = this.book.instructions.get(no)
    const same = before?.kind === kind && before.amountFen === amountFen
    if (before && !(same && before.paymentNo === paymentNo)) return refused('number.other_content')
    const given = before ?? this.record(kind, request)
    return fate === 'after' ? silent : this.answer(given)
  }

  private record(kind: Moving, request: Movement): Given {
    const { instructionNo: no, paymentNo, amountFen } = request
    const payment = this.book.payments.get(paymentNo)
    const now = this.parts.clock.now()
    const slow = drawFor(this.parts.seed, `slow ${no}`) < this.weather.processing
    const code = whyNot(this.book, payment, amountFen) ?? (slow ? null : this.bankSays(kind, no))
    const span = Math.floor(drawFor(this.parts.seed, `span ${no}`) * 2 * day)
    const providerNo = this.book.nextNo()
    const given: Given = {
      kind,
      paymentNo,
      instructionNo: no,
      amountFen,
      providerNo,
      state: code !== null ? 'refused' : slow ? 'processing' : 'done',
      code: code ?? '',
      at: now,
      endsAt: now + second + span,
    }
    this.book.instructions.set(no, given)
    if (given.state === 'processing') this.processing.add(given)
    if (given.state === 'processing' && payment) payment.movingFen += amountFen
    if (given.state === 'done') {
      this.book.move(given, now)
      if (kind === 'refund') this.tell(this.movedFact(given), false)
    }
    return given
  }

  private bankSays(kind: Moving, no: string): string | null {
    const rate = kind === 'refund' ? this.weather.refundRefused : this.weather.releaseRefused
    return drawFor(this.parts.seed, `bank ${no}`) < rate ? `${kind}.bank_refused` : null
  }

  private answer(given: Given): Outcome {
    if (given.state === 'refused') return refused(given.code)
    if (given.state === 'processing') return { type: 'accepted', providerNo: given.providerNo }
    return { type: 'done', fact: this.movedFact(given) }
  }

  queryRelease(asked: Asked): Promise<InstructionAnswer> {
    return this.query('release', asked)
  }

  querySplit(asked: Asked): Promise<InstructionAnswer> {
    return this.query('split', asked)
  }

  queryRefund(asked: Asked): Promise<InstructionAnswer> {
    return this.query('refund', asked)
  }

  async querySplitReturn(): Promise<InstructionAnswer> {
    return { type: 'not_found' }
  }

  private async query(kind: Moving, asked: Asked): Promise<InstructionAnswer> {
    if (this.unheard('query', asked.instructionNo)) return silent
    const given = this.book.instructions.get(asked.instructionNo)
    if (given?.kind !== kind || given.paymentNo !== asked.paymentNo) return { type: 'not_found' }
    if (given.state === 'refused') return { type: 'refused', code: given.code }
    if (given.state === 'processing') return { type: 'processing' }
    return { type: 'done', fact: this.movedFact(given) }
  }

  async listBills(on: string): Promise<BillAnswer> {
    if (shanghaiDay(this.parts.clock.now()) <= on) return { type: 'not_ready' }
    const rows = this.book.movements.filter(({ occurredAt }) => shanghaiDay(occurredAt) === on)
    return { type: 'ready', rows, raw: Buffer.from('') }
  }

  verifyCallback({ body, headers }: RawMessage): Fact[] | null {
    if (headers['fake-signature'] !== sign(Buffer.from(body))) return null
    const { amountFen, ...rest } = JSON.parse(Buffer.from(body).toString()) as Omit<
      Fact,
      'raw' | 'amountFen'
    > & { amountFen: string }
    return [{ ...rest, amountFen: BigInt(amountFen), raw: { body, headers } }]
  }

  /** Lets happen what the passing of time brings: slow instructions end, and holds that are due. */
  passTime(): void {
    const now = this.parts.clock.now()
    for (const given of this.processing) if (given.endsAt <= now) this.finish(given)
    for (const payment of this.holding) {
      if ((payment.holdExpiresAt ?? now + 1) > now) continue
      this.holding.delete(payment)
      for (const given of this.processing)
        if (given.paymentNo === payment.paymentNo) this.finish(given)
      const amountFen = this.book.end(payment, now)
      if (amountFen > 0n) this.tell(this.endedFact(payment, { amountFen, at: now }), true)
    }
  }

  private finish(given: Given): void {
    this.processing.delete(given)
    const payment = this.book.payments.get(given.paymentNo)
    const code = this.bankSays(given.kind, given.instructionNo)
    given.state = code === null ? 'done' : 'refused'
    given.code = code ?? ''
    given.at = this.parts.clock.now()
    if (payment) payment.movingFen -= given.amountFen
    if (code === null) this.book.move(given, given.at)
    this.tell(this.movedFact(given), false)
  }

  /** What is to be told by now, later ones perhaps before earlier ones. Each is given out once. */
  takeCallbacks(): Callback[] {
    if (this.isDown()) return []
    const now = this.parts.clock.now()
    const due = this.callbacks.filter(({ dueAt }) => dueAt <= now)
    this.callbacks = this.callbacks.filter(({ dueAt }) => dueAt > now)
    const order = (one: Callback) => drawFor(this.parts.seed, `order ${one.message.body}`)
    return due.sort((a, b) => order(a) - order(b))
  }

  /** It was not heard: again later, for some days. */
  again(callback: Callback): void {
    if (callback.tries >= 50) return
    const dueAt = this.parts.clock.now() + minute * 2 ** Math.min(callback.tries, 8)
    this.callbacks.push({ ...callback, tries: callback.tries + 1, dueAt })
  }

  /** When does something happen here next? Null when nothing will. */
  get nextAt(): Instant | null {
    const moments = [
      ...this.callbacks.map(({ dueAt }) => dueAt),
      ...[...this.processing].map(({ endsAt }) => endsAt),
      ...[...this.holding].map(({ holdExpiresAt }) => holdExpiresAt ?? 0),
    ]
    return moments.length === 0 ? null : Math.min(...moments)
  }

  private tell(fact: Fact, sure: boolean): void {
    const name = `${fact.dedupeKey} ${fact.status}`
    const drawn = (what: string) => drawFor(this.parts.seed, `${what} ${name}`)
    if (!sure && drawn('lost') < this.weather.callbackLost) return
    const late = drawn('callback') < this.weather.callbackLate
    const dueAt = this.parts.clock.now() + (late ? Math.floor(drawn('lateness') * 6 * hour) : 0)
    const callback = { message: fact.raw, paymentNo: fact.paymentNo, dueAt, tries: 0 }
    this.callbacks.push(callback)
    if (drawn('doubled') < this.weather.callbackDoubled) this.callbacks.push(callback)
  }

  private isDown(): boolean {
    return this.parts.clock.now() < this.downUntil
  }

  private unheard(what: string, no: string): boolean {
    return this.isDown() || this.drawn(what, no) < this.weather.queryUnknown
  }

  /** Drawn anew each time that this number is asked about in this way. */
  private drawn(what: string, no: string): number {
    const name = `${what} ${no}`
    const times = (this.asked.get(name) ?? 0) + 1
    this.asked.set(name, times)
    return drawFor(this.parts.seed, `${name} ${times}`)
  }

  private fate(what: string, no: string): 'before' | 'after' | 'answered' {
    if (this.isDown()) return 'before'
    const drawn = this.drawn(what, no)
    if (drawn < this.weather.timeoutBefore) return 'before'
    return drawn < this.weather.timeoutBefore + this.weather.timeoutAfter ? 'after' : 'answered'
  }

  private paidFact(payment: Held): Fact {
    return signed({
      dedupeKey: `payment:${payment.paymentNo}`,
      kind: 'payment',
      paymentNo: payment.paymentNo,
      instructionNo: null,
      status: 'succeeded',
      upstreamState: 'PAID',
      amountFen: payment.paidFen,
      occurredAt: payment.paidAt ?? 0,
      providerNo: payment.providerNo,
      holdExpiresAt: payment.holdExpiresAt,
    })
  }

  private movedFact(given: Given): Fact {
    return signed({
      dedupeKey: `${given.kind}:${given.instructionNo}`,
      kind: given.kind,
      paymentNo: given.paymentNo,
      instructionNo: given.instructionNo,
      status: given.state === 'done' ? 'succeeded' : 'failed',
      upstreamState: given.state === 'done' ? 'DONE' : given.code,
      amountFen: given.amountFen,
      occurredAt: given.at,
      providerNo: given.providerNo,
      holdExpiresAt: null,
    })
  }

  private endedFact(payment: Held, { amountFen, at }: { amountFen: bigint; at: Instant }): Fact {
    return signed({
      dedupeKey: `hold_ended:${payment.paymentNo}`,
      kind: 'hold_ended',
      paymentNo: payment.paymentNo,
      instructionNo: null,
      status: 'succeeded',
      upstreamState: 'ENDED',
      amountFen,
      occurredAt: at,
      providerNo: payment.providerNo,
      holdExpiresAt: null,
    })
  }
}

function whyNot(book: Book, payment: Held | undefined, amountFen: bigint): string | null {
  if (!payment || payment.paidAt === null) return 'payment.not_paid'
  if (payment.state === 'ended') return 'hold.ended'
  return book.heldFen(payment) - payment.movingFen < amountFen ? 'hold.insufficient' : null
}

function refused(code: string) {
  return { type: 'refused', code } as const
}

/** Only a fake: its key is no secret. */
function sign(body: Uint8Array): string {
  return createHmac('sha256', 'fake').update(body).digest('hex')
}

function signed(fact: Omit<Fact, 'raw'>): Fact {
  const body = Buffer.from(JSON.stringify({ ...fact, amountFen: String(fact.amountFen) }))
  return { ...fact, raw: { body, headers: { 'fake-signature': sign(body) } } }
}
