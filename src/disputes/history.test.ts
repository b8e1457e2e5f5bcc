import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bidKey, buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { sealBid } from './sealing.ts'

const fen = 600_000
const [zhao, qian] = mediators

function open(issue = 'damaged') {
  const market = new Memory()
  const id = market.paid({ fen })
  market.scan(market.ship(id), 'signed')
  market.inCase(buyer, id, 'open', { amountFen: null, issue, text: '', photos: [] })
  /** What has happened in the case after it was opened. */
  const events = () =>
    market.log.filter(({ domain }) => domain === 'complaints').map(({ event }) => event.type)
  const bid = (actor: string, tolerance: bigint) => {
    const sealed = sealBid(bidKey, { orderId: id, wish: actor, fen: tolerance })
    return market.inCase(actor, id, 'bid', { sealed })
  }
  return { market, id, events, bid }
}
const rule = { refundFen: 600_000n, damagesFen: 0n, faults: ['fake'], reasons: '检验报告' }

describe('what is written into the journal of a case', () => {
  it('between the two sides: words, proof, offers, bids', () => {
    const { market, id, events, bid } = open()
    market.inCase(zhao, id, 'notice', { delivered: false, complaintId: null })
    market.inCase(seller, id, 'seen')
    market.inCase(seller, id, 'answer', { text: '请拍照', impossible: [] })
    market.inCase(buyer, id, 'say', { text: '好' })
    market.inCase(seller, id, 'show', { point: 'quality', text: '录像', photos: [] })
    const offer = { kind: 'refund_keep', days: 0, text: '' }
    market.inCase(buyer, id, 'offer', { ...offer, refundFen: 120_000n })
    market.inCase(seller, id, 'offer', { ...offer, refundFen: 1n })
    const [, low] = market.offersOf(id)
    market.inCase(buyer, id, 'decline_offer', { offerId: low?.id })
    market.inCase(seller, id, 'offer', { ...offer, refundFen: 100_000n })
    bid(buyer, 1n)
    bid(seller, 20_000n)
    bid(buyer, 10_000n)
    bid(seller, 10_000n)
    assert.deepEqual(events().slice(2), [
      ...['complaint.noticed', 'complaint.noticed', 'complaint.answered', 'complaint.said'],
      ...['complaint.shown', 'complaint.offered', 'complaint.offered'],
      ...['complaint.offer_declined', 'complaint.offered', 'complaint.bid_placed'],
      ...['complaint.bid_placed', 'complaint.bids_apart', 'complaint.bid_placed'],
      ...['complaint.bid_placed', 'complaint.bids_met', 'complaint.closed'],
    ])
    assert.equal(market.money(id)[2], 110_000)
  })
  it('R-83: no tolerance is in the journal, in no form that can be read', () => {
    const { market, id, bid } = open()
    const offer = { kind: 'split', days: 0, text: '', refundFen: 100_000n }
    market.inCase(seller, id, 'offer', offer)
    bid(buyer, 123_457n)
    const written = market.log.map(({ event }) => JSON.stringify(event, plain)).join()
    assert(!written.includes('123457'))
  })
  it('a third person: objection, reassignment, draft, appeal', () => {
    const { market, id, events } = open()
    market.inCase(buyer, id, 'escalate')
    market.inCase(zhao, id, 'take')
    market.inCase(seller, id, 'object', { reason: '亲戚' })
    market.inCase(qian, id, 'decide_objection', { granted: false })
    market.pass(69 * day)
    market.inCase(qian, id, 'take')
    market.inCase(qian, id, 'rule', rule)
    market.pass(73 * hour)
    market.inCase(qian, id, 'rule', rule)
    market.inCase(mediators[2], id, 'confirm_ruling')
    market.inCase(seller, id, 'appeal', { text: '不服' })
    const after = events().slice(2)
    assert.deepEqual(after, [
      ...['complaint.escalated', 'complaint.taken', 'complaint.objected'],
      ...['complaint.objection_decided', 'complaint.to_decide', 'complaint.reassigned'],
      ...['complaint.taken', 'complaint.drafted', 'complaint.draft_fell', 'complaint.drafted'],
      ...['complaint.decided', 'complaint.appealed'],
    ])
    // Whoever decided or confirmed is out of it now, and whoever was objected to, as well.
    for (const one of [zhao, qian, mediators[2]])
      assert.equal(market.refuses(one, 'complaints', id, { type: 'take' }), 'complaint.is_barred')
  })
  it('a promise, other victims, other roads, and the last reminder', () => {
    const { market, id, events } = open('harmful')
    const loss = { item: 'medical', amountFen: 30_000n }
    market.inCase(buyer, id, 'join', { relation: 'spouse', losses: [loss] })
    market.inCase(buyer, id, 'go_elsewhere', { way: 'court' })
    market.inCase(seller, id, 'offer', { kind: 'repair', refundFen: 0n, days: 3, text: '' })
    const [made] = market.offersOf(id)
    market.inCase(buyer, id, 'accept_offer', { offerId: made?.id, hash: made?.hash })
    market.does(seller, 'returns', id, { type: 'address', no: 1, contactId: 'a1' })
    market.does(seller, 'returns', id, { type: 'sign', no: 1 })
    const object = { type: 'object', no: 1, kind: 'no_defect', text: '没有质量问题', photos: [] }
    market.does(seller, 'returns', id, object)
    market.inCase(zhao, id, 'take')
    market.inCase(zhao, id, 'rule', { ...rule, refundFen: 0n })
    market.inCase(buyer, id, 'accept_ruling')
    market.pass(1_010 * day)
    assert.deepEqual(events().slice(2), [
      ...['complaint.joined', 'complaint.went_elsewhere', 'complaint.offered'],
      ...['complaint.offer_accepted', 'complaint.promised', 'complaint.shown', 'complaint.stepped'],
      ...['complaint.taken', 'complaint.decided', 'complaint.closed'],
      'complaint.reminded',
    ])
  })
})

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
