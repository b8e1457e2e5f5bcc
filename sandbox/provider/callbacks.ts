import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { Send } from './post.ts'
import { iso } from './reply.ts'
import type { Store } from './store.ts'

/**
 * 回调. Events wait in a table from the commit that made them until the merchant has answered 2xx,
 * or 15 tries have failed. In memory: at most `readyMax` of those that are due, `sendingMax` of
 * them on their way. All delays are real time; the business clock has no say here.
 */
export type Manner = 'normal' | 'late' | 'doubled' | 'lost'

export interface Callbacks {
  /** Queues an event inside the current commit. Without `manner` the faults decide. */
  add(url: string, event: string, data: object, manner?: Manner): void
  /** Sends whatever is due. */
  pump(): void
  /** Tries everything that waits, due or not, once. */
  flush(): Promise<{ tried: number; delivered: number; waiting: number }>
  counts(): Counts
  /** Waits for what is on its way; what is not yet sent stays in the table. */
  stop(): Promise<void>
}

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
    due: store.statement('select * from callbacks where due_at <= ? order by due_at, id limit ?'),
    next: store.statement('select min(due_at) as at from callbacks where due_at > ?'),
    remove: store.statement('delete from callbacks where id = ?'),
    again: store.statement('update callbacks set tries = ?, due_at = ? where id = ?'),
    hurry: store.statement('update callbacks set due_at = due_at - ? where id <= ?'),
    ids: store.statement('select id from callbacks'),
    count: store.statement('select count(*) as n from callbacks'),
  }
}

export function openCallbacks(parts: Parts): Callbacks {
  const { store, clock, faults, nextNo } = parts
  const sql = statements(store)
  const ready: Queued[] = []
  const sending = new Map<number, Promise<void>>()
  const known = new Set<number>() // ready or sending
  const flushes = new Set<(id: number, delivered: boolean) => void>()
  const total = { delivered: 0, lost: 0, givenUp: 0 }
  let added: Queued[] = [] // by the commit under way
  let waiting = sql.count.one<{ n: number }>()?.n ?? 0
  let tableHasDue = waiting > 0
  let nextDueAt = sql.next.one<{ at: number | null }>(0)?.at ?? Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function insert(url: string, body: string, dueAt: number): void {
    if (waiting + added.length >= waitingMax)
      total.lost++ // no callback is ever promised
    else {
      const id = sql.insert.one<{ id: number }>(url, body, dueAt)?.id
      if (id !== undefined) added.push({ id, url, body, due_at: dueAt, tries: 0 })
    }
  }

  function add(url: string, event: string, data: object, manner?: Manner): void {
    const eventNo = nextNo()
    const subject = JSON.stringify(data)
    const at = iso(clock.now())
    const body = `{"event":"${event}","eventNo":"${eventNo}","createdAt":"${at}","data":${subject}}`
    const strikes = (fault: Parameters<Faults['strikes']>[0]) =>
      faults.strikes(fault, subjectNo(data))
    if (manner === 'lost' || (manner === undefined && strikes('callbackLost'))) {
      total.lost++
      return
    }
    const late = manner === 'late' || (manner === undefined && strikes('callbackLate'))
    const dueAt = Date.now() + (late ? lateMs : strikes('callbackReordered') ? reorderMs : 0)
    insert(url, body, dueAt)
    const doubled = manner === 'doubled' || (manner === undefined && strikes('callbackDoubled'))
    if (doubled) insert(url, body, dueAt)
  }

  store.onEnd((committed) => {
    const fresh = added
    added = []
    if (!committed) {
      waiting = sql.count.one<{ n: number }>()?.n ?? 0
      tableHasDue = true
      return
    }
    if (fresh.length === 0) return
    waiting += fresh.length
    const now = Date.now()
    for (const queued of fresh) {
      if (queued.due_at > now) nextDueAt = Math.min(nextDueAt, queued.due_at)
      else if (ready.length >= readyMax) tableHasDue = true
      else {
        known.add(queued.id)
        ready.push(queued)
      }
    }
    pump()
  })

  function pump(): void {
    const quiet = stopped || faults.down(clock.now())
    while (!quiet && sending.size < sendingMax) {
      if (ready.length === 0 && tableHasDue) refill()
      const queued = ready.shift()
      if (queued === undefined) break
      sending.set(queued.id, deliver(queued))
    }
    schedule()
  }

  function refill(): void {
    const now = Date.now()
    const rows = sql.due.all<Queued>(now, readyMax + sendingMax)
    tableHasDue = rows.length === readyMax + sendingMax
    nextDueAt = sql.next.one<{ at: number | null }>(now)?.at ?? Number.POSITIVE_INFINITY
    for (const row of rows) {
      if (known.has(row.id)) continue
      known.add(row.id)
      ready.push(row)
    }
  }

  function schedule(): void {
    clearTimeout(timer)
    if (stopped || (waiting === 0 && nextDueAt === Number.POSITIVE_INFINITY)) return
    const down = faults.down(clock.now())
    if (!down && nextDueAt === Number.POSITIVE_INFINITY) return
    const delay = down ? 500 : Math.max(1, nextDueAt - Date.now())
    timer = setTimeout(() => {
      tableHasDue = true
      pump()
    }, delay)
    timer.unref()
  }

  async function deliver(queued: Queued): Promise<void> {
    const delivered = await parts.send(queued.url, queued.body, `${queued.id}-${queued.tries}`)
    await store.commit(() => settle(queued, delivered)).catch(() => {})
    sending.delete(queued.id)
    known.delete(queued.id)
    for (const flush of flushes) flush(queued.id, delivered)
    pump()
  }

  function settle(queued: Queued, delivered: boolean): void {
    const tries = queued.tries + 1
    const pause = backOffMs[queued.tries]
    if (delivered) total.delivered++
    else if (pause === undefined) total.givenUp++
    else {
      const dueAt = Date.now() + pause
      sql.again.run(tries, dueAt, queued.id)
      nextDueAt = Math.min(nextDueAt, dueAt)
      return
    }
    sql.remove.run(queued.id)
    waiting--
  }

  async function flush() {
    const ids = new Set(sql.ids.all<{ id: number }>().map((row) => row.id))
    const [tried, result] = [ids.size, { delivered: 0 }]
    if (tried === 0 || stopped || faults.down(clock.now())) return { tried: 0, ...result, waiting }
    const done = Promise.withResolvers<void>()
    const watch = (id: number, delivered: boolean) => {
      if (!ids.delete(id)) return
      if (delivered) result.delivered++
      if (ids.size === 0) done.resolve()
    }
    flushes.add(watch)
    await store.commit(() => sql.hurry.run(flushMs, Math.max(...ids)))
    tableHasDue = true
    pump()
    await done.promise
    flushes.delete(watch)
    return { tried, ...result, waiting }
  }

  return {
    add,
    pump,
    flush,
    counts: () => ({ ...total, waiting }),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await Promise.all(sending.values())
    },
  }
}

/** The number that faults are drawn on: the instruction's, or the payment's. */
function subjectNo(data: object): string {
  const { instructionNo, paymentNo } = data as { instructionNo?: string; paymentNo?: string }
  return instructionNo ?? paymentNo ?? ''
}
