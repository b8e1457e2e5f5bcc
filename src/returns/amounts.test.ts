import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { asDelivered } from './judging.ts'
import { listOf } from './pieces.ts'

interface Thing {
  readonly fen: number
  readonly count?: number
  readonly offer?: object
}

/** Delivered, with these things; the buyer asks, and the seller pays at once. */
class Sale {
  readonly market = new Memory({ now: '2026-03-10T10:00' })
  readonly id: string

  constructor(totalFen: number, ...things: readonly Thing[]) {
    const items = things.map(({ fen, count = 1, offer = {} }) => {
      return { listingId: this.market.publish({ fen, offer }), quantity: count }
    })
    this.id = this.market.buy(items, totalFen)
    this.market.pay(this.id)
    this.market.scan(this.market.ship(this.id), 'signed')
  }
  ask(itemId: string, { track = 'no_reason', quantity = 1 } = {}): number {
    const told = { text: '坏了', photos: [], condition: asDelivered, contest: false }
    const what = { track, remedy: 'refund', pieces: [{ itemId, quantity }] }
    this.market.does(buyer, 'returns', this.id, {
      type: 'request',
      ...what,
      ...told,
      sellerSold: 9,
    })
    return Number(this.last?.refundFen)
  }
  paid(itemId: string, how?: { track?: string; quantity?: number }): number {
    const fen = this.ask(itemId, how)
    this.step(seller, 'refund')
    return fen
  }
  step(actor: string, type: string, more: object = {}): void {
    this.market.does(actor, 'returns', this.id, { type, no: this.last?.no, ...more })
  }
  get last() {
    return listOf(this.market.returnsOf(this.id)).at(-1)
  }
  get refunded() {
    return this.market.money(this.id)[2]
  }
  /** Back with the seller, who objects; then a person gives so much of it. */
  reviewed(refundFen: bigint): void {
    this.step(seller, 'address', { contactId: 'a1' })
    this.step(seller, 'sign')
    this.step(seller, 'object', { kind: 'incomplete', text: '少了杯盖', photos: [] })
    this.step('person:zhou', 'decide', { decision: 'refund', refundFen, reason: '杯盖' })
  }
}

const together = { promotion: '全店满300减50' }

describe('R-39: what a return brings, where things were cheaper together', () => {
  it('a promotion of the whole shop counts over listings, and is lost with its sum', () => {
    const sale = new Sale(
      30_000,
      { fen: 20_000, offer: together },
      { fen: 15_000, offer: together },
    )
    assert.deepEqual(
      sale.market.of(sale.id).items.map(({ amountFen }) => Number(amountFen)),
      [17_143, 12_857],
    )
    assert.equal(sale.paid('2'), 10_000, 'the first stays at its own price')
    assert.equal(sale.paid('1'), 20_000)
    assert.equal(sale.refunded, 30_000)
  })
  it('other words, or a thing without them, are another basket', () => {
    const sale = new Sale(35_000, { fen: 20_000, offer: together }, { fen: 15_000 })
    assert.equal(sale.paid('2'), 15_000)
  })
  it('what fell short brings its share: the discount of the rest stays', () => {
    const sale = new Sale(
      30_000,
      { fen: 20_000, offer: together },
      { fen: 15_000, offer: together },
    )
    assert.equal(sale.paid('2', { track: 'quality' }), 12_858)
    assert.equal(sale.paid('1'), 17_142, 'and both together what was paid')
  })
  it('what was not sent in time brings its share, too; a later return is reckoned with it', () => {
    const market = new Memory({ now: '2026-03-10T10:00' })
    const items = [20_000, 15_000].map((fen) => {
      return { listingId: market.publish({ fen, offer: together }), quantity: 1 }
    })
    const id = market.buy(items, 30_000)
    market.pay(id)
    market.scan(market.ship(id, '1'), 'signed')
    market.does(seller, 'orders', id, { type: 'refund_items', itemIds: ['2'], reason: '缺货' })
    const told = { text: '', photos: [], condition: asDelivered, contest: false, sellerSold: 9 }
    const pieces = [{ itemId: '1', quantity: 1 }]
    const wish = { type: 'request', track: 'no_reason', remedy: 'refund', pieces, ...told }
    market.does(buyer, 'returns', id, wish)
    assert.deepEqual(
      listOf(market.returnsOf(id)).map(({ refundFen }) => refundFen),
      [17_143n],
    )
  })
})

