import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { buyer, seller } from '../../test/memory.ts'
import { day, hour, minute } from '../kernel/time.ts'
import { asDelivered } from './judging.ts'
import { address, cup, fault, plain, Trade } from './test-returns.ts'

describe('a return without a reason', () => {
  it('locks what it is worth, stops the clocks, and ends in a refund by the seller', () => {
    const trade = new Trade([cup])
    const asked = trade.request()
    assert.deepEqual([asked.stage, asked.lockFen, asked.freight], ['accepted', 16_800n, 'buyer'])
    assert.deepEqual(trade.market.of(trade.orderId).locks, [{ id: 'return/1', amountFen: 16_800n }])
    trade.does(seller, 'address', address)
    trade.does(buyer, 'send', { parcelId: 'p9', carrierId: 'sudi', trackingNo: 'RT00000009' })
    trade.scanBack('signed', 'p9')
    assert.equal(trade.last.stage, 'back')
    assert.equal(trade.does(seller, 'refund').stage, 'refunded')
    assert.deepEqual(trade.money, [0, 0, 16_800, 0])
    assert.equal(trade.market.of(trade.orderId).status, 'refunded')
  })
  it('R-53: is granted against a social seller, on the texts that say so', () => {
    const { citations } = new Trade([cup]).request()
    assert(citations.some((cite) => cite.startsWith('消费者权益保护法 第二十五条')))
    assert(citations.includes('网络交易监督管理办法 第七条第一款'))
  })
  it('R-53: is refused against somebody who sells an own used thing', () => {
    const aftersales = { ...plain, occasional: true }
    const trade = new Trade([{ ...cup, offer: { title: '婴儿推车', aftersales } }])
    assert.equal(trade.refused({ sellerSold: 1 }), 'return.not_operator')
    assert.equal(trade.request({ sellerSold: 40 }).stage, 'accepted', 'many sales are a trade')
  })
})

