import type { Clock } from './clock.ts'
import type { FaultName, Faults } from './faults.ts'
import type { Send } from './post.ts'
import { iso } from './reply.ts'
import type { Store } from './store.ts'

/**
 * 回调. Events wait in a table from the commit that made them until the merchant has answered 2xx,
 * or 15 tries have failed. In memory: at most `readyMax` of those that are due, `sendingMax` of
 * them on their way. All delays are real time; the business clock has no say here.
 */
export type Manner = 'normal' | 'late' | 'doubled' | 'lost'

export interface Counts {
  readonly delivered: number
  readonly lost: number
  readonly givenUp: number
  readonly waiting: number
}

interface Queued {
  readonly id: number
  readonly url: string
  readonly body: string
  readonly due_at: number
  readonly tries: number
}

const waitingMax = 200_000
const readyMax = 1_000
const sendingMax = 64
const backOffMs = [
  ...[100, 200, 400, 800, 1_500, 3_000, 5_000],
  ...[10_000, 15_000, 30_000, 30_000, 60_000, 60_000, 120_000],
]
const lateMs = 3_000
const reorderMs = 250
const downPauseMs = 500
/** Far enough back that a flush puts everything before now and yet keeps the order. */
const flushMs = 86_400_000

interface Parts {
  readonly store: Store
  readonly clock: Clock
  readonly faults: Faults
  readonly nextNo: () => string
  readonly send: Send
}

function statements(store: Store) {
  return {
    insert: store.statement(
      'insert into callbacks (url, body, due_at) values (?, ?, ?) returning id',
    ),
    due: store.statement(
      'select * from callbacks where due_at <= ? and id <= ? order by due_at, id limit ?',
    ),
    next: store.statement('select min(due_at) as at from callbacks where due_at > ?'),
    remove: store.statement('delete from callbacks where id = ?'),
    again: store.statement('update callbacks set tries = ?, due_at = ? where id = ?'),
    hurry: store.statement('update callbacks set due_at = due_at - ? where id <= ?'),
    ids: store.statement('select id from callbacks order by id'),
    lastId: store.statement('select max(id) as id from callbacks'),
    count: store.statement('select count(*) as n from callbacks'),
  }
}

export class Callbacks {
  readonly #parts: Parts
  readonly #sql: ReturnType<typeof statements>
  readonly #ready: Queued[] = []
  readonly #sending = new Map<number, Promise<void>>()
  /** Ids that are ready or on their way. */
  readonly #known = new Set<number>()
  readonly #flushes = new Set<(id: number, delivered: boolean) => void>()
  readonly #total = { delivered: 0, lost: 0, givenUp: 0 }
  /** Inserted by the commit under way. */
  #added: Queued[] = []
  #waiting: number
  /** Newer rows may still be rolled back: nothing is told before it is certain. */
  #committedId: number
  #tableHasDue = true
  #nextDueAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#sql = statements(parts.store)
    this.#waiting = this.#count()
    this.#committedId = this.#sql.lastId.one<{ id: number | null }>()?.id ?? 0
    parts.store.onEnd((committed) => this.#ended(committed))
  }

  /** Queues an event inside the current commit. Without `manner` the faults decide. */
  add(url: string, event: string, data: object, manner?: Manner): void {
    const { clock, faults, nextNo } = this.#parts
    const [eventNo, createdAt] = [nextNo(), iso(clock.now())]
    const body = JSON.stringify({ event, eventNo, createdAt, data })
    const strikes = (fault: FaultName) => faults.strikes(fault, subjectNo(data))
    if (manner === 'lost' || (manner === undefined && strikes('callbackLost'))) {
      this.#total.lost++
      return
    }
    const late = manner === 'late' || (manner === undefined && strikes('callbackLate'))
    const dueAt = Date.now() + (late ? lateMs : strikes('callbackReordered') ? reorderMs : 0)
    this.#insert(url, body, dueAt)
    const doubled = manner === 'doubled' || (manner === undefined && strikes('callbackDoubled'))
    if (doubled) this.#insert(url, body, dueAt)
  }

