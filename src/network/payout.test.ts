import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import type { Doubted } from '../orders/model.ts'
import { theftActor } from './facts.ts'
import type { Command, Event, Facts, Page, Refusal } from './model.ts'
import { payoutTimers } from './payout.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const at = 1_000_000_000
const day0 = { at, on: '2026-11-22', operator: false, page: null, webhookIds: [] } as const
const owner: Facts = { ...day0, house: false, personId: 'li' }
const house: Facts = { ...day0, house: true, personId: null }
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
const freeze = (since: number): Command => ({ type: 'freeze', since, by: 'owner' })
const frozen = (since: number, now = at, from = since): Event => ({
  ...{ type: 'shop.frozen', from, webhookIds: [] },
  freeze: { since, at: now, by: 'owner' },
})
const sweep: Command = { type: 'sweep' }
const atDesk: Event = {
  ...{ type: 'shop.frozen', from: at, webhookIds: [] },
  freeze: { since: at, at, by: 'desk' },
}
const thawed: Event = { type: 'shop.thawed', from: at, at }

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
    assert.deepEqual(
      payoutTimers(given(opened, frozen(at), { type: 'shop.sweep_ended' }).state),
      [],
    ))
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
      .then(frozen(at, later.at, at + 2 * day))
  })
  it('ends what programs are told: one of them may be a thief’s', () =>
    given(opened)
      .when(freeze(at), { ...house, webhookIds: ['whk_1'] })
      .then({ ...frozen(at), webhookIds: ['whk_1'] } as Event))
  it('declared at the desk: a code lifts it after three days, a passkey at once', () => {
    const later = { ...owner, at: at + 3 * day }
    given(opened, atDesk)
      .when({ type: 'thaw', factor: 'code' }, { ...later, at: later.at - 1 })
      .refused('shop.thaw_too_early')
    given(opened, atDesk)
      .when({ type: 'thaw', factor: 'code' }, later)
      .then({ ...thawed, at: later.at } as Event)
    given(opened, atDesk).when({ type: 'thaw', factor: 'passkey' }, owner).then(thawed)
    // Who has the telephone declares it once more, and gains nothing.
    given(opened, atDesk).when(freeze(at), house).then(atDesk)
  })
  it('is lifted by the owner', () =>
    given(opened, frozen(at)).when({ type: 'thaw', factor: 'passkey' }, owner).then(thawed))
})

