import { randomBytes } from 'node:crypto'
import { isRefusal } from '../kernel/refusal.ts'
import { minute } from '../kernel/time.ts'
import { type Clock, elapsed } from '../platform/clock.ts'
import type { Body, Command } from '../platform/command.ts'
import type { Tx } from '../platform/db/pool.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Resolve } from '../platform/outside.ts'
import type { Answered } from '../platform/run.ts'
import { claim, dueDeliveries, hold, record, tidy } from './deliveries.store.ts'
import { senderActor } from './facts.ts'
import type { Delivery, Known, OffReason, Try, TryError } from './model.ts'
import { type Posted, post } from './post.ts'
import { failuresMax, nextTry } from './schedule.ts'
import { signedHeaders } from './signing.ts'
import { readTarget } from './target.ts'

export interface SenderParts {
  readonly reads: Tx
  readonly clock: Clock
  readonly metrics: Metrics
  /** From which every address has its own secret. */
  readonly siteKey: Buffer
  /** Only in a sandbox: this machine may be told, too. */
  readonly allowLoopback: boolean
  readonly resolve: Resolve
  /** In [0, 1): spreads retries. */
  readonly chance: () => number
  readonly submit: (command: Command) => Promise<Answered>
  readonly log: (what: string, about: Record<string, unknown>) => void
}

const onePage = 100
const atOnceEach = 4
/** A try that is under way belongs to its server for so long. */
const leaseMs = minute

/**
 * 投递. Sends what waits, each address by itself: a slow one holds up nobody else. A message that
 * does not arrive is tried again later and later; an address that only fails is turned off.
 */
export class Sender {
  private readonly parts: SenderParts
  private sweeping: Promise<number> | null = null
  private readonly underWay = new Map<string, number>()

  constructor(parts: SenderParts) {
    this.parts = parts
  }

  /** Sends what is due. Out: how many tries were made. One sweep at a time. */
  sweep(): Promise<number> {
    this.sweeping ??= this.once().finally(() => {
      this.sweeping = null
    })
    return this.sweeping
  }

  /** Lets tries that are under way come to their end. */
  async stop(): Promise<void> {
    await this.sweeping?.catch(() => 0)
  }

  /** Forgets old messages. Now and then, say once an hour. */
  tidy(): Promise<void> {
    return tidy(this.parts.reads, this.parts.clock.now())
  }

  private async once(): Promise<number> {
    const due = await dueDeliveries(this.parts.reads, this.parts.clock.now(), onePage)
    const tries = due.map(async ({ delivery, webhook }) => {
      const busy = this.underWay.get(webhook.webhookId) ?? 0
      if (busy >= atOnceEach) return 0
      this.underWay.set(webhook.webhookId, busy + 1)
      try {
        return (await this.attempt(delivery, webhook)) ? 1 : 0
      } finally {
        const left = (this.underWay.get(webhook.webhookId) ?? 1) - 1
        if (left === 0) this.underWay.delete(webhook.webhookId)
        else this.underWay.set(webhook.webhookId, left)
      }
    })
    // All come to their end, also when one cannot be written down: its lease runs out.
    const made = await Promise.allSettled(tries)
    const lost = made.find((one) => one.status === 'rejected')
    if (lost) throw lost.reason
    return made.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
  }

  private async attempt(delivery: Delivery, webhook: Known): Promise<boolean> {
    const { reads, clock, metrics } = this.parts
    const at = clock.now()
    if (!(await claim(reads, delivery, at + leaseMs))) return false
    const began = elapsed()
    const posted = await this.send(delivery, webhook, at)
    const tried = { at, tookMs: Math.round(elapsed() - began), ...outcomeOf(posted) }
    const arrived = tried.error === null
    const attempts = delivery.attempts + 1
    const nextAt = arrived ? null : nextTry(attempts, at, this.parts.chance())
    const status = arrived ? 'delivered' : nextAt === null ? 'failed' : 'waiting'
    const failures = await record(reads, delivery, { tried, status, nextAt })
    metrics.dispatched('webhook', tried.error ?? 'delivered')
    if (tried.status === 410) await this.turnOff(delivery, 'gone')
    else if (failures >= failuresMax) await this.turnOff(delivery, 'failures')
    return true
  }

  private async send({ messageId, body }: Delivery, webhook: Known, at: number): Promise<Posted> {
    const { resolve, allowLoopback, siteKey } = this.parts
    const url = readTarget(webhook.url, allowLoopback)
    if (isRefusal(url)) return { error: 'private_address' }
    const headers = signedHeaders(siteKey, webhook, { messageId, body, at })
    return post(url, { headers, body, reach: { resolve, allowLoopback } })
  }

  private async turnOff({ shopId, webhookId }: Delivery, because: OffReason): Promise<void> {
    const { answer } = await this.parts.submit({
      id: randomBytes(12).toString('hex'),
      shopId,
      actor: senderActor,
      domain: 'webhooks',
      target: webhookId,
      body: { type: 'turn_off', because } as Body,
      arrivedAt: this.parts.clock.now(),
      seed: randomBytes(32),
    })
    if (answer.ok) await hold(this.parts.reads, { shopId, webhookId }, null)
    else this.parts.log('an address could not be turned off', { code: answer.refused })
  }
}

/** Only 2xx counts: a redirect is followed nowhere, and is no answer. */
function outcomeOf(posted: Posted): Pick<Try, 'status' | 'error'> {
  if ('error' in posted) return { status: null, error: posted.error }
  const { status } = posted
  if (status >= 200 && status < 300) return { status, error: null }
  const error: TryError = status >= 300 && status < 400 ? 'redirect' : 'refused'
  return { status, error }
}
