import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { theftActor } from './facts.ts'
import type { Command, Event, Facts, Refusal } from './model.ts'
import { payoutTimers } from './payout.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const at = 1_000_000_000
const owner: Facts = { at, on: '2026-11-22', house: false, operator: false, personId: 'li' }
const house: Facts = { at, on: '2026-11-22', house: true, operator: false, personId: null }
const opened: Event = {
  type: 'shop.opened',
  shopId: 'shp_abcdefghijklmnopqrstuvwxyz',
  name: '小雨美妆',
  ownerId: 'li',
  feePerMille: 6,
  payeeRef: 'payee-of-her-own',
  at: 1_000,
}
const thiefs = { payeeRef: 'payee-of-a-thief', tail: '6666' }
const change: Command = { type: 'change_payout', factor: 'code', ...thiefs }
const wish = { ...thiefs, factor: 'code', askedAt: at, dueAt: at + day } as const
const asked: Event = { type: 'shop.payout_asked', wish }
const changed: Event = { type: 'shop.payout_changed', at: at + day, ...thiefs }
const freeze = (since: number, more: object = {}): Command => ({
  ...{ type: 'freeze', since, by: 'owner', listingIds: [], orderIds: [] },
  ...more,
})
const frozen = (since: number, now = at): Event => ({
  ...{ type: 'shop.frozen', listingIds: [], orderIds: [] },
  freeze: { since, at: now, by: 'owner' },
})

/** Who is silent, and what happens then: the table of README.md, a row a test. */
describe('R-27: who is silent about a payout account', () => {
  it('asked · owner: it counts after 24 hours', () => {
    const { state } = given(opened, asked)
    assert.deepEqual(payoutTimers(state), [{ kind: 'payout', dueAt: at + day }])
    given(opened, asked)
      .when({ type: 'time', kind: 'payout' }, { ...house, at: at + day })
      .then(changed)
  })
  it('asked · thief: the owner stops it without a second proof', () =>
    given(opened, asked)
      .when({ type: 'stop_payout' }, owner)
      .then({ type: 'shop.payout_stopped', by: 'owner' }))
  it('asked anew: a whole day again', () => {
    const later = { ...owner, at: at + 23 * hour }
    const { state } = given(opened, asked, {
      type: 'shop.payout_asked',
      wish: { ...wish, askedAt: later.at, dueAt: later.at + day },
    })
    assert.deepEqual(payoutTimers(state), [{ kind: 'payout', dueAt: later.at + day }])
  })
  it('frozen · owner: nothing waits, and no time lifts it', () =>
    assert.deepEqual(payoutTimers(given(opened, asked, frozen(at)).state).length, 1))
})

describe('R-27: a theft that is declared', () => {
  it('stops a change that waits', () =>
    given(opened, asked)
      .when(freeze(at), house)
      .then(frozen(at), { type: 'shop.payout_stopped', by: 'theft' }))
  it('takes back a change that counts since, and keeps one from before', () => {
    const now = { ...house, at: at + 3 * day }
    const back: Event = {
      type: 'shop.payout_reverted',
      payeeRef: 'payee-of-her-own',
      tail: null,
      at: now.at,
      since: at,
    }
    given(opened, asked, changed).when(freeze(at), now).then(frozen(at, now.at), back)
    given(opened, asked, changed)
      .when(freeze(at + 2 * day), now)
      .then(frozen(at + 2 * day, now.at))
    const { state } = given(opened, asked, changed, frozen(at, now.at), back)
    assert(state.status === 'open')
    assert.equal(state.payeeRef, 'payee-of-her-own')
    // Declared once more, as if it had begun only when the thief was paid already.
    const later = { ...now, at: now.at + hour }
    given(opened, asked, changed, frozen(at, now.at), back)
      .when(freeze(at + 2 * day), later)
      .then(frozen(at + 2 * day, later.at))
  })
  it('is lifted by the owner', () =>
    given(opened, frozen(at))
      .when({ type: 'thaw', factor: 'passkey', orderIds: [] }, owner)
      .then({ type: 'shop.thawed', orderIds: [] }))
})

