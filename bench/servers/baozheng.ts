import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openSandbox } from '../../sandbox/house.ts'
import { createApp } from '../../src/app.ts'
import { foundLog } from '../../src/evidence/log.ts'
import { sandboxSms } from '../../src/identity/sms.ts'
import { day, iso } from '../../src/kernel/time.ts'
import { terms } from '../../src/orders/terms.ts'
import { lanesByCores, type Secrets } from '../../src/platform/config.ts'

/**
 * Our server as `npm start` runs it, without the demonstration. A line on its input moves the clock
 * by so many days and is answered once all that fell due has happened; `counts` tells how many
 * commands it has answered 2xx, and its memory.
 */
const [folder = '', databaseUrl = '', port = '0', secretsJson = '{}'] = process.argv.slice(2)
const secrets = Object.fromEntries(
  Object.entries(JSON.parse(secretsJson) as Record<string, string>).map(([name, hex]) => [
    name,
    Buffer.from(hex, 'hex'),
  ]),
) as unknown as Secrets
mkdirSync(folder, { recursive: true })
const sandbox = await openSandbox(folder, databaseUrl)
const found = await foundLog({
  now: Date.now(),
  databaseUrl,
  folder: join(folder, 'log'),
  seed: secrets.logKey,
  origin: 'bench.example/log',
  baseUrl: 'http://127.0.0.1',
  policy: null,
})
const sms = sandboxSms()
const app = await createApp({
  databaseUrl,
  baseUrl: `http://127.0.0.1:${port}`,
  log: { ...found, tsa: null },
  clock: sandbox.clock,
  secrets,
  provider: sandbox.provider,
  terms,
  feePerMille: 6,
  sms,
  sandboxSms: sms,
  lanes: Number(process.env.BAOZHENG_LANES ?? lanesByCores),
  logLevel: 'warn',
  trustProxy: false,
  version: 'bench',
  payOrigins: [],
  limits: { requestsPerMinute: 100_000_000, signInsPerHour: 1_000_000 },
})
let commands = 0
app.http.server.on('request', ({ method }, response) => {
  response.once('finish', () => {
    if (method === 'POST' && response.statusCode < 300) commands++
  })
})
await app.http.listen({ host: '127.0.0.1', port: Number(port) })
app.run((why) => {
  console.error(why)
  return true
})
const { key } = await app.identity.apiKeys.create({
  holder: { kind: 'carrier', carrierId: 'sudi' },
  label: 'bench',
  by: 'bench',
})
console.log(JSON.stringify({ carrierKey: key, providerUrl: sandbox.process.ready.address }))

process.on('SIGTERM', () => process.exit(0))
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'stop-log') {
    await app.log.sequencer.stop()
    console.log('{}')
    continue
  }
  if (line === 'counts') {
    const rssMb = Math.round(process.memoryUsage().rss / 2 ** 20)
    console.log(JSON.stringify({ commands, rssMb }))
    continue
  }
  sandbox.clock.setAhead(sandbox.clock.ahead + Number(line) * day)
  await sandbox.process.control('POST', '/sandbox/clock', { now: iso(sandbox.clock.now()) })
  await app.settle()
  await sandbox.process.control('POST', '/sandbox/flush')
  await app.settle()
  console.log(JSON.stringify({ settled: true }))
}
await app.stop()
await sandbox.stop()
process.exit(0)
