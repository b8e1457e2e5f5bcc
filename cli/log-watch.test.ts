import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { formatVkey } from '../src/evidence/note.ts'
import { filesOf, TestLog } from '../src/evidence/test-log.ts'
import { encodeBundle, parseTilePath, type Tile } from '../src/evidence/tiles.ts'
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
    else if (tile) response.end(await bytesOf(served, tile))
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
    assert.equal(await look(), 4)
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
  describe('--keep', () => {
    const copy = join(folder, 'copy')
    const file = (path: string) => readFileSync(join(copy, path))
    const keep = () => log(['watch', url, '--once', '--keep', copy])
    /** Is what lies there the log as served, file by file, and besides only parts not yet full? */
    const isWhole = async () => {
      assert.equal(file('checkpoint').toString(), served.note())
      const due = filesOf(served.size)
      const besides = treeIn(copy).filter((path) => !due.includes(path))
      const parts = new Set(due.map((path) => path.replace(/\.p\/\d+$/, '.p/')))
      for (const path of besides) assert.ok(parts.has(path.replace(/\d+$/, '')), path)
      for (const path of filesOf(served.size)) {
        const tile = parseTilePath(path) ?? assert.fail(path)
        assert.ok(file(path).equals(await bytesOf(served, tile)), path)
      }
    }
    it('keeps a copy that any server of files can show, and goes on from it', async () => {
      served = new TestLog()
      for (const size of [0, 1, 255, 300, 300, 512, 2_000]) {
        served.growTo(size)
        assert.equal(await keep(), 0, `${size}: ${said.at(-1)}`)
        if (size > 0) await isWhole()
      }
      assert.equal(file('checkpoints/300').toString(), served.note(300))
      assert.equal(file('vkey').toString().trim(), formatVkey(served.signer.vkey))
    })
    it('refuses a log that went back, and one whose past is another, and stays as it is', async () => {
      const whole = served
      served = new TestLog().growTo(500)
      assert.equal(await keep(), 4)
      served = new TestLog().growTo(40).add('planted').growTo(2_300)
      assert.equal(await keep(), 1)
      assert.match(said.at(-1) ?? '', /contradicts itself/)
      assert.ok(readdirSync(copy).some((name) => name.startsWith('conviction-')))
      served = whole
      await isWhole()
    })
    it('takes nothing whose entries do not give the root', async () => {
      served.growTo(2_100)
      const [entry] = served.entries.splice(2_050, 1, Buffer.from('another'))
      assert.equal(await keep(), 3)
      assert.match(said.at(-1) ?? '', /do not give the root/)
      assert.equal(file('checkpoint').toString(), served.note(2_000))
      served.entries[2_050] = entry ?? assert.fail()
      assert.equal(await keep(), 0)
      await isWhole()
    })
    it('notices that its own files were changed', async () => {
      for (const path of filesOf(2_100).filter((one) => /\/(?:0|entries)\/008\.p\//.test(one))) {
        const good = file(path)
        const bad = Buffer.from(good)
        bad[5] = (bad[5] ?? 0) ^ 1
        writeFileSync(join(copy, path), bad)
        served.growTo(served.size + 1)
        assert.equal(await keep(), 3)
        assert.match(said.at(-1) ?? '', /not what was kept/)
        writeFileSync(join(copy, path), good)
      }
      assert.equal(await keep(), 0)
      await isWhole()
    })
  })
  it('says how it is called', async () => {
    assert.equal(await log(['watch']), 2)
    assert.equal(await log(['watch', 'ftp://x', '--once']), 2)
  })
})

async function bytesOf(served: TestLog, tile: Tile): Promise<Buffer> {
  const from = tile.index * 256
  return tile.level === 'entries'
    ? encodeBundle(served.entries.slice(from, from + tile.width))
    : served.tile(tile)
}

/** The files of the tree in this folder, sorted. */
function treeIn(folder: string): string[] {
  return readdirSync(join(folder, 'tile'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .sort()
}
