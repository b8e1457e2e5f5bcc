import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { evolve } from './evolve.ts'
import type { CaseFile, Command, Event, Facts, Refusal } from './model.ts'
import { decide, initial } from './rules.ts'
import { disputeTerms } from './terms.ts'

const given = specify({ initial, decide, evolve })
const at = Date.parse('2026-03-10T10:00:00+08:00')
const asBuyer: Facts = {
  ...{
    at,
    orderId: 'ord_1',
    role: 'buyer',
    personId: 'wang',
    head: false,
    buyerId: 'wang',
    ordererId: 'sun',
    sellerId: 'chen',
  },
  ...{ freeFen: 120_000n, paidFen: 120_000n, backFen: 0n, holdEndsAt: at + 170 * day },
  ...{ goodsText: '手工陶杯', standing: 'unverified', receivedOn: '2026-03-09' },
  ...{
    unsentLate: false,
    returnable: [{ itemId: '1', quantity: 1 }],
    mendable: [{ itemId: '1', quantity: 1 }],
    goods: null,
  },
  ...{ bids: { buyer: null, seller: null }, terms: disputeTerms },
}
const asSeller: Facts = { ...asBuyer, role: 'seller', personId: 'chen' }
const asMediator: Facts = { ...asBuyer, role: 'mediator', personId: 'zhao' }
const photo = 'a'.repeat(64)
const words = { issue: 'damaged', text: '瓶身有裂纹' } as const
const claim = (amountFen: bigint | null, more: object = {}): Command => {
  return { type: 'open', amountFen, ...words, ...more }
}

/** The events of these steps, one after the other. */
function history(...steps: readonly (readonly [Command, Partial<Facts>])[]): Event[] {
  const past: Event[] = []
  for (const [command, facts] of steps) {
    const { answer } = given(...past).when(command, { ...asBuyer, ...facts })
    assert(Array.isArray(answer), (answer as { refused?: string }).refused)
    past.push(...answer)
  }
  return past
}
function file(...past: Event[]): CaseFile {
  const { state } = given(...past)
  assert(state.status !== 'none', 'a case')
  return state
}
const opened = history([claim(50_000n), {}])
const offer = (refundFen: bigint, kind = 'refund_keep', days = 0): Command => {
  return { type: 'offer', kind, refundFen, days, text: '' } as Command
}
const rule: Command = {
  ...{ type: 'rule', refundFen: 50_000n, damagesFen: 0n, faults: ['flawed'], goodsBack: false },
  reasons: '照片显示裂纹',
}
const noticed: Command = { type: 'notice', delivered: true, complaintId: null }
const mediating = [...opened, ...history2(opened, [{ type: 'escalate' }, asBuyer])]
const taken = [...mediating, ...history2(mediating, [{ type: 'take' }, asMediator])]
const ruled = [...taken, ...history2(taken, [rule, asMediator])]

/** What these steps add to a past. */
function history2(past: Event[], ...steps: readonly (readonly [Command, Facts])[]): Event[] {
  const more: Event[] = []
  for (const [command, facts] of steps) {
    const { answer } = given(...past, ...more).when(command, facts)
    assert(Array.isArray(answer), (answer as { refused?: string }).refused)
    more.push(...answer)
  }
  return more
}

describe('a complaint', () => {
  it('R-78: locks exactly what is claimed', () => {
    const [event] = opened
    assert(event?.type === 'complaint.opened')
    assert.deepEqual([event.amountFen, event.lockFen], [50_000n, 50_000n])
  })
  it('that names no amount claims all that has not gone back', () =>
    assert.equal(file(...history([claim(null), { backFen: 20_000n }])).amountFen, 100_000n))
  it('after release locks nothing, and what is decided then is owed by the seller', () => {
    const late = { freeFen: 0n, holdEndsAt: null }
    const past = history([claim(50_000n), late], [{ type: 'agree' }, { ...asSeller, ...late }])
    const { outcome } = file(...past)
    assert.deepEqual([outcome?.fromHoldFen, outcome?.owedFen], [0n, 50_000n])
  })
  it('can be made again, under a number of its own', () => {
    const closed = [...opened, ...history2(opened, [{ type: 'withdraw' }, asBuyer])]
    const { complaintId, count } = file(...closed, ...history2(closed, [claim(1n), asBuyer]))
    assert.deepEqual([complaintId, count], ['ord_1/2', 2])
  })
})

