/**
 * `npm run -s mutants -- --count 100000 --json`: files that are nearly right, held before both
 * verifiers. The same for the same `--seed`. Ends with 1 when one was accepted, or the two differed.
 */
import { knobs } from './knobs.ts'
import { hunt } from './mutants/hunt.ts'

const { count, seed, json } = knobs('mutants', { count: 100_000, seed: 1, json: false })
const startedAt = performance.now()
const { mutants, accepted, disagreed, steps, first } = await hunt(count, String(seed))
const seconds = (performance.now() - startedAt) / 1000
if (json) console.log(JSON.stringify({ mutants, accepted, disagreed, steps }))
else {
  console.log(`${mutants} mutants in ${seconds.toFixed(1)} s: ${accepted} accepted`)
  console.log(`${disagreed} on which the two verifiers differed`)
  console.log(`stopped at: ${JSON.stringify(steps)}`)
}
if (first !== null) console.error(first)
process.exitCode = accepted + disagreed > 0 ? 1 : 0
