import { commitment, type Leaf, leafHash } from '../../src/evidence/leaf.ts'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import type { ShopId } from '../../src/kernel/ids.ts'
import { day } from '../../src/kernel/time.ts'
import type { Account } from '../../src/ledger/model.ts'
import type { Event as OrderEvent } from '../../src/orders/model.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Tx } from '../../src/platform/db/pool.ts'
import { reviveFen } from '../../src/platform/db/rows.ts'
import { type Payload, streams } from '../../src/platform/journal.ts'
import { type Table, World } from '../../src/platform/world.ts'
import type { Habits } from '../../src/returns/model.ts'
import { habitsTable } from '../../src/returns/store.ts'
import { returnTerms } from '../../src/returns/terms.ts'
import { allRows, type Problem, sameRow, tables } from './tables.ts'

interface Line {
  readonly shop_id: bigint
  readonly stream_id: string
  readonly seq: number
  readonly kind: string
  readonly leaf: Buffer
  readonly payload: string | null
  readonly salt: Buffer | null
}

const linesAtOnce = 2_000

/** The whole journal, stream by stream, each from its first entry. */
async function* journal(tx: Tx): AsyncGenerator<Line> {
  let last: Pick<Line, 'shop_id' | 'stream_id' | 'seq'> = { shop_id: 0n, stream_id: '', seq: 0 }
  for (;;) {
    const { rows } = await tx.query<Line>(
      'replay.journal',
      `select j.shop_id, j.stream_id, j.seq, j.kind, j.leaf, j.payload, j.salt
       from app.journal j
       where (j.shop_id, j.stream_id, j.seq) > ($1, $2, $3)
       order by j.shop_id, j.stream_id, j.seq limit ${linesAtOnce}`,
      [last.shop_id, last.stream_id, last.seq],
    )
    yield* rows
    const end = rows.at(-1)
    if (!end) return
    last = end
  }
}

/** A world without a database: every row begins as its table's initial row. */
class EmptyWorld extends World {
  override read<Row>(table: Table<Row>, shopId: ShopId, id: string): Row {
    this.placeInitial(table as Table<unknown>, { shopId, id })
    return super.read(table, shopId, id)
  }
}

export interface Replayed {
  readonly world: World
  readonly problems: readonly Problem[]
  readonly entries: number
}

/** What do all events of the journal give, applied to nothing? On the way each chain is checked. */
export async function replay(tx: Tx, rooms: Rooms): Promise<Replayed> {
  const world = new EmptyWorld()
  const problems: Problem[] = []
  const chain = new Chain(problems)
  const releases = new Releases(problems)
  let entries = 0
  for await (const line of journal(tx)) {
    entries++
    const payload = chain.follow(line)
    if (payload === null) continue
    const { domain: name, target, event } = payload
    const shopId = Number(line.shop_id)
    const domain = rooms.domains.get(name)
    if (!domain) throw new Error(`the journal names no such domain: ${name}`)
    if (event.type !== line.kind)
      problems.push({ invariant: 'journal_chain', what: `${event.type} is told as ${line.kind}` })
    if (name === 'orders') releases.see(target, event as OrderEvent)
    domain.apply(world, shopId, target, event)
    const stream = domain.stream(target, world, shopId)
    const state = { streamId: line.stream_id, count: line.seq, head: chain.head }
    world.read(streams, shopId, stream)
    world.write(streams, shopId, stream, state)
  }
  return { world, problems, entries }
}

/**
 * 链: sequence without gaps, each leaf names the one before, and its commitment fits its payload.
 */
class Chain {
  head = ''
  private stream = ''
  private seq = 0
  private readonly problems: Problem[]

  constructor(problems: Problem[]) {
    this.problems = problems
  }

  follow(line: Line): Payload | null {
    if (line.stream_id !== this.stream) {
      this.stream = line.stream_id
      this.seq = 0
      this.head = ''
    }
    const leaf = JSON.parse(line.leaf.toString()) as Leaf
    const where = `${line.stream_id}/${line.seq} ${line.kind}`
    if (line.seq !== this.seq + 1) this.tell(`${where}: comes after ${this.seq}`)
    if (leaf.prev !== this.head) this.tell(`${where}: does not name the leaf before`)
    if (leaf.seq !== line.seq || leaf.stream !== line.stream_id || leaf.kind !== line.kind)
      this.tell(`${where}: its leaf is about something else`)
    this.seq = line.seq
    this.head = leafHash(line.leaf).toString('hex')
    if (line.payload === null || line.salt === null) {
      this.tell(`${where}: has no payload`)
      return null
    }
    const payload = JSON.parse(line.payload) as Payload
    if (commitment(line.salt, payload) !== leaf.commitment)
      this.tell(`${where}: its commitment does not fit its payload`)
    return reviveFen(payload) as Payload
  }

