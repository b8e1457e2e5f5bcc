import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Offer, Passport } from './model.ts'
import { noPeers, type Peers, sheetOf } from './sheet.ts'

const passport: Passport = {
  category: 'cosmetics',
  facts: {},
  batchNo: 'YL260301',
  factoryFen: null,
  principal: null,
  promises: [],
}
const facts = {
  filing_no: '鄂G妆网备字2026000001',
  licence_no: '鄂妆20260001',
  producer: '广州雅澜生物科技有限公司 广州市',
  standard_no: 'QB/T 2872',
  ingredients: '水、甘油',
  net_content: '25mL×5',
  use_by: '2028-03-01',
}

function sheet(
  offer: Partial<Passport> | null,
  { priceFen = 16_800n, peers = noPeers as Peers, verified = true } = {},
) {
  const offered: Pick<Offer, 'priceFen' | 'passport'> = {
    priceFen,
    ...(offer ? { passport: { ...passport, ...offer } } : {}),
  }
  const standing = verified ? 'company' : 'unverified'
  return sheetOf(offered, { standing, on: '2026-11-22', peers })
}

describe('R-34: what is missing', () => {
  it('lists exactly the two proofs that are not there', () => {
    const { filing_no: _, use_by: __, ...two } = facts
    const { missing, warnings, cite } = sheet({ facts: { ...two, use_by: '  ' } })
    assert.deepEqual(missing, ['filing_no', 'use_by'])
    assert.deepEqual(warnings, [{ code: 'facts_missing', params: { n: 2 } }])
    assert.equal(cite, '化妆品监督管理条例 第三十六条')
  })
  it('is nothing where everything stands', () =>
    assert.deepEqual([sheet({ facts }).missing, sheet({ facts }).warnings], [[], []]))
  it('names the seller first where nobody has checked who that is', () =>
    assert.deepEqual(sheet({ facts }, { verified: false }).missing, ['subject']))
  it('demands nothing of goods of which nothing is stated', () =>
    assert.deepEqual(sheet(null), { missing: [], cite: null, warnings: [], prices: null }))
})

describe('R-35: too cheap', () => {
  it('is below the price at which it left the factory, by a fen', () => {
    const low = sheet({ facts, factoryFen: 4_000n }, { priceFen: 3_999n })
    const params = { factoryFen: 4_000, priceFen: 3_999 }
    assert.deepEqual(low.warnings, [{ code: 'below_factory_price', params }])
    assert.deepEqual(sheet({ facts, factoryFen: 4_000n }, { priceFen: 4_000n }).warnings, [])
  })
  it('rests on what another seller of the batch says, too', () => {
    const peers = { factoryFen: 4_000n, pricesFen: [] }
    const [first] = sheet({ facts }, { priceFen: 2_990n, peers }).warnings
    assert.equal(first?.code, 'below_factory_price')
  })
  it('is less than half of what most ask, once three or more ask', () => {
    const peers = { factoryFen: null, pricesFen: [16_800n, 9_900n, 15_000n, 17_000n] }
    const codes = (priceFen: bigint) =>
      sheet({ facts }, { priceFen, peers }).warnings.map(({ code }) => code)
    assert.deepEqual(codes(7_949n), ['far_below_others'])
    assert.deepEqual(codes(7_950n), [])
    const two = { factoryFen: null, pricesFen: [16_800n, 16_800n] }
    assert.deepEqual(sheet({ facts }, { priceFen: 1n, peers: two }).warnings, [])
  })
  it('stands beside what other shops ask, in figures', () => {
    const peers = { factoryFen: 4_000n, pricesFen: [16_800n, 9_900n, 15_000n] }
    const range = { lowestFen: 9_900n, medianFen: 15_000n, highestFen: 16_800n }
    const { prices } = sheet({ facts }, { peers })
    assert.deepEqual(prices, { shops: 3, ...range, factoryFen: 4_000n })
    const one = { factoryFen: null, pricesFen: [9_900n] }
    const alone = { shops: 1, lowestFen: 9_900n, medianFen: null, highestFen: 9_900n }
    assert.deepEqual(sheet({ facts }, { peers: one }).prices, { ...alone, factoryFen: null })
  })
})
