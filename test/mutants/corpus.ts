import { readFileSync } from 'node:fs'
import type { DeviceSignature } from '../../src/evidence/model.ts'
import { isPolicyFault, type Policy, parsePolicy } from '../../src/evidence/policy.ts'
import { type Sample, sampleReceipt, witnesses } from '../../src/evidence/test-receipt.ts'

/** What a device signed for the trades 1 and 2: kept, since a device never signs twice the same. */
export const signatures = JSON.parse(
  readFileSync(new URL('./device.json', import.meta.url), 'utf8'),
) as [DeviceSignature, DeviceSignature]

/** What the mutants are made of: files of one trade, of others beside it, and of other logs. */
export interface Corpus {
  /** Whole, witnessed, trusted: the one that is mutated. */
  readonly sample: Sample
  /** Other trades and other logs. */
  readonly strangers: readonly Sample[]
  /** The same trade, earlier, less witnessed, or in another tree. */
  readonly siblings: readonly Sample[]
  /** What the reader trusts. */
  readonly policy: Policy
  readonly policyText: string
}

export async function makeCorpus(): Promise<Corpus> {
  const before = 37
  const [signed, another] = signatures
  const sample = await sampleReceipt({ before, signed })
  const strangers = await Promise.all([
    sampleReceipt({ before, trade: 2, signed: another }),
    sampleReceipt({ before, origin: 'log.example/other', key: 8 }),
    // The same name, another key: what an impostor would publish.
    sampleReceipt({ before, trade: 3, key: 9 }),
  ])
  const siblings = await Promise.all([
    sampleReceipt({ before, signed, covered: 4 }),
    sampleReceipt({ before, signed, covered: 0 }),
    sampleReceipt({ before, signed, signing: witnesses.slice(1) }),
    sampleReceipt({ before, signed, erased: 2 }),
    sampleReceipt({ before: 64, signed }),
  ])
  const policy = parsePolicy(Buffer.from(sample.policy))
  if (isPolicyFault(policy)) throw new Error(policy.fault)
  return { sample, strangers, siblings, policy, policyText: sample.policy }
}
