import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { checkRoutes } from './catalogue/check.routes.ts'
import { catalogue } from './catalogue/facts.ts'
import { historyRoutes } from './catalogue/history.routes.ts'
import { listingRoutes } from './catalogue/routes.ts'
import { caseDeskRoutes } from './disputes/desk.routes.ts'
import { disputeDomain } from './disputes/facts.ts'
import { caseRoutes } from './disputes/routes.ts'
import { disputeTerms } from './disputes/terms.ts'
import { auditRoutes } from './evidence/audit.routes.ts'
import type { Reader } from './evidence/bus.ts'
import { deviceKeyRoutes } from './evidence/device-keys.routes.ts'
import { signing } from './evidence/facts.ts'
import { HouseBook, houseDomain } from './evidence/house.ts'
import { logDeskRoutes } from './evidence/log.desk.routes.ts'
import { logRoutes } from './evidence/log.routes.ts'
import { type Log as EvidenceLog, type LogSettings, openLog } from './evidence/log.ts'
import { gaugeLog, logHealth } from './evidence/log-health.ts'
import { logViewRoutes } from './evidence/log-view.routes.ts'
import { Readers } from './evidence/readers.ts'
import { receiptRoutes } from './evidence/receipts.routes.ts'
import { signingRoutes } from './evidence/signing.routes.ts'
import { postForTime, Stamper, type TsaSettings } from './evidence/timestamps.ts'
import { Devices } from './evidence/webauthn.ts'
import { foresee } from './foresight.ts'
import { openAuthPool } from './identity/accounts.ts'
import { createIdentity, type Identity } from './identity/identity.ts'
import { ownKeyRoutes } from './identity/own-keys.routes.ts'
import { guardCommands, identityRoutes } from './identity/routes.ts'
import type { SandboxSms, SmsSender } from './identity/sms.ts'
import type { CodeLimits } from './identity/store.ts'
import { hmac } from './kernel/hash.ts'
import { hour, minute } from './kernel/time.ts'
import { lawRoutes } from './law/routes.ts'
import { ledger } from './ledger/facts.ts'
import { ledgerRoutes } from './ledger/routes.ts'
import { type Snapshot, verifyRoutes } from './ledger/verify.routes.ts'
import { logistics } from './logistics/facts.ts'
import { carrierKeyRoutes } from './logistics/keys.routes.ts'
import { carrierRoutes } from './logistics/routes.ts'
import { shopDomain } from './network/facts.ts'
import { shopRoutes } from './network/routes.ts'
import { deliveryRoutes } from './notices/deliveries.routes.ts'
import { webhookDomain } from './notices/facts.ts'
import { noticeRoutes } from './notices/notices.routes.ts'
import { resolve } from './notices/post.ts'
import { noticeReader, webhookReader } from './notices/readers.ts'
import { webhookRoutes } from './notices/routes.ts'
import { Sender } from './notices/sender.ts'
import { earningRoutes } from './orders/earnings.routes.ts'
import { orderDomain } from './orders/facts.ts'
import { orderListRoutes } from './orders/lists.routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { readStatus } from './orders/store.ts'
import type { Terms } from './orders/terms.ts'
import { timers as orderTimers } from './orders/timers.ts'
import { type Reserved, UnpaidOrders } from './orders/unpaid.ts'
import { Dispatcher } from './payments/dispatcher.ts'
import { dispatcherActor, paymentDomain } from './payments/facts.ts'
import type { PaymentProvider } from './payments/port.ts'
import { Reconciler } from './payments/reconciler.ts'
import { paymentRoutes } from './payments/routes.ts'
import type { Rooms } from './platform/batch.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Domain } from './platform/command.ts'
import type { Secrets } from './platform/config.ts'
import { lanePool, over, readPool } from './platform/db/pool.ts'
import { Door } from './platform/http/door.ts'
import { houseRoutes } from './platform/http/house.routes.ts'
import { sendProblem } from './platform/http/problem.ts'
import { openHttp } from './platform/http/server.ts'
import { Metrics } from './platform/metrics.ts'
import { clearAnswers } from './platform/retention.ts'
import { answerWithinMs, Lanes } from './platform/run.ts'
import { clockSkew, isOff } from './platform/skew.ts'
import { Timekeeper } from './platform/timekeeper.ts'
import { Watch } from './platform/watch.ts'
import { react } from './reactions.ts'
import { returnDeskRoutes } from './returns/desk.routes.ts'
import { returnsDomain } from './returns/facts.ts'
import { returnRoutes } from './returns/routes.ts'
import { approvalRoutes } from './supervision/approvals.routes.ts'
import { deskRoutes } from './supervision/desk.routes.ts'
import { dropReads } from './supervision/desk.store.ts'
import { deskHealthRoutes } from './supervision/health.routes.ts'
import { deskListRoutes } from './supervision/lists.routes.ts'
import { deskPeopleRoutes } from './supervision/people.routes.ts'
import { reconciliationRoutes } from './supervision/reconciliation.routes.ts'
import { suspenseRoutes } from './supervision/suspense.routes.ts'

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
    /** Of one network. */
    readonly signInsPerHour?: number
    readonly codes?: CodeLimits
    /** So many days a command's key gets the same answer again; 30 unless told. */
    readonly keepKeysDays?: number
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
}

