import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, type Memory, seller } from '../../test/memory.ts'
import { day } from '../kernel/time.ts'
import { paidOrder } from './test-orders.ts'
import { timers } from './timers.ts'

/** What only other rooms of the house can ask. */
function house(market: Memory, id: string, ...[type, more]: [type: string, more: object]): void {
  market.does('reaction', 'orders', id, { type, ...more })
}
function redress(
  market: Memory,
  id: string,
  ...[fen, more = {}]: [fen: bigint, more?: object]
): void {
  const what = { lockId: 'case/1', refundFen: fen, by: 'ruling', ref: 'case/1', ...more }
  house(market, id, 'redress', what)
}
function delivered() {
  const { market, id } = paidOrder()
  market.scan(market.ship(id), 'signed')
  return { market, id }
}
const kinds = (market: Memory, id: string) => timers(market.of(id)).map(({ kind }) => kind)

describe('redress: the one way in which money moves after a complaint or a return', () => {
  it('a split: its part to the buyer, the lock ends, the rest goes to the seller as usual', () => {
    const { market, id } = delivered()
    house(market, id, 'lock', { id: 'case/1', amountFen: 5_000n })
    redress(market, id, 2_000n)
    assert.deepEqual(market.of(id).locks, [])
    assert.deepEqual(market.money(id), [0, 0, 2_000, 14_800])
    assert.deepEqual(kinds(market, id), ['confirm', 'remind', 'hold'])
    market.pass(30 * day)
    // floor(148.00 × 6 ‰) = 0.88
    assert.deepEqual(market.money(id), [14_712, 88, 2_000, 0])
  })
  it('says who decided and which case says why', () => {
    for (const by of ['agreement', 'return', 'ruling', 'default']) {
      const { market, id } = delivered()
      redress(market, id, 100n, { by })
      const [due] = market.events(id).filter(({ type }) => type === 'order.refund_due')
      assert(due?.type === 'order.refund_due')
      assert.deepEqual([due.reason, due.ref], [by, 'case/1'])
    }
  })
  it('all of it ends the trade: no clock runs on, unsent goods are back on the shelf', () => {
    const { market, id } = paidOrder()
    redress(market, id, 16_800n)
    assert.equal(market.of(id).status, 'refunded')
    assert.deepEqual(timers(market.of(id)), [])
    assert.equal(market.stock('lst_1'), 10)
  })
  it('never more than what is still held, whatever was decided', () => {
    const { market, id } = delivered()
    redress(market, id, 99_999_999n)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
    redress(market, id, 1n)
    assert.deepEqual(market.money(id), [0, 0, 16_800, 0])
  })
  it('without a lock of that name, or of nothing, only does what is left to do', () => {
    const { market, id } = delivered()
    house(market, id, 'lock', { id: 'case/2', amountFen: 300n })
    redress(market, id, 0n)
    redress(market, id, 200n, { lockId: null })
    assert.deepEqual(market.of(id).locks, [{ id: 'case/2', amountFen: 300n }])
    assert.deepEqual(market.money(id), [0, 0, 200, 16_600])
  })
  it('moves nothing once the seller has the money, nor once the provider ended the hold', () => {
    const { market, id } = delivered()
    market.pass(30 * day)
    redress(market, id, 5_000n)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
    const other = delivered()
    house(other.market, other.id, 'lock', { id: 'case/1', amountFen: 5_000n })
    other.market.endHold(other.id)
    redress(other.market, other.id, 5_000n)
    assert.equal(other.market.money(other.id)[2], 0)
    assert.deepEqual(other.market.of(other.id).locks, [])
  })
  it('is nobody’s to ask for but the house’s', () => {
    const { market, id } = delivered()
    const wish = { type: 'redress', lockId: null, refundFen: 1n, by: 'ruling', ref: '' }
    for (const actor of [buyer, seller])
      assert.equal(market.refuses(actor, 'orders', id, wish), 'order.not_yours_to_do')
  })
})

describe('a lock', () => {
  it('of the same name replaces: the claim has changed', () => {
    const { market, id } = delivered()
    house(market, id, 'lock', { id: 'case/1', amountFen: 5_000n })
    house(market, id, 'lock', { id: 'case/2', amountFen: 100n })
    house(market, id, 'lock', { id: 'case/1', amountFen: 3_000n })
    const locks = market.of(id).locks.toSorted((a, b) => a.id.localeCompare(b.id))
    assert.deepEqual(locks, [
      { id: 'case/1', amountFen: 3_000n },
      { id: 'case/2', amountFen: 100n },
    ])
  })
})
