import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crash } from '../crash/campaign.ts'

describe('a site whose processes are killed under load', () => {
  it('loses nothing that it answered, and does nothing twice', async () => {
    const found = await crash({ kills: 20, seed: 2, clients: 12 })
    assert.deepEqual(found.faults, [])
    assert.deepEqual([found.lost, found.doubled], [0, 0])
    assert(found.acknowledged > 50 && found.movements > 10, JSON.stringify(found))
  })
})
