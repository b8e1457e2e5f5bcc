import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ready, type Spawned, spawnProvider } from '../sandbox/provider/spawn.ts'
import { type App, createApp } from '../src/app.ts'
import { foundLog } from '../src/evidence/log.ts'
import type { House } from '../src/house.ts'
import { sandboxSms } from '../src/identity/sms.ts'
import type { Instant } from '../src/kernel/time.ts'
import { type Terms, terms } from '../src/orders/terms.ts'
import { sandboxProvider } from '../src/payments/adapters/sandbox.ts'
import type { PaymentProvider } from '../src/payments/port.ts'
import type { Clock } from '../src/platform/clock.ts'
import type { Secrets } from '../src/platform/config.ts'
import { freePort } from '../src/platform/db/embedded-server.ts'
import { type Database, freshDatabase } from './database.ts'
import { Person } from './person.ts'

/** A clock that stands still until somebody moves it, or lets it run. */
export class TestClock implements Clock {
  private at: Instant
  private runsSince: number | null = null
  constructor(at: Instant) {
    this.at = at
  }
  now(): Instant {
    const ran = this.runsSince === null ? 0 : performance.now() - this.runsSince
    return this.at + Math.floor(ran)
  }
  set(at: Instant): void {
    this.at = at
    this.runsSince = null
  }
  /** From here on it goes as fast as the real one. */
  run(): void {
    this.runsSince = performance.now()
  }
}

export interface MarketOptions {
  /** Shanghai wall time of the start, such as `2026-03-08T10:00`. */
  readonly now?: string
  readonly terms?: Partial<Terms>
  readonly feePerMille?: number
  readonly holdDays?: number
  readonly seed?: number
  readonly lanes?: number
  /** So many commands may wait for one lane. */
  readonly queueMax?: number
  /** A database of its own instead of a fresh one on the shared server. */
  readonly database?: Database
  /** Puts something between the servers and the database; out: where it can be reached then. */
  readonly through?: (databaseUrl: string) => Promise<string>
  /** Whose signatures the log asks for; without it, nobody's. */
  readonly policy?: Uint8Array
  /** More doors: photos, the sandbox's knobs. */
  readonly more?: (http: App['http'], house: House, provider: Spawned) => Promise<void>
}

/**
 * A whole market on a fresh database: a server, a sandbox provider in a process of its own, and
 * people who act through HTTP. Time stands still until the test moves it.
 */
export class Market {
  readonly app: App
  readonly clock: TestClock
  readonly url: string
  private spawned: Spawned
  /** The keys of the site. */
  readonly secrets: Secrets
  private readonly parts: { database: Database; folder: string; start: StartServer }
  private readonly others: App[] = []
  readonly sms: ReturnType<typeof sandboxSms>

  private constructor(parts: {
    app: App
    clock: TestClock
    provider: Spawned
    url: string
    database: Database
    folder: string
    sms: ReturnType<typeof sandboxSms>
    start: StartServer
    secrets: Secrets
  }) {
    this.secrets = parts.secrets
    this.app = parts.app
    this.clock = parts.clock
    this.spawned = parts.provider
    this.url = parts.url
    this.sms = parts.sms
    this.parts = parts
  }

  static async open(options: MarketOptions = {}): Promise<Market> {
    const database = options.database ?? (await freshDatabase())
    const serverUrl = (await options.through?.(database.connectionString)) ?? null
    const folder = mkdtempSync(join(tmpdir(), 'market-'))
    const clock = new TestClock(shanghai(options.now ?? '2026-03-08T10:00'))
    const provider = await spawnProvider({
      folder: join(folder, 'provider'),
      seed: options.seed ?? 1,
      // Its clock runs until it is frozen below, and never goes back.
      now: new Date(clock.now() - 60_000).toISOString(),
      ...(options.holdDays === undefined ? {} : { holdDays: options.holdDays }),
    })
    await provider.control('POST', '/sandbox/clock', {
      now: new Date(clock.now()).toISOString(),
      frozen: true,
    })
    const sms = sandboxSms()
    const secrets = newKeys()
    const start: StartServer = (baseUrl) => openApp(site, { secrets, baseUrl })
    const site = {
      ...{ ...options, databaseUrl: serverUrl ?? database.connectionString },
      ...{ clock, ready: provider.ready, provider, sms, folder },
    }
    const { app, url } = await start()
    return new Market({ app, clock, provider, url, database, folder, sms, start, secrets })
  }

  /** Every server of it. */
  get apps(): readonly App[] {
    return [this.app, ...this.others]
  }

  /** Another server on the same database and under the same name; out: where to ask it alone. */
  async openSecond(): Promise<{ app: App; url: string }> {
    const second = await this.parts.start(this.url)
    this.others.push(second.app)
    return second
  }

  get provider(): Spawned {
    return this.spawned
  }

  /** `kill -9` of the provider; out: how it comes back at the same place, with the same book. */
  async killProvider(): Promise<() => Promise<void>> {
    const port = Number(new URL(this.spawned.ready.address).port)
    await this.spawned.kill()
    return async () => {
      this.spawned = await spawnProvider({ folder: join(this.parts.folder, 'provider'), port })
      await this.moveTo(this.clock.now())
    }
  }