  /** Sends whatever is due. */
  pump(): void {
    const quiet = this.#stopped || this.#down()
    while (!quiet && this.#sending.size < sendingMax) {
      if (this.#ready.length === 0 && this.#tableHasDue) this.#refill()
      const queued = this.#ready.shift()
      if (queued === undefined) break
      this.#sending.set(queued.id, this.#deliver(queued))
    }
    this.#schedule()
  }

  /** Tries everything that waits, due or not, once. */
  async flush(): Promise<{ tried: number; delivered: number; waiting: number }> {
    const ids = this.#sql.ids.all<{ id: number }>().map((row) => row.id)
    const last = ids.at(-1)
    if (last === undefined || this.#stopped || this.#down()) {
      return { tried: 0, delivered: 0, waiting: this.#waiting }
    }
    const left = new Set(ids)
    let taken = 0
    const done = Promise.withResolvers<void>()
    const watch = (id: number, delivered: boolean) => {
      if (!left.delete(id)) return
      if (delivered) taken++
      if (left.size === 0) done.resolve()
    }
    this.#flushes.add(watch)
    await this.#parts.store.commit(() => this.#sql.hurry.run(flushMs, last))
    this.#tableHasDue = true
    this.pump()
    await done.promise
    this.#flushes.delete(watch)
    return { tried: ids.length, delivered: taken, waiting: this.#waiting }
  }

  counts(): Counts {
    return { ...this.#total, waiting: this.#waiting }
  }

  /** Waits for what is on its way; what is not yet sent stays in the table. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.all(this.#sending.values())
  }

  #insert(url: string, body: string, dueAt: number): void {
    if (this.#waiting + this.#added.length >= waitingMax) {
      this.#total.lost++ // no callback is ever promised
      return
    }
    const id = this.#sql.insert.one<{ id: number }>(url, body, dueAt)?.id
    if (id !== undefined) this.#added.push({ id, url, body, due_at: dueAt, tries: 0 })
  }

  #ended(committed: boolean): void {
    const added = this.#added
    this.#added = []
    if (!committed) {
      this.#waiting = this.#count()
      this.#tableHasDue = true
      return
    }
    if (added.length === 0) return
    this.#waiting += added.length
    this.#committedId = added.at(-1)?.id ?? this.#committedId
    const now = Date.now()
    for (const queued of added) {
      if (queued.due_at > now) this.#nextDueAt = Math.min(this.#nextDueAt, queued.due_at)
      else if (this.#ready.length >= readyMax) this.#tableHasDue = true
      else this.#makeReady(queued)
    }
    this.pump()
  }

  #makeReady(queued: Queued): void {
    if (this.#known.has(queued.id)) return
    this.#known.add(queued.id)
    this.#ready.push(queued)
  }

  #refill(): void {
    const now = Date.now()
    const limit = readyMax + sendingMax
    const rows = this.#sql.due.all<Queued>(now, this.#committedId, limit)
    this.#tableHasDue = rows.length === limit
    this.#nextDueAt = this.#sql.next.one<{ at: number | null }>(now)?.at ?? Number.POSITIVE_INFINITY
    for (const row of rows) this.#makeReady(row)
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#stopped || this.#waiting === 0) return
    const down = this.#down()
    if (!down && this.#nextDueAt === Number.POSITIVE_INFINITY) return
    const delay = down ? downPauseMs : Math.max(1, this.#nextDueAt - Date.now())
    this.#timer = setTimeout(() => {
      this.#tableHasDue = true
      this.pump()
    }, delay)
    this.#timer.unref()
  }

  async #deliver(queued: Queued): Promise<void> {
    const { store, send } = this.#parts
    const delivered = await send(queued.url, queued.body, `${queued.id}-${queued.tries}`)
    // A commit that failed leaves it in the table: it goes out again.
    await store.commit(() => this.#settle(queued, delivered)).catch(() => {})
    this.#sending.delete(queued.id)
    this.#known.delete(queued.id)
    for (const watch of this.#flushes) watch(queued.id, delivered)
    this.pump()
  }

  #settle(queued: Queued, delivered: boolean): void {
    const pause = backOffMs[queued.tries]
    if (delivered) this.#total.delivered++
    else if (pause === undefined) this.#total.givenUp++
    else {
      const dueAt = Date.now() + pause
      this.#sql.again.run(queued.tries + 1, dueAt, queued.id)
      this.#nextDueAt = Math.min(this.#nextDueAt, dueAt)
      return
    }
    this.#sql.remove.run(queued.id)
    this.#waiting--
  }

  #count(): number {
    return this.#sql.count.one<{ n: number }>()?.n ?? 0
  }

  #down(): boolean {
    return this.#parts.faults.down(this.#parts.clock.now())
  }
}

/** The number that faults are drawn on: the instruction's, or the payment's. */
function subjectNo(data: object): string {
  const { instructionNo, paymentNo } = data as { instructionNo?: string; paymentNo?: string }
  return instructionNo ?? paymentNo ?? ''
}
