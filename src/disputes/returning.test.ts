import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { asDelivered } from '../returns/judging.ts'
import { listOf } from '../returns/pieces.ts'
import { warrantyOf } from '../returns/warranties.ts'

const photo = 'a'.repeat(64)
const fen = 16_800
const [zhao] = mediators
const promised = {
  ...{ exclusion: null, returnDays: null, freightBySeller: false, warrantyMonths: 0 },
  ...{ occasional: false, freeFreight: null },
}

/** An order that has arrived, what can be done with its case, and with its return. */
class Trade {
  readonly market: Memory
  readonly id: string
  constructor(offer: object = {}, holdDays = 180) {
    this.market = new Memory({ now: '2026-03-08T10:00', holdDays })
    this.id = this.market.paid({ fen, offer })
    this.market.scan(this.market.ship(this.id), 'signed')
  }
  complains(issue = 'damaged', more: object = {}): void {
    const claim = { amountFen: null, issue, text: '裂了', photos: [photo], ...more }
    this.market.inCase(buyer, this.id, 'open', claim)
  }
  agrees(kind: string, refundFen: bigint, days = 0): void {
    this.market.inCase(seller, this.id, 'offer', { kind, refundFen, days, text: '' })
    const made = this.market.offersOf(this.id).at(-1)
    this.market.inCase(buyer, this.id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
  }
  goods(actor: string, type: string, more: object = {}): void {
    this.market.does(actor, 'returns', this.id, { type, no: this.last.no, ...more })
  }
  sentBack(): void {
    this.goods(seller, 'address', { contactId: 'a1' })
    this.goods(buyer, 'send', { parcelId: 'pcl_b', carrierId: 'sudi', trackingNo: 'RT00000001' })
  }
  get last() {
    const last = listOf(this.market.returnsOf(this.id)).at(-1)
    assert(last, 'a return')
    return last
  }
  get file() {
    return this.market.caseOf(this.id)
  }
  get refunded() {
    return this.market.money(this.id)[2]
  }
}

describe('goods that a case has agreed about go back like all others', () => {
  it('R-40: a settlement to return: address, parcel, and the refund by default, entered once', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('return_refund', 10_000n)
    assert.deepEqual([trade.file.status, trade.last.stage], ['returning', 'accepted'])
    assert.deepEqual([trade.last.forCase?.complaintId, trade.last.lockFen], [`${trade.id}/1`, 0n])
    trade.sentBack()
    trade.market.scan('pcl_b', 'signed')
    trade.market.pass(9 * day)
    assert.deepEqual(
      [trade.last.stage, trade.file.status, trade.refunded],
      ['refunded', 'closed', 10_000],
    )
    assert.deepEqual(trade.market.of(trade.id).locks, [])
    assert.deepEqual(trade.file.settled, [], 'only a decision is final')
  })
  it('R-43: an exchange settled in a case begins the warranty anew, as a direct one does', () => {
    const none = { exclusion: null, returnDays: null, occasional: false, freeFreight: null }
    const aftersales = { ...none, freightBySeller: false, warrantyMonths: 12 }
    const trade = new Trade({ aftersales })
    trade.complains()
    trade.agrees('exchange', 0n, 5)
    trade.sentBack()
    trade.market.scan('pcl_b', 'signed')
    trade.market.pass(2 * day)
    trade.goods(seller, 'mend', { parcelId: 'pcl_n', carrierId: 'sudi', trackingNo: 'NW00000001' })
    trade.market.pass(day)
    trade.market.scan('pcl_n', 'signed')
    assert.deepEqual([trade.last.stage, trade.file.status], ['completed', 'inspecting'])
    const { market, id } = trade
    const order = market.of(id)
    const items = order.items.map((item) => ({ id: item.id, aftersales }))
    const found = warrantyOf({ order, sold: { items } as never }, market.returnsOf(id), '1')
    assert.equal(found?.endsOn, '2027-03-11')
    market.inCase(buyer, id, 'step', { step: 'content', text: '' })
    assert.deepEqual([trade.file.status, trade.refunded, order.locks.length], ['closed', 0, 1])
    assert.deepEqual(market.of(id).locks, [])
  })
  it('an offer may name the goods: only they go back', () => {
    const market = new Memory()
    const id = market.paid({ fen }, { fen: 5_000 })
    market.scan(market.ship(id), 'signed')
    market.inCase(buyer, id, 'open', { amountFen: 5_000n, issue: 'damaged', text: '碟子裂了' })
    const offer = { kind: 'return_refund', refundFen: 5_000n, days: 0, text: '' }
    market.inCase(seller, id, 'offer', { ...offer, itemIds: ['2'] })
    const [made] = market.offersOf(id)
    market.inCase(buyer, id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
    const [one] = listOf(market.returnsOf(id))
    assert.deepEqual(one?.pieces, [{ itemId: '2', quantity: 1 }])
  })
  it('what the seller has agreed to, he cannot object to before he has the goods', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('return_refund', 10_000n)
    const object = { type: 'object', no: 1, kind: 'no_defect', text: '没有问题', photos: [] }
    assert.equal(trade.market.refuses(seller, 'returns', trade.id, object), 'return.wrong_stage')
  })
  it('another piece may be sent before the first has come back', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('exchange', 0n, 5)
    trade.goods(seller, 'mend', { parcelId: 'pcl_n', carrierId: 'sudi', trackingNo: 'NW00000001' })
    trade.market.scan('pcl_n', 'signed')
    assert.equal(trade.file.status, 'inspecting')
  })
  it('a repair that is late: the buyer takes the money with one tap', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('repair', 0n, 5)
    trade.sentBack()
    trade.market.scan('pcl_b', 'signed')
    trade.market.pass(6 * day)
    assert.equal(trade.last.stage, 'late')
    trade.goods(buyer, 'choose', { remedy: 'refund' })
    assert.deepEqual([trade.file.status, trade.refunded], ['closed', fen])
  })
  it('done in person: the journal says so', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('exchange', 0n, 5)
    trade.goods(seller, 'mend_in_person')
    assert(trade.market.happened(trade.id).includes('return.mended_in_person'))
  })
  it('done in person, and the buyer says nothing: neither gains, a mediator comes', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('repair', 0n, 5)
    trade.sentBack()
    trade.goods(seller, 'sign')
    trade.goods(seller, 'mend_in_person')
    trade.market.pass(16 * day)
    assert.deepEqual([trade.file.status, trade.refunded], ['mediating', 0])
  })
  it('what was not right comes back into the same case, with the seller’s photos', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('return_refund', 10_000n)
    trade.sentBack()
    trade.goods(seller, 'sign')
    trade.goods(seller, 'object', { kind: 'swapped', text: '不是原物', photos: [photo] })
    assert.deepEqual([trade.file.status, trade.last.stage], ['mediating', 'settled'])
    assert.deepEqual(trade.file.evidence.at(-1)?.photos, [photo])
    assert.equal(trade.file.evidence.at(-1)?.by, 'seller')
  })
  it('a ruling that wants the goods first pays when they are back, and nothing when they are kept', () => {
    for (const sends of [true, false]) {
      const trade = new Trade()
      trade.complains()
      trade.market.inCase(buyer, trade.id, 'escalate')
      trade.market.inCase(zhao, trade.id, 'take')
      const rule = { refundFen: 16_800n, damagesFen: 0n, faults: ['unusable'], reasons: '不能用' }
      trade.market.inCase(zhao, trade.id, 'rule', { ...rule, goodsBack: true })
      trade.market.pass(73 * hour)
      assert.deepEqual([trade.file.status, trade.refunded], ['returning', 0])
      if (sends) {
        trade.sentBack()
        trade.goods(seller, 'refund')
      } else {
        trade.goods(seller, 'address', { contactId: 'a1' })
        trade.market.pass(11 * day)
      }
      const { by, refundFen } = trade.file.outcome ?? {}
      assert.deepEqual(
        [by, Number(refundFen), trade.refunded],
        ['ruling', sends ? fen : 0, sends ? fen : 0],
      )
      assert.deepEqual(trade.file.settled, ['damaged'])
    }
  })
  it('goods that never came cannot go back, but another piece can be sent', () => {
    const market = new Memory()
    const id = market.paid({ fen })
    market.inCase(buyer, id, 'open', { amountFen: null, issue: 'not_received', text: '' })
    const offer = { type: 'offer', refundFen: 100n, days: 3, text: '' }
    const back = market.refuses(seller, 'complaints', id, { ...offer, kind: 'return_refund' })
    assert.equal(back, 'complaint.offer_unusable')
    market.inCase(seller, id, 'offer', { ...offer, kind: 'exchange', refundFen: 0n })
    const [made] = market.offersOf(id)
    market.inCase(buyer, id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
    assert.equal(listOf(market.returnsOf(id))[0]?.stage, 'back', 'nothing has to be sent first')
  })
  it('at the end of the hold whoever was to act has nothing of it', () => {
    for (const sends of [false, true]) {
      const trade = new Trade({}, 20)
      trade.market.pass(9 * day)
      trade.complains()
      trade.agrees('return_refund', 10_000n)
      trade.market.pass(day)
      trade.goods(seller, 'address', { contactId: 'a1' })
      const parcel = { parcelId: 'pcl_b', carrierId: 'sudi', trackingNo: 'RT00000001' }
      if (sends) trade.goods(buyer, 'send', parcel)
      trade.market.pass(5 * day)
      assert.deepEqual([trade.file.status, trade.refunded], ['closed', sends ? 10_000 : 0])
    }
  })
  it('a buyer who says nothing of a repair counts as content, and may complain again', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('repair', 0n, 5)
    trade.sentBack()
    trade.goods(seller, 'sign')
    trade.goods(seller, 'mend_in_person')
    trade.goods(buyer, 'receive')
    trade.market.pass(8 * day)
    assert.deepEqual([trade.file.outcome?.by, trade.refunded], ['default', 0])
    trade.complains()
    assert.equal(trade.file.complaintId, `${trade.id}/2`, 'nothing was decided')
  })
  it('when the case ends in another way, its return ends with it', () => {
    const trade = new Trade()
    trade.complains()
    trade.agrees('return_refund', 10_000n)
    trade.market.inCase(buyer, trade.id, 'withdraw')
    assert.deepEqual([trade.last.stage, trade.refunded], ['settled', 0])
  })
})

