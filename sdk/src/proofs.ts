import { hex, joined, same, sha256, textOf, unbase64 } from './hashes.ts'
import {
  type Key,
  type Policy,
  readCheckpoint,
  readHash,
  readNote,
  readNumber,
  type Said,
  saidBy,
} from './notes.ts'

/** Proofs that an entry stands in a log (C2SP tlog-proof over the tree of RFC 6962). */

/** The hash of an entry in the tree. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(0), entry))
}

/** To which root does a path lead? From the top, halving; null when it is too long or short. */
export function rootOver(
  leaf: Uint8Array,
  { index, size }: { index: number; size: number },
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (index < 0 || index >= size) return null
  if (size === 1) return path.length === 0 ? leaf : null
  const top = path.at(-1)
  if (top === undefined) return null
  let left = 1
  while (left * 2 < size) left *= 2
  const rest = path.slice(0, -1)
  const below =
    index < left
      ? rootOver(leaf, { index, size: left }, rest)
      : rootOver(leaf, { index: index - left, size: size - left }, rest)
  if (below === null) return null
  const pair = index < left ? [below, top] : [top, below]
  return sha256(joined(Uint8Array.of(1), ...pair))
}

interface ProofFile {
  readonly index: number
  readonly path: readonly Uint8Array[]
  readonly checkpoint: string
}

export function readProof(bytes: Uint8Array): ProofFile | null {
  const whole = textOf(bytes)
  const gap = whole?.indexOf('\n\n') ?? -1
  if (whole === null || gap === -1) return null
  const lines = whole.slice(0, gap).split('\n')
  if (lines.shift() !== 'c2sp.org/tlog-proof@v1') return null
  // What somebody added there is signed by nobody, and not looked at.
  if (lines[0]?.startsWith('extra ') && !isExtra(lines.shift()?.slice(6) ?? '')) return null
  const first = lines.shift() ?? ''
  const index = first.startsWith('index ') ? readNumber(first.slice(6)) : null
  const path = lines.map(readHash)
  if (index === null || path.length > 63 || !path.every((hash) => hash !== null)) return null
  return { index, path, checkpoint: whole.slice(gap + 2) }
}

function isExtra(text: string): boolean {
  const bytes = unbase64(text)
  return bytes !== null && bytes.length <= 48_000
}

/** A checkpoint whose signatures hold. */
export interface Opened {
  readonly size: number
  readonly root: Uint8Array
  /** Which of the known witnesses have signed, in the order of the policy. */
  readonly signed: readonly Key[]
  readonly seen: readonly { readonly name: string; readonly second: number }[]
}

/** What each key has said under each text: a signature is verified once. */
type Heard = Map<string, Promise<Said>>

/** Opens checkpoints for one log and one policy; each text is verified once. */
export class CheckpointReader {
  private readonly opened = new Map<string, Promise<Opened | null>>()
  private readonly logs: readonly Key[]
  private readonly policy: Policy
  private readonly heard: Heard

  /** `heard` may be another reader's: two policies mostly name the same witnesses. */
  constructor(logs: readonly Key[], policy: Policy, heard: Heard = new Map()) {
    this.logs = logs
    this.policy = policy
    this.heard = heard
  }

  open(whole: string): Promise<Opened | null> {
    const known = this.opened.get(whole) ?? this.verify(whole)
    this.opened.set(whole, known)
    return known
  }

  private async verify(whole: string): Promise<Opened | null> {
    const note = readNote(whole)
    const checkpoint = readCheckpoint(note?.text ?? '')
    if (note === null || checkpoint === null) return null
    const own = this.logs.filter(({ name }) => name === checkpoint.origin)
    const ask = (key: Key) => {
      const about = `${key.type} ${hex(key.bytes)} ${key.name}\n${whole}`
      const said = this.heard.get(about) ?? saidBy(note, key)
      this.heard.set(about, said)
      return said
    }
    const known = this.policy.witnesses.map(({ key }) => key)
    const asked = [own, known].map((keys) => Promise.all(keys.map(ask)))
    const [bySelf = [], said = []] = await Promise.all(asked)
    if (bySelf.includes('wrong') || !bySelf.includes(0) || said.includes('wrong')) return null
    const signed = known.filter((_, at) => said[at] !== 'nothing')
    const seen = known.flatMap(({ name }, at) => {
      const second = said[at]
      return typeof second === 'number' ? [{ name, second }] : []
    })
    return { size: checkpoint.size, root: checkpoint.root, signed, seen }
  }
}

export interface Held extends Opened {
  readonly index: number
}

/** Does the proof lead from this entry to a checkpoint that holds? Null when not. */
export async function holds(
  reader: CheckpointReader,
  proof: Uint8Array,
  entry: Uint8Array,
): Promise<Held | null> {
  const read = readProof(proof)
  const opened = read === null ? null : await reader.open(read.checkpoint)
  if (read === null || opened === null) return null
  const root = rootOver(leafHash(entry), { index: read.index, size: opened.size }, read.path)
  return root !== null && same(root, opened.root) ? { ...opened, index: read.index } : null
}

/** The hash of an entry as the next one of its stream names it. */
export function leafName(entry: Uint8Array): string {
  return hex(leafHash(entry))
}
