import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { domains } from '../../src/domains.ts'
import { terms } from '../../src/orders/terms.ts'
import { Dispatcher } from '../../src/payments/dispatcher.ts'
import { dispatcherActor } from '../../src/payments/facts.ts'
import type { PaymentProvider } from '../../src/payments/port.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Command } from '../../src/platform/command.ts'
import { lanePool, over, readPool } from '../../src/platform/db/pool.ts'
import { Metrics } from '../../src/platform/metrics.ts'
import { type Answered, Lanes } from '../../src/platform/run.ts'
import { Timekeeper } from '../../src/platform/timekeeper.ts'
import type { FakeProvider } from './provider.ts'

export interface HouseParts {
  readonly databaseUrl: string
  readonly clock: Clock
  readonly provider: FakeProvider
  readonly lanes: number
  /** Changes the rules, to show that a check would see it. */
  readonly plant?: (rooms: Rooms) => Rooms
  readonly log: (what: string, about: Record<string, unknown>) => void
}

interface Call {
  readonly name: string
  work(): Promise<unknown>
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** So many calls of a dispatcher may be under way at once. */
const callsMax = 64
const patienceMs = 20_000

/**
 * A server without its doors, on a database that others may use too: real lanes, dispatcher and
 * timekeeper. Calls to the provider wait at a gate until the simulation lets them through, so that
 * the same seed tells the same story.
 */
export class SimulatedHouse {
  readonly lanes: Lanes
  readonly timekeeper: Timekeeper
  readonly dispatcher: Dispatcher
  private readonly pools: readonly pg.Pool[]
  private readonly connections = new Set<pg.Client>()
  private readonly parts: HouseParts
  private calls: Call[] = []
  private dead = false

  constructor(parts: HouseParts) {
    this.parts = parts
    const { provider, clock, plant, log } = parts
    const lane = lanePool(parts.databaseUrl, parts.lanes)
    const read = readPool(parts.databaseUrl, 8)
    this.pools = [lane, read]
    for (const pool of this.pools) this.watch(pool)
    const rooms = domains({ terms, provider, bidKey: Buffer.alloc(32) })
    const metrics = new Metrics(false)
    const reads = over(read)
    this.lanes = new Lanes({
      pool: lane,
      rooms: plant ? plant(rooms) : rooms,
      laneCount: parts.lanes,
      batchMax: 256,
      queueMax: 100_000,
      metrics,
      afterCommit: (happened) => this.dispatcher.afterCommit(happened),
    })
    this.dispatcher = new Dispatcher({
      provider: this.gate(),
      reads,
      clock,
      metrics,
      notifyUrl: 'https://house.example/callbacks',
      returnUrl: (orderId) => `https://house.example/o/${orderId}`,
      log,
      submit: async (shopId, orderId, body, id) => {
        const whose = { id, shopId, actor: dispatcherActor }
        const what = { domain: 'payments', target: orderId, body }
        await this.submit({ ...whose, ...what, arrivedAt: clock.now(), seed: randomBytes(32) })
      },
    })
    const submit = (command: Command) => this.submit(command)
    this.timekeeper = new Timekeeper({ reads, clock, log, submit })
  }

  submit(command: Command): Promise<Answered> {
    return this.dead ? Promise.reject(new Error('this house is dead')) : this.lanes.submit(command)
  }

  get isDead(): boolean {
    return this.dead
  }

  private watch(pool: pg.Pool): void {
    pool.on('connect', (client) => this.connections.add(client))
    pool.on('remove', (client) => this.connections.delete(client))
  }

  /** The provider as this house reaches it: whatever it asks waits here. */
  private gate(): PaymentProvider {
    const { provider } = this.parts
    return new Proxy(provider, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key)
        if (typeof member !== 'function' || key === 'verifyCallback') return member
        return (asked: string | { instructionNo?: string; paymentNo: string }) =>
          new Promise((resolve, reject) => {
            if (this.dead) return reject(new Error('this house is dead'))
            const no = typeof asked === 'string' ? asked : (asked.instructionNo ?? asked.paymentNo)
            this.calls.push({
              name: `${no} ${String(key)}`,
              work: async () => Reflect.apply(member, target, [asked]),
              resolve,
              reject,
            })
          })
      },
    })
  }

  /** Waits until all that is under way waits at the gate, and no command is being decided. */
  async rest(): Promise<void> {
    const deadline = performance.now() + patienceMs
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.dead) return
      const atGate = this.calls.length === Math.min(this.dispatcher.waiting, callsMax)
      if (atGate && this.lanes.waiting === 0 && this.isIdle()) return
      if (performance.now() > deadline) throw new Error('the house does not come to rest')
    }
  }

  private isIdle(): boolean {
    return this.pools.every((pool) => pool.idleCount === pool.totalCount && pool.waitingCount === 0)
  }

  /** Lets every waiting call through, and what follows from it, until nothing is under way. */
  async pump(): Promise<void> {
    for (let round = 0; round < 200; round++) {
      await this.rest()
      if (this.dead || this.calls.length === 0) return
      await this.letThrough()
    }
    throw new Error('the dispatcher never comes to an end')
  }

  /** Lets through whatever waits just now. */
  async letAllThrough(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    await this.letThrough()
  }

  /** The provider does what was asked; the answers come back in a fixed order. */
  private async letThrough(): Promise<void> {
    const calls = this.calls.sort((a, b) => (a.name < b.name ? -1 : 1))
    this.calls = []
    const answers: unknown[] = []
    for (const call of calls) answers.push(await call.work())
    calls.forEach((call, place) => {
      call.resolve(answers[place])
    })
  }

  /** The provider does what was asked, and nobody hears of it. */
  async workUnheard(): Promise<void> {
    for (const call of this.calls.sort((a, b) => (a.name < b.name ? -1 : 1))) await call.work()
  }

  /** Lets the calls through, and does not wait for what follows. */
  async letGo(): Promise<void> {
    await this.rest()
    await this.letThrough()
  }

  /** Dies at once: every connection is cut, whatever it was doing; memory is gone. */
  async kill(): Promise<void> {
    this.dead = true
    for (const connection of this.connections)
      (
        connection as unknown as { connection: { stream: { destroy(): void } } }
      ).connection.stream.destroy()
    for (const call of this.calls.splice(0)) call.reject(new Error('this house is dead'))
    const ended = this.pools.map((pool) => pool.end())
    await this.dispatcher.stop()
    await this.lanes.stop()
    await Promise.all(ended)
  }

  /** Leaves properly. */
  async stop(): Promise<void> {
    await this.pump()
    this.dead = true
    await this.dispatcher.stop()
    await this.lanes.stop()
    await Promise.all(this.pools.map((pool) => pool.end()))
  }
}
