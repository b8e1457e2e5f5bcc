/** 对账. Where does the provider's book of one day differ from ours? Pure. */
import type { Fen } from '../kernel/money.ts'
import type { Payment } from './model.ts'
import { type BillRow, factKey } from './port.ts'

/** One of our own facts of that day, as the journal has it. */
export interface OurFact {
  readonly paymentNo: string
  readonly dedupeKey: string
  /** Null where the event does not say it: an instruction has its amount in the payment. */
  readonly amountFen: Fen | null
}

/**
 * What differs. `brought_in`: the bill knew what we had not heard; `doubled`: it moved twice;
 * `amount`: it moved another sum; `not_in_bill`: we believe what the bill does not say;
 * `unknown_payment`: no payment of ours.
 */
export interface Difference {
  readonly kind: 'brought_in' | 'amount' | 'doubled' | 'not_in_bill' | 'unknown_payment'
  readonly paymentNo: string
  readonly dedupeKey: string
  readonly oursFen: Fen | null
  readonly theirsFen: Fen | null
}

/** A row that is to be taken in as a fact, under this key. */
export interface News {
  readonly row: BillRow
  readonly dedupeKey: string
}

export interface Compared {
  readonly news: readonly News[]
  readonly differences: readonly Difference[]
}

export interface DayBooks {
  readonly rows: readonly BillRow[]
  /** What we know of the payments that the bill names; none for a number we never gave. */
  readonly payments: ReadonlyMap<string, Payment>
  readonly ours: readonly OurFact[]
}

/** The provider's rows against ours, both ways; in whatever order the rows come. */
export function compareDay({ rows, payments, ours }: DayBooks): Compared {
  const news: News[] = []
  const differences: Difference[] = []
  const told = new Set<string>()
  for (const row of rows.toSorted(byTime)) {
    const key = factKey(row)
    const twice = told.has(key)
    told.add(key)
    // Moved a second time under the same number: a fact of its own, that no order has asked for.
    const dedupeKey = twice ? `${key}:${row.providerNo}` : key
    const payment = payments.get(row.paymentNo)
    const about = { paymentNo: row.paymentNo, dedupeKey, theirsFen: row.amountFen }
    if (!payment || payment.status === 'none') {
      differences.push({ ...about, kind: 'unknown_payment', oursFen: null })
      continue
    }
    if (payment.seen.includes(dedupeKey)) {
      const oursFen = amountOf(payment, row)
      if (twice) differences.push({ ...about, kind: 'doubled', oursFen })
      else if (oursFen !== null && oursFen !== row.amountFen)
        differences.push({ ...about, kind: 'amount', oursFen })
      continue
    }
    news.push({ row, dedupeKey })
    differences.push({ ...about, kind: twice ? 'doubled' : 'brought_in', oursFen: null })
  }
  const missing = ours.filter(({ dedupeKey }) => !told.has(plainKey(dedupeKey)))
  return {
    news,
    differences: [
      ...differences,
      ...missing.map(
        ({ paymentNo, dedupeKey, amountFen }): Difference => ({
          kind: 'not_in_bill',
          paymentNo,
          dedupeKey,
          oursFen: amountFen,
          theirsFen: null,
        }),
      ),
    ],
  }
}

/** What we asked for: of an instruction its own amount; of a payment what was to be paid. */
function amountOf(payment: Exclude<Payment, { status: 'none' }>, row: BillRow): Fen | null {
  if (row.kind === 'payment') return payment.request.amountFen
  const asked = payment.instructions.find(({ no }) => no === row.instructionNo)
  return asked?.amountFen ?? null
}

/** `refund:no:providerNo`, of what moved twice, belongs to `refund:no`. */
function plainKey(dedupeKey: string): string {
  return dedupeKey.split(':', 2).join(':')
}

function byTime(a: BillRow, b: BillRow): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt
  return a.providerNo < b.providerNo ? -1 : 1
}
