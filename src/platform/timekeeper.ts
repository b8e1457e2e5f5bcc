import { randomBytes } from 'node:crypto'
import { type Instant, minute, second } from '../kernel/time.ts'
import type { Clock } from './clock.ts'
import { type Body, type Command, clockActor } from './command.ts'
import type { Tx } from './db/pool.ts'
import { type Deadline, dueDeadlines } from './deadlines.ts'
import { type Answered, Unavailable } from './run.ts'

/**
 * Timers decide so long after they fall due. Commands carry the time they arrived and are in the
 * database within the same span or given back, so whoever was in time is decided first.
 */
export const decideAfterMs = 10 * second

const onePage = 500
const stuckMax = 10_000
/** A lane that is held up must not keep the others from their deadlines. */
const patienceMs = 3 * second
/** One that cannot be decided, for a damaged row or a bug, is asked for again so much later. */
const failedAgainMs = minute

export interface TimekeeperParts {
  readonly reads: Tx
  readonly clock: Clock
  readonly submit: (command: Command) => Promise<Answered>
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/** 守时. Finds deadlines that have fallen due and feeds each to the lane of its shop. */
export class Timekeeper {
  private readonly parts: TimekeeperParts
  private readonly underWay = new Set<string>()
  /** Deadlines whose row and rules disagree: a bug, told once, not asked for ever. */
  private readonly stuck = new Set<string>()
  /** Deadlines whose decision broke off, and when each is tried again. */
  private readonly failed = new Map<string, Instant>()
  private ticking: Promise<number> | null = null

  constructor(parts: TimekeeperParts) {
    this.parts = parts
  }

  /** Decides what is due. Out: how many deadlines were decided. One tick at a time. */
  tick(): Promise<number> {
    this.ticking ??= this.once().finally(() => {
      this.ticking = null
    })
    return this.ticking
  }

  private async once(): Promise<number> {
    const now = this.parts.clock.now()
    for (const [name, againAt] of this.failed) if (againAt <= now) this.failed.delete(name)
    // These stay due and sort first: they must not crowd out those that can be decided.
    const aside = [this.stuck, this.failed, this.underWay]
    const limit = aside.reduce((sum, { size }) => sum + size, onePage)
    const due = await dueDeadlines(this.parts.reads, now - decideAfterMs, limit)
    const fresh = due.filter((one) => !aside.some((those) => those.has(nameOf(one))))
    let count = 0
    const decided = fresh.map(async (one) => {
      if (await this.decide(one, now)) count++
    })
    await within(patienceMs, Promise.all(decided))
    // A full page that moved on: there is more, and nobody should wait for the next tick.
    return due.length === limit && count > 0 ? count + (await this.once()) : count
  }

  private async decide(one: Deadline, now: number): Promise<boolean> {
    const name = nameOf(one)
    this.underWay.add(name)
    try {
      const body = { type: 'time', kind: one.kind } as Body
      const { answer, replayed } = await this.parts.submit({
        id: name,
        shopId: one.shopId,
        actor: clockActor,
        domain: one.subject,
        target: one.id,
        body,
        arrivedAt: now,
        seed: randomBytes(32),
      })
      // Decided before and due all the same: another server was faster, or its decision left it.
      if (answer.ok && !replayed) return true
      if (this.stuck.size >= stuckMax) this.stuck.clear()
      this.stuck.add(name)
      if (!answer.ok)
        this.parts.log('a deadline was refused', { kind: one.kind, code: answer.refused })
      return false
    } catch (error) {
      // Not decided now: it is still due, and the next tick finds it, or one a while later.
      this.parts.log('a deadline waits', { kind: one.kind, why: (error as Error).message })
      if (!(error instanceof Unavailable)) {
        if (this.failed.size >= stuckMax) this.failed.clear()
        this.failed.set(name, this.parts.clock.now() + failedAgainMs)
      }
      return false
    } finally {
      this.underWay.delete(name)
    }
  }
}

/** Waits for this, but not longer. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, enough])
  clearTimeout(timer)
}

function nameOf({ subject, id, kind, generation }: Deadline): string {
  return `${subject}:${id}:${kind}:${generation}`
}
