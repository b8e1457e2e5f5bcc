import { existsSync } from 'node:fs'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  type Cluster,
  ensureInitialised,
  ensurePassword,
  findPrograms,
  lastLines,
  makeFolder,
  role,
} from './embedded-cluster.ts'
import {
  findServer,
  freePort,
  isServer,
  type Place,
  type Server,
  startServer,
} from './embedded-server.ts'
import { chooseRunner, own } from './embedded-user.ts'

/** A private PostgreSQL that is running, and ours to use until `stop`. */
export interface PrivateDatabase {
  /** For `pg`: the socket where there is one, and always a TCP port on 127.0.0.1. */
  readonly url: string
  /** Of the server's first process; another one after the server was killed and has come back. */
  readonly pid: number
  /** Leaves. The last to leave shuts the server down; returns when that is done. */
  stop(): Promise<void>
}

export interface Options {
  /** Everything is kept in it; made when missing. */
  readonly folder: string
  /** False only where a power cut may take the data: then nothing is forced to disk. */
  readonly durable?: boolean
  /** How long may a start take, with recovery after a crash? */
  readonly patienceSeconds?: number
}

/**
 * Starts the private PostgreSQL of a folder, or joins the one that runs there: after a crash of
 * ours it is an orphan that goes on as if nothing was, and two servers of ours share one. Never are
 * there two on one folder: PostgreSQL itself sees to that, and whoever comes second joins.
 *
 * Each that uses it holds a shared advisory lock on a connection of its own, which the kernel ends
 * with its process; so whoever leaves can tell whether he is the last. When the server dies under
 * us, it is started again at the same place, so that the same `url` stays good.
 */
export async function openDatabase(options: Options): Promise<PrivateDatabase> {
  const { patienceSeconds = 180 } = options
  const cluster = await prepare(options)
  const password = await ensurePassword(cluster)
  const deadline = () => Date.now() + patienceSeconds * 1000

  let stopped: Promise<void> | undefined
  let rejoining: Promise<void> | undefined
  let member = await joinServer(cluster, { password, deadline: deadline(), place: null })
  watch()

  function watch() {
    member.client.once('end', () => {
      if (!stopped) rejoining = rejoin()
    })
  }
  /** It may be killed again while it recovers, or have no room just now: so it is tried again. */
  async function rejoin() {
    for (let tries = 0; !stopped; tries++) {
      try {
        member = await joinServer(cluster, { password, deadline: deadline(), place: member.server })
        return watch()
      } catch (error) {
        console.error('PostgreSQL 已停止,正在再试。It has stopped and is started again:', error)
        await pause(Math.min(retryMaxMs, retryMs * 2 ** tries))
      }
    }
  }

  return {
    url: urlOf(member.server, password),
    get pid() {
      return member.server.pid
    },
    stop() {
      stopped ??= Promise.resolve(rejoining).then(() => leaveServer(cluster, member))
      return stopped
    },
  }
}

/** After a start that failed, the next waits so long, and twice as long each time. */
const retryMs = 100
const retryMaxMs = 10_000

interface Member {
  readonly server: Server
  readonly client: pg.Client
}

async function prepare({ folder: wanted, durable = true }: Options): Promise<Cluster> {
  const programs = await findPrograms()
  await makeFolder(resolve(wanted))
  const folder = await realpath(resolve(wanted))
  await makeFolder(join(folder, 'run'))
  const runner = await chooseRunner({ program: programs.postgres, folder })
  await own(folder, runner)
  const [data, log] = [join(folder, 'data'), join(folder, 'postgres.log')]
  const cluster = { folder, data, log, programs, runner, durable }
  await ensureInitialised(cluster)
  return cluster
}

interface Joining {
  readonly password: string
  readonly deadline: number
  /** Where a new server has to listen; null: anywhere. */
  readonly place: Place | null
}

