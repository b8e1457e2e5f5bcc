import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day } from '../kernel/time.ts'
import type { Checked, Command, Event, Facts, Refusal } from './model.ts'
import * as rules from './rules.ts'
import { shops } from './store.ts'

const given = specify(rules)
const at = Date.parse('2026-11-22T10:00:00+08:00')
const day0 = { at, on: '2026-11-22', page: null, webhookIds: [] } as const
const owner: Facts = { ...day0, house: false, operator: false, personId: 'chen' }
const operator: Facts = { ...owner, operator: true, personId: 'he' }
const shopId = 'shp_abcdefghijklmnopqrstuvwxyz'
const open: Command = { type: 'open', shopId, name: ' 曼曼美肤 ', feePerMille: 6 }
const opened: Event = {
  type: 'shop.opened',
  shopId,
  name: '曼曼美肤',
  ownerId: 'chen',
  feePerMille: 6,
  payeeRef: 'payee-abcdefghijkl',
  at,
}
const closed: Event = { type: 'shop.closed' }

describe('a shop', () => {
  it('is opened by a person, unverified, at the fee of the day', () => {
    given().when(open, owner).then(opened)
    const { state } = given(opened)
    assert(state.status === 'open')
    assert.equal(state.standing, 'unverified')
  })
  it('gets another name', () =>
    given(opened)
      .when({ type: 'rename', name: ' 曼曼 ' }, owner)
      .then({ type: 'shop.renamed', name: '曼曼' }))
  it('is closed, and sells nothing more', () =>
    given(opened).when({ type: 'close' }, owner).then(closed))
})

describe('refusals, in order of precedence', () => {
  const bad = { ...open, name: ' ' }
  const rename: Command = { type: 'rename', name: '' }
  const guest = { ...owner, personId: null }
  const other = { ...owner, personId: 'wang' }
  const rows: [Event[], Command, Facts, Refusal][] = [
    [[opened], bad, guest, 'shop.sign_in_first'],
    [[opened], bad, other, 'shop.already_open'],
    [[], bad, other, 'shop.name_unusable'],
    [[], rename, guest, 'shop.sign_in_first'],
    [[], rename, owner, 'shop.not_found'],
    [[opened, closed], rename, other, 'shop.not_found'],
    [[opened, closed], rename, owner, 'shop.closed'],
    [[opened, closed], { type: 'close' }, owner, 'shop.closed'],
    [[opened], rename, owner, 'shop.name_unusable'],
    [[opened], { type: 'rename', name: '曼\u0000曼' }, owner, 'shop.name_unusable'],
    [[opened], { type: 'rename', name: '曼'.repeat(41) }, owner, 'shop.name_unusable'],
  ]
  for (const [past, command, facts, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, facts)
        .refused(code))
})

const sight: Checked = {
  type: 'check',
  standing: 'household',
  seen: ['business_licence', 'public_register'],
  uscc: '92990000MA0000015M',
  registeredName: '义乌市曼曼美肤用品店',
  validUntilOn: '2027-05-22',
}
const { type: _, ...seen } = sight
const checked: Event = { type: 'shop.checked', check: { ...seen, by: 'he', at } }

describe('R-28: who sells, as the desk has seen it', () => {
  it('is recorded with who looked, and the shop stands so until its day is over', () => {
    given(opened).when(sight, operator).then(checked)
    const { state } = given(opened, checked)
    assert(state.status === 'open')
    assert.equal(state.standing, 'household')
    const ends = Date.parse('2027-05-23T00:00:00+08:00')
    assert.deepEqual(shops.timers?.(state), [{ kind: 'check', dueAt: ends }])
    const clock = { ...owner, house: true, personId: null }
    const lapsed: Event = { type: 'shop.check_ended', because: 'lapsed', reason: '' }
    given(opened, checked)
      .when({ type: 'time', kind: 'check' }, { ...clock, at: ends })
      .then(lapsed)
    given(opened, checked)
      .when({ type: 'time', kind: 'check' }, { ...clock, at: ends - 1 })
      .refused('shop.not_checked')
    const { state: after } = given(opened, checked, lapsed)
    assert(after.status === 'open')
    assert.deepEqual([after.standing, after.check, shops.timers?.(after)], ['unverified', null, []])
  })
  it('of a natural person nothing is written down that could be read by others', () => {
    const person: Checked = {
      ...{ ...sight, standing: 'person_verified', seen: ['identity_card'] },
      ...{ uscc: null, registeredName: null },
    }
    const { type: __, ...known } = person
    given(opened)
      .when(person, operator)
      .then({ type: 'shop.checked', check: { ...known, by: 'he', at } })
    given(opened)
      .when({ ...person, registeredName: '陈曼' }, operator)
      .refused('shop.check_incomplete')
  })
  it('is withdrawn at once, with a reason', () =>
    given(opened, checked)
      .when({ type: 'uncheck', reason: ' 执照已注销 ' }, operator)
      .then({ type: 'shop.check_ended', because: 'withdrawn', reason: '执照已注销' }))

  const rows: [Event[], Command, Facts, Refusal][] = [
    [[], sight, operator, 'shop.not_found'],
    [[opened], sight, owner, 'shop.not_found'],
    [[opened, closed], sight, operator, 'shop.closed'],
    [[opened], { ...sight, seen: [] }, { ...operator, personId: 'chen' }, 'shop.check_of_own'],
    [[opened], { ...sight, seen: [], validUntilOn: '' }, operator, 'shop.check_incomplete'],
    [[opened], { ...sight, uscc: null }, operator, 'shop.check_incomplete'],
    [[opened], { ...sight, uscc: '92990000MA0000015X' }, operator, 'shop.check_incomplete'],
    [[opened], { ...sight, registeredName: ' ' }, operator, 'shop.check_incomplete'],
    [[opened], { ...sight, validUntilOn: '2027-05-23' }, operator, 'shop.check_too_long'],
    [[opened], { ...sight, validUntilOn: '2026-11-22' }, operator, 'shop.check_too_long'],
    [[opened], { ...sight, validUntilOn: '2027-02-30' }, operator, 'shop.check_too_long'],
    [[opened], { type: 'uncheck', reason: 'x' }, operator, 'shop.not_checked'],
    [[opened, checked], { type: 'uncheck', reason: 'x' }, owner, 'shop.not_found'],
    [[opened, checked], { type: 'time', kind: 'check' }, owner, 'shop.not_found'],
  ]
  for (const [past, command, facts, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, facts)
        .refused(code))
})

describe('a shop that closes with orders open', () => {
  it('takes no new order, and every open one goes its way', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    const unpaid = market.order({ fen: 500 })
    const listingId = market.of(id).items[0]?.listingId ?? ''
    market.does(seller, 'shops', 'shop', { type: 'close' })
    const wanted = market.wish([{ listingId, quantity: 1 }], 16_800)
    const refused = market.refuses(buyer, 'orders', market.newOrderId(), wanted)
    assert.equal(refused, 'order.nothing_offered')
    market.pass(day / 2)
    assert.equal(market.of(unpaid).status, 'expired')
    market.scan(market.ship(id), 'signed')
    market.pass(20 * day)
    assert.deepEqual(market.money(id), [16_700, 100, 0, 0])
  })
})
