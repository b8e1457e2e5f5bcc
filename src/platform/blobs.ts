import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assert } from '../kernel/assert.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { hour } from '../kernel/time.ts'

export const blobTypes = ['image/webp', 'image/png', 'image/jpeg'] as const
export type BlobType = (typeof blobTypes)[number]

export interface Blob {
  readonly bytes: Buffer
  readonly type: BlobType
  readonly size: number
}

/**
 * 存档文件. Files that never change, each named by the SHA-256 of its bytes, under one folder that
 * several servers may share. Whoever may write to the folder can destroy a file, but cannot pass
 * off another one for it: what does not have its name's hash is not handed out.
 */
export interface Blobs {
  /** Stores the bytes, on the disk when it answers, and names their hash. Repeating is harmless. */
  put(bytes: Buffer, type: BlobType): Promise<string>
  /** Null for what is not there and for what is no hash. Throws when the file has been changed. */
  get(hash: string): Promise<Blob | null>
  has(hash: string): Promise<boolean>
  /** Keeps something that was made from a blob, such as a smaller picture, beside it. */
  putMade(from: Made, bytes: Buffer, type: BlobType): Promise<void>
  /** What was made of it before? It can be made again, so nobody vouches for its bytes. */
  getMade(from: Made): Promise<Blob | null>
}

export interface Made {
  readonly hash: string
  /** Up to twenty small letters and digits, such as `w480`. */
  readonly name: string
}

export async function openBlobs(
  folder: string,
  { bytesMax = 16 * 1024 * 1024 }: { bytesMax?: number } = {},
): Promise<Blobs> {
  const scratch = join(folder, 'unfinished')
  // What people show in a case is for nobody else on this machine.
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  await sweep(scratch)
  const check = (bytes: Buffer, type: BlobType) => {
    assert(bytes.length > 0 && bytes.length <= bytesMax, `a blob has 1 to ${bytesMax} bytes`)
    assert(typeOf(bytes) === type, `these bytes are not ${type}`)
  }

  async function get(hash: string): Promise<Blob | null> {
    const bytes = isHash(hash) ? await read(pathOf(folder, hash), bytesMax) : null
    if (!bytes) return null
    if (sha256Hex(bytes) !== hash) throw new BlobDamaged(hash)
    return blobOf(bytes)
  }

  return {
    get,
    async put(bytes, type) {
      check(bytes, type)
      const hash = sha256Hex(bytes)
      const there = await read(pathOf(folder, hash), bytesMax)
      // A damaged file heals when its bytes come again.
      if (!there?.equals(bytes)) await write(scratch, pathOf(folder, hash), bytes)
      return hash
    },
    async has(hash) {
      if (!isHash(hash)) return false
      const found = await stat(pathOf(folder, hash)).catch(nullIfAbsent)
      return found?.isFile() === true
    },
    async putMade({ hash, name }, bytes, type) {
      check(bytes, type)
      assert(isHash(hash) && isName(name), 'what is made has a blob and a name')
      await write(scratch, pathOf(folder, hash, name), bytes)
    },
    async getMade({ hash, name }) {
      if (!isHash(hash) || !isName(name)) return null
      const bytes = await read(pathOf(folder, hash, name), bytesMax)
      return bytes && typeOf(bytes) ? blobOf(bytes) : null
    },
  }
}

/** The file is not the one that was stored: a broken disk, or somebody's hand. */
export class BlobDamaged extends Error {
  override name = 'BlobDamaged'
  constructor(hash: string) {
    super(`the stored file ${hash} is not what its name says`)
  }
}

/** Only such a text ever becomes part of a path. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

function isName(text: string): boolean {
  return /^[a-z0-9]{1,20}$/.test(text)
}

function pathOf(folder: string, hash: string, name?: string): string {
  return join(folder, hash.slice(0, 2), name === undefined ? hash : `${hash}.${name}`)
}

/** Which of our types do these bytes begin like? The type is told by them, and stored nowhere. */
function typeOf(bytes: Buffer): BlobType | null {
  if (bytes.length < 12) return null
  if (bytes.readUInt32BE(0) === 0x89504e47) return 'image/png'
  if (bytes.readUIntBE(0, 3) === 0xffd8ff) return 'image/jpeg'
  const riff = bytes.toString('latin1', 0, 4) === 'RIFF'
  return riff && bytes.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : null
}

function blobOf(bytes: Buffer): Blob {
  const type = typeOf(bytes)
  assert(type !== null, 'only pictures are ever stored')
  return { bytes, type, size: bytes.length }
}

async function read(path: string, bytesMax: number): Promise<Buffer | null> {
  const found = await stat(path).catch(nullIfAbsent)
  return found?.isFile() && found.size <= bytesMax ? await readFile(path) : null
}

/** Whole or not at all, also when the power fails: readers see nothing before the rename. */
async function write(scratch: string, path: string, bytes: Buffer): Promise<void> {
  const unfinished = join(scratch, randomUUID())
  try {
    const file = await open(unfinished, 'wx', 0o640)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    const made = await mkdir(dirname(path), { recursive: true })
    await rename(unfinished, path)
    await syncFolder(dirname(path))
    if (made !== undefined) await syncFolder(dirname(dirname(path)))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** A new name lasts only once its folder is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Clears what a crash left half written; what is younger may be another server's work. */
async function sweep(scratch: string): Promise<void> {
  for (const name of await readdir(scratch)) {
    const path = join(scratch, name)
    const found = await stat(path).catch(nullIfAbsent)
    if (found && Date.now() - found.mtimeMs > hour) await rm(path, { force: true })
  }
}

/** For whoever can go on without: null when there is no room left. Any other error is thrown. */
export function nullIfFull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EFBIG') return null
  throw error
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
