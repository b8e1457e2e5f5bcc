import { parseCheckpoint } from './checkpoint.ts'
import { cosignedBy } from './cosignature.ts'
import { entryHash, verifyInclusion } from './merkle.ts'
import { parseNote, signedBy, type Vkey } from './note.ts'
import { isQuorum, type Policy } from './policy.ts'
import { parseProof } from './proof.ts'
import { type Invalid, invalid, type Seen, type Standing, type ValidProof } from './verdict.ts'

/** A checkpoint whose signatures hold. */
interface Opened {
  readonly size: number
  readonly root: Buffer
  readonly witnesses: readonly Vkey[]
  /** In the order of the policy. */
  readonly seen: readonly Seen[]
}

/** A proof that holds: where the entry stands, and who has signed the checkpoint. */
export interface Held extends Opened {
  readonly index: number
}

/** Opens checkpoints by these keys; entries of one receipt mostly share one, so each is kept. */
export function checkpointReader(logs: readonly Vkey[], policy: Policy): CheckpointReader {
  const known = new Map<string, Opened | null>()
  return (text) => {
    const opened = known.get(text)
    if (opened !== undefined) return opened
    const fresh = openCheckpoint(text, { logs, policy })
    known.set(text, fresh)
    return fresh
  }
}

export type CheckpointReader = (text: string) => Opened | null

/** Null when one of the logs has not signed it, or when a line of somebody known is wrong. */
function openCheckpoint(
  text: string,
  trust: { logs: readonly Vkey[]; policy: Policy },
): Opened | null {
  const note = parseNote(Buffer.from(text))
  const checkpoint = parseCheckpoint(note?.text ?? '')
  if (note === null || checkpoint === null) return null
  const { origin, size, root } = checkpoint
  const keys = trust.logs.filter(({ name }) => name === origin)
  const signed = signedBy(note, keys)
  if (signed === 'bad_signature' || signed.length === 0) return null
  const known = trust.policy.witnesses.map(({ vkey }) => vkey)
  const cosigned = cosignedBy(note, known)
  if (cosigned === 'bad_signature') return null
  const witnesses = cosigned.map(({ vkey }) => vkey)
  const seen = cosigned.map(({ vkey, second }) => ({ name: vkey.name, second }))
  return { size, root, witnesses, seen }
}

/** Does this tlog-proof lead from the entry to a checkpoint that holds? Null when it does not. */
export function holdProof(
  bytes: Uint8Array,
  entry: Uint8Array,
  open: CheckpointReader,
): Held | null {
  const proof = parseProof(bytes)
  const opened = proof === null ? null : open(proof.checkpoint)
  if (proof === null || opened === null) return null
  const { index, path } = proof
  const { size, root } = opened
  if (!verifyInclusion({ index, size, leaf: entryHash(entry), path, root })) return null
  return { ...opened, index }
}

/** Is this held by enough witnesses? A policy that asks for none leaves it unwitnessed. */
export function standingOf({ index, size, witnesses, seen }: Held, policy: Policy): Standing {
  const isWitnessed = policy.quorum !== null && isQuorum(policy, witnesses)
  return { state: isWitnessed ? 'witnessed' : 'proved', index, size, witnesses: seen }
}

/** Does a tlog-proof file prove this entry, by this policy? */
export function verifyProof(
  bytes: Uint8Array,
  entry: Uint8Array,
  policy: Policy,
): ValidProof | Invalid {
  const logs = policy.logs.map(({ vkey }) => vkey)
  const proof = parseProof(bytes)
  const note = proof === null ? null : parseNote(Buffer.from(proof.checkpoint))
  const origin = parseCheckpoint(note?.text ?? '')?.origin
  if (origin === undefined) return invalid('form', '')
  if (!logs.some(({ name }) => name === origin)) return invalid('trust', 'checkpoint')
  const held = holdProof(bytes, entry, checkpointReader(logs, policy))
  if (held === null) return invalid('proof', 'checkpoint')
  const standing = standingOf(held, policy)
  const verdict = standing.state === 'witnessed' ? 'witnessed' : 'unwitnessed'
  return { verdict, what: 'proof', trusted: true, log: origin, ...standing }
}
