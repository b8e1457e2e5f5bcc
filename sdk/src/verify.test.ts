import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { formatVkey } from '../../src/evidence/note.ts'
import { parsePolicy } from '../../src/evidence/policy.ts'
import { sampleReceipt, witnesses } from '../../src/evidence/test-receipt.ts'
import { verifyReceipt as verifyBySite } from '../../src/evidence/verify.ts'
import { readCanonical as readBySite } from '../../src/evidence/verify-form.ts'
import example from '../../test/vectors/tlog-worked-example.json' with { type: 'json' }
import { canonical, readCanonical } from './canonical.ts'
import { verifyByHand, verifyEd25519 } from './ed25519.ts'
import { base64url, hex, sha256, sha512, unbase64, unbase64url, utf8 } from './hashes.ts'
import { readPolicy } from './notes.ts'
import { leafHash, rootOver } from './proofs.ts'
import { verifyProof, verifyReceipt } from './verify.ts'

describe('hashes, by hand', () => {
  it('are those of the machine, at every length around the edge of a block', () => {
    for (let length = 0; length < 300; length++) {
      const message = randomBytes(length)
      assert.equal(hex(sha256(message)), createHash('sha256').update(message).digest('hex'))
      assert.equal(hex(sha512(message)), createHash('sha512').update(message).digest('hex'))
    }
  })

  it('encode as the machine does, and read one form only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        assert.equal(base64url(bytes), Buffer.from(bytes).toString('base64url'))
        assert.deepEqual(unbase64url(base64url(bytes)), Uint8Array.from(bytes))
      }),
    )
    for (const wrong of ['YR==', 'YQ', 'YQ=', ' YQ==', 'YQ==\n', '-_==']) {
      assert.equal(unbase64(wrong), null, wrong)
    }
    for (const wrong of ['YQ==', 'YR', 'Y', '+/==']) assert.equal(unbase64url(wrong), null, wrong)
  })
})

describe('Ed25519, by hand', () => {
  it('accepts what was signed, and nothing near it', async () => {
    for (let round = 0; round < 8; round++) {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519')
      const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
      const message = randomBytes(round * 40)
      const signature = sign(null, message, privateKey)
      assert.ok(verifyByHand(key, signature, message))
      assert.ok(await verifyEd25519(key, signature, message))
      for (const at of [0, 31, 32, 62]) {
        const wrong = Buffer.from(signature)
        wrong[at] = (wrong[at] ?? 0) ^ 1
        assert.ok(!verifyByHand(key, wrong, message), `byte ${at}`)
      }
      assert.ok(!verifyByHand(key, signature, randomBytes(33)))
      // The same number, written larger than the order of the group.
      const large = Buffer.from(signature)
      large[63] = (large[63] ?? 0) | 0xe0
      assert.ok(!verifyByHand(key, large, message))
    }
  })

  it('knows the first vectors of RFC 8032', () => {
    const key = Buffer.from(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      'hex',
    )
    const signature = Buffer.from(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      'hex',
    )
    assert.ok(verifyByHand(key, signature, new Uint8Array()))
  })
})

describe('the worked example', () => {
  const policy = [
    `log ${example.logVkey}`,
    `witness w ${example.witnessVkey}`,
    'quorum w',
    '',
  ].join('\n')
  const proof = utf8(example.proof.join('\n'))

  it('verifies, and says who has seen it and when', async () => {
    const verdict = await verifyProof(proof, utf8('payment:1'), { policy })
    assert.deepEqual(verdict, {
      verdict: 'witnessed',
      what: 'proof',
      trusted: true,
      log: example.origin,
      state: 'witnessed',
      index: 1,
      size: 3,
      witnesses: [{ name: example.witness, second: example.second }],
    })
  })

  it('proves no other entry, and not to those who trust another log', async () => {
    const step = async (entry: string, trust = policy) => {
      const verdict = await verifyProof(proof, utf8(entry), { policy: trust })
      return 'step' in verdict ? verdict.step : verdict.verdict
    }
    assert.equal(await step('payment:2'), 'proof')
    assert.equal(await step('payment:1', 'quorum none\n'), 'trust')
    assert.equal(await step('payment:1', `log ${example.logVkey}\nquorum none\n`), 'unwitnessed')
    await assert.rejects(step('payment:1', 'quorum some\n'), /policy/)
  })
})