describe('an objection that the buyer does not accept', () => {
  function objected(track: string, kind: string) {
    const trade = new Trade()
    const what = {
      track,
      remedy: 'refund',
      pieces: [{ itemId: '1', quantity: 1 }],
      text: '杯口有裂',
    }
    const how = { photos: [photo], condition: asDelivered, contest: false, sellerSold: 99 }
    trade.market.does(buyer, 'returns', trade.id, { type: 'request', ...what, ...how })
    if (kind !== 'no_defect') {
      trade.sentBack()
      trade.goods(seller, 'sign')
    }
    trade.goods(seller, 'object', { kind, text: '退回的是旧杯', photos: ['b'.repeat(64)] })
    return trade
  }
  it('leads to a case with one tap, and nothing is told twice', () => {
    const trade = objected('no_reason', 'swapped')
    trade.goods(buyer, 'contest')
    const { status, issue, text, evidence, amountFen, burdens } = trade.file
    assert.deepEqual(
      [status, issue, text, amountFen, trade.last.stage],
      ['negotiating', 'return_refused', '杯口有裂', 16_800n, 'settled'],
    )
    assert.deepEqual(
      evidence.map(({ by, photos }) => [by, photos[0]?.[0]]),
      [
        ['buyer', 'a'],
        ['seller', 'b'],
      ],
    )
    assert.deepEqual([burdens[0]?.bearer, burdens[0]?.source], ['seller', 'statute'])
    assert.deepEqual(trade.market.of(trade.id).locks, [{ id: `${trade.id}/1`, amountFen: 16_800n }])
  })
  it('before anything was sent, it is about the fault', () => {
    const trade = objected('quality', 'no_defect')
    trade.goods(buyer, 'contest')
    assert.deepEqual([trade.file.issue, trade.file.burdens[0]?.point], ['damaged', 'quality'])
  })
  it('comes into a complaint that was made by hand as well', () => {
    const trade = objected('no_reason', 'swapped')
    trade.complains('other', { photos: [] })
    assert.deepEqual(
      trade.file.evidence.map(({ by, text }) => [by, text]),
      [
        ['buyer', '杯口有裂'],
        ['seller', '退回的是旧杯'],
      ],
    )
  })
  it('goods and money are never both the seller’s: he gives back what he keeps no right to', () => {
    for (const gives of [true, false]) {
      const trade = objected('no_reason', 'incomplete')
      trade.goods(buyer, 'contest')
      trade.market.inCase(buyer, trade.id, 'withdraw')
      assert.deepEqual([trade.file.status, trade.last.stage], ['closed', 'giving_back'])
      assert.equal(trade.market.of(trade.id).locks[0]?.amountFen, 16_800n)
      const parcel = { parcelId: 'pcl_n', carrierId: 'sudi', trackingNo: 'NW00000001' }
      if (gives) {
        trade.goods(seller, 'mend', parcel)
        trade.market.scan('pcl_n', 'signed')
      } else trade.market.pass(8 * day)
      assert.deepEqual(
        [trade.last.stage, trade.refunded],
        gives ? ['denied', 0] : ['refunded', fen],
      )
      assert.deepEqual(trade.market.of(trade.id).locks, [])
    }
  })
  it('what was paid for in another way stays with the seller, too', () => {
    const trade = objected('no_reason', 'incomplete')
    trade.goods(buyer, 'contest')
    trade.market.as(seller, trade.id, 'refund', { amountFen: 16_800n, reason: '' })
    assert.deepEqual([trade.file.outcome?.by, trade.last.stage], ['refunded', 'settled'])
  })
  it('what the case paid for stays with the seller', () => {
    const trade = objected('no_reason', 'incomplete')
    trade.goods(buyer, 'contest')
    trade.market.inCase(seller, trade.id, 'agree')
    assert.deepEqual([trade.refunded, trade.last.stage], [fen, 'settled'])
  })
  it('is the buyer’s to contest, and only while it stands', () => {
    const trade = objected('no_reason', 'swapped')
    const tap = { type: 'contest', no: 1 }
    assert.equal(trade.market.refuses(seller, 'returns', trade.id, tap), 'return.not_yours_to_do')
    trade.goods(buyer, 'contest')
    assert.equal(trade.market.refuses(buyer, 'returns', trade.id, tap), 'return.wrong_stage')
  })
})

