import { hex, joined, same, sha512 } from './hashes.ts'

/**
 * Ed25519 (RFC 8032), verifying only. The machine's own where it has one; where it has none (an
 * older browser, a page not loaded over https) the same sum by hand, in some milliseconds.
 */
export async function verifyEd25519(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const native = await nativeVerify(publicKey, signature, message)
  return native ?? verifyByHand(publicKey, signature, message)
}

/** Null when this machine cannot. */
async function nativeVerify(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean | null> {
  const subtle = globalThis.crypto?.subtle
  if (subtle === undefined) return null
  try {
    const key = await imported(subtle, publicKey)
    return await subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message))
  } catch {
    return null
  }
}

type Imported = ReturnType<SubtleCrypto['importKey']>

/** A receipt asks the same few keys again and again; to take one in costs as much as to ask it. */
const known = new Map<string, Imported>()
const knownMax = 256

function imported(subtle: SubtleCrypto, publicKey: Uint8Array): Imported {
  const name = hex(publicKey)
  const key =
    known.get(name) ??
    subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
  if (known.size >= knownMax) known.clear()
  known.set(name, key)
  return key
}

const field = 2n ** 255n - 19n
const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** A point in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z. */
type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint]

const mod = (value: bigint) => ((value % field) + field) % field

function power(base: bigint, exponent: bigint): bigint {
  let [result, square, left] = [1n, mod(base), exponent]
  while (left > 0n) {
    if (left & 1n) result = (result * square) % field
    square = (square * square) % field
    left >>= 1n
  }
  return result
}

const curve = mod(-121665n * power(121666n, field - 2n))
const rootOfMinusOne = power(2n, (field - 1n) / 4n)
const zero: Point = [0n, 1n, 1n, 0n]

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2))
  const b = mod((y1 + x1) * (y2 + x2))
  const c = mod(2n * t1 * curve * t2)
  const d = mod(2n * z1 * z2)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

/** Little-endian. */
function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** The point with this y and this lowest bit of x; null when there is none. */
function pointAt(y: bigint, odd: boolean): Point | null {
  const square = mod((y * y - 1n) * power(curve * y * y + 1n, field - 2n))
  let x = power(square, (field + 3n) / 8n)
  if (mod(x * x - square) !== 0n) x = mod(x * rootOfMinusOne)
  if (mod(x * x - square) !== 0n || (x === 0n && odd)) return null
  if (((x & 1n) === 1n) !== odd) x = field - x
  return [x, y, 1n, mod(x * y)]
}

const base = pointAt(mod(4n * power(5n, field - 2n)), false) ?? zero

function encoded([x, y, z]: Point): Uint8Array {
  const inverse = power(z, field - 2n)
  const value = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n)
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n))
}

/** Exported for its test: a machine that has its own never comes here. */
export function verifyByHand(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): boolean {
  const [r, s] = [signature.subarray(0, 32), numberOf(signature.subarray(32))]
  const packed = numberOf(publicKey)
  const key = pointAt(mod(packed & (2n ** 255n - 1n)), packed >> 255n === 1n)
  if (s >= order || key === null) return false
  const k = numberOf(sha512(joined(r, publicKey, message))) % order
  // R = sB - kA: both products in one pass, from the highest bit.
  const minusKey: Point = [mod(-key[0]), key[1], key[2], mod(-key[3])]
  const both = add(base, minusKey)
  let sum = zero
  for (let bit = 252n; bit >= 0n; bit--) {
    sum = add(sum, sum)
    const [inS, inK] = [(s >> bit) & 1n, (k >> bit) & 1n]
    if (inS && inK) sum = add(sum, both)
    else if (inS) sum = add(sum, base)
    else if (inK) sum = add(sum, minusKey)
  }
  return same(encoded(sum), r)
}
