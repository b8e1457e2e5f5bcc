import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour, minute } from '../kernel/time.ts'
import { paidOrder } from './test-orders.ts'
import { timers } from './timers.ts'

/** Paid, shipped and signed for at once. */
function delivered(options: ConstructorParameters<typeof Memory>[0] = {}, ...fen: number[]) {
  const market = new Memory(options)
  const id = market.paid(...(fen.length > 0 ? fen : [16_800]).map((one) => ({ fen: one })))
  market.scan(market.ship(id), 'signed')
  return { market, id }
}

describe('money that comes', () => {
  it('in time is held, and starts the promise', () => {
    const { market, id } = paidOrder()
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    assert.equal(market.of(id).items[0]?.readyBy, market.at + 48 * hour)
  })
  it('while the payment closes unpaid is in time', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.provider = 'silent'
    market.pass(16 * minute)
    assert.equal(market.of(id).status, 'closing')
    market.pay(id)
    assert.deepEqual([market.of(id).status, market.of(id).ending], ['paid', null])
  })
  it('after the order has expired goes back by itself', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.pass(16 * minute)
    assert.equal(market.of(id).status, 'expired')
    assert.equal(market.stock('lst_1'), 10)
    market.pay(id)
    assert.equal(market.of(id).status, 'expired')
    assert.deepEqual(
      market.of(id).movements.map(({ kind, status }) => [kind, status]),
      [['return', 'done']],
    )
    assert.equal(market.balance('buyer.refunded'), 16_800n)
    assert.equal(market.balance('psp.suspense'), 0n)
  })
  it('that is not the price goes back, and so do the goods', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.pay(id, 16_799)
    assert.deepEqual(market.of(id).ending, { by: 'provider', reason: 'wrong_amount' })
    assert.equal(market.balance('buyer.refunded'), 16_799n)
    assert.equal(market.stock('lst_1'), 10)
  })
  it('and cannot be given back is tried again, until the hold has ended', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.pass(16 * minute)
    market.provider = { refuses: ['refund'] }
    market.pay(id)
    market.pass(3 * day)
    assert.equal(market.of(id).movements.length, 3)
    market.fact(id, { kind: 'hold_ended', dedupeKey: 'ended', amountFen: 16_800n })
    assert.deepEqual(timers(market.of(id)), [], 'nothing is asked for that cannot be any more')
  })
  it('a second time goes back', () => {
    const { market, id } = paidOrder()
    market.pay(id, 500)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    assert.equal(market.balance('buyer.refunded'), 500n)
  })
  it('never comes where the provider refused to open the payment', () => {
    const market = new Memory()
    market.provider = 'silent'
    const id = market.order({ fen: 16_800 })
    const no = { type: 'prepare_refused', code: 'payee.unknown' }
    market.does('dispatcher', 'payments', id, no)
    assert.deepEqual(market.of(id).ending, { by: 'provider', reason: 'payment_refused' })
    assert.equal(market.stock('lst_1'), 10)
  })
})

describe('release', () => {
  it('R-77: 168.00 at 6 ‰ gives 167.00 and 1.00; a second confirmation gives nothing', () => {
    const { market, id } = delivered()
    market.as(buyer, id, 'confirm')
    assert.equal(market.refuses(buyer, 'orders', id, { type: 'confirm' }), 'order.already_received')
    market.pass(30 * day)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
    assert.equal(market.of(id).movements.length, 2)
  })
  it('R-55: never before the window is over, however short the site’s own period is', () => {
    const { market, id } = delivered({ terms: { confirmAfterDays: 3 } })
    market.pass(7 * day)
    assert.equal(market.of(id).status, 'delivered', 'nor is receipt confirmed by the clock')
    market.pass(9 * day)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  })
  it('R-55: nor when the buyer confirms on the first day', () => {
    const { market, id } = delivered()
    market.as(buyer, id, 'confirm')
    market.pass(8 * day)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    market.pass(day)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  })
  it('parts add up: no fen is lost or won by dividing', () => {
    const { market, id } = delivered({ feePerMille: 333 }, 1_000, 999)
    market.complain(id, 500)
    market.as(buyer, id, 'confirm')
    market.pass(20 * day)
    assert.deepEqual(market.money(id), [1_000, 499, 0, 500])
    market.does(buyer, 'complaints', id, { type: 'withdraw' })
    market.pass(minute)
    // floor(19.99 × 333 ‰) = 6.65, not 4.99 + floor(5.00 × 333 ‰).
    assert.deepEqual(market.money(id), [1_334, 665, 0, 0])
  })
  it('that is refused is tried again the next day, and so is a fee', () => {
    const { market, id } = delivered()
    market.provider = { refuses: ['release', 'split'] }
    market.as(buyer, id, 'confirm')
    market.pass(17 * day)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    market.provider = 'prompt'
    market.pass(day)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  })
  it('after a fee for nothing never gives more than there is', () => {
    const { market, id } = delivered()
    market.provider = { refuses: ['release'] }
    market.as(buyer, id, 'confirm')
    market.pass(11 * day)
    assert.deepEqual(market.money(id), [0, 100, 0, 16_700])
    market.as(seller, id, 'refund', { amountFen: 16_600n, reason: '' })
    market.provider = 'prompt'
    market.pass(3 * day)
    assert.deepEqual(market.money(id), [100, 100, 16_600, 0])
  })
  it('waits as a whole where the provider cannot divide it', () => {
    const { market, id } = delivered({ partialRelease: false })
    market.complain(id, 1)
    market.as(buyer, id, 'confirm')
    market.pass(60 * day)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    market.does(buyer, 'complaints', id, { type: 'withdraw' })
    market.pass(minute)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  })
})

