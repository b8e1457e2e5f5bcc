import { hash } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical.ts'
import { commitmentOf } from './leaf.ts'
import { entryHash } from './merkle.ts'
import { formatNote, keyTypes, parseNote, parseVkey, signedBy, type Vkey } from './note.ts'
import { isPolicyFault, type Policy, parsePolicy } from './policy.ts'
import { type Fact, type Receipt, signedText } from './receipt.ts'
import { openStreamNote } from './stream-note.ts'
import {
  type CheckedEntry,
  type Invalid,
  invalid,
  isInvalid,
  type Standing,
  type ValidReceipt,
} from './verdict.ts'
import { isDeviceSigned } from './verify-device.ts'
import {
  type Part,
  parseDisclosure,
  parseLeaf,
  parseReceipt,
  type ReadLeaf,
} from './verify-form.ts'
import { checkpointReader, type Held, holdProof, standingOf } from './verify-proof.ts'

/** Whom the reader trusts. Without a policy of its own, the file says who its witnesses are. */
export interface Trust {
  /** Null: nobody told, and the answer says so. */
  readonly logs: readonly Vkey[] | null
  readonly policy: Policy | null
}

/** 验凭证. Does this receipt hold, and how well is it proved? In the order of `spec/receipt.md`. */
export function verifyReceipt(bytes: Uint8Array, trust: Trust): ValidReceipt | Invalid {
  const receipt = parseReceipt(bytes)
  if (receipt === null) return invalid('form', '')
  const log = parseVkey(receipt.log)
  const own = parsePolicy(Buffer.from(receipt.policy))
  if (log?.type !== keyTypes.signature) return invalid('form', 'log')
  if (
    isPolicyFault(own) ||
    !isKnown(
      log,
      own.logs.map(({ vkey }) => vkey),
    )
  )
    return invalid('form', 'policy')
  const logs = trust.policy?.logs.map(({ vkey }) => vkey) ?? trust.logs
  if (logs !== null && !isKnown(log, logs)) return invalid('trust', 'log')
  if (!isSigned(receipt, log)) return invalid('signature', 'signature')
  const leaves = checkChain(receipt)
  if (isInvalid(leaves)) return leaves
  const proofs = checkProofs(receipt, { log, own, reader: trust.policy ?? own })
  if (isInvalid(proofs)) return proofs
  const parts = checkContents(receipt, leaves)
  if (isInvalid(parts)) return parts
  const devices = checkDevices(receipt, leaves, parts)
  if (isInvalid(devices)) return devices
  const first = leaves[0]?.seq ?? 1
  const strayed = receipt.facts.findIndex((fact) => !isFound(fact, parts[fact.seq - first]))
  if (strayed !== -1) return invalid('facts', `facts[${strayed}]`)
  const complete = checkComplete(
    receipt,
    proofs.map(({ held }) => held),
    log,
  )
  if (complete === 'incomplete') return invalid('completeness', 'stream.note')
  const entries = leaves.map(({ seq, kind, at }, place) => ({
    seq,
    kind,
    at,
    erased: parts[place] === null,
    device: devices[place] === true,
    ...(proofs[place]?.standing ?? none),
  }))
  const { kind, subject, holder, issuedAt } = receipt
  const facts = receipt.facts.map(({ name, zh, en }) => ({ name, zh, en }))
  const about = { kind, subject, holder, issuedAt, facts, entries, complete }
  const trusted = logs !== null
  return { verdict: overall(entries), what: 'receipt', trusted, log: log.name, ...about }
}

const none: Standing = { state: 'recorded', index: null, size: null, witnesses: [] }

function isKnown(log: Vkey, logs: readonly Vkey[]): boolean {
  return logs.some(({ name, id, publicKey }) => {
    return name === log.name && id === log.id && publicKey.equals(log.publicKey)
  })
}

function isSigned({ signature, ...rest }: Receipt, log: Vkey): boolean {
  const text = signedText(log.name, canonicalJson(rest))
  const note = parseNote(Buffer.from(formatNote(text, [signature])))
  if (note === null || note.text !== text || note.lines.length !== 1) return false
  const signed = signedBy(note, [log])
  return signed !== 'bad_signature' && signed.length === 1
}

/** Step 4: nothing is missing, added or out of order. */
function checkChain({ kind, stream, entries }: Receipt): ReadLeaf[] | Invalid {
  const leaves: ReadLeaf[] = []
  // Only an order's begins with the first entry; others with one version of what they show.
  const first = kind === 'order' ? 1 : (entries[0]?.seq ?? 1)
  let prev = first === 1 ? '' : null
  for (const [at, entry] of entries.entries()) {
    const leaf = parseLeaf(entry.leaf)
    const isNext = leaf?.stream === stream.id && leaf.seq === first + at && entry.seq === leaf.seq
    if (leaf === null || !isNext || (prev !== null && leaf.prev !== prev))
      return invalid('chain', `entries[${at}].leaf`)
    // Whatever comes first, only the first entry of all has nothing before it.
    if ((leaf.prev === '') !== (leaf.seq === 1)) return invalid('chain', `entries[${at}].leaf`)
    leaves.push(leaf)
    prev = entryHash(Buffer.from(entry.leaf)).toString('hex')
  }
  return leaves
}

/** A proof as the file's own policy reads it, and how it stands by the reader's. */
interface Proved {
  readonly held: Held | null
  readonly standing: Standing
}

