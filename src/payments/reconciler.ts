import { randomBytes } from 'node:crypto'
import { fenJson } from '../kernel/canonical.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { sumFen } from '../kernel/money.ts'
import { addDays, type Day, shanghaiDay } from '../kernel/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Answer, Command } from '../platform/command.ts'
import type { Tx } from '../platform/db/pool.ts'
import { unique } from '../platform/db/rows.ts'
import { factCommand } from './dispatcher.ts'
import type { BillAnswer, Fact, PaymentProvider } from './port.ts'
import { firstDay, lastDay, ourFacts, readPayments, saveDay } from './reconciliation.store.ts'
import { compareDay, type Difference, type News } from './reconciliation.ts'

/** So many days are caught up in one go; the rest follows with the next. */
const daysMax = 31

export interface ReconcilerParts {
  readonly provider: PaymentProvider
  readonly reads: Tx
  readonly clock: Clock
  readonly shopOf: (orderId: string) => number | null
  readonly submit: (command: Command) => Promise<{ readonly answer: Answer }>
  readonly log: (what: string, about: Record<string, unknown>) => void
}

/**
 * 每日对账. Fetches the provider's bill of each day that is over, compares it with our book, and
 * takes in as verified facts what we had not heard: a payment whose callback was lost, a hold that
 * ended unheard, what moved twice. What differs stands on the desk's list. A day that was broken
 * off is done again from its beginning; nothing counts twice, since facts have keys.
 */
export class Reconciler {
  private readonly parts: ReconcilerParts
  private running: Promise<number> | null = null

  constructor(parts: ReconcilerParts) {
    this.parts = parts
  }

  /** Compares every day that is over and not compared yet. Out: how many days were done. */
  run(): Promise<number> {
    this.running ??= this.catchUp().finally(() => {
      this.running = null
    })
    return this.running
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await this.running?.catch(() => 0)
  }

  private async catchUp(): Promise<number> {
    const { provider, reads, clock } = this.parts
    const yesterday = addDays(shanghaiDay(clock.now()), -1)
    const last = await lastDay(reads, provider.name)
    const first = last === null ? await firstDay(reads) : addDays(last, 1)
    let done = 0
    for (let on = first; on !== null && on <= yesterday && done < daysMax; on = addDays(on, 1)) {
      const bill = await provider.listBills(on)
      if (bill.type !== 'ready') {
        this.parts.log('no bill yet', { day: on, why: bill.type })
        break
      }
      await this.compare(on, bill)
      done++
    }
    return done
  }

  private async compare(on: Day, bill: Extract<BillAnswer, { type: 'ready' }>): Promise<void> {
    const { provider, reads, clock, shopOf } = this.parts
    const nos = unique(bill.rows.map(({ paymentNo }) => paymentNo))
    const [payments, ours] = await Promise.all([
      readPayments(reads, nos, shopOf),
      ourFacts(reads, on),
    ])
    const { news, differences } = compareDay({ rows: bill.rows, payments, ours })
    const billHash = sha256Hex(bill.raw)
    const strangers: Difference[] = []
    for (const one of news) {
      const { row, dedupeKey } = one
      const fact = await this.factOf(one, billHash)
      if (await this.take(fact, `bill:${on}:${dedupeKey}`)) continue
      const { paymentNo, amountFen: theirsFen } = row
      strangers.push({ kind: 'unknown_payment', paymentNo, dedupeKey, oursFen: null, theirsFen })
    }
    const done = {
      provider: provider.name,
      day: on,
      billRows: bill.rows.length,
      billFen: sumFen(bill.rows.map(({ amountFen }) => amountFen)),
      broughtIn: news.length - strangers.length,
      comparedAt: clock.now(),
      bill: bill.raw,
    }
    await saveDay(reads, done, [...differences, ...strangers])
    if (differences.length > 0)
      this.parts.log('the bill and the book differ', { day: on, differences: differences.length })
  }

  /**
   * The row as a fact; the bill, which is kept whole, is its evidence. Until when a payment is
   * held, the bill does not say: the provider is asked; while it does not know, the day waits.
   */
  private async factOf({ row, dedupeKey }: News, billHash: string): Promise<Fact> {
    const holdExpiresAt = row.kind === 'payment' ? await this.holdOf(row.paymentNo) : null
    const told = fenJson({ billHash, row })
    return {
      ...row,
      dedupeKey,
      status: 'succeeded',
      upstreamState: 'BILL',
      holdExpiresAt,
      raw: { body: Buffer.from(told), headers: { 'content-type': 'application/json' } },
    }
  }

  /** Brings the fact in. False: there is no such payment. */
  private async take(fact: Fact, id: string): Promise<boolean> {
    const { provider, clock, shopOf, submit } = this.parts
    const target = `ord_${fact.paymentNo}`
    const shopId = shopOf(target)
    if (shopId === null) return false
    const { answer } = await submit({
      id,
      shopId,
      actor: `provider:${provider.name}`,
      domain: 'payments',
      target,
      body: factCommand('bill', fact),
      arrivedAt: clock.now(),
      seed: randomBytes(32),
    })
    return answer.ok
  }

  private async holdOf(paymentNo: string): Promise<number | null> {
    const answer = await this.parts.provider.queryPayment(paymentNo)
    if (answer.type === 'unknown') throw new Error(`the hold of ${paymentNo}: ${answer.why}`)
    return answer.type === 'paid' ? answer.fact.holdExpiresAt : null
  }
}
