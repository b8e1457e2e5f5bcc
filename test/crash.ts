/**
 * `npm run -s crash -- --kills 50 --json`: a whole site under load, whose server, PostgreSQL and
 * provider are killed again and again. Prints what was lost and what happened twice.
 */
import { parseArgs } from 'node:util'
import { crash } from './crash/campaign.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '16' },
    json: { type: 'boolean', default: false },
  },
})

const startedAt = performance.now()
const found = await crash({
  kills: Number(values.kills),
  seed: Number(values.seed),
  clients: Number(values.clients),
  log: values.json ? () => {} : (what) => console.log(what),
})
const { kills, acknowledged, lost, doubled } = found
if (values.json) console.log(JSON.stringify({ kills, acknowledged, lost, doubled }))
else {
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
  console.log(
    `${kills} kills, ${found.trades} trades, ${acknowledged} commands answered, ` +
      `${found.movements} movements at the provider: ${lost} lost, ${doubled} doubled, in ${seconds} s`,
  )
}
for (const fault of found.faults) console.error(fault)
if (lost + doubled + found.faults.length > 0) process.exitCode = 1
