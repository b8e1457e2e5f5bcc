import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { iso } from '../src/kernel/time.ts'
import { MovableClock } from '../src/platform/clock.ts'
import { openHttp } from '../src/platform/http/server.ts'
import { clockRoutes } from './house.ts'

describe('the clock of the sandbox', () => {
  it('only moves forward', async () => {
    const http = await openHttp({
      logLevel: 'silent',
      trustProxy: false,
      version: '0',
      secure: false,
      formTargets: [],
      requestsPerMinute: 1_000,
      connections: { most: 1_000, perNetwork: null },
    })
    const clock = new MovableClock(0)
    // The door lets an operator in; nothing else of the house is reached before the refusal.
    const house = { door: { person: async () => ({ kind: 'person' }) } } as never
    clockRoutes(http, { house, clock, process: null as never, settle: async () => {} })
    const payload = { to: iso(clock.now() - 60_000) }
    const answer = await http.inject({ method: 'POST', url: '/v1/sandbox/clock', payload })
    assert.deepEqual([answer.statusCode, answer.json().code], [400, 'sandbox.backwards'])
  })
})
