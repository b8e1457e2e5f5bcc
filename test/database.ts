import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { distribute } from '../src/platform/db/distribution.ts'
import { openDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'

/** A database of one test file: empty, with the newest schema. */
export interface Database {
  readonly connectionString: string
  /** Call it when all connections are closed: fails when one was forgotten. */
  drop(): Promise<void>
}

/** Where `npm test` tells its files of the one server that they share. */
const shared = 'BAOZHENG_TEST_DATABASE_URL'
const template = 'baozheng_template'

/**
 * Which database may this test file fill as it likes? A clone of a migrated template, on the server
 * that `npm test` has started; a file that is run alone starts a server of its own.
 * `empty`: without any schema.
 */
export async function freshDatabase({ empty = false } = {}): Promise<Database> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  const citus = process.env.BAOZHENG_CITUS_URL
  if (citus) return onCitus(citus, { name, empty })
  const server = process.env[shared] ?? (await ownServer())
  await asAdmin(server, (admin) =>
    admin.query(`create database ${name}${empty ? '' : ` template ${template}`}`),
  )
  return { connectionString: named(server, name), drop: () => drop(server, name) }
}

async function drop(server: string, name: string): Promise<void> {
  await asAdmin(server, async (admin) => {
    const leaked = await connections(admin, name)
    await admin.query(`drop database ${name} with (force)`)
    if (leaked.length > 0)
      throw new Error(`connections were left open, which last ran:\n${leaked.join('\n')}`)
  })
}

/**
 * The same on Citus: made on each of its machines, migrated and distributed as `baozheng distribute`
 * does it. Citus keeps what it knows of tables by their numbers, so a clone of a template would be
 * none: each file migrates its own.
 */
async function onCitus(
  server: string,
  { name, empty }: { name: string; empty: boolean },
): Promise<Database> {
  const workers = await asAdmin(server, async (admin) => {
    const { rows } = await admin.query<{ host: string; port: number }>(
      `select nodename as host, nodeport as port from pg_dist_node
       where groupid <> 0 and isactive and noderole = 'primary'`,
    )
    return rows
  })
  const machines = [server, ...workers.map((at) => elsewhere(server, at))]
  for (const machine of machines) {
    await asAdmin(machine, (admin) => admin.query(`create database ${name}`))
    await asAdmin(named(machine, name), (admin) => admin.query('create extension citus'))
  }
  const connectionString = named(server, name)
  await asAdmin(connectionString, async (admin) => {
    for (const { host, port } of workers)
      await admin.query('select citus_add_node($1, $2)', [host, port])
  })
  if (!empty) {
    await migrate(connectionString)
    await asAdmin(connectionString, distribute)
  }
  return {
    connectionString,
    async drop() {
      const [first = server, ...others] = machines
      await drop(first, name)
      for (const machine of others)
        await asAdmin(machine, (admin) => admin.query(`drop database ${name} with (force)`))
    },
  }
}

function elsewhere(server: string, { host, port }: { host: string; port: number }): string {
  const url = new URL(server)
  url.hostname = host
  url.port = String(port)
  return url.href
}

/** What did the connections run that stay open? The server needs a moment to see one close. */
async function connections(admin: pg.Client, name: string): Promise<string[]> {
  const deadline = Date.now() + 3_000
  for (;;) {
    const { rows } = await admin.query<{ query: string }>(
      // Citus's machines talk to each other as long as the database stands.
      `select query from pg_stat_activity where datname = $1 and backend_type = 'client backend'
         and application_name not like 'citus%'`,
      [name],
    )
    if (rows.length === 0 || Date.now() > deadline) return rows.map(({ query }) => query)
    await pause(10)
  }
}

let started: Promise<string> | undefined

function ownServer(): Promise<string> {
  if (started) return started
  // Node's test runner ends a file that takes too long by SIGTERM: leave properly then too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  started = startTestServer().then(({ url, stop }) => {
    // The last hooks of the file may still use it; it goes when nothing else is left to do.
    process.once('beforeExit', stop)
    return url
  })
  return started
}

export interface TestServer {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a server for tests in a temporary folder, with a migrated template to clone. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'baozheng-test-'))
  let pid: number | undefined
  // However this process ends, neither the server nor its folder stays.
  const atExit = () => {
    if (pid !== undefined) killNow(pid, folder)
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', atExit)
  const server = await openDatabase({ folder, durable: false })
  pid = server.pid
  await prepareTemplate(server.url)
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
      process.off('exit', atExit)
    },
  }
}

/** Ends a server without a word to its clients and waits, as nothing asynchronous can run here. */
function killNow(pid: number, folder: string): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    return // it has gone already
  }
  const clock = new Int32Array(new SharedArrayBuffer(4))
  // It removes this file as the last thing it does.
  for (let tries = 0; tries < 500 && existsSync(join(folder, 'data', 'postmaster.pid')); tries += 1)
    Atomics.wait(clock, 0, 0, 10)
}

/** Makes the template anew. */
export async function prepareTemplate(server: string): Promise<void> {
  await asAdmin(server, async (admin) => {
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.query(`create database ${template}`)
  })
  await migrate(named(server, template))
}

async function asAdmin<T>(server: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function named(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
