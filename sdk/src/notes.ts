import { verifyEd25519 } from './ed25519.ts'
import { base64, hex, joined, sha256, textOf, unbase64, utf8 } from './hashes.ts'

/**
 * Signed notes, checkpoints, cosignatures and trust policies, read as the specifications of C2SP
 * have them (signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy). Reading only.
 */

export interface Key {
  readonly name: string
  /** Eight hex digits; selects a key and proves nothing. */
  readonly id: string
  /** 1 signs the text, 4 signs a time and the text. */
  readonly type: 1 | 4
  readonly bytes: Uint8Array
}

/** `name+id+base64`. Null when it is damaged, or of a type that is not known here. */
export function readKey(text: string): Key | null {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  if (first === -1 || second === -1) return null
  const [name, id] = [text.slice(0, first), text.slice(first + 1, second)]
  const typed = unbase64(text.slice(second + 1))
  if (typed === null || typed.length !== 33 || !isName(name)) return null
  const type = typed[0]
  if (type !== 1 && type !== 4) return null
  const hash = hex(sha256(joined(utf8(`${name}\n`), typed))).slice(0, 8)
  return hash === id ? { name, id, type, bytes: typed.subarray(1) } : null
}

/** Do these mean the same key, under the same name? */
export function isSameKey(one: Key, other: Key): boolean {
  return one.name === other.name && one.id === other.id && hex(one.bytes) === hex(other.bytes)
}

function isName(name: string): boolean {
  return name.length > 0 && !/[\p{White_Space}+]/u.test(name)
}

interface Line {
  readonly name: string
  readonly id: string
  readonly signature: Uint8Array
}

export interface Note {
  readonly text: string
  readonly lines: readonly Line[]
}

/** Splits a note at its last empty line; nothing is verified. Null when it is none. */
export function readNote(whole: string): Note | null {
  const end = whole.lastIndexOf('\n\n') + 1
  if (end === 0 || !whole.endsWith('\n')) return null
  const bytes = utf8(whole)
  if (bytes.length > 500_000 || textOf(bytes) !== whole) return null
  const lines: Line[] = []
  for (const row of whole.slice(end + 1, -1).split('\n')) {
    const match = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(row)
    const signed = unbase64(match?.[2] ?? '')
    const name = match?.[1] ?? ''
    if (signed === null || signed.length < 5 || !isName(name)) return null
    lines.push({ name, id: hex(signed.subarray(0, 4)), signature: signed.subarray(4) })
  }
  return lines.length > 100 ? null : { text: whole.slice(0, end), lines }
}

/** What a key has said under a note: the second of a witness, 0 of a log. */
export type Said = number | 'nothing' | 'wrong'

/** All lines of a key must hold; of several, the first counts. */
export async function saidBy(note: Note, key: Key): Promise<Said> {
  let said: Said = 'nothing'
  for (const { name, id, signature } of note.lines) {
    if (name !== key.name || id !== key.id) continue
    const second = key.type === 1 ? 0 : secondOf(signature)
    if (second === null) return 'wrong'
    const stated = key.type === 1 ? '' : `cosignature/v1\ntime ${second}\n`
    const bare = key.type === 1 ? signature : signature.subarray(8)
    if (!(await verifyEd25519(key.bytes, bare, utf8(stated + note.text)))) return 'wrong'
    if (said === 'nothing') said = second
  }
  return said
}

/** The time that stands before a witness's signature; null when it is none that can be. */
function secondOf(signature: Uint8Array): number | null {
  if (signature.length !== 72) return null
  const view = new DataView(signature.buffer, signature.byteOffset, 8)
  const second = view.getUint32(0) * 2 ** 32 + view.getUint32(4)
  return Number.isSafeInteger(second) && second > 0 ? second : null
}

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export function readCheckpoint(text: string): Checkpoint | null {
  const lines = text.split('\n')
  if (lines.length < 4 || lines.indexOf('') !== lines.length - 1) return null
  const [origin = '', second = '', third = ''] = lines
  const [size, root] = [readNumber(second), readHash(third)]
  return size === null || root === null ? null : { origin, size, root }
}

