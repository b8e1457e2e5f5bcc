import { randomBytes, randomUUID } from 'node:crypto'
import { removeDeviceKeysSince } from '../evidence/signing.store.ts'
import type { Identity } from '../identity/identity.ts'
import type { ShopId } from '../kernel/ids.ts'
import { day, type Instant } from '../kernel/time.ts'
import type { Answer, Body } from '../platform/command.ts'
import type { Door } from '../platform/http/door.ts'
import type { Lanes } from '../platform/run.ts'
import { theftActor } from './facts.ts'
import type { Freeze } from './model.ts'
import { shopNumbersOf, shopRow } from './store.ts'

export interface Declaring {
  readonly door: Door
  readonly lanes: Lanes
  readonly identity: Identity
}

export interface Theft {
  readonly personId: string
  /** Whatever has been done in this person's name from then on is doubted. */
  readonly since: Instant
  readonly by: Freeze['by']
}

/** What was stopped. */
export interface Stopped {
  readonly keys: number
  readonly shops: number
  readonly listings: number
  readonly orders: number
}

/** Nobody remembers further back than this, and nothing paid is held longer. */
export const sinceMaxMs = 180 * day

const frozenAtOnce = 100

/** Whoever waits for the answer waits for so many pages; the clock goes on with the rest. */
const pagesAtOnce = 20

/**
 * 声明账号被盗. Shuts everybody out of the account first, then freezes its shops, and stops what was done
 * in its name a page at a time. Once a shop is frozen the rest follows by itself, whatever dies. A
 * repeat stops what has come since.
 */
export async function declareStolen(parts: Declaring, theft: Theft): Promise<Stopped> {
  const { door, identity } = parts
  const { personId, since, by } = theft
  const keys = await identity.lockOut(personId, since)
  await removeDeviceKeysSince(door.reads, personId, since)
  const numbers = await shopNumbersOf(door.reads, personId)
  const freeze = { type: 'freeze', since, by } as Body
  const frozen: PromiseSettledResult<Answer>[] = []
  // All of them, however many the thief has opened beside the real ones; not all at one moment.
  for (let from = 0; from < numbers.length; from += frozenAtOnce) {
    const some = numbers.slice(from, from + frozenAtOnce)
    frozen.push(...(await Promise.allSettled(some.map((id) => asHouse(parts, id, freeze)))))
  }
  const stopped = await Promise.all(numbers.map((shopId) => sweepNow(parts, shopId)))
  for (const one of frozen) if (one.status === 'rejected') throw one.reason
  const sum = (what: 'listings' | 'orders') => stopped.reduce((all, one) => all + one[what], 0)
  return { keys, shops: numbers.length, listings: sum('listings'), orders: sum('orders') }
}

/** 清查, as far as somebody waits for it. Out: how many offers and orders have been put right. */
export async function sweepNow(
  parts: Pick<Declaring, 'door' | 'lanes'>,
  shopId: ShopId,
): Promise<{ listings: number; orders: number }> {
  let sum = { listings: 0, orders: 0 }
  for (let page = 0; page < pagesAtOnce; page++) {
    const answer = await asHouse(parts, shopId, { type: 'sweep' }).catch(() => null)
    if (!answer?.ok) break
    const { listings, orders } = answer.result
    sum = { listings: Number(listings), orders: Number(orders) }
  }
  return sum
}

async function asHouse(
  { door, lanes }: Pick<Declaring, 'door' | 'lanes'>,
  shopId: ShopId,
  body: Body,
): Promise<Answer> {
  const id = randomUUID()
  const [arrivedAt, seed] = [door.clock.now(), randomBytes(32)]
  const command = { id, shopId, domain: 'shops', target: shopRow, body, arrivedAt, seed }
  const { answer } = await lanes.submit({ ...command, actor: `${theftActor}${id}` })
  return answer
}