describe('refusals, in order of precedence', () => {
  const none = { paidFen: 0n, freeFen: 0n }
  const decided = [...ruled, ...history2(ruled, [{ type: 'accept_ruling' }, asSeller])]
  const full = { ...asBuyer }
  const sellerOffer = [...opened, ...history2(opened, [offer(10_000n), asSeller])]
  const offerId = 'ord_1/1/o1'
  const rows: [Event[], Command, Facts, Refusal][] = [
    [[], claim(0n), { ...asBuyer, role: 'stranger' }, 'complaint.not_found'],
    [opened, claim(0n), { ...asSeller, ...none }, 'complaint.not_yours_to_do'],
    [opened, claim(0n), { ...asBuyer, ...none }, 'complaint.already_open'],
    [[], claim(0n, { knownOn: '2020-01-01' }), { ...full, ...none }, 'complaint.nothing_paid'],
    [decided, claim(0n, { knownOn: '2020-01-01' }), full, 'complaint.too_late'],
    [[], claim(0n, { knownOn: '2026-03-11' }), full, 'complaint.too_late'],
    [decided, claim(0n), { ...full, backFen: 1n }, 'complaint.already_decided'],
    [[], claim(0n, { multiple: true, purpose: 'resale' }), full, 'complaint.amount_too_high'],
    [[], claim(120_001n), full, 'complaint.amount_too_high'],
    [[], claim(1n, { multiple: true, purpose: 'resale' }), full, 'complaint.civil_track'],
    [[], { type: 'withdraw' }, asBuyer, 'complaint.not_open'],
    [decided, { type: 'withdraw' }, asBuyer, 'complaint.not_open'],
    [opened, { type: 'withdraw' }, asSeller, 'complaint.not_yours_to_do'],
    [opened, { type: 'agree' }, asBuyer, 'complaint.not_yours_to_do'],
    [opened, { type: 'take' }, asBuyer, 'complaint.not_yours_to_do'],
    [opened, { type: 'withdraw' }, asMediator, 'complaint.not_yours_to_do'],
    [mediating, { type: 'answer', text: '', impossible: [] }, asSeller, 'complaint.wrong_stage'],
    [opened, { type: 'answer', text: ' ', impossible: [] }, asSeller, 'complaint.words_missing'],
    [opened, offer(0n), asSeller, 'complaint.offer_unusable'],
    [opened, offer(50_001n), asSeller, 'complaint.offer_unusable'],
    [opened, offer(0n, 'repair', 61), asSeller, 'complaint.offer_unusable'],
    [
      sellerOffer,
      { type: 'accept_offer', offerId, hash: '' },
      asSeller,
      'complaint.offer_not_found',
    ],
    [sellerOffer, { type: 'accept_offer', offerId, hash: '' }, asBuyer, 'complaint.text_changed'],
    [opened, { type: 'bid', sealed: '' }, asBuyer, 'complaint.nothing_to_meet'],
    [opened, { type: 'take' }, { ...asMediator, personId: 'chen' }, 'complaint.is_party'],
    [opened, { type: 'take' }, { ...asMediator, personId: 'sun' }, 'complaint.is_party'],
    [opened, noticed, { ...asMediator, personId: 'chen' }, 'complaint.is_party'],
    [opened, noticed, { ...asMediator, personId: 'sun' }, 'complaint.is_party'],
    [opened, { type: 'take' }, { ...asMediator, personId: null }, 'complaint.is_barred'],
    [opened, { type: 'take' }, asMediator, 'complaint.wrong_stage'],
    [mediating, rule, asMediator, 'complaint.not_assigned'],
    [taken, { ...rule, faults: ['sin' as never] }, asMediator, 'complaint.fault_unknown'],
    [taken, { ...rule, reasons: '' } as Command, asMediator, 'complaint.words_missing'],
    [taken, { ...rule, refundFen: 50_001n } as Command, asMediator, 'complaint.amount_too_high'],
    [opened, { type: 'time', kind: 'last' }, { ...asBuyer, role: 'house' }, 'complaint.not_due'],
  ]
  for (const [past, command, facts, code] of rows)
    it(`${command.type}: ${code}`, () =>
      given(...past)
        .when(command, facts)
        .refused(code))
  it('a draft is confirmed by somebody else, and a file takes only so much', () => {
    const big = { paidFen: 900_000n, freeFen: 900_000n }
    const past = history(
      [claim(800_000n), big],
      [{ type: 'escalate' }, big],
      [{ type: 'take' }, { ...asMediator, ...big }],
      [{ ...rule, refundFen: 800_000n } as Command, { ...asMediator, ...big }],
    )
    const confirm: Command = { type: 'confirm_ruling' }
    given(...past)
      .when(confirm, { ...asMediator, ...big })
      .refused('complaint.four_eyes')
    const steps = Array.from({ length: 40 }, () => {
      return [{ type: 'show', point: null, text: '照片', photos: [] }, {}] as const
    })
    given(...history([claim(1n), {}], ...steps))
      .when({ type: 'show', point: null, text: '', photos: [photo] }, asBuyer)
      .refused('complaint.file_full')
  })
})