describe('who is silent (README.md, a test for each row)', () => {
  const rows = {
    'accepted, seller': () => {
      const trade = new Trade([cup])
      trade.request()
      trade.market.pass(48 * hour + minute)
      assert.deepEqual([trade.last.stage, trade.last.goodsWait], ['refunded', true])
      assert.deepEqual(trade.money, [0, 0, 16_800, 0])
      assert.equal(trade.does(seller, 'address', address).contactId, 'a1', 'he may fetch them')
    },
    'addressed, buyer': () => {
      const trade = new Trade([cup])
      trade.request()
      trade.does(seller, 'address', address)
      trade.market.pass(10 * day + minute)
      assert.equal(trade.last.stage, 'lapsed')
      assert.deepEqual(trade.market.of(trade.orderId).locks, [])
      trade.market.pass(day)
      assert.equal(trade.market.of(trade.orderId).status, 'settled', 'the order goes on')
    },
    'sent, carrier': () => {
      const trade = new Trade([cup])
      trade.sentBack()
      trade.market.pass(10 * day)
      trade.scanBack('accepted')
      trade.market.pass(14 * day)
      assert.equal(trade.last.stage, 'sent', 'a word of the carrier counts')
      trade.market.pass(2 * day)
      assert.deepEqual([trade.last.stage, trade.last.review?.why], ['reviewing', ['no_trace']])
    },
    'back, seller': () => {
      const trade = new Trade([cup], { now: '2026-03-17T10:00' })
      trade.sentBack()
      trade.market.pass(3 * day)
      trade.scanBack('signed')
      trade.market.pass(7 * day + 13 * hour)
      assert.equal(trade.last.stage, 'back')
      trade.market.pass(hour + minute)
      assert.equal(trade.last.stage, 'refunded')
      assert.deepEqual(trade.last.ended?.by, 'clock')
      assert.deepEqual(trade.money, [0, 0, 16_800, 0])
    },
    'back, seller, who was to repair': () => {
      const trade = new Trade([cup])
      trade.sentBack({ ...fault, remedy: 'repair' })
      trade.scanBack('signed')
      trade.market.pass(16 * day)
      assert.equal(trade.last.stage, 'late')
    },
    'late, buyer': () => {
      const trade = new Trade([cup])
      trade.sentBack({ ...fault, remedy: 'repair' })
      trade.scanBack('signed')
      trade.market.pass(20 * day)
      assert.deepEqual([trade.last.stage, trade.last.ended?.reason], ['refunded', 'not_mended'])
    },
    'outbound, carrier': () => {
      const trade = new Trade([cup])
      trade.sentBack({ ...fault, remedy: 'exchange' })
      trade.scanBack('signed')
      trade.does(seller, 'mend', { parcelId: 'p2', carrierId: 'sudi', trackingNo: 'RT00000002' })
      trade.market.pass(15 * day + minute)
      const { stage, ended } = trade.last
      assert.deepEqual([stage, ended?.reason], ['refunded', 'not_delivered_again'])
    },
    'outbound, buyer, of what was done in person': () => {
      const trade = new Trade([cup])
      trade.sentBack({ ...fault, remedy: 'repair' })
      trade.scanBack('signed')
      trade.does(seller, 'mend_in_person')
      trade.market.pass(15 * day + minute)
      assert.deepEqual([trade.last.stage, trade.last.review?.why], ['reviewing', ['no_trace']])
    },
    'giving_back, seller': () => {
      const trade = denied()
      trade.market.pass(8 * day)
      assert.deepEqual([trade.last.ended?.reason, trade.money[2]], ['not_given_back', 16_800])
    },
    'reviewing, mediator, before it began': () => {
      const trade = frequent()
      trade.market.pass(5 * day + minute)
      assert.equal(trade.last.stage, 'accepted', 'nothing is refused by silence')
    },
    'reviewing, mediator, on a claim': () => {
      const trade = new Trade([cup])
      trade.request(fault)
      const nothing = { kind: 'no_defect', text: '检测合格，见报告', photos: [] }
      assert.equal(trade.does(seller, 'object', nothing).stage, 'reviewing')
      trade.market.pass(15 * day + minute)
      assert.equal(trade.last.stage, 'accepted')
      assert.equal(trade.no(seller, 'object', nothing), 'return.wrong_stage', 'heard once')
      trade.market.pass(2 * day)
      assert.equal(trade.last.stage, 'refunded')
    },
    'reviewing, mediator, on an objection': () => {
      const trade = new Trade([cup])
      trade.sentBack()
      trade.scanBack('signed')
      trade.does(seller, 'object', { kind: 'swapped', text: '退回的是空盒', photos: ['ab'] })
      trade.market.pass(15 * day + minute)
      assert.deepEqual([trade.last.stage, trade.last.ended?.reason], ['refunded', 'no_decision'])
    },
    'reviewing, mediator, on a parcel that a carrier had': () => {
      const trade = new Trade([cup])
      trade.sentBack()
      trade.scanBack('accepted')
      trade.scanBack('lost')
      trade.market.pass(5 * day + minute)
      assert.deepEqual([trade.last.ended?.reason, trade.money[2]], ['lost_on_the_way', 16_800])
      const { event } =
        trade.market.log.findLast((one) => one.event.type === 'return.refunded') ?? {}
      assert.match(String((event as { cite?: string }).cite), /民法典 第六百零七条第一款/)
    },
    'reviewing, mediator, on a parcel that no carrier ever saw': () => {
      const trade = new Trade([cup])
      trade.sentBack()
      trade.market.pass(20 * day + hour)
      assert.deepEqual([trade.last.stage, trade.money[2]], ['lapsed', 0], 'a number proves nothing')
    },
    'reviewing, mediator, on a parcel that went back to the buyer': () => {
      const trade = new Trade([cup])
      trade.sentBack()
      trade.scanBack('accepted')
      trade.scanBack('returned')
      trade.market.pass(5 * day + minute)
      assert.deepEqual(
        [trade.last.stage, trade.money[2]],
        ['addressed', 0],
        'goods or money, not both',
      )
    },
    'any, while the hold ends': () => {
      const trade = new Trade([cup], { holdDays: 18 })
      trade.sentBack()
      trade.scanBack('accepted')
      trade.market.pass(8 * day + minute)
      assert.deepEqual([trade.last.stage, trade.last.review?.why], ['reviewing', ['hold_ending']])
      trade.market.pass(5 * day)
      assert.deepEqual(trade.money, [0, 0, 16_800, 0], 'decided while the money was there')
    },
  } satisfies Record<string, () => void>
  for (const [row, holds] of Object.entries(rows)) it(row, holds)
  it('has a test for each row of the table, and no other', () => {
    const page = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    const table = page.slice(
      page.indexOf('| stage | silent |'),
      page.indexOf('Where nothing is held'),
    )
    const named = table
      .split('\n')
      .slice(2)
      .flatMap((line) => {
        const [, stage, silent] = line.split('|').map((cell) => cell.trim())
        return stage && silent ? [`${stage}, ${silent}`] : []
      })
    assert.deepEqual(named, Object.keys(rows))
  })
})

