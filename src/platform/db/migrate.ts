import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { sha256Hex } from '../../kernel/hash.ts'

const folder = new URL('../../../migrations/', import.meta.url)

/** A migration that has run: its file, and the hash of its text. */
export interface Migration {
  readonly name: string
  readonly hash: string
}

/**
 * Brings a database to the newest schema: every `migrations/NNNN_….sql` that it has not seen, in
 * order, each in a transaction of its own. Refuses a database whose past differs from ours: a
 * migration that was changed after it ran, or one from a newer version of Baozheng. With `only`, it
 * runs these and no others.
 */
export async function migrate(connectionString: string, only?: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    // Two servers that start together: one migrates, the other waits.
    await client.query('select pg_advisory_lock(7204661)')
    await client.query(`create table if not exists public.baozheng_migrations (
      name text primary key, hash text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.baozheng_migrations',
    )
    const applied = new Map(rows.map(({ name, hash }) => [name, hash]))
    for (const { name, text } of await migrations()) {
      if (only && !only.includes(name)) continue
      const before = applied.get(name)
      applied.delete(name)
      if (before === undefined) await apply(client, name, text)
      else if (before !== sha256Hex(text))
        throw new Error(`the migration ${name} has changed since it ran on this database`)
    }
    const [unknown] = applied.keys()
    if (unknown !== undefined)
      throw new Error(`this database is newer than this program: it has seen ${unknown}`)
  } finally {
    await client.end()
  }
}

/** Which migrations does this program have? */
export async function ownMigrations(): Promise<Migration[]> {
  return (await migrations()).map(({ name, text }) => ({ name, hash: sha256Hex(text) }))
}

async function apply(client: pg.Client, name: string, text: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into public.baozheng_migrations (name, hash) values ($1, $2)', [
      name,
      sha256Hex(text),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`the migration ${name} failed`, { cause: error })
  }
}

async function migrations(): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
  )
}
