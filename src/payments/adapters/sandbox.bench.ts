import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Spawned, spawnProvider } from '../../../sandbox/provider/spawn.ts'
import { iso } from '../../kernel/time.ts'
import type { BillRow, Fact, RawMessage } from '../port.ts'
import type { Bench } from '../provider-contract.bench.ts'
import { type SandboxOptions, sandboxProvider } from './sandbox.ts'

/** A real provider process on a free port, and somebody who receives its callbacks. */
export interface SandboxBench extends Bench {
  readonly spawned: () => Spawned
  readonly options: SandboxOptions
  /** Answers 500 to so many of the next callbacks. */
  refuseCallbacks(times: number): void
}

const start = '2026-03-02T04:00:00.000Z'

export async function sandboxBench(): Promise<SandboxBench> {
  const folder = mkdtempSync(join(tmpdir(), 'baozheng-provider-'))
  let spawned = await spawnProvider({ folder, seed: 7, now: start })
  const { ready } = spawned
  const port = Number(new URL(ready.address).port)
  const inbox = await openInbox()
  const options: SandboxOptions = {
    baseUrl: ready.address,
    merchantId: ready.merchantId,
    merchantKey: createPrivateKey(readFileSync(ready.merchantKeyFile ?? '')),
    providerPublicKey: createPublicKey(ready.providerPublicKey),
    timeoutMs: 10_000,
  }

  return {
    provider: sandboxProvider(options),
    hasty: sandboxProvider({ ...options, timeoutMs: 300 }),
    withClock: (clock) => sandboxProvider({ ...options, clock }),
    options,
    spawned: () => spawned,
    notifyUrl: inbox.url,
    signedHeaders: ['sandbox-signature', 'sandbox-timestamp', 'sandbox-nonce'],
    refuseCallbacks: inbox.refuse,
    async pay(payUrl) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(payUrl, { method: 'POST', headers, body: '{"action":"pay"}' })
      await response.text()
      return response.ok ? 'paid' : 'refused'
    },
    async callbacks() {
      await spawned.control('POST', '/sandbox/flush')
      return inbox.take()
    },
    now: async () => Date.parse(String((await spawned.control('GET', '/sandbox/clock')).now)),
    async moveTo(at) {
      await spawned.control('POST', '/sandbox/clock', { now: iso(at) })
    },
    async faults(rates) {
      await spawned.control('POST', '/sandbox/faults', { rates })
    },
    async down(down) {
      await spawned.control('POST', '/sandbox/faults', { down })
    },
    movements: () => movementsOf(spawned),
    async crash() {
      await spawned.kill()
      spawned = await spawnProvider({ folder, port })
    },
    async stop() {
      await spawned.stop()
      inbox.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function movementsOf(spawned: Spawned): Promise<BillRow[]> {
  const rows: BillRow[] = []
  for (let after = 0; ; ) {
    const page = await spawned.control('GET', `/sandbox/movements?after=${after}`)
    const movements = page.movements as Record<string, string | null>[]
    for (const row of movements) {
      after = Number(row.seq)
      rows.push({
        kind: String(row.kind).toLowerCase() as Fact['kind'],
        paymentNo: String(row.paymentNo),
        instructionNo: row.instructionNo ?? null,
        providerNo: String(row.providerNo),
        amountFen: BigInt(String(row.amountFen)),
        occurredAt: Date.parse(String(row.at)),
      })
    }
    if (page.more !== true) return rows
  }
}

interface Inbox {
  readonly url: string
  take(): RawMessage[]
  refuse(times: number): void
  close(): void
}

async function openInbox(): Promise<Inbox> {
  let messages: RawMessage[] = []
  let refusals = 0
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const refused = refusals > 0
      if (refused) refusals--
      else {
        const headers = request.headers as Record<string, string>
        messages.push({ body: Buffer.concat(chunks), headers })
      }
      response.writeHead(refused ? 500 : 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/callbacks`,
    take() {
      const taken = messages
      messages = []
      return taken
    },
    refuse: (times) => {
      refusals = times
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
