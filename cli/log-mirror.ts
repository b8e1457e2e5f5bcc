import { parseCheckpoint } from '../src/evidence/checkpoint.ts'
import type { Known } from '../src/evidence/follow.ts'
import { parseNote, parseVkey, signedBy } from '../src/evidence/note.ts'
import { openTileDisk, type TileDisk, tileReader } from '../src/evidence/tile-files.ts'
import {
  bundleHashes,
  decodeBundle,
  edgeRoot,
  type ReadTile,
  readEdge,
  tileWidth,
} from '../src/evidence/tiles.ts'
import { outgrown, Tree } from '../src/evidence/tree.ts'

/** So many bundles are fetched side by side. */
const atOnce = 8

/**
 * 镜像. Somebody else's copy of a log in a folder: `vkey`, `checkpoint`, `checkpoints/<size>` and
 * `tile/…`, so that any server of files shows the same log. Only entries are fetched; the tiles are
 * made of them here, and what does not give the root that was signed never becomes the copy.
 */
export class Mirror {
  private readonly disk: TileDisk
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    this.disk = openTileDisk(folder)
  }

  /** What is kept, tile by tile. */
  get tiles(): ReadTile {
    return tileReader(this.disk)
  }

  /** Whose log is kept here, and how far? Null: nothing yet. Throws when the folder is damaged. */
  async recall(): Promise<{ vkey: string; known: Known } | null> {
    const [key, bytes] = await Promise.all(['vkey', 'checkpoint'].map((one) => this.disk.read(one)))
    if (!key || !bytes) return null
    const vkey = parseVkey(key.toString().trim())
    const note = parseNote(bytes)
    const head = note && parseCheckpoint(note.text)
    const signed = vkey && note ? signedBy(note, [vkey]) : []
    if (!head || signed === 'bad_signature' || signed.length === 0)
      throw new Error(`${this.folder}/checkpoint is not signed by ${this.folder}/vkey`)
    const root = head.root.toString('base64')
    return {
      vkey: key.toString().trim(),
      known: { note: bytes.toString(), size: head.size, root },
    }
  }

  /** Takes over what was found to go on from what is kept. On the disk when it returns. */
  async take(to: Known, seen: { vkey: string; from: Known | null; read: ReadTile }): Promise<void> {
    const { vkey, from, read } = seen
    if (from?.note === to.note) return
    const old = from?.size ?? 0
    const tree = await this.kept(from)
    while (tree.size < to.size) {
      await this.grow(tree, to.size, read)
      await this.disk.write(tree.takeFull())
    }
    if (tree.root.toString('base64') !== to.root)
      throw new Error('the entries do not give the root that was signed')
    await this.disk.write(tree.partial(old))
    const note = Buffer.from(to.note)
    await this.disk.write([
      { path: 'vkey', bytes: Buffer.from(`${vkey}\n`) },
      { path: `checkpoints/${to.size}`, bytes: note },
    ])
    // Last of all: what stands below it is there.
    await this.disk.write([{ path: 'checkpoint', bytes: note }])
    await this.disk.remove(outgrown(old, to.size))
  }

  /** The right edge of the copy, as the files have it. */
  private async kept(known: Known | null): Promise<Tree> {
    if (known === null) return new Tree()
    const { size } = known
    if (size === 0) return new Tree()
    const read = tileReader(this.disk)
    const edge = await readEdge(size, read)
    const width = size % tileWidth
    const last = { level: 'entries', index: Math.floor(size / tileWidth), width } as const
    const bundle = width === 0 ? [] : decodeBundle(await read(last), width)
    const isKept = bundle && edge.tiles[0]?.subarray(0, width * 32).equals(bundleHashes(bundle))
    if (!isKept || edgeRoot(edge).toString('base64') !== known.root)
      throw new Error(`the files in ${this.folder} are not what was kept: take a new folder`)
    return new Tree(edge, bundle)
  }

  private async grow(tree: Tree, size: number, read: ReadTile): Promise<void> {
    const first = Math.floor(tree.size / tileWidth)
    const count = Math.min(atOnce, Math.ceil(size / tileWidth) - first)
    const found = await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const index = first + at
        const width = Math.min(tileWidth, size - index * tileWidth)
        const entries = decodeBundle(await read({ level: 'entries', index, width }), width)
        if (entries === null) throw new Error(`the entries from ${index * tileWidth} are damaged`)
        return entries
      }),
    )
    const fresh = found.flat().slice(tree.size - first * tileWidth)
    tree.grow(fresh, bundleHashes(fresh))
  }
}
