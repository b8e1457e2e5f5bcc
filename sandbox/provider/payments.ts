import { createHmac } from 'node:crypto'
import type { Callbacks, Manner } from './callbacks.ts'
import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { Movements } from './movements.ts'
import { iso, json, type Reply, refusal } from './reply.ts'
import type { Store } from './store.ts'

/**
 * 支付. OPEN → PAID → ENDED, or OPEN → CLOSED. A paid payment is a hold: what is still held is the
 * amount less what was released, split and refunded; `moving` is held but already promised to an
 * instruction under way. At its expiry the hold ends in the seller's favour (ENDED).
 */
export interface PaymentRow {
  readonly payment_no: string
  readonly provider_no: string
  readonly token: string
  readonly amount: number
  readonly description: string
  readonly payee_ref: string
  /** As buyers see it; empty in books that are older than this. */
  readonly payee_name: string
  readonly expires_at: number
  readonly notify_url: string
  readonly return_url: string
  readonly state: 'OPEN' | 'CLOSED' | 'PAID' | 'ENDED'
  /** 1 when the money came after the payment had been closed. */
  readonly late: number
  readonly paid_at: number | null
  readonly hold_expires_at: number | null
  readonly released: number
  readonly split: number
  readonly refunded: number
  readonly moving: number
}

export interface Prepay {
  readonly paymentNo: string
  readonly amount: number
  readonly description: string
  readonly payeeRef: string
  readonly payeeName: string
  readonly expiresAt: number
  readonly notifyUrl: string
  readonly returnUrl: string
}

export interface Parts {
  readonly store: Store
  readonly clock: Clock
  readonly faults: Faults
  readonly movements: Movements
  readonly callbacks: Callbacks
  readonly nextNo: () => string
  /** Finishes whatever is under way for this payment. */
  readonly finishProcessing: (paymentNo: string) => void
  readonly holdDays: number
  readonly tokenSecret: Buffer
  /** Where buyers reach the provider. */
  readonly publicUrl: () => string
}

const dayMs = 86_400_000

function statements(store: Store) {
  return {
    byNo: store.statement('select * from payments where payment_no = ?'),
    byToken: store.statement('select * from payments where token = ?'),
    due: store.statement(
      `select * from payments where state = 'PAID' and hold_expires_at <= ?
       order by hold_expires_at limit ?`,
    ),
    insert: store.statement(
      `insert into payments (payment_no, provider_no, token, amount, description, payee_ref,
         expires_at, notify_url, return_url, created_at, payee_name, state)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN')`,
    ),
    moved: store.statement(
      'update payments set notify_url = ?, return_url = ? where payment_no = ?',
    ),
    notice: store.statement('select payment_no, provider_no from disowned where notice_no = ?'),
    disown: store.statement('insert into disowned values (?, ?, ?, ?, ?)'),
    close: store.statement(`update payments set state = 'CLOSED' where payment_no = ?`),
    pay: store.statement(
      `update payments set state = 'PAID', late = ?, paid_at = ?, hold_expires_at = ?
       where payment_no = ? and paid_at is null`,
    ),
    end: store.statement(
      `update payments set state = 'ENDED', released = released + ? where payment_no = ?`,
    ),
  }
}

