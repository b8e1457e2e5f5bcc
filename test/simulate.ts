/**
 * `npm run simulate -- --seed 123 --steps 100000`: a random market, the same for the same seed,
 * and a model that says what must come of each. `--seeds 10` runs ten seeds from there on;
 * `--servers 2` puts two servers on one ground; `--memory` leaves out lanes and database and is
 * many times as fast. `--only 3,17,40` takes these steps alone, as the story of a failure prints them.
 */
import { parseArgs } from 'node:util'
import { freshDatabase } from './database.ts'
import { Broken } from './simulate/chronicle.ts'
import { shrink, told } from './simulate/shrink.ts'
import { type Outcome, Simulation, type SimulationOptions } from './simulate/simulation.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '20000' },
    servers: { type: 'string', default: '1' },
    memory: { type: 'boolean', default: false },
    only: { type: 'string' },
    'check-every': { type: 'string' },
    answers: { type: 'boolean', default: false },
  },
})

async function simulate(seed: number): Promise<boolean> {
  const steps = values.only ? values.only.split(',').map(Number) : Number(values.steps)
  const database = values.memory ? null : await freshDatabase()
  const count = typeof steps === 'number' ? steps : steps.length
  const startedAt = performance.now()
  const options: SimulationOptions = {
    ...{ seed, steps, servers: Number(values.servers) },
    databaseUrl: database?.connectionString ?? null,
    checkEvery: Number(values['check-every'] ?? Math.max(200, Math.ceil(count / 10))),
  }
  try {
    const outcome = await new Simulation(options).run()
    tell(seed, count, outcome, performance.now() - startedAt)
    return true
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    console.error(error.message)
    const all = typeof steps === 'number' ? Array.from({ length: steps }, (_, n) => n + 1) : steps
    const { invariant } = error
    const story = await shrink(options, { invariant, steps: all.filter((n) => n <= error.step) })
    console.error(story ? told(seed, story, all.length) : onlyThere)
    return false
  } finally {
    await database?.drop().catch((error: Error) => console.error(error.message))
  }
}

const onlyThere = 'it does not break in memory: lanes or database have a part in it'

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
