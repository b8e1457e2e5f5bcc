import type pg from 'pg'
import { domains } from '../../src/domains.ts'
import { day, type Instant } from '../../src/kernel/time.ts'
import type { Opened } from '../../src/orders/model.ts'
import { orders } from '../../src/orders/store.ts'
import { terms } from '../../src/orders/terms.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import { logPool, over, readPool, type Tx } from '../../src/platform/db/pool.ts'
import { Chronicle, SimulatedClock } from './chronicle.ts'
import { DatabaseGround, type OpenGround } from './ground.ts'
import { openEnds, problemsOf, type Sight } from './invariants.ts'
import { Logbook, logProblems } from './logbook.ts'
import { marketProblems } from './market-problems.ts'
import { MemoryGround, MemoryStore } from './memory-ground.ts'
import { statusOf } from './model/trade.ts'
import { Oracle } from './oracle.ts'
import { FakeProvider, foul } from './provider.ts'
import { Random } from './random.ts'
import { Servers } from './servers.ts'
import { type Sightings, sightingsIn, sightingsOf } from './sightings.ts'
import { Steps } from './steps.ts'
import { allRows } from './tables.ts'
import { waitingIn, waitingOf } from './waiting.ts'

export interface SimulationOptions {
  readonly seed: number
  /** So many steps, or just these: a story that is told again without some of them. */
  readonly steps: number | readonly number[]
  /** Null: everything but lanes and database, in memory, a hundred times as fast. */
  readonly databaseUrl: string | null
  /** So many servers at once on one ground. */
  readonly servers?: number
  readonly checkEvery?: number
  /** Nothing is compared with the model: to show that the other checks see it as well. */
  readonly withoutModel?: boolean
  /** Changes the rules, to show that a check would see it. */
  readonly plant?: (rooms: Rooms) => Rooms
}

export interface Outcome {
  readonly story: string
  readonly orders: number
  readonly crashes: number
  readonly commands: number
  readonly entries: number
  readonly virtualDays: number
  /** How often each answer was given, and each event written. */
  readonly answers: ReadonlyMap<string, number>
  readonly kinds: ReadonlyMap<string, number>
}

/**
 * 模拟. A market of random people on a real house, with a provider that fails, a clock that jumps,
 * and servers that die. Everything is drawn from the seed, each step from the seed and its own
 * number; a model that shares nothing with the rules says what must come of it.
 */
export class Simulation {
  readonly chronicle: Chronicle
  private readonly options: SimulationOptions
  private readonly clock = new SimulatedClock()
  private readonly provider: FakeProvider
  private readonly pool: pg.Pool | null
  /** For what is asked after each step, planned once. */
  private readonly looks: pg.Pool | null
  private readonly rooms: Rooms
  private readonly servers: Servers
  private readonly oracle: Oracle
  private readonly sightings: Sightings
  private readonly steps: Steps
  private readonly logbook: Logbook | null
  private readonly startedAt: Instant
  private entries = 0

  constructor(options: SimulationOptions) {
    this.options = options
    this.startedAt = this.clock.now()
    const random = new Random(options.seed)
    this.provider = new FakeProvider({
      seed: options.seed,
      clock: this.clock.real,
      weather: foul,
      holdDays: random.pick([7, 15, 30, 30, 180, 180]),
      partialRelease: random.chance(0.7),
    })
    const { clock, provider } = this
    const rooms = domains({ terms, provider, bidKey: Buffer.alloc(32) })
    this.rooms = options.plant ? options.plant(rooms) : rooms
    this.chronicle = new Chronicle(options.seed, clock)
    this.oracle = new Oracle(this.chronicle, {
      ...{ partialRelease: provider.capabilities.partialRelease },
      silent: options.withoutModel ?? false,
    })
    const { databaseUrl, servers: count = 1 } = options
    const store = new MemoryStore()
    this.pool = databaseUrl === null ? null : readPool(databaseUrl, 4)
    this.looks = databaseUrl === null ? null : logPool(databaseUrl, 1)
    this.sightings = this.looks ? sightingsIn(this.looks) : sightingsOf(store)
    this.logbook = databaseUrl === null ? null : new Logbook(databaseUrl, clock)
    const parts = { rooms: this.rooms, lanes: 2 }
    const ground: OpenGround = (heard) =>
      databaseUrl === null || this.pool === null
        ? new MemoryGround({ store, ...parts }, heard)
        : new DatabaseGround({ databaseUrl, admin: this.pool, ...parts }, heard)
    const { chronicle, oracle: witness } = this
    this.servers = new Servers({ ground, clock, provider, witness }, { chronicle, count })
    this.steps = new Steps({
      ...{ seed: options.seed, clock, provider, chronicle, servers: this.servers },
      ...{ oracle: this.oracle, waiting: this.pool ? waitingIn(this.pool) : waitingOf(store) },
      logbook: this.logbook,
    })
  }

