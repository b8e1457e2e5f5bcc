import { type Checkpoint, parseCheckpoint, rootFitsSize } from './checkpoint.ts'
import type { Closing } from './closing.ts'
import { cosignedBy } from './cosignature.ts'
import { consistencyRanges, emptyRoot, verifyConsistency } from './merkle.ts'
import { parseNote, signedBy, type Vkey } from './note.ts'
import { isQuorum, type Policy } from './policy.ts'
import { Rebuild } from './rebuild.ts'
import {
  bundleHashes,
  decodeBundle,
  edgeRoot,
  hashRanges,
  type ReadTile,
  readEdge,
  tileWidth,
} from './tiles.ts'

/**
 * 旁观. Somebody outside follows a log: does each checkpoint go on from the last one he saw? He needs
 * the log's key, its public files, and his own memory of one checkpoint.
 */

/** The largest checkpoint that was seen so far, word for word. */
export interface Known {
  readonly note: string
  readonly size: number
  /** base64 */
  readonly root: string
}

export type Followed =
  | {
      readonly outcome: 'first' | 'grew' | 'same'
      readonly known: Known
      readonly vouched: Vouched
    }
  /** Older than what was seen: an old copy, or a log that was put back. Proves nothing alone. */
  | { readonly outcome: 'behind'; readonly size: number }
  /** Nothing can be said: no checkpoint of this log, or files that do not fit it. */
  | { readonly outcome: 'unreadable'; readonly why: string }
  /** Two things the log has signed cannot both be true. Whoever has both notes can show it. */
  | { readonly outcome: 'convicted'; readonly why: Conviction; readonly note: string }

export type Conviction = 'two_roots' | 'not_a_continuation' | 'loss_not_admitted'

/** How many witnesses of the policy have signed, and is it enough? Null: no policy was given. */
export type Vouched = { readonly count: number; readonly enough: boolean } | null

export interface Follower {
  readonly vkey: Vkey
  readonly policy: Policy | null
  /** Throws when a file is not there. */
  readonly read: ReadTile
}

/** What does this note say, after what was seen before? */
export async function follow(
  known: Known | null,
  bytes: Uint8Array,
  follower: Follower,
): Promise<Followed> {
  const note = parseNote(bytes)
  const head = note && parseCheckpoint(note.text)
  if (!note || !head) return { outcome: 'unreadable', why: 'this is no checkpoint' }
  const signed = signedBy(note, [follower.vkey])
  if (signed === 'bad_signature' || signed.length === 0)
    return { outcome: 'unreadable', why: 'the log has not signed it' }
  if (head.origin !== follower.vkey.name || !rootFitsSize(head))
    return { outcome: 'unreadable', why: 'it is not a checkpoint of this log' }
  const text = Buffer.from(bytes).toString()
  const now = { note: text, size: head.size, root: head.root.toString('base64') }
  const vouched = vouchedBy(note, follower.policy)
  if (known === null) {
    const why = await fileFault(head, follower.read)
    return why === null ? { outcome: 'first', known: now, vouched } : { outcome: 'unreadable', why }
  }
  if (head.size < known.size) return { outcome: 'behind', size: head.size }
  if (head.size === known.size)
    return now.root === known.root
      ? { outcome: 'same', known: now, vouched }
      : { outcome: 'convicted', why: 'two_roots', note: text }
  return goOn(known, head, { now, vouched, read: follower.read })
}

async function goOn(
  known: Known,
  head: Checkpoint,
  { now, vouched, read }: { now: Known; vouched: Vouched; read: ReadTile },
): Promise<Followed> {
  // The files first: a log whose files are damaged has not lied yet, it only cannot show.
  const why = await fileFault(head, read)
  if (why !== null) return { outcome: 'unreadable', why }
  const { size, root } = head
  const path = await hashRanges(consistencyRanges(known.size, size), size, read)
  const oldRoot = Buffer.from(known.root, 'base64')
  if (verifyConsistency({ old: known.size, size, oldRoot, root, path }))
    return { outcome: 'grew', known: now, vouched }
  // A damaged file deep in the tree looks the same so far: all hashes tell the two apart.
  const roots = await rootsAt([known.size, size], read)
  if (roots[1] !== now.root)
    return { outcome: 'unreadable', why: 'its files do not give the root that it has signed' }
  return { outcome: 'convicted', why: 'not_a_continuation', note: now.note }
}

