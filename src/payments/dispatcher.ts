import type { ShopId } from '../kernel/ids.ts'
import { second } from '../kernel/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Happened } from '../platform/command.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Metrics } from '../platform/metrics.ts'
import { Unavailable } from '../platform/run.ts'
import type { Command, Event, Instruction, Payment } from './model.ts'
import type { Fact, InstructionAnswer, Outcome, PaymentProvider } from './port.ts'
import { type Dispatch, dueDispatches, postpone, readPayment } from './store.ts'

type Present = Exclude<Payment, { status: 'none' }>

interface Waiting extends Dispatch {
  /** Found in the database: not the first time that somebody sees to it. */
  readonly found: boolean
  /** As far as it is known without reading; null: read it. */
  readonly payment: Present | null
}

/** So many calls to the provider may be under way at once. */
const underWayMax = 64
/** How long until an unanswered instruction is asked about again, by attempt. */
const backOff = [1, 2, 4, 8, 15, 30, 60].map((seconds) => seconds * second)

export interface DispatcherParts {
  readonly provider: PaymentProvider
  readonly reads: Tx
  readonly clock: Clock
  readonly metrics: Metrics
  /** Where the provider sends callbacks, and buyers after paying. */
  readonly notifyUrl: string
  readonly returnUrl: (orderId: string) => string
  /** Brings an outcome back as a command. Rejects when it could not be decided now. */
  readonly submit: (shopId: ShopId, orderId: string, command: Command, id: string) => Promise<void>
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/**
 * 指令派发. Sends committed instructions to the provider, outside any transaction, many at once, and
 * brings each outcome back as a command. What it forgets in a crash it finds again in the database;
 * the same number sent twice moves money once.
 */
export class Dispatcher {
  private readonly parts: DispatcherParts
  private readonly queue: Waiting[] = []
  private readonly known = new Set<string>()
  private underWay = 0
  private stopped = false

  constructor(parts: DispatcherParts) {
    this.parts = parts
  }

  /** Takes in what a committed batch has asked for. */
  afterCommit(happened: readonly Happened[]): void {
    for (const { shopId, domain, target, event } of happened) {
      if (domain !== 'payments') continue
      const asked = instructionOf(event as Event)
      if (asked === null) continue
      const payment = asWritten(target, event as Event)
      const first = { instruction: asked, attempts: 0, found: false, payment }
      this.add({ shopId, paymentId: target, ...first })
    }
  }

  /** Finds what is due in the database: after a crash, after a pause, or left by another server. */
  async sweep(): Promise<number> {
    if (this.stopped) return 0
    const due = await dueDispatches(this.parts.reads, this.parts.clock.now(), 500)
    for (const one of due) this.add({ ...one, found: true, payment: null })
    return due.length
  }

  /** Asks at once whether a payment has been made: the buyer is back, the callback is not. */
  async check(shopId: ShopId, paymentId: string): Promise<void> {
    const payment = await readPayment(this.parts.reads, shopId, paymentId)
    if (payment.status !== 'payable') return
    const answer = await this.parts.provider.queryPayment(payment.paymentNo)
    if (answer.type === 'paid') await this.fact({ shopId, paymentId }, 'query', answer.fact)
  }

  get waiting(): number {
    return this.queue.length + this.underWay
  }

  /** Lets what is under way come back; the rest stays in the database for the next start. */
  async stop(): Promise<void> {
    this.stopped = true
    this.queue.length = 0
    await this.idle()
  }

