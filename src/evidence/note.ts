import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { readBase64, readText } from './strict.ts'

/**
 * 签名文本. A signed note: text that ends in a line break, an empty line, and lines of signatures.
 * Its keys are written as one line, `name+id+base64`: whoever has that line can check.
 */

/** What a key signs: the text itself, or the text with a time before it. */
export const keyTypes = { signature: 1, cosignature: 4 } as const
export type KeyType = (typeof keyTypes)[keyof typeof keyTypes]

/** Whose signature counts. */
export interface Vkey {
  readonly name: string
  /** Four bytes, in hex, of a hash over name, type and key. It selects, it proves nothing. */
  readonly id: string
  readonly type: KeyType
  /** 32 bytes, Ed25519. */
  readonly publicKey: Buffer
}

/** One line under a note. */
export interface SignatureLine {
  readonly name: string
  readonly id: string
  /** What comes after the four bytes of the id. */
  readonly signature: Buffer
}

export interface Note {
  /** With its last line break, without the empty line. */
  readonly text: string
  /** In the order of the note; at least one. */
  readonly lines: readonly SignatureLine[]
}

/** Who can sign. */
export interface Signer {
  readonly vkey: Vkey
  readonly secret: KeyObject
}

/** How much is read of a note at most. Sixteen lines of the largest kind known need 80 kB. */
export const noteLimits = { bytes: 500_000, lines: 100 }

const dash = '\u2014'

/** May a key have this name? Something, without white space and without "+". */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\p{White_Space}+]/u.test(name)
}

export function makeVkey(key: { name: string; type: KeyType; publicKey: Buffer }): Vkey {
  const typed = Buffer.concat([Buffer.from([key.type]), key.publicKey])
  const named = Buffer.concat([Buffer.from(`${key.name}\n`), typed])
  return { ...key, id: hash('sha256', named, 'hex').slice(0, 8) }
}

export function formatVkey({ name, id, type, publicKey }: Vkey): string {
  return `${name}+${id}+${Buffer.concat([Buffer.from([type]), publicKey]).toString('base64')}`
}

/** Which key is this? Null when it is damaged, or of a type that this program does not know. */
export function parseVkey(text: string): Vkey | null {
  const [, name = '', id, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = readBase64(encoded)
  const type = Object.values(keyTypes).find((known) => known === bytes?.[0])
  if (!isKeyName(name) || bytes?.length !== 33 || type === undefined) return null
  const vkey = makeVkey({ name, type, publicKey: bytes.subarray(1) })
  return vkey.id === id ? vkey : null
}

/** The key of this name that grows from 32 secret bytes. */
export function makeSigner(key: { name: string; type: KeyType; seed: Uint8Array }): Signer {
  const der = Buffer.concat([pkcs8, key.seed])
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const publicKey = spki.subarray(-32)
  return { vkey: makeVkey({ name: key.name, type: key.type, publicKey }), secret }
}

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const secretHead = 'PRIVATE+KEY+'

/** One line to keep a key by, in the form that Go's tools read too. */
export function formatSecret({ vkey, secret }: Signer): string {
  const seed = secret.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const typed = Buffer.concat([Buffer.from([vkey.type]), seed]).toString('base64')
  return `${secretHead}${vkey.name}+${vkey.id}+${typed}`
}

export function parseSecret(text: string): Signer | null {
  if (!text.startsWith(secretHead)) return null
  // The same three parts as a vkey, with the seed where that has the public key.
  const [, name = '', id, encoded = ''] =
    /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.slice(secretHead.length)) ?? []
  const bytes = readBase64(encoded)
  const type = Object.values(keyTypes).find((known) => known === bytes?.[0])
  if (!isKeyName(name) || bytes?.length !== 33 || type === undefined) return null
  const signer = makeSigner({ name, type, seed: bytes.subarray(1) })
  return signer.vkey.id === id ? signer : null
}

/** The bare Ed25519 signature over these bytes. */
export function signBytes(message: Buffer, { secret }: Signer): Buffer {
  return sign(null, message, secret)
}

export function verifyBytes(message: Buffer, signature: Buffer, vkey: Vkey): boolean {
  return signature.length === 64 && verify(null, message, keyOf(vkey), signature)
}

/** To read a key costs nearly as much as to verify with it; a log has one for a million notes. */
function keyOf(vkey: Vkey): KeyObject {
  const known = readKeys.get(vkey)
  if (known) return known
  const der = Buffer.concat([spkiHead, vkey.publicKey])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  readKeys.set(vkey, key)
  return key
}

const readKeys = new WeakMap<Vkey, KeyObject>()

/** The line that says who signed: dash, name, and the id before the signature, in base64. */
export function formatLine({ name, id, signature }: SignatureLine): string {
  const bytes = Buffer.concat([Buffer.from(id, 'hex'), signature])
  return `${dash} ${name} ${bytes.toString('base64')}\n`
}

/** A plain signature over the text, as a line. */
export function signNote(text: string, signer: Signer): string {
  const signature = signBytes(Buffer.from(text), signer)
  return formatLine({ ...signer.vkey, signature })
}

/** The whole note. `lines` as `signNote` and `cosign` give them. */
export function formatNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`
}

/** Which note is this? Null when it is none. Nothing is verified yet: its text may be anyone's. */
export function parseNote(bytes: Uint8Array): Note | null {
  if (bytes.length > noteLimits.bytes) return null
  const whole = readText(bytes)
  const split = whole?.lastIndexOf('\n\n') ?? -1
  if (whole === null || split === -1) return null
  const lines = parseLines(whole.slice(split + 2))
  return lines === null ? null : { text: whole.slice(0, split + 1), lines }
}

/** Which signature lines are these? Null when one is none, or when there is none at all. */
export function parseLines(text: string): SignatureLine[] | null {
  if (!text.endsWith('\n')) return null
  const rows = text.slice(0, -1).split('\n')
  if (rows.length > noteLimits.lines) return null
  const lines = rows.map(parseLine)
  return lines.every((line) => line !== null) ? lines : null
}

function parseLine(row: string): SignatureLine | null {
  const [mark, name = '', encoded = '', more] = row.split(' ')
  const bytes = readBase64(encoded)
  if (mark !== dash || more !== undefined || !isKeyName(name)) return null
  if (bytes === null || bytes.length < 5) return null
  return { name, id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) }
}

/** Is this line by this key, as far as its name and id say? */
export function isBy(line: SignatureLine, vkey: Vkey): boolean {
  return line.name === vkey.name && line.id === vkey.id
}

/**
 * Which of these keys signed the text itself? Lines of unknown keys are passed over; one of a known
 * key that is wrong spoils the note: `'bad_signature'`. Keys of another type are not asked.
 */
export function signedBy(note: Note, vkeys: readonly Vkey[]): Vkey[] | 'bad_signature' {
  const text = Buffer.from(note.text)
  const found: Vkey[] = []
  for (const vkey of vkeys.filter(({ type }) => type === keyTypes.signature)) {
    const own = note.lines.filter((line) => isBy(line, vkey))
    if (!own.every(({ signature }) => verifyBytes(text, signature, vkey))) return 'bad_signature'
    if (own.length > 0) found.push(vkey)
  }
  return found
}
