import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Memory } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import type { TimerKind } from './model.ts'
import { facts, given, paidOrder } from './test-orders.ts'
import { timers } from './timers.ts'

describe('a deadline', () => {
  const { market, id } = paidOrder()
  const past = market.events(id)
  const due = market.at + 48 * hour
  it('decides at its moment, and not a millisecond before', () => {
    given(...past)
      .when({ type: 'time', kind: 'ship' }, facts('house', { at: due - 1 }))
      .refused('order.not_due')
    given(...past)
      .when({ type: 'time', kind: 'ship' }, facts('house', { at: due }))
      .then({ type: 'order.overdue', itemIds: ['1'], cite: '电子商务法 第二十条' })
  })
  const others: TimerKind[] = ['pay', 'overdue', 'doubt', 'undelivered', 'confirm', 'release']
  for (const kind of [...others, 'repay'] as TimerKind[])
    it(`that nothing waits for is not due: ${kind}`, () =>
      given(...past)
        .when({ type: 'time', kind }, facts('house', { at: due + 400 * day }))
        .refused('order.not_due'))
  it('of one item leaves the others their own', () => {
    const own = new Memory()
    const order = own.paid({ fen: 5_900 }, { fen: 6_900, hours: 72 })
    own.pass(49 * hour)
    assert.deepEqual(
      own.of(order).items.map(({ status }) => status),
      ['overdue', 'awaiting'],
    )
    own.pass(24 * hour)
    assert.deepEqual(
      own.of(order).items.map(({ status }) => status),
      ['refunded', 'overdue'],
    )
  })
})

describe('a price that is covered by a deposit', () => {
  it('may be released once received, though the return window is open', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    const release = { type: 'time', kind: 'release' } as const
    const covered = facts('house', { at: market.at, covered: true })
    given(...market.events(id))
      .when(release, covered)
      .refused('order.not_due')
    market.as('guest:wang', id, 'confirm')
    const { answer } = given(...market.events(id)).when(release, covered)
    assert(Array.isArray(answer))
    assert.deepEqual(
      answer.map(({ type }) => type),
      ['order.release_due', 'order.fee_due'],
    )
  })
})

describe('the deadlines of an order', () => {
  it('are the earliest of each kind, so that the next is set when one has decided', () => {
    const market = new Memory()
    const id = market.paid({ fen: 5_900 }, { fen: 6_900, hours: 72 })
    const ships = timers(market.of(id)).filter(({ kind }) => kind === 'ship')
    assert.deepEqual(
      ships.map(({ dueAt }) => dueAt - market.at),
      [48 * hour],
    )
  })
})
