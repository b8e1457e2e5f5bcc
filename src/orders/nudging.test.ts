import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { timers } from './timers.ts'

const nudge = (words: string) => ({ type: 'nudge', words })

function delivered() {
  const market = new Memory()
  const id = market.paid({ fen: 16_800 })
  market.scan(market.ship(id), 'signed')
  return { market, id }
}

describe('R-73: a word to a friend who sells', () => {
  it('is one of our own sentences, and changes no clock', () => {
    const { market, id } = delivered()
    const before = timers(market.of(id))
    assert.deepEqual(market.does(buyer, 'orders', id, nudge('swap')), ['order.nudged'])
    assert.deepEqual(timers(market.of(id)), before)
    assert.deepEqual(market.of(id).nudged, [{ words: 'swap', at: market.at }])
  })
  it('asks when it will be sent only while it is not', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    assert.equal(market.refuses(buyer, 'orders', id, nudge('swap')), 'order.nudge_unfitting')
    assert.deepEqual(market.does(buyer, 'orders', id, nudge('when')), ['order.nudged'])
    market.scan(market.ship(id), 'signed')
    assert.equal(market.refuses(buyer, 'orders', id, nudge('when')), 'order.nudge_unfitting')
  })
  it('comes once a day, and ten times at most', () => {
    const { market, id } = delivered()
    market.does(buyer, 'orders', id, nudge('swap'))
    assert.equal(market.refuses(buyer, 'orders', id, nudge('swap')), 'order.nudged_already')
    market.does(buyer, 'orders', id, nudge('return'))
    market.does(buyer, 'orders', id, nudge('fault'))
    for (let times = 3; times < 10; times++) {
      if (times % 3 === 0) market.pass(day)
      market.does(buyer, 'orders', id, nudge(['swap', 'return', 'fault'][times % 3] ?? ''))
    }
    market.pass(day)
    assert.equal(market.refuses(buyer, 'orders', id, nudge('swap')), 'order.nudged_already')
  })
  it('is the buyer’s to send', () => {
    const { market, id } = delivered()
    assert.equal(market.refuses(seller, 'orders', id, nudge('swap')), 'order.not_yours_to_do')
  })
})

describe('R-73: the last day of the right to return', () => {
  it('the buyer is reminded once, when it begins', () => {
    const { market, id } = delivered()
    const reminds = () => market.events(id).filter(({ type }) => type === 'order.right_ending')
    const timer = timers(market.of(id)).find(({ kind }) => kind === 'remind')
    assert(timer)
    market.pass(timer.dueAt - market.at - hour)
    assert.equal(reminds().length, 0)
    market.pass(2 * hour)
    const [told] = reminds()
    assert(told?.type === 'order.right_ending')
    assert.equal(told.until, timer.dueAt + day)
    market.pass(10 * day)
    assert.equal(reminds().length, 1)
  })
})