/** Not upheld, while the goods are with the seller. */
function denied(): Trade {
  const trade = new Trade([cup])
  trade.sentBack()
  trade.scanBack('signed')
  trade.does(seller, 'object', { kind: 'other', text: '穿过多次', photos: [] })
  const ruling = { decision: 'deny', refundFen: null, reason: '照片清楚' }
  assert.equal(trade.does('person:zhou', 'decide', ruling).stage, 'giving_back')
  assert.equal(trade.market.of(trade.orderId).locks.length, 1)
  return trade
}

function frequent(times = 46): Trade {
  const trade = new Trade([{ ...cup, stock: 1_000 }], { now: '2026-05-10T10:00' })
  const { market } = trade
  const listingId = market.of(trade.orderId).items[0]?.listingId ?? ''
  for (let one = 0; one < times; one++) {
    const orderId = market.buy([{ listingId, quantity: 1 }], 16_800)
    market.pay(orderId)
    market.scan(market.ship(orderId), 'signed')
    market.does(buyer, 'returns', orderId, trade.wish())
  }
  trade.request()
  return trade
}

describe('abuse cuts both ways', () => {
  it('R-109: the 47th return of the same goods goes to a person, with the factors', () => {
    const { last } = frequent()
    assert.equal(last.stage, 'reviewing')
    assert.deepEqual(last.review?.habits, { sameGoods: 46, allGoods: 46, everywhere: 0 })
    assert(last.citations.includes('市场监督管理投诉举报处理办法(121号令) 第十七条'))
  })
  it('R-109: many returns in other shops are weighed by a person as well, and refused by nobody', () => {
    const trade = new Trade([cup])
    const { stage, review } = trade.request({ everywhere: 30 })
    assert.deepEqual([stage, review?.why], ['reviewing', ['frequent']])
    assert.deepEqual(review?.habits, { sameGoods: 0, allGoods: 0, everywhere: 30 })
    assert.equal(new Trade([cup]).request({ everywhere: 29 }).stage, 'accepted')
  })
  it('R-109: a few returns are nobody’s business', () =>
    assert.equal(frequent(9).last.stage, 'accepted'))
  it('R-109: swapped goods that are proven bring a note, and the seller keeps the money', () => {
    const trade = new Trade([cup])
    trade.sentBack()
    trade.scanBack('signed')
    assert.equal(
      trade.no(seller, 'object', { kind: 'swapped', text: '空盒', photos: [] }),
      'return.reason_missing',
    )
    trade.does(seller, 'object', { kind: 'swapped', text: '空盒', photos: ['ab'] })
    const ruling = { decision: 'deny', refundFen: null, reason: '照片与揽收重量相符' }
    trade.does('person:zhou', 'decide', ruling)
    const denied = trade.market.log.findLast(({ event }) => event.type === 'return.denied')
    const cite = denied?.event && 'cite' in denied.event ? denied.event.cite : null
    assert.equal(cite, '消费者权益保护法实施条例 第四十九条第二款')
    trade.market.pass(11 * day)
    assert.equal(trade.market.of(trade.orderId).status, 'settled')
  })
})

describe('what an objection becomes when the buyer complains', () => {
  it('what is not upheld comes to the buyer again: goods and money are never both the seller’s', () => {
    const given = denied()
    given.does(seller, 'mend', { parcelId: 'p2', carrierId: 'sudi', trackingNo: 'RT00000002' })
    given.scanBack('signed', 'p2')
    assert.deepEqual([given.last.stage, given.last.ended?.reason], ['denied', '照片清楚'])
    assert.deepEqual([given.money[2], given.market.of(given.orderId).locks], [0, []])
    assert(given.kinds.includes('return.to_give_back'))
  })
  it('one case: the lock changes hands, nothing is decided twice', () => {
    const trade = new Trade([cup])
    trade.sentBack()
    trade.scanBack('signed')
    trade.does(seller, 'object', { kind: 'other', text: '少了杯盖', photos: [] })
    trade.market.complain(trade.orderId)
    assert.deepEqual([trade.last.stage, trade.last.ended?.reason], ['settled', 'complaint'])
    const [lock, ...others] = trade.market.of(trade.orderId).locks
    assert.deepEqual([lock?.amountFen, others], [16_800n, []])
    assert(trade.kinds.includes('return.handed_over'))
  })
})