describe('R-27: what follows from a theft, a page at a time', () => {
  const orders = (count: number, held = false): Doubted[] =>
    Array.from({ length: count }, (_, n) => ({ id: `o${n}`, openedAt: at - day + n, held }))
  const shows = (page: Partial<Page>, by = house): Facts => ({
    ...by,
    at: at + 10_000,
    page: { listingIds: [], orders: [], full: false, ...page },
  })
  const clock: Command = { type: 'time', kind: 'sweep' }
  const none = { listingIds: [], orderIds: [], freedIds: [] }
  const swept = (more: Partial<Extract<Event, { type: 'shop.swept' }>>): Event => ({
    ...{ type: 'shop.swept', ...none, from: at - day, dueAt: at, ...more },
  })

  it('a full page is followed by another, from where it ended', () =>
    given(opened, frozen(at - day))
      .when(sweep, shows({ listingIds: ['l1'], orders: orders(3), full: true }))
      .then(swept({ listingIds: ['l1'], orderIds: ['o0', 'o1', 'o2'], from: at - day + 2 })))
  it('the last page leaves only what may still come in late', () =>
    given(opened, frozen(at - day))
      .when(sweep, shows({ orders: orders(1) }))
      .then(swept({ orderIds: ['o0'], from: at - 10_000 })))
  it('after a thaw what is held is freed; after a theft since then also what is before it', () =>
    given(opened, frozen(at - day), thawed)
      .when(
        sweep,
        shows({ orders: [...orders(1, true), { id: 'new', openedAt: at, held: false }] }),
      )
      .then(swept({ orderIds: ['new'], freedIds: ['o0'], from: at - 10_000 })))
  it('broken off, it begins where the earlier one was', () => {
    const { state } = given(opened, frozen(at - day), thawed, frozen(at - hour))
    assert(state.status === 'open')
    assert.equal(state.sweep?.from, at - day)
  })
  it('the clock goes on until nothing is left, and then it is over', () => {
    const { state } = given(opened, frozen(at - day))
    assert.deepEqual(payoutTimers(state), [{ kind: 'sweep', dueAt: at }])
    const page = swept({ orderIds: ['o0'], from: at - 10_000, dueAt: at + 1 })
    given(opened, frozen(at - day))
      .when(clock, shows({ orders: orders(1) }))
      .then(page)
    given(opened, frozen(at - day), page)
      .when(clock, shows({}))
      .then({ type: 'shop.sweep_ended' })
    given(opened, frozen(at - day), page)
      .when(sweep, shows({}))
      .refused('shop.not_due')
  })
  it('entries from before there were sweeps leave nothing to be swept', () => {
    const freeze = { since: at, at, by: 'owner' } as const
    const { state } = given(opened, { type: 'shop.frozen', freeze }, { type: 'shop.thawed' })
    assert.deepEqual(payoutTimers(state), [])
  })
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
    [[opened], { type: 'thaw', factor: 'code' }, owner, 'shop.not_frozen'],
    [[opened, atDesk], { type: 'thaw', factor: 'code' }, owner, 'shop.thaw_too_early'],
    [[opened], { type: 'sweep' }, owner, 'shop.not_found'],
    [[opened], { type: 'sweep' }, house, 'shop.not_due'],
    [[opened, frozen(at)], { type: 'time', kind: 'sweep' }, house, 'shop.not_due'],
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
    market.does(`${theftActor}1`, 'shops', 'shop', freeze(since))
    market.does(`${theftActor}2`, 'shops', 'shop', { type: 'sweep' })
    return { market, honest, sold, unpaid, bait, since }
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
    market.does(seller, 'shops', 'shop', { type: 'thaw', factor: 'code' })
    market.does('clock', 'shops', 'shop', { type: 'time', kind: 'sweep' })
    assert.deepEqual(market.of(sold).locks, [])
    market.scan(market.ship(sold), 'signed')
    market.pass(20 * day)
    assert.equal(market.of(sold).status, 'settled')
  })
  it('a second declaration changes nothing of what is stopped already', () => {
    const { market, sold, since } = stolen()
    const again = { ...freeze(since + hour) }
    assert.deepEqual(market.does(`${theftActor}3`, 'shops', 'shop', again), ['shop.frozen'])
    assert.equal(market.refuses(`${theftActor}4`, 'shops', 'shop', sweep), 'shop.not_due')
    assert.deepEqual(market.of(sold).locks, [{ id: 'theft', amountFen: 9_900n }])
    market.does(seller, 'shops', 'shop', { type: 'thaw', factor: 'code' })
    market.does('clock', 'shops', 'shop', { type: 'time', kind: 'sweep' })
    assert.deepEqual(market.of(sold).locks, [], 'and one thaw frees them all')
  })
  it('a second theft while a thaw is under way: the later is held, the earlier freed', () => {
    const { market, sold, since } = stolen()
    market.does(seller, 'shops', 'shop', { type: 'thaw', factor: 'code' })
    market.pass(hour)
    const later = market.paid({ fen: 500 })
    market.does(`${theftActor}3`, 'shops', 'shop', freeze(since + hour))
    market.does(`${theftActor}4`, 'shops', 'shop', sweep)
    assert.deepEqual(market.of(sold).locks, [])
    assert.deepEqual(market.of(later).locks, [{ id: 'theft', amountFen: 500n }])
  })
  it('what somebody else has put up is not for sale, also before it is taken down', () => {
    const { market, honest } = stolen()
    market.does(seller, 'shops', 'shop', { type: 'thaw', factor: 'code' })
    const bait = market.publish({ fen: 9_900 })
    market.does(`${theftActor}3`, 'shops', 'shop', freeze(market.at))
    const wish = market.wish([{ listingId: bait, quantity: 1 }], 9_900)
    assert.equal(
      market.refuses(buyer, 'orders', market.newOrderId(), wish),
      'order.nothing_offered',
    )
    const [item] = market.of(honest).items
    assert(item)
    market.buy([{ listingId: item.listingId, quantity: 1 }], 16_800)
  })
  it('unpaid and about to be closed: money that comes all the same goes back', () => {
    const market = new Memory()
    const since = market.at
    const late = market.order({ fen: 9_900 })
    market.provider = 'silent'
    market.pass(hour)
    assert.equal(market.of(late).phase, 'closing')
    market.does(`${theftActor}1`, 'shops', 'shop', freeze(since))
    market.does(`${theftActor}2`, 'shops', 'shop', sweep)
    market.provider = 'prompt'
    market.pay(late)
    assert.deepEqual(market.money(late), [0, 0, 9_900, 0])
  })
})
