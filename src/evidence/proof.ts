import { readBase64, readDecimal, readHash, readText } from './strict.ts'

/** 存证证明. A tlog-proof: where an entry stands, its path to the root, and the checkpoint. */
export interface Proof {
  readonly index: number
  /** From the leaf's sibling up to the child of the root. */
  readonly path: readonly Buffer[]
  /** The signed checkpoint, byte for byte. */
  readonly checkpoint: string
  /** What somebody added; nobody signed it. */
  readonly extra?: Buffer
}

const head = 'c2sp.org/tlog-proof@v1'

/** No tree that we count has a longer path. */
export const longestPath = 63

/** How much of `extra` is read. */
const longestExtra = 48_000

export function formatProof({ index, path, checkpoint, extra }: Proof): string {
  const lines = [
    head,
    ...(extra === undefined ? [] : [`extra ${extra.toString('base64')}`]),
    `index ${index}`,
    ...path.map((hash) => hash.toString('base64')),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** Which proof is this? Null when it is none. Nothing is verified yet. */
export function parseProof(bytes: Uint8Array): Proof | null {
  const whole = readText(bytes)
  // The first empty line ends the proof: a checkpoint may have more of them below.
  const split = whole?.indexOf('\n\n') ?? -1
  if (whole === null || split === -1) return null
  const [first, ...lines] = whole.slice(0, split).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? readExtra(lines.shift() ?? '') : undefined
  const index = readIndex(lines.shift() ?? '')
  const path = readHashes(lines)
  if (first !== head || extra === null || index === null || path === null) return null
  const proof = { index, path, checkpoint: whole.slice(split + 2) }
  return extra === undefined ? proof : { ...proof, extra }
}

/** The hashes of a proof, one a line; null when a line is none, or when there are too many. */
export function readHashes(lines: readonly string[]): Buffer[] | null {
  const hashes = lines.map(readHash)
  return lines.length <= longestPath && hashes.every((one) => one !== null) ? hashes : null
}

function readExtra(line: string): Buffer | null {
  const bytes = readBase64(line.slice('extra '.length))
  return bytes !== null && bytes.length <= longestExtra ? bytes : null
}

function readIndex(line: string): number | null {
  return line.startsWith('index ') ? readDecimal(line.slice('index '.length)) : null
}
