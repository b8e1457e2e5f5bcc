import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RawMessage } from './port.ts'
import { type Bench, factsOf, newNo, paid, send, settle } from './provider-contract.bench.ts'

/** What the provider tells by itself: proved, at least once, and nothing that anybody can forge. */
export function callbackContract(bench: () => Bench): void {
  proving(bench)
  telling(bench)
  badWeather(bench)
}

function proving(bench: () => Bench): void {
  describe('a callback', () => {
    it('is believed as it came, whatever the case of its header names', async () => {
      const message = await oneCallback(bench())
      const headers = Object.fromEntries(
        Object.entries(message.headers).map(([name, value]) => [name.toUpperCase(), value]),
      )
      assert.equal(bench().provider.verifyCallback(message)?.length, 1)
      assert.equal(bench().provider.verifyCallback({ ...message, headers })?.length, 1)
    })

    it('is not believed with any one byte of its body changed', async () => {
      const message = await oneCallback(bench())
      for (let i = 0; i < message.body.length; i++) {
        const body = Uint8Array.from(message.body)
        body[i] = (body[i] ?? 0) ^ 1
        assert.equal(bench().provider.verifyCallback({ ...message, body }), null, `byte ${i}`)
      }
      const shorter = message.body.subarray(0, -1)
      assert.equal(bench().provider.verifyCallback({ ...message, body: shorter }), null)
    })

    it('is not believed with any one character of its signature changed', async () => {
      const message = await oneCallback(bench())
      for (const name of bench().signedHeaders) {
        const value = message.headers[name] ?? ''
        assert.notEqual(value, '', name)
        for (let i = 0; i < value.length; i++) {
          // Every other character that may stand there, so that no second spelling gets through.
          for (const other of 'AQgw019+/=-') {
            if (value[i] === other) continue
            const changed = `${value.slice(0, i)}${other}${value.slice(i + 1)}`
            const headers = { ...message.headers, [name]: changed }
            const facts = bench().provider.verifyCallback({ ...message, headers })
            assert.equal(facts, null, `${name}, character ${i} as ${other}`)
          }
        }
        const { [name]: _, ...without } = message.headers
        assert.equal(bench().provider.verifyCallback({ ...message, headers: without }), null)
      }
    })

    it('is not believed more than 300 seconds after, or before, it was signed', async () => {
      const message = await oneCallback(bench())
      const at = (seconds: number) =>
        bench()
          .withClock(() => Date.now() + seconds * 1_000)
          .verifyCallback(message)
      assert.equal(at(290)?.length, 1)
      assert.equal(at(302), null)
      assert.equal(at(-302), null)
    })
  })
}

function telling(bench: () => Bench): void {
  describe('a refund', () => {
    it('is told by callback as it was by the answer', async () => {
      const paymentNo = await paid(bench())
      await bench().callbacks()
      const order = { kind: 'refund', paymentNo, instructionNo: newNo('R'), amountFen: 5n } as const
      const outcome = await send(bench().provider, order)
      assert(outcome.type === 'done' && outcome.fact)
      const [fact] = factsOf(bench(), await bench().callbacks())
      assert.deepEqual({ ...fact, raw: null }, { ...outcome.fact, raw: null })
      assert.equal(fact?.dedupeKey, `refund:${order.instructionNo}`)
    })

    it('that fails in the end is told, and the money is held again', async () => {
      const paymentNo = await paid(bench())
      await bench().callbacks()
      await bench().faults({ processing: 1, refundRefused: 1 })
      const order = { kind: 'refund', paymentNo, instructionNo: newNo('R'), amountFen: 5n } as const
      assert.equal((await send(bench().provider, order)).type, 'accepted')
      const [fact] = factsOf(bench(), await bench().callbacks())
      assert.equal(fact?.status, 'failed')
      assert.equal((await settle(bench().provider, order)).type, 'refused')
      const hold = await bench().provider.holdStatus(paymentNo)
      assert.equal(hold.type === 'held' && hold.heldFen, 16_800n)
    })
  })
}

function badWeather(bench: () => Bench): void {
  describe('in bad weather', () => {
    it('a callback may come twice, and has one key', async () => {
      await bench().faults({ callbackDoubled: 1 })
      const paymentNo = await paid(bench())
      const keys = factsOf(bench(), await bench().callbacks()).map((fact) => fact.dedupeKey)
      assert.deepEqual(keys, [`payment:${paymentNo}`, `payment:${paymentNo}`])
    })

    it('a callback may never come, and a query still knows', async () => {
      await bench().faults({ callbackLost: 1 })
      const paymentNo = await paid(bench())
      assert.deepEqual(await bench().callbacks(), [])
      assert.equal((await bench().provider.queryPayment(paymentNo)).type, 'paid')
    })

    it('a callback may come late, behind a later one', async () => {
      await bench().faults({ callbackLate: 1 })
      const first = await paid(bench())
      await bench().faults({})
      const second = await paid(bench())
      const facts = factsOf(bench(), await bench().callbacks())
      assert.deepEqual(
        facts.map((fact) => fact.paymentNo),
        [second, first],
      )
    })
  })
}

async function oneCallback(bench: Bench): Promise<RawMessage> {
  await paid(bench)
  const [message] = await bench.callbacks()
  assert(message)
  return message
}
