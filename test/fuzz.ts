/**
 * `npm run -s fuzz -- --requests 100000 --json`: every route of the contract, as everybody, with
 * good, odd and hostile input. Prints whether any of it made the house fail.
 */
import { fuzz } from './fuzz/campaign.ts'
import { knobs } from './knobs.ts'

const { requests: wanted, seed, json } = knobs('fuzz', { requests: 10_000, seed: 1, json: false })

const found = await fuzz({ requests: wanted, seed })
const { requests, status5xx, statuses } = found
const maxMs = Math.round(found.maxMs)
console.log(JSON.stringify({ requests, status5xx, maxMs }))
if (!json)
  console.log(
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, n]) => `${status}: ${n}`)
      .join('  '),
  )
for (const fault of found.faults) console.error(fault)
if (status5xx > 0 || found.faults.length > 0) process.exitCode = 1
