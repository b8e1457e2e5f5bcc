import { setTimeout as pause } from 'node:timers/promises'
import { foundLog, openLog } from '../../src/evidence/log.ts'
import { postOverHttp } from '../../src/evidence/witnesses.ts'
import { logPool } from '../../src/platform/db/pool.ts'
import { resolve as resolveName } from '../../src/platform/outside.ts'
import { logOrigin } from '../log.ts'

/**
 * A server that does nothing but write the log, to be killed at any moment: waits for a word on its
 * input, so that it is loaded when its turn comes, then says `leads` and takes turns without end.
 */
const [databaseUrl = '', folder = '', seedHex = '', policyHex = ''] = process.argv.slice(2)
const seed = Buffer.from(seedHex, 'hex')
await new Promise((resolve) => process.stdin.once('data', resolve))
const found = await foundLog({
  now: Date.now(),
  databaseUrl,
  folder,
  seed,
  origin: logOrigin,
  baseUrl: 'https://log.example',
  policy: Buffer.from(policyHex, 'hex'),
})
const { sequencer } = openLog({
  ...found,
  pool: logPool(databaseUrl, 3),
  post: postOverHttp({ resolve: resolveName, allowLoopback: true }),
  now: Date.now,
  wall: Date.now,
  log: (what, about) => console.error(what, JSON.stringify(about)),
  // The one before is dead: nobody waits for its lease.
  leaseMs: -1,
})
for (let first = true; ; first = false) {
  await sequencer.tick().catch((error: Error) => console.error(error.message))
  if (sequencer.halted !== null) {
    console.error(`halted: ${sequencer.halted}`)
    process.exit(3)
  }
  if (first) console.log('leads')
  await pause(1)
}
