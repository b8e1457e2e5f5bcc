import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, type Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { sha256Hex } from '../src/kernel/hash.ts'
import type { Migration } from '../src/platform/db/migrate.ts'

/** What stands in `manifest.json` of a backup: enough to tell whether it is whole, and whose. */
export interface Manifest {
  readonly format: 1
  /** The moment that everything in it shows, as the machine's clock had it. */
  readonly takenAt: string
  readonly migrations: readonly Migration[]
  readonly tables: readonly TableFile[]
  readonly sequences: readonly { readonly name: string; readonly next: string }[]
  readonly blobs: number
  readonly log: LogHead | null
  /** What tells the site's keys from others, and opens nothing. */
  readonly keys: Readonly<Record<string, string>>
}

export interface TableFile {
  /** With its schema, such as `app.orders`. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
  /** Of the compressed file. */
  readonly sha256: string
}

/** How far the log had come. */
export interface LogHead {
  readonly origin: string
  readonly verifier: string
  readonly signedSize: number
  readonly signedRoot: string
  /** The newest checkpoint that was published; null before the first. */
  readonly note: string | null
}

/** Something in a backup is not as it was written, or this program cannot use it. */
export class BackupDamaged extends Error {
  override name = 'BackupDamaged'
}

const manifestName = 'manifest.json'

export const tableFile = (name: string) => join('tables', `${name}.gz`)

/** The manifest comes last: a folder without one is no backup. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  const seal = `${JSON.stringify({ sha256: sha256Hex(text) })}\n`
  await writeFile(join(folder, `${manifestName}.sha256`), seal, { mode: 0o600, flush: true })
  await writeFile(join(folder, manifestName), text, { mode: 0o600, flush: true })
}

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => {
    throw new BackupDamaged(
      `${folder}: 不是完整的备份 no complete backup (${manifestName} is missing)`,
    )
  })
  const seal = await readFile(join(folder, `${manifestName}.sha256`), 'utf8').catch(() => '{}')
  if (!seal.includes(`"${sha256Hex(text)}"`))
    throw new BackupDamaged(`${folder}: 清单被改动过 ${manifestName} is not as it was written`)
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 1)
    throw new BackupDamaged(
      `${folder}: 本程序不认识这种备份 a newer form of backup: ${manifest.format}`,
    )
  return manifest
}

/** Writes what comes in, compressed; `sealed` is its hash once it is on the disk. */
export function packInto(path: string): { into: Writable; sealed: Promise<string> } {
  const into = new PassThrough({ highWaterMark: 1024 * 1024 })
  const hash = createHash('sha256')
  const hashing = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk)
      yield chunk
    }
  }
  const file = createWriteStream(path, { mode: 0o600, flush: true })
  const sealed = pipeline(into, createGzip({ level: 3 }), hashing, file).then(() =>
    hash.digest('hex'),
  )
  return { into, sealed }
}

export function unpack(path: string): Readable {
  const file = createReadStream(path)
  const whole = createGunzip()
  file.on('error', (error) => whole.destroy(error))
  return file.pipe(whole)
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** A name lasts only once its folder is on the disk too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
