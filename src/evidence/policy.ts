import { isUtf8 } from 'node:buffer'
import { keyTypes, parseVkey, type Vkey } from './note.ts'

/**
 * 信任策略. Which logs and witnesses somebody trusts, and how many of them must have signed: a file
 * of lines, `log`, `witness`, `group`, `quorum`.
 */
export interface Policy {
  readonly logs: readonly Known[]
  readonly witnesses: readonly Witness[]
  readonly groups: readonly Group[]
  /** The name of a witness or group; null asks for none. */
  readonly quorum: string | null
}

export interface Known {
  readonly vkey: Vkey
  readonly url: string | null
}

export interface Witness extends Known {
  /** Means something only inside the file. */
  readonly name: string
}

export interface Group {
  readonly name: string
  /** How many members it takes. */
  readonly least: number
  readonly members: readonly string[]
}

/** What is wrong with a policy, and on which line (from 1; 0 for the whole). */
export interface PolicyFault {
  readonly line: number
  readonly fault: string
}

/** How much is read: bytes of the file, and lines of each kind. */
const limits = { bytes: 1_000_000, each: 256 }

/** Which policy is this? Bytes above 0x7f are opaque: names are one when all their bytes are. */
export function parsePolicy(bytes: Uint8Array): Policy | PolicyFault {
  if (bytes.length > limits.bytes) return { line: 0, fault: 'too long' }
  if (bytes.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte === 0x7f))
    return { line: 0, fault: 'a control character' }
  if (bytes.length > 0 && bytes.at(-1) !== 0x0a) return { line: 0, fault: 'no last line break' }
  const draft: Draft = { logs: [], witnesses: [], groups: [], members: new Set() }
  // What is no UTF-8 is read byte by byte, so that different bytes never become one letter.
  const lines = Buffer.from(bytes)
    .toString(isUtf8(bytes) ? 'utf8' : 'latin1')
    .split('\n')
  for (const [at, line] of lines.entries()) {
    const [word, ...rest] = line.split(/[ \t]+/).filter((part) => part !== '')
    if (word === undefined || word.startsWith('#')) continue
    const fault = readLine(draft, word, rest)
    if (fault !== null) return { line: at + 1, fault }
  }
  const { logs, witnesses, groups, quorum } = draft
  return quorum === undefined
    ? { line: 0, fault: 'no quorum' }
    : { logs, witnesses, groups, quorum }
}

export function isPolicyFault(policy: Policy | PolicyFault): policy is PolicyFault {
  return 'fault' in policy
}

interface Draft {
  readonly logs: Known[]
  readonly witnesses: Witness[]
  readonly groups: Group[]
  /** Names that are somebody's member already. */
  readonly members: Set<string>
  quorum?: string | null
}

/** Adds one line; what is wrong with it, or null. */
function readLine(draft: Draft, word: string, rest: readonly string[]): string | null {
  switch (word) {
    case 'log':
      return readLog(draft, rest)
    case 'witness':
      return readWitness(draft, rest)
    case 'group':
      return readGroup(draft, rest)
    case 'quorum':
      return readQuorum(draft, rest)
    default:
      return `no such word: ${word}`
  }
}

function readLog({ logs }: Draft, [key = '', url, more]: readonly string[]): string | null {
  const vkey = parseVkey(key)
  if (more !== undefined) return 'too many words'
  if (vkey?.type !== keyTypes.signature) return 'not the key of a log'
  if (logs.some((one) => one.vkey.publicKey.equals(vkey.publicKey))) return 'this log twice'
  if (logs.length >= limits.each) return 'too many logs'
  logs.push({ vkey, url: url ?? null })
  return null
}

function readWitness(draft: Draft, [name = '', key = '', url, more]: readonly string[]) {
  const vkey = parseVkey(key)
  if (more !== undefined) return 'too many words'
  if (vkey?.type !== keyTypes.cosignature) return 'not the key of a witness'
  if (isTaken(draft, name)) return 'this name twice'
  const { witnesses } = draft
  if (witnesses.some((one) => one.vkey.publicKey.equals(vkey.publicKey)))
    return 'this witness twice'
  if (witnesses.length >= limits.each) return 'too many witnesses'
  witnesses.push({ name, vkey, url: url ?? null })
  return null
}

function readGroup(draft: Draft, [name = '', count = '', ...members]: readonly string[]) {
  if (members.length === 0) return 'a group without members'
  if (isTaken(draft, name)) return 'this name twice'
  const least = count === 'all' ? members.length : count === 'any' ? 1 : Number(count)
  if (!/^(?:all|any|[1-9]\d{0,3})$/.test(count) || least > members.length)
    return 'not a number of members'
  for (const member of members) {
    if (!isDefined(draft, member)) return `not defined above: ${member}`
    if (draft.members.has(member)) return `a member twice: ${member}`
    draft.members.add(member)
  }
  if (draft.groups.length >= limits.each) return 'too many groups'
  draft.groups.push({ name, least, members })
  return null
}

function readQuorum(draft: Draft, [name = '', more]: readonly string[]): string | null {
  if (draft.quorum !== undefined) return 'a second quorum'
  if (more !== undefined) return 'too many words'
  if (name !== 'none' && !isDefined(draft, name)) return `not defined above: ${name}`
  draft.quorum = name === 'none' ? null : name
  return null
}

function isTaken(draft: Draft, name: string): boolean {
  return name === 'none' || isDefined(draft, name)
}

function isDefined({ witnesses, groups }: Draft, name: string): boolean {
  return [...witnesses, ...groups].some((one) => one.name === name)
}

/** Is it enough that these witnesses signed? Compared by their keys. */
export function isQuorum(policy: Policy, signed: readonly Vkey[]): boolean {
  const has = new Set(
    policy.witnesses
      .filter(({ vkey }) => signed.some((one) => one.publicKey.equals(vkey.publicKey)))
      .map(({ name }) => name),
  )
  // A group stands below its members, so one pass from top to bottom settles all of them.
  for (const { name, least, members } of policy.groups)
    if (members.filter((member) => has.has(member)).length >= least) has.add(name)
  return policy.quorum === null || has.has(policy.quorum)
}
