import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readdir, readFile, readlink, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Cluster, environment, isAlive, lastLines, settings } from './embedded-cluster.ts'

/** Where a server listens. */
export interface Place {
  readonly port: number
  readonly socketFolder: string
}

export interface Server extends Place {
  readonly pid: number
  readonly ready: boolean
}

/**
 * Which PostgreSQL runs on this folder now? Its own `postmaster.pid` says so, but the file outlives
 * a killed server and its number may have gone to another process: so we look at the process too.
 */
export async function findServer(cluster: Cluster): Promise<Server | null> {
  const claimed = await readPidFile(cluster)
  return claimed && (await isServer(cluster, claimed.pid)) ? claimed : null
}

async function readPidFile({ data }: Cluster): Promise<Server | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port, socketFolder, , , status] = text.split('\n')
  if (!Number(pid)) return null
  return {
    pid: Math.abs(Number(pid)), // negative: single-user mode
    port: Number(port),
    socketFolder: socketFolder ?? '',
    ready: status?.trim() === 'ready',
  }
}

/** Is this process a server on our folder? Every process of PostgreSQL works in its data folder. */
export async function isServer({ data }: Cluster, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux')
    return (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === data
  const ps = promisify(execFile)('ps', ['-p', `${pid}`, '-o', 'command='])
  const command = await ps.then(({ stdout }) => stdout).catch(() => '')
  return command.includes('postgres') && command.includes(data)
}

/**
 * Starts a server and waits until it takes connections, after a crash until it has recovered. False
 * when it could not have the folder or the port now and the caller had better look again. Throws
 * with the server's last words when it says that it cannot run, or at the deadline.
 */
export async function startServer(cluster: Cluster, at: Place, deadline: number): Promise<boolean> {
  const logStart = await rotateLog(cluster)
  const child = await spawnServer(cluster, at)
  const words = async () => lastLines((await readFile(cluster.log, 'utf8')).slice(logStart))
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      if (await isTaken(cluster, child, await words())) return false
      throw new Error(`PostgreSQL 无法启动 could not start:\n${await words()}`)
    }
    const server = await findServer(cluster)
    if (server?.ready && server.pid === child.pid) break
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL 还没就绪 is not ready yet (pid ${child.pid}):\n${await words()}`)
    await pause(10)
  }
  await removeOldSockets(at)
  return true
}

async function spawnServer(cluster: Cluster, at: Place): Promise<ChildProcess> {
  const { programs, runner, data } = cluster
  const words = [programs.postgres, '-D', data, ...settings(cluster, at)]
  const [command = '', ...args] = [...(await folderLock(cluster)), ...runner.prefix, ...words]
  // A stale number that now belongs to a stranger would keep PostgreSQL from starting. This says
  // that it is not a server; whether old server processes still live is checked there all the same.
  const stale = await readPidFile(cluster)
  const stranger = stale && isAlive(stale.pid) && !(await isServer(cluster, stale.pid))
  const env = stranger ? { ...environment, PG_GRANDPARENT_PID: `${stale.pid}` } : environment
  const log = openSync(cluster.log, 'a', 0o600)
  const child = spawn(command, args, {
    cwd: '/',
    env,
    uid: runner.uid,
    gid: runner.gid,
    // A group of its own: Ctrl-C in our terminal must not stop the database before us.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  await new Promise((started, failed) => child.on('spawn', started).on('error', failed))
  child.unref()
  return child
}

/**
 * The words that make the kernel hold the folder for the server and its children. PostgreSQL's own
 * lock does not see a server in another container on the same folder; this one does, where the
 * machine has the program for it.
 */
async function folderLock({ folder, runner }: Cluster): Promise<string[]> {
  const words = ['flock', '--nonblock', '--no-fork', '--conflict-exit-code', `${lockHeld}`]
  const user = { uid: runner.uid, gid: runner.gid, cwd: '/' }
  const probe = promisify(execFile)('flock', ['--no-fork', '/dev/null', 'true'], user)
  return probe.then(
    () => [...words, join(folder, 'lock')],
    () => [],
  )
}

const lockHeld = 75

async function isTaken(cluster: Cluster, child: ChildProcess, words: string): Promise<boolean> {
  if (child.exitCode === lockHeld || (await findServer(cluster)) !== null) return true
  return [
    'lock file "postmaster.pid" already exists',
    'pre-existing shared memory block',
    'could not create any TCP/IP sockets',
    'could not create any Unix-domain sockets',
  ].some((reason) => words.includes(reason))
}

/** Removes sockets of servers that were killed. Only the server that holds the folder has one. */
async function removeOldSockets({ port, socketFolder }: Place): Promise<void> {
  for (const name of await readdir(socketFolder)) {
    const ours = name === `.s.PGSQL.${port}` || name === `.s.PGSQL.${port}.lock`
    if (name.startsWith('.s.PGSQL.') && !ours) await rm(join(socketFolder, name), { force: true })
  }
}

/** Sets a long log aside. Where do the words of the next start begin? */
async function rotateLog({ log }: Cluster): Promise<number> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  )
  if (size < 8 * 2 ** 20) return size
  await rename(log, `${log}.old`)
  return 0
}

/** Which port is free on the loopback address? Another may take it first: be ready to ask again. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening, failed) => {
    probe.on('error', failed).listen(0, '127.0.0.1', listening)
  })
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no port on 127.0.0.1')
  return address.port
}
