import type pg from 'pg'
import { over, type Tx } from '../platform/db/pool.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { bundledLeaves, LogDamaged, type LogState, placedBatches } from './log.store.ts'
import { entryDigest, entryHash } from './merkle.ts'
import { parseNote, type Signer, signedBy } from './note.ts'
import { readTile, type TileDisk, tileReader } from './tile-files.ts'
import { decodeBundle, type Edge, edgeRoot, hashesOn, readEdge, tileWidth } from './tiles.ts'
import { Tree } from './tree.ts'

/** The note that was signed last, kept apart from the database. */
export const lastSignedPath = 'last-signed'

/** So many batches are read at once when files are made again. */
const batchesAtOnce = 256

interface RecoveryParts {
  readonly pool: pg.Pool
  readonly disk: TileDisk
  readonly signer: Signer
  readonly origin: string
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/**
 * 恢复. The tree as it was left, whatever the last one to write it was doing when it died: from the
 * files where they agree with what was signed, else from the database, whose files are then written
 * again. Throws `LogDamaged` where going on could sign something that contradicts the past.
 */
export async function recover(parts: RecoveryParts, state: LogState): Promise<Tree> {
  if (state.sequenced < state.signedSize)
    throw new LogDamaged(`${state.signedSize} entries were signed, ${state.sequenced} are known`)
  await compareLastSigned(parts, state)
  const tree = (await fromFiles(parts.disk, state)) ?? (await fromDatabase(parts, state))
  if (!tree.root.equals(state.signedRoot))
    throw new LogDamaged('the entries in the database do not give the root that was signed')
  // These have an index, and nobody has signed them yet.
  await growFrom(parts, tree, state.sequenced)
  return tree
}

/** The database must not be older than the last thing we signed. */
async function compareLastSigned(parts: RecoveryParts, state: LogState): Promise<void> {
  const bytes = await parts.disk.read(lastSignedPath)
  if (bytes === null) return
  const note = parseNote(bytes)
  const signers = note === null ? [] : signedBy(note, [parts.signer.vkey])
  const kept = note === null ? null : parseCheckpoint(note.text)
  if (kept === null || signers === 'bad_signature' || signers.length === 0) {
    // It is written whole or not at all: the disk has changed it, and the database knows better.
    parts.log('the note that was signed last cannot be read', { path: lastSignedPath })
    return
  }
  if (kept.origin !== parts.origin)
    throw new LogDamaged(`this folder holds the log ${kept.origin}, not ${parts.origin}`)
  if (kept.size > state.signedSize)
    throw new LogDamaged(
      `${kept.size} entries were signed, the database knows of ${state.signedSize}: ` +
        'it is older than the folder of the log',
    )
  if (kept.size === state.signedSize && !kept.root.equals(state.signedRoot))
    throw new LogDamaged(`another tree of ${kept.size} entries was signed`)
}

/** The right edge at the signed size, if the files there have the signed root. */
async function fromFiles(disk: TileDisk, state: LogState): Promise<Tree | null> {
  const size = state.signedSize
  const edge: Edge | null = await readEdge(size, tileReader(disk)).catch(() => null)
  if (edge === null || !edgeRoot(edge).equals(state.signedRoot)) return null
  const width = hashesOn(0, size) % tileWidth
  if (width === 0) return new Tree(edge)
  const tile = { level: 'entries', index: Math.floor(size / tileWidth), width } as const
  const bytes = await readTile(disk, tile)
  const entries = bytes === null ? null : decodeBundle(bytes, width)
  const hashes = edge.tiles[0]?.subarray(0, width * 32)
  if (entries === null || !hashes?.equals(Buffer.concat(entries.map(entryHash)))) return null
  // They share the file's memory; the tree keeps them until their bundle is full.
  return new Tree(edge, entries)
}

/** The tree from its first entry, and with it every file that is missing or wrong. */
async function fromDatabase(parts: RecoveryParts, state: LogState): Promise<Tree> {
  if (state.signedSize > 0)
    parts.log('the files of the log are written again from the database', { ...sizesOf(state) })
  const tree = new Tree()
  await growFrom(parts, tree, state.signedSize)
  await writeMissing(parts.disk, tree.partial(0))
  return tree
}

function sizesOf({ signedSize, sequenced }: LogState) {
  return { signedSize, sequenced }
}

/** Grows the tree up to this size by what the database has; full files are written. */
async function growFrom(parts: RecoveryParts, tree: Tree, to: number): Promise<void> {
  const tx = over(parts.pool)
  while (tree.size < to) {
    const from = tree.size
    const { entries, hashes } = await entriesBetween(tx, from, to)
    if (entries.length === 0) throw new LogDamaged(`the entry ${from} is missing in the database`)
    tree.grow(entries, hashes)
    await writeMissing(parts.disk, tree.takeFull())
  }
}

async function entriesBetween(tx: Tx, from: number, to: number) {
  const batches = await placedBatches(tx, { from, to, limit: batchesAtOnce })
  let next = from
  for (const { first, entries } of batches) {
    const begins = Math.max(first, from)
    if (begins !== next) throw new LogDamaged(`the entry ${next} is missing in the database`)
    next = first + entries
  }
  const hashes = Buffer.concat(batches.map((one) => one.hashes))
  const entries = readEntriesOf(await bundledLeaves(tx, batches), hashes)
  const before = from - (batches[0]?.first ?? from)
  const count = Math.min(next, to) - from
  return {
    entries: entries.slice(before, before + count),
    hashes: hashes.subarray(before * 32, (before + count) * 32),
  }
}

async function writeMissing(
  disk: TileDisk,
  files: readonly { path: string; bytes: Buffer }[],
): Promise<void> {
  const held = await Promise.all(files.map(({ path }) => disk.read(path)))
  await disk.write(files.filter(({ bytes }, at) => !held[at]?.equals(bytes)))
}

/** The leaves behind each other, taken apart and compared with the hashes they were given with. */
export function readEntriesOf(bundled: Buffer, hashes: Buffer): Buffer[] {
  const entries = decodeBundle(bundled, hashes.length / 32)
  if (entries === null) throw new LogDamaged('leaves and hashes are not of one number')
  const taken = hashes.toString('latin1')
  entries.forEach((entry, at) => {
    if (!taken.startsWith(entryDigest(entry), at * 32))
      throw new LogDamaged(`a leaf is no longer what it was: ${entry.toString('utf8', 0, 200)}`)
  })
  return entries
}
