import type { Random } from '../simulate/random.ts'

/** One way to damage a file without understanding it. Null: it came out as it was. */
export function damage(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.int(0, bytes.length - 1)
  const end = Math.min(bytes.length, at + random.pick([1, 2, 4, 16, 44, 200, 2_000]))
  const way = random.int(0, 9)
  switch (way) {
    case 0:
      return changed(bytes, at, (bytes[at] ?? 0) ^ (1 << random.int(0, 7)))
    case 1:
      return changed(bytes, at, random.int(0, 255))
    case 2:
      return spliced(bytes, [at, at], random.bytes(random.int(1, 4)))
    case 3:
      return spliced(bytes, [at, end], Buffer.alloc(0))
    case 4:
      return spliced(bytes, [end, end], bytes.subarray(at, end))
    case 5:
      return spliced(bytes, [at, end], other.subarray(at, end))
    case 6:
      return bytes.subarray(0, at)
    case 7:
      return spliced(bytes, [at, end], Buffer.from(bytes.subarray(at, end)).reverse())
    default:
      return Buffer.from(letter(bytes.toString(), random))
  }
}

function changed(bytes: Buffer, at: number, to: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = to
  return copy
}

function spliced(bytes: Buffer, [from, to]: [number, number], put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)])
}

/** Changes that leave a file readable: a digit, a letter of base64, a space, another line break. */
function letter(text: string, random: Random): string {
  const places = (form: RegExp) => [...text.matchAll(form)]
  const [form, to] = random.pick<[RegExp, (found: string) => string]>([
    [/\d/g, (digit) => String((Number(digit) + random.int(1, 9)) % 10)],
    [/[A-Za-z]/g, (one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())],
    [/[A-Za-z0-9+/](?==)/g, () => random.pick([...'ABCDwxyz0189+/'])],
    [/[A-Za-z0-9_-]{3}/g, (three) => [...three].reverse().join('')],
    [/=+/g, (pad) => (random.chance(0.5) ? '' : `${pad}=`)],
    [/\\n|\n/g, (one) => random.pick(['', '\r\n', `${one}${one}`, '\\r\\n', ' '])],
    [/[,:{}[\]]/g, (one) => random.pick([` ${one}`, `${one} `, `${one}\n`])],
    [/"[a-zA-Z]/g, (one) => `"\\u00${one.charCodeAt(1).toString(16)}`],
    [
      /\d+(?=[,}])/g,
      (whole) => random.pick([`${whole}.0`, `0${whole}`, `${whole}e0`, `-${whole}`]),
    ],
    [/"[^"]{8,}"/g, () => random.pick(['""', 'null', '[]', '{}', 'true'])],
  ])
  const found = places(form)
  if (found.length === 0) return ''
  const { 0: what, index } = random.pick(found)
  return text.slice(0, index) + to(what) + text.slice(index + what.length)
}
