/**
 * `npm run -s fuzz -- --requests 100000 --json`: every route of the contract, as everybody, with
 * good, odd and hostile input. Prints whether any of it made the house fail.
 */
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz/campaign.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})

const found = await fuzz({ requests: Number(values.requests), seed: Number(values.seed) })
const { requests, status5xx, statuses } = found
const maxMs = Math.round(found.maxMs)
console.log(JSON.stringify({ requests, status5xx, maxMs }))
if (!values.json)
  console.log(
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, n]) => `${status}: ${n}`)
      .join('  '),
  )
for (const fault of found.faults) console.error(fault)
if (status5xx > 0 || found.faults.length > 0) process.exitCode = 1
