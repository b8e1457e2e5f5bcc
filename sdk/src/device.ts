import { verifyEd25519 } from './ed25519.ts'
import { base64url, joined, same, sha256, textOf, unbase64url, utf8 } from './hashes.ts'
import { numberOf, verifyP256 } from './p256.ts'

/** Signatures that a party gave with its own device (WebAuthn), as `spec/receipt.md` has them. */

type Named = Readonly<Record<string, unknown>>

/** What surrounds the signature, and must agree with what was signed. */
export interface Around {
  /** The public id of the order that the receipt is of. */
  readonly subject: string
  /** The part of the payload that does not stand apart. */
  readonly payload: unknown
  /** Who signed, where the receipt shows it. */
  readonly by: unknown
}

/** Did the owner of this device key sign this document, in the step that the entry names? */
export async function isDeviceSigned({ subject, payload, by }: Around): Promise<boolean> {
  const event = named(named(payload)?.event)
  const { document, clientDataJSON, authenticatorData, publicKey, signature } = event ?? {}
  if (event === null || typeof document !== 'string') return false
  const said = named(readJson(document))
  if (said?.format !== 'baozheng-step/v1' || said.orderId !== subject) return false
  if (said.step !== event.step || (by !== undefined && said.by !== by)) return false
  const [client, device] = [bytesOf(clientDataJSON), bytesOf(authenticatorData)]
  const [key, signed] = [bytesOf(publicKey), bytesOf(signature)]
  if (client === null || device === null || key === null || signed === null) return false
  const told = named(readJson(textOf(client) ?? ''))
  if (told?.type !== 'webauthn.get') return false
  if (told.challenge !== base64url(sha256(utf8(document)))) return false
  // 32 bytes name the site, one says whether a person was there, four count.
  if (device.length < 37 || ((device[32] ?? 0) & 1) === 0) return false
  return verify({ key, signed, algorithm: event.algorithm }, joined(device, sha256(client)))
}

function named(value: unknown): Named | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Named)
    : null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function bytesOf(text: unknown): Uint8Array | null {
  return typeof text === 'string' ? unbase64url(text) : null
}

interface Signed {
  /** SPKI, DER. */
  readonly key: Uint8Array
  readonly signed: Uint8Array
  /** COSE. */
  readonly algorithm: unknown
}

async function verify({ key, signed, algorithm }: Signed, message: Uint8Array): Promise<boolean> {
  if (algorithm === -7) {
    const [point, pair] = [after(key, p256Head), pairOf(signed)]
    return point !== null && pair !== null && verifyP256(point, pair, message)
  }
  if (algorithm === -8) {
    const point = after(key, ed25519Head)
    return point !== null && verifyEd25519(point, signed, message)
  }
  return algorithm === -257 && isRsaSigned(key, signed, message)
}

const bytesIn = (digits: string) =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** What stands before the point in an SPKI of each curve: there is one way to write it. */
const p256Head = bytesIn('3059301306072a8648ce3d020106082a8648ce3d03010703420004')
const ed25519Head = bytesIn('302a300506032b6570032100')
const rsaAlgorithm = bytesIn('300d06092a864886f70d0101010500')
/** Before the hash in a signature by RSASSA-PKCS1-v1_5 with SHA-256. */
const sha256Info = bytesIn('3031300d060960864801650304020105000420')

function after(bytes: Uint8Array, head: Uint8Array): Uint8Array | null {
  return same(bytes.subarray(0, head.length), head) ? bytes.subarray(head.length) : null
}

/** One element of DER with this tag: its contents, and what follows it. Null in any other form. */
function element(
  bytes: Uint8Array,
  tag: number,
): { readonly held: Uint8Array; readonly rest: Uint8Array } | null {
  let [length, from] = [bytes[1] ?? 0x80, 2]
  if (bytes[0] !== tag) return null
  if (length >= 0x80) {
    const count = length - 0x80
    const digits = bytes.subarray(2, 2 + count)
    if (count < 1 || count > 2 || digits.length < count || digits[0] === 0) return null
    length = Number(numberOf(digits))
    if (length < 0x80) return null
    from = 2 + count
  }
  if (bytes.length < from + length) return null
  return { held: bytes.subarray(from, from + length), rest: bytes.subarray(from + length) }
}

/** A positive whole number in its shortest form. */
function positive(bytes: Uint8Array): { value: bigint; rest: Uint8Array } | null {
  const found = element(bytes, 2)
  const [first = 0x80, second = 0] = found?.held ?? []
  if (found === null || first >= 0x80 || (first === 0 && second < 0x80)) return null
  return { value: numberOf(found.held), rest: found.rest }
}

/** Two numbers in a sequence and nothing else. */
function two(bytes: Uint8Array): readonly [bigint, bigint] | null {
  const whole = element(bytes, 0x30)
  const first = whole && positive(whole.held)
  const second = first && positive(first.rest)
  if (!second || whole.rest.length > 0 || second.rest.length > 0) return null
  return [first.value, second.value]
}

/** r and s, 32 bytes each. */
function pairOf(signature: Uint8Array): Uint8Array | null {
  const pair = two(signature)
  if (pair === null || pair.some((one) => one >= 1n << 256n)) return null
  return bytesIn(pair.map((one) => one.toString(16).padStart(64, '0')).join(''))
}

/** RSA of 2,048 to 8,192 bits, by hand: the exponent is small, so it is quick. */
function isRsaSigned(key: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  const whole = element(key, 0x30)
  const bits = whole && element(after(whole.held, rsaAlgorithm) ?? key.subarray(0, 0), 3)
  if (!bits || whole.rest.length > 0 || bits.rest.length > 0 || bits.held[0] !== 0) return false
  const [modulus = 0n, exponent = 0n] = two(bits.held.subarray(1)) ?? []
  const length = Math.ceil(modulus.toString(16).length / 2)
  if (length < 256 || length > 1_024 || exponent !== 65_537n) return false
  const value = numberOf(signature)
  if (signature.length !== length || value >= modulus) return false
  let opened = value
  for (let square = 0; square < 16; square++) opened = (opened * opened) % modulus
  opened = (opened * value) % modulus
  const tail = joined(Uint8Array.of(0), sha256Info, sha256(message))
  const padding = new Uint8Array(length - tail.length - 2).fill(0xff)
  return opened === numberOf(joined(Uint8Array.of(0, 1), padding, tail))
}