  /** Runs all steps, lets everything come to its end, and checks. Throws `Broken` when it must. */
  async run(): Promise<Outcome> {
    try {
      await this.begin()
      await this.walk(this.options.steps)
      await this.end()
      return await this.outcome()
    } finally {
      await this.close()
    }
  }

  async begin(): Promise<void> {
    await this.steps.openShops()
    await this.oracle.compare(this.sightings)
  }

  async walk(steps: number | readonly number[]): Promise<void> {
    const { checkEvery = 1_000 } = this.options
    const numbers = typeof steps === 'number' ? numbered(steps) : steps
    for (const number of numbers) {
      this.chronicle.step = number
      await this.steps.take(number)
      await this.servers.rest()
      if (!this.options.withoutModel) await this.oracle.compare(this.sightings)
      if (number % checkEvery === 0) await this.check(false)
    }
  }

  /** Everything comes to its end; then everybody asks again. */
  async end(): Promise<void> {
    await this.steps.settle()
    await this.check(true)
    await this.steps.repeatAll()
    if (!this.options.withoutModel) this.oracle.raise()
  }

  async close(): Promise<void> {
    await this.servers.close()
    await this.logbook?.close()
    await this.looks?.end()
    await this.pool?.end()
  }

  /** What an inspector may look at, while the house rests. */
  sight(tx: Tx, settled = false): Sight {
    const { answered } = this.chronicle
    return { tx, rooms: this.rooms, book: this.provider.book, answered, settled }
  }

  async check(settled: boolean): Promise<void> {
    await this.servers.rest()
    const { book } = this.provider
    if (!this.options.withoutModel) {
      await this.oracle.compareAll(this.sightings)
      const [wrong] = marketProblems(this.oracle.market, { book, settled })
      if (wrong) this.chronicle.fail(wrong)
    }
    await this.logbook?.write(null)
    if (this.pool) {
      const { problems, entries } = await problemsOf(this.sight(over(this.pool), settled))
      this.entries = entries
      const open = settled ? openEnds(await ordersIn(over(this.pool))) : []
      const [first] = [...problems, ...(await logProblems(over(this.pool))), ...open]
      if (first) this.chronicle.fail(first)
    }
    if (!settled) return
    for (const trade of this.oracle.market.trades.values())
      this.chronicle.mark(`${trade.id} ${statusOf(trade)} ${trade.paidFen}`)
  }

  private async outcome(): Promise<Outcome> {
    const counted = await this.pool?.query<{ kind: string; count: bigint }>(
      'select kind, count(*) as count from app.journal group by kind',
    )
    return {
      kinds: new Map(counted?.rows.map(({ kind, count }) => [kind, Number(count)])),
      story: this.chronicle.digest(),
      orders: this.oracle.market.trades.size,
      crashes: this.servers.crashes,
      commands: this.servers.commands,
      entries: this.entries,
      virtualDays: Math.round((this.clock.now() - this.startedAt) / day),
      answers: this.chronicle.answers,
    }
  }
}

async function ordersIn(tx: Tx): Promise<Opened[]> {
  const opened: Opened[] = []
  for await (const { row } of allRows(tx, orders)) if (row.status !== 'none') opened.push(row)
  return opened
}

function* numbered(steps: number): Iterable<number> {
  for (let number = 1; number <= steps; number++) yield number
}
