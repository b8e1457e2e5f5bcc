import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bidKey, buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { sumFen } from '../kernel/money.ts'
import { day, hour } from '../kernel/time.ts'
import { backFen } from '../orders/model.ts'
import { sums } from '../orders/sums.ts'
import { asDelivered } from '../returns/judging.ts'
import { isOpen, listOf } from '../returns/pieces.ts'
import { sealBid } from './sealing.ts'
import { issues, offerKinds, steps } from './terms.ts'

const photo = 'a'.repeat(64)
const fen = 16_800
const everybody = [buyer, seller, ...mediators] as const
const asked = {
  ...{ type: 'request', pieces: [{ itemId: '1', quantity: 1 }], text: '坏了', photos: [] },
  ...{ condition: asDelivered, contest: false, sellerSold: 99 },
}
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
  fc.record({
    ...{ type: fc.constant('notice'), delivered: fc.boolean(), complaintId: fc.constant(null) },
  }),
  fc.record({ type: fc.constant('step'), step: fc.constantFrom(...steps), text: fc.constant('x') }),
  fc.record({
    ...{ type: fc.constant('show'), point: fc.constant(null), text: fc.constant('x') },
    photos: fc.constant([photo]),
  }),
  fc.record({
    ...{ type: fc.constantFrom('rule', 'propose'), refundFen: amount, damagesFen: amount },
    ...{
      faults: fc.constant([]),
      goodsBack: fc.boolean(),
      reasons: fc.constant('x'),
      text: fc.constant('x'),
    },
  }),
)
/** What they do with goods that go back, for a case or beside one. */
const ofReturns: readonly (readonly [string, object])[] = [
  [buyer, { ...asked, track: 'no_reason', remedy: 'refund' }],
  [buyer, { ...asked, track: 'quality', remedy: 'exchange' }],
  [seller, { type: 'address', contactId: 'a1' }],
  [buyer, { type: 'send', carrierId: 'sudi' }],
  [seller, { type: 'sign' }],
  [seller, { type: 'refund' }],
  [seller, { type: 'object', kind: 'incomplete', text: '不齐', photos: [] }],
  [buyer, { type: 'contest' }],
  [buyer, { type: 'withdraw' }],
  [seller, { type: 'mend', carrierId: 'sudi' }],
  [seller, { type: 'mend_in_person' }],
  [buyer, { type: 'choose', remedy: 'refund' }],
  [buyer, { type: 'choose', remedy: 'mediation' }],
  [buyer, { type: 'receive' }],
  ['person:zhou', { type: 'decide', decision: 'deny', refundFen: null, reason: '核对' }],
]

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.nat(ofReturns.length - 1),
      no: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ scan: fc.constantFrom('accepted', 'signed', 'lost', 'returned') }),
  },
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
/** What the machine does to it: nothing, dies before or after it is written, or hears it twice. */
const fate = fc.oneof(
  { weight: 5, arbitrary: fc.constant('done' as const) },
  { weight: 3, arbitrary: fc.constantFrom('lost' as const, 'written' as const, 'twice' as const) },
)
type Fate = typeof fate extends fc.Arbitrary<infer Made> ? Made : never
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
  if ('step' in one) {
    const [actor, body] = ofReturns[one.step] ?? [buyer, {}]
    const parcelId = `pcl_r${market.log.length}`
    const trackingNo = `RT${String(market.log.length).padStart(8, '0')}`
    market.tries(actor, 'returns', id, { parcelId, trackingNo, ...body, no: one.no })
    return
  }
  if ('scan' in one) {
    const last = listOf(market.returnsOf(id)).at(-1)
    const parcelId = (last?.outbound ?? last?.journey)?.parcelId
    const scan = { kind: one.scan, at: market.at, place: '武汉', consented: false }
    if (parcelId) market.tries('carrier:sudi', 'parcels', parcelId, { type: 'scan', scan })
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

/** The same, on a machine that may die of it, or hears it again. */
function befall(market: Memory, id: string, [one, how]: readonly [Act, Fate]): void {
  const { at, provider } = market
  const again = () => {
    market.at = at
    market.provider = provider
    happen(market, id, one)
  }
  if (how === 'lost') market.dies(again)
  else happen(market, id, one)
  if (how === 'written') market.crash()
  if (how === 'twice') happen(market, id, one)
}

/** What only the case itself knows: the text to sign, and a sealed bid. */
function completed(market: Memory, id: string, told: { type: string; fen?: bigint }): object {
  if (told.type === 'bid')
    return { type: 'bid', sealed: sealBid(bidKey, { orderId: id, wish: '1', fen: told.fen ?? 0n }) }
  if (told.type !== 'accept') return told
  const made = market.offersOf(id).findLast(({ status }) => status === 'open')
  return { type: 'accept_offer', offerId: made?.id ?? '', hash: made?.hash ?? '' }
}

/** A return of a case is open exactly while the case waits for it. */
function goodsFollowTheCase(market: Memory, id: string): void {
  const open = listOf(market.returnsOf(id)).filter((one) => isOpen(one) && one.forCase !== null)
  const file = market.fileOf(id)
  const waits = file.status === 'returning' || file.status === 'performing'
  assert.equal(open.length, waits ? 1 : 0, file.status)
}

/** What has gone back, or is owed of the price, by the order, its returns and its cases. In fen. */
function givenOrOwed(market: Memory, id: string): bigint {
  const byReturns = listOf(market.returnsOf(id)).map(({ owedFen }) => owedFen)
  const file = market.fileOf(id)
  const { outcome, owedBeforeFen } =
    file.status === 'none' ? { outcome: null, owedBeforeFen: 0n } : file
  const byCase = outcome === null ? 0n : outcome.refundFen - outcome.fromHoldFen
  return sumFen([backFen(market.of(id)), ...byReturns, owedBeforeFen, byCase])
}

describe('money under random histories of offers, returns, rulings, appeals, silence, crashes', () => {
  it('released + fee + refunded ≤ paid at every step, and every lock ends', () => {
    const acts = fc.array(fc.tuple(act, fate), { maxLength: 60, size: 'max' })
    const histories = fc.tuple(acts, fc.boolean(), fc.option(fc.constantFrom(...issues)))
    fc.assert(
      fc.property(histories, ([list, arrives, issue]) => {
        const market = new Memory({ holdDays: 60 })
        const id = market.paid({ fen })
        if (arrives) market.scan(market.ship(id), 'signed')
        if (issue) market.inCase(buyer, id, 'open', { amountFen: null, issue, text: '' })
        for (const one of list) {
          befall(market, id, one)
          const { releasedFen, feeFen, refundedFen, lockedFen, freeFen } = sums(market.of(id))
          assert(releasedFen + feeFen + refundedFen <= BigInt(fen), 'no more than was paid')
          assert(lockedFen <= freeFen, 'nothing is locked that is not there')
          assert(givenOrOwed(market, id) <= BigInt(fen), 'no more is given or owed of the price')
          goodsFollowTheCase(market, id)
        }
        market.provider = 'prompt'
        market.provide()
        market.pass(200 * day)
        assert.deepEqual(market.of(id).locks, [], 'every lock has ended')
        assert.deepEqual(listOf(market.returnsOf(id)).filter(isOpen), [], 'no return stays open')
        market.crash()
        const [released, fee, refunded, held] = market.money(id)
        assert.deepEqual([released + fee + refunded, held], [fen, 0], 'to the fen')
      }),
      { numRuns: 150 },
    )
  })
})
