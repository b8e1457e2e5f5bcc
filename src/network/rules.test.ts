import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory, seller } from '../../test/memory.ts'
import { day } from '../kernel/time.ts'
import type { Command, Event, Facts, Refusal } from './model.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const owner: Facts = { at: 1_000, house: false, personId: 'chen' }
const shopId = 'shp_abcdefghijklmnopqrstuvwxyz'
const open: Command = { type: 'open', shopId, name: ' 曼曼美肤 ', feePerMille: 6 }
const opened: Event = {
  type: 'shop.opened',
  shopId,
  name: '曼曼美肤',
  ownerId: 'chen',
  feePerMille: 6,
  payeeRef: 'payee-abcdefghijkl',
  at: 1_000,
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
