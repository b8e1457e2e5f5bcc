import type { Callbacks } from './callbacks.ts'
import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { Movements } from './movements.ts'
import { heldFen, type PaymentRow, type Payments } from './payments.ts'
import { iso, json, type Reply, refusal } from './reply.ts'
import type { Store } from './store.ts'

/**
 * 指令. One movement of held money, by the merchant's number: DONE at once, or PROCESSING and then
 * DONE or REFUSED, or REFUSED at once. An answer once given never changes its mind: a number that
 * was refused stays refused, or a retry that overtakes its first try could still move money.
 */
export type InstructionKind = 'RELEASE' | 'SPLIT' | 'SPLIT_RETURN' | 'REFUND'

interface InstructionRow {
  readonly instruction_no: string
  readonly payment_no: string
  readonly kind: InstructionKind
  readonly provider_no: string
  readonly amount: number
  readonly split_no: string | null
  readonly reason: string | null
  readonly state: 'DONE' | 'PROCESSING' | 'REFUSED'
  readonly code: string | null
  readonly at: number
  readonly returned: number
  readonly polls_left: number
}

export interface Instruction {
  readonly kind: InstructionKind
  readonly paymentNo: string
  readonly instructionNo: string
  readonly amount: number
  /** Which split is taken back; null for the other kinds. */
  readonly splitNo: string | null
  readonly reason: string | null
}

interface Parts {
  readonly store: Store
  readonly clock: Clock
  readonly faults: Faults
  readonly movements: Movements
  readonly callbacks: Callbacks
  readonly nextNo: () => string
  readonly payments: Payments
}

type Asked = Pick<Instruction, 'kind' | 'paymentNo' | 'instructionNo'>

const pollsBeforeDone = { from: 1, to: 3 }
const processingMs = { from: 2_000, to: 5_000 }
const outgoing = { RELEASE: 'released', SPLIT: 'split', REFUND: 'refunded' } as const

