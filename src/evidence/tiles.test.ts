import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  consistencyRanges,
  emptyRoot,
  entryHash,
  inclusionRanges,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import {
  bundleHashes,
  decodeBundle,
  edgeRoot,
  emptyEdge,
  encodeBundle,
  growEdge,
  hashRanges,
  isWithin,
  parseTilePath,
  partialTiles,
  type ReadTile,
  readEdge,
  type Tile,
  tilePath,
  tilesBetween,
} from './tiles.ts'

const leafAt = (index: number) => entryHash(Buffer.from(String(index)))

/** A log as files: what is written as it grows, and how it is read again. */
class Shelf {
  readonly files = new Map<string, Buffer>()
  readonly edge = emptyEdge()

  grow(size: number): this {
    while (this.edge.size < size)
      growEdge(this.edge, leafAt(this.edge.size), (tile, bytes) => this.write(tile, bytes))
    for (const { tile, bytes } of partialTiles(this.edge)) this.write(tile, bytes)
    return this
  }

  readonly read: ReadTile = async (tile) => {
    const bytes = this.files.get(tilePath(tile))
    assert.ok(bytes, `${tilePath(tile)} was never written`)
    return bytes
  }

  private write(tile: Tile, bytes: Buffer): void {
    this.files.set(tilePath(tile), bytes)
  }
}

const written = (size: number) =>
  [...tilesBetween(0, size)].filter(({ level }) => level !== 'entries').map(tilePath)

describe('paths', () => {
  it('write the index in groups of three', () => {
    const at = (index: number) => tilePath({ level: 0, index, width: 256 })
    assert.equal(at(0), 'tile/0/000')
    assert.equal(at(999), 'tile/0/999')
    assert.equal(at(1000), 'tile/0/x001/000')
    assert.equal(at(1_234_067), 'tile/0/x001/x234/067')
    assert.equal(tilePath({ level: 2, index: 67, width: 1 }), 'tile/2/067.p/1')
    assert.equal(tilePath({ level: 'entries', index: 1067, width: 256 }), 'tile/entries/x001/067')
  })

  it('are read only as they are written', () => {
    const levels: fc.Arbitrary<Tile['level']> = fc.oneof(
      fc.constant('entries' as const),
      fc.integer({ min: 0, max: 63 }),
    )
    const [index, width] = [fc.nat({ max: 10 ** 15 - 1 }), fc.integer({ min: 1, max: 256 })]
    const tiles = fc.record({ level: levels, index, width }, { noNullPrototype: true })
    fc.assert(
      fc.property(tiles, (tile) => {
        assert.deepEqual(parseTilePath(tilePath(tile)), tile)
      }),
    )
    const wrong =
      'tile/0/0 tile/0/00 tile/0/0000 tile/00/000 tile/64/000 tile/-1/000 tile/0/x000/000 ' +
      'tile/0/001/000 tile/0/x001 tile/0/000.p tile/0/000.p/0 tile/0/000.p/01 tile/0/000.p/256 ' +
      'tile/0/000/ /tile/0/000 tile/data/000 tile/8/0/000 tile/0/000.p/1/ tile/0/x1/000'
    for (const path of wrong.split(' ')) assert.equal(parseTilePath(path), null, path)
    assert.equal(parseTilePath('tile/0/000\n'), null)
  })
})

