import { type Checkpoint, parseCheckpoint, rootFitsSize } from './checkpoint.ts'
import { verifyConsistency } from './merkle.ts'
import { type Note, parseNote, signedBy, type Vkey } from './note.ts'
import { longestPath, readHashes } from './proof.ts'
import { readDecimal } from './strict.ts'

/**
 * 见证. Somebody outside who signs a log's checkpoints, and only such as go on from what it signed
 * before (C2SP tlog-witness). It never sees an entry, so a private log can be witnessed by anybody.
 */

/** What a log sends. */
export interface AddCheckpoint {
  readonly old: number
  readonly proof: readonly Buffer[]
  readonly note: Note
  readonly checkpoint: Checkpoint
}

/** How large a request may be: 63 hashes, and a note with sixteen lines of the longest kind. */
export const longestRequest = 131_072

/** Which request is this? Null when it is none. */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint | null {
  const whole = Buffer.from(body)
  const split = whole.indexOf('\n\n')
  if (split === -1 || split > 64 * (longestPath + 1)) return null
  const [first = '', ...lines] = whole.toString('latin1', 0, split).split('\n')
  const old = first.startsWith('old ') ? readDecimal(first.slice('old '.length)) : null
  const proof = readHashes(lines)
  const note = parseNote(whole.subarray(split + 2))
  const checkpoint = note === null ? null : parseCheckpoint(note.text)
  if (old === null || proof === null || note === null || checkpoint === null) return null
  return { old, proof, note, checkpoint }
}

/** What the witness answers; only `cosign` makes it remember anything. */
export type Judgement =
  | { readonly answer: 'cosign'; readonly signers: readonly Vkey[] }
  | { readonly answer: 'malformed' | 'untrusted' | 'unknown_log' | 'inconsistent' }
  | { readonly answer: 'conflict'; readonly size: number }

/** The status of each answer, as the protocol has them. */
export const statusOf: Readonly<Record<Judgement['answer'], number>> = {
  cosign: 200,
  malformed: 400,
  untrusted: 403,
  unknown_log: 404,
  conflict: 409,
  inconsistent: 422,
}

/** Are these checkpoints of a log that this witness knows? By its name, before any signature. */
export function keysOf(origin: string, logs: readonly Vkey[]): Vkey[] {
  return logs.filter(({ name }) => name === origin)
}

/** May this checkpoint be signed? `last` is what was signed last of this log; null: nothing. */
export function judge(
  { old, proof, note, checkpoint }: AddCheckpoint,
  logs: readonly Vkey[],
  last: Checkpoint | null,
): Judgement {
  const keys = keysOf(checkpoint.origin, logs)
  if (keys.length === 0) return { answer: 'unknown_log' }
  const signers = signedBy(note, keys)
  if (signers === 'bad_signature' || signers.length === 0) return { answer: 'untrusted' }
  if (old > checkpoint.size) return { answer: 'malformed' }
  if (old !== (last?.size ?? 0)) return { answer: 'conflict', size: last?.size ?? 0 }
  if (!rootFitsSize(checkpoint)) return { answer: 'inconsistent' }
  if (!goesOn({ old, proof, checkpoint }, last)) return { answer: 'inconsistent' }
  return { answer: 'cosign', signers }
}

function goesOn(
  { old, proof, checkpoint }: Pick<AddCheckpoint, 'old' | 'proof' | 'checkpoint'>,
  last: Checkpoint | null,
): boolean {
  // From no leaves every tree goes on, and there is nothing to prove.
  if (last === null || old === 0) return proof.length === 0
  const { size, root } = checkpoint
  return verifyConsistency({ old, size, oldRoot: last.root, root, path: proof })
}
