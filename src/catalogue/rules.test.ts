import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory, seller } from '../../test/memory.ts'
import type { Command, Event, Facts, Offer, Passport, Refusal } from './model.ts'
import * as rules from './rules.ts'

const given = specify(rules)
const { limits } = rules
const owner: Facts = { at: 1_000, by: 'owner', shopOpen: true, shopFrozen: false }
const house: Facts = { ...owner, by: 'house' }
const offer: Offer = {
  title: '手工陶杯',
  text: '一窑一色',
  priceFen: 16_800n,
  photos: ['a'.repeat(64)],
  shipWithinHours: 48,
  fulfilment: { kind: 'parcel' },
}
const usccHead = '92990000MA0000015'
const chen = { name: '陈曼', uscc: `${usccHead}M`, afterSales: '江城路 1 号' }
const publish: Command = { type: 'publish', listingId: 'lst_1', offer, stock: 3 }
const published: Event = {
  type: 'listing.published',
  listingId: 'lst_1',
  offer,
  stock: 3,
  at: 1_000,
}
const withdrawn: Event = { type: 'listing.withdrawn' }
const reserve = (quantity: number): Command => ({ type: 'reserve', quantity, orderId: 'ord_1' })

describe('a listing', () => {
  it('is published as its first revision', () => {
    const { state } = given().when(publish, owner)
    assert(state.status === 'published')
    assert.deepEqual([state.revision, state.stock], [1, 3])
  })
  it('is edited as a new revision; its stock stays', () => {
    const dearer = { ...offer, priceFen: 20_000n }
    const { state } = given(published).when(
      { type: 'edit', offer: dearer },
      { ...owner, at: 2_000 },
    )
    assert(state.status === 'published')
    assert.deepEqual([state.revision, state.stock, state.priceFen], [2, 3, 20_000n])
    assert.equal(state.editedAt, 2_000)
  })
  it('says after an edit what the new offer says, and nothing of the last', () => {
    const passport = { category: 'other', facts: {}, batchNo: 'A1', factoryFen: null } as const
    const bargain: Offer = {
      ...{ ...offer, promotion: '第二件半价' },
      passport: { ...passport, principal: null, promises: [] },
    }
    const { state } = given(published).when({ type: 'edit', offer: bargain }, owner)
    assert(state.status === 'published' && state.promotion === '第二件半价')
    const { state: after } = given(published, {
      type: 'listing.edited',
      offer: bargain,
      at: 1,
    }).when({ type: 'edit', offer }, owner)
    assert(after.status === 'published')
    assert.deepEqual([after.promotion, after.passport], [undefined, undefined])
  })
  it('that was withdrawn is put up again by an edit', () => {
    const { state } = given(published, withdrawn).when({ type: 'edit', offer }, owner)
    assert.equal(state.status, 'published')
  })
  it('is restocked without a new revision', () => {
    const { state } = given(published).when({ type: 'restock', stock: 0 }, owner)
    assert(state.status === 'published')
    assert.deepEqual([state.revision, state.stock], [1, 0])
  })
})

describe('the shelf', () => {
  it('gives to orders while there is enough, and takes back', () => {
    const taken: Event = { type: 'listing.reserved', quantity: 3, orderId: 'ord_1' }
    given(published).when(reserve(3), house).then(taken)
    const back = { type: 'give_back', quantity: 2, orderId: 'ord_1' } as const
    const { state } = given(published, taken).when(back, house)
    assert(state.status === 'published')
    assert.equal(state.stock, 2)
  })
  it('takes back also what has been withdrawn, and in a shop that has closed', () =>
    given(published, withdrawn)
      .when({ type: 'give_back', quantity: 1, orderId: 'ord_1' }, { ...house, shopOpen: false })
      .then({ type: 'listing.given_back', quantity: 1, orderId: 'ord_1' }))
  it('is not for its owner, nor for a stranger, to take from in the name of an order', () => {
    for (const by of ['owner', 'stranger'] as const)
      for (const type of ['reserve', 'give_back'] as const)
        given(published)
          .when({ type, quantity: 1, orderId: 'ord_1' }, { ...house, by })
          .refused('listing.not_found')
  })
  it('gives nothing for a quantity that is none', () => {
    for (const quantity of [0, -1])
      given(published).when(reserve(quantity), house).refused('listing.sold_out')
  })
  it('says how many are left', () => {
    const { answer } = given(published).when(reserve(4), house)
    assert.deepEqual(answer, { refused: 'listing.sold_out', params: { stock: 3 } })
  })
})

