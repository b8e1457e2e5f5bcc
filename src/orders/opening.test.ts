import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { minute } from '../kernel/time.ts'
import type { Command, Facts, Refusal } from './model.ts'
import { facts, given, openAt, paidOrder, sold, wish } from './test-orders.ts'

const offered = facts('buyer', { offered: sold(16_800n) })
const [opened] = given().when(wish, offered).answer as [never]

describe('opening an order', () => {
  it('freezes what was offered, under the terms of the day', () => {
    const order = given().when(wish, offered).state
    assert(order.status === 'opened')
    assert.equal(order.totalFen, 16_800n)
    assert.equal(order.payBy, openAt + 15 * minute)
    assert.equal(order.collectCode, null)
  })
  it('gives a code of eight digits where something is collected in person', () => {
    const market = new Memory()
    const id = market.order({ fen: 100, kind: 'pickup' })
    assert.match(market.of(id).collectCode ?? '', /^[0-9]{8}$/)
  })
  it('needs no address where nothing is sent', () => {
    const digital = facts('buyer', { offered: sold(16_800n, 'digital') })
    const order = given().when({ ...wish, hasAddress: false }, digital).state
    assert.equal(order.status, 'opened')
  })
  it('takes the goods off the shelf; who comes too late is refused and leaves no order', () => {
    const market = new Memory()
    const listingId = market.publish({ fen: 500, stock: 1 })
    market.buy([{ listingId, quantity: 1 }], 500)
    assert.equal(market.stock(listingId), 0)
    const late = market.newOrderId()
    const wanted = market.wish([{ listingId, quantity: 1 }], 500)
    assert.equal(market.refuses(buyer, 'orders', late, wanted), 'listing.sold_out')
    assert.throws(() => market.of(late), /an order/)
  })
  it('takes one thing that stands twice in a basket twice off the shelf', () => {
    const market = new Memory()
    const listingId = market.publish({ fen: 500, stock: 2 })
    const twice = [1, 2].map(() => ({ listingId, quantity: 1 }))
    market.buy(twice, 1_000)
    assert.equal(market.stock(listingId), 0)
  })
})

describe('refusals of an opening, in order of precedence', () => {
  const own = { ...wish, buyerId: 'chen', expectedTotalFen: 1n, hasAddress: false }
  const dear = { ...own, buyerId: 'wang' }
  const homeless = { ...dear, expectedTotalFen: 16_800n }
  const warned = { offered: { ...sold(16_800n), warnings: ['below_factory_price' as const] } }
  const [thing] = sold(16_800n).items
  const gift = { ...thing, promotion: '全店满100减200' } as NonNullable<typeof thing>
  const free = { offered: { ...sold(16_800n), items: [gift] } }
  const rows: [past: [] | [never], command: Command, more: Partial<Facts>, code: Refusal][] = [
    [[opened], own, { offered: null }, 'order.exists'],
    [[], own, { offered: null }, 'order.nothing_offered'],
    [[], own, {}, 'order.own_goods'],
    [[], dear, {}, 'order.price_changed'],
    [[], { ...dear, expectedTotalFen: 0n }, free, 'order.nothing_to_pay'],
    [[], homeless, warned, 'order.address_missing'],
    [[], wish, warned, 'order.warning_unconfirmed'],
  ]
  for (const [past, command, more, code] of rows)
    it(code, () =>
      given(...past)
        .when(command, { ...offered, ...more })
        .refused(code),
    )
})

describe('R-35: a warning', () => {
  it('that has been confirmed is kept with what was sold', () => {
    const warnings = ['below_factory_price' as const]
    const { answer } = given().when(
      { ...wish, confirmed: warnings },
      { ...offered, offered: { ...sold(16_800n), warnings } },
    )
    assert(!isRefusal(answer))
    const [opening] = answer
    assert(opening?.type === 'order.opened')
    assert.deepEqual(opening.sold.warnings, warnings)
  })
})

describe('who may ask', () => {
  it('a stranger is told that there is no such order', () =>
    given(opened)
      .when({ type: 'cancel', reason: '' }, facts('stranger'))
      .refused('order.not_found'))
  it('nothing can be asked of an order that does not exist', () =>
    given().when({ type: 'confirm' }, facts('buyer')).refused('order.not_found'))
  const others: [Facts['role'], Command][] = [
    ['buyer', { type: 'hand_over', code: '00000000' }],
    ['buyer', { type: 'refund', amountFen: 1n, reason: '' }],
    ['buyer', { type: 'moved', no: '1' }],
    ['buyer', { type: 'pay', amountFen: 1n, paidAt: 0, holdExpiresAt: 0 }],
    ['seller', { type: 'confirm' }],
    ['seller', { type: 'open_digital' }],
    ['seller', { type: 'refund_overdue' }],
    ['seller', { type: 'deliver', parcelId: 'p', at: 0 }],
    ['seller', { type: 'time', kind: 'release' }],
    ['house', { type: 'confirm' }],
    ['house', { type: 'cancel', reason: 'because' }],
  ]
  for (const [role, command] of others)
    it(`a ${role} may not ${command.type}`, () =>
      given(opened).when(command, facts(role)).refused('order.not_yours_to_do'))
})

