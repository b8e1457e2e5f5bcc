import type { FastifyInstance } from 'fastify'
import { mount } from './doors.ts'
import { termsHash } from './evidence/site-terms.ts'
import { type AppParts, furnish, type House, type Log } from './house.ts'
import { hour, minute } from './kernel/time.ts'
import { dropNotices } from './notices/notices.store.ts'
import { elapsed, systemClock } from './platform/clock.ts'
import { type ConnectionLimits, connectionsUsual } from './platform/http/connections.ts'
import { openHttp } from './platform/http/server.ts'
import { Metrics } from './platform/metrics.ts'
import { clearAnswers } from './platform/retention.ts'
import { clockJumps, clockSkew, isOff } from './platform/skew.ts'
import { dropReads } from './supervision/desk.store.ts'

export interface App extends House {
  readonly http: FastifyInstance
  /**
   * Starts the clocks that look for due deadlines and unsent instructions. `unfit` is told when
   * this server must not go on: its clock is off, or somebody has set it (`jumped`), and what is due
   * by it is not decided before `unfit` says true: it may go on.
   */
  run(unfit: WhenUnfit): void
  /** Decides all that is due and sends all that waits, until nothing is left to do. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** Told why a server must stop; true when it may go on all the same. */
export type WhenUnfit = (why: string, how: 'skewed' | 'jumped') => boolean

/** How often does the house look for what has fallen due, and for what was not sent? */
const tickMs = 500
const sweepMs = 1_000
const skewEveryMs = 10_000
/** How often does the log take in what was committed? */
const sequenceMs = 200
/** A bill that is not there yet is asked for again; a day that is done costs one small question. */
const reconcileMs = 60_000

function connectionsOf({ limits, trustProxy }: AppParts): ConnectionLimits {
  const { most, perNetwork } = limits.connections ?? connectionsUsual
  // All that a proxy brings come from the proxy.
  return { most, perNetwork: trustProxy ? null : perNetwork }
}

/** 保证. Puts the rooms together; everything that touches the outside world comes in here. */
export async function createApp(parts: AppParts): Promise<App> {
  const metrics = new Metrics()
  const http = await openHttp({
    logLevel: parts.logLevel,
    trustProxy: parts.trustProxy,
    version: parts.version,
    secure: parts.baseUrl.startsWith('https:'),
    formTargets: parts.payOrigins,
    requestsPerMinute: parts.limits.requestsPerMinute,
    connections: connectionsOf(parts),
    metrics,
  })
  const log: Log = (what, about) => http.log.warn({ what, ...about })
  const house = furnish(parts, { metrics, log })
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
      const isSteady = steadiness(house, unfit)
      timers.push(every(log, tickMs, async () => isSteady() && house.timekeeper.tick()))
      timers.push(every(log, sweepMs, () => house.dispatcher.sweep()))
      timers.push(every(log, sweepMs, () => house.sender.sweep()))
      timers.push(every(log, reconcileMs, () => house.reconciler.run()))
      timers.push(every(log, hour, () => house.identity.sweep()))
      timers.push(every(log, hour, () => clearKeys(house, parts.limits.keepKeysDays ?? 30)))
      timers.push(every(log, hour, () => house.sender.tidy()))
      timers.push(every(log, hour, () => dropReads(house.door.reads, house.door.clock.now())))
      timers.push(every(log, hour, () => dropNotices(house.door.reads, house.door.clock.now())))
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
      await house.leave()
    },
  }
}

async function checkClock({ door, book }: House, unfit: WhenUnfit): Promise<void> {
  const skewMs = await clockSkew(door.reads, () => systemClock.now())
  if (!isOff(skewMs)) return
  const finding = `the clock is off by ${Math.round(skewMs)} ms from the database's`
  await book.note({ type: 'house.check_failed', check: 'clock', finding })
  unfit(finding, 'skewed')
}

/**
 * May deadlines be decided by this machine's clock? Not after somebody has set it: money would be
 * released days too early, and the database, on the same machine, would agree.
 */
function steadiness({ book }: House, unfit: WhenUnfit): () => boolean {
  const jump = clockJumps(() => systemClock.now(), elapsed)
  let isSteady = true
  return () => {
    const jumpMs = jump()
    if (!isSteady || !isOff(jumpMs)) return isSteady
    const finding = `the machine's clock was set by ${Math.round(jumpMs)} ms`
    void book.note({ type: 'house.check_failed', check: 'clock', finding })
    isSteady = unfit(finding, 'jumped')
    return isSteady
  }
}

function versions({ version, terms, feePerMille }: AppParts) {
  const rules = { ...terms, feePerMille }
  return { version, runtime: `node ${process.version}`, terms: rules, termsHash: termsHash(rules) }
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
