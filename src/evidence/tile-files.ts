import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Tile, tilePath, tileWidth } from './tiles.ts'

/**
 * 瓦片文件. Where the tree lies in files. The folder is not trusted: whoever may write to it can
 * make proofs fail, but not make a wrong one hold; everything in it can be written again from the
 * database, byte for byte.
 */
export interface TileDisk {
  /** Null when there is no such file. */
  read(path: string): Promise<Buffer | null>
  /** Writes files whole or not at all; on the disk when it answers. */
  write(files: readonly TileFile[]): Promise<void>
  /** Removes folders of partial tiles. */
  remove(folders: readonly string[]): Promise<void>
}

export interface TileFile {
  /** Below the folder, such as `tile/0/000.p/3`. */
  readonly path: string
  readonly bytes: Buffer
}

/** So many files are written at once. */
const atOnce = 16

/** The files below this folder, which is made when something is first written. */
export function openTileDisk(folder: string): TileDisk {
  const scratch = join(folder, 'unfinished')
  let clean: Promise<unknown> | null = null
  // What a crash left half written is of no use to anybody.
  const sweep = () => rm(scratch, { recursive: true, force: true })
  return {
    read: (path) => readFile(join(folder, path)).catch(nullIfAbsent),
    async write(files) {
      clean ??= sweep().then(() => mkdir(scratch, { recursive: true }))
      await clean
      const folders = new Set<string>()
      for (let from = 0; from < files.length; from += atOnce)
        await Promise.all(
          files.slice(from, from + atOnce).map(async ({ path, bytes }) => {
            const target = join(folder, path)
            for (const touched of await put(join(scratch, randomUUID()), target, bytes))
              folders.add(touched)
          }),
        )
      // A new name lasts only once its folder is on the disk too.
      await Promise.all([...folders].map(syncFolder))
    },
    async remove(folders) {
      for (const one of folders) await rm(join(folder, one), { recursive: true, force: true })
    },
  }
}

/** For a command that does nothing else meanwhile: reads faster, and waits for the disk. */
export function readTileDisk(folder: string): Pick<TileDisk, 'read'> {
  return {
    async read(path) {
      try {
        return readFileSync(join(folder, path))
      } catch (error) {
        return nullIfAbsent(error as NodeJS.ErrnoException)
      }
    },
  }
}

/** Writes one file under its name. Out: the folders that have changed. */
async function put(unfinished: string, target: string, bytes: Buffer): Promise<string[]> {
  const file = await open(unfinished, 'wx', 0o644)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
  const parent = dirname(target)
  // Mostly its folder is there.
  const isThere = await rename(unfinished, target).then(() => true, falseIfAbsent)
  if (isThere) return [parent]
  const made = await mkdir(parent, { recursive: true })
  await rename(unfinished, target)
  if (made === undefined) return [parent]
  const changed = [parent]
  for (let one = parent; one.length >= made.length; one = dirname(one)) changed.push(dirname(one))
  return changed
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function falseIfAbsent(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false
  throw error
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}

/**
 * The bytes of a tile, from its own file or from the full tile that it has become part of. Null
 * when there is neither, or when they are too short.
 */
export async function readTile(disk: Pick<TileDisk, 'read'>, tile: Tile): Promise<Buffer | null> {
  const exact = await disk.read(tilePath(tile))
  if (exact !== null) return cutTile(exact, tile)
  if (tile.width === tileWidth) return null
  const full = await disk.read(tilePath({ ...tile, width: tileWidth }))
  return full === null ? null : cutTile(full, tile)
}

/** The first entries, or hashes, of a tile that has more of them. */
export function cutTile(bytes: Buffer, { level, width }: Tile): Buffer | null {
  if (level !== 'entries') return bytes.length < width * 32 ? null : bytes.subarray(0, width * 32)
  let end = 0
  for (let count = 0; count < width; count++) {
    if (end + 2 > bytes.length) return null
    end += 2 + bytes.readUInt16BE(end)
  }
  return end <= bytes.length ? bytes.subarray(0, end) : null
}

/** The same as `readTile` for a tree that must have the tile: throws when it is not there. */
export function tileReader(disk: TileDisk): (tile: Tile) => Promise<Buffer> {
  return async (tile) => {
    const bytes = await readTile(disk, tile)
    if (bytes === null) throw new TileMissing(`${tilePath(tile)} is not there, or too short`)
    return bytes
  }
}

/** A file of the tree is gone or damaged. It can be written again. */
export class TileMissing extends Error {
  override name = 'TileMissing'
}
