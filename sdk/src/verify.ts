import { isDeviceSigned } from './device.ts'
import { base64, base64url, hex, same, sha256, utf8 } from './hashes.ts'
import {
  isSameKey,
  type Key,
  type Note,
  type Policy,
  readCheckpoint,
  readHash,
  readKey,
  readNote,
  readNumber,
  readPolicy,
  saidBy,
} from './notes.ts'
import { CheckpointReader, type Held, holds, leafName, readProof } from './proofs.ts'
import {
  type Leaf,
  type Part,
  type Receipt,
  readDisclosure,
  readLeaf,
  readReceipt,
  unsigned,
} from './receipt-form.ts'
import type { CheckedEntry, Invalid, Standing, Step, ValidReceipt, Verdict } from './verdict.ts'

/**
 * Checks what a Baozheng site hands out, without it: no network, no dependencies, no trust in
 * whoever made the file. Written from the specifications alone, apart from the server's own code,
 * so that the two can be held against each other.
 */

/** Whom the reader trusts. A policy names logs and witnesses; keys alone leave witnesses open. */
export interface Trust {
  /** A tlog-policy, as text. */
  readonly policy?: string
  /** Keys of logs, `name+id+base64`. */
  readonly logs?: readonly string[]
}

const invalid = (step: Step, where = ''): Invalid => ({ verdict: 'invalid', step, where })

/** Carries the first failure out of whatever was being checked. */
class Failure extends Error {
  readonly invalid: Invalid

  constructor(step: Step, where: string) {
    super(`${step} ${where}`)
    this.invalid = invalid(step, where)
  }
}

function must(condition: boolean, step: Step, where: string): asserts condition {
  if (!condition) throw new Failure(step, where)
}

/** Does this receipt hold, by whom, since when? Throws when the reader's policy is unreadable. */
export async function verifyReceipt(bytes: Uint8Array, trust: Trust = {}): Promise<Verdict> {
  const reader = trustOf(trust)
  try {
    return await checkReceipt(bytes, reader)
  } catch (error) {
    if (error instanceof Failure) return error.invalid
    throw error
  }
}

/** Does this tlog-proof file prove that the entry stands in one of the policy's logs? */
export async function verifyProof(
  bytes: Uint8Array,
  entry: Uint8Array,
  trust: { readonly policy: string },
): Promise<Verdict> {
  const policy = readPolicy(trust.policy)
  if (policy === null) throw new Error('a policy that cannot be read')
  const checkpoint = readProof(bytes)?.checkpoint ?? ''
  const origin = readCheckpoint(readNote(checkpoint)?.text ?? '')?.origin
  if (origin === undefined) return invalid('form')
  if (!policy.logs.some(({ name }) => name === origin)) return invalid('trust', 'checkpoint')
  const held = await holds(new CheckpointReader(policy.logs, policy), bytes, entry)
  if (held === null) return invalid('proof', 'checkpoint')
  const standing = standingBy(policy, held)
  const verdict = standing.state === 'witnessed' ? 'witnessed' : 'unwitnessed'
  return { verdict, what: 'proof', trusted: true, log: origin, ...standing }
}

interface Reader {
  readonly logs: readonly Key[] | null
  readonly policy: Policy | null
}

function trustOf({ policy: text, logs }: Trust): Reader {
  const policy = text === undefined ? null : readPolicy(text)
  const keys = logs?.map(readKey).filter((key) => key !== null) ?? null
  if (text !== undefined && policy === null) throw new Error('a policy that cannot be read')
  if (keys !== null && keys.length !== logs?.length) throw new Error('a key that cannot be read')
  return { policy, logs: policy?.logs ?? keys }
}

