import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { foundLog, type Log, type LogParts, openLog } from '../src/evidence/log.ts'
import { lanePool, over, type Tx } from '../src/platform/db/pool.ts'
import { JournalPage, streams } from '../src/platform/journal.ts'
import { World } from '../src/platform/world.ts'
import { type Database, freshDatabase } from './database.ts'

/**
 * A log on a fresh database and in a folder of its own, with nothing else of the house: entries are
 * written by the real journal, and the log is opened as often as somebody wants to crash it.
 */
export class LogHouse {
  readonly pool: pg.Pool
  readonly folder: string
  private readonly database: Database
  private readonly seed = randomBytes(32)
  /** What was committed, and must be in the log for ever: stream id and sequence. */
  readonly committed: { streamId: string; seq: number }[] = []

  private constructor(database: Database) {
    this.database = database
    this.folder = mkdtempSync(join(tmpdir(), 'log-'))
    this.pool = lanePool(database.connectionString, 4)
  }

  static async open(): Promise<LogHouse> {
    return new LogHouse(await freshDatabase())
  }

  get tx(): Tx {
    return over(this.pool)
  }

  get databaseUrl(): string {
    return this.database.connectionString
  }

  /** The log, as a server that starts now opens it. */
  async log(more: Partial<LogParts> = {}): Promise<Log> {
    const { folder, seed, databaseUrl } = this
    const baseUrl = 'https://log.example/test'
    const site = { databaseUrl, folder, seed, origin: null, baseUrl, policy: null }
    return openLog({
      ...(await foundLog(site)),
      seed,
      pool: this.pool,
      now: Date.now,
      wall: Date.now,
      log: () => {},
      leaseMs: 0,
      ...more,
    })
  }

  /** Commits entries of these streams, one each, as one batch of the lanes. */
  async commit(...subjects: string[]): Promise<void> {
    const shopId = 7
    const client = await this.pool.connect()
    try {
      const world = new World()
      for (const subject of subjects) world.want(streams, shopId, subject)
      await world.load(over(client))
      const page = new JournalPage()
      for (const subject of subjects) {
        const { stream, seq } = page.add(world, { id: 'c', seed: randomBytes(32) }, [
          {
            shopId,
            domain: 'orders',
            target: subject,
            stream: subject,
            actor: 'person:somebody',
            at: Date.now(),
            event: { type: 'test.happened', amountFen: 100n, buyerId: 'b' } as { type: string },
          },
        ])
        this.committed.push({ streamId: stream, seq })
      }
      await client.query('begin')
      const changes = [...world.changes()]
      await Promise.all([
        ...changes.map(([table, list]) => table.save(over(client), list)),
        page.save(over(client)),
      ])
      await client.query('commit')
    } finally {
      client.release()
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
    await this.database.drop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
