import { canonicalJson } from '../kernel/canonical.ts'
import {
  entryStates,
  type Fact,
  type Receipt,
  type ReceiptEntry,
  type ReceiptKind,
  receiptKinds,
} from './receipt.ts'
import { readText } from './strict.ts'

/** Is this file a receipt, byte for byte as `spec/receipt.md` says? Nothing is verified yet. */

/** Longer than any receipt. */
const longest = 4 * 1024 * 1024

/** Null when it is none. */
export function parseReceipt(bytes: Uint8Array): Receipt | null {
  const value = readCanonical(bytes)
  return isReceipt(value) ? value : null
}

/** What do these bytes hold, if they are JSON in its one canonical form? Undefined if not. */
export function readCanonical(bytes: Uint8Array): unknown {
  if (bytes.length > longest) return undefined
  const text = readText(bytes)
  // Half a letter is escaped by whoever writes it, and no text at all.
  if (text === null || /(?<!\\)(?:\\\\)*\\ud/i.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return canonicalJson(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

type Check = (value: unknown) => boolean

const isString: Check = (value) => typeof value === 'string'
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value)
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const matching =
  (form: RegExp): Check =>
  (value) =>
    typeof value === 'string' && form.test(value)
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const scalar: Check = (value) => value === null || /^(?:string|number|boolean)$/.test(typeof value)

/** An object with exactly these members. */
function members(checks: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(checks)
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const object = value as Record<string, unknown>
    if (Object.keys(object).length !== names.length) return false
    return names.every((name) => Object.hasOwn(object, name) && checks[name]?.(object[name]))
  }
}

export const isInstant = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const isPlace: Check = (value) =>
  typeof value === 'string' || (Number.isSafeInteger(value) && (value as number) >= 0)

const isFact: Check = members({
  name: isString,
  zh: isString,
  en: isString,
  value: scalar,
  seq: isCount,
  part: isString,
  at: listOf(isPlace),
} satisfies Record<keyof Fact, Check>)

const isEntry: Check = members({
  seq: isCount,
  state: oneOf(...entryStates),
  leaf: isString,
  shown: orNull(listOf(isString)),
  withheld: orNull(listOf(isString)),
  proof: orNull(isString),
} satisfies Record<keyof ReceiptEntry, Check>)

const isWhole = members({
  format: oneOf('baozheng-receipt/v1'),
  kind: oneOf(...receiptKinds),
  subject: isString,
  holder: oneOf('buyer', 'seller', 'desk', 'public'),
  issuedAt: isInstant,
  log: isString,
  policy: isString,
  facts: listOf(isFact),
  stream: members({ id: matching(/^[0-9a-f]{32}$/), count: isCount, note: orNull(isString) }),
  entries: listOf(isEntry),
  signature: isString,
} satisfies Record<keyof Receipt, Check>)

function isReceipt(value: unknown): value is Receipt {
  return isWhole(value) && fits(value as Receipt)
}

const isSubject: Readonly<Record<ReceiptKind, (subject: string) => boolean>> = {
  order: (subject) => subject.startsWith('ord_'),
  listing: (subject) => subject.startsWith('lst_'),
  site: (subject) => subject === 'house',
}

/** What one member says of another. */
function fits({ kind, subject, stream, entries }: Receipt): boolean {
  return (
    isSubject[kind](subject) &&
    stream.count === entries.length &&
    entries.every(
      ({ state, proof, shown, withheld }) =>
        (proof === null) === (state === 'recorded' || state === 'chained') &&
        (shown === null) === (withheld === null) &&
        (state !== 'chained' || kind !== 'order'),
    )
  )
}

const isLeafForm = members({
  v: oneOf(2),
  kind: matching(/^[a-z_]+(?:\.[a-z_]+)+$/),
  stream: matching(/^[0-9a-f]{32}$/),
  seq: isCount,
  prev: matching(/^(?:[0-9a-f]{64})?$/),
  at: isInstant,
  actor: matching(/^[0-9a-f]{32}$/),
  commitment: matching(/^[0-9a-f]{64}$/),
})

export interface ReadLeaf {
  readonly kind: string
  readonly stream: string
  readonly seq: number
  readonly prev: string
  readonly at: string
  readonly commitment: string
}

/** Which leaf is this? Null when it is none (`spec/leaf.md`). */
export function parseLeaf(text: string): ReadLeaf | null {
  const value = readCanonical(Buffer.from(text))
  return isLeafForm(value) ? (value as ReadLeaf) : null
}

/** One shown part of a payload. */
export interface Part {
  readonly part: string
  readonly value: unknown
}

/** What does a disclosure show? Null when it is none: base64url of `[salt, part, value]`. */
export function parseDisclosure(shown: string): Part | null {
  const bytes = Buffer.from(shown, 'base64url')
  if (bytes.toString('base64url') !== shown) return null
  const value = readCanonical(bytes)
  if (!Array.isArray(value) || value.length !== 3) return null
  const [salt, part, held] = value
  if (typeof salt !== 'string' || !/^[\w-]{22}$/.test(salt)) return null
  return typeof part === 'string' ? { part, value: held } : null
}
