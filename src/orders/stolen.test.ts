import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { noticeText } from './disowned.ts'

const report = { type: 'report_unauthorised' }
const withdraw = { type: 'withdraw_report' }

/** Who is silent, and what happens then: the table of README.md, a row a test. */
describe('R-27: a payment that its buyer disowns', () => {
  it('is stamped, held back, and told to the provider in the same moment', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.pass(hour)
    const events = market.does(buyer, 'orders', id, report)
    assert.deepEqual(events, ['order.unauthorised', 'order.locked', 'payment.notice_due'])
    assert.equal(market.of(id).unauthorisedAt, market.at)
    assert.deepEqual(market.of(id).locks, [{ id: 'unauthorised', amountFen: 16_800n }])
  })
  it('reported · provider: the notice is told again until it is taken, once', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.provider = 'silent'
    market.does(buyer, 'orders', id, report)
    const taken = { type: 'notified', providerNo: 'P1' }
    assert.deepEqual(market.does('dispatcher', 'payments', id, taken), ['payment.notice_taken'])
    assert.deepEqual(market.does('dispatcher', 'payments', id, taken), [])
  })
  it('reported anew in the same moment: another notice, under a number of its own', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    for (const wish of [report, withdraw, report, withdraw, report])
      market.does(buyer, 'orders', id, wish)
    const numbers = market.log.flatMap(({ event }) =>
      event.type === 'payment.notice_due' ? [(event as unknown as { no: string }).no] : [],
    )
    assert.equal(numbers.length, 3)
    assert.equal(new Set(numbers).size, 3, String(numbers))
  })
  it('reported and taken back five times: the provider is not told without end', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    for (let time = 0; time < 5; time++) {
      market.does(buyer, 'orders', id, report)
      market.does(buyer, 'orders', id, withdraw)
    }
    assert.equal(market.refuses(buyer, 'orders', id, report), 'order.reported_often')
    assert.deepEqual(market.of(id).locks, [])
  })
  it('reported · seller: nothing is paid out, whatever is delivered', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.does(buyer, 'orders', id, report)
    market.scan(market.ship(id), 'signed')
    market.pass(60 * day)
    assert.equal(market.of(id).status, 'delivered')
  })
  it('reported · buyer: before the hold ends the money goes back to the payer', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.does(buyer, 'orders', id, report)
    market.scan(market.ship(id), 'signed')
    market.pass(178 * day)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  })
  it('taken back · buyer: the order goes on where it stood', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.does(buyer, 'orders', id, report)
    const events = market.does(buyer, 'orders', id, withdraw)
    assert.deepEqual(events, ['order.report_withdrawn', 'order.unlocked'])
    market.scan(market.ship(id), 'signed')
    market.pass(20 * day)
    assert.equal(market.of(id).status, 'settled')
  })
  it('is said in words that name the moment, the sum and the article', () => {
    const at = Date.parse('2026-03-08T10:05:00+08:00')
    const { zh, en } = noticeText({
      paymentNo: 'p1',
      paidFen: 16_800n,
      paidAt: at,
      reportedAt: at,
    })
    for (const part of ['2026-03-08 10:05', '168.00', '电子商务法 第五十七条第二款'])
      assert.ok(zh.includes(part) && en.includes(part), part)
  })

  it('is refused, in this order', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    assert.equal(market.refuses(seller, 'orders', id, report), 'order.not_yours_to_do')
    assert.equal(market.refuses(buyer, 'orders', id, report), 'order.not_paid')
    assert.equal(market.refuses(buyer, 'orders', id, withdraw), 'order.not_reported')
    market.pay(id)
    market.does(buyer, 'orders', id, report)
    assert.equal(market.refuses(buyer, 'orders', id, report), 'order.reported_already')
  })
})
