import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatVkey, keyTypes, makeSigner } from './note.ts'
import { isPolicyFault, isQuorum, type Policy, parsePolicy } from './policy.ts'

const key = (name: string, byte: number, type = keyTypes.cosignature as 1 | 4) =>
  makeSigner({ name, type, seed: Buffer.alloc(32, byte) }).vkey
const log = formatVkey(key('log.example/1', 1, keyTypes.signature))
const keys = Array.from({ length: 6 }, (_, at) => key(`w.example/${at}`, 10 + at))
const [w0 = '', w1 = '', w2 = '', w3 = ''] = keys.map(formatVkey)

function read(...lines: string[]): Policy {
  const policy = parsePolicy(Buffer.from(`${lines.join('\n')}\n`))
  assert.ok(!isPolicyFault(policy), JSON.stringify(policy))
  return policy
}

const two = [
  `log ${log} https://log.example/1/`,
  `witness 甲 ${w0} https://w0.example`,
  `witness b ${w1}`,
  `witness c ${w2}`,
  'group some 2 甲 b c',
]

describe('a policy', () => {
  it('is read with comments, tabs and names of any letters', () => {
    const policy = read('# who we trust', '', ...two, `  witness \t d   ${w3}  `, 'quorum some')
    assert.deepEqual(
      policy.witnesses.map(({ url }) => url),
      ['https://w0.example', null, null, null],
    )
    assert.equal(policy.logs[0]?.url, 'https://log.example/1/')
  })

  it('names the line that is wrong', () => {
    const faults: [string[], number][] = [
      [[...two], 0],
      [[...two, 'quorum some', 'quorum some'], 7],
      [[...two, 'quorum nobody'], 6],
      [['quorum some', ...two], 1],
      [[...two, `log ${log}`, 'quorum none'], 6],
      [[...two, `witness d ${w0}`, 'quorum none'], 6],
      [[...two, `witness b ${w3}`, 'quorum none'], 6],
      [[...two, `witness none ${w3}`, 'quorum none'], 6],
      [[...two, 'group other all 甲', 'quorum none'], 6],
      [[...two, `witness d ${w3}`, 'group other 2 d', 'quorum none'], 7],
      [[...two, `witness d ${w3}`, 'group other 0 d', 'quorum none'], 7],
      [[...two, `witness d ${w3}`, 'group other 01 d', 'quorum none'], 7],
      [[...two, `witness d ${w3}`, 'group other all', 'quorum none'], 7],
      [[...two, `witness d ${w3}`, 'group other 1 none', 'quorum none'], 7],
      [[...two, `witness d ${w3} url more`, 'quorum none'], 6],
      [[...two, `witness d ${log}`, 'quorum none'], 6],
      [[`log ${w0}`, 'quorum none'], 1],
      [[...two, 'friend 甲', 'quorum none'], 6],
      [[...two, 'quorum none\r'], 0],
    ]
    for (const [lines, line] of faults) {
      const policy = parsePolicy(Buffer.from(`${lines.join('\n')}\n`))
      assert.ok(isPolicyFault(policy), lines.join('\n'))
      assert.equal(policy.line, line, `${lines.at(-1)}: ${policy.fault}`)
    }
    assert.ok(isPolicyFault(parsePolicy(Buffer.from('quorum none'))))
    assert.ok(isPolicyFault(parsePolicy(Buffer.alloc(0))))
  })
})

describe('a quorum', () => {
  const [a, b, c, d] = keys
  assert.ok(a && b && c && d)

  it('of two among three', () => {
    const policy = read(...two, 'quorum some')
    assert.ok(!isQuorum(policy, []))
    assert.ok(!isQuorum(policy, [a]))
    assert.ok(!isQuorum(policy, [a, a, d]))
    assert.ok(isQuorum(policy, [a, c]))
  })

  it('of groups of groups', () => {
    const policy = read(...two, `witness d ${w3}`, 'group both all some d', 'quorum both')
    assert.ok(!isQuorum(policy, [a, b, c]))
    assert.ok(!isQuorum(policy, [a, d]))
    assert.ok(isQuorum(policy, [b, c, d]))
  })

  it('of one witness, or of none at all', () => {
    assert.ok(isQuorum(read(...two, 'quorum b'), [b]))
    assert.ok(!isQuorum(read(...two, 'quorum b'), [a, c]))
    assert.ok(isQuorum(read('quorum none'), []))
  })
})
