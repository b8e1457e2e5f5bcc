/**
 * `npm run simulate -- --seed 1 --steps 20000`: a random market, the same for the same seed.
 * `--seeds 10` runs ten seeds from there on; `--servers 2` puts two servers on one database;
 * `--wild` also kills them while they store outcomes. With either, timing has a say in the story.
 */
import { parseArgs } from 'node:util'
import { freshDatabase } from './database.ts'
import { Broken } from './simulate/chronicle.ts'
import { type Outcome, Simulation } from './simulate/simulation.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '20000' },
    servers: { type: 'string', default: '1' },
    wild: { type: 'boolean', default: false },
    'check-every': { type: 'string' },
    answers: { type: 'boolean', default: false },
  },
})

async function simulate(seed: number): Promise<boolean> {
  const steps = Number(values.steps)
  const database = await freshDatabase()
  const startedAt = performance.now()
  try {
    const outcome = await new Simulation({
      seed,
      steps,
      databaseUrl: database.connectionString,
      servers: Number(values.servers),
      wild: values.wild || Number(values.servers) > 1,
      checkEvery: Number(values['check-every'] ?? Math.max(200, Math.ceil(steps / 10))),
    }).run()
    tell(seed, steps, outcome, performance.now() - startedAt)
    return true
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    console.error(error.message)
    return false
  } finally {
    await database.drop().catch((error: Error) => console.error(error.message))
  }
}

function tell(seed: number, steps: number, outcome: Outcome, ms: number): void {
  const { orders, commands, entries, crashes, virtualDays, story, answers, kinds } = outcome
  const seconds = (ms / 1_000).toFixed(1)
  const speed = Math.round(steps / (ms / 1_000))
  console.log(
    `seed ${seed}: ${steps} steps, ${orders} orders, ${commands} commands, ${entries} journal ` +
      `entries, ${crashes} crashes, ${virtualDays} days; every invariant holds. ` +
      `Story ${story}. ${seconds} s, ${speed} steps/s`,
  )
  if (values.answers)
    for (const [name, count] of [...answers, ...kinds].sort()) console.log(`${count}\t${name}`)
}

let allHold = true
const first = Number(values.seed)
for (let seed = first; seed < first + Number(values.seeds); seed++)
  allHold = (await simulate(seed)) && allHold
if (!allHold) process.exitCode = 1