describe('R-40: a refund that does not come', () => {
  it('is named with its day when the goods come back, and marked when that day comes', () => {
    const trade = new Trade([cup])
    trade.sentBack()
    trade.market.pass(10 * day)
    trade.scanBack('signed')
    trade.market.pass(5 * day)
    trade.does(seller, 'object', { kind: 'other', text: '少了杯盖', photos: [] })
    const marks = () => trade.kinds.filter((kind) => kind === 'return.penalty_marked')
    const arrived = trade.market.log.find(({ event }) => event.type === 'return.arrived')?.event
    assert.equal((arrived as { violationFrom?: string }).violationFrom, '2026-04-05')
    const markAt = Date.parse('2026-04-05T00:00:00+08:00')
    // A person may still weigh the objection on that day.
    trade.market.pass(markAt - trade.market.at - hour)
    assert.deepEqual([trade.last.stage, marks()], ['reviewing', []])
    trade.market.pass(2 * hour)
    trade.market.pass(30 * day)
    assert.deepEqual(marks(), ['return.penalty_marked'], 'once')
  })
  it('nothing is marked where the money came by itself in time', () => {
    const trade = new Trade([cup])
    trade.sentBack()
    trade.scanBack('signed')
    trade.market.pass(40 * day)
    assert.equal(trade.last.stage, 'refunded')
    assert(!trade.kinds.includes('return.penalty_marked'))
  })
})

describe('what stands in the journal', () => {
  it('of an exchange', () => {
    const trade = new Trade([cup])
    trade.sentBack({ ...fault, remedy: 'exchange' })
    trade.scanBack('accepted')
    trade.scanBack('signed')
    trade.does(seller, 'promise', { days: 3 })
    trade.market.pass(5 * day)
    trade.does(buyer, 'choose', { remedy: 'exchange' })
    trade.does(seller, 'mend', { parcelId: 'p2', carrierId: 'sudi', trackingNo: 'RT00000002' })
    trade.does(buyer, 'receive')
    assert.deepEqual(trade.kinds, [
      'return.requested',
      'return.addressed',
      'return.sent',
      'return.moving',
      'return.moving',
      'return.arrived',
      'return.promised',
      'return.mend_late',
      'return.chosen',
      'return.mended',
      'return.completed',
    ])
  })
  it('of one that a person let go on, and that then lapsed', () => {
    const trade = new Trade([
      { ...cup, offer: { aftersales: { ...plain, exclusion: 'custom_made' } } },
    ])
    trade.request({ contest: true })
    const ruling = { decision: 'go_on', refundFen: null, reason: '标准尺码，不是定做' }
    assert.equal(
      trade.no('person:zhou', 'decide', { ...ruling, reason: ' ' }),
      'return.reason_missing',
    )
    trade.does('person:zhou', 'decide', ruling)
    trade.does(seller, 'address', address)
    trade.market.pass(11 * day)
    assert.deepEqual(trade.kinds, [
      'return.requested',
      'return.accepted',
      'return.addressed',
      'return.lapsed',
    ])
  })
  it('of one without an address, and of a parcel that was lost', () => {
    const silent = new Trade([cup])
    silent.request()
    silent.market.pass(3 * day)
    silent.does(seller, 'address', address)
    assert.deepEqual(silent.kinds.slice(1), ['return.refunded', 'return.fetching'])
    const lost = new Trade([cup])
    lost.sentBack()
    lost.scanBack('lost')
    assert.deepEqual(lost.last.review?.why, ['astray'])
    assert(lost.kinds.includes('return.escalated'))
  })
  it('of one whose order was settled as the hold ended', () => {
    const trade = new Trade([cup], { holdDays: 18 })
    trade.sentBack()
    trade.scanBack('signed')
    trade.does(seller, 'object', { kind: 'other', text: '少了杯盖', photos: [] })
    assert(trade.kinds.includes('return.objected'))
    trade.market.pass(14 * day)
    assert.deepEqual([trade.last.stage, trade.money[2]], ['settled', 16_800])
    assert(trade.kinds.includes('return.settled'))
  })
})

