import type pg from 'pg'
import { type Decided, decideBatch, type Outcome, type Rooms } from './batch.ts'
import { elapsed } from './clock.ts'
import type { Answer, Command, Happened } from './command.ts'
import { hashint8 } from './db/hashint8.ts'
import { isBroken, isExhausted, isTransient, over } from './db/pool.ts'
import type { Metrics } from './metrics.ts'

/** A command that is not in the database so long after it arrived is given back. */
export const answerWithinMs = 10_000

/** How often is looked for commands that wait behind something that does not end? */
const sweepMs = 250

export interface Answered {
  readonly answer: Answer
  /** True when the command had been decided before, and this is its answer again. */
  readonly replayed: boolean
}

/**
 * There is no answer: nothing was decided, or nobody can say now whether it was. The sender may try
 * the same command again, and it is never done twice.
 */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

interface Waiting {
  readonly command: Command
  readonly since: number
  readonly resolve: (answered: Answered) => void
  readonly reject: (error: Error) => void
}

interface Lane {
  readonly queue: Waiting[]
  running: boolean
  /** What is being decided now. */
  batch: readonly Waiting[]
}

/**
 * 车道. Takes commands, puts each into the lane of its shop, and decides a whole lane's queue in one
 * transaction. While one batch commits, the next one fills: no delay is ever added, and the busier
 * the server, the larger the batch. One lane has one transaction at a time.
 */
export class Lanes {
  private readonly lanes: Lane[]
  private readonly parts: LaneParts
  private readonly sweeper: NodeJS.Timeout
  private stopped = false
  private active = 0

  constructor(parts: LaneParts) {
    this.parts = parts
    this.lanes = Array.from({ length: parts.laneCount }, () => ({
      queue: [],
      running: false,
      batch: [],
    }))
    this.sweeper = setInterval(() => this.giveBackStuck(), sweepMs).unref()
  }

