import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Bench,
  factsOf,
  newNo,
  type Order,
  opened,
  paid,
  prepayOf,
  query,
  send,
  settle,
  whereabouts,
} from './provider-contract.bench.ts'

const refundOf = (paymentNo: string, amountFen: bigint): Order => ({
  kind: 'refund',
  paymentNo,
  instructionNo: newNo('R'),
  amountFen,
})

/** Time-outs, errors, crashes: what may be unknown for a while, and never stays so. */
export function failureContract(bench: () => Bench): void {
  silence(bench)
  lastWord(bench)
  crashing(bench)
}

function silence(bench: () => Bench): void {
  describe('an answer that does not come', () => {
    it('after the work was done is unknown, and a query says done', async () => {
      const { hasty, provider, faults } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      await faults({ timeoutAfterWork: 1 })
      const refund = refundOf(paymentNo, 1_000n)
      assert.equal((await send(hasty, refund)).type, 'unknown')
      assert.equal((await query(provider, refund)).type, 'done')
      assert.equal((await send(provider, refund)).type, 'done')
      assert.equal((await whereabouts(bench(), paymentNo)).refunded, 1_000n)
    })

    it('to a prepay or a close is unknown, and a repeat gives the answer', async () => {
      const { hasty, provider, faults } = bench()
      const prepay = await prepayOf(bench())
      await faults({ timeoutAfterWork: 1 })
      assert.equal((await hasty.prepay(prepay)).type, 'unknown')
      assert.equal((await provider.prepay(prepay)).type, 'done')
      assert.equal((await hasty.close(prepay.paymentNo)).type, 'unknown')
      assert.equal((await provider.close(prepay.paymentNo)).type, 'done')
    })

    it('because of an error is unknown; nothing moved, and a repeat does the work', async () => {
      const { provider, faults } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      await faults({ error500ThenSuccess: 1 })
      const refund = refundOf(paymentNo, 400n)
      assert.equal((await send(provider, refund)).type, 'unknown')
      assert.equal((await query(provider, refund)).type, 'not_found')
      assert.equal((await send(provider, refund)).type, 'done')
      assert.equal((await whereabouts(bench(), paymentNo)).refunded, 400n)
    })

    it('while the provider is down leaves everything unknown, and nothing not found', async () => {
      const { provider, down } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      const refund = refundOf(paymentNo, 400n)
      await down(true)
      try {
        assert.equal((await provider.queryPayment(paymentNo)).type, 'unknown')
        assert.equal((await provider.queryPayment(newNo('P'))).type, 'unknown')
        assert.equal((await provider.holdStatus(paymentNo)).type, 'unknown')
        assert.equal((await provider.close(paymentNo)).type, 'unknown')
        assert.equal((await send(provider, refund)).type, 'unknown')
        assert.equal((await query(provider, refund)).type, 'unknown')
        assert.equal((await provider.listBills('2015-01-01')).type, 'unknown')
      } finally {
        await down(false)
      }
      assert.equal((await query(provider, refund)).type, 'not_found')
      assert.equal((await settle(provider, refund)).type, 'done')
    })
  })
}

function lastWord(bench: () => Bench): void {
  describe('an answer that is not the last word', () => {
    it('is accepted, then processing, then done; repeats change nothing', async () => {
      const { provider, faults } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      await faults({ processing: 1 })
      const refund = refundOf(paymentNo, 400n)
      assert.equal((await send(provider, refund)).type, 'accepted')
      assert.equal((await send(provider, refund)).type, 'accepted')
      assert.equal((await query(provider, refund)).type, 'processing')
      assert.equal((await settle(provider, refund)).type, 'done')
      assert.equal((await whereabouts(bench(), paymentNo)).refunded, 400n)
    })

    it('may be a definite refusal; another number may try again', async () => {
      const { provider, faults } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      await faults({ refundRefused: 1 })
      const refund = refundOf(paymentNo, 400n)
      const refused = await send(provider, refund)
      assert.equal(refused.type, 'refused')
      await faults({})
      assert.deepEqual(await send(provider, refund), refused)
      assert.deepEqual(await query(provider, refund), refused)
      assert.equal((await send(provider, refundOf(paymentNo, 400n))).type, 'done')
    })
  })
}

function crashing(bench: () => Bench): void {
  describe('kill -9 of the provider', () => {
    it('loses nothing that was answered, and doubles nothing that is repeated', async () => {
      const { provider, crash, movements } = bench()
      const payments = await Promise.all(Array.from({ length: 8 }, () => paid(bench(), 10_000n)))
      const refunds = payments.flatMap((no) => Array.from({ length: 50 }, () => refundOf(no, 7n)))
      const answered = new Map<string, string>()
      let crashed: Promise<void> | undefined
      await Promise.all(
        refunds.map(async (refund) => {
          const outcome = await send(provider, refund)
          if (outcome.type === 'done' && outcome.fact) {
            answered.set(refund.instructionNo, outcome.fact.providerNo)
          }
          if (answered.size === 100) crashed ??= crash()
        }),
      )
      assert(crashed, 'the crash came in the middle')
      await crashed
      assert(answered.size < refunds.length, 'some answers were cut off')

      for (const refund of refunds) {
        const before = answered.get(refund.instructionNo)
        if (before === undefined) continue
        const asked = await query(provider, refund)
        assert(asked.type === 'done', 'answered, and lost')
        assert.equal(asked.fact.providerNo, before)
      }
      for (const refund of refunds) {
        assert.equal((await settle(provider, refund)).type, 'done')
      }
      const rows = await movements()
      assert.equal(new Set(rows.map((row) => row.providerNo)).size, rows.length)
      const numbers = rows.map((row) => row.instructionNo ?? row.paymentNo)
      const ours = new Set(refunds.map((refund) => refund.instructionNo))
      const moved = numbers.filter((no) => ours.has(no))
      assert.equal(moved.length, refunds.length)
      assert.equal(new Set(moved).size, refunds.length)
    })

    it('keeps the callbacks that it still owes', async () => {
      const { pay, down, crash, callbacks } = bench()
      const { paymentNo, payUrl } = await opened(bench())
      await callbacks()
      await down(true)
      assert.equal(await pay(payUrl), 'paid')
      await crash()
      await down(false)
      const keys = factsOf(bench(), await callbacks()).map((fact) => fact.dedupeKey)
      assert(keys.includes(`payment:${paymentNo}`))
    })
  })
}
