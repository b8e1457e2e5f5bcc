import { randomBytes } from 'node:crypto'
import { Dispatcher } from '../../src/payments/dispatcher.ts'
import { dispatcherActor } from '../../src/payments/facts.ts'
import type { PaymentProvider } from '../../src/payments/port.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Command } from '../../src/platform/command.ts'
import { Metrics } from '../../src/platform/metrics.ts'
import { type Answered, Unavailable } from '../../src/platform/run.ts'
import { Timekeeper } from '../../src/platform/timekeeper.ts'
import type { Ground, OpenGround } from './ground.ts'
import type { FakeProvider } from './provider.ts'

/** Sees every command in the order in which it is sent, and every answer. */
export interface Witness {
  hears(command: Command, answered: Answered): void
}

export interface HouseParts {
  readonly ground: OpenGround
  readonly clock: Clock
  readonly provider: FakeProvider
  readonly witness: Witness
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
/** Turns that are waited for at once: memory needs no more. */
const eagerTurns = 4
const lookAgainMs = 2

const soon = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * A server without its doors, on a ground that others may share: real dispatcher and timekeeper.
 * Calls to the provider wait at a gate until the simulation lets them through, so that the same
 * seed tells the same story.
 */
export class SimulatedHouse {
  readonly timekeeper: Timekeeper
  readonly dispatcher: Dispatcher
  private readonly ground: Ground
  private readonly parts: HouseParts
  private calls: Call[] = []
  /** Sent and not answered yet, in the order in which they were sent. */
  private readonly unheard = new Set<Command>()
  private dead = false
  private stir = () => {}

  constructor(parts: HouseParts) {
    this.parts = parts
    const { clock, log } = parts
    const ground = parts.ground((happened) => this.dispatcher.afterCommit(happened))
    this.ground = ground
    this.dispatcher = new Dispatcher({
      provider: this.gate(),
      reads: ground.reads,
      clock,
      metrics: new Metrics(false),
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
    this.timekeeper = new Timekeeper({ reads: ground.reads, clock, log, submit })
  }

  async submit(command: Command): Promise<Answered> {
    if (this.dead) throw new Unavailable('this house is dead')
    this.unheard.add(command)
    const answered = await this.ground.submit(command)
    if (this.unheard.delete(command)) this.parts.witness.hears(command, answered)
    this.stir()
    return answered
  }

  get isDead(): boolean {
    return this.dead
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
            if (this.dead) return reject(new Unavailable('this house is dead'))
            const no = typeof asked === 'string' ? asked : (asked.instructionNo ?? asked.paymentNo)
            this.calls.push({
              name: `${no} ${String(key)}`,
              work: async () => Reflect.apply(member, target, [asked]),
              resolve,
              reject,
            })
            this.stir()
          })
      },
    })
  }

  /** Waits until all that is under way waits at the gate, and no command is being decided. */
  async rest(): Promise<void> {
    const deadline = performance.now() + patienceMs
    for (let turn = 0; ; turn++) {
      await (turn < eagerTurns ? soon() : this.stirred())
      if (this.dead) return
      const atGate = this.calls.length === Math.min(this.dispatcher.waiting, callsMax)
      if (atGate && this.ground.isAtRest()) return
      if (performance.now() > deadline) throw new Error('the house does not come to rest')
    }
  }

  /** Something has come to its end, or may have: whoever waits need not ask all the time. */
  private stirred(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookAgainMs)
      this.stir = () => {
        clearTimeout(timer)
        setImmediate(resolve)
      }
    })
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
    const cut = this.ground.cut()
    for (const call of this.calls.splice(0)) call.reject(new Unavailable('this house is dead'))
    await this.dispatcher.stop()
    await cut
    const unheard = [...this.unheard]
    const kept = await this.ground.kept(unheard)
    kept.forEach((answer, place) => {
      const command = unheard[place]
      if (!answer || !command || !this.unheard.delete(command)) return
      this.parts.witness.hears(command, { answer, replayed: false })
    })
  }
}
