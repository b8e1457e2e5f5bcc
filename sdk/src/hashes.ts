/**
 * SHA-256 and SHA-512 (FIPS 180-4) and the encodings of bytes as text, for Node and browsers alike:
 * the same bytes give the same answer on any machine, whether or not it is online or has WebCrypto.
 */

const mask64 = (1n << 64n) - 1n

/** The first 80 primes, from which the constants of both functions come. */
const primes: readonly bigint[] = (() => {
  const found: bigint[] = []
  for (let n = 2n; found.length < 80; n++)
    if (found.every((prime) => n % prime !== 0n)) found.push(n)
  return found
})()

/** The first 64 bits behind the point of the square or cube root, exactly. */
function fraction(prime: bigint, power: 2n | 3n): bigint {
  const target = prime << (64n * power)
  let low = 0n
  let high = 1n << 74n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** power <= target) low = middle
    else high = middle
  }
  return low & mask64
}

const starts = primes.slice(0, 8).map((prime) => fraction(prime, 2n))
const rounds = primes.map((prime) => fraction(prime, 3n))
const starts32 = Int32Array.from(starts, (word) => Number(BigInt.asIntN(32, word >> 32n)))
const rounds32 = Int32Array.from(rounds.slice(0, 64), (word) =>
  Number(BigInt.asIntN(32, word >> 32n)),
)

/** The message with its padding: a one bit, zeros, and its length in bits at the end of a block. */
function padded(message: Uint8Array, block: 64 | 128): DataView {
  const size = Math.ceil((message.length + 1 + block / 8) / block) * block
  const bytes = new Uint8Array(size)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setBigUint64(size - 8, BigInt(message.length) * 8n)
  return view
}

/** Written anew for every block: hashing is synchronous. */
const words = new Int32Array(64)

export function sha256(message: Uint8Array): Uint8Array {
  const state = starts32.slice()
  const view = padded(message, 64)
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(block + t * 4)
    compress(state, words)
  }
  const out = new DataView(new ArrayBuffer(32))
  for (let at = 0; at < 8; at++) out.setInt32(at * 4, state[at] as number)
  return new Uint8Array(out.buffer)
}

/** One block of SHA-256; the first 16 of `w` are the message, the rest is worked out here. */
function compress(state: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const [x, y] = [w[t - 15] as number, w[t - 2] as number]
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0
  }
  let [a, b, c, d] = [
    state[0] as number,
    state[1] as number,
    state[2] as number,
    state[3] as number,
  ]
  let [e, f, g, h] = [
    state[4] as number,
    state[5] as number,
    state[6] as number,
    state[7] as number,
  ]
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = (e & f) ^ (~e & g)
    const t1 = (h + s1 + choice + (rounds32[t] as number) + (w[t] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + s0 + majority) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let at = 0; at < 8; at++) state[at] = ((state[at] as number) + (sums[at] as number)) | 0
}

/** Only where the machine has no Ed25519 of its own: slower, and short messages are all it gets. */
export function sha512(message: Uint8Array): Uint8Array {
  let state = starts
  const view = padded(message, 128)
  for (let block = 0; block < view.byteLength; block += 128) {
    const w: bigint[] = []
    for (let t = 0; t < 16; t++) w.push(view.getBigUint64(block + t * 8))
    for (let t = 16; t < 80; t++) {
      const [x, y] = [w[t - 15] as bigint, w[t - 2] as bigint]
      const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n)
      const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n)
      w.push(((w[t - 16] as bigint) + s0 + (w[t - 7] as bigint) + s1) & mask64)
    }
    const mixed = rounds.reduce((now, round, t) => step512(now, round + (w[t] as bigint)), state)
    state = state.map((word, at) => (word + (mixed[at] as bigint)) & mask64)
  }
  const out = new DataView(new ArrayBuffer(64))
  for (const [at, word] of state.entries()) out.setBigUint64(at * 8, word)
  return new Uint8Array(out.buffer)
}

function step512(state: readonly bigint[], added: bigint): bigint[] {
  const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state
  const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)
  const t1 = h + s1 + ((e & f) ^ (~e & mask64 & g)) + added
  const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)
  const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c))
  return [(t1 + t2) & mask64, a, b, c, (d + t1) & mask64, e, f, g]
}

function turn(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & mask64
}

const encoder = new TextEncoder()

export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Null when it is not UTF-8, or has a control character other than a line break. */
export function textOf(bytes: Uint8Array): string | null {
  for (const byte of bytes) if (byte < 32 && byte !== 10) return null
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hex(bytes: Uint8Array): string {
  let digits = ''
  for (const byte of bytes) digits += hexOf[byte]
  return digits
}

export function base64(bytes: Uint8Array): string {
  let letters = ''
  for (const byte of bytes) letters += String.fromCharCode(byte)
  return btoa(letters)
}

/** Null in every form but the one that writing gives: standard alphabet, padded. */
export function unbase64(text: string): Uint8Array | null {
  try {
    const letters = atob(text)
    const bytes = new Uint8Array(letters.length)
    for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at)
    return btoa(letters) === text ? bytes : null
  } catch {
    return null
  }
}

/** The alphabet of addresses, without padding. */
export function base64url(bytes: Uint8Array): string {
  return base64(bytes)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '')
}

export function unbase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text)) return null
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = unbase64(standard + '='.repeat((4 - (standard.length % 4)) % 4))
  return bytes !== null && base64url(bytes) === text ? bytes : null
}
