import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import type { Command, Event, Refusal } from './model.ts'
import { facts, given, openAt, paidOrder } from './test-orders.ts'

/** The same, signed in with the number of the order. */
const known = 'person:wang'

const shipping = {
  type: 'ship',
  itemIds: ['1'],
  parcelId: 'pcl_1',
  carrierId: 'sudi',
  trackingNo: 'SD0000000001',
  content: '密码 8421',
} as const

describe('shipping', () => {
  it('registers a parcel, whose carrier alone tells of it from now on', () => {
    const { market, id } = paidOrder()
    const parcel = market.ship(id)
    assert.equal(market.of(id).status, 'shipped')
    market.scan(parcel, 'accepted')
    assert.equal(market.refuses(seller, 'parcels', parcel, scan(market)), 'parcel.not_found')
  })
  it('keeps the content of digital goods closed and needs no carrier', () => {
    const market = new Memory()
    const id = market.paid({ fen: 500, kind: 'digital' })
    assert.deepEqual(market.as(seller, id, 'ship', { ...shipping, carrierId: null }), [
      'order.shipped',
    ])
    assert.equal(market.of(id).parcels[0]?.deliveredAt, null)
  })
  it('is possible during the grace after a broken promise', () => {
    const { market, id } = paidOrder()
    market.pass(49 * hour)
    assert.equal(market.of(id).status, 'overdue')
    market.ship(id)
    market.pass(2 * day)
    assert.equal(market.of(id).status, 'shipped')
  })
})

describe('refusals of shipping, in order of precedence', () => {
  const market = new Memory()
  const opened = market.order({ fen: 5_900 }, { fen: 6_900, kind: 'digital' })
  const unpaid = market.events(opened)
  market.pay(opened)
  const paid = market.events(opened)
  const wrong = { ...shipping, itemIds: ['1', '9'], trackingNo: null, content: ' ' }
  const rows: [Event[], Partial<typeof wrong>, Refusal][] = [
    [unpaid, {}, 'order.not_paid'],
    [paid, {}, 'order.item_not_awaiting'],
    [paid, { itemIds: ['1', '1'] }, 'order.item_not_awaiting'],
    [paid, { itemIds: [] }, 'order.item_not_awaiting'],
    [paid, { itemIds: ['1', '2'] }, 'order.items_differ_in_kind'],
    [paid, { itemIds: ['1'] }, 'order.tracking_missing'],
    [paid, { itemIds: ['2'] }, 'order.content_missing'],
  ]
  for (const [past, more, code] of rows)
    it(`${code}, ${(more.itemIds ?? wrong.itemIds).join(' and ') || 'nothing'}`, () =>
      given(...past)
        .when({ ...wrong, ...more } as Command, facts('seller'))
        .refused(code))
})

describe('handing over in person', () => {
  const ready = (kind: 'pickup' | 'service') => {
    const market = new Memory()
    const id = market.paid({ fen: 500, kind })
    market.ship(id)
    return { market, id, code: market.of(id).collectCode ?? '' }
  }
  it('counts as delivered when the buyer shows the code', () => {
    const { market, id, code } = ready('pickup')
    market.as(seller, id, 'hand_over', { code })
    assert.equal(market.of(id).status, 'delivered')
  })
  it('is over once the money went back', () => {
    const { market, id, code } = ready('service')
    market.as(seller, id, 'refund', { amountFen: 500n, reason: '' })
    const refused = market.refuses(seller, 'orders', id, { type: 'hand_over', code })
    assert.equal(refused, 'order.nothing_to_collect')
  })
  it('refusals, in order of precedence', () => {
    const { market, id, code } = ready('pickup')
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const before = market.events(id).filter(({ type }) => type !== 'order.shipped')
    given(...before)
      .when({ type: 'hand_over', code: wrong }, facts('seller'))
      .refused('order.nothing_to_collect')
    for (const bad of [wrong, '', '1234567', '一二三四五六七八', `${code}0`])
      given(...market.events(id))
        .when({ type: 'hand_over', code: bad }, facts('seller'))
        .refused('order.code_wrong')
  })
})

describe('digital goods', () => {
  const sent = () => {
    const market = new Memory()
    const id = market.paid({ fen: 500, kind: 'digital' })
    const nothing = market.refuses(buyer, 'orders', id, { type: 'open_digital' })
    assert.equal(nothing, 'order.nothing_to_collect')
    market.ship(id)
    return { market, id }
  }
  it('are delivered when the buyer opens them', () => {
    const { market, id } = sent()
    market.as(buyer, id, 'open_digital')
    assert.equal(market.of(id).status, 'delivered')
  })
  it('stay closed once the money went back: nobody gets both', () => {
    const { market, id } = sent()
    market.pass(16 * day)
    assert.equal(market.of(id).status, 'refunded')
    const refused = market.refuses(buyer, 'orders', id, { type: 'open_digital' })
    assert.equal(refused, 'order.nothing_to_collect')
  })
})

