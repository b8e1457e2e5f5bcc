import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { formatVkey } from '../src/evidence/note.ts'
import { TestLog } from '../src/evidence/test-log.ts'
import { encodeBundle, parseTilePath } from '../src/evidence/tiles.ts'
import { log } from './log.ts'

describe('R-58: baozheng log watch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'))
  const state = join(folder, 'state.json')
  let served = new TestLog().growTo(300)
  let url = ''
  const said: string[] = []
  const { log: print, error } = console
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace('/log/', '')
    const tile = parseTilePath(path)
    if (path === 'checkpoint') response.end(served.note())
    else if (path === 'vkey') response.end(`${formatVkey(served.signer.vkey)}\n`)
    else if (tile?.level === 'entries')
      response.end(
        encodeBundle(served.entries.slice(tile.index * 256, tile.index * 256 + tile.width)),
      )
    else if (tile) response.end(await served.tile(tile))
    else response.writeHead(404).end()
  })

  before(async () => {
    console.log = (line: string) => said.push(line)
    console.error = (line: string) => said.push(line)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`
  })
  after(async () => {
    Object.assign(console, { log: print, error })
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })
  const look = (...more: string[]) =>
    log(['watch', url, '--once', '--state', state, '--entries', ...more])

  it('takes the key the log gives the first time, and says so', async () => {
    assert.equal(await look(), 0)
    assert.match(said.join('\n'), /first time: the key is the one the log itself gives/)
    assert.equal(JSON.parse(readFileSync(state, 'utf8')).known.size, 300)
  })
  it('follows it while it grows, and remembers over restarts', async () => {
    served.growTo(900)
    assert.equal(await look(), 0)
    assert.match(said.at(-1) ?? '', /300 → 900 entries/)
    assert.equal(await look(), 0)
  })
  it('is not content with a log that went back, nor with one that does not answer', async () => {
    served = new TestLog().growTo(500)
    assert.equal(await look(), 3)
    assert.equal(await log(['watch', `${url}/nowhere`, '--once', '--state', `${state}.2`]), 3)
  })
  it('convicts one whose past was rewritten with its own key, and keeps both notes', async () => {
    served = new TestLog().growTo(40).add('planted').growTo(1_200)
    assert.equal(await look(), 1)
    const kept = readdirSync(folder).find((name) => name.includes('conviction'))
    const text = readFileSync(join(folder, kept ?? ''), 'utf8')
    assert.match(text, /^not_a_continuation\n/)
    assert.equal(text.split('log.example/1\n').length, 3, 'two notes')
  })
  it('does not take another key than the one it knows', async () => {
    const other = formatVkey(new TestLog('log.example/1', 9).signer.vkey)
    assert.equal(await look('--vkey', other), 3)
  })
  it('says how it is called', async () => {
    assert.equal(await log(['watch']), 2)
    assert.equal(await log(['watch', 'ftp://x', '--once']), 2)
  })
})