describe('nobody is paid twice for the same', () => {
  it('what a person took off one return is not made up by the next', () => {
    const sale = new Sale(20_000, { fen: 10_000 }, { fen: 10_000 })
    sale.ask('1')
    sale.reviewed(6_000n)
    assert.equal(sale.ask('2'), 10_000)
    sale.step(seller, 'refund')
    assert.equal(sale.refunded, 16_000)
  })
  it('the freight that one return lost is not given back by the next, of flawed goods', () => {
    const free = { fromFen: 15_000n, costFen: 800n }
    const aftersales = {
      ...{ exclusion: null, returnDays: null, freightBySeller: false, warrantyMonths: 0 },
      ...{ occasional: false, freeFreight: free },
    }
    const offer = { aftersales }
    const sale = new Sale(20_000, { fen: 10_000, offer }, { fen: 10_000, offer })
    assert.equal(sale.paid('1'), 9_200)
    assert.equal(sale.paid('2', { track: 'quality' }), 10_000)
  })
  it('what the seller gave back for all of it counts for its share, never owed again', () => {
    const sale = new Sale(20_000, { fen: 10_000 }, { fen: 10_000 })
    sale.market.as(seller, sale.id, 'refund', { amountFen: 1_000n, reason: '晚了两天' })
    assert.equal(sale.paid('1'), 9_500)
    assert.equal(sale.paid('2'), 9_500)
    assert.deepEqual([sale.refunded, sale.last?.owedFen], [20_000, 0n])
  })
  it('a reduction that a case has brought is no part of what the goods bring later', () => {
    const sale = new Sale(10_000, { fen: 10_000 })
    const { market, id } = sale
    market.complain(id)
    market.inCase(seller, id, 'offer', {
      kind: 'refund_keep',
      refundFen: 4_000n,
      days: 0,
      text: '',
    })
    const [made] = market.offersOf(id)
    market.inCase(buyer, id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
    assert.equal(sale.paid('1'), 6_000)
    assert.deepEqual([sale.refunded, sale.last?.owedFen], [10_000, 0n])
  })
  it('goods that a case has decided about, and the seller has, are not returned again', () => {
    const sale = new Sale(20_000, { fen: 10_000 }, { fen: 10_000 })
    const { market, id } = sale
    sale.ask('1')
    sale.step(seller, 'address', { contactId: 'a1' })
    sale.step(seller, 'sign')
    sale.step(seller, 'object', { kind: 'incomplete', text: '少了杯盖', photos: [] })
    sale.step(buyer, 'contest')
    market.inCase(buyer, id, 'escalate')
    market.inCase(mediators[0], id, 'take')
    const rule = {
      refundFen: 10_000n,
      damagesFen: 0n,
      faults: [],
      goodsBack: false,
      reasons: '齐全',
    }
    market.inCase(mediators[0], id, 'rule', rule)
    market.inCase(seller, id, 'accept_ruling')
    const again = { type: 'request', track: 'no_reason', remedy: 'refund', text: '', photos: [] }
    const how = { condition: asDelivered, contest: false, sellerSold: 9 }
    const wish = { ...again, ...how, pieces: [{ itemId: '1', quantity: 1 }] }
    assert.equal(market.refuses(buyer, 'returns', id, wish), 'return.items_unknown')
    assert.equal(sale.paid('2'), 10_000, 'and what has stayed is worth what it was')
  })
})