/** Step 5: each proof holds, and each state is what the file's own policy makes of it. */
function checkProofs(
  { entries }: Receipt,
  { log, own, reader }: { log: Vkey; own: Policy; reader: Policy },
): Proved[] | Invalid {
  const proofs: Proved[] = []
  const last = entries.findLastIndex(({ proof }) => proof !== null)
  const open = checkpointReader([log], own)
  const reread = checkpointReader([log], reader)
  let before = -1
  for (const [at, { proof, leaf, state }] of entries.entries()) {
    if (proof === null) {
      // Indices grow with the stream: what stands before a proved entry is in the tree as well.
      const is = at < last ? 'chained' : 'recorded'
      if (state !== is) return invalid('state', `entries[${at}].state`)
      proofs.push({ held: null, standing: { ...none, state } })
      continue
    }
    const [bytes, entry] = [Buffer.from(proof), Buffer.from(leaf)]
    const held = holdProof(bytes, entry, open)
    const read = reader === own ? held : holdProof(bytes, entry, reread)
    if (held === null || read === null || held.index <= before)
      return invalid('proof', `entries[${at}].proof`)
    if (standingOf(held, own).state !== state) return invalid('state', `entries[${at}].state`)
    before = held.index
    proofs.push({ held, standing: standingOf(read, reader) })
  }
  return proofs
}

/** Step 6: what is shown and what is kept back is what was committed to. Null: erased. */
function checkContents(
  { entries }: Receipt,
  leaves: readonly ReadLeaf[],
): (Part[] | null)[] | Invalid {
  const all: (Part[] | null)[] = []
  for (const [at, { shown, withheld }] of entries.entries()) {
    if (shown === null || withheld === null) {
      all.push(null)
      continue
    }
    const parts = shown.map(parseDisclosure)
    const read = parts.filter((part) => part !== null)
    if (read.length !== parts.length || !isOrdered(shown) || !isOrdered(withheld))
      return invalid('contents', `entries[${at}].shown`)
    const digests = [...shown.map((text) => hash('sha256', text, 'base64url')), ...withheld]
    const areOnce = new Set(digests).size === digests.length
    const areNamed = new Set(read.map(({ part }) => part)).size === read.length
    if (!areOnce || !areNamed || !withheld.every((one) => /^[\w-]{43}$/.test(one)))
      return invalid('contents', `entries[${at}].shown`)
    if (commitmentOf(digests) !== leaves[at]?.commitment)
      return invalid('contents', `entries[${at}].shown`)
    all.push(read)
  }
  return all
}

function isOrdered(list: readonly string[]): boolean {
  return list.every((one, at) => at === 0 || (list[at - 1] ?? '') < one)
}

/** Step 7: what parties have signed with their own devices holds. True: this entry has such one. */
function checkDevices(
  { subject }: Receipt,
  leaves: readonly ReadLeaf[],
  parts: readonly (Part[] | null)[],
): boolean[] | Invalid {
  const found: boolean[] = []
  for (const [at, { kind }] of leaves.entries()) {
    const shown = (name: string) => parts[at]?.find(({ part }) => part === name)?.value
    const rest = shown('')
    // Erased, or not for this holder: then there is nothing that could be checked.
    const isShown = kind === 'step.signed' && rest !== undefined
    if (isShown && !isDeviceSigned({ subject, rest, by: shown('event.by') }))
      return invalid('device', `entries[${at}].shown`)
    found.push(isShown)
  }
  return found
}

/** Step 8: does the entry say what the fact says? */
function isFound({ part, at, value }: Fact, parts: readonly Part[] | null | undefined): boolean {
  let found = parts?.find((one) => one.part === part)?.value
  for (const step of at) {
    if (typeof found !== 'object' || found === null) return false
    if (Array.isArray(found) !== (typeof step === 'number')) return false
    if (!Object.hasOwn(found, step)) return false
    found = (found as Record<string | number, unknown>)[step]
  }
  return found === value
}

/** Step 9: are these all there were, by the log's own word? Null: nothing is proved yet. */
function checkComplete(
  { kind, stream, entries }: Receipt,
  proofs: readonly (Held | null)[],
  log: Vkey,
): { count: number; size: number } | null | 'incomplete' {
  const last = proofs.findLastIndex((held) => held !== null)
  // Other receipts are of one version, of a page or of the site's rules, and of what came after.
  if (kind !== 'order') return stream.note === null ? null : 'incomplete'
  if (stream.note === null) return last === -1 ? null : 'incomplete'
  const note = openStreamNote(Buffer.from(stream.note), log)
  const [held, leaf] = [proofs[last], entries[last]?.leaf]
  if (note === null || !held || leaf === undefined) return 'incomplete'
  const head = entryHash(Buffer.from(leaf)).toString('hex')
  const isLast = note.streamId === stream.id && note.count === last + 1 && note.head === head
  // The note is over one tree: where a proof is over the same, it has the same root.
  const agrees = proofs.every(
    (one) => one === null || one.size !== note.size || one.root.equals(note.root),
  )
  if (!isLast || !agrees || held.index >= note.size) return 'incomplete'
  return { count: note.count, size: note.size }
}

/** The weakest entry speaks for the file. What is chained is held by the one that follows it. */
function overall(entries: readonly CheckedEntry[]): ValidReceipt['verdict'] {
  if (entries.some(({ state }) => state === 'recorded')) return 'unproved'
  return entries.some(({ state }) => state === 'proved') ? 'unwitnessed' : 'witnessed'
}