describe('goods that fall short', () => {
  const opened = { ...cup, offer: { title: '美白面膜 5片', text: '面膜拆封不退' } }
  it('R-54: go back at the seller’s cost, and “opened” is no defence', () => {
    const condition = { ...asDelivered, sealBroken: true }
    const trade = new Trade([opened])
    assert.equal(trade.refused({ condition }), 'return.not_intact')
    const { track, freight, stage } = trade.request({ ...fault, condition })
    assert.deepEqual([track, freight, stage], ['quality', 'seller', 'accepted'])
  })
  it('are told of in words or pictures', () =>
    assert.equal(new Trade([cup]).refused({ ...fault, text: ' ' }), 'return.say_what_is_wrong'))
  it('after seven days are exchanged or repaired; the money is for a person to decide', () => {
    const aftersales = { ...plain, warrantyMonths: 12 }
    const trade = new Trade([{ ...cup, offer: { aftersales } }])
    trade.market.pass(9 * day)
    assert.equal(trade.refused(fault), 'return.quality_refund_over')
    assert.equal(trade.request({ ...fault, remedy: 'repair' }).stage, 'accepted')
  })
  it('are not exchanged once the warranty is over', () => {
    const trade = new Trade([cup])
    trade.market.pass(9 * day)
    assert.equal(trade.refused({ ...fault, remedy: 'exchange' }), 'return.warranty_over')
  })
  it('R-43: an exchange begins the warranty anew', () => {
    const aftersales = { ...plain, warrantyMonths: 12 }
    const trade = new Trade([{ ...cup, offer: { aftersales } }], { now: '2026-01-10T10:00' })
    trade.market.pass(140 * day)
    trade.sentBack({ ...fault, remedy: 'exchange' })
    trade.scanBack('signed')
    trade.does(seller, 'mend', { parcelId: 'p2', carrierId: 'sudi', trackingNo: 'RT00000002' })
    trade.market.pass(2 * day)
    trade.scanBack('signed', 'p2')
    const done = trade.market.log.findLast(({ event }) => event.type === 'return.completed')
    assert.equal(
      done && 'warrantyUntil' in done.event ? done.event.warrantyUntil : null,
      '2027-06-01',
    )
  })
  it('R-41: a repair that was promised and not done lets the buyer choose without asking anew', () => {
    const trade = new Trade([cup], { now: '2026-05-09T10:00' })
    trade.sentBack({ ...fault, remedy: 'repair' })
    trade.market.pass(2 * day)
    trade.scanBack('signed')
    trade.does(seller, 'promise', { days: 5 })
    trade.market.pass(5 * day)
    assert.equal(trade.last.stage, 'back', 'the fifth day has not ended')
    trade.market.pass(14 * hour + minute)
    assert.equal(trade.last.stage, 'late', '2026-05-17 has begun')
    assert.equal(trade.does(buyer, 'choose', { remedy: 'refund' }).stage, 'refunded')
    assert.deepEqual(trade.money, [0, 0, 16_800, 0])
  })
})

describe('after a broken promise', () => {
  const late = () => {
    const trade = new Trade([cup])
    trade.sentBack({ ...fault, remedy: 'repair' })
    trade.scanBack('signed')
    trade.market.pass(16 * day)
    return trade
  }
  it('a new piece may be chosen, with a new time', () => {
    const { stage, remedy } = late().does(buyer, 'choose', { remedy: 'exchange' })
    assert.deepEqual([stage, remedy], ['back', 'exchange'])
  })
  it('a person may be asked', () => {
    const { stage, review } = late().does(buyer, 'choose', { remedy: 'mediation' })
    assert.deepEqual([stage, review?.why], ['reviewing', ['asked']])
  })
})

describe('nothing is returned twice', () => {
  it('pieces in a return are not there for another', () => {
    const market = new Trade([cup])
    market.request()
    assert.equal(market.refused(), 'return.items_unknown')
  })
  it('a withdrawn return leaves them free, and the clocks run on', () => {
    const trade = new Trade([cup])
    trade.request()
    assert.equal(trade.does(buyer, 'withdraw').stage, 'withdrawn')
    assert(trade.kinds.includes('return.withdrawn'))
    assert.deepEqual(trade.market.of(trade.orderId).locks, [])
    assert.equal(trade.request().no, 2)
  })
  it('goods on their way back are not called off', () => {
    const trade = new Trade([cup])
    trade.sentBack()
    assert.equal(trade.no(buyer, 'withdraw'), 'return.wrong_stage')
  })
})
