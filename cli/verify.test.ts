import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { formatVkey } from '../src/evidence/note.ts'
import { sampleReceipt } from '../src/evidence/test-receipt.ts'
import { verify } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
const speak = { log: console.log, error: console.error }
after(() => {
  Object.assign(console, speak)
  rmSync(folder, { recursive: true })
})

let said: string[] = []

/** Runs the command and keeps what it says. */
async function run(...args: string[]): Promise<number> {
  said = []
  console.log = console.error = (...words: unknown[]) => void said.push(words.join(' '))
  const code = await verify(args).finally(() => Object.assign(console, speak))
  return code
}

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('R-36: baozheng verify', () => {
  it('a receipt: valid, by whom, and all of it', async () => {
    const { bytes, policy } = await sampleReceipt()
    const receipt = file('a.json', bytes)
    assert.equal(await run(receipt, '--policy', file('policy', policy)), 0)
    const text = said.join('\n')
    assert.match(text, /^有效，并有见证人见证 Valid and witnessed/)
    assert.match(text, /witnessed by witness\.example\/21 at 2025-12-11T05:48:20\.000Z/)
    assert.match(text, /all 4 entries of the stream/)
    assert.match(text, /total：33600/)
    assert.ok(!text.includes('SF1234567890'), 'what the holder may not see is not in the file')
  })

  it('with the key alone, with nothing, and as JSON', async () => {
    const { bytes, log } = await sampleReceipt({ signing: [] })
    const receipt = file('b.json', bytes)
    assert.equal(await run(receipt, '--key', formatVkey(log.signer.vkey)), 0)
    assert.match(said.join('\n'), /only the site vouches for it/)
    assert.equal(await run(receipt), 0)
    assert.match(said.join('\n'), /No trusted log was named/)
    assert.equal(await run(receipt, '--json'), 0)
    assert.equal(JSON.parse(said[0] ?? '').trusted, false)
  })

  it('one byte changed: invalid, with the step', async () => {
    const { bytes } = await sampleReceipt()
    const wrong = bytes.toString().replace('"33600"', '"33601"')
    assert.equal(await run(file('c.json', wrong)), 1)
    assert.match(said.join('\n'), /Invalid\n.*\(signature\)$/)
  })

  it('a proof with its entry', async () => {
    const { draft, policy } = await sampleReceipt()
    const [first, second] = draft.entries
    const proof = file('a.tlog-proof', first?.proof ?? '')
    const trust = ['--policy', file('policy', policy)]
    assert.equal(await run(proof, '--entry', file('entry', first?.leaf ?? ''), ...trust), 0)
    assert.match(said.join('\n'), /entry 300 of 324/)
    assert.equal(await run(proof, '--entry', file('other', second?.leaf ?? ''), ...trust), 1)
    assert.equal(await run(proof, ...trust), 2)
    assert.equal(await run(proof, '--entry', file('entry', first?.leaf ?? '')), 2)
  })

  it('says how it is called', async () => {
    assert.equal(await run(), 2)
    assert.match(said.join('\n'), /baozheng verify FILE/)
    const { bytes } = await sampleReceipt()
    const receipt = file('d.json', bytes)
    assert.equal(await run(receipt, '--key', 'x'), 2)
    assert.equal(await run(receipt, '--policy', file('bad', 'quorum x\n')), 2)
    assert.match(said.join('\n'), /bad:1 not defined above: x/)
  })
})
