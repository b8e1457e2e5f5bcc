import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { FolderTaken, folderTakenCode } from './store.ts'

/** How does another program start the provider, and turn its knobs? Used by tests and the demo. */
export interface SpawnOptions {
  readonly folder: string
  readonly seed?: number
  /** 0 takes any free port. */
  readonly port?: number
  readonly host?: string
  readonly publicUrl?: string
  readonly holdDays?: number
  /** The business clock of the first start, ISO 8601. */
  readonly now?: string
  readonly merchantId?: string
  readonly merchantKeyFile?: string
}

/** The line that the provider prints when it is ready. */
export interface Ready {
  readonly address: string
  readonly merchantId: string
  /** The merchant's private key, when the provider made it; null when its public key was given. */
  readonly merchantKeyFile: string | null
  readonly providerPublicKey: string
  readonly controlToken: string
}

export interface Spawned {
  readonly ready: Ready
  /** Calls a control route; throws when it is refused. */
  control(method: 'GET' | 'POST', path: string, body?: object): Promise<Record<string, unknown>>
  stop(): Promise<void>
  /** `kill -9`. */
  kill(): Promise<void>
  /** Resolves when the process is gone, for whatever reason. */
  readonly gone: Promise<unknown>
}

const readyMs = 15_000

export async function spawnProvider(options: SpawnOptions): Promise<Spawned> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  // Its input stays open as long as we live: however we end, it notices and ends too.
  const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit']
  const child = spawn(process.execPath, [main, '--tied', ...flags(options)], { stdio })
  const gone = once(child, 'exit').catch(() => {})
  const ready = await firstLine(child)
  return {
    ready,
    gone,
    control: (method, path, body) => control(ready, method, { path, body }),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

function flags(options: SpawnOptions): string[] {
  const given: Record<string, string | number | undefined> = {
    '--folder': options.folder,
    '--seed': options.seed,
    '--port': options.port ?? 0,
    '--host': options.host,
    '--public-url': options.publicUrl,
    '--hold-days': options.holdDays,
    '--now': options.now,
    '--merchant': options.merchantId,
    '--merchant-key': options.merchantKeyFile,
  }
  return Object.entries(given).flatMap(([flag, value]) =>
    value === undefined ? [] : [flag, String(value)],
  )
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('the provider has no output')
  const lines = createInterface({ input: child.stdout })
  const deadline = AbortSignal.timeout(readyMs)
  const gone = once(child, 'exit').then(([code]) => {
    if (code === folderTakenCode) throw new FolderTaken('another provider works on this folder')
    throw new Error('the sandbox provider ended before it was ready')
  })
  const [line] = await Promise.race([once(lines, 'line', { signal: deadline }), gone])
  gone.catch(() => {}) // from here on its end is the business of stop() and kill()
  return JSON.parse(String(line)) as Ready
}

async function control(
  ready: Ready,
  method: 'GET' | 'POST',
  { path, body }: { path: string; body: object | undefined },
): Promise<Record<string, unknown>> {
  const headers = { 'sandbox-control': ready.controlToken, 'content-type': 'application/json' }
  const sent = body === undefined ? null : JSON.stringify(body)
  const response = await fetch(`${ready.address}${path}`, { method, headers, body: sent })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.code}`)
  return answer
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