export class Payments {
  readonly #parts: Parts
  readonly #sql: ReturnType<typeof statements>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#sql = statements(parts.store)
  }

  prepay(asked: Prepay): Reply {
    const before = this.find(asked.paymentNo)
    if (before) {
      if (!sameContent(before, asked)) return refusal(409, 'number.other_content')
      this.#sql.moved.run(asked.notifyUrl, asked.returnUrl, asked.paymentNo)
      return json(200, this.#opened(before))
    }
    const { clock, nextNo, tokenSecret } = this.#parts
    const now = clock.now()
    if (asked.expiresAt <= now) return refusal(422, 'payment.expires_in_past')
    const providerNo = nextNo()
    const token = createHmac('sha256', tokenSecret).update(asked.paymentNo).digest('base64url')
    this.#sql.insert.run(
      ...[asked.paymentNo, providerNo, token, asked.amount, asked.description, asked.payeeRef],
      ...[asked.expiresAt, asked.notifyUrl, asked.returnUrl, now, asked.payeeName],
    )
    const row = { payment_no: asked.paymentNo, provider_no: providerNo, token }
    return json(200, this.#opened(row), asked.paymentNo)
  }

  query(paymentNo: string): Reply {
    const row = this.find(paymentNo)
    return row ? json(200, paymentView(row)) : refusal(404, 'payment.not_found')
  }

  close(paymentNo: string): Reply {
    const row = this.find(paymentNo)
    if (!row) return refusal(404, 'payment.not_found')
    if (row.paid_at !== null) return refusal(422, 'payment.already_paid')
    if (row.state === 'CLOSED') return json(200, paymentView(row))
    this.#sql.close.run(paymentNo)
    return json(200, paymentView({ ...row, state: 'CLOSED' }), paymentNo)
  }

  /** 未授权支付通知. Kept with the moment at which it came: from then on we have to act. */
  disown(notice: { paymentNo: string; noticeNo: string; reportedAt: number }): Reply {
    const { paymentNo, noticeNo, reportedAt } = notice
    const row = this.find(paymentNo)
    if (!row || row.paid_at === null) return refusal(404, 'payment.not_found')
    const before = this.#sql.notice.one<{ payment_no: string; provider_no: string }>(noticeNo)
    if (before && before.payment_no !== paymentNo) return refusal(409, 'number.other_content')
    const providerNo = before?.provider_no ?? this.#parts.nextNo()
    const received = this.#parts.clock.now()
    if (!before) this.#sql.disown.run(noticeNo, paymentNo, providerNo, reportedAt, received)
    return json(200, { paymentNo, noticeNo, providerNo }, noticeNo)
  }

  hold(paymentNo: string): Reply {
    const row = this.find(paymentNo)
    return row ? json(200, holdView(row)) : refusal(404, 'payment.not_found')
  }

  /** The buyer presses the button: paid now, or the code of why not. */
  pay(row: PaymentRow, manner?: Manner): 'paid' | 'payment.already_paid' | 'payment.closed' {
    const { clock, faults, movements, callbacks, holdDays } = this.#parts
    if (row.paid_at !== null) return 'payment.already_paid'
    const late = row.state === 'CLOSED'
    if (late && !faults.strikes('paidAfterClose', row.payment_no)) return 'payment.closed'
    const now = clock.now()
    this.#sql.pay.run(late ? 1 : 0, now, now + holdDays * dayMs, row.payment_no)
    const { payment_no: paymentNo, provider_no: providerNo, amount } = row
    movements.add({ at: now, kind: 'PAYMENT', paymentNo, instructionNo: null, providerNo, amount })
    const paid = this.#byNo(paymentNo) ?? row
    callbacks.add(row.notify_url, 'payment.paid', paymentView(paid), manner)
    return 'paid'
  }

  /** As it stands at this moment: expired ones are closed and ended first. */
  find(paymentNo: string): PaymentRow | undefined {
    return this.#current(this.#byNo(paymentNo))
  }

  findByToken(token: string): PaymentRow | undefined {
    return this.#current(this.#sql.byToken.one<PaymentRow>(token))
  }

  /** Where this payment's callbacks go; null when there is no such payment. */
  notifyUrl(paymentNo: string): string | null {
    return this.#byNo(paymentNo)?.notify_url ?? null
  }

  /** Ends holds that are due, at most `limit`. How many were? */
  endDueHolds(limit: number): number {
    const rows = this.#sql.due.all<PaymentRow>(this.#parts.clock.now(), limit)
    for (const row of rows) this.#endHold(row)
    return rows.length
  }

  #byNo(paymentNo: string): PaymentRow | undefined {
    return this.#sql.byNo.one<PaymentRow>(paymentNo)
  }

  /** Applies what time alone has changed. */
  #current(row: PaymentRow | undefined): PaymentRow | undefined {
    if (row === undefined) return undefined
    const now = this.#parts.clock.now()
    if (row.state === 'OPEN' && now >= row.expires_at) this.#sql.close.run(row.payment_no)
    else if (row.state === 'PAID' && now >= (row.hold_expires_at ?? Infinity)) this.#endHold(row)
    else return row
    return this.#byNo(row.payment_no)
  }

  #endHold(due: PaymentRow): void {
    const { movements, callbacks, nextNo, finishProcessing } = this.#parts
    // What is under way gets its own answer first, so that "the rest" is one definite amount.
    finishProcessing(due.payment_no)
    const row = this.#byNo(due.payment_no) ?? due
    const rest = heldFen(row)
    this.#sql.end.run(rest, row.payment_no)
    if (rest === 0) return
    const at = Math.max(row.hold_expires_at ?? 0, movements.billedUntil())
    const [paymentNo, providerNo] = [row.payment_no, nextNo()]
    const ended = { at, kind: 'HOLD_ENDED', paymentNo, instructionNo: null } as const
    movements.add({ ...ended, providerNo, amount: rest })
    const view = { paymentNo, providerNo, state: 'EXPIRED', amountFen: String(rest), at: iso(at) }
    callbacks.add(row.notify_url, 'hold.ended', view)
  }

  #opened(row: Pick<PaymentRow, 'payment_no' | 'provider_no' | 'token'>) {
    const payUrl = `${this.#parts.publicUrl()}/pay/${row.token}`
    return { paymentNo: row.payment_no, providerNo: row.provider_no, payUrl }
  }
}

/** How much is still here, whether promised or not? */
export function heldFen(row: PaymentRow): number {
  return row.paid_at === null ? 0 : row.amount - row.released - row.split - row.refunded
}

/** What is paid, for what, to whom and until when. Where it is told may change: a server moves. */
function sameContent(row: PaymentRow, asked: Prepay): boolean {
  return (
    row.amount === asked.amount &&
    row.description === asked.description &&
    row.payee_ref === asked.payeeRef &&
    row.expires_at === asked.expiresAt
  )
}

function paymentView(row: PaymentRow) {
  return {
    paymentNo: row.payment_no,
    providerNo: row.provider_no,
    state: row.state,
    amountFen: String(row.amount),
    late: row.late === 1,
    paidAt: row.paid_at === null ? null : iso(row.paid_at),
    holdExpiresAt: row.hold_expires_at === null ? null : iso(row.hold_expires_at),
  }
}

function holdView(row: PaymentRow) {
  const held = heldFen(row)
  return {
    ...paymentView(row),
    hold:
      row.paid_at === null ? 'NONE' : row.state === 'ENDED' ? 'EXPIRED' : held ? 'HELD' : 'EMPTY',
    heldFen: String(held),
    availableFen: String(held - row.moving),
    releasedFen: String(row.released),
    splitFen: String(row.split),
    refundedFen: String(row.refunded),
  }
}
