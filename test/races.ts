/**
 * `npm run -s races -- --rounds 100 --json`: wishes that cannot both be granted, sent at once to one
 * server and to two. Prints who won how often, and what was wrong.
 */
import { knobs } from './knobs.ts'
import { compete } from './races/campaign.ts'

const { json, ...wanted } = knobs('races', { rounds: 50, seed: 1, json: false })

const faults: string[] = []
let contests = 0
for (const servers of [1, 2] as const) {
  const found = await compete({ ...wanted, servers })
  contests += found.contests
  faults.push(...found.faults)
  if (json) continue
  console.log(servers === 1 ? 'one server' : 'two servers')
  for (const [name, { first, second, both }] of found.wins)
    console.log(`  ${name}: first ${first}, second ${second}, both ${both}`)
}
if (json) console.log(JSON.stringify({ contests, faults: faults.length }))
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