describe('a proposal and a ruling name the goods', () => {
  /** Three cups and a scarf: one cup is cracked. */
  function mixed() {
    const market = new Memory({ now: '2026-03-08T10:00' })
    const items = [5_000, 8_000].map((price, place) => {
      return { listingId: market.publish({ fen: price }), quantity: place === 0 ? 3 : 1 }
    })
    const id = market.buy(items, 23_000)
    market.pay(id)
    market.scan(market.ship(id), 'signed')
    market.inCase(buyer, id, 'open', { amountFen: 5_000n, issue: 'damaged', text: '一只裂了' })
    market.inCase(buyer, id, 'escalate')
    market.inCase(zhao, id, 'take')
    const last = () => listOf(market.returnsOf(id)).at(-1)
    return { market, id, last }
  }
  const one = [{ itemId: '1', quantity: 1 }]
  const rule = { refundFen: 5_000n, damagesFen: 0n, faults: [], reasons: '裂', goodsBack: true }
  it('a ruling asks for one cup back: one cup travels, the others stay', () => {
    const { market, id, last } = mixed()
    market.inCase(zhao, id, 'rule', { ...rule, pieces: one })
    market.inCase(seller, id, 'accept_ruling')
    assert.deepEqual([last()?.pieces, last()?.refundFen], [one, 5_000n])
    market.does(seller, 'returns', id, { type: 'refund', no: 1 })
    assert.deepEqual([market.caseOf(id).status, market.money(id)[2]], ['closed', 5_000])
    const rest = { itemId: '1', quantity: 3 }
    const told = { text: '', photos: [], condition: asDelivered, contest: false, sellerSold: 9 }
    const wish = { type: 'request', track: 'no_reason', remedy: 'refund', pieces: [rest], ...told }
    assert.equal(market.refuses(buyer, 'returns', id, wish), 'return.items_unknown', 'two are left')
  })
  it('a proposal does, too; both sign which goods it is about', () => {
    const { market, id, last } = mixed()
    const settle = { refundFen: 4_000n, faults: [], text: '退一只', goodsBack: true, pieces: one }
    market.inCase(zhao, id, 'propose', settle)
    const [made] = market.offersOf(id)
    assert.deepEqual([made?.kind, made?.pieces], ['return_refund', one])
    const sign = { offerId: made?.id, hash: made?.hash }
    for (const side of [buyer, seller]) market.inCase(side, id, 'accept_offer', sign)
    assert.deepEqual([market.caseOf(id).status, last()?.pieces], ['returning', one])
  })
  it('goods that are not there, too many of them, or named twice, are no ruling', () => {
    const { market, id } = mixed()
    const wrong = [
      [{ itemId: '9', quantity: 1 }],
      [{ itemId: '1', quantity: 4 }],
      [{ itemId: '1', quantity: 0 }],
      [...one, ...one],
    ]
    for (const pieces of wrong) {
      const body = { type: 'rule', ...rule, pieces }
      assert.equal(market.refuses(zhao, 'complaints', id, body), 'complaint.offer_unusable')
    }
  })
})

