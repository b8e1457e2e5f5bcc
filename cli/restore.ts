import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readLogState } from '../src/evidence/log.store.ts'
import { logKeyOf } from '../src/evidence/log-key.ts'
import { parseVkey } from '../src/evidence/note.ts'
import { lastSignedPath, recover } from '../src/evidence/recovery.ts'
import { openTileDisk } from '../src/evidence/tile-files.ts'
import { type Config, readConfig, secretsFileOf } from '../src/platform/config.ts'
import { ownMigrations } from '../src/platform/db/migrate.ts'
import { logPool, over } from '../src/platform/db/pool.ts'
import {
  BackupDamaged,
  hashOf,
  type LogHead,
  type Manifest,
  readManifest,
  tableFile,
} from './backup-files.ts'
import { keysFile, openKeys, strangeKeys } from './backup-keys.ts'
import { withDatabase } from './database.ts'
import { closeLog } from './log-close.ts'
import { type Known, knownTree, tellSilent } from './log-later.ts'
import { restoreBackup } from './restore-fill.ts'

const usage = `baozheng restore DIR [--checkpoint FILE]… [--close-log NAME --reason TEXT]
                      [--without-damaged-pictures]

Brings back what \`baozheng backup\` wrote into DIR: into an empty database and an empty folder, with
the keys in their place (or sealed in DIR, and BAOZHENG_BACKUP_PASSPHRASE set). Checks everything
first, and refuses to go back behind something that the log has signed since.

  --checkpoint FILE   a checkpoint of this log that somebody has kept; may be given several times
  --close-log NAME    go back all the same: close the log by a signed statement that says what is
                      lost, and open the next one as NAME
  --reason TEXT       why, for the statement
  --without-damaged-pictures
                      go on where pictures are missing or damaged; they are named`

/** The exit code of a restore that would fork the log. */
export const forkCode = 4

/** 恢复. 0 when it stands, 1 when something is wrong, 4 when it would be a fork. */
export async function restore(args: string[], env = process.env): Promise<number> {
  const asked = readArgs(args)
  if (asked === null) {
    console.error(usage)
    return 2
  }
  const folder = resolve(asked.folder)
  const { manifest, pictures, lost } = await checkBackup(folder)
  if (lost.length > 0) tellLost(lost)
  if (lost.length > 0 && !asked.withoutDamaged) return 1
  await placeKeys(folder, env)
  const config = readConfig(env)
  const strange = strangeKeys(manifest.keys, config.secrets)
  if (strange.length > 0)
    throw new Error(
      `${config.secretsFile}: 不是这个网站的密钥 not the keys of this backup (${strange.join(', ')})`,
    )
  const later = await laterThan(manifest.log, { config, files: asked.checkpoints })
  if (later !== null && asked.close === null) return tellFork(manifest.log, later)
  await withDatabase(config, async (databaseUrl) => {
    await restoreBackup({ config, databaseUrl, folder, manifest, pictures })
    if (asked.close !== null) {
      const wish = { config, databaseUrl, files: asked.checkpoints, now: Date.now() }
      const statement = await closeLog({ ...wish, ...asked.close })
      console.log(
        `旧日志已关闭,请公布这份声明。 The old log is closed; publish this:\n\n${statement}`,
      )
    }
    await remakeLog(config, databaseUrl)
  })
  console.log(
    `恢复完成 restored, as of ${manifest.takenAt}.\n` +
      '接着核对: ledger verify、fsck、doctor。之后的款项以支付机构账单为准。\n' +
      'Now check: ledger verify, fsck, doctor. What moved since then stands in the provider’s bill.',
  )
  return 0
}

/** A backup whose tables are whole, and which of its pictures are. */
interface Checked {
  readonly manifest: Manifest
  readonly pictures: readonly string[]
  /** What is damaged by its path, what is missing by its count. */
  readonly lost: readonly string[]
}

/** Is every file there and as it was written, and can this program read it? */
export async function checkBackup(folder: string): Promise<Checked> {
  const manifest = await readManifest(folder)
  for (const { name, sha256 } of manifest.tables)
    if ((await hashOf(join(folder, tableFile(name))).catch(() => '')) !== sha256)
      throw new BackupDamaged(`${folder}: ${name} 缺失或损坏 is missing or damaged`)
  const own = new Map((await ownMigrations()).map(({ name, hash }) => [name, hash]))
  for (const { name, hash } of manifest.migrations)
    if (own.get(name) !== hash)
      throw new BackupDamaged(
        `本程序比备份旧,请用新版本恢复 this program is older than the backup: ${name}`,
      )
  const [pictures, lost]: [string[], string[]] = [[], []]
  const found = await blobsIn(folder)
  for (const { path, name } of found)
    if ((await hashOf(path)) === name) pictures.push(path)
    else lost.push(`损坏 damaged: ${path}`)
  const missing = manifest.blobs - found.length
  if (missing > 0) lost.push(`缺少 ${missing} 张 ${missing} are missing from ${folder}/blobs`)
  return { manifest, pictures, lost }
}

