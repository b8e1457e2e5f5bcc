/**
 * `npm run -s crash:log -- --kills 1000 --json`: the writer of the log under load, killed again and
 * again. Prints what was lost and what contradicts itself.
 */
import { crashLog } from './crash/log.ts'
import { knobs } from './knobs.ts'

const { json, ...wanted } = knobs('crash:log', { kills: 1_000, seed: 1, json: false })

const startedAt = performance.now()
const found = await crashLog(wanted)
const seconds = Math.round((performance.now() - startedAt) / 1_000)
if (json) console.log(JSON.stringify({ ...found, seconds }))
else {
  const { kills, committed, published } = found
  console.log(
    `${kills} kills, ${committed} entries committed, ${published} checkpoints published, ` +
      `${found.faults.length} faults, in ${seconds} s`,
  )
}
for (const fault of found.faults) console.error(fault)
if (found.faults.length > 0) process.exitCode = 1
