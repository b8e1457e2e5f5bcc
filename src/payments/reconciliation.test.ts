import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Payment } from './model.ts'
import type { BillRow } from './port.ts'
import { compareDay, type DayBooks } from './reconciliation.ts'

const no = 'a'.repeat(26)
const row = (more: Partial<BillRow> = {}): BillRow => ({
  kind: 'payment',
  paymentNo: no,
  instructionNo: null,
  providerNo: 'P1',
  amountFen: 500n,
  occurredAt: 1,
  ...more,
})
const refund = (more: Partial<BillRow> = {}) =>
  row({ kind: 'refund', instructionNo: 'r1', providerNo: 'P2', occurredAt: 2, ...more })

function payment(...seen: string[]): Payment {
  return {
    status: 'paid',
    paymentNo: no,
    request: { amountFen: 500n, description: '', payeeRef: '', expiresAt: 0 },
    payUrl: null,
    paidAt: 0,
    holdExpiresAt: 0,
    instructions: [{ no: 'r1', kind: 'refund', amountFen: 500n, reason: '', status: 'done' }],
    seen,
  }
}

const books = (more: Partial<DayBooks>): DayBooks => ({
  rows: [],
  payments: new Map([[no, payment(`payment:${no}`, 'refund:r1')]]),
  ours: [],
  ...more,
})

/** What differs, as `kind key`, and what is taken in. */
function compared(more: Partial<DayBooks>): [string[], string[]] {
  const { differences, news } = compareDay(books(more))
  return [
    differences.map(({ kind, dedupeKey }) => `${kind} ${dedupeKey}`),
    news.map(({ dedupeKey }) => dedupeKey),
  ]
}

describe('the bill of a day against our book', () => {
  const fresh = new Map([[no, payment()]])
  const ours = [
    { paymentNo: no, dedupeKey: `payment:${no}`, amountFen: 500n },
    { paymentNo: no, dedupeKey: 'refund:r1', amountFen: null },
  ]
  const rows: [string, Partial<DayBooks>, string[], string[]][] = [
    ['both agree', { rows: [row(), refund()], ours }, [], []],
    [
      'a payment we have not heard of',
      { rows: [row()], payments: fresh },
      [`brought_in payment:${no}`],
      [`payment:${no}`],
    ],
    [
      'a number we never gave',
      { rows: [row()], payments: new Map() },
      [`unknown_payment payment:${no}`],
      [],
    ],
    [
      'another amount than we asked for',
      { rows: [refund({ amountFen: 499n })] },
      ['amount refund:r1'],
      [],
    ],
    [
      'moved twice under one number',
      { rows: [refund(), refund({ providerNo: 'P3', occurredAt: 3 })] },
      ['doubled refund:r1:P3'],
      ['refund:r1:P3'],
    ],
    [
      'moved twice, and taken in already',
      {
        rows: [refund(), refund({ providerNo: 'P3', occurredAt: 3 })],
        payments: new Map([[no, payment('refund:r1', 'refund:r1:P3')]]),
        ours: [{ paymentNo: no, dedupeKey: 'refund:r1:P3', amountFen: 500n }],
      },
      ['doubled refund:r1:P3'],
      [],
    ],
    ['what the bill does not say', { rows: [row()], ours }, ['not_in_bill refund:r1'], []],
  ]
  for (const [what, given, differences, news] of rows)
    it(what, () => assert.deepEqual(compared(given), [differences, news]))

  it('gives the same answer in whatever order the rows come', () => {
    const some = [row(), refund(), refund({ providerNo: 'P3', occurredAt: 2 })]
    const wanted = compared({ rows: some, payments: fresh })
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: 3 }), (shuffled) => {
        assert.deepEqual(compared({ rows: shuffled, payments: fresh }), wanted)
      }),
      { numRuns: 20 },
    )
  })
})
