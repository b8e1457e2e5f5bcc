import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { closingNote } from '../src/evidence/closing.ts'
import { formatVkey } from '../src/evidence/note.ts'
import { filesOf, TestLog } from '../src/evidence/test-log.ts'
import { encodeBundle, parseTilePath, type Tile } from '../src/evidence/tiles.ts'
import { log } from './log.ts'

describe('R-58: baozheng log watch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'))
  const state = join(folder, 'state.json')
  let served = new TestLog().growTo(300)
  let url = ''
  let closings = ''
  const said: string[] = []
  const { log: print, error } = console
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace('/log/', '')
    const tile = parseTilePath(path)
    if (path === 'checkpoint') response.end(served.note())
    else if (path === 'closings') response.end(closings)
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
  describe('a log that was closed', () => {
    const old = () => new TestLog().growTo(300)
    /** The log that goes on, and what is said of the end of the one before. */
    const close = (
      what: { size?: number; known?: number; root?: Buffer } = {},
      next = new TestLog('log.example/2', 2).growTo(400),
    ) => {
      const { size = 280, known = 300 } = what
      const closing = {
        ...{ origin: 'log.example/1', size, root: what.root ?? old().rootAt(size) },
        ...{ known: { size: known, root: null }, next: 'log.example/2' },
        ...{ reason: 'the disk failed', at: 0 },
      }
      closings = `${closingNote(closing, { old: old().signer, next: next.signer })}\n`
      served = next
    }
    let watched = 0
    /** Somebody who has seen the old log at this size, by a file or by a copy, looks again. */
    const lookAgain = async (how: '--state' | '--keep', size = 300) => {
      const place = join(folder, `end-${watched++}`)
      const now = served
      served = new TestLog().growTo(size)
      assert.equal(await log(['watch', url, '--once', how, place]), 0)
      served = now
      const code = await log(['watch', url, '--once', how, place])
      return { code, place, words: said.at(-1) ?? '' }
    }
    it('says so, keeps the statement, and how to go on: what is lost is told', async () => {
      close()
      for (const [how, kept] of [
        ['--state', '.closing.note'],
        ['--keep', '/closing.note'],
      ] as const) {
        const { code, place, words } = await lookAgain(how)
        assert.equal(code, 5)
        assert.match(said.join('\n'), /lost: 20 .*seen here: 20/)
        assert.match(words, new RegExp(`--vkey log\\.example/2\\+.* ${how} ANOTHER`))
        assert.equal(`${readFileSync(place + kept)}\n`, closings)
      }
      assert.equal((await lookAgain('--state', 100)).code, 5, 'one who has seen less')
    })
    it('a statement that admits less than was seen convicts it', async () => {
      close({ known: 290 })
      const { code, place, words } = await lookAgain('--state')
      assert.equal(code, 1)
      assert.match(words, /loss_not_admitted/)
      const [file = ''] = readdirSync(folder).filter((one) =>
        one.startsWith(`${basename(place)}.c`),
      )
      const both = readFileSync(join(folder, file), 'utf8')
      assert(both.includes(old().note(300)) && both.includes('\nknown 290 -\n'))
    })
    it('a next log that begins otherwise, or an end that was another, convicts it', async () => {
      close({}, new TestLog('log.example/2', 2).growTo(10).add('planted').growTo(400))
      assert.equal((await lookAgain('--state')).code, 1)
      close({ root: new TestLog('x', 3).growTo(280, 'other').rootAt(280) })
      served = new TestLog('log.example/2', 2).growTo(280, 'other').growTo(400)
      assert.equal(
        (await lookAgain('--state', 100)).code,
        1,
        'a size that is still in the next log',
      )
      assert.equal((await lookAgain('--keep')).code, 1, 'a copy has the root of every size')
      assert.equal((await lookAgain('--state')).code, 5, 'a size alone cannot tell')
      assert.match(said.at(-1) ?? '', /not compared/)
    })
    it('what another key says of its end counts for nothing', async () => {
      close()
      closings = closings.replace('known 300', 'known 280')
      assert.equal((await lookAgain('--state')).code, 3)
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
