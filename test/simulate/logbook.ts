import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { foundLog, openLog } from '../../src/evidence/log.ts'
import type { Step } from '../../src/evidence/sequencer.ts'
import { openTileDisk } from '../../src/evidence/tile-files.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { logPool, type Tx } from '../../src/platform/db/pool.ts'
import type { Problem } from './tables.ts'

/** What can go wrong while the log is written: it dies before or after one of its steps. */
export interface Death {
  readonly step: Step
  readonly after: boolean
}

class Died extends Error {
  override name = 'Died'
}

/** 日志. The public log of the simulated house: opened anew each time, as after a crash. */
export class Logbook {
  private readonly pool: pg.Pool
  private readonly folder = mkdtempSync(join(tmpdir(), 'simulated-log-'))
  private readonly seed = Buffer.alloc(32, 9)
  private readonly databaseUrl: string
  private readonly clock: Clock

  constructor(databaseUrl: string, clock: Clock) {
    this.databaseUrl = databaseUrl
    this.clock = clock
    this.pool = logPool(databaseUrl, 4)
  }

  /** Gives an index to whatever waits, and signs; or dies on the way. */
  async write(death: Death | null): Promise<void> {
    const { seed, databaseUrl, pool, folder, clock } = this
    const baseUrl = 'https://log.example'
    const site = { databaseUrl, folder, seed, origin: 'log.example/simulated', baseUrl }
    const log = await openLog({
      ...(await foundLog({ ...site, policy: null, now: Date.now() })),
      ...{ pool, now: () => clock.now(), wall: Date.now, log: () => {}, leaseMs: -1 },
      disk: openTileDisk(folder),
      async step(name, act) {
        if (name === death?.step && !death.after) throw new Died()
        const done = await act()
        if (name === death?.step) throw new Died()
        return done
      },
    })
    for (let rounds = 0; rounds < 100; rounds++) {
      const more = await log.sequencer.tick().catch((error: Error) => {
        if (error instanceof Died) return false
        throw error
      })
      if (!more) return
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

interface Line {
  readonly leaf: Buffer
  readonly where: string
  readonly index: bigint | null
  readonly hash: Buffer | null
}

const linesSql = `select j.leaf, j.stream_id || '/' || j.seq as where,
    b.first_index + j.place as index,
    substring(b.hashes from j.place * 32 + 1 for 32) as hash
  from app.journal j left join app.log_batches b on b.batch_id = j.batch_id
  order by b.first_index + j.place nulls last, j.stream_id, j.seq`

/**
 * Do log and journal agree? Every entry has one index and every index one entry, without gaps; its
 * hash is that of its leaf; and each root that was signed is the root of just these hashes, made
 * again here by RFC 6962 and by nothing of the house. Wants a log that was written to its end.
 */
export async function logProblems(tx: Tx): Promise<Problem[]> {
  const { rows } = await tx.query<Line>('logbook.lines', linesSql, [])
  const problems: Problem[] = []
  const tell = (what: string) => problems.push({ invariant: 'log_equals_journal', what })
  const hashes = rows.map(({ leaf, where, index, hash }, place) => {
    const own = sha256(Buffer.of(0), leaf)
    if (index === null) tell(`${where} has no index`)
    else if (index !== BigInt(place)) tell(`${where} stands at ${index}, ${place} was to follow`)
    else if (!hash?.equals(own)) tell(`${where}: the log has the hash of something else`)
    return own
  })
  const signed = await tx.query<{ size: bigint; root: Buffer }>(
    'logbook.signed',
    'select size, root from app.log_checkpoints order by size desc limit 20',
    [],
  )
  const [newest] = signed.rows
  if (rows.length > 0 && newest?.size !== BigInt(rows.length))
    tell(`${rows.length} entries, the newest checkpoint covers ${newest?.size ?? 0}`)
  for (const { size, root } of signed.rows)
    if (!rootOf(hashes.slice(0, Number(size))).equals(root)) tell(`the root of ${size} is another`)
  return problems
}

/** RFC 6962, 2.1: the Merkle tree hash of these leaf hashes. */
function rootOf(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes
  if (!first) return sha256()
  let level = [...hashes]
  while (level.length > 1) {
    const next: Buffer[] = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (left) next.push(right ? sha256(Buffer.of(1), left, right) : left)
    }
    level = next
  }
  return level[0] ?? first
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
