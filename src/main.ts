import { join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { ensureWebBuilt } from '../scripts/web.ts'
import { type App, createApp } from './app.ts'
import { photoRoutes } from './catalogue/photos.routes.ts'
import { foundLog } from './evidence/log.ts'
import { sandboxSms } from './identity/sms.ts'
import { refuse } from './kernel/refusal.ts'
import { hour } from './kernel/time.ts'
import { terms } from './orders/terms.ts'
import { type Guide, pageRoutes } from './pages.ts'
import { type Blobs, openBlobs } from './platform/blobs.ts'
import { systemClock } from './platform/clock.ts'
import { type Config, readConfig, Unfit } from './platform/config.ts'
import { openDatabase, type PrivateDatabase } from './platform/db/embedded.ts'
import { freePort } from './platform/db/embedded-server.ts'
import { migrate } from './platform/db/migrate.ts'
import { sendProblem } from './platform/http/problem.ts'
import { openWeb, type Web } from './platform/http/web.ts'
import { checkProduction } from './platform/production.ts'

/**
 * Starts the house and prints where it is. Without settings: a sandbox with a private database, a
 * provider that moves no real money, a demonstration, and a clock that can be moved.
 */
async function main(): Promise<void> {
  if (process.env.NODE_ENV === 'production') await checkProduction(process.env)
  const config = await withPort(readConfig(process.env))
  const database = config.databaseUrl
    ? null
    : await openDatabase({ folder: join(config.folder, 'postgres') })
  await openHouse(config, database).catch(async (error: Error) => {
    // What has been started must not stay behind when the rest cannot follow.
    await database?.stop()
    throw error
  })
}

async function openHouse(config: Config, database: PrivateDatabase | null): Promise<void> {
  const databaseUrl = config.databaseUrl ?? database?.url ?? ''
  await migrate(databaseUrl)
  const blobs = await openBlobs(join(config.folder, 'blobs'))
  // Production is refused before this point as long as no licensed provider has an adapter.
  const { openSandbox } = await import('../sandbox/house.ts')
  const sandbox = await openSandbox(config.folder, databaseUrl)
  const web = openWeb(await ensureWebBuilt())
  let guide: Guide | null = null
  const app = await open(config, { databaseUrl, blobs, sandbox, web, guide: () => guide })
  onSignal(async () => {
    await app.stop()
    await sandbox.stop()
    await database?.stop()
  })
  await app.http.listen({ host: config.host, port: config.port })
  app.run((why, how) => {
    // A laptop that slept wakes up like this, and in a sandbox nobody's money waits.
    if (how === 'jumped' && !config.production) return true
    console.error(`停止服务 stopping: ${why}`)
    process.kill(process.pid, 'SIGTERM')
    return false
  })
  const { seed } = await import('../sandbox/seed.ts')
  const place = { folder: config.folder, blobs, seedKey: config.secrets.idKey }
  const demo = await seed(app, place)
  const { guideTo, welcome } = await import('../sandbox/welcome.ts')
  const provider = sandbox.process.ready.address
  guide = guideTo({ demo, provider })
  console.log(welcome({ baseUrl: config.baseUrl, demo, provider }))
}

type SandboxPart = Awaited<ReturnType<typeof import('../sandbox/house.ts')['openSandbox']>>

async function open(
  config: Config,
  {
    databaseUrl,
    blobs,
    sandbox,
    web,
    guide,
  }: {
    databaseUrl: string
    blobs: Blobs
    sandbox: SandboxPart
    web: Web | null
    guide: () => Guide | null
  },
): Promise<App> {
  const sms = sandboxSms()
  const graceHours = config.overdueGraceHours
  const ownTerms = graceHours === null ? terms : { ...terms, overdueGraceMs: graceHours * hour }
  const app: App = await createApp({
    databaseUrl,
    baseUrl: config.baseUrl,
    log: await logOf(config, databaseUrl),
    clock: sandbox.clock,
    secrets: config.secrets,
    provider: sandbox.provider,
    terms: ownTerms,
    feePerMille: 6,
    sms,
    sandboxSms: sms,
    tellLoopback: !config.production,
    lanes: config.lanes,
    logLevel: config.logLevel,
    trustProxy: config.trustProxy,
    version: packageJson.version,
    payOrigins: [sandbox.process.ready.address],
    limits: {
      requestsPerMinute: config.requestsPerMinute,
      connections: config.connections,
      signInsPerHour: config.signInsPerHour,
      keepKeysDays: config.keepKeysDays,
    },
    more: async (http, house) => {
      await photoRoutes(http, { blobs, person: (...asked) => personAt(house.door, ...asked) })
      sandbox.routes(http, house, () => app.settle())
      const { door } = house
      await pageRoutes(http, { door, web, guide, terms: ownTerms, baseUrl: config.baseUrl })
    },
  })
  return app
}

async function logOf({ log, baseUrl, secrets }: Config, databaseUrl: string) {
  const { folder, origin, policy, tsaUrl, tsaMinutes } = log
  const found = await foundLog({
    now: systemClock.now(),
    databaseUrl,
    folder,
    seed: secrets.logKey,
    origin,
    baseUrl,
    policy,
  })
  const tsa = tsaUrl === null ? null : { url: tsaUrl, everyMinutes: tsaMinutes }
  return { ...found, tsa }
}

/** Whoever shows a fault or a parcel needs no account for it: a guest has a number of their own. */
async function personAt(
  door: App['door'],
  ...asked: Parameters<App['door']['actor']>
): Promise<{ personId: string } | null> {
  const actor = await door.actor(...asked)
  if (actor?.kind !== 'carrier') return actor
  sendProblem(asked[1], refuse('actor.not_allowed'))
  return null
}

/** A port that is given as 0 is chosen now, so that our address is known from the start. */
async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await freePort()
  return { ...config, port, baseUrl: config.baseUrl.replace(/:0$/, `:${port}`) }
}

/**
 * Leaves in order: no new requests, what was taken in is decided, the database is shut down last.
 */
function onSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      // Ctrl-C reaches the whole group: the second one that comes at once means the same.
      if (stopping) return
      stopping = true
      setTimeout(() => process.exit(1), 20_000).unref()
      stop().then(
        () => process.exit(0),
        (error: Error) => {
          console.error(error.message)
          process.exit(1)
        },
      )
    })
}

main().catch((error: NodeJS.ErrnoException) => {
  if (error instanceof Unfit) console.error(error.message)
  else if (error.code === 'EADDRINUSE')
    console.error('端口被占用,请用 PORT=… 另选一个。The port is taken: choose another with PORT=…')
  else console.error(error)
  process.exit(1)
})
