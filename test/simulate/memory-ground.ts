import { fenJson } from '../../src/kernel/canonical.ts'
import { isRefusal, refuse } from '../../src/kernel/refusal.ts'
import { open } from '../../src/payments/rules.ts'
import { payments } from '../../src/payments/store.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Answer, Command, Happened } from '../../src/platform/command.ts'
import type { Result, Tx } from '../../src/platform/db/pool.ts'
import { execute } from '../../src/platform/execute.ts'
import { type Answered, Unavailable } from '../../src/platform/run.ts'
import { type Table, World } from '../../src/platform/world.ts'
import { pageOf } from '../doubts.ts'
import type { Ground } from './ground.ts'

interface Cell {
  readonly table: Table<unknown>
  readonly shopId: number
  readonly id: string
  row: unknown
  version: number
}

/** A world that is all there is: rows live in it, and begin as their table does. */
class LastingWorld extends World {
  readonly all = new Map<string, Cell>()
  private steps: { cell: Cell; row: unknown }[] = []

  override read<Row>(table: Table<Row>, shopId: number, id: string): Row {
    const page = pageOf(table.name, id, (rows) => this.rowsOf(rows, shopId))
    if (page !== undefined) return page as Row
    return this.cell(table as Table<unknown>, shopId, id).row as Row
  }

  override write<Row>(...[table, shopId, id, row]: [Table<Row>, number, string, Row]): void {
    const cell = this.cell(table as Table<unknown>, shopId, id)
    this.steps.push({ cell, row: cell.row })
    cell.row = row
  }

  private rowsOf<Row>({ name }: Table<Row>, shopId: number): Row[] {
    const all = [...this.all.values()].filter((one) => one.shopId === shopId)
    return all.flatMap(({ table, row }) => (table.name === name ? [row as Row] : []))
  }

  override want(): void {}

  override mark(): number {
    return this.steps.length
  }

  override backTo(mark: number): void {
    for (const { cell, row } of this.steps.splice(mark).reverse()) cell.row = row
  }

  /** What one command has changed; the next one begins from there. */
  commit(): { cell: Cell; before: unknown }[] {
    const first = new Map<Cell, unknown>()
    for (const { cell, row } of this.steps.splice(0)) if (!first.has(cell)) first.set(cell, row)
    const changed = [...first].filter(([cell, before]) => cell.row !== before)
    for (const [cell] of changed) cell.version++
    return changed.map(([cell, before]) => ({ cell, before }))
  }

  private cell(table: Table<unknown>, shopId: number, id: string): Cell {
    const name = `${table.name}/${shopId}/${id}`
    const found = this.all.get(name)
    if (found) return found
    const fresh = { table, shopId, id, row: table.initial, version: 0 }
    this.all.set(name, fresh)
    return fresh
  }
}

/** A row of the table of deadlines, in its own words. */
interface Due {
  readonly shop_id: bigint
  readonly subject: string
  readonly id: string
  readonly kind: string
  readonly generation: number
  readonly due_at: number
}

interface Claim {
  readonly body: string
  readonly answer: Answer
}

/**
 * What a database would keep, in memory: rows, answers, deadlines and what waits to be sent. It
 * outlives every server that stands on it.
 */
export class MemoryStore {
  readonly world = new LastingWorld()
  readonly deadlines = new Map<string, Due>()
  private readonly byId = new Map<string, Map<string, Due>>()
  readonly dispatches = new Map<string, Record<string, unknown> & { next_at: number }>()
  private readonly claims = new Map<string, Claim>()
  private readonly listed = new Map<string, string[]>()

  decide(command: Command, rooms: Rooms): { answered: Answered; happened: readonly Happened[] } {
    const { shopId, actor, id, domain, target } = command
    const name = `${shopId}/${actor}/${id}`
    const body = fenJson({ domain, target, body: command.body })
    const claim = this.claims.get(name)
    if (claim?.body === body)
      return { answered: { answer: claim.answer, replayed: true }, happened: [] }
    if (claim) return refused(refuse('command.id_used_for_another'))
    const decision = execute(this.world, command, rooms)
    const entry = { stream: '', seq: 0 }
    const answer: Answer = isRefusal(decision)
      ? { ok: false, ...decision }
      : { ok: true, entry, result: {} }
    this.claims.set(name, { body, answer })
    for (const { cell, before } of this.world.commit()) this.follow(cell, before)
    const happened = isRefusal(decision) ? [] : decision
    return { answered: { answer, replayed: false }, happened }
  }

  deadlinesOf(id: string): Iterable<Due> {
    return this.byId.get(id)?.values() ?? []
  }

  private set(key: string, due: Due): void {
    this.deadlines.set(key, due)
    const own = this.byId.get(due.id) ?? new Map<string, Due>()
    this.byId.set(due.id, own.set(key, due))
  }

  private lift(key: string, id: string): void {
    this.deadlines.delete(key)
    this.byId.get(id)?.delete(key)
  }

  idsOf(table: string, shopId: number): string[] {
    return this.listed.get(`${table}/${shopId}`) ?? []
  }

