import { hash } from 'node:crypto'

/**
 * 默克尔树. The tree of RFC 6962 over SHA-256: the hash of `size` leaves, and the two short proofs
 * that a leaf is in it and that a later tree only went on from it. Sizes and indices are whole
 * numbers up to 2^53 - 1; they are divided, never shifted, since shifts end at 2^31.
 */

/** The root of no leaves: SHA-256 of nothing. */
export const emptyRoot: Buffer = hash('sha256', '', 'buffer')

/** The hash of one entry: a zero byte before it, so that no entry is taken for a node. */
export function entryHash(entry: Uint8Array): Buffer {
  return Buffer.from(entryDigest(entry), 'latin1')
}

/**
 * The same as 32 letters, a byte each. Hundreds of thousands are hashed a second, and a buffer for
 * every one of them costs more than the hash.
 */
export function entryDigest(entry: Uint8Array): string {
  const prefixed = prefixedOf(entry.length + 1)
  prefixed.set(entry, 1)
  return hash('sha256', prefixed, 'binary')
}

/** A zero byte and room behind it, so many bytes in all: entries have few lengths. */
function prefixedOf(length: number): Buffer {
  if (length > leaf.length) return Buffer.alloc(length)
  const known = prefixes[length] ?? leaf.subarray(0, length)
  prefixes[length] = known
  return known
}

/** The hash over two neighbours. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  node.set(left, 1)
  node.set(right, 33)
  return Buffer.from(hash('sha256', node, 'binary'), 'latin1')
}

/** Written anew for every hash: hashing is synchronous, and nothing keeps them. */
const leaf = Buffer.alloc(1_024)
const prefixes: Buffer[] = []
const node = Buffer.alloc(65, 1)

/** The root over hashes that are all there, as a file of 32-byte hashes; at least one. */
export function rootOf(hashes: Uint8Array): Buffer {
  // Each level is written over the one below it, always behind what is still to be read.
  const level = Buffer.from(hashes)
  let count = level.length / 32
  while (count > 1) {
    for (let at = 0; at + 1 < count; at += 2) {
      level.copy(node, 1, at * 32, at * 32 + 64)
      level.write(hash('sha256', node, 'binary'), at * 16, 'latin1')
    }
    // A last one without a neighbour rises as it is.
    if (count % 2 === 1) level.copyWithin((count - 1) * 16, (count - 1) * 32, count * 32)
    count = Math.ceil(count / 2)
  }
  return Buffer.from(level.subarray(0, 32))
}

/** Leaves from `start` up to, but not with, `end`. */
export interface Leaves {
  readonly start: number
  readonly end: number
}

/** Whose hashes lead from a leaf to the root? The leaf's sibling first. `index` below `size`. */
export function inclusionRanges(index: number, size: number): Leaves[] {
  const ranges: Leaves[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + halfOf(end - start)
    if (index < middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  return ranges
}

/** Whose hashes show that a tree of `size` leaves begins with that of `old`? `old` ≤ `size`. */
export function consistencyRanges(old: number, size: number): Leaves[] {
  if (old === 0 || old === size) return []
  const ranges: Leaves[] = []
  let [start, end] = [0, size]
  while (end > old) {
    const middle = start + halfOf(end - start)
    if (old <= middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  // The old root itself is known to whoever asks, when it is a node of the new tree.
  return start === 0 ? ranges : [{ start, end }, ...ranges]
}

/** The largest power of two that is smaller. `count` is at least 2. */
function halfOf(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

/** Which full subtrees make up these leaves? From left to right; level 0 is a leaf. */
export function subtrees({ start, end }: Leaves): { level: number; index: number }[] {
  const parts: { level: number; index: number }[] = []
  let from = start
  while (from < end) {
    let [level, count] = [0, 1]
    while (count * 2 <= end - from && from % (count * 2) === 0) {
      count *= 2
      level++
    }
    parts.push({ level, index: from / count })
    from += count
  }
  return parts
}

/** The hash over leaves that begin where a subtree does, from the hashes of its full subtrees. */
export function foldRight(hashes: readonly Uint8Array[]): Buffer {
  const last = hashes.at(-1)
  if (last === undefined) return emptyRoot
  let root: Buffer = Buffer.from(last)
  for (let at = hashes.length - 2; at >= 0; at--) root = nodeHash(hashes[at] ?? root, root)
  return root
}

/** Does this path lead from the leaf at `index` to the root of `size` leaves? */
export function verifyInclusion(proof: {
  index: number
  size: number
  leaf: Uint8Array
  path: readonly Uint8Array[]
  root: Uint8Array
}): boolean {
  if (proof.index >= proof.size) return false
  let [at, last] = [proof.index, proof.size - 1]
  let reached: Uint8Array = proof.leaf
  for (const sibling of proof.path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      reached = nodeHash(sibling, reached)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      reached = nodeHash(reached, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && Buffer.compare(reached, proof.root) === 0
}

/** Did the tree of `size` leaves only go on from the one of `old`? */
export function verifyConsistency(proof: {
  old: number
  size: number
  oldRoot: Uint8Array
  root: Uint8Array
  path: readonly Uint8Array[]
}): boolean {
  const { old, size, oldRoot, root } = proof
  if (old > size) return false
  if (old === size) return proof.path.length === 0 && same(oldRoot, root)
  if (old === 0) return proof.path.length === 0 && same(oldRoot, emptyRoot)
  let [at, last] = [old - 1, size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  const [first, ...rest] = at === 0 ? [oldRoot, ...proof.path] : proof.path
  if (first === undefined) return false
  let [before, after] = [first, first]
  for (const hashed of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = nodeHash(hashed, before)
      after = nodeHash(hashed, after)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      after = nodeHash(after, hashed)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && same(before, oldRoot) && same(after, root)
}

function half(value: number): number {
  return Math.floor(value / 2)
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}