  private tell(what: string): void {
    this.problems.push({ invariant: 'journal_chain', what })
  }
}

interface Purse {
  leftFen: bigint
  readonly locks: Map<string, bigint>
  readonly out: Map<string, bigint>
}

/**
 * Never does more go to the seller than what was paid, less what has gone and less what complaints
 * hold back at that moment. Follows the events alone and shares nothing with the rules.
 */
class Releases {
  private readonly purses = new Map<string, Purse>()
  private readonly problems: Problem[]

  constructor(problems: Problem[]) {
    this.problems = problems
  }

  see(orderId: string, event: OrderEvent): void {
    const purse = this.purses.get(orderId) ?? { leftFen: 0n, locks: new Map(), out: new Map() }
    this.purses.set(orderId, purse)
    switch (event.type) {
      case 'order.paid':
        purse.leftFen += event.amountFen
        return
      case 'order.locked':
        purse.locks.set(event.id, event.amountFen)
        return
      case 'order.unlocked':
        purse.locks.delete(event.id)
        return
      case 'order.release_due':
      case 'order.fee_due':
        this.release(orderId, purse, event.amountFen)
        this.goes(purse, event)
        return
      case 'order.refund_due':
        this.goes(purse, event)
        return
      case 'order.repay_due':
        if (event.kind === 'refund') this.goes(purse, event)
        return
      case 'order.move_refused':
        purse.leftFen += purse.out.get(event.no) ?? 0n
        purse.out.delete(event.no)
        return
      case 'order.hold_ended':
        purse.leftFen -= event.fromEscrowFen
        return
    }
  }

  private goes(purse: Purse, { no, amountFen }: { no: string; amountFen: bigint }): void {
    purse.leftFen -= amountFen
    purse.out.set(no, amountFen)
  }

  private release(orderId: string, { leftFen, locks }: Purse, amountFen: bigint): void {
    const lockedFen = [...locks.values()].reduce((sum, fen) => sum + fen, 0n)
    const heldBackFen = lockedFen < leftFen ? lockedFen : leftFen
    if (leftFen - amountFen >= heldBackFen) return
    const what = `${amountFen} of ${leftFen} fen go to the seller, ${lockedFen} are locked`
    this.problems.push({ invariant: 'release_within_locks', what, orderId })
  }
}

/** Does the replayed world equal the tables, row by row? */
export async function compareTables(tx: Tx, world: World): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const table of tables) {
    const replayed = new Map(
      [...world.rows(table)]
        .filter(({ row }) => row !== table.initial)
        .map(({ shopId, id, row }) => [`${shopId}/${id}`, row]),
    )
    for await (const { shopId, id, row } of allRows(tx, table)) {
      const name = `${shopId}/${id}`
      if (!replayed.has(name)) problems.push(unlike(table, id, 'only in the table'))
      else if (!sameRow(withoutOrder(table, replayed.get(name)), withoutOrder(table, row)))
        problems.push(unlike(table, id, 'another row in the table'))
      replayed.delete(name)
    }
    for (const name of replayed.keys())
      problems.push(unlike(table, name.slice(name.indexOf('/') + 1), 'only in the journal'))
  }
  return problems
}

/**
 * An account that many orders share was opened by the first, and a buyer's returns of several
 * orders stand in one row: streams do not tell which came first, nor what was forgotten by then.
 */
function withoutOrder(table: Table<unknown>, row: unknown): unknown {
  if (table.name === 'accounts') return { ...(row as Account), openedAt: 0 }
  if (table.name !== habitsTable.name || !Array.isArray(row)) return row
  const habits = row as Habits
  const newest = Math.max(...habits.map(({ at }) => at))
  const kept = habits.filter(({ at }) => at > newest - returnTerms.habitDays * day)
  return kept.map((one) => canonicalJson(one)).sort()
}

function unlike(table: Table<unknown>, id: string, how: string): Problem {
  const orderId = /ord_[0-9a-z]{26}/.exec(id)?.[0] ?? null
  return { invariant: 'replay_equals_tables', what: `${table.name} ${id}: ${how}`, orderId }
}
