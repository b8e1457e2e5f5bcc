import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fuzz } from '../fuzz/campaign.ts'

it('no input makes the house fail, or show its inside', async () => {
  const { faults, statuses, status5xx } = await fuzz({ requests: 1_500, seed: 1 })
  assert.deepEqual(faults, [])
  assert.equal(status5xx, 0)
  for (const status of [200, 400, 401, 403, 404, 409])
    assert.ok(statuses.has(status), `some request is answered ${status}`)
})
