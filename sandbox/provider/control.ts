import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { instant, parseObject } from './input.ts'
import { movementView } from './movements.ts'
import type { Provider } from './provider.ts'
import { iso, json, type Reply, refusal } from './reply.ts'

const pageMax = 1_000
const perCommit = 200

/** May this caller turn the knobs? From this machine, with the token given on start. */
export function mayControl(provider: Provider, request: IncomingMessage): boolean {
  const from = request.socket.remoteAddress ?? ''
  const near = /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(from) || from === '::1'
  const given = Buffer.from(String(request.headers['sandbox-control'] ?? ''))
  const token = Buffer.from(provider.controlToken)
  return near && given.length === token.length && timingSafeEqual(given, token)
}

/** Everything under /sandbox: faults, clock, flush, and the whole book for tests. */
export async function control(provider: Provider, asked: ControlAsked): Promise<Reply> {
  const { faults, callbacks, movements, clock, store } = provider
  switch (`${asked.method} ${asked.path}`) {
    case 'POST /sandbox/faults': {
      const fields = parseObject(asked.body.toString('utf8'))
      const taken = fields !== null && (await store.commit(() => faults.set(fields)))
      if (!taken) return refusal(400, 'request.invalid_faults')
      callbacks.pump()
      return json(200, faults.current())
    }
    case 'POST /sandbox/clock':
      return moveClock(provider, asked.body)
    case 'GET /sandbox/clock':
      return json(200, { now: iso(clock.now()) })
    case 'POST /sandbox/flush':
      await finishProcessing(provider, Number.MAX_SAFE_INTEGER)
      return json(200, await callbacks.flush())
    case 'GET /sandbox/movements': {
      const after = Number(asked.query.get('after') ?? 0)
      if (!Number.isSafeInteger(after)) return refusal(400, 'request.invalid_after')
      const rows = await store.read(() => movements.after(after, pageMax))
      return json(200, { movements: rows.map(movementView), more: rows.length === pageMax })
    }
    case 'GET /sandbox/check': {
      const contradictions = await store.read(() => movements.contradictions())
      return json(200, { sound: contradictions.length === 0, contradictions })
    }
    case 'GET /sandbox/counts':
      return json(200, callbacks.counts())
    default:
      return refusal(404, 'route.not_found')
  }
}

export interface ControlAsked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Buffer
}

async function moveClock(provider: Provider, body: Buffer): Promise<Reply> {
  const fields = parseObject(body.toString('utf8'))
  const to = instant(fields?.now)
  const frozen = fields?.frozen ?? false
  if (to === null || typeof frozen !== 'boolean') return refusal(400, 'request.invalid_now')
  const moved = await provider.store.commit(() => provider.clock.move(to, frozen))
  if (!moved) return refusal(409, 'clock.backwards')
  const ended = await endDueHolds(provider)
  return json(200, { now: iso(provider.clock.now()), holdsEnded: ended })
}

/** Ends all holds that are due, some per commit. How many? */
export async function endDueHolds(provider: Provider): Promise<number> {
  let ended = 0
  for (;;) {
    const count = await provider.store.commit(() => provider.payments.endDueHolds(perCommit))
    ended += count
    if (count < perCommit) return ended
  }
}

/** Finishes instructions that are due by this real time, some per commit. */
export async function finishProcessing(provider: Provider, by: number): Promise<void> {
  for (;;) {
    const count = await provider.store.commit(() => provider.instructions.finishDue(by, perCommit))
    if (count < perCommit) return
  }
}
