import { entryHash, foldRight, type Leaves, rootOf, subtrees } from './merkle.ts'
import { readDecimal } from './strict.ts'

/** How the tree lies in files: tiles of 256 hashes, and beside them the entries themselves. */

export const tileWidth = 256

/** One file. `entries` lie beside level 0; a width below 256 is the right edge of some size. */
export interface Tile {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** Where does it lie? `tile/0/x001/067`, `tile/entries/000.p/3`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [pad(index % 1000)]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${pad(rest % 1000)}`)
  return `tile/${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`
}

function pad(group: number): string {
  return String(group).padStart(3, '0')
}

const form = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/

/** Which file is asked for? Null for every form but the one that `tilePath` writes. */
export function parseTilePath(path: string): Tile | null {
  const [, named = '', groups = '', part] = form.exec(path) ?? []
  const level: Tile['level'] | null = named === 'entries' ? named : readDecimal(named)
  const width = part === undefined ? tileWidth : readDecimal(part)
  if (level === null || width === null || width < 1 || (part && width >= tileWidth)) return null
  if (level !== 'entries' && level > 63) return null
  const tile = { level, index: Number(groups.replaceAll(/[x/]/g, '')), width }
  return tilePath(tile) === path ? tile : null
}

/** How many hashes does a tree of this size have on a level of tiles? */
export function hashesOn(level: Tile['level'], size: number): number {
  return Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level))
}

/** Has a tree of this size every hash of the tile? */
export function isWithin({ level, index, width }: Tile, size: number): boolean {
  return index * tileWidth + width <= hashesOn(level, size)
}

/** Which files are new or wider, when a tree grows from `old` to `size`? Due widths only. */
export function* tilesBetween(old: number, size: number): Generator<Tile> {
  if (size <= old) return
  for (const tile of levelBetween('entries', old, size)) yield tile
  for (let level = 0; hashesOn(level, size) > 0; level++)
    for (const tile of levelBetween(level, old, size)) yield tile
}

function* levelBetween(level: Tile['level'], old: number, size: number): Generator<Tile> {
  const [had, has] = [hashesOn(level, old), hashesOn(level, size)]
  if (had === has) return
  for (let index = Math.floor(had / tileWidth); index * tileWidth < has; index++)
    yield { level, index, width: Math.min(tileWidth, has - index * tileWidth) }
}

/** The bytes of a bundle: each entry behind its length, two bytes. Throws above 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.allocUnsafe(entries.reduce((sum, { length }) => sum + length + 2, 0))
  let at = 0
  for (const entry of entries) {
    bytes.set(entry, bytes.writeUInt16BE(entry.length, at))
    at += entry.length + 2
  }
  return bytes
}

/** Which entries does it hold? Null when they are not exactly `width`. They share its memory. */
export function decodeBundle(bytes: Uint8Array, width: number): Buffer[] | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const entries: Buffer[] = []
  let at = 0
  while (at < whole.length && entries.length < width) {
    if (at + 2 > whole.length) return null
    const end = at + 2 + whole.readUInt16BE(at)
    if (end > whole.length) return null
    entries.push(whole.subarray(at + 2, end))
    at = end
  }
  return at === whole.length && entries.length === width ? entries : null
}

/** Where does each of its entries end? Null when they are not exactly `width`. */
export function bundleEnds(bytes: Buffer, width: number): number[] | null {
  const ends: number[] = []
  for (let at = 0; ends.length < width; ends.push(at)) {
    if (at + 2 > bytes.length) return null
    at += 2 + bytes.readUInt16BE(at)
  }
  return (ends.at(-1) ?? 0) === bytes.length ? ends : null
}

/** The hashes of the entries of a bundle, as the level-0 tile beside it has them. */
export function bundleHashes(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(entries.map(entryHash))
}

export type ReadTile = (tile: Tile) => Promise<Uint8Array>

/**
 * The hashes over these leaves of a tree of `size`, each tile read once. Throws when a tile is too
 * short. Whether the tiles are right is the caller's question: check the proof against the root.
 */
export async function hashRanges(
  ranges: readonly Leaves[],
  size: number,
  read: ReadTile,
): Promise<Buffer[]> {
  const parts = ranges.map(subtrees)
  const tiles = new Map<string, Tile>()
  for (const part of parts.flat()) {
    const { tile } = placeOf(part, size)
    tiles.set(tilePath(tile), tile)
  }
  const bytes = new Map<string, Uint8Array>()
  await Promise.all([...tiles].map(async ([path, tile]) => bytes.set(path, await read(tile))))
  return parts.map((list) =>
    foldRight(
      list.map((part) => {
        const { tile, from, to } = placeOf(part, size)
        const held = bytes.get(tilePath(tile))
        if (held === undefined || held.length < to) throw new Error(`${tilePath(tile)} is short`)
        return rootOf(held.subarray(from, to))
      }),
    ),
  )
}

/** Which bytes of which tile does a full subtree stand on? */
function placeOf(part: { level: number; index: number }, size: number) {
  const level = Math.floor(part.level / 8)
  const count = 2 ** (part.level % 8)
  const first = part.index * count
  const index = Math.floor(first / tileWidth)
  const width = Math.min(tileWidth, hashesOn(level, size) - index * tileWidth)
  const from = (first % tileWidth) * 32
  return { tile: { level, index, width }, from, to: from + count * 32 }
}

/** 右缘. What a tree needs in order to grow: of each level the tile that is not full yet. */
export interface Edge {
  size: number
  /** 8,192 bytes each; only the first `hashesOn(level, size) % 256` hashes mean something. */
  readonly tiles: Buffer[]
}

export function emptyEdge(): Edge {
  return { size: 0, tiles: [] }
}

/**
 * Adds leaves by their hashes, 32 bytes each; `full` is told of each tile that is now full, with
 * bytes that it may keep.
 */
export function growEdge(
  edge: Edge,
  hashes: Uint8Array,
  full?: (tile: Tile, bytes: Buffer) => void,
): void {
  for (let from = 0; from < hashes.length; ) {
    const place = edge.size % tileWidth
    const end = Math.min(hashes.length, from + (tileWidth - place) * 32)
    edgeTile(edge, 0).set(hashes.subarray(from, end), place * 32)
    edge.size += (end - from) / 32
    from = end
    if (edge.size % tileWidth === 0) rise(edge, full)
  }
}

/** The last tile is full: its root stands in the one above, which may then be full too. */
function rise(edge: Edge, full?: (tile: Tile, bytes: Buffer) => void): void {
  let index = edge.size / tileWidth - 1
  for (let level = 0; ; level++) {
    const tile = edgeTile(edge, level)
    full?.({ level, index, width: tileWidth }, Buffer.from(tile))
    const place = index % tileWidth
    edgeTile(edge, level + 1).set(rootOf(tile), place * 32)
    if (place < tileWidth - 1) return
    index = Math.floor(index / tileWidth)
  }
}

function edgeTile(edge: Edge, level: number): Buffer {
  const tile = edge.tiles[level] ?? Buffer.alloc(tileWidth * 32)
  edge.tiles[level] = tile
  return tile
}

/** The tiles that are due for this size and not full, with their bytes. */
export function partialTiles(edge: Edge): { tile: Tile; bytes: Buffer }[] {
  return edge.tiles.flatMap((bytes, level) => {
    const hashes = hashesOn(level, edge.size)
    const width = hashes % tileWidth
    const tile = { level, index: Math.floor(hashes / tileWidth), width }
    return width === 0 ? [] : [{ tile, bytes: Buffer.from(bytes.subarray(0, width * 32)) }]
  })
}

/** The root of the tree that ends here. */
export function edgeRoot(edge: Edge): Buffer {
  // From the top, by the bits of each width: a full subtree for each bit that is set.
  const hashes: Buffer[] = []
  for (const { bytes } of partialTiles(edge).reverse()) {
    let from = 0
    for (let count = 128; count >= 1; count /= 2) {
      if (Math.floor(bytes.length / 32 / count) % 2 === 0) continue
      hashes.push(rootOf(bytes.subarray(from, from + count * 32)))
      from += count * 32
    }
  }
  return foldRight(hashes)
}

/** Reads the edge of a tree of this size back. Throws when a tile is short. */
export async function readEdge(size: number, read: ReadTile): Promise<Edge> {
  const edge: Edge = { size, tiles: [] }
  for (let level = 0; hashesOn(level, size) > 0; level++) {
    const hashes = hashesOn(level, size)
    const width = hashes % tileWidth
    const bytes = edgeTile(edge, level)
    if (width === 0) continue
    const tile = { level, index: Math.floor(hashes / tileWidth), width }
    const held = await read(tile)
    if (held.length < width * 32) throw new Error(`${tilePath(tile)} is short`)
    bytes.set(held.subarray(0, width * 32))
  }
  return edge
}
