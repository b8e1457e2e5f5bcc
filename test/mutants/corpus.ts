import { isPolicyFault, type Policy, parsePolicy } from '../../src/evidence/policy.ts'
import { type Sample, sampleReceipt, witnesses } from '../../src/evidence/test-receipt.ts'

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
  const sample = await sampleReceipt({ before })
  const strangers = await Promise.all([
    sampleReceipt({ before, trade: 2 }),
    sampleReceipt({ before, origin: 'log.example/other', key: 8 }),
    // The same name, another key: what an impostor would publish.
    sampleReceipt({ before, trade: 3, key: 9 }),
  ])
  const siblings = await Promise.all([
    sampleReceipt({ before, covered: 3 }),
    sampleReceipt({ before, covered: 0 }),
    sampleReceipt({ before, signing: witnesses.slice(1) }),
    sampleReceipt({ before, erased: 2 }),
    sampleReceipt({ before: 64 }),
  ])
  const policy = parsePolicy(Buffer.from(sample.policy))
  if (isPolicyFault(policy)) throw new Error(policy.fault)
  return { sample, strangers, siblings, policy, policyText: sample.policy }
}
