import { formatNote, parseNote, type Signer, signedBy, signNote, type Vkey } from './note.ts'
import { readDecimal, readHash } from './strict.ts'

/**
 * 全卷说明. The log's signed word on how many entries a stream has under a checkpoint, and which is
 * the last: whoever holds so many, chained, holds all. Two that disagree convict the log.
 */
export interface StreamNote {
  readonly origin: string
  /** The checkpoint's. */
  readonly size: number
  readonly root: Buffer
  readonly streamId: string
  /** How many entries of the stream are in a tree of this size; at least 1. */
  readonly count: number
  /** Hash of the last of them, in hex, as `prev` has it. */
  readonly head: string
}

/** No log has this name, so the note is never taken for a checkpoint. */
const first = 'baozheng-stream/v1'

export function signStreamNote(note: StreamNote, signer: Signer): string {
  const { origin, size, root, streamId, count, head } = note
  const lines = [first, origin, size, root.toString('base64'), streamId, count, head]
  const text = `${lines.join('\n')}\n`
  return formatNote(text, [signNote(text, signer)])
}

/** What does this note say? Null when it is none, or when the log's key has not signed it. */
export function openStreamNote(bytes: Uint8Array, log: Vkey): StreamNote | null {
  const note = parseNote(bytes)
  if (note === null || note.lines.length !== 1) return null
  const signed = signedBy(note, [log])
  if (signed === 'bad_signature' || signed.length === 0) return null
  const lines = note.text.split('\n')
  const [head0, origin = '', size = '', root = '', streamId = '', count = '', head = ''] = lines
  const read = { size: readDecimal(size), root: readHash(root), count: readDecimal(count) }
  if (head0 !== first || origin !== log.name || lines.length !== 8 || lines[7] !== '') return null
  if (read.size === null || read.root === null || read.count === null) return null
  if (!/^[0-9a-f]{32}$/.test(streamId) || !/^[0-9a-f]{64}$/.test(head)) return null
  if (read.count < 1 || read.count > read.size) return null
  return { origin, size: read.size, root: read.root, streamId, count: read.count, head }
}