describe('cancelling', () => {
  it('before payment, the provider is asked to close; only its answer frees the goods', () => {
    const market = new Memory()
    const listingId = market.publish({ fen: 500, stock: 3 })
    const id = market.buy([{ listingId, quantity: 2 }], 1_000)
    market.provider = 'silent'
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.deepEqual([market.of(id).status, market.stock(listingId)], ['closing', 1])
    market.provider = 'prompt'
    market.provide()
    assert.deepEqual([market.of(id).status, market.stock(listingId)], ['cancelled', 3])
    assert.deepEqual(market.of(id).ending, { by: 'buyer', reason: 'cancelled' })
  })
  it('after payment, all goes back to the buyer and onto the shelf', () => {
    const { market, id } = paidOrder()
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.equal(market.of(id).status, 'cancelled')
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
    assert.equal(market.stock('lst_1'), 10)
  })
  it('of a part-shipped order, only what has not been sent', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 6_900 })
    market.ship(id, '1')
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.equal(market.of(id).status, 'shipped')
    assert.deepEqual(market.money(id), [0, 0, 6_900, 5_900])
    assert.deepEqual([market.stock('lst_1'), market.stock('lst_2')], [9, 10])
  })
  it('by the seller, with a reason that the buyer gets to read', () => {
    const { market, id } = paidOrder()
    market.as(seller, id, 'cancel', { reason: ' 缺货 ' })
    assert.deepEqual(market.of(id).ending, { by: 'seller', reason: '缺货' })
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  })
  it('money that comes while the payment closes is taken, and given back', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.provider = 'silent'
    market.as(buyer, id, 'cancel', { reason: '' })
    market.provider = 'prompt'
    market.pay(id)
    assert.equal(market.of(id).status, 'cancelled')
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
    assert.equal(market.stock('lst_1'), 10)
  })
  it('told of a closing that comes too late, it changes nothing', () => {
    const { market, id } = paidOrder()
    given(...market.events(id))
      .when({ type: 'payment_closed', by: 'us' }, facts('house'))
      .then()
    market.as(buyer, id, 'cancel', { reason: '' })
    given(...market.events(id))
      .when({ type: 'payment_closed', by: 'us' }, facts('house'))
      .then()
  })
  it('before the payment was even opened, ends all the same', () => {
    const market = new Memory()
    market.provider = 'silent'
    const id = market.order({ fen: 16_800 })
    market.as(buyer, id, 'cancel', { reason: '' })
    market.provider = 'prompt'
    market.provide()
    assert.equal(market.of(id).status, 'cancelled')
    assert.equal(market.stock('lst_1'), 10)
  })
})

describe('refusals of a cancelling, in order of precedence', () => {
  const { market, id } = paidOrder()
  const paid = market.events(id)
  market.ship(id)
  const shipped = market.events(id)
  it('order.reason_missing', () =>
    given(...shipped)
      .when({ type: 'cancel', reason: ' ' }, facts('seller'))
      .refused('order.reason_missing'))
  it('order.too_late_to_cancel: all of it has been sent', () =>
    given(...shipped)
      .when({ type: 'cancel', reason: '缺货' }, facts('seller'))
      .refused('order.too_late_to_cancel'))
  it('order.too_late_to_cancel: the buyer after shipping', () =>
    given(...shipped)
      .when({ type: 'cancel', reason: '' }, facts('buyer'))
      .refused('order.too_late_to_cancel'))
  it('order.too_late_to_cancel: it is closing already', () => {
    const asked = given(opened).when({ type: 'cancel', reason: '' }, facts('buyer'))
    const events = asked.answer as [never]
    given(opened, ...events)
      .when({ type: 'cancel', reason: '' }, facts('buyer'))
      .refused('order.too_late_to_cancel')
  })
  it('and none while something waits', () => {
    const { state } = given(...paid).when({ type: 'cancel', reason: '' }, facts('buyer'))
    assert.equal(state.status, 'cancelled')
  })
})
