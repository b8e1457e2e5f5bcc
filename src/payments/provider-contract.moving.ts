import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, shanghaiDay, startOfDay } from '../kernel/time.ts'
import {
  type Bench,
  factsOf,
  type Kind,
  newNo,
  type Order,
  paid,
  query,
  send,
  settle,
  whereabouts,
} from './provider-contract.bench.ts'

const order = (kind: Kind, paymentNo: string, amountFen: bigint): Order => ({
  kind,
  paymentNo,
  instructionNo: newNo('I'),
  amountFen,
})

/** Releasing, splitting, refunding held money; bills; and what happens when the hold ends. */
export function movingContract(bench: () => Bench): void {
  moving(bench)
  instructing(bench)
  ending(bench)
  billing(bench)
}

function moving(bench: () => Bench): void {
  describe('moving held money', () => {
    it('does each kind once, and says the same when asked', async () => {
      const { provider } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      const split = order('split', paymentNo, 100n)
      const orders = [
        order('release', paymentNo, 300n),
        split,
        { ...order('splitReturn', paymentNo, 40n), splitNo: split.instructionNo },
        order('refund', paymentNo, 640n),
      ]
      for (const one of orders) {
        const outcome = await send(provider, one)
        assert(outcome.type === 'done' && outcome.fact !== null, `${one.kind}: ${outcome.type}`)
        assert.equal(outcome.fact.amountFen, one.amountFen)
        const asked = await query(provider, one)
        assert(asked.type === 'done')
        assert.deepEqual({ ...asked.fact, raw: null }, { ...outcome.fact, raw: null })
      }
      const told = { paid: 1_000n, released: 300n, split: 60n, refunded: 640n, left: 0n }
      assert.deepEqual(await whereabouts(bench(), paymentNo), told)
      assert.equal((await provider.holdStatus(paymentNo)).type, 'ended')
    })

    it('never gives away more than is held', async () => {
      const { provider } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      assert.equal((await send(provider, order('release', paymentNo, 600n))).type, 'done')
      for (const kind of ['release', 'split', 'refund'] as const) {
        const tooMuch = order(kind, paymentNo, 401n)
        assert.equal((await send(provider, tooMuch)).type, 'refused', kind)
        assert.equal((await query(provider, tooMuch)).type, 'refused', kind)
      }
      const all = ['release', 'split', 'refund'] as const
      const outcomes = await Promise.all(
        all.map((kind) => send(provider, order(kind, paymentNo, 400n))),
      )
      assert.equal(outcomes.filter((outcome) => outcome.type === 'done').length, 1)
      assert.equal((await whereabouts(bench(), paymentNo)).left, 0n)
    })
  })
}

function instructing(bench: () => Bench): void {
  describe('instructions', () => {
    it('count as gone while they are under way', async () => {
      const { provider, faults } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      await faults({ processing: 1 })
      const slow = order('refund', paymentNo, 700n)
      assert.equal((await send(provider, slow)).type, 'accepted')
      assert.equal((await send(provider, order('release', paymentNo, 301n))).type, 'refused')
      assert.equal((await settle(provider, slow)).type, 'done')
    })

    it('take back no more of a split than was split', async () => {
      const { provider } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      const split = order('split', paymentNo, 100n)
      await send(provider, split)
      const back = (amountFen: bigint, splitNo = split.instructionNo) =>
        send(provider, { ...order('splitReturn', paymentNo, amountFen), splitNo })
      assert.equal((await back(101n)).type, 'refused')
      assert.equal((await back(60n)).type, 'done')
      assert.equal((await back(41n)).type, 'refused')
      assert.equal((await back(10n, newNo('I'))).type, 'refused')
    })

    it('move nothing of a payment that is not paid', async () => {
      const { provider } = bench()
      const outcome = await send(provider, order('release', newNo('P'), 1n))
      assert.equal(outcome.type, 'refused')
    })

    it('get the same answer to the same number, and none to other content', async () => {
      const { provider } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      const done = order('refund', paymentNo, 100n)
      const refused = order('refund', paymentNo, 5_000n)
      const first = [await send(provider, done), await send(provider, refused)]
      const again = [await send(provider, done), await send(provider, refused)]
      const bare = (outcomes: typeof first) =>
        outcomes.map((o) => (o.type === 'done' ? o.fact?.providerNo : o))
      assert.deepEqual(bare(again), bare(first))
      for (const other of [{ amountFen: 99n }, { kind: 'release' as const }]) {
        assert.equal((await send(provider, { ...done, ...other })).type, 'refused')
      }
      assert.equal((await whereabouts(bench(), paymentNo)).refunded, 100n)
    })

    it('keep released + split + refunded + held equal to what was paid', async () => {
      await fc.assert(
        fc.asyncProperty(steps, (plan) => follows(bench(), plan)),
        { numRuns: 25, seed: 20_261_122 },
      )
    })
  })
}

