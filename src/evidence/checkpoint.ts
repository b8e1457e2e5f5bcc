import { emptyRoot } from './merkle.ts'
import { formatNote, type Signer, signNote } from './note.ts'
import { readDecimal, readHash } from './strict.ts'

/** 检查点. How large the log is and what its root is, in the three lines that the log signs. */
export interface Checkpoint {
  /** Names the log for ever. */
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** The text with the log's own signature under it. */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  const text = checkpointText(checkpoint)
  return formatNote(text, [signNote(text, signer)])
}

/**
 * Which checkpoint does the text of a note tell of? Null when it is none. Lines that follow the
 * third belong to whoever signed them and are not looked at, but none of them may be empty.
 */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', second = '', third = '', ...more] = text.split('\n')
  const [size, root] = [readDecimal(second), readHash(third)]
  if (origin === '' || size === null || root === null) return null
  if (more.pop() !== '' || more.includes('')) return null
  return { origin, size, root }
}

/** Is this what the size says of the root: that no leaves have the hash of nothing? */
export function rootFitsSize({ size, root }: Checkpoint): boolean {
  return size > 0 || root.equals(emptyRoot)
}
