import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { freePort } from '../src/platform/db/embedded-server.ts'
import { forSeconds, Load, median } from './load.ts'
import { type Served, serve } from './processes.ts'
import { type Cast, openMarket, playTrade } from './trading.ts'

const connections = 64

/**
 * What does the log cost the shop? Commands a second with the sequencer running, by those without,
 * the two servers in turns on one machine.
 */
export async function tradeSlowdown(
  folder: string,
  { urls, seconds, rounds }: { urls: readonly string[]; seconds: number; rounds: number },
): Promise<number> {
  const houses = []
  for (const [at, url] of urls.entries()) {
    const port = await freePort()
    const house = await serve('baozheng', [join(folder, `house-${at}`), url, `${port}`, secrets()])
    if (at === 1) await house.ask('stop-log')
    const cast = await openMarket(`http://127.0.0.1:${port}`, house.first, connections)
    // Code that has just been loaded runs many times slower.
    await play(house, cast, Math.min(seconds, 5))
    houses.push({ house, cast, rates: [] as number[] })
  }
  for (let round = 0; round < rounds; round++)
    for (const { house, cast, rates } of houses) rates.push(await play(house, cast, seconds))
  await Promise.all(houses.map(({ house }) => house.stop()))
  const [withLog = 0, without = 1] = houses.map(({ rates }) => median(rates))
  return Math.round((withLog / without) * 1_000) / 1_000
}

/** Commands that the house answers in a second, of people, the carrier, the provider and clocks. */
async function play(house: Served, cast: Cast, seconds: number): Promise<number> {
  const load = new Load(cast.url, connections)
  const pay = new Load(String(house.first.providerUrl), connections)
  const before = await house.ask('counts')
  const began = performance.now()
  await forSeconds(seconds, connections, (worker) => playTrade({ load, pay, cast, worker }))
  const took = (performance.now() - began) / 1_000
  const after = await house.ask('counts')
  await Promise.all([load.close(), pay.close()])
  return (Number(after.commands) - Number(before.commands)) / took
}

function secrets(): string {
  const names = ['masterKey', 'phoneKey', 'cookieKey', 'authSecret', 'idKey', 'logKey']
  return JSON.stringify(
    Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('hex')])),
  )
}
