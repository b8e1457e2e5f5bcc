import type pg from 'pg'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Answer, Command, Happened } from '../../src/platform/command.ts'
import { lanePool, over, readPool, type Tx } from '../../src/platform/db/pool.ts'
import { Metrics } from '../../src/platform/metrics.ts'
import { type Answered, Lanes } from '../../src/platform/run.ts'

/** What a server stands on: where its commands are decided, and what it reads. */
export interface Ground {
  readonly reads: Tx
  submit(command: Command): Promise<Answered>
  /** Is no command being decided, and no statement under way? */
  isAtRest(): boolean
  /** Cuts everything at once, whatever it was doing. Resolves when nothing is left of it. */
  cut(): Promise<void>
  /** After a cut: which of these were kept all the same, and with which answer? */
  kept(commands: readonly Command[]): Promise<(Answer | null)[]>
}

/** Opens the ground of one server; `afterCommit` hears of what is durable. */
export type OpenGround = (afterCommit: (happened: readonly Happened[]) => void) => Ground

/** Real lanes on a real database. */
export class DatabaseGround implements Ground {
  readonly reads: Tx
  private readonly admin: pg.Pool
  private readonly lanes: Lanes
  private readonly pools: readonly pg.Pool[]
  private readonly connections = new Set<pg.Client>()

  constructor(
    parts: { databaseUrl: string; admin: pg.Pool; rooms: Rooms; lanes: number },
    afterCommit: (happened: readonly Happened[]) => void,
  ) {
    const { databaseUrl, admin, rooms, lanes: laneCount } = parts
    this.admin = admin
    const pool = lanePool(databaseUrl, laneCount)
    const read = readPool(databaseUrl, 8)
    this.pools = [pool, read]
    for (const each of this.pools) {
      each.on('connect', (client) => this.connections.add(client))
      each.on('remove', (client) => this.connections.delete(client))
    }
    this.reads = over(read)
    const bounds = { laneCount, batchMax: 256, queueMax: 100_000 }
    this.lanes = new Lanes({ pool, rooms, ...bounds, metrics: new Metrics(false), afterCommit })
  }

  submit(command: Command): Promise<Answered> {
    return this.lanes.submit(command)
  }

  isAtRest(): boolean {
    const idle = this.pools.every((one) => one.idleCount === one.totalCount && !one.waitingCount)
    return idle && this.lanes.waiting === 0
  }

  async cut(): Promise<void> {
    const pids = [...this.connections].map((one) => (one as unknown as Wired).processID)
    for (const one of this.connections) (one as unknown as Wired).connection.stream.destroy()
    const ended = this.pools.map((pool) => pool.end())
    await this.lanes.stop()
    await Promise.all(ended)
    await untilGone(this.admin, pids)
  }

  async kept(commands: readonly Command[]): Promise<(Answer | null)[]> {
    if (commands.length === 0) return []
    const { rows } = await this.admin.query<{ place: number; answer: Answer }>(keptSql, [
      commands.map(({ shopId }) => shopId),
      commands.map(({ actor }) => actor),
      commands.map(({ id }) => id),
    ])
    return commands.map((_, place) => rows.find((row) => row.place === place + 1)?.answer ?? null)
  }
}

interface Wired {
  readonly processID: number
  readonly connection: { readonly stream: { destroy(): void } }
}

const keptSql = `select k.place::integer as place, c.answer
  from unnest($1::bigint[], $2::text[], $3::text[]) with ordinality as k(shop_id, actor, id, place)
  join app.commands c on c.shop_id = k.shop_id and c.actor = k.actor and c.command_id = k.id`

/** A statement that has reached the server is still carried out: what comes of it must be known. */
async function untilGone(admin: pg.Pool, pids: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 5_000; tries++) {
    const sql = 'select 1 from pg_stat_activity where pid = any($1)'
    const { rows } = await admin.query(sql, [pids])
    if (rows.length === 0) return
  }
  throw new Error('the connections of a dead server stay')
}