  answerTo({ shopId, actor, id }: Command): Answer | null {
    return this.claims.get(`${shopId}/${actor}/${id}`)?.answer ?? null
  }

  /** Deadlines and dispatches follow from rows, as the tables say. */
  private follow({ table, shopId, id, row, version }: Cell, before: unknown): void {
    const list = `${table.name}/${shopId}`
    if (version === 1 && table.name === 'listings')
      this.listed.set(list, [...this.idsOf('listings', shopId), id])
    const timers = (of: unknown) => table.timers?.(of) ?? []
    const earlier = version === 1 ? [] : timers(before)
    const now = timers(row)
    const key = (kind: string) => `${shopId}/${table.name}/${id}/${kind}`
    for (const { kind, dueAt: due_at } of now)
      if (!earlier.some((one) => one.kind === kind && one.dueAt === due_at))
        this.set(key(kind), {
          ...{
            shop_id: BigInt(shopId),
            subject: table.name,
            id,
            kind,
            generation: version,
            due_at,
          },
        })
    for (const { kind } of earlier)
      if (!now.some((one) => one.kind === kind)) this.lift(key(kind), id)
    if (table.name !== payments.name) return
    const waits = open(row as Parameters<typeof open>[0])
    const waited = open(before as Parameters<typeof open>[0])
    for (const instruction of waits)
      if (!waited.includes(instruction))
        this.dispatches.set(`${id}/${instruction}`, {
          ...{ shop_id: BigInt(shopId), payment_id: id, instruction, attempts: 0, next_at: 0 },
        })
    for (const instruction of waited)
      if (!waits.includes(instruction)) this.dispatches.delete(`${id}/${instruction}`)
  }

  /** The few statements that dispatcher and timekeeper send, by name. */
  readonly reads: Tx = {
    query: async <Row>(name: string, _text: string, values: readonly unknown[]) => {
      const rows = this.ask(name, values) as Row[]
      return { rows, count: rows.length } satisfies Result<Row>
    },
  }

  private ask(name: string, values: readonly unknown[]): unknown[] {
    switch (name) {
      case 'deadlines.due':
        return sorted(this.deadlines, 'due_at', values)
      case 'dispatches.due':
        return sorted(this.dispatches, 'next_at', values)
      case 'dispatches.postpone': {
        const found = this.dispatches.get(`${values[1]}/${values[2]}`)
        if (!found) return []
        Object.assign(found, { attempts: values[3], next_at: Date.parse(String(values[4])) })
        return [found]
      }
      case 'payments.read': {
        const state = this.world.read(payments, Number(values[0]), String(values[1]))
        return state.status === 'none' ? [] : [{ state: JSON.parse(fenJson(state)) }]
      }
      default:
        throw new Error(`memory cannot answer ${name}`)
    }
  }
}

function refused(refusal: ReturnType<typeof refuse>) {
  return { answered: { answer: { ok: false as const, ...refusal }, replayed: false }, happened: [] }
}

function sorted<Name extends string, Row extends { readonly [name in Name]: number }>(
  rows: ReadonlyMap<string, Row>,
  by: Name,
  [until, limit]: readonly unknown[],
): Row[] {
  const last = Date.parse(String(until))
  return [...rows]
    .filter(([, row]) => row[by] <= last)
    .sort(([a, one], [b, other]) => one[by] - other[by] || (a < b ? -1 : 1))
    .map(([, row]) => row)
    .slice(0, Number(limit))
}

interface Waiting {
  readonly command: Command
  readonly resolve: (answered: Answered) => void
  readonly reject: (error: Error) => void
}

/** A server's place in memory: one command after the other. What waits when it is cut is lost. */
export class MemoryGround implements Ground {
  readonly reads: Tx
  private readonly store: MemoryStore
  private readonly rooms: Rooms
  private readonly afterCommit: (happened: readonly Happened[]) => void
  private queue: Waiting[] = []
  private running = false

  constructor(
    { store, rooms }: { store: MemoryStore; rooms: Rooms },
    afterCommit: (happened: readonly Happened[]) => void,
  ) {
    this.store = store
    this.rooms = rooms
    this.afterCommit = afterCommit
    this.reads = store.reads
  }

  submit(command: Command): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.queue.push({ command, resolve, reject })
      if (!this.running) void this.drain()
    })
  }

  private async drain(): Promise<void> {
    this.running = true
    await null
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      try {
        const { answered, happened } = this.store.decide(next.command, this.rooms)
        this.afterCommit(happened)
        next.resolve(answered)
      } catch (error) {
        next.reject(error as Error)
      }
      // Between two commands a server may die.
      if (this.queue.length > 0) await new Promise((resolve) => setImmediate(resolve))
    }
    this.running = false
  }

  isAtRest(): boolean {
    return !this.running && this.queue.length === 0
  }

  async cut(): Promise<void> {
    for (const { reject } of this.queue.splice(0)) reject(new Unavailable('this house is dead'))
  }

  async kept(commands: readonly Command[]): Promise<(Answer | null)[]> {
    return commands.map((command) => this.store.answerTo(command))
  }
}