export interface App extends House {
  readonly http: FastifyInstance
  /**
   * Starts the clocks that look for due deadlines and unsent instructions. `unfit` is told when
   * this server must not go on: its clock is off.
   */
  run(unfit: (why: string) => void): void
  /** Decides all that is due and sends all that waits, until nothing is left to do. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** How often does the house look for what has fallen due, and for what was not sent? */
const tickMs = 500
const sweepMs = 1_000
const skewEveryMs = 10_000
/** How often does the log take in what was committed? */
const sequenceMs = 200
/** A bill that is not there yet is asked for again; a day that is done costs one small question. */
const reconcileMs = 60_000

/** 保证. Puts the rooms together; everything that touches the outside world comes in here. */
export async function createApp(parts: AppParts): Promise<App> {
  const pools = openPools(parts)
  const metrics = new Metrics()
  const http = await openHttp({
    logLevel: parts.logLevel,
    trustProxy: parts.trustProxy,
    version: parts.version,
    secure: parts.baseUrl.startsWith('https:'),
    formTargets: parts.payOrigins,
    requestsPerMinute: parts.limits.requestsPerMinute,
  })
  const log: Log = (what, about) => http.log.warn({ what, ...about })
  const house = furnish(parts, { pools, metrics, log })
  await mount(http, parts, house)
  const timers: NodeJS.Timeout[] = []
  return {
    ...house,
    http,
    run(unfit) {
      void house.book.note({ type: 'house.started', ...versions(parts) })
      timers.push(every(log, skewEveryMs, () => checkClock(house, unfit)))
      timers.push(every(log, sequenceMs, () => house.log.sequencer.tick()))
      timers.push(every(log, sequenceMs, () => house.bus.tick()))
      timers.push(every(log, minute, () => house.stamper.tick()))
      timers.push(every(log, tickMs, () => house.timekeeper.tick()))
      timers.push(every(log, sweepMs, () => house.dispatcher.sweep()))
      timers.push(every(log, sweepMs, () => house.sender.sweep()))
      timers.push(every(log, reconcileMs, () => house.reconciler.run()))
      timers.push(every(log, hour, () => house.identity.sweep()))
      timers.push(every(log, hour, () => clearKeys(house, parts.limits.keepKeysDays ?? 30)))
      timers.push(every(log, hour, () => house.sender.tidy()))
      timers.push(every(log, hour, () => dropReads(house.door.reads, house.door.clock.now())))
    },
    async settle() {
      // Each round may set off the next: a deadline an instruction, its outcome a deadline.
      for (let round = 0; round < 100; round++) {
        await house.lanes.idle()
        await house.dispatcher.idle()
        const sent = await house.dispatcher.sweep()
        await house.dispatcher.idle()
        const decided = await house.timekeeper.tick()
        await house.log.sequencer.tick()
        const read = await house.bus.tick()
        const told = await house.sender.sweep()
        if (sent + decided + read + told === 0) return
      }
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      house.watch.stop()
      await http.close()
      await house.reconciler.idle()
      await house.dispatcher.stop()
      await house.sender.stop()
      if (timers.length > 0)
        await house.book.note({ type: 'house.stopped', version: parts.version })
      await house.lanes.stop()
      await house.log.sequencer.stop()
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
    },
  }
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
    log: lanePool(databaseUrl, 3),
  }
}

type Log = (what: string, about: Record<string, unknown>) => void

