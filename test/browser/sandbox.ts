import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { over } from '../../src/platform/db/pool.ts'
import { saveSetting } from '../../src/platform/settings.ts'
import { freshDatabase } from '../database.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The sandbox as `npm start` opens it, on a database and a folder of its own. */
export interface Sandbox {
  readonly url: string
  /** Signs in over HTTP, as a program would. */
  signIn(phone: string): Promise<Caller>
  /** The demonstration's carrier. */
  carrier(): Caller
  stop(): Promise<void>
}

export const phones = { seller: '13900000001', buyer: '13800000001', operator: '13700000001' }

/** `now` is a Shanghai wall time at which its clock begins, such as `2026-09-25T10:00`. */
export async function openSandbox(options: { now?: string } = {}): Promise<Sandbox> {
  const database = await freshDatabase()
  if (options.now) await beginAt(database.connectionString, options.now)
  const folder = mkdtempSync(join(tmpdir(), 'baozheng-'))
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: database.connectionString,
      BAOZHENG_DATA: folder,
      BAOZHENG_REQUESTS_PER_MINUTE: '100000',
      BAOZHENG_SIGN_INS_PER_HOUR: '1000',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  const url = await address(child).catch(async (error) => {
    await stop()
    throw error
  })
  return {
    url,
    async signIn(phone) {
      const caller = new Caller(url)
      await caller.post('/v1/auth/code', { phone })
      const { code } = await caller.post<{ code: string }>('/v1/sandbox/code', { phone })
      await caller.post('/v1/auth/sign-in', { phone, code })
      return caller
    },
    carrier: () => new Caller(url, readFileSync(join(folder, 'carrier-key'), 'utf8').trim()),
    stop,
  }
}

async function beginAt(connectionString: string, wallTime: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const ahead = Date.parse(`${wallTime}:00+08:00`) - Date.now()
    await saveSetting(over(client), 'sandbox.clock_ahead_ms', ahead)
  } finally {
    await client.end()
  }
}

/** The first address that it prints is the shared link of its first listing. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    // Listened to until the end: a server whose output nobody takes in would stop.
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk)
      const found = /(http:\/\/localhost:\d+)\/l\/lst_\w+[\s\S]*Ctrl-C/.exec(printed)
      if (found?.[1]) resolve(found[1])
    })
    child.once('exit', () => reject(new Error(`the sandbox did not start:\n${printed}`)))
  })
}

/** Somebody who acts over HTTP, with cookies or with a key. */
export class Caller {
  private readonly url: string
  private readonly key: string | null
  private readonly cookies = new Map<string, string>()

  constructor(url: string, key: string | null = null) {
    this.url = url
    this.key = key
  }

  /** The answer, in the shape that the caller expects of it. */
  get<Answer>(path: string): Promise<Answer> {
    return this.ask('GET', path)
  }

  post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.ask('POST', path, body)
  }

  private async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        origin: this.url,
        'idempotency-key': randomBytes(12).toString('hex'),
        ...(this.key ? { authorization: `Bearer ${this.key}` } : { cookie }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = (line.split(';', 1)[0] ?? '').split('=')
      if (name) this.cookies.set(name, value ?? '')
    }
    const text = await response.text()
    assert(response.ok, `${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text === '' ? '{}' : text)
  }
}