describe('locks', () => {
  it('R-78: a claim of 500.00 locks exactly 500.00', () => {
    const { market, id } = delivered({}, 120_000)
    market.complain(id, 50_000)
    market.as(buyer, id, 'confirm')
    market.pass(30 * day)
    assert.deepEqual(market.money(id), [69_580, 420, 0, 50_000])
  })
  it('never stop a refund, and never hold back more than is there', () => {
    const { market, id } = delivered({}, 5_900, 6_900)
    market.complain(id, 12_800)
    market.as(seller, id, 'refund_items', { itemIds: ['2'], reason: '' })
    assert.deepEqual(market.money(id), [0, 0, 6_900, 5_900])
  })
})

describe('the provider ends the hold by itself', () => {
  it('with nothing in dispute: the order is settled', () => {
    const { market, id } = delivered()
    market.endHold(id)
    assert.equal(market.of(id).status, 'settled')
    assert.equal(market.balance('psp.suspense'), 0n)
  })
  it('with a complaint open: what it locked hangs in suspense, for a person', () => {
    const { market, id } = delivered()
    market.complain(id, 5_000)
    market.endHold(id)
    assert.deepEqual(market.money(id), [11_800, 0, 0, 5_000])
    assert.equal(market.balance('psp.suspense'), -5_000n)
    assert.deepEqual(timers(market.of(id)), [])
  })
  it('told twice, it counts once', () => {
    const { market, id } = delivered()
    market.endHold(id)
    market.fact(id, { kind: 'hold_ended', dedupeKey: 'again', amountFen: 1n })
    assert.deepEqual(market.money(id), [16_800, 0, 0, 0])
  })
  it('while our release had not reached it: the seller is paid once, and the books agree', () => {
    const { market, id } = delivered()
    market.as(buyer, id, 'confirm')
    market.provider = 'silent'
    market.pass(20 * day)
    market.endHold(id)
    assert.equal(market.balance('psp.suspense'), -16_800n)
    market.provider = 'prompt'
    market.provide()
    assert.equal(market.of(id).status, 'settled')
    assert.equal(market.balance('psp.suspense'), 0n)
    assert.equal(market.balance('seller.settled'), 16_800n)
  })
})

describe('before the hold ends', () => {
  const short = { holdDays: 30 }
  it('the buyer gets what a complaint holds back, the seller the rest', () => {
    const { market, id } = delivered(short)
    market.complain(id, 5_000)
    market.pass(26 * day)
    assert.deepEqual(market.money(id), [11_730, 70, 5_000, 0])
    assert.deepEqual(market.of(id).locks, [])
  })
  it('the buyer gets what nobody can show was delivered', () => {
    const market = new Memory({ ...short, terms: { undeliveredAfterDays: 90, doubtAfterDays: 60 } })
    const id = market.paid({ fen: 5_900 }, { fen: 6_900, hours: 700 })
    market.scan(market.ship(id, '1'), 'signed')
    market.ship(id, '2')
    market.pass(26 * day)
    assert.deepEqual(market.money(id), [5_865, 35, 6_900, 0])
  })
  it('a release that is refused then is tried again', () => {
    const { market, id } = delivered({ holdDays: 12 })
    market.provider = { refuses: ['release'] }
    market.pass(8 * day)
    market.provider = 'prompt'
    market.pass(2 * day)
    assert.equal(market.of(id).status, 'settled')
  })
  it('what belongs to no goods any more goes back to the buyer', () => {
    const { market, id } = delivered({ holdDays: 60 })
    market.complain(id, 5_000)
    market.as(buyer, id, 'confirm')
    market.provider = 'silent'
    market.pass(20 * day)
    // The release of 118.00 is on its way; the seller gives back the goods' price all the same.
    market.as(seller, id, 'refund_items', { itemIds: ['1'], reason: '' })
    market.provider = { refuses: ['release', 'split'] }
    market.pass(minute)
    market.provide()
    assert.equal(market.caseOf(id).outcome?.by, 'refunded', 'the claim is met another way')
    market.provider = 'prompt'
    market.pass(40 * day)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  })
  it('a provider that cannot divide a hold first has to pay what is owed', () => {
    const { market, id } = delivered({ partialRelease: false, holdDays: 30 }, 5_900, 6_900)
    market.as(buyer, id, 'confirm')
    market.provider = { refuses: ['refund'] }
    market.as(seller, id, 'refund_items', { itemIds: ['2'], reason: '' })
    market.pass(26 * day)
    assert.deepEqual(market.money(id), [0, 0, 0, 12_800])
    market.provider = 'prompt'
    market.pass(day)
    assert.deepEqual(market.money(id), [5_865, 35, 6_900, 0])
  })
  it('no shop may open where every hold would end at once', () =>
    assert.throws(() => new Memory({ holdDays: 5 }), /so short a time/))
})
