import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { read } from './knobs.ts'

const known = { seed: 1, steps: 20_000, 'check-every': 0, only: [], json: false }

describe('the command line of a long run', () => {
  it('what nobody turns stays as it is', () => {
    assert.deepEqual(read(known, []), known)
  })

  it('numbers, lists and switches', () => {
    const args = ['--seed', '0', '--steps', '7', '--only', '3,17,40', '--json', '--check-every=200']
    assert.deepEqual(read(known, args), {
      ...{ seed: 0, steps: 7, only: [3, 17, 40], json: true },
      'check-every': 200,
    })
  })

  for (const args of [
    ['--steps', 'many'],
    ['--steps', '0'],
    ['--steps', '-3'],
    ['--seed', '1.5'],
    ['--steps', '1e3'],
    ['--steps', '2,3'],
    ['--steps', ''],
    ['--only', '3,,4'],
    ['--only', '3,x'],
    ['--json=yes'],
    ['--step', '3'],
    ['3'],
  ])
    it(`${args.join(' ')}: a sentence, never a run of nothing`, () => {
      assert.equal(typeof read(known, args), 'string')
    })
})