describe('a path', () => {
  it('leads to the root of all small trees from every leaf', () => {
    const leaves = Array.from({ length: 40 }, (_, at) => leafHash(utf8(String(at))))
    const trees = (from: number, to: number): Uint8Array => {
      if (to - from === 1) return leaves[from] ?? new Uint8Array()
      const half = 2 ** Math.ceil(Math.log2(to - from) - 1)
      return sha256(Buffer.concat([Buffer.of(1), trees(from, from + half), trees(from + half, to)]))
    }
    const pathTo = (index: number, from: number, to: number): Uint8Array[] => {
      if (to - from === 1) return []
      const middle = from + 2 ** Math.ceil(Math.log2(to - from) - 1)
      return index < middle
        ? [...pathTo(index, from, middle), trees(middle, to)]
        : [...pathTo(index, middle, to), trees(from, middle)]
    }
    for (let size = 1; size <= leaves.length; size++)
      for (let index = 0; index < size; index++) {
        const path = pathTo(index, 0, size)
        const leaf = leaves[index] ?? new Uint8Array()
        assert.deepEqual(rootOver(leaf, { index, size }, path), trees(0, size))
        assert.equal(rootOver(leaf, { index, size }, [...path, leaf]), null)
        assert.equal(rootOver(leaf, { index: size, size }, path), null)
        if (size > 1) assert.equal(rootOver(leaf, { index, size }, path.slice(1)), null)
      }
  })
})

describe('JSON in its one form', () => {
  it('is sorted and bare, and half a letter is none', () => {
    assert.equal(
      canonical({ b: [1, 'é', null], a: { z: true, y: 0.1 } }),
      '{"a":{"y":0.1,"z":true},"b":[1,"é",null]}',
    )
    assert.throws(() => canonical('\ud800'))
    assert.throws(() => canonical(Number.NaN))
  })
})

describe('the two readers of canonical JSON', () => {
  const agree = (text: string) => {
    const [ours, theirs] = [readCanonical(utf8(text)), readBySite(Buffer.from(text))]
    assert.deepEqual(ours, theirs, text)
    return ours !== undefined
  }

  it('take the same texts, whatever is in them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 200 }), (value, at) => {
        const text = JSON.stringify(value)
        agree(text)
        agree(text.slice(0, at) + text.slice(at + 1))
        agree(canonical(value))
      }),
    )
    for (const right of [
      String.raw`"\\ud800"`,
      String.raw`"\\\\ud800"`,
      '"😀"',
      '-1',
      '1e+30',
      '""',
    ])
      assert.ok(agree(right), right)
    const wrong = [
      String.raw`"\ud800"`,
      String.raw`"\\\ud800"`,
      '"\\u0041"',
      '-0',
      '1.0',
      '{"b":1,"a":2}',
      '[1,1 ]',
    ]
    for (const text of wrong) assert.ok(!agree(text), text)
  })
})

describe('R-36: a receipt, checked by the published verifier and by the site', () => {
  const samples = {
    witnessed: {},
    unwitnessed: { signing: witnesses.slice(1) },
    unproved: { covered: 2 },
    'not proved at all': { covered: 0 },
    erased: { erased: 2 },
    'in a log of its own': { before: 0 },
  }
  for (const [name, sample] of Object.entries(samples))
    it(`${name}: both say the same, to whoever trusts the policy, the key, or nobody`, async () => {
      const { bytes, policy, log } = await sampleReceipt(sample)
      const vkey = formatVkey(log.signer.vkey)
      const parsed = parsePolicy(Buffer.from(policy))
      assert.ok('quorum' in parsed)
      const trusts = [
        [{ policy }, { logs: null, policy: parsed }],
        [{ logs: [vkey] }, { logs: [log.signer.vkey], policy: null }],
        [{}, { logs: null, policy: null }],
      ] as const
      for (const [mine, theirs] of trusts) {
        const verdict = await verifyReceipt(bytes, mine)
        assert.notEqual(verdict.verdict, 'invalid', JSON.stringify(verdict))
        assert.deepEqual(verdict, verifyBySite(bytes, theirs))
      }
      await assert.rejects(verifyReceipt(bytes, { logs: [`${vkey}x`] }), /key that cannot/)
    })

  it('reads the same policies', async () => {
    const { policy } = await sampleReceipt()
    assert.ok(readPolicy(policy))
    for (const wrong of [
      '',
      'quorum none',
      'quorum x\n',
      `${policy}quorum none\n`,
      'log x\nquorum none\n',
    ])
      assert.equal(readPolicy(wrong), null, wrong)
  })
})
