import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { asDelivered } from './judging.ts'
import { address, carrier, cup, fault, plain, Trade } from './test-returns.ts'

describe('refusals, in order of precedence', () => {
  const trade = (offer: object = {}) => new Trade([{ ...cup, offer }])
  it('a stranger finds nothing', () => {
    const { market, orderId, wish } = trade()
    const body = wish.call({ market, orderId } as Trade)
    assert.equal(market.refuses('person:zhang', 'returns', orderId, body), 'return.not_found')
  })
  it('the seller cannot ask in the buyer’s name', () => {
    const { market, orderId, wish } = trade()
    const body = wish.call({ market, orderId } as Trade)
    assert.equal(market.refuses(seller, 'returns', orderId, body), 'return.not_yours_to_do')
  })
  it('pieces that were never bought', () => {
    const pieces = [{ itemId: '1', quantity: 2 }]
    assert.equal(trade().refused({ pieces }), 'return.items_unknown')
    assert.equal(trade().refused({ pieces: [] }), 'return.items_unknown')
  })
  it('goods that have not come', () => {
    const market = new Memory()
    const id = market.paid(cup)
    const wish = trade().wish()
    assert.equal(market.refuses(buyer, 'returns', id, wish), 'return.not_delivered')
  })
  it('services', () => {
    const market = new Memory()
    const id = market.paid({ ...cup, kind: 'service' })
    assert.equal(market.refuses(buyer, 'returns', id, trade().wish()), 'return.not_goods')
  })
  it('R-09: bought to sell on: no consumer (CRPL 2)', () => {
    const market = new Memory()
    const listingId = market.publish({ fen: 100, stock: 500 })
    const id = market.buy([{ listingId, quantity: 200 }], 20_000, { boughtFor: 'resale' })
    market.pay(id)
    market.scan(market.ship(id), 'signed')
    const pieces = [{ itemId: '1', quantity: 200 }]
    const answer = market.submit(buyer, 'returns', id, { ...trade().wish(), pieces })
    assert('refused' in answer)
    assert.deepEqual(
      [answer.refused, answer.cite],
      ['return.not_consumer', '消费者权益保护法 第二条'],
    )
  })
  it('excluded by law, by the words of the offer', () =>
    assert.equal(trade({ title: '鲜活大闸蟹 8只' }).refused(), 'return.excluded'))
  it('an exclusion that only the seller claims can be contested before a person', () => {
    const claimed = { aftersales: { ...plain, exclusion: 'custom_made' } }
    assert.equal(trade(claimed).refused(), 'return.excluded')
    const { stage, review } = trade(claimed).request({ contest: true })
    assert.deepEqual([stage, review?.why], ['reviewing', ['exclusion_contested']])
    assert.equal(trade({ title: '鲜活大闸蟹 8只' }).refused({ contest: true }), 'return.excluded')
  })
  it('confirmed away for this purchase, once it is opened', () => {
    const market = new Memory()
    const aftersales = { ...plain, exclusion: 'opened' as const }
    const listingId = market.publish({ fen: 100, offer: { title: '益生菌粉', aftersales } })
    const buys = (confirmsExclusion: boolean) => {
      const id = market.buy([{ listingId, quantity: 1, confirmsExclusion }], 100)
      market.pay(id)
      market.scan(market.ship(id), 'signed')
      return id
    }
    const condition = { ...asDelivered, sealBroken: true }
    const ticked = buys(true)
    const wish = trade().wish({ condition })
    assert.equal(market.refuses(buyer, 'returns', ticked, wish), 'return.confirmed_away')
    market.does(buyer, 'returns', ticked, trade().wish())
    // Without the tick the seller may not refuse for that; broken is broken all the same.
    assert.equal(market.refuses(buyer, 'returns', buys(false), wish), 'return.not_intact')
  })
  it('no longer intact', () => {
    const condition = { ...asDelivered, tagCut: true }
    assert.equal(trade({ title: '女装连衣裙' }).refused({ condition }), 'return.not_intact')
  })
  it('too late, unless more was promised', () => {
    const usual = trade()
    usual.market.pass(7 * day + 13 * hour)
    assert.equal(usual.request().stage, 'accepted', 'the seventh day lasts until 24:00')
    const late = trade()
    late.market.pass(7 * day + 14 * hour)
    assert.equal(late.refused(), 'return.window_over')
    const longer = trade({ aftersales: { ...plain, returnDays: 15, freightBySeller: true } })
    longer.market.pass(14 * day)
    const { stage, freight } = longer.request()
    assert.deepEqual([stage, freight], ['accepted', 'seller'])
  })
  it('exchange without a fault, unless it was promised', () =>
    assert.equal(trade().refused({ remedy: 'exchange' }), 'return.remedy_needs_fault'))
  it('a refund where nothing is held any more', () => {
    const { market, orderId } = trade()
    market.as(buyer, orderId, 'confirm')
    market.pass(8 * day)
    const wish = trade({ aftersales: { ...plain, returnDays: 15 } }).wish(fault)
    const late = market.refuses(buyer, 'returns', orderId, wish)
    assert.equal(late, 'return.quality_refund_over')
    const lapsed = trade({ aftersales: { ...plain, warrantyMonths: 12 } })
    lapsed.market.pass(30 * day)
    lapsed.sentBack({ ...fault, remedy: 'repair' })
    lapsed.scanBack('signed')
    assert.equal(lapsed.no(seller, 'refund'), 'return.nothing_held')
    lapsed.market.pass(16 * day)
    assert.equal(lapsed.no(buyer, 'choose', { remedy: 'refund' }), 'return.nothing_held')
    lapsed.market.pass(4 * day)
    assert.deepEqual(lapsed.last.review?.why, ['nothing_held'])
    lapsed.market.pass(6 * day)
    assert.equal(lapsed.last.stage, 'settled', 'a person, or a complaint, is what is left')
  })
  it('a refund of what went back before', () => {
    const { market, orderId } = trade()
    market.as(seller, orderId, 'refund', { amountFen: 16_799n, reason: '' })
    const wish = trade().wish()
    market.does(buyer, 'returns', orderId, wish)
    const other = trade()
    other.market.does(seller, 'orders', other.orderId, {
      type: 'refund',
      amountFen: 16_800n,
      reason: '',
    })
    assert.equal(other.refused(), 'return.items_unknown', 'all of it went back before')
  })
  it('steps that are not next, of the other side, or without end', () => {
    const one = trade()
    one.request()
    assert.equal(one.no(buyer, 'address', address), 'return.not_yours_to_do')
    assert.equal(one.no(seller, 'withdraw'), 'return.not_yours_to_do')
    assert.equal(one.no(seller, 'sign'), 'return.wrong_stage')
    assert.equal(one.no('clock', 'time', { kind: 'accepted/1' }), 'return.not_due')
    assert.equal(one.no(carrier, 'address', address), 'return.not_found')
    assert.equal(one.no(seller, 'decide', { decision: 'deny' }), 'return.not_yours_to_do')
  })
  it('promises beyond what is allowed, and rulings beyond what is asked', () => {
    const one = trade()
    one.sentBack({ ...fault, remedy: 'repair' })
    one.scanBack('signed')
    assert.equal(one.no(seller, 'promise', { days: 31 }), 'return.days_too_many')
    one.does(seller, 'object', { kind: 'other', text: '少了杯盖', photos: [] })
    const ruling = { decision: 'refund', refundFen: 16_801n, reason: '核对' }
    assert.equal(one.no('person:zhou', 'decide', ruling), 'return.amount_too_high')
    one.does('person:zhou', 'decide', { ...ruling, refundFen: 10_000n })
    assert.deepEqual(one.money, [0, 0, 10_000, 6_800])
  })
})
