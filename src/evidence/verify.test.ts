import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyTypes, makeSigner } from './note.ts'
import { isPolicyFault, type Policy, parsePolicy } from './policy.ts'
import { changed, forged, policyOf, type Sample, sampleReceipt, witnesses } from './test-receipt.ts'
import type { Step, ValidReceipt } from './verdict.ts'
import { type Trust, verifyReceipt } from './verify.ts'
import { verifyProof } from './verify-proof.ts'

function read(text: string): Policy {
  const policy = parsePolicy(Buffer.from(text))
  assert.ok(!isPolicyFault(policy))
  return policy
}

const nobody: Trust = { logs: null, policy: null }
const trustOf = ({ policy }: Sample): Trust => ({ logs: null, policy: read(policy) })

function valid(bytes: Buffer, trust: Trust): ValidReceipt {
  const verdict = verifyReceipt(bytes, trust)
  assert.ok('what' in verdict, JSON.stringify(verdict))
  return verdict
}

function failsAt(step: Step, bytes: Buffer, trust: Trust): void {
  const verdict = verifyReceipt(bytes, trust)
  assert.deepEqual(
    'step' in verdict ? verdict.step : verdict.verdict,
    step,
    JSON.stringify(verdict),
  )
}

describe('R-36: a receipt, checked with no network', () => {
  it('witnessed: says by whom and when, and that nothing is missing', async () => {
    const sample = await sampleReceipt()
    const verdict = valid(sample.bytes, trustOf(sample))
    assert.equal(verdict.verdict, 'witnessed')
    assert.equal(verdict.trusted, true)
    assert.equal(verdict.log, 'log.example/receipts')
    assert.deepEqual(verdict.complete, { count: 4, size: sample.log.size })
    assert.deepEqual(
      verdict.entries.map(({ kind, index, erased }) => [kind, index, erased]),
      [
        ['order.opened', 300, false],
        ['order.paid', 306, false],
        ['order.shipped', 312, false],
        ['order.confirmed', 318, false],
      ],
    )
    assert.deepEqual(verdict.entries[0]?.witnesses[1], {
      name: 'witness.example/22',
      second: 1_765_432_101,
    })
    assert.equal(verdict.facts[0]?.zh, 'total：33600')
  })

  it('unwitnessed: as long as one that the quorum needs is missing', async () => {
    const sample = await sampleReceipt({ signing: witnesses.slice(0, 2) })
    const verdict = valid(sample.bytes, trustOf(sample))
    assert.equal(verdict.verdict, 'unwitnessed')
    assert.equal(verdict.entries[0]?.witnesses.length, 2)
    const alone = await sampleReceipt({ quorum: 'none' })
    assert.equal(valid(alone.bytes, trustOf(alone)).verdict, 'unwitnessed')
  })

  it('unproved: as long as no checkpoint covers all of it', async () => {
    for (const covered of [0, 1, 3]) {
      const sample = await sampleReceipt({ covered })
      const verdict = valid(sample.bytes, trustOf(sample))
      assert.equal(verdict.verdict, 'unproved')
      assert.equal(verdict.complete?.count, covered === 0 ? undefined : covered)
    }
  })

  it('erased: the words of an entry may be gone, its proof holds', async () => {
    const sample = await sampleReceipt({ erased: 3 })
    const verdict = valid(sample.bytes, trustOf(sample))
    assert.deepEqual(
      verdict.entries.map(({ erased }) => erased),
      [false, false, true, false],
    )
  })

  it('one byte changed, anywhere: invalid', async () => {
    const sample = await sampleReceipt()
    const trust = trustOf(sample)
    const before = Buffer.from(sample.bytes)
    for (let at = 0; at < before.length; at += 7) {
      const bytes = Buffer.from(before)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 7))
      assert.equal(verifyReceipt(bytes, trust).verdict, 'invalid', `byte ${at}`)
    }
  })
})

describe('whom the reader trusts', () => {
  it('nobody: the file agrees with itself, and the answer says that it is no more', async () => {
    const sample = await sampleReceipt()
    const verdict = valid(sample.bytes, nobody)
    assert.deepEqual([verdict.verdict, verdict.trusted], ['witnessed', false])
  })

  it('another log: not this one', async () => {
    const sample = await sampleReceipt()
    const other = makeSigner({
      name: sample.log.origin,
      type: keyTypes.signature,
      seed: Buffer.alloc(32, 99),
    })
    failsAt('trust', sample.bytes, { logs: [other.vkey], policy: null })
    assert.equal(
      valid(sample.bytes, { logs: [sample.log.signer.vkey], policy: null }).trusted,
      true,
    )
  })

  it('other witnesses than the file names: those of the reader count', async () => {
    const sample = await sampleReceipt({ quorum: 'none' })
    const trust = { logs: null, policy: read(policyOf(sample.log.signer, 'all-of-them')) }
    assert.equal(valid(sample.bytes, trust).verdict, 'witnessed')
    const strict = await sampleReceipt()
    const none = { logs: null, policy: read(policyOf(sample.log.signer, 'none')) }
    assert.equal(valid(strict.bytes, none).verdict, 'unwitnessed')
  })
})

