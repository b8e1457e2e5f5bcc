import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { AssertionError } from '../kernel/assert.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { BlobDamaged, type Blobs, openBlobs } from './blobs.ts'

let folder: string
let blobs: Blobs
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baozheng-blobs-'))
  blobs = await openBlobs(folder, { bytesMax: 1_000 })
})
after(() => rm(folder, { recursive: true }))

const png = (text: string) =>
  Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), from(text)])
const from = (text: string) => Buffer.from(text.padEnd(12))
const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash)

describe('a stored file', () => {
  it('is named by its SHA-256 and comes back as it was', async () => {
    const bytes = png('as it was')
    const hash = await blobs.put(bytes, 'image/png')
    assert.equal(hash, sha256Hex(bytes))
    assert.deepEqual(await blobs.get(hash), { bytes, type: 'image/png', size: bytes.length })
    assert.equal(await blobs.has(hash), true)
  })

  it('is there once, however often and however many at a time it comes', async () => {
    const puts = Array.from({ length: 20 }, () => blobs.put(png('often'), 'image/png'))
    const hashes = new Set(await Promise.all(puts))
    assert.deepEqual([...hashes], [sha256Hex(png('often'))])
    const [hash = ''] = hashes
    const { mtimeMs } = await stat(pathOf(hash))
    await blobs.put(png('often'), 'image/png')
    assert.equal((await stat(pathOf(hash))).mtimeMs, mtimeMs)
  })

  it('leaves nothing unfinished behind', async () => {
    await blobs.put(png('tidy'), 'image/png')
    assert.deepEqual(await readdir(join(folder, 'unfinished')), [])
  })

  it('is found by whoever opens the folder later', async () => {
    const hash = await blobs.put(png('later'), 'image/png')
    assert.ok(await (await openBlobs(folder)).get(hash))
  })

  it('is never handed out when it was changed, and heals when it comes again', async () => {
    const hash = await blobs.put(png('whole'), 'image/png')
    await writeFile(pathOf(hash), png('forged'))
    await assert.rejects(blobs.get(hash), BlobDamaged)
    await blobs.put(png('whole'), 'image/png')
    assert.deepEqual((await blobs.get(hash))?.bytes, png('whole'))
  })

  it('must be of a type we know, not empty, not larger than the bound', async () => {
    const rows = [from('<svg></svg>'), Buffer.alloc(0), png('x'.repeat(1_000))]
    for (const bytes of rows) await assert.rejects(blobs.put(bytes, 'image/png'), AssertionError)
    await assert.rejects(blobs.put(png('not a webp'), 'image/webp'), AssertionError)
  })
})

describe('a name that is no hash', () => {
  const rows = ['', 'unfinished', '../../etc/passwd', '0'.repeat(63), 'A'.repeat(64)]
  rows.push(`${'0'.repeat(64)}.w480`, `../${'0'.repeat(61)}`, `${'0'.repeat(64)}\n`)
  for (const name of rows) {
    it(`leads nowhere: ${JSON.stringify(name)}`, async () => {
      assert.equal(await blobs.get(name), null)
      assert.equal(await blobs.has(name), false)
      assert.equal(await blobs.getMade({ hash: name, name: 'w480' }), null)
      await assert.rejects(blobs.putMade({ hash: name, name: 'a' }, png('a'), 'image/png'))
    })
  }
})

describe('what is made of a file', () => {
  it('lies beside it under its own name', async () => {
    const hash = await blobs.put(png('large'), 'image/png')
    assert.equal(await blobs.getMade({ hash, name: 'w240' }), null)
    await blobs.putMade({ hash, name: 'w240' }, png('small'), 'image/png')
    assert.deepEqual((await blobs.getMade({ hash, name: 'w240' }))?.bytes, png('small'))
    assert.deepEqual((await blobs.get(hash))?.bytes, png('large'))
  })

  it('has a name that is no path', async () => {
    const hash = await blobs.put(png('large'), 'image/png')
    await assert.rejects(blobs.putMade({ hash, name: '../x' }, png('x'), 'image/png'))
    assert.equal(await blobs.getMade({ hash, name: '../x' }), null)
  })
})

describe('opening', () => {
  it('clears what a crash left, but not what may still be written', async () => {
    const other = join(folder, 'other')
    const scratch = join(other, 'unfinished')
    await mkdir(scratch, { recursive: true })
    await writeFile(join(scratch, 'left'), 'half a fi')
    await writeFile(join(scratch, 'fresh'), 'half a fi')
    await utimes(join(scratch, 'left'), 0, 0)
    await openBlobs(other)
    assert.deepEqual(await readdir(scratch), ['fresh'])
  })
})