function ending(bench: () => Bench): void {
  describe('the end of the hold', () => {
    it('gives the rest to the seller by itself, and says so', async () => {
      const { provider, faults, moveTo, callbacks } = bench()
      const paymentNo = await paid(bench(), 1_000n)
      await send(provider, order('release', paymentNo, 300n))
      await send(provider, order('split', paymentNo, 100n))
      await faults({ processing: 1 })
      const slow = order('refund', paymentNo, 50n)
      assert.equal((await send(provider, slow)).type, 'accepted')
      const hold = await provider.holdStatus(paymentNo)
      assert(hold.type === 'held')

      await moveTo(hold.expiresAt - 60_000)
      assert.equal((await provider.holdStatus(paymentNo)).type, 'held')
      await moveTo(hold.expiresAt)
      assert.equal((await provider.holdStatus(paymentNo)).type, 'ended')
      assert.equal((await query(provider, slow)).type, 'done')
      const late = await send(provider, order('refund', paymentNo, 1n))
      assert.equal(late.type, 'refused')

      const facts = factsOf(bench(), await callbacks())
      const ended = facts.filter((f) => f.kind === 'hold_ended' && f.paymentNo === paymentNo)
      assert.deepEqual(
        ended.map((fact) => [fact.dedupeKey, fact.amountFen, fact.instructionNo]),
        [[`hold_ended:${paymentNo}`, 550n, null]],
      )
      const told = { paid: 1_000n, released: 850n, split: 100n, refunded: 50n, left: 0n }
      assert.deepEqual(await whereabouts(bench(), paymentNo), told)
    })
  })
}

function billing(bench: () => Bench): void {
  describe('the bill', () => {
    it('is not ready today, and tomorrow equals what moved', async () => {
      const { provider, now, moveTo, movements } = bench()
      const tomorrow = startOfDay(addDays(shanghaiDay(await now()), 1))
      await moveTo(tomorrow)
      const today = shanghaiDay(tomorrow)
      const paymentNo = await paid(bench(), 1_000n)
      const split = order('split', paymentNo, 100n)
      const back = { ...order('splitReturn', paymentNo, 40n), splitNo: split.instructionNo }
      const orders = [order('release', paymentNo, 300n), split, back]
      for (const one of orders) await send(provider, one)
      await send(provider, order('refund', await paid(bench(), 500n), 500n))
      assert.deepEqual(await provider.listBills(today), { type: 'not_ready' })

      const moved = (await movements()).filter((row) => shanghaiDay(row.occurredAt) === today)
      assert.equal(moved.length, 6)
      await moveTo(startOfDay(addDays(today, 1)))
      const bill = await provider.listBills(today)
      assert(bill.type === 'ready')
      assert.deepEqual(bill.rows, moved)
    })

    it('of a day without movements is ready and empty', async () => {
      const bill = await bench().provider.listBills('2015-01-01')
      assert(bill.type === 'ready')
      assert.deepEqual(bill.rows, [])
    })
  })
}

type Step =
  | { kind: 'release' | 'split' | 'refund'; fen: number }
  | { kind: 'splitReturn'; fen: number; which: number }
  | { kind: 'repeat' }

const fen = fc.integer({ min: 1, max: 500 })
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('release' as const, 'split', 'refund'), fen }),
    fc.record({ kind: fc.constant('splitReturn' as const), fen, which: fc.nat(3) }),
    fc.record({ kind: fc.constant('repeat' as const) }),
  ),
  { minLength: 1, maxLength: 14 },
)

/** Runs a plan beside a model of a few lines; the provider must agree with it at every step. */
async function follows(bench: Bench, plan: readonly Step[]): Promise<void> {
  await bench.faults({})
  const paymentNo = await paid(bench, 1_000n)
  await bench.faults({ processing: 0.3, error500ThenSuccess: 0.2, timeoutAfterWork: 0.02 })
  const sums = { release: 0n, split: 0n, refund: 0n }
  const splits: { no: string; left: bigint }[] = []
  const model = { held: 1_000n, last: null as { order: Order; result: string } | null }

  for (const step of plan) {
    if (step.kind === 'repeat') {
      if (model.last === null) continue
      const again = await settle(bench.hasty, model.last.order)
      assert.equal(again.type, model.last.result)
      continue
    }
    const amount = BigInt(step.fen)
    const target = step.kind === 'splitReturn' ? splits[step.which] : undefined
    const splitNo = target?.no ?? newNo('I')
    const next = order(step.kind, paymentNo, amount)
    const asked = step.kind === 'splitReturn' ? { ...next, splitNo } : next
    const limit = step.kind === 'splitReturn' ? (target?.left ?? 0n) : model.held
    const result = amount <= limit ? 'done' : 'refused'
    assert.equal((await settle(bench.hasty, asked)).type, result, JSON.stringify(step))
    model.last = { order: asked, result }
    if (result === 'refused') continue

    if (step.kind === 'splitReturn') {
      if (target) target.left -= amount
      sums.split -= amount
      model.held += amount
    } else {
      if (step.kind === 'split') splits.push({ no: asked.instructionNo, left: amount })
      sums[step.kind] += amount
      model.held -= amount
    }
  }
  const { paid: total, released, split, refunded, left } = await whereabouts(bench, paymentNo)
  assert.deepEqual([released, split, refunded], [sums.release, sums.split, sums.refund])
  assert.equal(released + split + refunded + left, total)
  const hold = await bench.provider.holdStatus(paymentNo)
  assert.equal(hold.type === 'held' ? hold.heldFen : 0n, left)
}
