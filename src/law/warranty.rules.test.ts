import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { noReasonWindowEnd, qualityReturnEnd, refundDue } from './return-window.rules.ts'
import { warrantyEnd } from './warranty.rules.ts'

describe('warranty (实施条例 第十八条)', () => {
  const year = { deliveredOn: '2026-01-10', months: 12, exchangedOn: [], repairs: [] }
  it('counts from delivery', () => assert.equal(warrantyEnd(year).endsOn, '2027-01-10'))
  it('R-43: begins again with an exchange', () => {
    const { endsOn, cites } = warrantyEnd({ ...year, exchangedOn: ['2026-06-01'] })
    assert.equal(endsOn, '2027-06-01')
    assert.deepEqual(cites, ['消费者权益保护法实施条例 第十八条'])
  })
  it('R-43: does not count the days of a repair', () => {
    const repairs = [{ from: '2026-03-01', to: '2026-03-11' }]
    assert.equal(warrantyEnd({ ...year, repairs }).endsOn, '2027-01-20')
  })
  it('forgets the repairs of a thing that was exchanged', () => {
    const repairs = [{ from: '2026-03-01', to: '2026-03-11' }]
    const { endsOn } = warrantyEnd({ ...year, repairs, exchangedOn: ['2026-06-01'] })
    assert.equal(endsOn, '2027-06-01')
  })
  it('before the regulation ran on as agreed', () => {
    const old = { ...year, deliveredOn: '2023-01-10', exchangedOn: ['2023-06-01'] }
    assert.deepEqual(warrantyEnd(old), { endsOn: '2024-01-10', cites: [] })
  })
})

describe('periods that returns ask for', () => {
  it('R-52: seven days over the Spring Festival end with it', () => {
    const { lastDay, deadlineOn } = noReasonWindowEnd('2026-02-10')
    assert.deepEqual([lastDay, deadlineOn], ['2026-02-17', '2026-02-24'])
  })
  it('a longer promise counts, a shorter one takes nothing away', () => {
    assert.equal(noReasonWindowEnd('2026-03-10', 15).deadlineOn, '2026-03-25')
    assert.equal(noReasonWindowEnd('2026-03-10', 3).deadlineOn, '2026-03-17')
  })
  it('goods that fall short go back within seven days without more', () =>
    assert.equal(qualityReturnEnd('2026-03-10').deadlineOn, '2026-03-17'))
  it('R-40: the refund is due on day 7, and deliberate delay begins after day 15', () => {
    const { deadlineOn, violationFrom, cite } = refundDue('2026-03-20')
    assert.deepEqual([deadlineOn, violationFrom], ['2026-03-27', '2026-04-05'])
    assert.match(cite, /第十三条|第二十五条/)
  })
})
