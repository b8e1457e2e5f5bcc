import assert from 'node:assert/strict'
import { it } from 'node:test'
import { crashLog } from '../crash/log.ts'

it('whoever writes the log is killed at random moments: nothing is lost or contradicted', async () => {
  const found = await crashLog({ kills: 8, seed: 3 })
  assert.deepEqual(found.faults, [])
  assert(found.committed > 50 && found.published > 1, JSON.stringify(found))
})
