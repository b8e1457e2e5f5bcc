import assert from 'node:assert/strict'
import pg from 'pg'
import { checkDatabase } from '../../cli/fsck.ts'
import { domains } from '../../src/domains.ts'
import { orders } from '../../src/orders/store.ts'
import { terms } from '../../src/orders/terms.ts'
import type { BillRow } from '../../src/payments/port.ts'
import { over, readPool } from '../../src/platform/db/pool.ts'
import { laneOf } from '../../src/platform/run.ts'
import { Market, type MarketOptions } from '../market.ts'
import type { Answer, Person } from '../person.ts'
import { openEnds, problemsOf, type Sight } from '../simulate/invariants.ts'
import { allRows } from '../simulate/tables.ts'
import { openShop, orderBody, publish } from '../trade.ts'

export const priceFen = 16_800
const atOnce = 8

/** One order of one buyer, who is nobody else's. */
/** Over all shops of a market: a number that two of them use is the parcel of the first. */
let parcels = 0

export interface Bought {
  readonly buyer: Person
  readonly orderId: string
}

type Shared = Pick<Arena, 'market' | 'servers' | 'courier' | 'mediators'>

/** 赛场. A market with one or two servers on one PostgreSQL, and orders to fight over. */
export class Arena {
  readonly market: Market
  readonly seller: Person
  readonly shopId: string
  readonly mediators: readonly [Person, Person]
  /** Where each server can be asked alone. */
  readonly servers: readonly string[]
  readonly courier: Person
  /** Keeps others from the shop while both runners are on their way. */
  private readonly gate: pg.Client

  private constructor(parts: {
    market: Market
    seller: Person
    shopId: string
    mediators: readonly [Person, Person]
    servers: readonly string[]
    courier: Person
    gate: pg.Client
  }) {
    this.market = parts.market
    this.seller = parts.seller
    this.shopId = parts.shopId
    this.mediators = parts.mediators
    this.servers = parts.servers
    this.courier = parts.courier
    this.gate = parts.gate
  }

  static async open(servers: 1 | 2, options: MarketOptions = {}): Promise<Arena> {
    const market = await Market.open({ now: '2026-03-10T10:00', ...options })
    const places = [market.url]
    if (servers === 2) places.push((await market.openSecond()).url)
    const courier = await market.carrier('sudi')
    const mediators = [
      await mediator(market, '赵法', '13700000002'),
      await mediator(market, '钱正', '13700000003'),
    ] as const
    return Arena.shopIn({ market, servers: places, courier, mediators }, '13900000001')
  }

  /** Another shop of another seller in the same market. */
  beside(phone: string): Promise<Arena> {
    return Arena.shopIn(this, phone)
  }

  private static async shopIn(
    { market, servers, courier, mediators }: Shared,
    phone: string,
  ): Promise<Arena> {
    const { seller, shopId } = await openShop(market, `小店 ${phone.slice(-4)}`, phone)
    const gate = new pg.Client({ connectionString: market.databaseUrl })
    await gate.connect()
    return new Arena({ market, seller, shopId, mediators, servers, courier, gate })
  }

  /** Nobody can decide about the shop until the gate is opened again. */
  async shut(): Promise<void> {
    await this.gate.query('begin')
    await this.gate.query('update app.shop_guards set version = version where shop_id = $1', [
      this.market.app.door.shopOf(this.shopId, 'shp'),
    ])
  }

  async letGo(): Promise<void> {
    await this.gate.query('rollback')
  }

  newcomer(): Promise<Person> {
    return this.market.person('路人')
  }

  /** Something for sale, so many pieces of it. */
  offer(stock: number): Promise<string> {
    return publish(this.seller, this.shopId, { priceFen, stock })
  }

