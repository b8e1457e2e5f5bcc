import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { latestWitnessed } from '../../src/evidence/checkpoints.store.ts'
import { LogHouse } from '../log.ts'
import { Random } from '../simulate/random.ts'

export interface LogCasualties {
  readonly kills: number
  /** Entries that were committed, and so acknowledged. */
  readonly committed: number
  /** Checkpoints that were published. */
  readonly published: number
  /** What was found wrong; empty when nothing was lost and nothing contradicts anything. */
  readonly faults: readonly string[]
}

const writer = fileURLToPath(new URL('./log-writer.ts', import.meta.url))

/**
 * Writes entries without pause, and kills whoever sequences them by SIGKILL at random moments. In
 * the end every committed entry must be in the log once and in order, and the witness, which signs
 * nothing that does not go on from what it signed before, must never have had to refuse.
 */
export async function crashLog(campaign: { kills: number; seed: number }): Promise<LogCasualties> {
  const house = await LogHouse.open()
  const random = new Random(campaign.seed)
  const faults: string[] = []
  const [one, two] = [await house.witness('w.example/1'), await house.witness('w.example/2')]
  const policy = `${one.line}\n${two.line}\ngroup all all w.example/1 w.example/2\nquorum all\n`
  const waiting: Writer[] = []
  const next = () => {
    while (waiting.length < 3) waiting.push(new Writer(house, policy, faults))
    return waiting.shift() ?? new Writer(house, policy, faults)
  }
  let over = false
  const writing = write(house, new Random(`${campaign.seed} entries`), () => over)
  try {
    for (let kill = 0; kill < campaign.kills && faults.length === 0; kill++) {
      const writer = next()
      await writer.lead(random.int(0, 3) > 0)
      await pause(random.int(0, 60))
      await writer.kill()
    }
    over = true
    await writing
    const last = next()
    waiting.push(last)
    await last.lead(false)
    await until(async () => (await latestWitnessed(house.tx))?.size === house.committed.length)
    await last.kill()
    await house.check()
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error))
  } finally {
    over = true
    await writing.catch(() => {})
    await Promise.all(waiting.map((one) => one.kill()))
  }
  const { rows } = await house.pool.query<{ count: bigint }>(
    'select count(*) as count from app.log_checkpoints',
  )
  const committed = house.committed.length
  await house.close()
  const published = Number(rows[0]?.count ?? 0)
  return { kills: campaign.kills, committed, published, faults: faults.slice(0, 10) }
}

/** Batches of all sizes, and never so many that the log cannot follow at all. */
async function write(house: LogHouse, random: Random, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const count = random.int(1, random.int(0, 9) === 0 ? 120 : 6)
    const names = Array.from({ length: count }, (_, at) => `order:${at} ${random.int(0, 5)}`)
    await house.commit(...new Set(names))
    await pause(5)
  }
}

class Writer {
  private readonly child: ChildProcess
  private readonly gone: Promise<void>
  private readonly faults: string[]

  constructor(house: LogHouse, policy: string, faults: string[]) {
    const { databaseUrl, folder, seed } = house
    const given = [databaseUrl, join(folder, 'log'), seed.toString('hex')]
    const args = [writer, ...given, Buffer.from(policy).toString('hex')]
    this.child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.faults = faults
    this.child.stdin?.on('error', () => {}) // it was killed before it read
    this.child.stderr?.on('data', (bytes: Buffer) => this.hear(bytes.toString()))
    this.gone = new Promise((resolve) => this.child.once('close', () => resolve()))
  }

  /** Lets it begin; sometimes it is not waited for, so that it may die while it starts. */
  async lead(waits: boolean): Promise<void> {
    const leads = new Promise<void>((resolve) => this.child.stdout?.once('data', () => resolve()))
    this.child.stdin?.write('go\n')
    if (waits) await Promise.race([leads, this.gone])
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.gone
  }

  /** It may complain of the one before it, whose lease it took; a witness may never refuse it. */
  private hear(words: string): void {
    if (/halted|status 4|does not go on/.test(words)) this.faults.push(words.trim())
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('the log does not catch up')
    await pause(20)
  }
}
