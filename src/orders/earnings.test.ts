import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer } from '../../test/memory.ts'
import { day } from '../kernel/time.ts'
import { earning } from './earnings.ts'
import { paidOrder } from './test-orders.ts'
import { windowEndsAt } from './timers.ts'

describe('what comes to the seller, when, and why not sooner', () => {
  it('nothing begins before it is shipped', () => {
    const { market, id } = paidOrder()
    const { heldFen, dueAt, why } = earning(market.of(id))
    assert.deepEqual([heldFen, dueAt, why], [16_800n, null, 'unshipped'])
  })
  it('on the road it waits for the carrier', () => {
    const { market, id } = paidOrder()
    market.ship(id)
    assert.equal(earning(market.of(id)).why, 'under_way')
  })
  it('delivered, it comes if nobody complains; confirmed, when the return period is over', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    const waiting = earning(market.of(id))
    assert.deepEqual([waiting.why, waiting.dueFen], ['inspection', 16_700n])
    assert.ok(waiting.dueAt !== null)
    market.as(buyer, id, 'confirm')
    const confirmed = earning(market.of(id))
    assert.deepEqual(
      [confirmed.why, confirmed.dueAt],
      ['return_period', windowEndsAt(market.of(id))],
    )
  })
  it('disputed, no date is promised', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    market.complain(id)
    const { why, dueAt, dueFen } = earning(market.of(id))
    assert.deepEqual([why, dueAt, dueFen], ['disputed', null, 0n])
  })
  it('settled, its parts make up what was paid, to the fen', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    market.as(buyer, id, 'confirm')
    market.pass(20 * day)
    const { heldFen, releasedFen, feeFen, refundedFen, why } = earning(market.of(id))
    assert.deepEqual([heldFen, why], [0n, 'ended'])
    assert.equal(releasedFen + feeFen + refundedFen, 16_800n)
  })
})
