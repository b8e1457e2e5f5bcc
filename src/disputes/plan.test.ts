import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buyer, Memory, mediators, seller } from '../../test/memory.ts'
import { day, hour } from '../kernel/time.ts'
import { planned } from './plan.ts'
import { disputeTerms } from './terms.ts'
import { lastMoment } from './timers.ts'

const full = { terms: disputeTerms, hoursToShow: 72 }
const fit = (days: number) => planned(full, { at: 0, lastAt: days * day, leastHours: 24 })

describe('a case that the hold leaves too little time for', () => {
  it('keeps the published times where they fit, and where nothing bounds it', () => {
    assert.equal(fit(60), full)
    assert.equal(planned(full, { at: 0, lastAt: null, leastHours: 24 }), full)
  })
  it('shares out what there is: every stage has its part, and they fill the time', () => {
    const { terms, hoursToShow } = fit(27)
    assert.deepEqual([hoursToShow, terms.negotiateMs / day], [36, 3.5])
    const { negotiateMs, mediateAtLeastMs, decideMs, appealMs, appealDecideMs } = terms
    const sum = negotiateMs + mediateAtLeastMs + 3 * decideMs + appealMs + appealDecideMs
    assert(Math.abs(sum - 27 * day) < 10, `${sum}`)
  })
  it('never asks for proof in less than a day', () => assert.equal(fit(8).hoursToShow, 24))
})

describe('R-75, R-76: whatever the hold and whenever somebody complains', () => {
  it('nothing is inferred but after a notice, its whole time, and with an appeal to come', () => {
    let inferred = 0
    const tries = fc.record({
      holdDays: fc.integer({ min: 7, max: 60 }),
      waitHours: fc.integer({ min: 0, max: 24 * 9 }),
      noticeAfterHours: fc.option(fc.integer({ min: 0, max: 200 }), { nil: null }),
    })
    fc.assert(
      fc.property(tries, ({ holdDays, waitHours, noticeAfterHours }) => {
        const market = new Memory({ holdDays })
        market.notices = 'lost'
        const id = market.paid({ fen: 16_800 })
        market.scan(market.ship(id), 'signed')
        market.pass(waitHours * hour)
        const claim = { type: 'open', amountFen: null, issue: 'fake', text: '' }
        if (market.tries(buyer, 'complaints', id, claim) !== null) return
        if (noticeAfterHours !== null) {
          market.pass(noticeAfterHours * hour)
          market.tries(seller, 'complaints', id, { type: 'seen' })
        }
        const { noticeAt } = market.caseOf(id)
        market.pass(70 * day)
        const file = market.caseOf(id)
        assert(file.status === 'closed' || file.holdEndsAt === null, 'the hold bounds it')
        assert.deepEqual(market.of(id).locks, [])
        if (file.decision === null) return
        inferred++
        assert(noticeAt !== null, 'a notice')
        assert(file.decision.at >= noticeAt + Math.max(24, file.hoursToShow) * hour, 'its time')
        const lastAt = lastMoment(file)
        const appealEndsAt = file.decision.at + file.terms.appealMs
        assert(lastAt === null || appealEndsAt <= lastAt + hour, 'an appeal')
      }),
      { numRuns: 150 },
    )
    assert(inferred > 20, `${inferred} were decided so: the others prove nothing`)
  })
  it('a short hold skips no stage: proof, decision and appeal all come', () => {
    const market = new Memory({ holdDays: 15 })
    const id = market.paid({ fen: 16_800 })
    market.scan(market.ship(id), 'signed')
    market.inCase(buyer, id, 'open', { amountFen: null, issue: 'fake', text: '' })
    market.pass(23 * hour)
    assert.equal(market.caseOf(id).status, 'claimed')
    market.pass(2 * hour)
    assert.equal(market.caseOf(id).status, 'ruled')
    market.inCase(seller, id, 'appeal', { text: '有授权书' })
    market.inCase(mediators[0], id, 'take')
    const rule = { refundFen: 0n, damagesFen: 0n, faults: [], goodsBack: false, reasons: '真品' }
    market.inCase(mediators[0], id, 'rule', rule)
    assert.deepEqual([market.caseOf(id).status, market.money(id)[2]], ['closed', 0])
  })
})