describe('who is who', () => {
  it('only the two sides of an order know of it', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    const stranger = market.refuses('person:zhang', 'complaints', id, claim(null))
    assert.equal(stranger, 'complaint.not_found')
    assert.equal(market.refuses(seller, 'complaints', id, claim(null)), 'complaint.not_yours_to_do')
  })
  it('nothing can be claimed before payment, nor after all went back', () => {
    const market = new Memory()
    const id = market.order({ fen: 16_800 })
    assert.equal(market.refuses(buyer, 'complaints', id, claim(null)), 'complaint.nothing_paid')
    market.pay(id)
    market.as(buyer, id, 'cancel', { reason: '' })
    assert.equal(market.refuses(buyer, 'complaints', id, claim(null)), 'complaint.nothing_paid')
  })
})

describe('R-75 and R-76: the burden of proof', () => {
  function fake() {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'signed')
    market.inCase(buyer, id, 'open', { amountFen: null, issue: 'fake', text: '假的' })
    return { market, id }
  }
  it('a fake and a silent seller: decided by the site’s rule in 72 hours, without a human', () => {
    const { market, id } = fake()
    market.pass(72 * hour + 11_000)
    const { status, decision } = market.caseOf(id)
    assert.equal(status, 'ruled')
    assert.deepEqual(
      decision?.inferences.map(({ point }) => point),
      ['authentic'],
    )
    assert.match(decision?.inferences[0]?.cite ?? '', /本站举证规则.*第二十一条/)
    assert.equal(market.money(id)[2], 0, 'the time to appeal first')
    market.pass(73 * hour)
    assert.equal(market.money(id)[2], 16_800)
    assert.equal(market.caseOf(id).outcome?.human, false)
  })
  it('R-75: a seller who only talks has shown nothing', () => {
    const { market, id } = fake()
    market.inCase(seller, id, 'answer', { text: '是正品', impossible: [] })
    market.pass(73 * hour)
    assert.equal(market.caseOf(id).decision?.by, 'default')
  })
  it('a seller who shows where it came from is heard: nothing is inferred', () => {
    const { market, id } = fake()
    market.inCase(seller, id, 'show', { point: 'authentic', text: '授权书', photos: [photo] })
    market.pass(8 * day)
    assert.equal(market.caseOf(id).status, 'mediating')
  })
  it('R-76: the notice was not delivered: no inference, a person looks at it', () => {
    const { market, id } = fake()
    market.inCase(mediators[0], id, 'notice', { delivered: false, complaintId: null })
    market.pass(8 * day)
    assert.deepEqual([market.caseOf(id).status, market.caseOf(id).decision], ['mediating', null])
  })
  it('R-76: delivered at last, the whole time runs anew', () => {
    const { market, id } = fake()
    market.inCase(mediators[0], id, 'notice', { delivered: false, complaintId: null })
    market.pass(2 * day)
    market.inCase(seller, id, 'seen')
    market.pass(71 * hour)
    assert.equal(market.caseOf(id).decision, null)
    market.pass(2 * hour)
    assert.equal(market.caseOf(id).status, 'ruled')
  })
  it('R-76: what the seller says cannot be shown is for a person to judge', () => {
    const { market, id } = fake()
    market.inCase(seller, id, 'answer', { text: '票据毁于火灾', impossible: ['authentic'] })
    market.pass(8 * day)
    assert.equal(market.caseOf(id).status, 'mediating')
  })
  it('R-76: an inference can be appealed, and another person decides', () => {
    const { market, id } = fake()
    market.pass(73 * hour)
    market.inCase(seller, id, 'appeal', { text: '人在医院' })
    market.inCase(mediators[0], id, 'take')
    const ruling = { refundFen: 0n, damagesFen: 0n, faults: ['no_fault'], reasons: '有完整票据' }
    market.inCase(mediators[0], id, 'rule', ruling)
    assert.deepEqual([market.caseOf(id).status, market.money(id)[2]], ['closed', 0])
    assert.deepEqual(market.of(id).locks, [])
  })
  it('the buyer shows the outward fact first: without a photo nothing is inferred', () => {
    const market = new Memory()
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'signed')
    market.complain(id)
    market.pass(5 * day)
    assert.equal(market.caseOf(id).status, 'claimed')
  })
})
