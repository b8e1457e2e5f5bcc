/**
 * `npm run -s crash -- --kills 50 --json`: a whole site under load, whose server, PostgreSQL and
 * provider are killed again and again. Prints what was lost and what happened twice.
 */
import { crash } from './crash/campaign.ts'
import { knobs } from './knobs.ts'

const { json, ...wanted } = knobs('crash', { kills: 50, seed: 1, clients: 16, json: false })

const startedAt = performance.now()
const found = await crash({
  ...wanted,
  log: json ? () => {} : (what) => console.log(what),
})
const { kills, acknowledged, lost, doubled } = found
if (json) console.log(JSON.stringify({ kills, acknowledged, lost, doubled }))
else {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
  console.log(
    `${kills} kills, ${found.trades} trades, ${acknowledged} commands answered, ` +
      `${found.movements} movements at the provider: ${lost} lost, ${doubled} doubled, in ${seconds} s`,
  )
}
for (const fault of found.faults) console.error(fault)
if (lost + doubled + found.faults.length > 0) process.exitCode = 1
