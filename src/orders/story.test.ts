import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, minute } from '../kernel/time.ts'

/** What has happened to this order, in the words of its journal. */
const story = (market: Memory, id: string) => market.events(id).map(({ type }) => type)

describe('the story of an order, word for word', () => {
  it('paid, scanned, signed for, confirmed, released', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    const parcel = market.ship(id)
    market.scan(parcel, 'accepted')
    market.scan(parcel, 'signed')
    market.as(buyer, id, 'confirm')
    market.pass(20 * day)
    assert.deepEqual(story(market, id), [
      'order.opened',
      'order.paid',
      'order.shipped',
      'order.carrier_spoke',
      'order.carrier_spoke',
      'order.delivered',
      'order.received',
      'order.right_ending',
      'order.release_due',
      'order.fee_due',
      'order.moved',
      'order.moved',
    ])
  })

  it('never paid: closed, expired, and money that comes after all goes back', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.pass(16 * minute)
    market.pay(id)
    assert.deepEqual(story(market, id), [
      'order.opened',
      'order.close_asked',
      'order.expired',
      'order.paid_in_vain',
      'order.moved',
    ])
  })

  it('cancelled before it was sent', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.as(buyer, id, 'cancel')
    assert.deepEqual(story(market, id).slice(2), [
      'order.cancelled',
      'order.refund_due',
      'order.moved',
    ])
  })

  it('a parcel that comes back', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'returned')
    assert.ok(story(market, id).includes('order.came_back'))
  })

  it('a release on its way when the hold ends is netted, and every posting is told', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'signed')
    market.as(buyer, id, 'confirm')
    market.provider = 'silent'
    market.pass(20 * day)
    market.endHold(id)
    market.provider = 'prompt'
    market.provide()
    assert.ok(story(market, id).includes('order.hold_netted'))
    const told = new Set(market.happened(id))
    for (const type of ['payment.hold_ended', 'ledger.transferred']) assert.ok(told.has(type), type)
  })

  it('a listing that is edited', () => {
    const market = new Memory()
    const listingId = market.publish({ fen: 16_800 })
    const body = { type: 'edit', offer: { ...market.offerOf(listingId), priceFen: 1n } }
    assert.deepEqual(market.does(seller, 'listings', listingId, body), ['listing.edited'])
  })
})
