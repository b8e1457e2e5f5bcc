import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkpointText } from '../src/evidence/checkpoint.ts'
import { cosign } from '../src/evidence/cosignature.ts'
import { consistencyRanges, entryHash, inclusionRanges } from '../src/evidence/merkle.ts'
import {
  formatNote,
  formatVkey,
  keyTypes,
  makeSigner,
  type Signer,
  signNote,
} from '../src/evidence/note.ts'
import { formatProof } from '../src/evidence/proof.ts'
import {
  edgeRoot,
  emptyEdge,
  encodeBundle,
  growEdge,
  hashRanges,
  partialTiles,
  type Tile,
  tilePath,
  tileWidth,
} from '../src/evidence/tiles.ts'
import { addCheckpointBody } from '../src/evidence/witness-client.ts'

/** Larger than any test needs; each entry takes some hundred bytes on disk. */
export const largestExport = 10_000_000

/** How many entries get a proof of their own, where there are so many. */
const proofs = 200

/**
 * Writes a log of `size` made-up entries, with new keys, as files that any reader of tlog-tiles can
 * check: `log.vkey`, `witness.vkey`, `checkpoint`, `tile/…`, `proof/<index>.tlog-proof`,
 * `add/<old>.txt` (the root at the old size, then what a witness would be sent). The folder must be
 * new or empty. Out: how many files.
 */
export async function exportLog(folder: string, size: number): Promise<number> {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`)
  let files = 0
  const write = (path: string, bytes: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
    files++
  }
  const read = async (tile: Tile) => readFileSync(join(folder, tilePath(tile)))
  const olds = [
    ...new Set([0, 1, 2, 3, 255, 256, 257, Math.floor(size / 2), size - 1, size]),
  ].filter((old) => old >= 0 && old <= size)
  const roots = writeTiles(size, olds, write)
  const log = newKey('baozheng.example/log/export', keyTypes.signature)
  const witness = newKey('witness.example/export', keyTypes.cosignature)
  const text = checkpointText({ origin: log.vkey.name, size, root: rootAt(roots, size) })
  const own = signNote(text, log)
  const checkpoint = formatNote(text, [own, cosign(text, Math.floor(Date.now() / 1000), witness)])
  write('log.vkey', formatVkey(log.vkey))
  write('witness.vkey', formatVkey(witness.vkey))
  write('checkpoint', checkpoint)
  for (const index of chosen(size)) {
    const path = await hashRanges(inclusionRanges(index, size), size, read)
    write(`proof/${index}.tlog-proof`, formatProof({ index, path, checkpoint }))
  }
  for (const old of olds) {
    const proof = await hashRanges(consistencyRanges(old, size), size, read)
    const body = addCheckpointBody(old, proof, formatNote(text, [own]))
    write(`add/${old}.txt`, `${rootAt(roots, old).toString('base64')}\n${body}`)
  }
  return files
}

/** Writes bundles and tiles of the last size only; out, the roots at the sizes asked for. */
function writeTiles(
  size: number,
  wanted: readonly number[],
  write: (path: string, bytes: Uint8Array) => void,
): Map<number, Buffer> {
  const edge = emptyEdge()
  const roots = new Map<number, Buffer>()
  const bundle: Buffer[] = []
  const keep = (tile: Tile, bytes: Uint8Array) => write(tilePath(tile), bytes)
  for (let index = 0; index <= size; index++) {
    if (wanted.includes(index)) roots.set(index, edgeRoot(edge))
    if (index === size) break
    const entry = madeUp(index)
    growEdge(edge, entryHash(entry), keep)
    const width = bundle.push(entry)
    if (width < tileWidth && index < size - 1) continue
    const tile: Tile = { level: 'entries', index: Math.floor(index / tileWidth), width }
    keep(tile, encodeBundle(bundle.splice(0)))
  }
  for (const { tile, bytes } of partialTiles(edge)) keep(tile, bytes)
  return roots
}

/** Short and long ones, in more than one alphabet; none of them says anything about anybody. */
function madeUp(index: number): Buffer {
  return Buffer.from(`{"entry":${index},"words":"${'样本 sample '.repeat(index % 17)}"}`)
}

function rootAt(roots: ReadonlyMap<number, Buffer>, size: number): Buffer {
  const root = roots.get(size)
  if (root === undefined) throw new Error(`no root was kept at ${size}`)
  return root
}

function newKey(name: string, type: Signer['vkey']['type']): Signer {
  return makeSigner({ name, type, seed: randomBytes(32) })
}

/** All of few, and of many: both ends, both sides of each edge of a tile, and some in between. */
function chosen(size: number): number[] {
  const edges = [0, 1, 2, 3, 254, 255, 256, 257, 65_535, 65_536, 65_537, size - 2, size - 1]
  const spread = Array.from({ length: proofs }, (_, at) => Math.floor((at * size) / proofs))
  return [...new Set([...edges, ...spread])].filter((index) => index >= 0 && index < size)
}