describe('a hostile side', () => {
  it('cannot fill the file, so that the other has no room left to prove anything', () => {
    const trade = new Trade()
    trade.complains('damaged', { photos: [] })
    const show = { type: 'show', point: 'quality', text: '录像', photos: [photo] }
    for (let n = 0; n < 40; n++) trade.market.does(seller, 'complaints', trade.id, show)
    const say = { type: 'say', text: '没坏' }
    for (let n = 0; n < 100; n++) trade.market.does(seller, 'complaints', trade.id, say)
    const low = { type: 'offer', kind: 'split', refundFen: 1n, days: 0, text: '' }
    for (let n = 0; n < 25; n++) trade.market.does(seller, 'complaints', trade.id, low)
    for (const wish of [show, say, low]) {
      assert.equal(
        trade.market.refuses(seller, 'complaints', trade.id, wish),
        'complaint.file_full',
      )
      trade.market.does(buyer, 'complaints', trade.id, wish)
    }
  })
  it('gains nothing by offers and withdrawals at the last moment', () => {
    const trade = new Trade()
    trade.complains()
    trade.market.inCase(seller, trade.id, 'offer', {
      kind: 'split',
      refundFen: 100n,
      days: 0,
      text: '',
    })
    const made = trade.market.offersOf(trade.id)[0]
    // His words keep nothing open: what he bears is held against him when his hours are over.
    trade.market.pass(72 * hour - 1)
    trade.market.inCase(seller, trade.id, 'offer', {
      kind: 'split',
      refundFen: 200n,
      days: 0,
      text: '',
    })
    const sign = { type: 'accept_offer', offerId: made?.id, hash: made?.hash }
    assert.equal(
      trade.market.refuses(buyer, 'complaints', trade.id, sign),
      'complaint.offer_not_found',
    )
    trade.market.pass(hour)
    assert.equal(trade.file.status, 'ruled')
    // An offer after the decision delays nothing, and a second appeal there is none.
    trade.market.inCase(seller, trade.id, 'offer', {
      kind: 'split',
      refundFen: 1n,
      days: 0,
      text: '',
    })
    trade.market.pass(71 * hour)
    trade.market.inCase(seller, trade.id, 'appeal', { text: '不服' })
    const again = { type: 'appeal', text: '还是不服' }
    assert.equal(
      trade.market.refuses(seller, 'complaints', trade.id, again),
      'complaint.wrong_stage',
    )
    trade.market.pass(16 * day)
    assert.deepEqual([trade.file.status, trade.refunded], ['closed', fen])
  })
})

