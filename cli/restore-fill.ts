import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type pg from 'pg'
import type { Config } from '../src/platform/config.ts'
import { bulkClient, copyIn } from '../src/platform/db/bulk.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { BackupDamaged, type Manifest, tableFile, unpack } from './backup-files.ts'

export interface RestoreWish {
  readonly config: Pick<Config, 'folder'>
  readonly databaseUrl: string
  readonly folder: string
  readonly manifest: Manifest
  /** Those that are whole. */
  readonly pictures: readonly string[]
}

/** Fills an empty database and an empty folder of pictures: all rows, or none. */
export async function restoreBackup(wish: RestoreWish): Promise<void> {
  const { config, databaseUrl, folder, manifest } = wish
  const client = await bulkClient(databaseUrl)
  try {
    await makeRoom(client)
    // Before the rows that name them: whoever breaks off here begins again, and nothing is missed.
    await placePictures(wish.pictures, join(config.folder, 'blobs'))
    const names = manifest.migrations.map(({ name }) => name)
    await migrate(databaseUrl, names)
    await client.query('begin')
    await fill(client, folder, manifest)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
  // What a newer program adds comes after the rows, as it did on the site itself.
  await migrate(databaseUrl)
}

/**
 * Nothing may be in the database that somebody could miss. What a restore left there when it was
 * broken off, tables without a row, goes.
 */
async function makeRoom(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('app', 'auth') and c.relkind in ('r', 'p')`,
  )
  // A migration puts the guard of the house there.
  for (const { name } of rows.filter((one) => one.name !== 'app.shop_guards')) {
    const found = await client.query(`select 1 from ${name} limit 1`)
    if (found.rows.length > 0)
      throw new Error(
        '目标数据库里已有数据,请换一个空的 the database is not empty: move it away, or name another',
      )
  }
  await client.query(
    `drop schema if exists app, auth cascade; drop table if exists public.baozheng_migrations`,
  )
}

async function placePictures(paths: readonly string[], folder: string): Promise<void> {
  for (const path of paths) {
    const name = basename(path)
    const place = join(folder, name.slice(0, 2))
    await mkdir(place, { recursive: true, mode: 0o700 })
    await writeFile(join(place, name), await readFile(path), { flush: true })
  }
}

async function fill(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const names = manifest.tables.map(({ name }) => name)
  await client.query(`truncate ${names.join(', ')}`)
  for (const table of parentsFirst(manifest.tables)) {
    const from = unpack(join(folder, tableFile(table.name)))
    const rows = await copyIn(client, `${table.name} (${table.columns.join(', ')})`, from)
    if (rows !== table.rows)
      throw new BackupDamaged(`${table.name}: ${rows} rows came back of ${table.rows}`)
  }
  // Whoever held it writes elsewhere; and a session that has been ended must not come to life.
  await client.query(
    `update app.log_state set lease_holder = null, lease_until = '1970-01-01T00:00:00Z'`,
  )
  await client.query('delete from auth."session"')
  for (const { name, next } of manifest.sequences)
    await client.query('select setval($1::regclass, $2)', [name, next])
}

/** The few tables that others refer to. */
const parents = ['auth."user"', 'app.people']

function parentsFirst<One extends { name: string }>(tables: readonly One[]): One[] {
  const first = tables.filter(({ name }) => parents.includes(name))
  return [...first, ...tables.filter(({ name }) => !parents.includes(name))]
}
