import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Bench, factsOf, newNo, opened, paid, prepayOf } from './provider-contract.bench.ts'

/** Opening, paying, closing, and what is known of a payment. */
export function payingContract(bench: () => Bench): void {
  paying(bench)
  repeating(bench)
  closing(bench)
}

function paying(bench: () => Bench): void {
  describe('paying', () => {
    it('goes from unpaid to paid, and the money is held', async () => {
      const { provider, pay, now } = bench()
      const { paymentNo, payUrl, amountFen } = await opened(bench())
      assert.deepEqual(await provider.queryPayment(paymentNo), { type: 'unpaid' })
      assert.deepEqual(await provider.holdStatus(paymentNo), { type: 'not_found' })

      const before = await now()
      assert.equal(await pay(payUrl), 'paid')
      const answer = await provider.queryPayment(paymentNo)
      assert(answer.type === 'paid')
      const { fact } = answer
      assert.equal(fact.kind, 'payment')
      assert.equal(fact.status, 'succeeded')
      assert.equal(fact.amountFen, amountFen)
      assert.equal(fact.paymentNo, paymentNo)
      assert.equal(fact.instructionNo, null)
      assert(fact.occurredAt >= before && fact.raw.body.length > 0)

      const hold = await provider.holdStatus(paymentNo)
      assert.deepEqual(hold, { type: 'held', heldFen: amountFen, expiresAt: fact.holdExpiresAt })
    })

    it('tells the same fact by callback as by query', async () => {
      const paymentNo = await paid(bench())
      const told = factsOf(bench(), await bench().callbacks())
      const asked = await bench().provider.queryPayment(paymentNo)
      assert(asked.type === 'paid')
      assert.deepEqual(
        told.map((fact) => ({ ...fact, raw: null })),
        [{ ...asked.fact, raw: null }],
      )
    })

    it('takes the money once', async () => {
      const { payUrl, paymentNo } = await opened(bench())
      assert.equal(await bench().pay(payUrl), 'paid')
      assert.equal(await bench().pay(payUrl), 'refused')
      const rows = (await bench().movements()).filter((row) => row.paymentNo === paymentNo)
      assert.equal(rows.length, 1)
    })

    it('does not know a payment that was never opened', async () => {
      const { provider } = bench()
      const paymentNo = newNo('P')
      assert.deepEqual(await provider.queryPayment(paymentNo), { type: 'not_found' })
      assert.deepEqual(await provider.holdStatus(paymentNo), { type: 'not_found' })
      assert.equal((await provider.close(paymentNo)).type, 'refused')
    })
  })
}

function repeating(bench: () => Bench): void {
  describe('asking again', () => {
    it('repeats the answer to a repeated prepay, and refuses other content', async () => {
      const { provider } = bench()
      const prepay = await prepayOf(bench())
      const first = await provider.prepay(prepay)
      assert.deepEqual(await provider.prepay(prepay), first)
      const others = [
        { amountFen: prepay.amountFen + 1n },
        { description: '别的东西' },
        { payeeRef: 'seller-2' },
        { expiresAt: prepay.expiresAt + 1_000 },
      ]
      for (const other of others) {
        const outcome = await provider.prepay({ ...prepay, ...other })
        assert.equal(outcome.type, 'refused', JSON.stringify(Object.keys(other)))
      }
      // Where it is told, and where buyers go then, may change: a server moves to another address.
      const moved = { returnUrl: 'https://shop.example/2', notifyUrl: 'https://shop.example/3' }
      assert.deepEqual(await provider.prepay({ ...prepay, ...moved }), first)
    })
  })
}

function closing(bench: () => Bench): void {
  describe('closing', () => {
    it('ends an unpaid payment for good, and may be repeated', async () => {
      const { provider, pay } = bench()
      const { paymentNo, payUrl } = await opened(bench())
      assert.deepEqual(await provider.close(paymentNo), { type: 'done', fact: null })
      assert.deepEqual(await provider.close(paymentNo), { type: 'done', fact: null })
      assert.deepEqual(await provider.queryPayment(paymentNo), { type: 'closed' })
      assert.equal(await pay(payUrl), 'refused')
    })

    it('is refused when the buyer was faster', async () => {
      const paymentNo = await paid(bench())
      const outcome = await bench().provider.close(paymentNo)
      assert.deepEqual(outcome, { type: 'refused', code: 'payment.already_paid' })
    })

    it('against paying at the same moment has exactly one winner', async () => {
      const { provider, pay } = bench()
      const race = async () => {
        const { paymentNo, payUrl } = await opened(bench())
        const [result, outcome] = await Promise.all([pay(payUrl), provider.close(paymentNo)])
        const answer = await provider.queryPayment(paymentNo)
        assert.equal(outcome.type, result === 'paid' ? 'refused' : 'done')
        assert.equal(answer.type, result === 'paid' ? 'paid' : 'closed')
      }
      await Promise.all(Array.from({ length: 30 }, race))
    })

    it('happens by itself when the payment expires', async () => {
      const { provider, pay, moveTo } = bench()
      const { paymentNo, payUrl, expiresAt } = await opened(bench())
      await moveTo(expiresAt)
      assert.equal(await pay(payUrl), 'refused')
      assert.deepEqual(await provider.queryPayment(paymentNo), { type: 'closed' })
    })

    it('does not always stop late money: it is told, held, and can be refunded', async () => {
      const { provider, pay, faults, callbacks } = bench()
      const { paymentNo, payUrl, amountFen } = await opened(bench())
      await faults({ paidAfterClose: 1 })
      assert.equal((await provider.close(paymentNo)).type, 'done')
      assert.equal(await pay(payUrl), 'paid')
      const [fact] = factsOf(bench(), await callbacks())
      assert.equal(fact?.paymentNo, paymentNo)
      assert.equal((await provider.queryPayment(paymentNo)).type, 'paid')
      const refund = { paymentNo, instructionNo: newNo('R'), amountFen, reason: '逾期到账' }
      assert.equal((await provider.refund(refund)).type, 'done')
    })
  })
}