/** Digits without a leading zero; null for anything else and for what is beyond 2^53. */
export function readNumber(text: string): number | null {
  const value = Number(text)
  return /^[0-9]+$/.test(text) && Number.isSafeInteger(value) && String(value) === text
    ? value
    : null
}

export function readHash(text: string): Uint8Array | null {
  const bytes = unbase64(text)
  return bytes !== null && bytes.length === 32 && base64(bytes) === text ? bytes : null
}

export interface Policy {
  readonly logs: readonly Key[]
  /** In the order of the file. */
  readonly witnesses: readonly { readonly name: string; readonly key: Key }[]
  /** Null asks for none. Given the keys that have signed: is it enough? */
  readonly quorum: ((signed: readonly Key[]) => boolean) | null
}

type Rule = (signed: readonly Key[]) => boolean

/** What a policy file asks for. Null when a line of it is wrong. */
export function readPolicy(text: string): Policy | null {
  const bytes = utf8(text)
  if (bytes.length > 1_000_000 || !text.endsWith('\n')) return null
  if (bytes.some((byte) => byte === 127 || (byte < 32 && byte !== 9 && byte !== 10))) return null
  const reading = new PolicyReading()
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length > 0 && !words[0]?.startsWith('#') && !reading.take(words)) return null
  }
  const { logs, witnesses, quorum } = reading
  return quorum === undefined ? null : { logs, witnesses, quorum }
}

/** Takes line after line; `false` where one is wrong. Names must stand above their use. */
class PolicyReading {
  readonly logs: Key[] = []
  readonly witnesses: { name: string; key: Key }[] = []
  quorum: Rule | null | undefined
  private readonly rules = new Map<string, Rule>()
  private readonly members = new Set<string>()
  private groups = 0

  take([word, ...rest]: readonly string[]): boolean {
    if (word === 'log') return this.log(rest)
    if (word === 'witness') return this.witness(rest)
    if (word === 'group') return this.group(rest)
    return word === 'quorum' && this.ask(rest)
  }

  private log([text = '', ...more]: readonly string[]): boolean {
    const key = readKey(text)
    if (key?.type !== 1 || more.length > 1 || this.logs.length >= 256) return false
    if (this.logs.some((one) => hex(one.bytes) === hex(key.bytes))) return false
    this.logs.push(key)
    return true
  }

  private witness([name = '', text = '', ...more]: readonly string[]): boolean {
    const key = readKey(text)
    if (key?.type !== 4 || more.length > 1 || this.witnesses.length >= 256) return false
    if (this.witnesses.some((one) => hex(one.key.bytes) === hex(key.bytes))) return false
    this.witnesses.push({ name, key })
    return this.define(name, (signed) => signed.some((one) => isSameKey(one, key)))
  }

  private group([name = '', count = '', ...members]: readonly string[]): boolean {
    const all = members.map((member) => this.rules.get(member))
    const rules = all.filter((rule) => rule !== undefined)
    if (rules.length !== members.length || members.length === 0) return false
    if (members.some((one) => this.members.has(one)) || new Set(members).size < members.length)
      return false
    for (const member of members) this.members.add(member)
    const least = count === 'any' ? 1 : count === 'all' ? members.length : readNumber(count)
    if (least === null || least < 1 || least > members.length || ++this.groups > 256) return false
    return this.define(name, (signed) => rules.filter((rule) => rule(signed)).length >= least)
  }

  private ask(words: readonly string[]): boolean {
    const [name = ''] = words
    const rule = name === 'none' ? null : this.rules.get(name)
    if (this.quorum !== undefined || words.length !== 1 || rule === undefined) return false
    this.quorum = rule
    return true
  }

  private define(name: string, rule: Rule): boolean {
    if (name === 'none' || this.rules.has(name)) return false
    this.rules.set(name, rule)
    return true
  }
}