describe('refusals, in order of precedence', () => {
  const other = { ...owner, personId: 'thief' }
  const bad = { ...change, payeeRef: 'x', tail: null }
  const rows: [Event[], Command, Facts, Refusal][] = [
    [[], freeze(at), house, 'shop.not_found'],
    [[opened], { type: 'time', kind: 'payout' }, house, 'shop.not_due'],
    [[opened, asked], { type: 'time', kind: 'payout' }, house, 'shop.not_due'],
    [[opened], change, house, 'shop.not_found'],
    [[opened], freeze(at), owner, 'shop.not_found'],
    [[opened, frozen(at)], bad, other, 'shop.not_found'],
    [[opened], { type: 'stop_payout' }, owner, 'shop.no_payout_wish'],
    [[opened], { type: 'thaw', factor: 'code', orderIds: [] }, owner, 'shop.not_frozen'],
    [[opened, frozen(at), { type: 'shop.closed' }], bad, owner, 'shop.closed'],
    [[opened, frozen(at)], bad, owner, 'shop.frozen'],
    [[opened], bad, owner, 'shop.payout_unusable'],
    [[opened], { ...change, tail: '12345' }, owner, 'shop.payout_unusable'],
    [[opened], { ...change, payeeRef: 'payee-of-her-own' }, owner, 'shop.payout_same'],
  ]
  for (const [past, command, facts, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, facts)
        .refused(code))
})

describe('R-27: what was sold while somebody else had the shop', () => {
  function stolen() {
    const market = new Memory()
    const honest = market.paid({ fen: 16_800 })
    market.pass(hour)
    const since = market.at
    const bait = market.publish({ fen: 9_900 })
    const sold = market.buy([{ listingId: bait, quantity: 1 }], 9_900)
    market.pay(sold)
    const unpaid = market.buy([{ listingId: bait, quantity: 1 }], 9_900)
    const body = freeze(since, { listingIds: [bait], orderIds: [sold, unpaid] })
    market.does(`${theftActor}1`, 'shops', 'shop', body)
    return { market, honest, sold, unpaid, bait }
  }

  it('suspected · seller: her own money is untouched, and what came since is not paid out', () => {
    const { market, honest, sold } = stolen()
    assert.deepEqual(market.of(honest).locks, [])
    assert.deepEqual(market.of(sold).locks, [{ id: 'theft', amountFen: 9_900n }])
    market.scan(market.ship(sold), 'signed')
    market.pass(60 * day)
    assert.equal(market.of(sold).status, 'delivered', 'no clock confirms it')
  })
  it('suspected · buyer: what is not sent goes back by the ship promise, as ever', () => {
    const { market, sold } = stolen()
    market.pass(4 * day)
    assert.deepEqual(market.money(sold), [0, 0, 9_900, 0])
  })
  it('suspected · everybody: before the hold ends it goes back to the buyer', () => {
    const { market, sold } = stolen()
    market.scan(market.ship(sold), 'signed')
    market.pass(178 * day)
    assert.deepEqual(market.money(sold), [0, 0, 9_900, 0])
  })
  it('unpaid · buyer: it is closed before anything is paid', () => {
    const { market, unpaid } = stolen()
    assert.equal(market.of(unpaid).status, 'cancelled')
  })
  it('once thawed it goes its way to the seller', () => {
    const { market, sold } = stolen()
    market.does(seller, 'shops', 'shop', { type: 'thaw', factor: 'code', orderIds: [sold] })
    assert.deepEqual(market.of(sold).locks, [])
    market.scan(market.ship(sold), 'signed')
    market.pass(20 * day)
    assert.equal(market.of(sold).status, 'settled')
  })
  it('a second declaration changes nothing of what is stopped already', () => {
    const { market, sold } = stolen()
    const again = freeze(0, { orderIds: [sold] })
    assert.deepEqual(market.does(`${theftActor}2`, 'shops', 'shop', again), ['shop.frozen'])
  })
})