function furnish(
  parts: AppParts,
  { pools, metrics, log }: { pools: Pools; metrics: Metrics; log: Log },
): House {
  const { clock, provider, secrets, baseUrl } = parts
  const reads = over(pools.read)
  const rooms = domains(parts)
  const identity = createIdentity({
    pool: pools.read,
    authPool: pools.auth,
    baseUrl,
    secrets,
    sms: parts.sms,
    now: () => clock.now(),
    randomBytes,
    ...(parts.limits.codes ? { codeLimits: parts.limits.codes } : {}),
  })
  const watch = new Watch()
  const lanes = new Lanes({
    pool: pools.lane,
    rooms,
    laneCount: parts.lanes,
    batchMax: 256,
    queueMax: 2_000,
    metrics,
    afterCommit(happened) {
      dispatcher.afterCommit(happened)
      watch.tell(happened)
    },
  })
  const dispatcher = new Dispatcher({
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
  const siteKey = webhookKey(secrets)
  const sender = new Sender({
    reads,
    clock,
    metrics,
    siteKey,
    allowLoopback: parts.tellLoopback ?? false,
    resolve,
    chance: Math.random,
    submit: (command) => lanes.submit(command),
    log,
  })
  const reading = { reads, clock, timers: orderTimers }
  const readers = [webhookReader(reading), noticeReader(reading)]
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
  }
}

/** The log, who reads it, and who puts the time under it. */
function furnishLog(
  { clock, secrets, log: settings }: AppParts,
  parts: { pool: pg.Pool; lanes: Lanes; readers: Reader[]; metrics: Metrics; log: Log },
): Pick<House, 'log' | 'bus' | 'stamper' | 'book'> {
  const { pool, lanes, readers, metrics, log } = parts
  const now = () => clock.now()
  const wall = () => systemClock.now()
  const book = new HouseBook({ submit: (command) => lanes.submit(command), now, log })
  const evidence = openLog({
    ...settings,
    seed: secrets.logKey,
    pool,
    now,
    wall,
    log,
    halted: (finding) => void book.note({ type: 'house.check_failed', check: 'log', finding }),
  })
  const reads = over(pool)
  const bus = new Readers({ reads, readers, now, log })
  const stamper = new Stamper({ reads, tsa: settings.tsa, now, log, post: postForTime })
  gaugeLog(metrics, { log: evidence, bus, wall })
  return { log: evidence, bus, stamper, book }
}

/** Every domain, by the name of its table: what the lanes decide about. */
export function domains({
  terms,
  provider,
  secrets,
}: Pick<AppParts, 'terms' | 'provider'> & Partial<Pick<AppParts, 'secrets'>>): Rooms {
  const bidKey = bidKeyOf(secrets)
  const all: Domain[] = [
    shopDomain,
    catalogue,
    orderDomain({ terms, capabilities: provider.capabilities }),
    paymentDomain,
    ledger,
    logistics,
    disputeDomain({ terms: disputeTerms, bidKey }),
    returnsDomain,
    signing,
    webhookDomain,
    houseDomain,
  ]
  return { domains: new Map(all.map((domain) => [domain.name, domain])), react, foresee }
}

/** What seals blind bids: a simulation has no secrets to keep. */
function bidKeyOf(secrets: Secrets | undefined): Buffer {
  return hmac(secrets?.masterKey ?? Buffer.alloc(32), 'blind bids')
}

async function mount(http: FastifyInstance, parts: AppParts, house: House): Promise<void> {
  const { door, lanes, identity, watch } = house
  const ownOrigins = originsOf(parts.baseUrl)
  const devices = new Devices({
    baseUrl: parts.baseUrl,
    origins: ownOrigins,
    key: parts.secrets.idKey,
    now: () => parts.clock.now(),
  })
  const health = () => logHealth(house.log, door.reads, door.clock.now())
  await http.register(async (scope) => houseRoutes(scope, { ...house, health }))
  await http.register(async (scope) => logRoutes(scope, { log: house.log, reads: door.reads }))
  await http.register(async (scope) => paymentRoutes(scope, { ...house, provider: parts.provider }))
  await http.register(async (scope) => lawRoutes(scope, { clock: parts.clock }))
  await http.register(async (scope) =>
    identityRoutes(scope, {
      identity,
      ownOrigins,
      now: () => parts.clock.now(),
      sendRefusal: sendProblem,
      ...signInLimits(parts.limits.signInsPerHour),
      ...(parts.sandboxSms ? { sandboxSms: parts.sandboxSms } : {}),
    }),
  )
  await http.register(async (scope) => {
    guardCommands(scope, ownOrigins, sendProblem)
    await carrierRoutes(scope, { door, lanes })
    await carrierKeyRoutes(scope, { door })
    await shopRoutes(scope, { door, feePerMille: parts.feePerMille })
    await listingRoutes(scope, { door })
    await checkRoutes(scope, { door })
    await historyRoutes(scope, { door })
    const { payWithinMs } = parts.terms
    const unpaid = new UnpaidOrders((one) => isUnpaid(door, one, payWithinMs))
    // Who may ask more often stands for more buyers: 20 as long as nothing is set.
    const networkMax = Math.ceil(parts.limits.requestsPerMinute / 60)
    await orderRoutes(scope, { door, identity, watch, unpaid, payWithinMs, networkMax })
    await orderListRoutes(scope, { door, identity })
    await returnRoutes(scope, { door, identity })
    await caseRoutes(scope, { door, bidKey: bidKeyOf(parts.secrets) })
    await caseDeskRoutes(scope, { door })
    await returnDeskRoutes(scope, { door, identity })
    await earningRoutes(scope, { door })
    await ledgerRoutes(scope, { door })
    await webhookRoutes(scope, {
      door,
      siteKey: webhookKey(parts.secrets),
      allowLoopback: parts.tellLoopback ?? false,
      resolve,
    })
    await deliveryRoutes(scope, { door })
    await noticeRoutes(scope, { door })
    await ownKeyRoutes(scope, { door, identity })
    await deviceKeyRoutes(scope, { door, devices })
    await signingRoutes(scope, { door, devices })
    await logViewRoutes(scope, { door, log: house.log })
    await receiptRoutes(scope, house)
    await auditRoutes(scope, house)
    await logDeskRoutes(scope, house)
    await deskRoutes(scope, { door, identity })
    await deskListRoutes(scope, { door })
    await deskPeopleRoutes(scope, { door, identity })
    await approvalRoutes(scope, { door, identity })
    await reconciliationRoutes(scope, { door })
    await suspenseRoutes(scope, { door, lanes })
    await deskHealthRoutes(scope, house)
    await verifyRoutes(scope, { door, snapshot: house.snapshot })
  })
  await http.register(async (scope) => parts.more?.(scope, house))
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

/** Does it still wait for its money? One that is only now being opened does, too. */
async function isUnpaid(door: Door, order: Reserved, payWithinMs: number): Promise<boolean> {
  const { orderId, until } = order
  const shopId = door.shopOf(orderId, 'ord')
  const found = shopId === null ? null : await readStatus(door.reads, shopId, orderId)
  if (!found) return door.clock.now() < until - payWithinMs + answerWithinMs
  return found.status === 'opened' || found.status === 'closing'
}

/** From this key every webhook has a secret of its own. */
function webhookKey({ masterKey }: Secrets): Buffer {
  return hmac(masterKey, 'webhooks')
}

/** From which addresses do our own pages speak? This machine has two names for itself. */
function originsOf(baseUrl: string): string[] {
  const { origin, hostname } = new URL(baseUrl)
  return hostname === 'localhost' ? [origin, origin.replace('localhost', '127.0.0.1')] : [origin]
}

function signInLimits(perHour: number | undefined) {
  return perHour === undefined ? {} : { sendsPerHour: perHour, triesPerHour: 4 * perHour }
}

async function checkClock({ door, book }: House, unfit: (why: string) => void): Promise<void> {
  const skewMs = await clockSkew(door.reads, () => systemClock.now())
  if (!isOff(skewMs)) return
  const finding = `the clock is off by ${Math.round(skewMs)} ms from the database's`
  await book.note({ type: 'house.check_failed', check: 'clock', finding })
  unfit(finding)
}

function versions({ version }: AppParts) {
  return { version, runtime: `node ${process.version}` }
}

function clearKeys({ door }: House, keepDays: number): Promise<number> {
  return clearAnswers(door.reads, { at: door.clock.now(), keepDays })
}

/** Does something again and again; a failure is told and the next turn comes all the same. */
function every(log: Log, ms: number, act: () => Promise<unknown>): NodeJS.Timeout {
  return setInterval(() => {
    act().catch((error: Error) => log('a regular task failed', { why: error.message }))
  }, ms)
}
