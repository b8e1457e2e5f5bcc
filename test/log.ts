import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { checkDatabase } from '../cli/fsck.ts'
import { parseCheckpoint } from '../src/evidence/checkpoint.ts'
import {
  checkpointsAfter,
  latestCheckpoint,
  type Published,
} from '../src/evidence/checkpoints.store.ts'
import { foundLog, type Log, type LogParts, openLog } from '../src/evidence/log.ts'
import { formatVkey, keyTypes, makeSigner, parseNote, type Signer } from '../src/evidence/note.ts'
import { type Policy, parsePolicy } from '../src/evidence/policy.ts'
import { lastSignedPath } from '../src/evidence/recovery.ts'
import { openTileDisk, type TileDisk } from '../src/evidence/tile-files.ts'
import { witnessServer } from '../src/evidence/witness-server.ts'
import { postOverHttp } from '../src/evidence/witnesses.ts'
import { logPool, over, type Tx } from '../src/platform/db/pool.ts'
import { JournalPage, streams } from '../src/platform/journal.ts'
import { resolve } from '../src/platform/outside.ts'
import { World } from '../src/platform/world.ts'
import { type Database, freshDatabase } from './database.ts'

export const logOrigin = 'log.example/test'
const shopId = 7

/**
 * A log on a fresh database and in a folder of its own, with nothing else of the house: entries are
 * written by the real journal, and the log is opened as often as somebody wants to crash it.
 */
export class LogHouse {
  readonly pool: pg.Pool
  readonly folder: string
  readonly seed = randomBytes(32)
  /** What was committed, and must be in the log for ever. */
  readonly committed: { streamId: string; seq: number }[] = []
  /** Every checkpoint text that was ever signed here, whatever became of it. */
  readonly signed = new Set<string>()
  private readonly database: Database
  private readonly witnesses: Server[] = []

  private constructor(database: Database) {
    this.database = database
    this.folder = mkdtempSync(join(tmpdir(), 'log-'))
    this.pool = logPool(database.connectionString, 4)
  }

  static async open(): Promise<LogHouse> {
    return new LogHouse(await freshDatabase())
  }

  /** The same on a database that somebody else has made. */
  static on(database: Database): LogHouse {
    return new LogHouse(database)
  }

  get tx(): Tx {
    return over(this.pool)
  }

  get databaseUrl(): string {
    return this.database.connectionString
  }

  get disk(): TileDisk {
    return openTileDisk(join(this.folder, 'log'))
  }

  get signer(): Signer {
    return makeSigner({ name: logOrigin, type: keyTypes.signature, seed: this.seed })
  }

  /** The log, as a server that starts now opens it; the one before need not have ended. */
  async log(more: Partial<LogParts> = {}): Promise<Log> {
    const { seed, databaseUrl } = this
    const folder = join(this.folder, 'log')
    const baseUrl = 'https://log.example'
    const site = {
      databaseUrl,
      folder,
      seed,
      origin: logOrigin,
      baseUrl,
      policy: null,
      now: Date.now(),
    }
    return openLog({
      ...(await foundLog(site)),
      pool: this.pool,
      now: Date.now,
      wall: Date.now,
      log: () => {},
      // The next one may take over at once.
      leaseMs: -1,
      post: postOverHttp({ resolve, allowLoopback: true }),
      ...more,
      disk: this.watched(more.disk ?? this.disk),
    })
  }

  /** Remembers what is signed: every note passes here before anybody outside sees it. */
  private watched(disk: TileDisk): TileDisk {
    return {
      read: (path) => disk.read(path),
      remove: (folders) => disk.remove(folders),
      write: (files) => {
        for (const { path, bytes } of files)
          if (path === lastSignedPath) this.signed.add(parseNote(bytes)?.text ?? '')
        return disk.write(files)
      },
    }
  }

  /** Commits entries of these streams, one each, as one batch of the lanes. */
  async commit(...subjects: string[]): Promise<void> {
    const client = await this.pool.connect()
    try {
      const tx = over(client)
      const world = new World()
      for (const subject of subjects) world.want(streams, shopId, subject)
      await world.load(tx)
      const page = new JournalPage()
      const entries = subjects.map((subject) =>
        page.add(world, { id: 'c', seed: randomBytes(32) }, [happened(subject)]),
      )
      await client.query('begin')
      const changes = [...world.changes()]
      await Promise.all([...changes.map(([table, list]) => table.save(tx, list)), page.save(tx)])
      await client.query('commit')
      for (const { stream, seq } of entries) this.committed.push({ streamId: stream, seq })
    } finally {
      client.release()
    }
  }

  /** A witness on a port of its own. */
  async witness(name: string): Promise<{ line: string; stop: () => void }> {
    const signer = makeSigner({ name, type: keyTypes.cosignature, seed: randomBytes(32) })
    const server = witnessServer({
      signer,
      logs: [this.signer.vkey],
      folder: mkdtempSync(join(this.folder, 'witness-')),
      now: () => Math.floor(Date.now() / 1_000),
      alarm: (why) => assert.fail(why),
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.witnesses.push(server)
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const line = `witness ${name} ${formatVkey(signer.vkey)} ${url}`
    return { line, stop: () => stop(server) }
  }

  newest(): Promise<Published | null> {
    return latestCheckpoint(this.tx)
  }

  policy(...lines: string[]): Policy {
    const policy = parsePolicy(Buffer.from(lines.map((line) => `${line}\n`).join('')))
    assert(!('fault' in policy))
    return policy
  }

  /** Everything that must hold of a log, whatever happened to it; `allIn` when nothing may wait. */
  async check(allIn = true): Promise<void> {
    const folder = join(this.folder, 'log')
    const report = await checkDatabase(this.databaseUrl, { folder, payloads: true })
    assert.deepEqual(report.faults, [])
    const { rows } = await this.pool.query<{ stream_id: string; seq: number; at: bigint | null }>(
      `select j.stream_id, j.seq, b.first_index + j.place as at from app.journal j
       left join app.log_batches b on b.batch_id = j.batch_id`,
    )
    const places = new Map(rows.map(({ stream_id, seq, at }) => [`${stream_id} ${seq}`, at]))
    for (const { streamId, seq } of this.committed) {
      const at = places.get(`${streamId} ${seq}`)
      assert(at !== undefined, `entry ${seq} of ${streamId} is lost`)
      assert(at !== null || !allIn, `entry ${seq} of ${streamId} waits for ever`)
    }
    const taken = rows.flatMap(({ at }) => (at === null ? [] : [at]))
    assert.equal(new Set(taken).size, taken.length, 'two entries have one index')
    // What was signed is what is published, or was never shown to anybody: one root a size.
    const published = await checkpointsAfter(this.tx, { size: 0, limit: 100_000 })
    const roots = new Map(published.map(({ size, root }) => [size, root.toString('hex')]))
    for (const text of this.signed) {
      const { size, root } = parseCheckpoint(text) ?? assert.fail(`signed: ${text}`)
      const known = roots.get(size) ?? root.toString('hex')
      assert.equal(root.toString('hex'), known, `two roots of ${size} were signed`)
      roots.set(size, known)
    }
  }

  async close(): Promise<void> {
    for (const server of this.witnesses) stop(server)
    await this.pool.end()
    await this.database.drop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function stop(server: Server): void {
  server.closeAllConnections()
  server.close()
}

function happened(subject: string) {
  const event = { type: 'test.happened', amountFen: 100n, buyerId: 'b' } as { type: string }
  const about = { shopId, domain: 'orders', target: subject, stream: subject }
  return { ...about, actor: 'person:somebody', at: Date.now(), event }
}