describe('what an offer states', () => {
  const passport: Passport = {
    category: 'cosmetics',
    facts: { producer: '广州雅澜生物科技有限公司' },
    batchNo: 'YL260301',
    factoryFen: 4_000n,
    principal: chen,
    promises: ['return_postage'],
  }
  const stating = (part: Partial<Passport>): Command => ({
    ...publish,
    offer: { ...offer, passport: { ...passport, ...part } },
  })
  it('is kept with it', () => {
    const { state } = given().when(stating({}), owner)
    assert(state.status === 'published')
    assert.deepEqual(state.passport, passport)
  })
  const wrong: [string, Partial<Passport>][] = [
    ['a code whose check character is another', { principal: { ...chen, uscc: `${usccHead}A` } }],
    ['a seller without a name', { principal: { ...chen, name: ' ' } }],
    ['a fact of two lines', { facts: { origin: '义\n乌' } }],
    ['a factory price of nothing', { factoryFen: 0n }],
  ]
  for (const [why, part] of wrong)
    it(`not with ${why}`, () =>
      given().when(stating(part), owner).refused('listing.offer_unusable'))
})

describe('an offer that cannot be used', () => {
  const bad: [string, Partial<Offer>][] = [
    ['no title', { title: ' ' }],
    ['too long a title', { title: '杯'.repeat(limits.titleMax + 1) }],
    ['a title with a line break', { title: '杯\n子' }],
    ['too long a text', { text: 'x'.repeat(limits.textMax + 1) }],
    ['for nothing', { priceFen: 0n }],
    ['under a promotion that says nothing', { promotion: '全店' }],
    ['for nothing by its promotion', { promotion: '满0.01减99999' }],
    ['too dear', { priceFen: limits.priceFenMax + 1n }],
    ['a picture that is no hash', { photos: ['../../etc'] }],
    ['too many pictures', { photos: Array(limits.photosMax + 1).fill('a'.repeat(64)) }],
    ['no ship promise', { shipWithinHours: 0 }],
    ['half an hour', { shipWithinHours: 0.5 }],
    ['a promise of months', { shipWithinHours: limits.shipWithinHoursMax + 1 }],
  ]
  for (const [why, part] of bad)
    it(why, () => {
      const worse = { ...offer, ...part }
      given()
        .when({ ...publish, offer: worse }, owner)
        .refused('listing.offer_unusable')
      given(published).when({ type: 'edit', offer: worse }, owner).refused('listing.offer_unusable')
    })
  for (const stock of [-1, 1.5, limits.stockMax + 1])
    it(`a stock of ${stock}`, () => {
      given()
        .when({ ...publish, stock }, owner)
        .refused('listing.offer_unusable')
      given(published).when({ type: 'restock', stock }, owner).refused('listing.offer_unusable')
    })
})

describe('refusals, in order of precedence', () => {
  const bad = { ...publish, offer: { ...offer, title: '' } }
  const closed = { shopOpen: false }
  const rows: [Event[], Command, Partial<Facts>, Refusal][] = [
    [[published], bad, { ...closed, by: 'stranger' }, 'listing.not_found'],
    [[published], bad, closed, 'listing.exists'],
    [[], bad, closed, 'listing.shop_closed'],
    [[], bad, { shopFrozen: true }, 'listing.shop_frozen'],
    [[], bad, {}, 'listing.offer_unusable'],
    [[], { type: 'withdraw' }, closed, 'listing.not_found'],
    [[published, withdrawn], { type: 'withdraw' }, closed, 'listing.shop_closed'],
    [[published], { type: 'edit', offer }, { shopFrozen: true }, 'listing.shop_frozen'],
    [[published, withdrawn], { type: 'withdraw' }, { shopFrozen: true }, 'listing.withdrawn'],
    [[], reserve(9), { ...closed, by: 'house' }, 'listing.not_found'],
    [[published, withdrawn], reserve(9), { ...closed, by: 'house' }, 'listing.shop_closed'],
    [[published, withdrawn], reserve(9), { by: 'house' }, 'listing.withdrawn'],
    [[published], reserve(9), { by: 'house' }, 'listing.sold_out'],
  ]
  for (const [past, command, more, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, { ...owner, ...more })
        .refused(code))
})

describe('who is who', () => {
  it('the shop’s owner is; anybody else is a stranger', () => {
    const market = new Memory()
    const listingId = market.publish({ fen: 500 })
    assert.equal(
      market.refuses(buyer, 'listings', listingId, { type: 'withdraw' }),
      'listing.not_found',
    )
    market.does(seller, 'listings', listingId, { type: 'withdraw' })
    market.does(seller, 'shops', 'shop', { type: 'close' })
    const edit = { type: 'edit', offer }
    assert.equal(market.refuses(seller, 'listings', listingId, edit), 'listing.shop_closed')
  })
})
