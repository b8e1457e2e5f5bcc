import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../../src/platform/db/embedded-server.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readyMs = 90_000
/** One that is killed while it starts needs another at once. */
const standbysKept = 2

/** What can be killed. */
export type Part = 'server' | 'database' | 'provider'

/**
 * The whole site as people run it: the server's own process, the private PostgreSQL that it starts,
 * and the provider's process, all in a folder of their own.
 */
export class Site {
  readonly folder: string
  readonly url: string
  private readonly port: number
  private server: ChildProcess | null = null
  /** The next servers: they read their program while the one before them works. */
  private readonly standbys: ChildProcess[] = []
  /** What it has printed since its start, and what all of them have. */
  private greeting = ''
  words = ''

  private constructor(folder: string, port: number) {
    this.folder = folder
    this.port = port
    this.url = `http://127.0.0.1:${port}`
  }

  static async open(): Promise<Site> {
    const site = new Site(await mkdtemp(join(tmpdir(), 'baozheng-crash-')), await freePort())
    await site.start()
    return site
  }

  /** Starts the server and waits until it answers. A start that fails is a fault of ours. */
  async start(): Promise<void> {
    this.begin()
    await this.untilHealthy()
    while (this.standbys.length < standbysKept) this.standbys.push(this.read())
  }

  /** Lets a server begin, and does not wait for it. */
  private begin(): void {
    this.greeting = ''
    this.server = this.standbys.shift() ?? this.read()
    this.server.stdin?.write('go\n')
  }

  /** A server that has not begun. */
  private read(): ChildProcess {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      PORT: String(this.port),
      HOST: '127.0.0.1',
      BAOZHENG_URL: this.url,
      BAOZHENG_DATA: this.folder,
      BAOZHENG_REQUESTS_PER_MINUTE: '100000000',
      BAOZHENG_SIGN_INS_PER_HOUR: '1000000',
      BAOZHENG_LOG: 'error',
      // Half of reading is compiling; what `npm test` keeps of it is kept here too.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
    }
    delete env.DATABASE_URL
    const server = spawn(process.execPath, [join(root, 'test/crash/standby.ts')], {
      env,
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    server.stdin.on('error', () => {}) // it was killed before it read
    for (const output of [server.stdout, server.stderr])
      output.on('data', (data: Buffer) => {
        this.greeting = (this.greeting + data.toString()).slice(-4_000)
        this.words = (this.words + data.toString()).slice(-8_000)
      })
    return server
  }

  private async untilHealthy(): Promise<void> {
    const deadline = Date.now() + readyMs
    while (Date.now() < deadline) {
      if (!this.isRunning()) throw new Error(`the server has ended by itself:\n${this.words}`)
      const healthy = await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(2_000) })
        .then(({ ok }) => ok)
        .catch(() => false)
      // Its last words at the start are where it is: then the demonstration stands as well.
      if (healthy && this.greeting.includes(this.url)) return
      await pause(20)
    }
    throw new Error(`the server does not come up:\n${this.words}`)
  }

  isRunning(): boolean {
    return this.server !== null && this.server.exitCode === null && this.server.signalCode === null
  }

  /**
   * `kill -9` of these, all at once. The server is started again, the others come back by it.
   * `again`: so many ms after they began to come back, they are killed once more.
   */
  async kill(parts: readonly Part[], again: readonly number[] = []): Promise<void> {
    await this.strike(parts)
    for (const ms of again) {
      if (parts.includes('server')) this.begin()
      await pause(ms)
      await this.strike(parts)
    }
    if (parts.includes('server')) await this.start()
  }

  private async strike(parts: readonly Part[]): Promise<void> {
    const pids: number[] = []
    for (const part of parts) pids.push(...(await this.pidsOf(part)))
    const server = this.server
    const ended =
      parts.includes('server') && server && this.isRunning() ? once(server, 'exit') : null
    for (const pid of pids) killNow(pid)
    await ended
  }

  private async pidsOf(part: Part): Promise<number[]> {
    if (part === 'server') return this.server?.pid ? [this.server.pid] : []
    if (part === 'database') {
      const postmaster = this.postmaster()
      return postmaster === null ? [] : [postmaster, ...(await childrenOf(postmaster))]
    }
    const children = this.server?.pid ? await childrenOf(this.server.pid, 'provider/main.ts') : []
    return children
  }

  /** The first process of the private PostgreSQL, which works in our folder. */
  private postmaster(): number | null {
    try {
      const file = join(this.folder, 'postgres', 'data', 'postmaster.pid')
      const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
      return pid > 1 && isAlive(pid) ? pid : null
    } catch {
      return null
    }
  }

  /** Where the provider listens, and the word that opens its book. */
  provider(): { address: string; token: string } {
    const port = readFileSync(join(this.folder, 'provider', 'port'), 'utf8').trim()
    const token = readFileSync(join(this.folder, 'provider', 'control.token'), 'utf8').trim()
    return { address: `http://127.0.0.1:${port}`, token }
  }

  /** Leaves properly; out: what has stayed behind and should not have. */
  async stop(): Promise<string[]> {
    const postmaster = this.postmaster()
    const server = this.server
    if (server && this.isRunning()) {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await Promise.race([ended, pause(30_000, null, { ref: false })])
    }
    const left: string[] = []
    if (this.isRunning()) left.push('the server')
    if (postmaster !== null && (await isAtWork(postmaster))) left.push('PostgreSQL')
    return left
  }

  /** Nothing of it stays, whatever has happened. */
  async close(): Promise<void> {
    const pids = [...(await this.pidsOf('provider')), ...(await this.pidsOf('database'))]
    if (this.isRunning() && this.server?.pid) pids.unshift(this.server.pid)
    for (const { pid } of this.standbys) if (pid) pids.unshift(pid)
    for (const pid of pids) killNow(pid)
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function childrenOf(parent: number, doing = ''): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='], {
    maxBuffer: 16_000_000,
  })
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match && Number(match[2]) === parent && match[3]?.includes(doing)
      ? [Number(match[1])]
      : []
  })
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has gone already
  }
}

/** Not one that has ended and waits for whoever inherited it to take note. */
async function isAtWork(pid: number): Promise<boolean> {
  const asked = promisify(execFile)('ps', ['-p', String(pid), '-o', 'stat='])
  const state = await asked.then(({ stdout }) => stdout.trim()).catch(() => '')
  return state !== '' && !state.startsWith('Z')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
