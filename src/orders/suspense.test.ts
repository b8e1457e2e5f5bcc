import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Memory, seller } from '../../test/memory.ts'

/** 168.00, of which 50.00 was disputed when the provider ended the hold by itself. */
function hung(): { market: Memory; id: string } {
  const market = new Memory()
  const id = market.paid({ fen: 16_800 })
  market.scan(market.ship(id), 'signed')
  market.complain(id, 5_000)
  market.endHold(id)
  assert.equal(market.balance('psp.suspense'), -5_000n)
  return { market, id }
}

const settle = (market: Memory, id: string, action: string, amountFen: bigint, seen?: number) => ({
  type: 'settle_suspense',
  action,
  amountFen,
  movements: seen ?? market.of(id).movements.length,
  ref: 'p1',
})
const does = (at: { market: Memory; id: string }, action: string, fen: bigint) =>
  at.market.does('desk:p1', 'orders', at.id, settle(at.market, at.id, action, fen))
const refuses = (at: { market: Memory; id: string }, action: string, fen: bigint, seen?: number) =>
  at.market.refuses('desk:p1', 'orders', at.id, settle(at.market, at.id, action, fen, seen))

describe('money that hangs after the hold has ended', () => {
  it('is paid back outside: the seller bears it, and no less hangs than was said', () => {
    const at = hung()
    does(at, 'outside', 2_000n)
    assert.equal(at.market.balance('psp.suspense'), -3_000n)
    does(at, 'outside', 3_000n)
    assert.deepEqual(at.market.money(at.id), [11_800, 0, 5_000, 0])
    assert.equal(at.market.balance('psp.suspense'), 0n)
    assert.equal(at.market.balance('seller.settled'), 11_800n)
    assert.equal(at.market.balance('buyer.refunded'), 5_000n)
    assert.equal(refuses(at, 'outside', 1n), 'order.amount_too_high')
  })

  it('stays with the seller when the dispute is over, and not before', () => {
    const at = hung()
    assert.equal(refuses(at, 'to_seller', 5_000n), 'order.still_disputed')
    for (const lock of at.market.of(at.id).locks)
      at.market.does('reaction', 'orders', at.id, { type: 'unlock', id: lock.id })
    does(at, 'to_seller', 2_000n)
    does(at, 'to_seller', 3_000n)
    assert.deepEqual(at.market.money(at.id), [16_800, 0, 0, 0])
    assert.equal(at.market.balance('psp.suspense'), 0n)
    assert.equal(at.market.balance('seller.settled'), 16_800n)
  })

  it('a note moves nothing', () => {
    const at = hung()
    assert.deepEqual(does(at, 'note', 0n), ['order.suspense_settled'])
    assert.equal(at.market.balance('psp.suspense'), -5_000n)
  })

  it('is refused in this order, and to anybody else', () => {
    const at = hung()
    assert.equal(refuses(at, 'outside', 0n, 99), 'order.changed_meanwhile')
    assert.equal(refuses(at, 'to_buyer', 1n), 'order.hold_is_over')
    assert.equal(refuses(at, 'outside', 0n), 'order.amount_too_high')
    const held = new Memory()
    const id = held.paid({ fen: 16_800 })
    assert.equal(refuses({ market: held, id }, 'outside', 1n), 'order.nothing_hangs')
    const wish = settle(at.market, at.id, 'outside', 1n)
    assert.equal(at.market.refuses(seller, 'orders', at.id, wish), 'order.not_yours_to_do')
  })
})

describe('money that nobody asked for, held at the provider', () => {
  it('goes back to the buyer through the provider', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    // A second payment that the provider cannot say how long it holds: it fits nothing.
    market.fact(id, { kind: 'payment', dedupeKey: 'more', amountFen: 700n, holdExpiresAt: null })
    assert.equal(market.balance('psp.suspense'), 700n)
    does({ market, id }, 'to_buyer', 700n)
    assert.equal(market.balance('psp.suspense'), 0n)
    assert.equal(market.balance('buyer.refunded'), 700n)
    assert.deepEqual(market.money(id), [0, 0, 0, 16_800], 'the trade itself goes on')
  })
})