async function checkReceipt(bytes: Uint8Array, reader: Reader): Promise<ValidReceipt> {
  const receipt = readReceipt(bytes)
  must(receipt !== null, 'form', '')
  const log = readKey(receipt.log)
  must(log?.type === 1, 'form', 'log')
  const own = readPolicy(receipt.policy)
  must(own?.logs.some((key) => isSameKey(key, log)) === true, 'form', 'policy')
  must(reader.logs?.some((key) => isSameKey(key, log)) ?? true, 'trust', 'log')
  // Every signature is asked for at once, for a machine answers several side by side; what was
  // found counts in the order below.
  const signed = isSigned(receipt, log)
  const noted = readStreamNote(receipt, log)
  const proving = proved(receipt, { log, own, policy: reader.policy ?? own })
  proving.catch(() => {}) // told where it is awaited
  must(await signed, 'signature', 'signature')
  const leaves = chained(receipt)
  const proofs = await proving
  const parts = receipt.entries.map((entry, at) => partsOf(entry, leaves[at], at))
  const devices = await deviceSigned(receipt, leaves, parts)
  const first = receipt.entries[0]?.seq ?? 1
  for (const [at, fact] of receipt.facts.entries()) {
    const part = parts[fact.seq - first]?.find((one) => one.part === fact.part)
    must(valueAt(part?.value, fact.at) === fact.value, 'facts', `facts[${at}]`)
  }
  const complete = completeness(receipt, proofs, { log, note: await noted })
  const entries = leaves.map(({ seq, kind, at }, place): CheckedEntry => {
    const standing = proofs[place]?.standing ?? { ...bare, state: 'recorded' }
    const device = devices[place] ?? false
    return { seq, kind, at, erased: parts[place] === null, device, ...standing }
  })
  const states = entries.map(({ state }) => state)
  const weakest = states.includes('proved') ? 'unwitnessed' : 'witnessed'
  return {
    verdict: states.includes('recorded') ? 'unproved' : weakest,
    what: 'receipt',
    trusted: reader.logs !== null,
    log: log.name,
    kind: receipt.kind,
    subject: receipt.subject,
    holder: receipt.holder,
    issuedAt: receipt.issuedAt,
    facts: receipt.facts.map(({ name, zh, en }) => ({ name, zh, en })),
    entries,
    complete,
  }
}

async function isSigned(receipt: Receipt, log: Key): Promise<boolean> {
  const digest = base64(sha256(utf8(unsigned(receipt))))
  const text = `baozheng-receipt/v1\n${log.name}\n${digest}\n`
  const note = readNote(`${text}\n${receipt.signature}`)
  return note?.text === text && note.lines.length === 1 && (await saidBy(note, log)) === 0
}

/** Each entry names the one before it: nothing is missing, added or out of order. */
function chained({ kind, stream, entries }: Receipt): Leaf[] {
  let before: { seq: number; name: string } | null = kind === 'order' ? { seq: 0, name: '' } : null
  return entries.map(({ leaf: text, seq }, at) => {
    const leaf = readLeaf(utf8(text))
    const where = `entries[${at}].leaf`
    must(leaf?.stream === stream.id && leaf.seq === seq, 'chain', where)
    must((seq === 1) === (leaf.prev === ''), 'chain', where)
    must(before === null || (seq === before.seq + 1 && leaf.prev === before.name), 'chain', where)
    before = { seq, name: leafName(utf8(text)) }
    return leaf
  })
}

const bare = { index: null, size: null, witnesses: [] } as const

interface Proved {
  readonly held: Held | null
  readonly standing: Standing
}

function standingBy({ quorum }: Policy, { index, size, signed, seen }: Held): Standing {
  return { state: quorum?.(signed) ? 'witnessed' : 'proved', index, size, witnesses: seen }
}

/** Each proof holds, and no entry claims more or less than the file's own policy makes of it. */
async function proved(
  { entries }: Receipt,
  { log, own, policy }: { log: Key; own: Policy; policy: Policy },
): Promise<Proved[]> {
  const heard = new Map()
  const first = new CheckpointReader([log], own, heard)
  const again = new CheckpointReader([log], policy, heard)
  const last = entries.findLastIndex(({ proof }) => proof !== null)
  const found: Proved[] = []
  let highest = -1
  for (const [at, { proof, leaf, state }] of entries.entries()) {
    const where = `entries[${at}]`
    if (proof === null) {
      must(state === (at < last ? 'chained' : 'recorded'), 'state', `${where}.state`)
      found.push({ held: null, standing: { ...bare, state } })
      continue
    }
    const held = await holds(first, utf8(proof), utf8(leaf))
    const read = policy === own ? held : await holds(again, utf8(proof), utf8(leaf))
    must(held !== null && read !== null && held.index > highest, 'proof', `${where}.proof`)
    must(standingBy(own, held).state === state, 'state', `${where}.state`)
    highest = held.index
    found.push({ held, standing: standingBy(policy, read) })
  }
  return found
}

