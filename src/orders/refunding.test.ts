import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { day, hour } from '../kernel/time.ts'
import { paidOrder } from './test-orders.ts'
import { timers } from './timers.ts'

describe('the one tap after a broken promise', () => {
  it('needs no grace, no timer and nobody’s consent', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 7_900, hours: 96 })
    market.ship(id, '2')
    market.pass(48 * hour)
    market.as(buyer, id, 'refund_overdue')
    assert.deepEqual(market.money(id), [0, 0, 5_900, 7_900])
    assert.equal(market.of(id).status, 'shipped')
  })
  it('refusals, in order of precedence', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    const refused = () => market.refuses(buyer, 'orders', id, { type: 'refund_overdue' })
    assert.equal(refused(), 'order.not_paid')
    market.pay(id)
    market.pass(47 * hour)
    assert.equal(refused(), 'order.nothing_overdue')
    market.pass(hour)
    market.as(buyer, id, 'refund_overdue')
    assert.equal(refused(), 'order.nothing_overdue', 'a second tap gives nothing twice')
  })
})

describe('the seller gives back of his own accord', () => {
  it('part of the price; the rest is released as agreed, the fee on what was released', () => {
    const { market, id } = paidOrder()
    const parcel = market.ship(id)
    market.as(seller, id, 'refund', { amountFen: 1_801n, reason: '' })
    market.scan(parcel, 'signed')
    market.pass(30 * day)
    // floor(149.99 × 6 ‰) = 0.89
    assert.deepEqual(market.money(id), [14_910, 89, 1_801, 0])
  })
  it('all of it: the trade is over, nothing is overdue and the shelf is full again', () => {
    const { market, id } = paidOrder()
    market.as(seller, id, 'refund', { amountFen: 10_000n, reason: '' })
    market.as(seller, id, 'refund', { amountFen: 6_800n, reason: '' })
    assert.equal(market.of(id).status, 'refunded')
    assert.deepEqual(timers(market.of(id)), [])
    assert.equal(market.stock('lst_1'), 10)
  })
  it('items: their price, but the last ones take all that is left', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 6_900 })
    market.as(seller, id, 'refund', { amountFen: 2_000n, reason: '' })
    market.as(seller, id, 'refund_items', { itemIds: ['1'], reason: '' })
    assert.deepEqual(market.money(id), [0, 0, 7_900, 4_900])
    market.as(seller, id, 'refund_items', { itemIds: ['2'], reason: '' })
    assert.deepEqual(market.money(id), [0, 0, 12_800, 0])
  })
  it('refusals of an amount, in order of precedence', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    const refused = (fen: bigint) =>
      market.refuses(seller, 'orders', id, { type: 'refund', amountFen: fen, reason: '' })
    assert.equal(refused(0n), 'order.not_paid')
    market.pay(id)
    for (const fen of [0n, -1n, 16_801n]) assert.equal(refused(fen), 'order.amount_too_high')
    market.as(seller, id, 'refund', { amountFen: 16_800n, reason: '' })
    assert.equal(refused(0n), 'order.nothing_held')
  })
  it('refusals of items, in order of precedence', () => {
    const market = new Memory()
    const id = market.order({ fen: 5_900 }, { fen: 6_900 })
    const refused = (...itemIds: string[]) =>
      market.refuses(seller, 'orders', id, { type: 'refund_items', itemIds, reason: '' })
    assert.equal(refused('9'), 'order.not_paid')
    market.pay(id)
    for (const ids of [['9'], ['1', '9'], ['1', '1']])
      assert.equal(refused(...ids), 'order.item_not_awaiting')
    market.as(seller, id, 'refund', { amountFen: 12_800n, reason: '' })
    assert.equal(refused('1'), 'order.nothing_held')
  })
})

describe('a refund that the provider refuses', () => {
  it('is owed, spoken for, and tried again under a new number', () => {
    const { market, id } = paidOrder()
    market.provider = { refuses: ['refund'] }
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800])
    assert.equal(market.of(id).owed.length, 1)
    const again = { type: 'refund', amountFen: 16_800n, reason: '' }
    assert.equal(market.refuses(seller, 'orders', id, again), 'order.nothing_held')
    market.provider = 'prompt'
    market.pass(25 * hour)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
    const numbers = market.of(id).movements.map(({ no }) => no)
    assert.equal(new Set(numbers).size, 2)
    assert(numbers.every((no) => no.length <= 32 && no.startsWith(id.slice(4))))
  })
  it('two of one moment are both tried again', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 6_900 })
    market.provider = { refuses: ['refund'] }
    for (const itemId of ['1', '2'])
      market.as(seller, id, 'refund_items', { itemIds: [itemId], reason: '' })
    market.provider = 'prompt'
    market.pass(25 * hour)
    assert.deepEqual(market.money(id), [0, 0, 12_800, 0])
  })
  it('of the first item does not swell the refund of the last', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 6_900 })
    market.provider = { refuses: ['refund'] }
    market.as(seller, id, 'refund_items', { itemIds: ['1'], reason: '' })
    market.provider = 'prompt'
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.deepEqual(market.money(id), [0, 0, 6_900, 5_900])
    market.pass(25 * hour)
    assert.deepEqual(market.money(id), [0, 0, 12_800, 0])
  })
  it('never goes to the seller meanwhile, nor is locked twice', () => {
    const market = new Memory({ terms: { retryAfterMs: 60 * day } })
    const id = market.paid({ fen: 5_900 }, { fen: 6_900 })
    market.provider = { refuses: ['refund'] }
    market.as(seller, id, 'refund_items', { itemIds: ['2'], reason: '' })
    market.provider = 'prompt'
    const claim = { type: 'open', amountFen: 5_901n, issue: 'damaged', text: '' }
    const answer = market.submit(buyer, 'complaints', id, claim)
    assert(isRefusal(answer) && answer.refused === 'complaint.amount_too_high')
    market.scan(market.ship(id, '1'), 'signed')
    market.pass(30 * day)
    assert.deepEqual(market.money(id), [5_865, 35, 0, 6_900])
  })
})

describe('a complaint', () => {
  it('that both sides agree on goes back, and the rest to the seller', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    market.complain(id, 5_000)
    market.does(seller, 'complaints', id, { type: 'agree' })
    market.pass(30 * day)
    assert.deepEqual(market.money(id), [11_730, 70, 5_000, 0])
  })
  it('on all of it ends the trade', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    market.complain(id)
    market.does(seller, 'complaints', id, { type: 'agree' })
    assert.equal(market.of(id).status, 'refunded')
    assert.deepEqual(timers(market.of(id)), [])
  })
  it('is over, and its lock with it, when the money goes back another way', () => {
    const { market, id } = paidOrder()
    market.complain(id, 5_000)
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.deepEqual(market.of(id).locks, [])
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  })
})