  /** The connection string, for tests that look into tables. */
  get databaseUrl(): string {
    return this.parts.database.connectionString
  }

  /** Where the files of its log lie. */
  get logFolder(): string {
    return join(this.parts.folder, 'log')
  }

  /** Somebody with a browser of their own; signed in when a phone number is given. */
  async person(name: string, phone?: string): Promise<Person> {
    const person = new Person({ name, phone: phone ?? null, url: this.url, sms: this.sms })
    if (phone) await person.signIn()
    return person
  }

  /** A carrier with its key. */
  async carrier(carrierId: string): Promise<Person> {
    const { key } = await this.app.identity.apiKeys.create({
      holder: { kind: 'carrier', carrierId },
      label: carrierId,
      by: 'test',
    })
    return new Person({ name: carrierId, phone: null, url: this.url, sms: this.sms, key })
  }

  /** Moves every clock to this Shanghai wall time, and lets all that follows happen. */
  async goTo(wallTime: string): Promise<void> {
    await this.moveTo(shanghai(wallTime))
  }

  /** Lets so much time pass. Deadlines decide ten seconds after they fall due. */
  async wait(ms: number): Promise<void> {
    await this.moveTo(this.clock.now() + ms)
  }

  private async moveTo(at: Instant): Promise<void> {
    this.clock.set(at)
    const now = new Date(at).toISOString()
    await this.provider.control('POST', '/sandbox/clock', { now, frozen: true })
    await this.settle()
  }

  /** Until nothing is left to do: callbacks delivered, deadlines decided, instructions answered. */
  async settle(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      await this.settleAll()
      const { delivered } = await this.provider.control('POST', '/sandbox/flush')
      await this.settleAll()
      if (delivered === 0) return
    }
  }

  private async settleAll(): Promise<void> {
    for (const app of this.apps) await app.settle()
  }

  async close(): Promise<void> {
    for (const app of this.apps) await app.stop()
    await this.spawned.stop()
    await this.parts.database.drop()
    rmSync(this.parts.folder, { recursive: true, force: true })
  }
}

/** Starts one more server of the market; the first one gives it its name. */
type StartServer = (baseUrl?: string) => Promise<{ app: App; url: string }>

interface ServerOptions extends MarketOptions {
  readonly databaseUrl: string
  readonly clock: Clock
  readonly ready: Ready
  readonly provider: Spawned
  readonly sms: ReturnType<typeof sandboxSms>
  readonly folder: string
}

/** Servers of one site share its keys. */
function newKeys(): Secrets {
  return {
    masterKey: randomBytes(32),
    phoneKey: randomBytes(32),
    cookieKey: randomBytes(32),
    authSecret: randomBytes(32),
    idKey: randomBytes(32),
    logKey: randomBytes(32),
  }
}

async function openApp(
  options: ServerOptions,
  { secrets, baseUrl }: { secrets: Secrets; baseUrl: string | undefined },
): Promise<{ app: App; url: string }> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const found = await foundLog({
    now: Date.now(),
    databaseUrl: options.databaseUrl,
    folder: join(options.folder, 'log'),
    seed: secrets.logKey,
    origin: 'market.example/log',
    baseUrl: baseUrl ?? url,
    policy: options.policy ?? null,
  })
  const app = await createApp({
    log: { ...found, tsa: null },
    databaseUrl: options.databaseUrl,
    baseUrl: baseUrl ?? url,
    clock: options.clock,
    secrets,
    provider: connect(options.ready, options.holdDays),
    terms: { ...terms, ...options.terms },
    feePerMille: options.feePerMille ?? 6,
    sms: options.sms,
    sandboxSms: options.sms,
    tellLoopback: true,
    lanes: options.lanes ?? 2,
    logLevel: process.env.BAOZHENG_LOG ?? 'silent',
    trustProxy: false,
    version: 'test',
    payOrigins: [options.ready.address],
    limits: {
      ...{ requestsPerMinute: 1_000_000, signInsPerHour: 100_000 },
      ...(options.queueMax === undefined ? {} : { queueMax: options.queueMax }),
    },
    more: async (http, house) => options.more?.(http, house, options.provider),
  })
  await app.http.listen({ host: 'localhost', port })
  return { app, url }
}

/** The adapter for a provider process that is running. */
export function connect(ready: Ready, holdDays = 180): PaymentProvider {
  return sandboxProvider({
    baseUrl: ready.address,
    merchantId: ready.merchantId,
    merchantKey: createPrivateKey(readFileSync(ready.merchantKeyFile ?? '')),
    providerPublicKey: createPublicKey(ready.providerPublicKey),
    timeoutMs: 2_000,
    holdDays,
  })
}

/** The moment of a Shanghai wall time. */
export function shanghai(wallTime: string): Instant {
  const at = Date.parse(`${wallTime.length === 16 ? `${wallTime}:00` : wallTime}+08:00`)
  if (Number.isNaN(at)) throw new Error(`not a time: ${wallTime}`)
  return at
}
