import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { latestCheckpoint } from '../src/evidence/checkpoints.store.ts'
import { isLed, readLogState } from '../src/evidence/log.store.ts'
import { sha256Hex } from '../src/kernel/hash.ts'
import { isHash } from '../src/platform/blobs.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import { bulkClient, copyOut } from '../src/platform/db/bulk.ts'
import { isCitus } from '../src/platform/db/distribution.ts'
import type { Migration } from '../src/platform/db/migrate.ts'
import { over } from '../src/platform/db/pool.ts'
import {
  type LogHead,
  type Manifest,
  packInto,
  syncFolder,
  type TableFile,
  tableFile,
  writeManifest,
} from './backup-files.ts'
import { keysFile, marksOf, passphraseLeast, sealKeys } from './backup-keys.ts'
import { withDatabase } from './database.ts'

const usage = `baozheng backup DIR [--with-keys]

Writes everything that the site has, as it stands at one moment, into the new folder DIR: also while
the server is at work. Without --with-keys the keys of the site are NOT in it: keep them apart.

  --with-keys   the keys too, sealed by the passphrase in BAOZHENG_BACKUP_PASSPHRASE`

/** So many tables are read at once, all of the same moment. */
const atOnce = 3

/** 备份. 0 when it is whole and on the disk, 1 when it failed and nothing is left of it. */
export async function backup(args: string[]): Promise<number> {
  const asked = readArgs(args)
  const passphrase = process.env.BAOZHENG_BACKUP_PASSPHRASE ?? ''
  if (asked === null || (asked.withKeys && passphrase.length < passphraseLeast)) {
    if (asked !== null)
      console.error(
        `BAOZHENG_BACKUP_PASSPHRASE: 至少 ${passphraseLeast} 个字符 at least so many characters\n`,
      )
    console.error(usage)
    return 2
  }
  const config = readConfig(process.env)
  const folder = resolve(asked.folder)
  for (const left of await leftovers(folder))
    console.error(`注意:上次没有做完,可以删掉 a backup was broken off and may be deleted: ${left}`)
  const began = performance.now()
  const manifest = await withDatabase(config, (databaseUrl) =>
    takeBackup({ config, databaseUrl, folder, passphrase: asked.withKeys ? passphrase : null }),
  )
  tell(folder, manifest, { seconds: (performance.now() - began) / 1_000, ...asked })
  return 0
}

/** What backups into this folder have left behind when they were killed. */
async function leftovers(folder: string): Promise<string[]> {
  const beside = dirname(folder)
  const names = await readdir(beside).catch(() => [])
  const start = `${basename(folder)}.unfinished-`
  return names.filter((name) => name.startsWith(start)).map((name) => join(beside, name))
}

export interface BackupWish {
  readonly config: Pick<Config, 'folder' | 'secrets' | 'secretsFile'>
  readonly databaseUrl: string
  readonly folder: string
  /** Seals the keys; null: they are left out. */
  readonly passphrase: string | null
}