  async idle(): Promise<void> {
    while (this.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  private add(one: Waiting): void {
    const name = nameOf(one)
    if (this.stopped || this.known.has(name)) return
    this.known.add(name)
    this.queue.push(one)
    this.pump()
  }

  private pump(): void {
    while (this.underWay < underWayMax) {
      const one = this.queue.shift()
      if (!one) return
      this.underWay++
      void this.send(one)
        .catch((error: Error) => this.failed(one, error))
        .finally(() => {
          this.underWay--
          this.known.delete(nameOf(one))
          this.pump()
        })
    }
  }

  /**
   * It stays in the database and is tried again: at the next sweep where the lanes were full, else
   * later each time, so that what cannot be decided does not crowd out the rest.
   */
  private async failed(one: Waiting, error: Error): Promise<void> {
    this.parts.log('dispatch failed', { instruction: one.instruction, why: error.message })
    if (!(error instanceof Unavailable)) await this.later(one).catch(() => {})
  }

  private async later(one: Waiting): Promise<void> {
    const wait = backOff[Math.min(one.attempts, backOff.length - 1)] ?? second
    await postpone(this.parts.reads, one, this.parts.clock.now() + wait)
  }

  private async send(one: Waiting): Promise<void> {
    const payment = one.payment ?? (await readPayment(this.parts.reads, one.shopId, one.paymentId))
    if (payment.status === 'none') return
    const settled =
      one.instruction === 'prepare'
        ? await this.prepare(one, payment)
        : one.instruction === 'close'
          ? await this.close(one, payment)
          : one.instruction === 'notice'
            ? await this.notify(one, payment)
            : await this.instruct(one, payment)
    // What was found once more although it seemed settled waits longer each time: an answer that
    // changes nothing here would else be asked for every second, for ever.
    if (!settled || one.found) await this.later(one)
  }

  private async prepare(one: Dispatch, payment: Present): Promise<boolean> {
    if (payment.status !== 'preparing') return true
    const { paymentNo, request } = payment
    const outcome = await this.parts.provider.prepay({
      paymentNo,
      ...request,
      notifyUrl: this.parts.notifyUrl,
      returnUrl: this.parts.returnUrl(one.paymentId),
    })
    this.parts.metrics.dispatched('prepay', outcome.type)
    if (outcome.type === 'done')
      return this.tell(one, { type: 'prepared', payUrl: outcome.payUrl }, 'prepared')
    if (outcome.type === 'refused')
      return this.tell(one, { type: 'prepare_refused', code: outcome.code }, 'refused')
    return false
  }

  /**
   * Ends an unpaid payment. Only `closed` or a definite `not_found` frees the goods; a payment that
   * was faster comes back as a fact.
   */
  private async close(one: Dispatch, payment: Present): Promise<boolean> {
    if (payment.status !== 'closing') return true
    const { provider } = this.parts
    const outcome = await provider.close(payment.paymentNo)
    this.parts.metrics.dispatched('close', outcome.type)
    if (outcome.type === 'done') return this.tell(one, { type: 'closed', how: 'closed' }, 'closed')
    const answer = await provider.queryPayment(payment.paymentNo)
    switch (answer.type) {
      case 'paid':
        return this.fact(one, 'query', answer.fact)
      case 'closed':
        return this.tell(one, { type: 'closed', how: 'closed' }, 'closed')
      case 'not_found':
        return this.tell(one, { type: 'closed', how: 'not_found' }, 'closed')
      case 'unpaid':
      case 'unknown':
        return false
    }
  }

  /** Told until the provider says that it has heard: its duty to act runs from the first time. */
  private async notify(one: Dispatch, { paymentNo, notice }: Present): Promise<boolean> {
    if (!notice || notice.taken) return true
    const { no: noticeNo, reportedAt } = notice
    const outcome = await this.parts.provider.notifyUnauthorised({
      paymentNo,
      noticeNo,
      reportedAt,
    })
    this.parts.metrics.dispatched('notice', outcome.type)
    if (outcome.type !== 'accepted' && outcome.type !== 'done') return false
    const providerNo =
      outcome.type === 'accepted' ? outcome.providerNo : (outcome.fact?.providerNo ?? '')
    return this.tell(one, { type: 'notified', providerNo }, `notified:${noticeNo}`)
  }

  private async instruct(one: Dispatch, payment: Present): Promise<boolean> {
    const instruction = payment.instructions.find(({ no }) => no === one.instruction)
    if (!instruction || instruction.status === 'done' || instruction.status === 'refused')
      return true
    if (one.attempts > 0) {
      const answer = await this.ask(payment, instruction)
      if (answer.type === 'done') return this.fact(one, 'query', answer.fact)
      if (answer.type === 'refused') return this.outcome(one, 'refused', answer.code)
      if (answer.type !== 'not_found') return false
    }
    const outcome = await this.order(payment, instruction)
    this.parts.metrics.dispatched(instruction.kind, outcome.type)
    switch (outcome.type) {
      case 'done':
        return outcome.fact ? this.fact(one, 'answer', outcome.fact) : false
      case 'refused':
        return this.outcome(one, 'refused', outcome.code)
      case 'accepted':
        await this.outcome(one, 'accepted', '')
        return false
      case 'unknown':
        if (instruction.status === 'pending') await this.outcome(one, 'unknown', outcome.why)
        return false
    }
  }

  private order(payment: Present, instruction: Instruction): Promise<Outcome> {
    const { no: instructionNo, kind, amountFen, reason } = instruction
    const movement = { paymentNo: payment.paymentNo, instructionNo, amountFen }
    switch (kind) {
      case 'refund':
        return this.parts.provider.refund({ ...movement, reason })
      case 'release':
        return this.parts.provider.release(movement)
      case 'split':
        return this.parts.provider.split(movement)
    }
  }

  private ask(payment: Present, { no, kind }: Instruction): Promise<InstructionAnswer> {
    const asked = { paymentNo: payment.paymentNo, instructionNo: no }
    switch (kind) {
      case 'refund':
        return this.parts.provider.queryRefund(asked)
      case 'release':
        return this.parts.provider.queryRelease(asked)
      case 'split':
        return this.parts.provider.querySplit(asked)
    }
  }

  private outcome(
    one: Dispatch,
    outcome: 'accepted' | 'unknown' | 'refused',
    code: string,
  ): Promise<true> {
    const no = one.instruction
    return this.tell(one, { type: 'outcome', no, outcome, code: code.slice(0, 100) }, outcome)
  }

  private fact(
    one: { shopId: ShopId; paymentId: string },
    source: 'answer' | 'query',
    fact: Fact,
  ): Promise<true> {
    return this.tell(one, factCommand(source, fact), `${source}:${fact.dedupeKey}`)
  }

  private async tell(
    one: { shopId: ShopId; paymentId: string; instruction?: string },
    command: Command,
    what: string,
  ): Promise<true> {
    const id = `${one.paymentId}:${one.instruction ?? ''}:${what}`
    await this.parts.submit(one.shopId, one.paymentId, command, id)
    return true
  }
}

/** A fact as a command, with the message it came in. */
export function factCommand(
  source: Extract<Command, { type: 'fact' }>['source'],
  { raw, ...fact }: Fact,
): Command {
  const body = Buffer.from(raw.body).toString('base64')
  return { type: 'fact', source, fact, raw: { headers: raw.headers, body } }
}

/**
 * The payment as a fresh event leaves it, as far as sending needs it: the first attempt follows its
 * commit at once, and need not read what has just been written.
 */
function asWritten(paymentId: string, event: Event): Present | null {
  const nothing = { payUrl: null, paidAt: null, holdExpiresAt: null, instructions: [], seen: [] }
  if (event.type === 'payment.requested') {
    const { paymentNo, request } = event
    return { ...nothing, status: 'preparing', paymentNo, request }
  }
  if (event.type !== 'payment.instructed') return null
  const { no, kind, amountFen, reason } = event
  const instructions: Instruction[] = [{ no, kind, amountFen, reason, status: 'pending' }]
  const request = { amountFen, description: '', payeeRef: '', expiresAt: 0 }
  // The payment's number is the order's own (see reactions.ts).
  return { ...nothing, status: 'paid', paymentNo: paymentId.slice(4), request, instructions }
}

function instructionOf(event: Event): string | null {
  switch (event.type) {
    case 'payment.requested':
      return 'prepare'
    case 'payment.close_requested':
      return 'close'
    case 'payment.notice_due':
      return 'notice'
    case 'payment.instructed':
      return event.no
    default:
      return null
  }
}

function nameOf({ shopId, paymentId, instruction }: Dispatch): string {
  return `${shopId}/${paymentId}/${instruction}`
}