function tellLost(lost: readonly string[]): void {
  const shown = lost.slice(0, 20).map((one) => `  ${one}`)
  console.error(
    `备份里的图片不全 pictures of the backup are not whole:\n${shown.join('\n')}\n` +
      '从另一份备份拷来,或加 --without-damaged-pictures 不要它们。\n' +
      'Copy them from another backup, or go on without them: --without-damaged-pictures',
  )
}

/** Never makes new keys for old data: they are in their place, or sealed in the backup. */
async function placeKeys(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const file = secretsFileOf(env)
  if (existsSync(file)) return
  const sealed = await readFile(join(folder, keysFile), 'utf8').catch(() => null)
  if (sealed === null)
    throw new Error(
      `${file}: 请先放回密钥文件 put the file of keys there first; it is not in the backup`,
    )
  const keys = openKeys(sealed, env.BAOZHENG_BACKUP_PASSPHRASE ?? '')
  if (keys === null)
    throw new Error(
      `BAOZHENG_BACKUP_PASSPHRASE: 口令不对,或 ${keysFile} 已损坏 ` +
        'this does not open the keys, or their file is damaged',
    )
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, keys, { mode: 0o600, flag: 'wx', flush: true })
}

/** Does anybody know of a tree that this log signed after the backup was taken? */
export async function laterThan(
  log: LogHead | null,
  { config, files }: { config: Pick<Config, 'log' | 'production'>; files: readonly string[] },
): Promise<Known | null> {
  const vkey = log === null ? null : parseVkey(log.verifier)
  if (log === null || vkey === null) return null
  const own = {
    size: log.signedSize,
    root: Buffer.from(log.signedRoot, 'hex'),
    where: '备份 the backup',
  }
  const { known, silent } = await knownTree(own, { config, vkey, note: log.note, files })
  for (const one of silent) console.error(tellSilent(one))
  return known.size > log.signedSize ? known : null
}

function tellFork(log: LogHead | null, later: Known): number {
  const size = log?.signedSize ?? 0
  console.error(
    `拒绝恢复:会造成日志分叉。备份止于第 ${size} 条,而日志已签到第 ${later.size} 条(${later.where})。\n` +
      `Refused: this would fork the log. The backup ends at ${size} entries, but ${later.size} have ` +
      `been signed (${later.where}).\n\n` +
      `已签发的检查点和凭证就是承诺。先找更新的备份;确实没有时,可以公开声明、关闭旧日志、另起新名:\n` +
      `What was signed is a promise. Look for a younger backup first. If there is none, say so in ` +
      `public, close the log and go on under a new name:\n\n` +
      `  baozheng restore DIR --close-log NEXT-NAME --reason 'WHY'`,
  )
  return forkCode
}

/** Writes the files of the log again from its entries; their root must be the signed one. */
export async function remakeLog(
  config: Pick<Config, 'log' | 'secrets'>,
  databaseUrl: string,
): Promise<void> {
  const pool = logPool(databaseUrl, 1)
  try {
    const state = await readLogState(over(pool))
    if (state === null) return
    const { origin } = state
    const signer = logKeyOf(state, config.secrets.logKey)
    if (signer === null) throw new Error('密钥不对 this is not the key of the log')
    const disk = openTileDisk(config.log.folder)
    await recover({ pool, disk, signer, origin, log: () => {} }, state)
    const { rows } = await pool.query<{ note: string }>(
      'select note from app.log_checkpoints where size = $1',
      [state.signedSize],
    )
    if (rows[0]) await disk.write([{ path: lastSignedPath, bytes: Buffer.from(rows[0].note) }])
  } finally {
    await pool.end()
  }
}

async function blobsIn(folder: string): Promise<{ path: string; name: string }[]> {
  const all = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return all
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ path: join(parentPath, name), name }))
}

interface Asked {
  readonly folder: string
  readonly checkpoints: readonly string[]
  readonly close: { readonly next: string; readonly reason: string } | null
  readonly withoutDamaged: boolean
}

function readArgs(args: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        checkpoint: { type: 'string', multiple: true },
        'close-log': { type: 'string' },
        reason: { type: 'string' },
        'without-damaged-pictures': { type: 'boolean' },
      },
    })
    const { checkpoint = [], 'close-log': next, reason } = values
    const [folder, ...more] = positionals
    if (folder === undefined || more.length > 0) return null
    if ((next === undefined) !== (reason === undefined)) return null
    const close = next !== undefined && reason !== undefined ? { next, reason } : null
    const withoutDamaged = values['without-damaged-pictures'] ?? false
    return { folder, checkpoints: checkpoint, close, withoutDamaged }
  } catch {
    return null
  }
}
