import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bidKey, buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { sums } from '../orders/sums.ts'
import { issues, offerKinds, steps } from './model.ts'
import { sealBid } from './sealing.ts'

const photo = 'a'.repeat(64)
const fen = 16_800
const everybody = [buyer, seller, ...mediators] as const
const amount = fc.bigInt({ min: 0n, max: 20_000n })

/** One random wish of somebody about the case or the order; refusals are as good as answers. */
const wish = fc.oneof(
  fc.record({
    ...{ type: fc.constant('open'), issue: fc.constantFrom(...issues), text: fc.constant('') },
    amountFen: fc.option(amount),
    photos: fc.constantFrom([], [photo]),
  }),
  fc.record({
    type: fc.constantFrom('withdraw', 'agree', 'escalate', 'accept_ruling', 'take', 'seen'),
  }),
  fc.record({ type: fc.constant('confirm_ruling') }),
  fc.record({
    ...{ type: fc.constant('offer'), kind: fc.constantFrom(...offerKinds), refundFen: amount },
    ...{ days: fc.integer({ min: 0, max: 20 }), text: fc.constant('') },
  }),
  fc.record({ type: fc.constant('accept') }),
  fc.record({ type: fc.constant('bid'), fen: amount }),
  fc.record({ type: fc.constant('appeal'), text: fc.constant('不服') }),
  fc.record({ type: fc.constant('object'), reason: fc.constant('亲戚') }),
  fc.record({ type: fc.constant('decide_objection'), granted: fc.boolean() }),
  fc.record({ type: fc.constant('notice'), delivered: fc.boolean() }),
  fc.record({ type: fc.constant('step'), step: fc.constantFrom(...steps), text: fc.constant('x') }),
  fc.record({
    ...{ type: fc.constant('show'), point: fc.constant(null), text: fc.constant('x') },
    photos: fc.constant([photo]),
  }),
  fc.record({
    ...{ type: fc.constantFrom('rule', 'propose'), refundFen: amount, damagesFen: amount },
    ...{ faults: fc.constant([]), reasons: fc.constant('x'), text: fc.constant('x') },
  }),
)
const act = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...everybody), wish) },
  { weight: 2, arbitrary: fc.record({ hours: fc.integer({ min: 1, max: 24 * 25 }) }) },
  { weight: 1, arbitrary: fc.record({ seller: fc.bigInt({ min: 1n, max: 9_000n }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      manner: fc.constantFrom('prompt' as const, 'silent' as const, { refuses: ['refund'] }),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer Made> ? Made : never

function happen(market: Memory, id: string, one: Act): void {
  if ('hours' in one) {
    market.pass(one.hours * hour)
    return
  }
  if ('manner' in one) {
    market.provider = one.manner
    return
  }
  if ('seller' in one) {
    const refund = { type: 'refund', amountFen: one.seller, reason: '' }
    market.tries(seller, 'orders', id, refund)
    return
  }
  const [actor, told] = one
  market.tries(actor, 'complaints', id, completed(market, id, told))
}

/** What only the case itself knows: the text to sign, and a sealed bid. */
function completed(market: Memory, id: string, told: { type: string; fen?: bigint }): object {
  if (told.type === 'bid')
    return { type: 'bid', sealed: sealBid(bidKey, { orderId: id, wish: '1', fen: told.fen ?? 0n }) }
  if (told.type !== 'accept') return told
  const made = market.offersOf(id).findLast(({ status }) => status === 'open')
  return { type: 'accept_offer', offerId: made?.id ?? '', hash: made?.hash ?? '' }
}

describe('money under random histories of offers, rulings, appeals, silence and refusals', () => {
  it('released + fee + refunded ≤ paid at every step, and every lock ends', () => {
    const histories = fc.tuple(fc.array(act, { maxLength: 40 }), fc.boolean())
    fc.assert(
      fc.property(histories, ([acts, arrives]) => {
        const market = new Memory({ holdDays: 60 })
        const id = market.paid({ fen })
        if (arrives) market.scan(market.ship(id), 'signed')
        for (const one of acts) {
          happen(market, id, one)
          const { releasedFen, feeFen, refundedFen, lockedFen, freeFen } = sums(market.of(id))
          assert(releasedFen + feeFen + refundedFen <= BigInt(fen), 'no more than was paid')
          assert(lockedFen <= freeFen, 'nothing is locked that is not there')
        }
        market.provider = 'prompt'
        market.provide()
        market.pass(200 * day)
        assert.deepEqual(market.of(id).locks, [], 'every lock has ended')
        const [released, fee, refunded, held] = market.money(id)
        assert.deepEqual([released + fee + refunded, held], [fen, 0], 'to the fen')
      }),
      { numRuns: 150 },
    )
  })
})
