import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Memory } from '../../test/memory.ts'
import { day } from '../kernel/time.ts'
import { deadline, fill } from '../kernel/wording.ts'
import { rightWords } from './right-words.ts'
import { rightsOf } from './rights.ts'
import { paidOrder, sold } from './test-orders.ts'

const frozen = sold(16_800n)

describe('R-74: the rights of this very order', () => {
  it('signed for on 10 March: until the 17th, 24:00, with the article', () => {
    const market = new Memory({ now: '2026-03-10T09:00' })
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'signed')
    const right = rightsOf(market.of(id), frozen, market.at).find(
      ({ code }) => code === 'no_reason',
    )
    assert(right?.until)
    const until = deadline(right.until, 'zh').replace(/ 周. /, '')
    assert.equal(
      fill(rightWords.no_reason.zh, { until }),
      '3月17日24:00前可无理由退货；退回运费由您承担，除非商家承诺包运费。',
    )
    assert.match(right.cite ?? '', /消费者权益保护法 第二十五条/)
    const codes = rightsOf(market.of(id), frozen, right.until).map(({ code }) => code)
    assert.ok(!codes.includes('no_reason'), 'what is over is not shown as a right')
  })
  it('says who pays the way back where the seller has promised it', () => {
    const { market, id } = paidOrder()
    market.scan(market.ship(id), 'signed')
    const passport = { category: 'other', facts: {}, batchNo: null, factoryFen: null } as const
    const promising = { ...passport, principal: null, promises: ['return_postage' as const] }
    const items = frozen.items.map((item) => ({ ...item, passport: promising }))
    const codes = rightsOf(market.of(id), { ...frozen, items }, market.at).map(({ code }) => code)
    assert.ok(codes.includes('no_reason_free'))
  })
  it('before shipping: cancel, and the promise with its moment', () => {
    const { market, id } = paidOrder()
    const rights = rightsOf(market.of(id), frozen, market.at)
    assert.deepEqual(
      rights.map(({ code }) => code),
      ['cancel', 'ship_promise', 'no_reason_later', 'quality', 'fraud', 'locked'],
    )
    assert.equal(rights[1]?.until, (market.of(id).paidAt ?? 0) + 2 * day)
  })
})