/** Joins the server of the folder, and starts it when there is none. Throws at the deadline. */
async function joinServer(cluster: Cluster, joining: Joining): Promise<Member> {
  for (;;) {
    const server = await findServer(cluster)
    const client = server?.ready ? await greet(cluster, server, joining.password) : null
    if (server && client) return { server, client }
    if (!server) {
      const place = joining.place ?? (await choosePlace(cluster))
      if (await startServer(cluster, place, joining.deadline)) continue
      if (!joining.place) await removeSocketFolder(cluster, place)
    }
    if (Date.now() > joining.deadline) {
      const words = lastLines(await readFile(cluster.log, 'utf8').catch(() => ''))
      throw new Error(`PostgreSQL 没有应答 does not answer (${cluster.folder}):\n${words}`)
    }
    await pause(20)
  }
}

/** Two numbers of our own: the lock that every user of the server shares. */
const presence = [7_204_661, 1]

/** Takes our place among the users of this server. Null when it does not let us in just now. */
async function greet(cluster: Cluster, at: Place, password: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    ...{ host: hostOf(at), port: at.port, user: role, password, database: 'postgres' },
    application_name: 'baozheng: presence',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  client.on('error', () => undefined) // its end is what counts
  try {
    await client.connect()
    const { rows } = await client.query('show data_directory')
    if (rows[0]?.data_directory !== cluster.data)
      throw new Error(`another PostgreSQL answers at port ${at.port}`)
    // Waits while someone is shutting the server down, and then fails with it.
    await client.query('select pg_advisory_lock_shared($1, $2)', presence)
    keepAlive(client, false)
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    const wrongPassword = (error as { code?: string }).code === '28P01'
    if (!wrongPassword) return null
    throw new Error(`the password kept in ${cluster.folder} is not the server's`, { cause: error })
  }
}

/** Does this connection keep our process running? Only while we wait for an answer. */
function keepAlive(client: pg.Client, yes: boolean): void {
  const socket = client as pg.Client & { ref(): void; unref(): void } // the types forgot them
  if (yes) socket.ref()
  else socket.unref()
}

/** Leaves the server; the last one shuts it down and waits until it is gone. */
async function leaveServer(cluster: Cluster, { client, server }: Member): Promise<void> {
  keepAlive(client, true)
  if (await isLast(client)) {
    process.kill(server.pid, 'SIGINT') // fast shutdown: ends sessions, writes a checkpoint
    const deadline = Date.now() + 60_000
    while (await isServer(cluster, server.pid)) {
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL 还没停下 is still shutting down (pid ${server.pid})`)
      await pause(10)
    }
    await removeSocketFolder(cluster, server)
  }
  await client.end().catch(() => undefined)
}

/** Are there no others? Whoever gets the whole lock is alone, and keeps newcomers waiting. */
async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1, $2)', presence)
    const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as alone', presence)
    return rows[0]?.alone === true
  } catch {
    return false // the server is gone already
  }
}

/** The length that every system allows for the name of a socket. */
const socketNameMax = 100

async function choosePlace({ folder, runner }: Cluster): Promise<Place> {
  const port = await freePort()
  const run = join(folder, 'run')
  if (Buffer.byteLength(join(run, '.s.PGSQL.65535.lock')) <= socketNameMax)
    return { port, socketFolder: run }
  const socketFolder = await mkdtemp(join(tmpdir(), 'baozheng-'))
  await own(socketFolder, runner)
  return { port, socketFolder }
}

/** Removes the folder made for the socket, when it is not the one inside the database's own. */
async function removeSocketFolder({ folder }: Cluster, { socketFolder }: Place): Promise<void> {
  if (socketFolder !== join(folder, 'run') && socketFolder !== '')
    await rm(socketFolder, { recursive: true, force: true })
}

function hostOf({ port, socketFolder }: Place): string {
  return existsSync(join(socketFolder, `.s.PGSQL.${port}`)) ? socketFolder : '127.0.0.1'
}

function urlOf(place: Place, password: string): string {
  const url = new URL(`postgresql://${role}:${password}@127.0.0.1:${place.port}/${role}`)
  if (hostOf(place) !== '127.0.0.1') url.searchParams.set('host', place.socketFolder)
  return url.href
}