/** The roots at these sizes, the smallest first, from every leaf hash up to the last. base64. */
export async function rootsAt(sizes: readonly number[], read: ReadTile): Promise<string[]> {
  const size = sizes.at(-1) ?? 0
  const rebuild = new Rebuild()
  const roots = sizes.filter((one) => one === 0).map(() => emptyRoot.toString('base64'))
  for (let index = 0; index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const hashes = Buffer.from(await read({ level: 0, index, width }))
    for (let at = 0; at < width; at++) {
      rebuild.add(hashes, at * 32)
      const root = sizes.includes(rebuild.size) ? rebuild.root().toString('base64') : ''
      for (const one of sizes) if (one === rebuild.size) roots.push(root)
    }
  }
  return roots
}

/** Do the files of the right edge give the root that was signed? */
async function fileFault({ size, root }: Checkpoint, read: ReadTile): Promise<string | null> {
  if (size === 0) return null
  const edge = await readEdge(size, read)
  return edgeRoot(edge).equals(root) ? null : 'its files do not give the root that it has signed'
}

function vouchedBy(note: Parameters<typeof cosignedBy>[0], policy: Policy | null): Vouched {
  if (policy === null) return null
  const signed = cosignedBy(
    note,
    policy.witnesses.map(({ vkey }) => vkey),
  )
  if (signed === 'bad_signature') return { count: 0, enough: false }
  const by = signed.map(({ vkey }) => vkey)
  return { count: by.length, enough: policy.quorum !== null && isQuorum(policy, by) }
}

/**
 * Are the entries from `from` up to `to` the ones whose hashes stand in the tree? Out: the index of
 * the first that is not, or null.
 */
export async function strayEntry(
  range: { from: number; to: number },
  size: number,
  read: ReadTile,
): Promise<number | null> {
  for (let index = Math.floor(range.from / tileWidth); index * tileWidth < range.to; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const [bundle, hashes] = await Promise.all([
      read({ level: 'entries', index, width }),
      read({ level: 0, index, width }),
    ])
    const entries = decodeBundle(bundle, width)
    if (entries === null) return index * tileWidth
    const own = bundleHashes(entries)
    for (let at = 0; at < width; at++)
      if (
        Buffer.compare(own.subarray(at * 32, at * 32 + 32), hashes.subarray(at * 32, at * 32 + 32))
      )
        return index * tileWidth + at
  }
  return null
}

/**
 * Is the end of a log told truthfully, as far as somebody knows who has followed it? `next` reads
 * the log that goes on, as large as `size`; `own` a copy of the old one, where there is one. Null:
 * nothing speaks against it.
 */
export async function closingFault(
  closing: Pick<Closing, 'size' | 'root' | 'known'>,
  known: Known | null,
  { next, own }: { next: { size: number; read: ReadTile } | null; own: ReadTile | null },
): Promise<Conviction | null> {
  const admitted = closing.known
  const goesOn = closing.root.toString('base64')
  if (known !== null && known.size > admitted.size) return 'loss_not_admitted'
  if (
    known?.size === admitted.size &&
    (admitted.root?.toString('base64') ?? known.root) !== known.root
  )
    return 'two_roots'
  if (known?.size === closing.size && known.root !== goesOn) return 'two_roots'
  if (next !== null && next.size >= closing.size) {
    const before = Math.min(known?.size ?? 0, closing.size)
    const [then, now] = await rootsAt([before, closing.size, next.size], next.read)
    if (now !== goesOn) return 'not_a_continuation'
    if (known !== null && known.size === before && then !== known.root) return 'not_a_continuation'
  }
  if (known !== null && known.size > closing.size && own !== null) {
    const [then] = await rootsAt([closing.size, known.size], own)
    if (then !== goesOn) return 'not_a_continuation'
  }
  return null
}