function statements(store: Store) {
  return {
    byNo: store.statement('select * from instructions where instruction_no = ?'),
    insert: store.statement(
      `insert into instructions (instruction_no, payment_no, kind, provider_no, amount, split_no,
         reason, state, code, at, polls_left, due_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    finish: store.statement(
      'update instructions set state = ?, code = ?, at = ? where instruction_no = ?',
    ),
    poll: store.statement(
      'update instructions set polls_left = polls_left - 1 where instruction_no = ?',
    ),
    returned: store.statement(
      'update instructions set returned = returned + ? where instruction_no = ?',
    ),
    underWay: store.statement(
      `select * from instructions where state = 'PROCESSING' and payment_no = ?`,
    ),
    due: store.statement(
      `select * from instructions where state = 'PROCESSING' and due_at <= ?
       order by due_at limit ?`,
    ),
    moving: store.statement('update payments set moving = moving + ? where payment_no = ?'),
    released: store.statement('update payments set released = released + ? where payment_no = ?'),
    split: store.statement('update payments set split = split + ? where payment_no = ?'),
    refunded: store.statement('update payments set refunded = refunded + ? where payment_no = ?'),
  }
}

export class Instructions {
  readonly #parts: Parts
  readonly #sql: ReturnType<typeof statements>

  constructor(parts: Parts) {
    this.#parts = parts
    this.#sql = statements(parts.store)
  }

  give(asked: Instruction): Reply {
    const { payments, faults, callbacks } = this.#parts
    const payment = payments.find(asked.paymentNo)
    const before = this.#byNo(asked.instructionNo)
    if (before) return same(before, asked) ? answer(before) : refusal(409, 'number.other_content')
    if (!payment) return refusal(404, 'payment.not_found')

    const slow = faults.strikes('processing', asked.instructionNo)
    const code = this.#whyNot(payment, asked) ?? (slow ? null : this.#bankSays(asked))
    const state = code !== null ? 'REFUSED' : slow ? 'PROCESSING' : 'DONE'
    const row = this.#record(asked, state, code)
    if (state === 'REFUSED') return answer(row)

    if (asked.splitNo !== null) this.#sql.returned.run(asked.amount, asked.splitNo)
    if (state === 'DONE') {
      this.#move(row)
      if (row.kind === 'REFUND') callbacks.add(payment.notify_url, 'refund.done', view(row))
    } else if (row.kind !== 'SPLIT_RETURN') this.#sql.moving.run(row.amount, row.payment_no)
    return { ...answer(row), fresh: row.instruction_no }
  }

  query({ kind, paymentNo, instructionNo }: Asked): Reply {
    // Finding the payment first lets a hold that is due end before its instructions are read.
    if (!this.#parts.payments.find(paymentNo)) return refusal(404, 'payment.not_found')
    const row = this.#byNo(instructionNo)
    if (row?.kind !== kind || row.payment_no !== paymentNo) {
      return refusal(404, 'instruction.not_found')
    }
    if (row.state !== 'PROCESSING') return json(200, view(row))
    if (row.polls_left <= 0) return json(200, view(this.#finish(row)))
    this.#sql.poll.run(instructionNo)
    return json(200, view(row))
  }

  /** Finishes what is under way for one payment. */
  finishOf(paymentNo: string): void {
    for (const row of this.#sql.underWay.all<InstructionRow>(paymentNo)) this.#finish(row)
  }

  /** Finishes what is due by this real time, at most `limit`. How many were there? */
  finishDue(by: number, limit: number): number {
    const rows = this.#sql.due.all<InstructionRow>(by, limit)
    for (const row of rows) this.#finish(row)
    return rows.length
  }

  #byNo(no: string): InstructionRow | undefined {
    return this.#sql.byNo.one<InstructionRow>(no)
  }

  /** The first reason that holds. Checked before anything is written. */
  #whyNot(payment: PaymentRow, asked: Instruction): string | null {
    if (payment.paid_at === null) return 'payment.not_paid'
    if (payment.state === 'ENDED') return 'hold.ended'
    if (asked.splitNo !== null) {
      const split = this.#byNo(asked.splitNo)
      const ours = split?.kind === 'SPLIT' && split.payment_no === asked.paymentNo
      if (!split || !ours || split.state !== 'DONE') return 'split.not_found'
      return split.amount - split.returned < asked.amount ? 'split.insufficient' : null
    }
    return heldFen(payment) - payment.moving < asked.amount ? 'hold.insufficient' : null
  }

  #bankSays({ kind, instructionNo }: Pick<Instruction, 'kind' | 'instructionNo'>): string | null {
    const refused = kind === 'REFUND' && this.#parts.faults.strikes('refundRefused', instructionNo)
    return refused ? 'refund.bank_refused' : null
  }

  #record(asked: Instruction, state: InstructionRow['state'], code: string | null) {
    const { clock, faults, nextNo } = this.#parts
    const { instructionNo: no, paymentNo, kind, amount, splitNo, reason } = asked
    const [providerNo, at] = [nextNo(), clock.now()]
    const slow = state === 'PROCESSING'
    const polls = slow ? faults.between('polls', no, pollsBeforeDone) : 0
    const dueAt = slow ? Date.now() + faults.between('processingMs', no, processingMs) : null
    this.#sql.insert.run(
      ...[no, paymentNo, kind, providerNo, amount, splitNo],
      ...[reason, state, code, at, polls, dueAt],
    )
    const named = { instruction_no: no, payment_no: paymentNo, kind, provider_no: providerNo }
    const more = { amount, split_no: splitNo, reason, state, code, at, returned: 0 }
    return { ...named, ...more, polls_left: polls } satisfies InstructionRow
  }

  #move(row: InstructionRow): void {
    const { kind, amount, payment_no: paymentNo } = row
    if (kind === 'SPLIT_RETURN') this.#sql.split.run(-amount, paymentNo)
    else this.#sql[outgoing[kind]].run(amount, paymentNo)
    const [instructionNo, providerNo] = [row.instruction_no, row.provider_no]
    this.#parts.movements.add({ at: row.at, kind, paymentNo, instructionNo, providerNo, amount })
  }

  /** PROCESSING comes to its end: the money moves, or goes back to where it was. */
  #finish(row: InstructionRow): InstructionRow {
    const { payments, callbacks, clock } = this.#parts
    const code = this.#bankSays({ kind: row.kind, instructionNo: row.instruction_no })
    const state = code === null ? 'DONE' : 'REFUSED'
    const finished: InstructionRow = { ...row, state, code, at: clock.now() }
    this.#sql.finish.run(state, code, finished.at, row.instruction_no)
    if (row.kind !== 'SPLIT_RETURN') this.#sql.moving.run(-row.amount, row.payment_no)
    if (code === null) this.#move(finished)
    const url = payments.notifyUrl(row.payment_no)
    const event = `${row.kind.toLowerCase()}.${state.toLowerCase()}`
    if (url !== null) callbacks.add(url, event, view(finished))
    return finished
  }
}

function same(row: InstructionRow, asked: Instruction): boolean {
  return (
    row.kind === asked.kind &&
    row.payment_no === asked.paymentNo &&
    row.amount === asked.amount &&
    row.split_no === asked.splitNo &&
    row.reason === asked.reason
  )
}

/** The answer to the instruction itself: a refusal is a 422, which carries no signature. */
function answer(row: InstructionRow): Reply {
  if (row.state === 'REFUSED') return refusal(422, row.code ?? 'instruction.refused')
  return json(row.state === 'DONE' ? 200 : 202, view(row))
}

function view(row: InstructionRow) {
  return {
    kind: row.kind,
    paymentNo: row.payment_no,
    instructionNo: row.instruction_no,
    providerNo: row.provider_no,
    state: row.state,
    code: row.code,
    amountFen: String(row.amount),
    at: iso(row.at),
  }
}