  /** So many orders that have been paid, each by a buyer of its own. */
  async paid(count: number): Promise<Bought[]> {
    const bought = await many(count, async () => {
      // One network may keep only so many unpaid orders of one listing.
      const listingId = await this.offer(1)
      const buyer = await this.newcomer()
      const { orderId } = await buyer.does('/v1/orders', orderBody([{ listingId, priceFen }]))
      return { buyer, orderId: orderId as string }
    })
    await this.market.settle()
    await each(bought, async ({ buyer, orderId }) => {
      const { body } = await buyer.get(`/v1/orders/${orderId}`)
      const response = await fetch(body.payUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'pay' }),
      })
      assert.equal(response.status, 200)
    })
    await this.market.settle()
    return bought
  }

  /** So many orders whose goods have been signed for. */
  async delivered(count: number): Promise<Bought[]> {
    const bought = await this.paid(count)
    const numbers = await each(bought, ({ orderId }) => this.ship(orderId))
    await this.signed(numbers)
    return bought
  }

  /** Out: what the parcel is known by. */
  async ship(orderId: string): Promise<string> {
    const wish = this.shipment()
    await this.seller.does(`/v1/orders/${orderId}/ship`, wish)
    return wish.trackingNo
  }

  shipment() {
    const trackingNo = `SD${String(++parcels).padStart(10, '0')}`
    return { itemIds: ['1'], carrierId: 'sudi', trackingNo }
  }

  async signed(trackingNos: readonly string[]): Promise<void> {
    const at = new Date(this.market.clock.now()).toISOString()
    for (let from = 0; from < trackingNos.length; from += 20) {
      const scans = trackingNos
        .slice(from, from + 20)
        .map((trackingNo) => ({ trackingNo, kind: 'signed', at }))
      await this.courier.does('/v1/carrier/scans', { scans })
    }
    await this.market.settle()
  }

  /** The same invariants as in the simulation, and the log. Empty when all is well. */
  async problems(): Promise<string[]> {
    await this.market.settle()
    const pool = readPool(this.market.databaseUrl, 2)
    try {
      const tx = over(pool)
      const { provider } = this.market
      const movements = await movementsOf(provider)
      const { sound } = await provider.control('GET', '/sandbox/check')
      assert.equal(sound, true, "the provider's own book adds up")
      const capabilities = { partialRelease: true, holdDaysMax: 180, refundDaysMax: 365 }
      const rooms = domains({
        ...{ terms, provider: { capabilities } as never, bidKey: Buffer.alloc(32) },
      })
      const book = { movements, check() {} }
      const sight = { tx, rooms, book, answered: [], settled: true } as unknown as Sight
      const { problems } = await problemsOf(sight)
      const opened = []
      for await (const { row } of allRows(tx, orders)) if (row.status !== 'none') opened.push(row)
      const { databaseUrl, logFolder: folder } = this.market
      const { faults } = await checkDatabase(databaseUrl, { folder, payloads: true })
      return [...problems, ...openEnds(opened), ...faults].map((one) => JSON.stringify(one))
    } finally {
      await pool.end()
    }
  }

  /** Leaves the shop; the market goes with the last one. */
  async leave(): Promise<void> {
    await this.gate.end()
  }

  async close(): Promise<void> {
    await this.leave()
    await this.market.close()
  }
}

async function mediator(market: Market, name: string, phone: string): Promise<Person> {
  await market.app.identity.ensureAccount({ phone, name, roles: ['mediator'] })
  return market.person(name, phone)
}

async function movementsOf(provider: Market['provider']): Promise<BillRow[]> {
  const rows: BillRow[] = []
  for (let after = 0; ; ) {
    const page = (await provider.control('GET', `/sandbox/movements?after=${after}`))
      .movements as (Record<string, string> & { seq: number })[]
    for (const { seq, at, kind, amountFen, ...row } of page) {
      after = seq
      const moved = { kind: kind?.toLowerCase(), amountFen: BigInt(amountFen ?? '0') }
      rows.push({ ...row, ...moved, occurredAt: Date.parse(at ?? '') } as unknown as BillRow)
    }
    if (page.length === 0) return rows
  }
}

/** Does this so many times, not all at once. */
export function many<Result>(count: number, act: (no: number) => Promise<Result>) {
  return each(
    Array.from({ length: count }, (_, no) => no),
    act,
  )
}

export async function each<One, Result>(
  list: readonly One[],
  act: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const done: Result[] = []
  for (let from = 0; from < list.length; from += atOnce)
    done.push(...(await Promise.all(list.slice(from, from + atOnce).map(act))))
  return done
}

export function said({ status, body }: Answer): string {
  return status < 300 ? 'done' : (body?.code as string)
}

/** A shop whose lane is none of theirs: what holds up theirs does not hold up this one. */
export async function inAnotherLane(others: readonly Arena[], lanes: number): Promise<Arena> {
  const [first] = others
  assert(first)
  const laneIn = ({ market, shopId }: Arena) =>
    laneOf(market.app.door.shopOf(shopId, 'shp') ?? 0, lanes)
  const taken = others.map(laneIn)
  for (let no = 10; ; no++) {
    const arena = await first.beside(`1390000${others.length}0${no}`)
    if (!taken.includes(laneIn(arena))) return arena
    await arena.leave()
  }
}