/** Everything of one moment, into a folder that appears when it is whole. */
export async function takeBackup(wish: BackupWish): Promise<Manifest> {
  const { config, databaseUrl, folder } = wish
  if (existsSync(folder)) throw new Error(`${folder}: 已存在 exists already`)
  const making = `${folder}.unfinished-${process.pid}`
  await mkdir(join(making, 'tables'), { recursive: true, mode: 0o700 })
  try {
    const takenAt = new Date().toISOString()
    const data = await readDatabase(databaseUrl, making)
    // After the database: a picture is stored before anything names it, and never changes.
    const { blobs, damaged } = await copyBlobs(join(config.folder, 'blobs'), join(making, 'blobs'))
    for (const path of damaged)
      console.error(
        `注意:图片已损坏,没有备份 a picture is damaged and was left out: ${path}\n` +
          '  旧备份的 blobs 里也许还有完好的 an older backup may have it whole, under the same name',
      )
    if (wish.passphrase !== null) {
      const sealed = sealKeys(await readFile(config.secretsFile), wish.passphrase)
      await writeFile(join(making, keysFile), sealed, { mode: 0o600, flush: true })
    }
    const manifest: Manifest = { format: 1, takenAt, ...data, blobs, keys: marksOf(config.secrets) }
    await writeManifest(making, manifest)
    await syncFolder(join(making, 'tables'))
    await syncFolder(making)
    await rename(making, folder)
    await syncFolder(dirname(folder))
    return manifest
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

/** All tables as one snapshot shows them, over several connections. */
async function readDatabase(databaseUrl: string, folder: string) {
  const first = await bulkClient(databaseUrl)
  const others: pg.Client[] = []
  try {
    await first.query('begin transaction isolation level repeatable read read only')
    await refuseMany(first)
    const { rows } = await first.query<{ id: string }>('select pg_export_snapshot() as id')
    for (let count = 1; count < atOnce; count++) {
      const client = await bulkClient(databaseUrl)
      others.push(client)
      await client.query('begin transaction isolation level repeatable read read only')
      await client.query(`set transaction snapshot '${rows[0]?.id}'`)
    }
    const waiting = await tablesOf(first)
    const tables: TableFile[] = []
    const work = async (client: pg.Client) => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        tables.push(await copyTable(client, next, folder))
    }
    await Promise.all([first, ...others].map(work))
    const { rows: migrations } = await first.query<Migration>(
      'select name, hash from public.baozheng_migrations order by name',
    )
    return {
      migrations,
      tables: tables.sort((a, b) => (a.name < b.name ? -1 : 1)),
      sequences: await sequencesOf(first),
      log: await logHead(first),
    }
  } finally {
    await Promise.all([first, ...others].map((client) => client.end().catch(() => {})))
  }
}

/** Several machines have no moment in common: there a backup is whole only while nobody writes. */
async function refuseMany(client: pg.Client): Promise<void> {
  if (!(await isCitus(client)) || !(await isLed(over(client), Date.now()))) return
  throw new Error(
    '这是 Citus:多台机器没有共同的时刻,请先停下所有服务器(约十秒后)再备份,或用各机器自己的备份\n' +
      'This is Citus: its machines share no moment. Stop all servers, wait ten seconds and take the ' +
      'backup then, or use what your machines have for it (docs/how-to/another-postgresql.md)',
  )
}

interface Named {
  readonly name: string
  readonly columns: string[]
}

/** The largest first, so that no connection ends up alone with it. */
async function tablesOf(client: pg.Client): Promise<Named[]> {
  const { rows } = await client.query<Named>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       array_agg(format('%I', a.attname) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = ''
     where n.nspname in ('app', 'auth') and c.relkind in ('r', 'p')
     group by c.oid, n.nspname, c.relname order by c.relpages desc, 1`,
  )
  return rows
}

async function copyTable(
  client: pg.Client,
  { name, columns }: Named,
  folder: string,
): Promise<TableFile> {
  const { into, sealed } = packInto(join(folder, tableFile(name)))
  const copied = copyOut(client, `select ${columns.join(', ')} from ${name}`, into)
  const [rows, sha256] = await Promise.all([copied, sealed])
  return { name, columns, rows, sha256 }
}

/** Numbers are drawn outside of any snapshot: the ones from here on are surely free. */
async function sequencesOf(client: pg.Client) {
  const { rows } = await client.query<{ name: string; next: string }>(
    `select format('%I.%I', schemaname, sequencename) as name,
       (coalesce(last_value, 0) + 1000)::text as next
     from pg_sequences where schemaname in ('app', 'auth') order by 1`,
  )
  return rows
}

async function logHead(client: pg.Client): Promise<LogHead | null> {
  const tx = over(client)
  const state = await readLogState(tx)
  if (state === null) return null
  const { origin, verifier, signedRoot } = state
  const note = (await latestCheckpoint(tx))?.note ?? null
  const signedSize = Number(state.signedSize)
  return { origin, verifier, signedSize, signedRoot: signedRoot.toString('hex'), note }
}

/** Only whole pictures under their own names; smaller ones are made again when asked for. */
async function copyBlobs(
  from: string,
  to: string,
): Promise<{ blobs: number; damaged: readonly string[] }> {
  let blobs = 0
  const damaged: string[] = []
  await mkdir(to, { mode: 0o700 })
  for (const part of await readdir(from).catch(() => [])) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue
    await mkdir(join(to, part), { mode: 0o700 })
    for (const name of await readdir(join(from, part))) {
      if (!isHash(name)) continue
      const bytes = await readFile(join(from, part, name))
      // One that is not what its name says would spoil the whole backup.
      if (sha256Hex(bytes) !== name) {
        damaged.push(join(from, part, name))
        continue
      }
      await writeFile(join(to, part, name), bytes, { mode: 0o600, flush: true })
      blobs++
    }
    await syncFolder(join(to, part))
  }
  return { blobs, damaged }
}

function tell(
  folder: string,
  { tables, blobs, log }: Manifest,
  { seconds, withKeys }: { seconds: number; withKeys: boolean },
): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const head = log === null ? '' : `, ${log.origin} at ${log.signedSize}`
  console.log(
    `${folder}: 备份完成 done, ${rows} rows of ${tables.length} tables, ${blobs} pictures${head}, ` +
      `${seconds.toFixed(1)} s`,
  )
  console.log(
    withKeys
      ? '密钥已用口令加密,一并保存。口令丢失,密钥就打不开。\n' +
          'The keys are in it, sealed by the passphrase. Without the passphrase nobody opens them.'
      : '不含密钥!请另行保管 secrets.json;没有密钥,联系方式读不出,链接打不开。\n' +
          'The keys are NOT in it. Keep the file of secrets apart: without it contacts cannot be ' +
          'read and links lead nowhere.',
  )
}

function readArgs(args: string[]): { folder: string; withKeys: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'with-keys': { type: 'boolean' } },
    })
    const [folder, ...more] = positionals
    if (folder === undefined || more.length > 0) return null
    return { folder, withKeys: values['with-keys'] ?? false }
  } catch {
    return null
  }
}
