import { parseCheckpoint } from './checkpoint.ts'
import { cosignedBy } from './cosignature.ts'
import { entryHash, verifyInclusion } from './merkle.ts'
import { parseNote, signedBy, type Vkey } from './note.ts'
import { isQuorum, type Policy } from './policy.ts'
import { parseProof } from './proof.ts'
import { type Invalid, invalid, type Seen, type Standing, type ValidProof } from './verdict.ts'

/** A proof that holds: where the entry stands, and who has signed the checkpoint. */
export interface Held {
  readonly index: number
  readonly size: number
  readonly root: Buffer
  readonly log: Vkey
  readonly witnesses: readonly Vkey[]
  /** In the order of the policy. */
  readonly seen: readonly Seen[]
}

/**
 * Does this tlog-proof lead from the entry to a checkpoint that one of these logs has signed?
 * A line of a known witness that is wrong spoils it. Null when it does not hold.
 */
export function holdProof(
  bytes: Uint8Array,
  entry: Uint8Array,
  trust: { logs: readonly Vkey[]; policy: Policy },
): Held | null {
  const proof = parseProof(bytes)
  const note = proof === null ? null : parseNote(Buffer.from(proof.checkpoint))
  const checkpoint = parseCheckpoint(note?.text ?? '')
  if (proof === null || note === null || checkpoint === null) return null
  const { origin, size, root } = checkpoint
  const signed = signedBy(
    note,
    trust.logs.filter(({ name }) => name === origin),
  )
  if (signed === 'bad_signature') return null
  const [log] = signed
  const known = trust.policy.witnesses
  const seen = cosignedBy(
    note,
    known.map(({ vkey }) => vkey),
  )
  if (log === undefined || seen === 'bad_signature') return null
  const { index, path } = proof
  if (!verifyInclusion({ index, size, leaf: entryHash(entry), path, root })) return null
  return {
    index,
    size,
    root,
    log,
    witnesses: seen.map(({ vkey }) => vkey),
    seen: seen.map(({ vkey, second }) => ({ name: vkey.name, second })),
  }
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
  const held = holdProof(bytes, entry, { logs, policy })
  if (held === null) return invalid('proof', 'checkpoint')
  const standing = standingOf(held, policy)
  const verdict = standing.state === 'witnessed' ? 'witnessed' : 'unwitnessed'
  return { verdict, what: 'proof', trusted: true, log: origin, ...standing }
}
