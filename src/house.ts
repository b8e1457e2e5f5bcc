import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { ahead } from './ahead.ts'
import { domains } from './domains.ts'
import type { Reader } from './evidence/bus.ts'
import { HouseBook } from './evidence/house.ts'
import { type Log as EvidenceLog, type LogSettings, openLog } from './evidence/log.ts'
import { gaugeLog } from './evidence/log-health.ts'
import { Readers } from './evidence/readers.ts'
import { postForTime, Stamper, type TsaSettings } from './evidence/timestamps.ts'
import { postOverHttp } from './evidence/witnesses.ts'
import { openAuthPool } from './identity/accounts.ts'
import { createIdentity, type Identity } from './identity/identity.ts'
import type { SandboxSms, SmsSender } from './identity/sms.ts'
import type { CodeLimits } from './identity/store.ts'
import type { Snapshot } from './ledger/verify.routes.ts'
import { type About, type Arrived, noticeReader, webhookReader } from './notices/readers.ts'
import { Sender } from './notices/sender.ts'
import type { Terms } from './orders/terms.ts'
import { Dispatcher } from './payments/dispatcher.ts'
import { dispatcherActor } from './payments/facts.ts'
import type { PaymentProvider } from './payments/port.ts'
import { Reconciler } from './payments/reconciler.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { type Body, noticesActor } from './platform/command.ts'
import type { Secrets } from './platform/config.ts'
import { lanePool, logPool, over, readPool, type Tx } from './platform/db/pool.ts'
import { Door } from './platform/http/door.ts'
import type { Metrics } from './platform/metrics.ts'
import { resolve } from './platform/outside.ts'
import { Lanes } from './platform/run.ts'
import { Timekeeper } from './platform/timekeeper.ts'
import { Watch } from './platform/watch.ts'
import { habitReader } from './returns/habits.ts'
import { bidKeyOf, webhookKey } from './secrets.ts'

export interface AppParts {
  readonly databaseUrl: string
  readonly baseUrl: string
  readonly clock: Clock
  readonly secrets: Secrets
  readonly provider: PaymentProvider
  readonly terms: Terms
  /** What a shop that opens now agrees to. */
  readonly feePerMille: number
  readonly sms: SmsSender
  readonly lanes: number
  readonly logLevel: string
  readonly trustProxy: boolean
  readonly version: string
  readonly limits: {
    readonly requestsPerMinute: number
    /** Open connections, in all and from one network; many unless told. */
    readonly connections?: { readonly most: number; readonly perNetwork: number }
    /** Of one network. */
    readonly signInsPerHour?: number
    readonly codes?: CodeLimits
    /** So many days a command's key gets the same answer again; 30 unless told. */
    readonly keepKeysDays?: number
    /** So many commands may wait for one lane; 2,000 unless told. */
    readonly queueMax?: number
  }
  /** Only in a sandbox: programs on this very machine may be told by webhooks. */
  readonly tellLoopback?: boolean
  /** Where pay pages stand: forms and redirects may lead there. */
  readonly payOrigins: readonly string[]
  /** The transparency log, as `foundLog` found or made it. */
  readonly log: LogSettings & { readonly tsa: TsaSettings | null }
  /** More of the house's routes: pages, photos, and in a sandbox its knobs. */
  readonly more?: (app: FastifyInstance, house: House) => Promise<void>
  /** Only in a sandbox: then the page can show the last code of a number. */
  readonly sandboxSms?: SandboxSms
}

/** The running parts that other rooms, tests and commands may use. */
export interface House {
  readonly door: Door
  readonly lanes: Lanes
  readonly identity: Identity
  readonly timekeeper: Timekeeper
  readonly dispatcher: Dispatcher
  readonly reconciler: Reconciler
  readonly sender: Sender
  readonly metrics: Metrics
  readonly watch: Watch
  /** Reads as the database stands at one moment. */
  readonly snapshot: Snapshot
  readonly log: EvidenceLog
  /** Who reads the log from a cursor of its own. */
  readonly readers: readonly Reader[]
  readonly bus: Readers
  /** Asks for the time under checkpoints. */
  readonly stamper: Stamper
  /** What the house writes about itself. */
  readonly book: HouseBook
  /** Ends all connections to the database. */
  leave(): Promise<void>
}

export type Log = (what: string, about: Record<string, unknown>) => void

/** 家当. Makes the running parts; those that touch the outside world come in with `parts`. */
export function furnish(parts: AppParts, { metrics, log }: { metrics: Metrics; log: Log }): House {
  const pools = openPools(parts)
  const { clock, provider, secrets } = parts
  const reads = over(pools.read)
  const rooms = domains({ ...parts, bidKey: bidKeyOf(secrets) })
  const identity = furnishIdentity(parts, pools)
  const watch = new Watch()
  const lanes = new Lanes({
    pool: pools.lane,
    rooms,
    laneCount: parts.lanes,
    batchMax: 256,
    queueMax: parts.limits.queueMax ?? 2_000,
    metrics,
    afterCommit(happened) {
      dispatcher.afterCommit(happened)
      watch.tell(happened)
    },
  })
  const dispatcher = furnishDispatcher(parts, { reads, lanes, metrics, log })
  const reconciler = new Reconciler({
    provider,
    reads,
    clock,
    shopOf: (orderId) => door.shopOf(orderId, 'ord'),
    submit: (command) => lanes.submit(command),
    log,
  })
  const timekeeper = new Timekeeper({
    reads,
    clock,
    submit: (command) => lanes.submit(command),
    log,
  })
  const door = new Door({
    lanes,
    reads,
    clock,
    metrics,
    idKey: secrets.idKey,
    actorOf: (request, reply) => identity.actorOf(request, reply),
  })
  metrics.gauge('waiting_commands', 'Commands in the queues of the lanes', () => lanes.waiting)
  metrics.gauge('waiting_instructions', 'Instructions not yet answered', () => dispatcher.waiting)
  const sender = furnishSender(parts, { reads, lanes, metrics, log })
  const reading = {
    ...{ reads, clock, ahead: (about: About) => ahead(reads, about) },
    arrived: (news: Arrived) => noticeArrived(lanes, clock, news),
  }
  const readers = [webhookReader(reading), noticeReader(reading), habitReader(reads)]
  return {
    ...furnishLog(parts, { pool: pools.log, lanes, readers, metrics, log }),
    door,
    lanes,
    identity,
    timekeeper,
    dispatcher,
    reconciler,
    sender,
    metrics,
    readers,
    watch,
    snapshot: snapshotOf(pools.read),
    async leave() {
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
    },
  }
}

