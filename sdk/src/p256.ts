import { joined, sha256 } from './hashes.ts'

/**
 * ECDSA on P-256 with SHA-256 (FIPS 186-5), verifying only: what most devices sign with. The
 * machine's own where it has one, else the same sum by hand, in some tens of milliseconds.
 */
export async function verifyP256(
  /** x and y, 32 bytes each. */
  publicKey: Uint8Array,
  /** r and s, 32 bytes each. */
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 64 || signature.length !== 64) return false
  const native = await nativeVerify(publicKey, signature, message)
  return native ?? verifyByHand(publicKey, signature, message)
}

/** Null when this machine cannot, or does not take the key: then the sum says whether it is one. */
async function nativeVerify(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean | null> {
  const subtle = globalThis.crypto?.subtle
  if (subtle === undefined) return null
  const [curve, how] = [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'ECDSA', hash: 'SHA-256' },
  ]
  try {
    const point = Uint8Array.from(joined(Uint8Array.of(4), publicKey))
    const key = await subtle.importKey('raw', point, curve, false, ['verify'])
    return await subtle.verify(how, key, Uint8Array.from(signature), Uint8Array.from(message))
  } catch {
    return null
  }
}

const field = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
const base: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  1n,
]

/** A point in Jacobian coordinates: x = X/Z², y = Y/Z³; Z is 0 at infinity. */
type Point = readonly [x: bigint, y: bigint, z: bigint]

const infinity: Point = [1n, 1n, 0n]

const mod = (value: bigint) => ((value % field) + field) % field

function twice([x, y, z]: Point): Point {
  if (z === 0n || y === 0n) return infinity
  const ySquared = mod(y * y)
  const s = mod(4n * x * ySquared)
  const zSquared = mod(z * z)
  // a is -3 on this curve.
  const m = mod(3n * (x - zSquared) * (x + zSquared))
  const doubled = mod(m * m - 2n * s)
  return [doubled, mod(m * (s - doubled) - 8n * ySquared * ySquared), mod(2n * y * z)]
}

function add(one: Point, other: Point): Point {
  const [x1, y1, z1] = one
  const [x2, y2, z2] = other
  if (z1 === 0n) return other
  if (z2 === 0n) return one
  const [z1s, z2s] = [mod(z1 * z1), mod(z2 * z2)]
  const [u1, u2] = [mod(x1 * z2s), mod(x2 * z1s)]
  const [s1, s2] = [mod(y1 * z2s * z2), mod(y2 * z1s * z1)]
  if (u1 === u2) return s1 === s2 ? twice(one) : infinity
  const [h, r] = [mod(u2 - u1), mod(s2 - s1)]
  const [hh, v] = [mod(h * h), mod(u1 * h * h)]
  const x = mod(r * r - hh * h - 2n * v)
  return [x, mod(r * (v - x) - s1 * hh * h), mod(h * z1 * z2)]
}

function power(value: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square, left] = [1n, value % modulus, exponent]
  while (left > 0n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
    left >>= 1n
  }
  return result
}

/** Big-endian. */
export function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** Exported for its test: a machine that has its own never comes here. */
export function verifyByHand(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): boolean {
  const [x, y] = [numberOf(publicKey.subarray(0, 32)), numberOf(publicKey.subarray(32))]
  if (x >= field || y >= field || mod(y * y - (x * x * x - 3n * x + b)) !== 0n) return false
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))]
  if (r === 0n || s === 0n || r >= order || s >= order) return false
  const inverse = power(s, order - 2n, order)
  const ofBase = (numberOf(sha256(message)) * inverse) % order
  const ofKey = (r * inverse) % order
  const key: Point = [x, y, 1n]
  const both = add(base, key)
  let sum = infinity
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = twice(sum)
    const [inBase, inKey] = [(ofBase >> bit) & 1n, (ofKey >> bit) & 1n]
    if (inBase && inKey) sum = add(sum, both)
    else if (inBase) sum = add(sum, base)
    else if (inKey) sum = add(sum, key)
  }
  const [X, , z] = sum
  if (z === 0n) return false
  const zInverse = power(z, field - 2n, field)
  return mod(X * zInverse * zInverse) % order === r
}
