import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { SealBroken, seal, unseal } from './seal.ts'

const key = randomBytes(32)
const plain = Buffer.from('王小明 13800138000')
const sealed = seal(key, plain, 'here', randomBytes)

describe('what is sealed', () => {
  it('opens with the key, at its place', () => assert.deepEqual(unseal(key, sealed, 'here'), plain))
  it('differs each time', () => assert.notDeepEqual(seal(key, plain, 'here', randomBytes), sealed))
  it('does not open with another key', () =>
    assert.throws(() => unseal(randomBytes(32), sealed, 'here'), SealBroken))
  it('does not open at another place', () =>
    assert.throws(() => unseal(key, sealed, 'there'), SealBroken))
  it('does not open when one bit is changed, anywhere', () => {
    for (let place = 0; place < sealed.length; place++) {
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] ?? 0) ^ 1
      assert.throws(() => unseal(key, changed, 'here'), SealBroken, `byte ${place}`)
    }
  })
  it('does not open when it is cut short', () => {
    for (let length = 0; length < sealed.length; length++)
      assert.throws(() => unseal(key, sealed.subarray(0, length), 'here'), SealBroken)
  })
})
