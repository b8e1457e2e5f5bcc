/**
 * `npm run simulate -- --seed 123 --steps 100000`: a random market, the same for the same seed,
 * and a model that says what must come of each. `--seeds 10` runs ten seeds from there on;
 * `--servers 2` puts two servers on one ground; `--memory` leaves out lanes and database and is
 * many times as fast. `--only 3,17,40` takes these steps alone, as the story of a failure prints them.
 */
import { freshDatabase } from './database.ts'
import { knobs } from './knobs.ts'
import { Broken } from './simulate/chronicle.ts'
import { shrink, told } from './simulate/shrink.ts'
import { type Outcome, Simulation, type SimulationOptions } from './simulate/simulation.ts'

const { only, memory, ...wanted } = knobs('simulate', {
  ...{ seed: 1, seeds: 1, steps: 20_000, servers: 1 },
  ...{ memory: false, only: [], 'check-every': 0, answers: false },
})

async function simulate(seed: number): Promise<boolean> {
  const steps = only.length > 0 ? only : wanted.steps
  const database = memory ? null : await freshDatabase()
  const count = typeof steps === 'number' ? steps : steps.length
  const startedAt = performance.now()
  const options: SimulationOptions = {
    ...{ seed, steps, servers: wanted.servers },
    databaseUrl: database?.connectionString ?? null,
    checkEvery: wanted['check-every'] || Math.max(200, Math.ceil(count / 10)),
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
  if (wanted.answers)
    for (const [name, count] of [...answers, ...kinds].sort()) console.log(`${count}\t${name}`)
}

let allHold = true
for (let seed = wanted.seed; seed < wanted.seed + wanted.seeds; seed++)
  allHold = (await simulate(seed)) && allHold
if (!allHold) process.exitCode = 1
