import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { caseEvents } from '../disputes/case-words.ts'
import { returnEvents } from '../returns/return-words.ts'
import { toldOf } from './audience.ts'

describe('who is told', () => {
  const rows = [
    [{ type: 'complaint.opened' }, ['seller']],
    [{ type: 'complaint.offered', offer: { by: 'buyer' } }, ['seller']],
    [{ type: 'complaint.offered', offer: { by: 'mediator' } }, ['buyer', 'seller']],
    [{ type: 'complaint.shown', item: { by: 'seller' } }, ['buyer']],
    [{ type: 'complaint.appealed', by: 'buyer' }, ['seller']],
    [{ type: 'complaint.stepped', by: 'clock' }, ['buyer', 'seller']],
    [{ type: 'complaint.decided' }, ['buyer', 'seller']],
    [{ type: 'return.requested' }, ['seller']],
    [{ type: 'return.addressed' }, ['buyer']],
    [{ type: 'return.moving' }, []],
  ] as const
  for (const [event, sides] of rows)
    it(`${JSON.stringify(event)}: ${sides.join(', ')}`, () =>
      assert.deepEqual(toldOf(event), sides))

  it('what only the house cares for reaches nobody, everything else somebody', () => {
    const kinds = [...Object.keys(caseEvents), ...Object.keys(returnEvents)]
    const silent = kinds.filter((type) => toldOf({ type }).length === 0)
    assert.deepEqual(silent, [
      'complaint.noticed',
      'complaint.bids_met',
      'complaint.objected',
      'complaint.reassigned',
      'complaint.drafted',
      'complaint.draft_fell',
      'complaint.went_elsewhere',
      'return.moving',
      'return.settled',
    ])
  })
})