describe('what the one who checks finds first', () => {
  const other = '0'.repeat(64)

  it('form, trust and signature, in a file that somebody changed', async () => {
    const sample = await sampleReceipt()
    const trust = trustOf(sample)
    const text = sample.bytes.toString()
    for (const bad of [
      '',
      '{}',
      'null',
      '[]',
      ` ${text}`,
      `${text}\n`,
      text.slice(0, -1),
      `\ufeff${text}`,
    ])
      failsAt('form', Buffer.from(bad), trust)
    failsAt('form', changed(sample, '"holder":"buyer"', '"holder":"nobody"'), trust)
    failsAt('form', changed(sample, '"holder":"buyer"', '"holder":"buyer","more":1'), trust)
    failsAt('form', changed(sample, '"kind":"order"', '"kind":"listing"'), trust)
    failsAt('signature', changed(sample, '"holder":"buyer"', '"holder":"seller"'), trust)
    failsAt('signature', changed(sample, '33600"}', '33601"}'), trust)
  })

  it('an entry left out, moved or of another stream', async () => {
    const sample = await sampleReceipt()
    const trust = trustOf(sample)
    for (const at of [0, 1, 2])
      failsAt(
        'chain',
        forged(sample, (d) => ({ ...d, entries: d.entries.toSpliced(at, 1) })),
        trust,
      )
    failsAt(
      'chain',
      forged(sample, (d) => ({ ...d, entries: d.entries.toReversed() })),
      trust,
    )
    failsAt(
      'chain',
      forged(sample, (d) => ({ ...d, streamId: other.slice(32) })),
      trust,
    )
    failsAt(
      'completeness',
      forged(sample, (d) => ({ ...d, entries: d.entries.slice(0, 3) })),
      trust,
    )
  })

  it('a proof of something else, or more than it proves', async () => {
    const sample = await sampleReceipt()
    const trust = trustOf(sample)
    const withEntry = (at: number, change: object) =>
      forged(sample, (d) => ({
        ...d,
        entries: d.entries.map((entry, place) => (place === at ? { ...entry, ...change } : entry)),
      }))
    const [first] = sample.draft.entries
    failsAt('proof', withEntry(1, { proof: first?.proof }), trust)
    failsAt('state', withEntry(1, { state: 'proved' }), trust)
    failsAt('state', withEntry(1, { state: 'recorded', proof: null }), trust)
    failsAt('form', withEntry(1, { state: 'recorded' }), trust)
    const unwitnessed = await sampleReceipt({ signing: [] })
    const claimed = forged(unwitnessed, (d) => ({
      ...d,
      entries: d.entries.map((entry) => ({ ...entry, state: 'witnessed' as const })),
    }))
    failsAt('state', claimed, trustOf(unwitnessed))
  })

  it('words that were not committed to, and facts that are not there', async () => {
    const sample = await sampleReceipt()
    const trust = trustOf(sample)
    const salted = (salt: Buffer) =>
      forged(sample, (d) => ({ ...d, entries: d.entries.map((entry) => ({ ...entry, salt })) }))
    failsAt('contents', salted(Buffer.alloc(32, 77)), trust)
    const fact = (change: object) =>
      forged(sample, (d) => ({ ...d, facts: d.facts.map((one) => ({ ...one, ...change })) }))
    failsAt('facts', fact({ value: '33601' }), trust)
    failsAt('facts', fact({ seq: 2 }), trust)
    failsAt('facts', fact({ part: 'event.order.title' }), trust)
    failsAt('facts', fact({ at: ['length'] }), trust)
  })

  it('a stream note of another count, or none', async () => {
    const sample = await sampleReceipt()
    const shorter = await sampleReceipt({ covered: 3 })
    const trust = trustOf(sample)
    failsAt(
      'completeness',
      forged(sample, (d) => ({ ...d, note: null })),
      trust,
    )
    failsAt(
      'completeness',
      forged(sample, (d) => ({ ...d, note: shorter.draft.note })),
      trust,
    )
    failsAt(
      'completeness',
      forged(sample, (d) => ({ ...d, note: 'x' })),
      trust,
    )
  })
})

describe('a tlog-proof alone', () => {
  it('proves its entry to whoever trusts the log', async () => {
    const sample = await sampleReceipt()
    const policy = read(sample.policy)
    const [first, second] = sample.draft.entries
    const proof = Buffer.from(first?.proof ?? '')
    const verdict = verifyProof(proof, Buffer.from(first?.leaf ?? ''), policy)
    assert.ok('what' in verdict && verdict.verdict === 'witnessed' && verdict.index === 300)
    const step = (bytes: Buffer, entry = '', by = policy) => {
      const failed = verifyProof(bytes, Buffer.from(entry), by)
      return 'step' in failed ? failed.step : 'valid'
    }
    assert.equal(step(proof, second?.leaf), 'proof')
    assert.equal(step(Buffer.from('x')), 'form')
    assert.equal(step(proof, first?.leaf, { ...policy, logs: [] }), 'trust')
  })
})
