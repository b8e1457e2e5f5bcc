import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { specify } from '../../test/given.ts'
import { sha256Hex } from '../kernel/hash.ts'
import type { Command, Event, Facts, Refusal } from './model.ts'
import { decide, evolve, initial } from './signing.ts'

const given = specify({ initial, decide, evolve })
const document = '{"format":"baozheng-step/v1"}'
const given64 = 'AAAA'
const device = {
  document,
  credentialId: given64,
  publicKey: given64,
  algorithm: -7,
  authenticatorData: given64,
  clientDataJSON: given64,
  signature: given64,
}
const sign: Command = { type: 'sign', step: 'purchase', ...device }
const facts = (more: Partial<Facts> = {}): Facts => ({
  at: 1_000,
  role: 'buyer',
  document,
  documentHash: sha256Hex(document),
  ...more,
})
const signed: Event = { type: 'step.signed', step: 'purchase', by: 'buyer', at: 1_000, ...device }

describe('a signature by a party’s own device', () => {
  it('is kept with all that is needed to check it', () => given().when(sign, facts()).then(signed))
  it('is given by each side for itself', () =>
    given(signed)
      .when(sign, facts({ role: 'seller' }))
      .then({ ...signed, by: 'seller' }))
  it('is given again when what is agreed has changed', () => {
    const changed = '{"format":"baozheng-step/v1","totalFen":"1"}'
    given(signed)
      .when(
        { ...sign, document: changed },
        facts({ document: changed, documentHash: sha256Hex(changed) }),
      )
      .then({ ...signed, document: changed })
  })
  it('is remembered by the hash of what was agreed', () =>
    assert.deepEqual(given(signed).state.signed, [
      { step: 'purchase', by: 'buyer', documentHash: sha256Hex(document), at: 1_000 },
    ]))
})

describe('refusals, in order of precedence', () => {
  // Each row cures the one above it, so a new check must take its place in this list.
  const rows: [Event[], Partial<Facts>, Refusal][] = [
    [[signed], { role: 'stranger', document: null }, 'signature.not_yours'],
    [[signed], { document: null }, 'signature.nothing_to_sign'],
    [[signed], { document: '{}' }, 'signature.agreement_changed'],
    [[signed], {}, 'signature.already_signed'],
  ]
  for (const [past, more, code] of rows)
    it(code, () =>
      given(...past)
        .when(sign, facts(more))
        .refused(code),
    )
})