/** The case hears that the seller has its notice: the same entry tells it only once. */
async function noticeArrived(lanes: Lanes, clock: Clock, news: Arrived): Promise<void> {
  const { index, shopId, orderId, event } = news
  const complaintId = String(event.complaintId)
  await lanes.submit({
    ...{ id: `notice ${index}`, shopId, actor: noticesActor, domain: 'complaints' },
    ...{ target: orderId, arrivedAt: clock.now(), seed: randomBytes(32) },
    body: { type: 'notice', delivered: true, complaintId } as Body,
  })
}

function furnishIdentity(
  { baseUrl, clock, secrets, sms, limits }: AppParts,
  pools: Pools,
): Identity {
  return createIdentity({
    pool: pools.read,
    authPool: pools.auth,
    baseUrl,
    secrets,
    sms,
    now: () => clock.now(),
    randomBytes,
    ...(limits.codes ? { codeLimits: limits.codes } : {}),
  })
}

/** What sends instructions to the provider, and brings each outcome back as a command. */
function furnishDispatcher(
  { baseUrl, clock, provider }: AppParts,
  parts: { reads: Tx; lanes: Lanes; metrics: Metrics; log: Log },
): Dispatcher {
  const { reads, lanes, metrics, log } = parts
  return new Dispatcher({
    provider,
    reads,
    clock,
    metrics,
    notifyUrl: `${baseUrl}/v1/providers/${provider.name}/callbacks`,
    returnUrl: (orderId) => `${baseUrl}/o/${orderId}`,
    log,
    async submit(shopId, orderId, body, id) {
      const { answer } = await lanes.submit({
        id,
        shopId,
        actor: dispatcherActor,
        domain: 'payments',
        target: orderId,
        body,
        arrivedAt: clock.now(),
        seed: randomBytes(32),
      })
      // What the provider said is never refused by the rules; if it is, somebody must look at it.
      if (!answer.ok) log('an outcome was refused', { type: body.type, code: answer.refused })
    },
  })
}

/** What tells others by webhooks. */
function furnishSender(
  { clock, secrets, tellLoopback }: AppParts,
  parts: { reads: Tx; lanes: Lanes; metrics: Metrics; log: Log },
): Sender {
  const { reads, lanes, metrics, log } = parts
  return new Sender({
    reads,
    clock,
    metrics,
    siteKey: webhookKey(secrets),
    allowLoopback: tellLoopback ?? false,
    resolve,
    chance: () => randomBytes(4).readUInt32LE() / 2 ** 32,
    submit: (command) => lanes.submit(command),
    log,
  })
}

/** The log, who reads it, and who puts the time under it. */
function furnishLog(
  { clock, log: settings, tellLoopback }: AppParts,
  parts: { pool: pg.Pool; lanes: Lanes; readers: Reader[]; metrics: Metrics; log: Log },
): Pick<House, 'log' | 'bus' | 'stamper' | 'book'> {
  const { pool, lanes, readers, metrics, log } = parts
  const now = () => clock.now()
  const wall = () => systemClock.now()
  const book = new HouseBook({ submit: (command) => lanes.submit(command), now, log })
  const reach = { resolve, allowLoopback: tellLoopback ?? false }
  const evidence = openLog({
    ...settings,
    post: postOverHttp(reach),
    pool,
    now,
    wall,
    log,
    halted: (finding) => void book.note({ type: 'house.check_failed', check: 'log', finding }),
  })
  const reads = over(pool)
  const bus = new Readers({ reads, readers, now, log })
  const stamper = new Stamper({ reads, tsa: settings.tsa, now, log, post: postForTime(reach) })
  gaugeLog(metrics, { log: evidence, bus, wall })
  return { log: evidence, bus, stamper, book }
}

interface Pools {
  readonly lane: pg.Pool
  readonly read: pg.Pool
  readonly auth: pg.Pool
  readonly log: pg.Pool
}

function openPools({ databaseUrl, lanes }: AppParts): Pools {
  return {
    lane: lanePool(databaseUrl, lanes),
    read: readPool(databaseUrl, 16),
    auth: openAuthPool(databaseUrl, 4),
    log: logPool(databaseUrl, 3),
  }
}

/** A transaction that sees one moment, takes no lock, and ends without a trace. */
function snapshotOf(pool: pg.Pool): Snapshot {
  return async (work) => {
    const client = await pool.connect()
    try {
      await client.query('begin transaction isolation level repeatable read read only')
      return await work(over(client))
    } finally {
      await client.query('rollback').catch(() => {})
      client.release()
    }
  }
}
