import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isUnheard, mayDecide, mayPropose, openFor, openMax } from './four-eyes.ts'
import type { Approval, Refusal } from './model.ts'

const at = Date.parse('2026-03-10T10:00:00+08:00')
const approval: Approval = {
  id: '1',
  what: { kind: 'role.grant', personId: 'wu', role: 'mediator' },
  reason: '新同事',
  proposedBy: 'he',
  proposedAt: at,
  expiresAt: at + openFor,
  outcome: null,
  decidedBy: null,
  decidedAt: null,
}
const approve = (personId: string, when = at) => ({
  personId,
  outcome: 'approved' as const,
  at: when,
})

describe('four eyes', () => {
  it('R-90: whoever proposed it cannot approve it; a colleague can', () => {
    assert.equal(mayDecide(approval, approve('he'))?.refused, 'approval.own')
    assert.equal(mayDecide(approval, approve('zhou')), null)
  })
  it('whoever proposed it may take it back', () =>
    assert.equal(mayDecide(approval, { ...approve('he'), outcome: 'declined' }), null))
  it('nobody decides about themselves, one way or the other', () => {
    for (const outcome of ['approved', 'declined'] as const)
      assert.equal(
        mayDecide(approval, { personId: 'wu', outcome, at })?.refused,
        'approval.about_you',
      )
  })

  const late = at + openFor
  const rows: [Approval | null, ReturnType<typeof approve>, Refusal][] = [
    [null, approve('he', late), 'approval.not_found'],
    [{ ...approval, outcome: 'declined' }, approve('he', late), 'approval.decided'],
    [approval, approve('he', late), 'approval.expired'],
    [approval, approve('he', late - 1), 'approval.own'],
    [approval, approve('wu'), 'approval.about_you'],
  ]
  for (const [one, by, code] of rows)
    it(`is refused, in this order: ${code}`, () => assert.equal(mayDecide(one, by)?.refused, code))

  it('R-27: a theft that was approved when the server died is approved again, for a while', () => {
    const what = { kind: 'account.stolen', personId: 'wu', since: at } as const
    const done = {
      ...approval,
      what,
      outcome: 'approved',
      decidedBy: 'zhou',
      decidedAt: at,
    } as const
    const soon = at + 9 * 60_000
    assert.equal(isUnheard(done, approve('zhou', soon)), true)
    assert.equal(isUnheard(done, approve('zhou', at + 10 * 60_000)), false)
    assert.equal(isUnheard(done, approve('he', soon)), false)
    assert.equal(isUnheard(done, { ...approve('zhou', soon), outcome: 'declined' }), false)
    assert.equal(isUnheard({ ...done, outcome: 'declined' }, approve('zhou', soon)), false)
    assert.equal(isUnheard({ ...done, what: approval.what }, approve('zhou', soon)), false)
    assert.equal(isUnheard({ ...approval, what }, approve('zhou', soon)), false)
  })

  it('proposes only what would change something, and not without end', () => {
    assert.equal(mayPropose({ needless: true, open: openMax })?.refused, 'approval.needless')
    assert.equal(mayPropose({ needless: false, open: openMax })?.refused, 'approval.too_many')
    assert.equal(mayPropose({ needless: false, open: openMax - 1 }), null)
  })
  it('an entry of the log concerns nobody: any colleague may approve that it is left', () => {
    const skip = { kind: 'log.skip', reader: 'notices', index: 7 } as const
    assert.equal(mayDecide({ ...approval, what: skip }, approve('zhou')), null)
    assert.equal(mayDecide({ ...approval, what: skip }, approve('he'))?.refused, 'approval.own')
  })
})
