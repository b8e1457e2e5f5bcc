import { after, afterEach, before, describe } from 'node:test'
import type { Bench } from './provider-contract.bench.ts'
import { callbackContract } from './provider-contract.callbacks.ts'
import { failureContract } from './provider-contract.failures.ts'
import { movingContract } from './provider-contract.moving.ts'
import { payingContract } from './provider-contract.paying.ts'

/**
 * 支付通道的共同契约. What every adapter must do against its provider, or against an honest double
 * of it: the same tests for the sandbox and for every real provider.
 */
export function providerContract(name: string, setup: () => Promise<Bench>): void {
  describe(`${name} keeps the contract of a payment provider`, () => {
    let bench: Bench | undefined
    const get = (): Bench => {
      if (bench === undefined) throw new Error('the bench has not been set up')
      return bench
    }
    before(async () => {
      bench = await setup()
    })
    afterEach(async () => {
      await get().faults({})
      await get().callbacks()
    })
    after(async () => bench?.stop())

    payingContract(get)
    movingContract(get)
    callbackContract(get)
    failureContract(get)
  })
}