describe('confirming', () => {
  it('counts as delivered what no carrier has reported', () => {
    const { market, id } = paidOrder()
    market.ship(id)
    assert.deepEqual(market.as(known, id, 'confirm'), ['order.delivered', 'order.received'])
    assert.equal(market.of(id).items[0]?.status, 'delivered')
  })
  it('R-79: whoever only has the link, as a seller may who sent it, says nothing of what travels', () => {
    const { market, id } = paidOrder()
    const parcelId = market.ship(id)
    const tries = () => market.tries(buyer, 'orders', id, { type: 'confirm' })
    assert.equal(tries(), 'order.confirm_unproven')
    market.scan(parcelId, 'signed')
    assert.equal(tries(), null, 'a carrier has said it')
  })
  it('leaves out what was refunded before', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 6_900 })
    market.ship(id, '1')
    market.as(seller, id, 'refund_items', { itemIds: ['2'], reason: '' })
    market.as(known, id, 'confirm')
    assert.equal(market.of(id).status, 'received')
  })
  it('refusals, in order of precedence', () => {
    const market = new Memory()
    const id = market.order({ fen: 5_900 }, { fen: 6_900 })
    const refused = () => market.refuses(known, 'orders', id, { type: 'confirm' })
    assert.equal(refused(), 'order.not_paid')
    market.pay(id)
    market.ship(id, '1')
    assert.equal(refused(), 'order.not_all_shipped')
    market.ship(id, '2')
    market.as(known, id, 'confirm')
    assert.equal(refused(), 'order.already_received')
    const other = market.paid({ fen: 100 })
    market.as(buyer, other, 'cancel', { reason: '' })
    assert.equal(market.refuses(buyer, 'orders', other, { type: 'confirm' }), 'order.nothing_held')
  })
})

describe('what the carrier says', () => {
  const { market, id } = paidOrder()
  const parcelId = market.ship(id)
  const past = market.events(id)
  const later = facts('house', { at: openAt + 3 * day })
  it('a parcel of another order is unknown', () =>
    given(...past)
      .when({ type: 'word', parcelId: 'pcl_other', at: 0 }, later)
      .refused('order.parcel_unknown'))
  it('is never later than now, and nothing arrives before it was sent', () => {
    given(...past)
      .when({ type: 'deliver', parcelId, at: later.at + day }, later)
      .then({ type: 'order.delivered', parcelId, at: later.at })
    given(...past)
      .when({ type: 'deliver', parcelId, at: openAt - day }, later)
      .then({ type: 'order.delivered', parcelId, at: openAt })
  })
  it('puts off the doubt, and takes it back', () => {
    const { market: own, id: order } = paidOrder()
    const parcel = own.ship(order)
    own.pass(11 * day)
    assert.equal(own.of(order).parcels[0]?.doubted, true)
    own.scan(parcel, 'out_for_delivery')
    assert.equal(own.of(order).parcels[0]?.doubted, false)
    own.pass(9 * day)
    assert.equal(own.of(order).status, 'shipped')
  })
  it('changes nothing after the goods were confirmed', () =>
    given(...past, { type: 'order.delivered', parcelId, at: later.at })
      .when({ type: 'come_back', parcelId, lost: true }, later)
      .then())
  for (const lost of [false, true])
    it(`${lost ? 'lost' : 'returned'}: the buyer gets the money of that parcel`, () => {
      const own = new Memory()
      const order = own.paid({ fen: 5_900 }, { fen: 6_900 })
      const parcel = own.ship(order, '1')
      own.scan(parcel, lost ? 'lost' : 'returned')
      assert.deepEqual(own.money(order), [0, 0, 5_900, 6_900])
      assert.equal(own.stock('lst_1'), 9, 'whether it can be sold again, the seller says')
    })
  it('a parcel that comes back after part of the price: what is left, and no more', () => {
    const { market: own, id: order } = paidOrder()
    const parcel = own.ship(order)
    own.as(seller, order, 'refund', { amountFen: 1_800n, reason: '破损' })
    own.scan(parcel, 'returned')
    assert.deepEqual(own.money(order), [0, 0, 16_800, 0])
    assert.equal(own.of(order).status, 'refunded')
  })
})

function scan(market: Memory): object {
  return { type: 'scan', scan: { kind: 'signed', at: market.at, place: '', consented: false } }
}
