import type { Tx } from '../platform/db/pool.ts'
import { checkpointOf, latestCheckpoint } from './checkpoints.store.ts'
import { lastOfStream, shopOfStream } from './entries.store.ts'
import type { Log } from './log.ts'
import { entryHash } from './merkle.ts'
import { signStreamNote } from './stream-note.ts'

/**
 * What does the log sign about this stream at a published checkpoint (the newest, when no size is
 * named)? Null when there is no such checkpoint, and when the stream has no entry below it.
 */
export async function issueStreamNote(
  { reads, log }: { reads: Tx; log: Pick<Log, 'origin' | 'signer'> },
  asked: { streamId: string; size: number | null },
): Promise<string | null> {
  const { streamId } = asked
  const [checkpoint, shopId] = await Promise.all([
    asked.size === null ? latestCheckpoint(reads) : checkpointOf(reads, asked.size),
    shopOfStream(reads, streamId),
  ])
  if (checkpoint === null || shopId === null) return null
  const { size, root } = checkpoint
  const last = await lastOfStream(reads, { shopId, streamId, size })
  if (last === null) return null
  const head = entryHash(last.leaf).toString('hex')
  const { origin, signer } = log
  return signStreamNote({ origin, size, root, streamId, count: last.seq, head }, signer)
}
