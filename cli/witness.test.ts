import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { formatVkey, parseSecret, parseVkey } from '../src/evidence/note.ts'
import { TestLog } from '../src/evidence/test-log.ts'
import { addCheckpointBody } from '../src/evidence/witness-client.ts'
import { originHash } from '../src/evidence/witness-state.ts'
import { witness } from './witness.ts'

const folder = mkdtempSync(join(tmpdir(), 'witness-'))
const file = (name: string) => join(folder, name)
const log = new TestLog('log.example/cli').growTo(400)
const speak = { log: console.log, error: console.error }
let said: string[] = []

async function run(...args: string[]): Promise<number> {
  said = []
  console.log = console.error = (...words: unknown[]) => void said.push(words.join(' '))
  return witness(args).finally(() => Object.assign(console, speak))
}

/** A witness as a process of its own, which can be killed at any moment. */
class Running {
  url = ''
  private child: ChildProcess | null = null

  async start(): Promise<void> {
    const options = ['--key', file('key'), '--policy', file('policy'), '--data', file('data')]
    const args = ['cli/main.ts', 'witness', ...options, '--port', '0']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.child = child
    for await (const line of createInterface({ input: child.stdout })) {
      this.url = /http:\S+(?=\/ )/.exec(line)?.[0] ?? this.url
      if (this.url !== '') return
    }
    assert.fail('the witness did not start')
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { child } = this
    if (child === null || child.exitCode !== null) return null
    child.kill(signal)
    const [code] = await once(child, 'exit')
    return code
  }

  async add(old: number, size: number): Promise<number> {
    const body = addCheckpointBody(old, await log.consistency(old, size), log.note(size))
    return (await fetch(`${this.url}/add-checkpoint`, { method: 'POST', body })).status
  }

  async shown(): Promise<number> {
    const answer = await fetch(`${this.url}/${originHash(log.origin)}/checkpoint`)
    return answer.status === 404 ? 0 : Number((await answer.text()).split('\n')[1])
  }
}

describe('R-91: baozheng witness', () => {
  const running = new Running()
  before(async () => {
    assert.equal(await run('key', 'witness.example/cli', file('key')), 0)
    writeFileSync(file('policy'), `log ${formatVkey(log.signer.vkey)}\nquorum none\n`)
  })
  after(async () => {
    await running.stop('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  it('makes a key for its owner only, and never over another', async () => {
    const kept = parseSecret(readFileSync(file('key'), 'utf8').trim())
    assert.deepEqual(parseVkey(said[0] ?? ''), kept?.vkey)
    assert.equal(statSync(file('key')).mode & 0o777, 0o600)
    await assert.rejects(run('key', 'witness.example/cli', file('key')), /EEXIST/)
    assert.equal(await run('key', 'a name', file('other')), 2)
  })

  it('says how it is called', async () => {
    assert.equal(await run('--key', file('key')), 2)
    assert.match(said.join('\n'), /baozheng witness --key FILE/)
    writeFileSync(file('none'), 'quorum none\n')
    const options = ['--key', file('key'), '--data', file('data')]
    assert.equal(await run(...options, '--policy', file('none')), 2)
    assert.equal(
      await run('--key', file('none'), '--data', file('data'), '--policy', file('policy')),
      2,
    )
  })

  it('signs, stops in order, and has its folder for itself', async () => {
    await running.start()
    assert.equal(await running.add(0, 5), 200)
    const options = ['--key', file('key'), '--policy', file('policy'), '--data', file('data')]
    await assert.rejects(run(...options, '--port', '0'), /another witness/)
    assert.equal(await running.stop('SIGTERM'), 0)
  })

  it('killed at any moment, it remembers all that it has answered', async () => {
    let size = 5
    for (let round = 0; round < 3; round++) {
      await running.start()
      assert.ok((await running.shown()) >= size, 'no step back')
      size = await running.shown()
      const goal = size + 10 + round * 7
      let answered = size
      let killed: Promise<unknown> | null = null
      try {
        // The kill is on its way while the next ones are being asked.
        for (let next = size + 1; (await running.add(answered, next)) === 200; next++) {
          answered = next
          if (next === goal) killed = running.stop('SIGKILL')
        }
      } catch {
        assert.ok(killed, 'nobody killed it yet')
      }
      await killed
      size = answered
    }
    await running.start()
    assert.ok((await running.shown()) >= size)
    assert.equal(await running.add(size - 1, size), 409)
  })
})
