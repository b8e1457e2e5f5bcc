import { iso } from './reply.ts'
import type { Store } from './store.ts'

/** 动账. Everything that moved, once each, in order; bills and tests read it. Never edited. */
export interface Movements {
  add(movement: Movement): void
  after(seq: number, limit: number): readonly Row[]
  between(from: number, to: number): readonly Row[]
  /** A bill of the time before this was given out: nothing may be dated before it any more. */
  bill(until: number): void
  billedUntil(): number
  /** Which payments say something else than their movements? Empty while the book is sound. */
  contradictions(): readonly string[]
}

export type MovementKind =
  | 'PAYMENT'
  | 'RELEASE'
  | 'SPLIT'
  | 'SPLIT_RETURN'
  | 'REFUND'
  | 'HOLD_ENDED'

export interface Movement {
  readonly at: number
  readonly kind: MovementKind
  readonly paymentNo: string
  readonly instructionNo: string | null
  readonly providerNo: string
  readonly amount: number
}

export interface Row {
  readonly seq: number
  readonly at: number
  readonly kind: MovementKind
  readonly payment_no: string
  readonly instruction_no: string | null
  readonly provider_no: string
  readonly amount: number
}

export function openMovements(store: Store): Movements {
  const insert = store.statement(
    `insert into movements (at, kind, payment_no, instruction_no, provider_no, amount)
     values (?, ?, ?, ?, ?, ?)`,
  )
  const after = store.statement('select * from movements where seq > ? order by seq limit ?')
  const between = store.statement('select * from movements where at >= ? and at < ? order by seq')
  const contradictions = store.statement(`
    select p.payment_no from payments p left join (
      select payment_no,
        sum(case kind when 'PAYMENT' then amount else 0 end) as paid,
        sum(case kind when 'PAYMENT' then 1 else 0 end) as payments,
        sum(case when kind in ('RELEASE', 'HOLD_ENDED') then amount else 0 end) as released,
        sum(case kind when 'SPLIT' then amount when 'SPLIT_RETURN' then -amount else 0 end)
          as split,
        sum(case kind when 'REFUND' then amount else 0 end) as refunded
      from movements group by payment_no
    ) m on m.payment_no = p.payment_no
    where coalesce(m.paid, 0) <> (case when p.paid_at is null then 0 else p.amount end)
      or coalesce(m.payments, 0) > 1
      or coalesce(m.released, 0) <> p.released
      or coalesce(m.split, 0) <> p.split
      or coalesce(m.refunded, 0) <> p.refunded
    limit 100`)

  let billedUntil = Number(store.recall('billedUntil') ?? 0)

  return {
    bill(until) {
      if (until <= billedUntil) return
      billedUntil = until
      store.remember('billedUntil', String(until))
    },
    billedUntil: () => billedUntil,
    add: ({ at, kind, paymentNo, instructionNo, providerNo, amount }) =>
      void insert.run(at, kind, paymentNo, instructionNo, providerNo, amount),
    after: (seq, limit) => after.all<Row>(seq, limit),
    between: (from, to) => between.all<Row>(from, to),
    contradictions: () => contradictions.all<{ payment_no: string }>().map((row) => row.payment_no),
  }
}

export function movementView(row: Row) {
  return {
    seq: row.seq,
    at: iso(row.at),
    kind: row.kind,
    paymentNo: row.payment_no,
    instructionNo: row.instruction_no,
    providerNo: row.provider_no,
    amountFen: String(row.amount),
  }
}
