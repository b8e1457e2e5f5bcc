import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../src/platform/db/embedded.ts'
import { freePort } from '../src/platform/db/embedded-server.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { forSeconds, Load, median, percentile } from './load.ts'
import { type Served, serve } from './processes.ts'
import { type Cast, openMarket, playTrade } from './trading.ts'

const connections = 64

/**
 * How many trades a second, from link to settled, beside what the machine can do at all? One bare
 * route, one hand-written server with a transaction a request, and us, in the same run, in turns.
 */
export async function trade(args: string[]): Promise<void> {
  const seconds = Number(option(args, '--seconds') ?? 8)
  const rounds = Number(option(args, '--rounds') ?? 3)
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const database = await openDatabase({ folder: join(folder, 'postgres') })
  try {
    await migrate(database.url)
    const secrets = JSON.stringify(
      Object.fromEntries(
        ['masterKey', 'phoneKey', 'cookieKey', 'authSecret', 'idKey', 'logKey'].map((name) => [
          name,
          randomBytes(32).toString('hex'),
        ]),
      ),
    )
    const port = await freePort()
    const house = await serve('baozheng', [join(folder, 'data'), database.url, `${port}`, secrets])
    const cast = await openMarket(`http://127.0.0.1:${port}`, house.first, connections)
    const plain = await serve('one-transaction', [database.url, secrets])
    const noop = await serve('noop', [])
    // Code that has just been loaded runs many times slower: everything is run in once, uncounted.
    await bare(noop, 2)
    await oneTransaction(plain, cast, 3)
    await ours(house, cast, Math.min(seconds, 8))
    const results = []
    for (let round = 0; round < rounds; round++)
      results.push({
        noop: await bare(noop, seconds / 2),
        plain: await oneTransaction(plain, cast, seconds / 2),
        house: await ours(house, cast, seconds),
      })
    await Promise.all([noop.stop(), plain.stop(), house.stop()])
    report(args, results)
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Round {
  readonly noop: number
  readonly plain: number
  readonly house: Awaited<ReturnType<typeof ours>>
}

function report(args: string[], rounds: readonly Round[]): void {
  const of = (pick: (round: Round) => number) => Math.round(median(rounds.map(pick)))
  const result = {
    database: 'postgres',
    noop: of(({ noop }) => noop),
    oneTransactionPerRequest: of(({ plain }) => plain),
    commands: of(({ house }) => house.commands),
    trades: of(({ house }) => house.trades),
    p50Ms: of(({ house }) => house.p50Ms * 10) / 10,
    p99Ms: of(({ house }) => house.p99Ms * 10) / 10,
    rssMb: of(({ house }) => house.rssMb),
  }
  console.log(JSON.stringify(result))
  if (args.includes('--json')) return
  console.log(`commands / noop: ${(result.commands / result.noop).toFixed(3)}`)
  const over = result.commands / result.oneTransactionPerRequest
  console.log(`commands / one transaction a request: ${over.toFixed(2)}`)
  console.log(`of people and the carrier: ${of(({ house }) => house.ofPeople)} commands a second`)
  for (const { house } of rounds)
    if (house.refused.size > 0) console.log('refused:', Object.fromEntries(house.refused))
}

async function bare(server: Served, seconds: number): Promise<number> {
  const load = new Load(`http://127.0.0.1:${server.first.port}`, connections)
  await forSeconds(seconds, connections, async (worker, turn) => {
    await load.command('/noop', { id: `${worker}-${turn}` }, {})
  })
  await load.close()
  return load.answered / seconds
}

async function oneTransaction(server: Served, cast: Cast, seconds: number): Promise<number> {
  const load = new Load(`http://127.0.0.1:${server.first.port}`, connections)
  await forSeconds(seconds, connections, async (worker) => {
    const shop = worker % cast.shops.length
    const headers = {
      ...cast.buyers[worker % cast.buyers.length]?.headers,
      'idempotency-key': randomBytes(12).toString('hex'),
    }
    await load.command('/trade', { shop, items: [{ listingId: 'x', quantity: 1 }] }, headers)
  })
  await load.close()
  return load.answered / seconds
}

/**
 * Whole life-cycles: open, pay at the provider, ship, signed for, confirmed; then the return window
 * passes, and everything is released. Both parts count in the time. Commands are what the house
 * answered 2xx: people's, the carrier's and the provider's callbacks.
 */
async function ours(house: Served, cast: Cast, seconds: number) {
  const load = new Load(cast.url, connections)
  const pay = new Load(String(house.first.providerUrl), connections)
  const { commands: before } = await house.ask('counts')
  const began = performance.now()
  const trades = await forSeconds(seconds, connections, (worker) =>
    playTrade({ load, pay, cast, worker }),
  )
  await house.ask('17')
  const took = (performance.now() - began) / 1000
  const { commands, rssMb } = await house.ask('counts')
  await Promise.all([load.close(), pay.close()])
  return {
    commands: (Number(commands) - Number(before)) / took,
    ofPeople: load.answered / took,
    trades: trades / took,
    p50Ms: percentile(load.latenciesMs, 0.5),
    p99Ms: percentile(load.latenciesMs, 0.99),
    rssMb: Number(rssMb),
    refused: load.refused,
  }
}

function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args[at + 1]
}