/** What is shown and what is kept back is what the leaf commits to. Null: the words are erased. */
function partsOf(
  { shown, withheld }: Receipt['entries'][number],
  leaf: Leaf | undefined,
  at: number,
): Part[] | null {
  if (shown === null || withheld === null) return null
  const where = `entries[${at}].shown`
  const parts = shown.map(readDisclosure).filter((part) => part !== null)
  must(parts.length === shown.length, 'contents', where)
  must(new Set(parts.map(({ part }) => part)).size === parts.length, 'contents', where)
  must([shown, withheld].every(isAscending), 'contents', where)
  must(
    withheld.every((digest) => /^[\w-]{43}$/.test(digest)),
    'contents',
    where,
  )
  const digests = [...shown.map((text) => base64url(sha256(utf8(text)))), ...withheld].sort()
  must(isAscending(digests), 'contents', where)
  const committed = `{"_sd":["${digests.join('","')}"],"_sd_alg":"sha-256"}`
  must(hex(sha256(utf8(committed))) === leaf?.commitment, 'contents', where)
  return parts
}

/** Sorted, and none of them twice. */
function isAscending(list: readonly string[]): boolean {
  return list.slice(1).every((one, at) => (list[at] ?? '') < one)
}

/** Every signature by a party's own device that the holder may see must hold; true where one is. */
async function deviceSigned(
  { subject }: Receipt,
  leaves: readonly Leaf[],
  parts: readonly (readonly Part[] | null)[],
): Promise<boolean[]> {
  const signed: boolean[] = []
  for (const [at, leaf] of leaves.entries()) {
    const shown = new Map(parts[at]?.map(({ part, value }) => [part, value]))
    const isSigned = leaf.kind === 'step.signed' && shown.has('')
    if (isSigned) {
      const around = { subject, payload: shown.get(''), by: shown.get('event.by') }
      must(await isDeviceSigned(around), 'device', `entries[${at}].shown`)
    }
    signed.push(isSigned)
  }
  return signed
}

function valueAt(value: unknown, way: readonly (string | number)[]): unknown {
  const [step, ...rest] = way
  if (step === undefined) return value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
  if (Array.isArray(value) !== (typeof step === 'number')) return undefined
  return valueAt(Reflect.get(value, step), rest)
}

/** The log's word on how long the stream is; null when there is none, or it has not signed it. */
async function readStreamNote({ stream }: Receipt, log: Key): Promise<Note | null> {
  const note = stream.note === null ? null : readNote(stream.note)
  return note?.lines.length === 1 && (await saidBy(note, log)) === 0 ? note : null
}

/** Are these all entries that there were, by the log's own signed word? */
function completeness(
  { kind, stream, entries }: Receipt,
  proofs: readonly Proved[],
  { log, note }: { log: Key; note: Note | null },
): ValidReceipt['complete'] {
  const where = 'stream.note'
  const last = proofs.findLastIndex(({ held }) => held !== null)
  if (stream.note === null || kind !== 'order') {
    must(stream.note === null && (kind !== 'order' || last === -1), 'completeness', where)
    return null
  }
  must(note !== null, 'completeness', where)
  const [first, origin, second, third = '', id, fifth = '', name, ...end] = note.text.split('\n')
  const [size, root, count] = [readNumber(second ?? ''), readHash(third), readNumber(fifth)]
  const isForm = first === 'baozheng-stream/v1' && end.length === 1 && end[0] === ''
  must(isForm && origin === log.name && id === stream.id, 'completeness', where)
  must(size !== null && root !== null && count !== null && count <= size, 'completeness', where)
  must(
    count === last + 1 && name === leafName(utf8(entries[last]?.leaf ?? '')),
    'completeness',
    where,
  )
  const isOverAll = proofs.every(({ held }) => held === null || held.index < size)
  const agrees = proofs.every(
    ({ held }) => held === null || held.size !== size || same(held.root, root),
  )
  must(isOverAll && agrees && last >= 0, 'completeness', where)
  return { count, size }
}