  /** Decides one command. Rejects with `Unavailable` when it could not be decided in time. */
  submit(command: Command): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const lane = this.lanes[laneOf(command.shopId, this.lanes.length)]
      if (!lane || this.stopped || lane.queue.length >= this.parts.queueMax) {
        this.parts.metrics.overloaded()
        reject(new Unavailable('too many commands are waiting'))
        return
      }
      lane.queue.push({ command, since: elapsed(), resolve, reject })
      if (!lane.running) void this.drain(lane)
    })
  }

  /** Lets what has been taken in be decided, and takes in nothing more. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.idle()
    clearInterval(this.sweeper)
  }

  /** Resolves when no command is waiting or being decided. */
  async idle(): Promise<void> {
    while (this.active > 0 || this.lanes.some(({ queue }) => queue.length > 0))
      await new Promise((resolve) => setImmediate(resolve))
  }

  get waiting(): number {
    return this.lanes.reduce((sum, { queue }) => sum + queue.length, 0)
  }

  /** How many wait in each lane, in the order of the lanes. */
  get queues(): readonly number[] {
    return this.lanes.map(({ queue }) => queue.length)
  }

  private async drain(lane: Lane): Promise<void> {
    lane.running = true
    this.active++
    while (lane.queue.length > 0) {
      lane.batch = lane.queue.splice(0, this.parts.batchMax)
      await this.decide(lane.batch)
    }
    lane.batch = []
    lane.running = false
    this.active--
  }

  /** Decides a batch, again where the database asks for it, until each command has its answer. */
  private async decide(batch: readonly Waiting[]): Promise<void> {
    let waiting = batch
    for (let attempt = 0; waiting.length > 0; attempt++) {
      waiting = this.giveBackLate(waiting)
      if (waiting.length === 0) return
      try {
        const began = elapsed()
        const decided = await this.transact(waiting)
        if (decided === 'late') continue
        this.parts.metrics.batch(waiting.length, elapsed() - began)
        this.answer(waiting, decided, attempt)
        return
      } catch (error) {
        if (isTransient(error)) {
          this.parts.metrics.retried()
          await pause(Math.min(20 * 2 ** attempt, 500))
          continue
        }
        if (waiting.length > 1) return this.oneByOne(waiting)
        this.fail(waiting, error)
        return
      }
    }
  }

  /** Somebody in this batch spoils it for all: each on its own, so that only that one fails. */
  private async oneByOne(waiting: readonly Waiting[]): Promise<void> {
    for (const one of waiting) await this.decide([one])
  }

  private async transact(waiting: readonly Waiting[]): Promise<Decided | 'late'> {
    const client = await this.parts.pool.connect()
    let broken: Error | undefined
    try {
      const tx = over(client)
      const began = client.query('begin')
      const [, decided] = await Promise.all([
        began,
        decideBatch(
          tx,
          waiting.map(({ command }) => command),
          this.parts.rooms,
        ),
      ])
      if (waiting.some((one) => this.isLate(one))) {
        await client.query('rollback')
        return 'late'
      }
      await client.query('commit')
      return decided
    } catch (error) {
      if (isBroken(error)) broken = error as Error
      else await rollBack(client).catch((why: Error) => (broken = why))
      throw error
    } finally {
      client.release(broken)
    }
  }

  private answer(waiting: readonly Waiting[], decided: Decided, attempt: number): void {
    // Before anybody hears of it: what was decided is durable, and its instructions can go out.
    this.parts.afterCommit(decided.happened)
    waiting.forEach((one, place) => {
      const outcome: Outcome | undefined = decided.outcomes[place]
      if (outcome?.type === 'answered') {
        // An answer found at a second attempt is our own first one, whose commit we did not hear.
        const replayed = outcome.replayed && attempt === 0
        one.resolve({ answer: outcome.answer, replayed })
      } else this.fail([one], outcome?.error)
    })
  }

  private giveBackLate(waiting: readonly Waiting[]): readonly Waiting[] {
    for (const one of waiting)
      if (this.isLate(one)) one.reject(new Unavailable('not decided in time'))
    return waiting.filter((one) => !this.isLate(one))
  }

  /**
   * Whoever waits behind a lock or a disk that does not answer is told in time. A batch with
   * somebody late in it is rolled back, unless its commit is under way: then a repeat finds it.
   */
  private giveBackStuck(): void {
    for (const { queue, batch } of this.lanes) {
      let late = 0
      for (const one of queue) if (this.isLate(one)) late++
      this.giveBackLate(queue.splice(0, late))
      this.giveBackLate(batch)
    }
  }

  private isLate(one: Waiting): boolean {
    return elapsed() - one.since > answerWithinMs
  }

  private fail(waiting: readonly Waiting[], error: unknown): void {
    for (const one of waiting) {
      if (isExhausted(error)) {
        this.parts.metrics.exhausted()
        one.reject(new Unavailable('the database has no room'))
        continue
      }
      this.parts.metrics.poisoned(one.command.domain, one.command.body.type)
      one.reject(error instanceof Error ? error : new Error('a command failed'))
    }
  }
}

export interface LaneParts {
  readonly pool: pg.Pool
  readonly rooms: Rooms
  readonly laneCount: number
  readonly batchMax: number
  readonly queueMax: number
  readonly metrics: Metrics
  /** Told of every event once its transaction is durable. Must not throw. */
  readonly afterCommit: (happened: readonly Happened[]) => void
}

/**
 * Which lane does a shop belong to? Spread evenly, the same in every process; and as Citus spreads
 * rows over shards, so that with a power of two of lanes, not fewer than shards, each lane writes
 * to one shard only.
 */
export function laneOf(shopId: number, lanes: number): number {
  return Math.floor(((hashint8(shopId) + 2 ** 31) / 2 ** 32) * lanes)
}

async function rollBack(client: pg.PoolClient): Promise<void> {
  await client.query('rollback')
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
