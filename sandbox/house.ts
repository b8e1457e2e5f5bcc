import { createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { Type } from 'typebox'
import type { House } from '../src/house.ts'
import { refuse } from '../src/kernel/refusal.ts'
import { day, iso } from '../src/kernel/time.ts'
import { sandboxProvider } from '../src/payments/adapters/sandbox.ts'
import type { PaymentProvider } from '../src/payments/port.ts'
import { MovableClock } from '../src/platform/clock.ts'
import { Unfit } from '../src/platform/config.ts'
import { over } from '../src/platform/db/pool.ts'
import { readAnswer } from '../src/platform/http/door.ts'
import { sendProblem } from '../src/platform/http/problem.ts'
import { readSetting, saveSetting } from '../src/platform/settings.ts'
import { type Spawned, spawnProvider } from './provider/spawn.ts'
import { tourRoutes } from './tour.ts'

/** Everything that only a sandbox has: a provider that moves no money, and a clock that moves. */
export interface Sandbox {
  readonly clock: MovableClock
  readonly provider: PaymentProvider
  readonly process: Spawned
  /** The clock's two routes. */
  routes(app: FastifyInstance, house: House, settle: () => Promise<void>): void
  stop(): Promise<void>
}

const holdDays = 180
const taken =
  '这个数据文件夹已有一个服务器在用，请先停掉它，或用 BAOZHENG_DATA=… 另选一个。 ' +
  'Another server works on this data folder: stop it, or choose another with BAOZHENG_DATA=…'

/** 沙箱. Opens it for a server whose data lie in this folder. */
export async function openSandbox(folder: string, databaseUrl: string): Promise<Sandbox> {
  const clock = new MovableClock(await clockAhead(databaseUrl))
  const kept = await keepProvider(join(folder, 'provider'), clock)
  const { ready } = kept.process
  const provider = sandboxProvider({
    baseUrl: ready.address,
    merchantId: ready.merchantId,
    merchantKey: createPrivateKey(readFileSync(ready.merchantKeyFile ?? '')),
    providerPublicKey: createPublicKey(ready.providerPublicKey),
    timeoutMs: 5_000,
    holdDays,
  })
  await moveProvider(kept.process, clock.now())
  return {
    clock,
    provider,
    get process() {
      return kept.process
    },
    routes: (app, house, settle) =>
      clockRoutes(app, {
        house,
        clock,
        settle,
        get process() {
          return kept.process
        },
      }),
    stop: () => kept.stop(),
  }
}

const comeBackMs = 200

/** A provider that dies comes back at its own address, as a real one would: it is not our part. */
async function keepProvider(folder: string, clock: MovableClock) {
  let process = await startProvider(folder, clock.now())
  let stopping = false
  const watch = () => void process.gone.then(() => (stopping ? undefined : comeBack()))
  const comeBack = async () => {
    const port = Number(new URL(process.ready.address).port)
    while (!stopping) {
      await pause(comeBackMs)
      const back = await spawnProvider({ folder, holdDays, port }).catch(() => null)
      if (!back) continue
      process = back
      if (stopping) return back.stop()
      await moveProvider(back, clock.now()).catch(() => {}) // it died again: we hear of it below
      return watch()
    }
  }
  watch()
  return {
    get process() {
      return process
    },
    stop() {
      stopping = true
      return process.stop()
    },
  }
}

/** Pay pages stay where they were: the provider comes back on the port that it had. */
async function startProvider(folder: string, now: number): Promise<Spawned> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'port')
  const options = { folder, holdDays, now: iso(now) }
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const process = await spawnProvider({ ...options, port: before }).catch((error: Error) => {
    if (error.name === 'FolderTaken') throw new Unfit(taken)
    if (before === 0) throw error
    return spawnProvider({ ...options, port: 0 })
  })
  writeFileSync(file, new URL(process.ready.address).port)
  return process
}

async function clockAhead(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await readSetting<number>(over(client), 'sandbox.clock_ahead_ms')) ?? 0
  } finally {
    await client.end()
  }
}

/** The provider's business clock follows ours. It may be a little ahead already: then it stays. */
async function moveProvider({ control }: Spawned, now: number): Promise<void> {
  await control('POST', '/sandbox/clock', { now: iso(now) }).catch((error: Error) => {
    if (!error.message.includes('backwards')) throw error
  })
}

/** As far as the clock of a sandbox may be moved ahead of this machine's. */
const aheadMaxMs = 20 * 365 * day

export function clockRoutes(
  fastify: FastifyInstance,
  sandbox: {
    house: House
    clock: MovableClock
    process: Spawned
    settle: () => Promise<void>
  },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { house, clock } = sandbox
  const tags = ['sandbox']
  const moment = Type.String({ format: 'date-time' })
  const answer = readAnswer(Type.Object({ now: moment, movable: Type.Boolean() }))

  app.get(
    '/v1/sandbox/clock',
    {
      schema: {
        tags,
        summary: "Sandbox only: what time is it in this shop's world?",
        response: answer,
      },
    },
    async (_request, reply) => reply.send({ now: iso(clock.now()), movable: true }),
  )
  tourRoutes(fastify, sandbox)
  app.post(
    '/v1/sandbox/clock',
    {
      schema: {
        tags,
        summary: 'Sandbox only: move the clock forward; all that falls due happens',
        body: Type.Object({ to: moment }, { additionalProperties: false }),
        response: answer,
      },
    },
    async (request, reply) => {
      if (!(await house.door.person(request, reply, 'operator'))) return reply
      const to = Date.parse(request.body.to)
      if (to < clock.now()) return sendProblem(reply, refuse('sandbox.backwards'))
      // There is no way back: a slip of the finger must not end the sandbox in the next century.
      if (to > Date.now() + aheadMaxMs)
        return sendProblem(reply, refuse('request.invalid', { params: { where: 'body/to' } }))
      clock.setAhead(to - Date.now())
      await saveSetting(house.door.reads, 'sandbox.clock_ahead_ms', clock.ahead)
      await moveProvider(sandbox.process, clock.now())
      await sandbox.settle()
      return reply.send({ now: iso(clock.now()), movable: true })
    },
  )
}
