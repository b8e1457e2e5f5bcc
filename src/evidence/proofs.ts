import type { Tx } from '../platform/db/pool.ts'
import { latestCheckpoint, latestWitnessed, type Published } from './checkpoints.store.ts'
import { entryHash, inclusionRanges, verifyInclusion } from './merkle.ts'
import { formatProof } from './proof.ts'
import { type TileDisk, TileMissing, tileReader } from './tile-files.ts'
import { hashRanges } from './tiles.ts'

/** An entry's place in a published tree, and the tlog-proof that says so. */
export interface Proven {
  readonly index: number
  /** The file, byte for byte (C2SP tlog-proof). */
  readonly proof: string
  /** The checkpoint that it rests on. */
  readonly checkpoint: Published
}

/**
 * Is this entry provable, and how? By the newest checkpoint with a quorum of witnesses where that
 * covers it, else by the newest one: then the proof says itself, by the signatures that are not
 * there, that nobody has witnessed it yet. Null as long as no checkpoint covers it.
 */
export async function proveEntry(
  parts: { reads: Tx; disk: TileDisk },
  entry: { index: number; leaf: Uint8Array },
): Promise<Proven | null> {
  const [witnessed, latest] = await Promise.all([
    latestWitnessed(parts.reads),
    latestCheckpoint(parts.reads),
  ])
  const { index } = entry
  const checkpoint = [witnessed, latest].find((one) => one !== null && one.size > index)
  if (!checkpoint) return null
  const { size, root } = checkpoint
  const path = await hashRanges(inclusionRanges(index, size), size, tileReader(parts.disk))
  // What we hand out holds: a damaged file is our trouble and not the reader's.
  if (!verifyInclusion({ index, size, leaf: entryHash(entry.leaf), path, root }))
    throw new TileMissing(`the files of the log do not prove the entry ${index}`)
  return { index, checkpoint, proof: formatProof({ index, path, checkpoint: checkpoint.note }) }
}
