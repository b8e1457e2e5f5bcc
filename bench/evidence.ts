import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { checkDatabase } from '../cli/fsck.ts'
import { verifyReceipt } from '../sdk/src/verify.ts'
import { formatVkey } from '../src/evidence/note.ts'
import { sampleReceipt } from '../src/evidence/test-receipt.ts'
import { openDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { LogHouse } from '../test/log.ts'
import { hunt } from '../test/mutants/hunt.ts'
import { median, percentile } from './load.ts'
import { serve } from './processes.ts'
import { tradeSlowdown } from './trade-slowdown.ts'

const sequenceMs = 200
const eventsPerSecond = 2_000

/**
 * How fast is the log, what does it cost the shop, how soon is a thing proved, and how well does
 * the verifier hold? One object with the numbers; fsync is on, and the database is our own.
 */
export async function evidence(args: string[]): Promise<void> {
  const number = (name: string, usual: number) => Number(option(args, name) ?? usual)
  const folder = mkdtempSync(join(tmpdir(), 'bench-evidence-'))
  const server = await openDatabase({ folder: join(folder, 'postgres') })
  try {
    const numbers = {
      ...(await sequencing(await database(server.url, 'log_speed'), number('--entries', 120_000))),
      proofReadyP99Ms: await proofReady(
        await database(server.url, 'log_delay'),
        number('--seconds', 10),
      ),
      tradeSlowdown: await tradeSlowdown(folder, {
        urls: [await database(server.url, 'with_log'), await database(server.url, 'without_log')],
        seconds: number('--trade-seconds', 8),
        rounds: number('--rounds', 3),
      }),
      ...(await verifying(number('--log-size', 1_000_000))),
      ...(await mutated(number('--mutants', 100_000))),
    }
    if (args.includes('--json')) console.log(JSON.stringify(numbers))
    else console.table(numbers)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function database(server: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  await migrate(url.href)
  return url.href
}

function houseOn(connectionString: string): LogHouse {
  return LogHouse.on({ connectionString, drop: async () => {} })
}

/** From committed rows to a published checkpoint; then the whole log is made again and compared. */
async function sequencing(url: string, entries: number) {
  const house = houseOn(url)
  const perBatch = 120
  for (let batch = 0; batch < entries / perBatch; batch++)
    await house.commit(
      ...Array.from({ length: perBatch }, (_, at) => `order:${(batch % 500) * perBatch + at}`),
    )
  const log = await house.log({ leaseMs: 60_000 })
  const began = performance.now()
  while (log.sequencer.size < house.committed.length) await log.sequencer.tick()
  const took = (performance.now() - began) / 1_000
  const check = () => checkDatabase(url, { folder: join(house.folder, 'log'), payloads: false })
  // Code that has just been loaded runs many times slower, and a log is mostly far larger.
  await check()
  const looked = performance.now()
  const report = await check()
  const fsckTook = (performance.now() - looked) / 1_000
  if (report.faultCount > 0) throw new Error(`fsck found ${JSON.stringify(report.faults[0])}`)
  await house.close()
  return {
    sequencedPerSecond: Math.round(entries / took),
    fsckPerSecond: Math.round(entries / fsckTook),
  }
}

/** From the commit of an entry to a published checkpoint over it that 2 of 3 witnesses signed. */
async function proofReady(url: string, seconds: number): Promise<number> {
  const house = houseOn(url)
  const witnesses = await Promise.all(
    ['w1', 'w2', 'w3'].map((name) =>
      serve('witness', [
        `bench.example/${name}`,
        formatVkey(house.signer.vkey),
        mkdtempSync(join(house.folder, name)),
      ]),
    ),
  )
  const lines = witnesses.map(({ first }) => String(first.line))
  const names = lines.map((line) => line.split(' ')[1])
  const policy = house.policy(...lines, `group enough 2 ${names.join(' ')}`, 'quorum enough')
  const committedAt: number[] = []
  const delays: number[] = []
  const log = await house.log({
    policy,
    leaseMs: 60_000,
    step: async (name, act) => {
      const result = await act()
      if (name !== 'publish') return result
      const { size } = (await house.newest()) ?? { size: 0 }
      const now = performance.now()
      while (delays.length < size) delays.push(now - (committedAt[delays.length] ?? now))
      return result
    },
  })
  const timer = setInterval(() => void log.sequencer.tick(), sequenceMs)
  const perBatch = 40
  const began = performance.now()
  for (let batch = 0; performance.now() - began < seconds * 1_000; batch++) {
    await house.commit(...Array.from({ length: perBatch }, (_, at) => `order:${batch} ${at}`))
    const now = performance.now()
    for (let at = 0; at < perBatch; at++) committedAt.push(now)
    await pause(Math.max(0, began + ((batch + 1) * perBatch * 1_000) / eventsPerSecond - now))
  }
  while (delays.length < committedAt.length) await pause(20)
  clearInterval(timer)
  await log.sequencer.stop()
  await Promise.all(witnesses.map((one) => one.stop()))
  const rate = committedAt.length / seconds
  if (rate < 0.95 * eventsPerSecond) console.error(`only ${Math.round(rate)} events a second`)
  await house.close()
  // The first second is code that has just been loaded.
  return Math.round(percentile(delays.slice(eventsPerSecond), 0.99))
}

/** The verifier as a file by itself, and how long it takes for one receipt of a large log. */
async function verifying(size: number) {
  const { bytes, policy } = await sampleReceipt({ before: size })
  const times: number[] = []
  for (let turn = 0; turn < 300; turn++) {
    const began = performance.now()
    const { verdict } = await verifyReceipt(bytes, { policy })
    times.push(performance.now() - began)
    if (verdict === 'invalid') throw new Error('the receipt does not hold')
  }
  const verifyMs = Math.round(median(times.slice(50)) * 100) / 100
  return { verifyBundledKb: await bundledKb(), verifyMs }
}

async function bundledKb(): Promise<number> {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const { build } = await import('vite')
  const built = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      lib: { entry: join(root, 'sdk/src/verify.ts'), formats: ['es'] },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  const bytes = outputs.reduce(
    (sum, one) => sum + (one.type === 'chunk' ? Buffer.byteLength(one.code) : 0),
    0,
  )
  return Math.round(bytes / 102.4) / 10
}

async function mutated(count: number) {
  const { mutants, accepted, disagreed } = await hunt(count, 1)
  return { mutants, accepted, disagreed }
}

function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args[at + 1]
}