describe('receipt is confirmed while a case is open', () => {
  it('what is not in dispute goes its way, and nothing of what is locked', () => {
    const trade = new Trade()
    trade.complains('damaged', { amountFen: 5_000n })
    trade.market.as(buyer, trade.id, 'confirm')
    trade.market.inCase(seller, trade.id, 'show', { point: null, text: '录像', photos: [photo] })
    trade.market.pass(20 * day)
    assert.deepEqual(trade.market.money(trade.id), [11_730, 70, 0, 5_000])
    assert.equal(trade.file.status, 'mediating')
    trade.market.inCase(buyer, trade.id, 'withdraw')
    trade.market.pass(day)
    assert.deepEqual(trade.market.money(trade.id), [16_700, 100, 0, 0])
  })
})

describe('what is owed when nothing is held any more', () => {
  it('an objection to goods is heard, also where nothing is left to claim', () => {
    const trade = new Trade({ aftersales: { ...promised, warrantyMonths: 12 } })
    trade.market.as(buyer, trade.id, 'confirm')
    trade.market.pass(15 * day)
    trade.complains()
    trade.market.inCase(seller, trade.id, 'agree')
    const told = {
      text: '又裂了',
      photos: [],
      condition: asDelivered,
      contest: false,
      sellerSold: 9,
    }
    const pieces = [{ itemId: '1', quantity: 1 }]
    const wish = { type: 'request', track: 'quality', remedy: 'repair', pieces, ...told }
    trade.market.does(buyer, 'returns', trade.id, wish)
    trade.sentBack()
    trade.market.scan('pcl_b', 'signed')
    trade.goods(seller, 'object', { kind: 'no_defect', text: '没有问题', photos: [] })
    trade.goods(buyer, 'contest')
    assert.deepEqual([trade.file.count, trade.file.amountFen], [2, 0n])
    trade.market.inCase(buyer, trade.id, 'withdraw')
    assert.equal(trade.last.stage, 'giving_back', 'the goods are the buyer’s')
  })
  it('is recorded once: a second case cannot claim it again', () => {
    const trade = new Trade()
    trade.market.as(buyer, trade.id, 'confirm')
    trade.market.pass(15 * day)
    assert.equal(trade.market.money(trade.id)[3], 0, 'the seller has it')
    trade.complains()
    trade.market.inCase(seller, trade.id, 'agree')
    assert.deepEqual([trade.file.outcome?.owedFen, trade.file.owedInAllFen], [16_800n, 16_800n])
    const again = { type: 'open', amountFen: null, issue: 'fake', text: '' }
    const refused = trade.market.refuses(buyer, 'complaints', trade.id, again)
    assert.equal(refused, 'complaint.nothing_paid')
  })
})
