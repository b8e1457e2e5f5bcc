import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'

const term = { type: 'propose_term', text: '10日内发货,逾期退全款', shipWithinHours: 240 }

describe('R-38: a term of the order’s own', () => {
  it('signed by the seller it rules the order: ten days, and then the money back', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    assert.deepEqual(market.does(buyer, 'orders', id, term), ['order.term_proposed'])
    assert.deepEqual(market.as(seller, id, 'sign_term'), ['order.term_signed'])
    market.pass(9 * day)
    assert.equal(market.of(id).status, 'paid', 'the printed 48 hours do not count')
    market.pass(day + hour)
    market.as(buyer, id, 'refund_overdue')
    assert.equal(market.money(id)[2], 16_800)
  })
  it('proposed before payment, it counts from the payment', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    market.does(buyer, 'orders', id, term)
    market.as(seller, id, 'sign_term')
    market.pay(id)
    assert.equal(market.of(id).items[0]?.readyBy, market.at + 10 * day)
  })
  it('unsigned it changes nothing', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.does(buyer, 'orders', id, term)
    market.pass(48 * hour + 11_000)
    assert.equal(market.of(id).status, 'overdue')
  })
  it('refusals, in order of precedence', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    const sign = { type: 'sign_term' }
    assert.equal(market.refuses(seller, 'orders', id, term), 'order.not_yours_to_do')
    assert.equal(market.refuses(seller, 'orders', id, sign), 'order.term_not_open')
    const empty = { ...term, text: ' ' }
    assert.equal(market.refuses(buyer, 'orders', id, empty), 'order.term_unusable')
    market.does(buyer, 'orders', id, term)
    market.ship(id)
    assert.equal(market.refuses(seller, 'orders', id, sign), 'order.term_too_late')
    assert.equal(market.refuses(buyer, 'orders', id, empty), 'order.term_too_late')
  })
  it('signed, it is not written over by another proposal', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.does(buyer, 'orders', id, term)
    market.as(seller, id, 'sign_term')
    const another = { ...term, text: '随时可退', shipWithinHours: null }
    assert.equal(market.refuses(buyer, 'orders', id, another), 'order.term_agreed')
    assert.equal(market.of(id).ownTerm?.text, term.text)
  })
  it('is proposed twenty times at most', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    for (let time = 0; time < 20; time++) market.does(buyer, 'orders', id, term)
    assert.equal(market.refuses(buyer, 'orders', id, term), 'order.term_too_often')
    market.as(seller, id, 'sign_term')
  })
})
