import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory, seller } from '../../test/memory.ts'
import type { Command, Event, Facts, Refusal } from './model.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const asBuyer: Facts = { at: 1_000, orderId: 'ord_1', role: 'buyer', freeFen: 120_000n }
const asSeller: Facts = { ...asBuyer, role: 'seller' }
const words = { issue: 'damaged', text: '瓶身有裂纹' } as const
const claim = (amountFen: bigint | null): Command => ({ type: 'open', amountFen, ...words })
const opened: Event = {
  type: 'complaint.opened',
  complaintId: 'ord_1/1',
  amountFen: 50_000n,
  ...words,
  at: 1_000,
}
const withdrawn: Event = { type: 'complaint.withdrawn', complaintId: 'ord_1/1' }
const agreed: Event = { type: 'complaint.agreed', complaintId: 'ord_1/1', amountFen: 50_000n }

describe('a complaint', () => {
  it('R-78: locks exactly what is claimed', () =>
    given().when(claim(50_000n), asBuyer).then(opened))
  it('that names no amount claims all that is held', () => {
    const { state } = given().when(claim(null), asBuyer)
    assert(state.status === 'open')
    assert.equal(state.amountFen, 120_000n)
  })
  it('is withdrawn by the buyer, agreed to by the seller', () => {
    given(opened).when({ type: 'withdraw' }, asBuyer).then(withdrawn)
    given(opened).when({ type: 'agree' }, asSeller).then(agreed)
  })
  it('can be made again, under a number of its own', () => {
    for (const past of [withdrawn, agreed]) {
      const { state } = given(opened, past).when(claim(1n), asBuyer)
      assert(state.status === 'open')
      assert.deepEqual([state.complaintId, state.count], ['ord_1/2', 2])
    }
  })
})

describe('refusals, in order of precedence', () => {
  const nothing = { freeFen: 0n }
  const rows: [Event[], Command, Partial<Facts>, Refusal][] = [
    [[opened], claim(0n), { ...nothing, role: 'stranger' }, 'complaint.not_found'],
    [[opened], claim(0n), { ...nothing, role: 'seller' }, 'complaint.not_yours_to_do'],
    [[opened], claim(0n), { ...nothing, role: 'house' }, 'complaint.not_yours_to_do'],
    [[opened], claim(0n), nothing, 'complaint.already_open'],
    [[], claim(0n), nothing, 'complaint.nothing_held'],
    [[], claim(0n), {}, 'complaint.amount_too_high'],
    [[], claim(-1n), {}, 'complaint.amount_too_high'],
    [[], claim(120_001n), {}, 'complaint.amount_too_high'],
    [[], { type: 'withdraw' }, { role: 'stranger' }, 'complaint.not_found'],
    [[], { type: 'withdraw' }, { role: 'seller' }, 'complaint.not_yours_to_do'],
    [[], { type: 'withdraw' }, {}, 'complaint.not_open'],
    [[opened, withdrawn], { type: 'withdraw' }, {}, 'complaint.not_open'],
    [[], { type: 'agree' }, {}, 'complaint.not_yours_to_do'],
    [[opened, agreed], { type: 'agree' }, { role: 'seller' }, 'complaint.not_open'],
  ]
  for (const [past, command, more, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, { ...asBuyer, ...more })
        .refused(code))
})

describe('who is who', () => {
  it('only the two sides of an order know of it', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    const stranger = market.refuses('person:zhang', 'complaints', id, claim(null))
    assert.equal(stranger, 'complaint.not_found')
    assert.equal(market.refuses(seller, 'complaints', id, claim(null)), 'complaint.not_yours_to_do')
    assert.equal(
      market.refuses(buyer, 'complaints', id, { type: 'agree' }),
      'complaint.not_yours_to_do',
    )
  })
  it('nothing is held before payment, nor after all went back', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    assert.equal(market.refuses(buyer, 'complaints', id, claim(null)), 'complaint.nothing_held')
    market.pay(id)
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.equal(market.refuses(buyer, 'complaints', id, claim(null)), 'complaint.nothing_held')
  })
})