describe('geometry', () => {
  it('of 70,000 leaves: 277 files of hashes, the widths of the specification', () => {
    const paths = written(70_000)
    assert.equal(paths.length, 277)
    assert.deepEqual(
      paths.filter((path) => path.includes('.p/')),
      ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'],
    )
  })

  it('of exactly 256: a full tile and one hash above it, no empty tile', () => {
    assert.deepEqual(written(256), ['tile/0/000', 'tile/1/000.p/1'])
    assert.deepEqual(written(0), [])
  })

  it('of growth: only what changed, each tile as wide as it is now', () => {
    const paths = [...tilesBetween(255, 257)].map(tilePath)
    assert.deepEqual(paths, [
      'tile/entries/000',
      'tile/entries/001.p/1',
      'tile/0/000',
      'tile/0/001.p/1',
      'tile/1/000.p/1',
    ])
    assert.deepEqual([...tilesBetween(7, 7)], [])
  })

  it('knows what a tree of a size has', () => {
    const has = (tile: Tile) => isWithin(tile, 70_000)
    assert.ok(has({ level: 0, index: 273, width: 112 }))
    assert.ok(has({ level: 0, index: 273, width: 1 }))
    assert.ok(!has({ level: 0, index: 273, width: 113 }))
    assert.ok(!has({ level: 1, index: 1, width: 256 }))
    assert.ok(!has({ level: 3, index: 0, width: 1 }))
  })
})

describe('a growing edge', () => {
  const sizes = [0, 1, 2, 3, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, 66_000]
  const shelf = new Shelf()
  const roots = new Map<number, Buffer>()

  it('writes the due files with the right root, and reads itself back', async () => {
    const all: Buffer[] = []
    for (const size of sizes) {
      shelf.grow(size)
      while (all.length < size) all.push(leafAt(all.length))
      const root = size === 0 ? emptyRoot : rootOf(Buffer.concat(all))
      assert.deepEqual(edgeRoot(shelf.edge), root, String(size))
      for (const path of written(size)) assert.ok(shelf.files.has(path), `${size}: ${path}`)
      const again = await readEdge(size, shelf.read)
      assert.deepEqual(edgeRoot(again), root)
      growEdge(again, leafAt(size))
      all.push(leafAt(size))
      assert.deepEqual(edgeRoot(again), rootOf(Buffer.concat(all)))
      all.pop()
      roots.set(size, root)
    }
  })

  it('gives proofs from its tiles', async () => {
    const root = (size: number) => roots.get(size) ?? emptyRoot
    for (const size of sizes)
      for (const old of sizes.filter((smaller) => smaller <= size)) {
        const path = await hashRanges(consistencyRanges(old, size), size, shelf.read)
        const claim = { old, size, oldRoot: root(old), root: root(size) }
        assert.ok(verifyConsistency({ ...claim, path }), `${old} to ${size}`)
        const index = old - 1
        if (index < 0) continue
        const trail = await hashRanges(inclusionRanges(index, size), size, shelf.read)
        const claimed = { index, size, leaf: leafAt(index), root: root(size) }
        assert.ok(verifyInclusion({ ...claimed, path: trail }), `${index} in ${size}`)
      }
  })

  it('says so when a tile is short', async () => {
    const read: ReadTile = async (tile) => (await shelf.read(tile)).subarray(32)
    await assert.rejects(readEdge(257, read), /tile\/0\/001\.p\/1 is short/)
    await assert.rejects(hashRanges(inclusionRanges(3, 1000), 1000, read), /is short/)
  })
})

describe('bundles', () => {
  it('give back what they hold, up to the longest entry', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 256 })
    fc.assert(
      fc.property(entries, (list) => {
        const bytes = encodeBundle(list)
        const again = decodeBundle(bytes, list.length)
        assert.deepEqual(
          again?.map((entry) => entry.toString('hex')),
          list.map((entry) => Buffer.from(entry).toString('hex')),
        )
        assert.equal(decodeBundle(bytes, list.length + 1), null)
        assert.equal(decodeBundle(Buffer.concat([bytes, Buffer.alloc(1)]), list.length), null)
        if (list.length > 0) assert.equal(decodeBundle(bytes.subarray(0, -1), list.length), null)
        assert.deepEqual(bundleHashes(list), Buffer.concat(list.map(entryHash)))
      }),
      { numRuns: 40 },
    )
    const longest = Buffer.alloc(65_535, 1)
    assert.deepEqual(decodeBundle(encodeBundle([longest]), 1), [longest])
    assert.throws(() => encodeBundle([Buffer.alloc(65_536)]))
  })
})
