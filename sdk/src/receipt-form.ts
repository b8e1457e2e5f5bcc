import { canonical, readCanonical } from './canonical.ts'
import { unbase64url } from './hashes.ts'

/** The form of a receipt, `spec/receipt.md`; nothing is verified here. */

export interface Receipt {
  readonly format: 'baozheng-receipt/v1'
  readonly kind: 'order' | 'listing' | 'site'
  readonly subject: string
  readonly holder: 'buyer' | 'seller' | 'desk' | 'public'
  readonly issuedAt: string
  readonly log: string
  readonly policy: string
  readonly facts: readonly Fact[]
  readonly stream: { readonly id: string; readonly count: number; readonly note: string | null }
  readonly entries: readonly Entry[]
  readonly signature: string
}

export interface Fact {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly value: string | number | boolean | null
  readonly seq: number
  readonly part: string
  readonly at: readonly (string | number)[]
}

export type State = 'recorded' | 'proved' | 'witnessed' | 'chained'

export interface Entry {
  readonly seq: number
  readonly state: State
  readonly leaf: string
  readonly shown: readonly string[] | null
  readonly withheld: readonly string[] | null
  readonly proof: string | null
}

export interface Leaf {
  readonly kind: string
  readonly stream: string
  readonly seq: number
  readonly prev: string
  readonly at: string
  readonly commitment: string
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const id = /^[0-9a-f]{32}$/
const hash = /^[0-9a-f]{64}$/

/** Null when these bytes are no receipt. */
export function readReceipt(bytes: Uint8Array): Receipt | null {
  if (bytes.length > 4 * 1024 * 1024) return null
  const value = readCanonical(bytes)
  return isReceipt(value) ? value : null
}

/** The receipt without its signature, in the form that is signed. */
export function unsigned({ signature: _, ...rest }: Receipt): string {
  return canonical(rest)
}

/** What a receipt may be of, and how that is named. */
const subjects: ReadonlyMap<string, RegExp> = new Map([
  ['order', /^ord_/],
  ['listing', /^lst_/],
  ['site', /^house$/],
])

function isReceipt(value: unknown): value is Receipt {
  const names =
    'entries facts format holder issuedAt kind log policy signature stream subject'.split(' ')
  if (!isObject(value, names)) return false
  const { stream, facts, entries, kind, subject } = value
  if (value.format !== 'baozheng-receipt/v1' || !isString(value.log)) return false
  if (!isString(value.policy) || !isString(value.signature) || !isString(subject)) return false
  if (!fits(value.issuedAt, instant) || !isAmong(value.holder, 'buyer seller desk public'))
    return false
  if (!isString(kind) || !subjects.get(kind)?.test(subject)) return false
  if (!isObject(stream, ['count', 'id', 'note']) || !fits(stream.id, id)) return false
  if (stream.note !== null && !isString(stream.note)) return false
  if (!Array.isArray(facts) || !facts.every(isFact)) return false
  if (!Array.isArray(entries) || entries.length === 0 || stream.count !== entries.length)
    return false
  return entries.every((entry) => isEntry(entry) && (entry.state !== 'chained' || kind !== 'order'))
}

function isFact(value: unknown): value is Fact {
  if (!isObject(value, ['at', 'en', 'name', 'part', 'seq', 'value', 'zh'])) return false
  const { name, zh, en, part, seq, at, value: held } = value
  const isScalar = held === null || isString(held) || /^(?:number|boolean)$/.test(typeof held)
  const isPlace = (one: unknown) => isString(one) || isWhole(one, 0)
  const isText = [name, zh, en, part].every(isString)
  return isText && isScalar && isWhole(seq, 1) && Array.isArray(at) && at.every(isPlace)
}

function isEntry(value: unknown): value is Entry {
  if (!isObject(value, ['leaf', 'proof', 'seq', 'shown', 'state', 'withheld'])) return false
  const { seq, state, leaf, shown, withheld, proof } = value
  const isList = (list: unknown) => list === null || (Array.isArray(list) && list.every(isString))
  if (!isWhole(seq, 1) || !isString(leaf) || !isList(shown) || !isList(withheld)) return false
  if ((shown === null) !== (withheld === null)) return false
  return proof === null
    ? isAmong(state, 'recorded chained')
    : isString(proof) && isAmong(state, 'proved witnessed')
}

/** Null when this text is no leaf (`spec/leaf.md`). */
export function readLeaf(bytes: Uint8Array): Leaf | null {
  const value = readCanonical(bytes)
  const names = ['actor', 'at', 'commitment', 'kind', 'prev', 'seq', 'stream', 'v']
  if (!isObject(value, names) || value.v !== 2 || !isWhole(value.seq, 1)) return null
  const { kind, stream, seq, prev, at, commitment } = value
  if (!fits(kind, /^[a-z_]+(?:\.[a-z_]+)+$/) || !fits(stream, id) || !fits(value.actor, id))
    return null
  if (!fits(at, instant) || !fits(commitment, hash)) return null
  return prev === '' || fits(prev, hash) ? { kind, stream, seq, prev, at, commitment } : null
}

/** One part of a payload that is shown. */
export interface Part {
  readonly part: string
  readonly value: unknown
}

/** Null when this is no disclosure: base64url of `[salt, part, value]`. */
export function readDisclosure(text: string): Part | null {
  const bytes = unbase64url(text)
  const list = bytes === null ? undefined : readCanonical(bytes)
  if (!Array.isArray(list) || list.length !== 3) return null
  const [salt, part, value] = list
  return fits(salt, /^[\w-]{22}$/) && isString(part) ? { part, value } : null
}

/** An object with exactly these members, in any order. */
function isObject(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.keys(value).sort().join(' ') === [...names].sort().join(' ')
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isWhole(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least
}

function isAmong(value: unknown, words: string): boolean {
  return isString(value) && words.split(' ').includes(value)
}

function fits(value: unknown, form: RegExp): value is string {
  return isString(value) && form.test(value)
}
