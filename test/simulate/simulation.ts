import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { domains } from '../../src/domains.ts'
import { shopOf } from '../../src/kernel/ids.ts'
import { day, hour, type Instant, minute, second } from '../../src/kernel/time.ts'
import { parcelsByKey } from '../../src/logistics/store.ts'
import { orders as ordersTable, readOrder } from '../../src/orders/store.ts'
import { terms } from '../../src/orders/terms.ts'
import { factCommand } from '../../src/payments/dispatcher.ts'
import type { Rooms } from '../../src/platform/batch.ts'
import type { Answer, Command } from '../../src/platform/command.ts'
import { over, readPool, type Tx } from '../../src/platform/db/pool.ts'
import { dueDeadlines } from '../../src/platform/deadlines.ts'
import { decideAfterMs } from '../../src/platform/timekeeper.ts'
import {
  buy,
  idKey,
  newShop,
  openShop,
  otherBody,
  publish,
  type SeenOrder,
  type SeenShop,
  tendListing,
  tendShop,
  type Wish,
} from './cast.ts'
import { Chronicle, SimulatedClock } from './chronicle.ts'
import type { SimulatedHouse } from './house.ts'
import { openEnds, problemsOf, type Sight } from './invariants.ts'
import { isOver } from './over.ts'
import { type Callback, FakeProvider, fair, foul } from './provider.ts'
import { Random } from './random.ts'
import { Servers } from './servers.ts'
import { allRows, plain } from './tables.ts'
import { type Look, nextWish } from './wishes.ts'

export interface SimulationOptions {
  readonly seed: number
  readonly steps: number
  readonly databaseUrl: string
  /** So many servers at once on one database. */
  readonly servers?: number
  /** Also dies while outcomes are being stored: then timing has a say in what happens next. */
  readonly wild?: boolean
  readonly checkEvery?: number
  /** Changes the rules, to show that a check would see it. */
  readonly plant?: (rooms: Rooms) => Rooms
}

export interface Outcome {
  readonly story: string
  readonly orders: number
  readonly crashes: number
  readonly commands: number
  readonly entries: number
  readonly virtualDays: number
  /** How often each answer was given, and each event written. */
  readonly answers: ReadonlyMap<string, number>
  readonly kinds: ReadonlyMap<string, number>
}

type Step = () => Promise<void>

const openOrdersMax = 60

/**
 * 模拟. A market of random people on real lanes and a real database, with a provider that fails, a
 * clock that jumps, and servers that die. Everything is drawn from the seed.
 */
export class Simulation {
  private readonly options: SimulationOptions
  private readonly random: Random
  private readonly clock = new SimulatedClock()
  private readonly provider: FakeProvider
  private readonly pool: pg.Pool
  private readonly rooms: Rooms
  private readonly chronicle: Chronicle
  private readonly servers: Servers
  private readonly shops: SeenShop[] = []
  private readonly orders: SeenOrder[] = []
  private open: SeenOrder[] = []
  private readonly startedAt: Instant
  private entries = 0
  private named = 0

  constructor(options: SimulationOptions) {
    this.options = options
    this.random = new Random(options.seed)
    this.startedAt = this.clock.now()
    this.provider = new FakeProvider({
      seed: options.seed,
      clock: this.clock,
      weather: foul,
      holdDays: this.random.pick([7, 15, 30, 180]),
      partialRelease: this.random.chance(0.7),
    })
    this.pool = readPool(options.databaseUrl, 4)
    const rooms = domains({ terms, provider: this.provider, bidKey: Buffer.alloc(32) })
    this.rooms = options.plant ? options.plant(rooms) : rooms
    const { databaseUrl, plant, servers: count = 1 } = options
    const { clock, provider, random } = this
    this.chronicle = new Chronicle(options.seed, clock)
    this.servers = new Servers(
      { databaseUrl, clock, provider, lanes: 2, ...(plant ? { plant } : {}) },
      { random, chronicle: this.chronicle, count },
    )
  }

  /** Runs all steps, lets everything come to its end, and checks. Throws `Broken` when it must. */
  async run(): Promise<Outcome> {
    try {
      await this.begin()
      await this.walk(this.options.steps)
      await this.end()
      return await this.outcome()
    } finally {
      await this.close()
    }
  }

  async begin(): Promise<void> {
    await this.openShops()
  }

  async walk(steps: number): Promise<void> {
    const { checkEvery = 1_000 } = this.options
    const { chronicle } = this
    for (const last = chronicle.step + steps; chronicle.step < last; ) {
      chronicle.step++
      await this.random.weighted(this.steps())()
      await this.servers.rest()
      if (chronicle.step % checkEvery === 0) await this.check(false)
    }
  }

  /** Everything comes to its end; then everybody asks again. */
  async end(): Promise<void> {
    await this.settle()
    await this.check(true)
    await this.repeatAll()
  }

  async close(): Promise<void> {
    await this.servers.close()
    await this.pool.end()
  }

  /** What an inspector may look at, while the house rests. */
  sight(tx: Tx, settled = false): Sight {
    const { answered } = this.chronicle
    return { tx, rooms: this.rooms, book: this.provider.book, answered, settled }
  }

  private async outcome(): Promise<Outcome> {
    const { rows } = await this.pool.query<{ kind: string; count: bigint }>(
      'select kind, count(*) as count from app.journal group by kind',
    )
    return {
      kinds: new Map(rows.map(({ kind, count }) => [kind, Number(count)])),
      story: this.chronicle.digest(),
      orders: this.orders.length,
      crashes: this.servers.crashes,
      commands: this.servers.commands,
      entries: this.entries,
      virtualDays: Math.round((this.clock.now() - this.startedAt) / day),
      answers: this.chronicle.answers,
    }
  }

  private async openShops(): Promise<void> {
    for (let n = 1; n <= 3; n++) {
      const shop = newShop(this.random, n)
      this.shops.push(shop)
      await this.wish(openShop(shop, this.random.pick([0, 6, 30])))
      for (let count = 0; count < 4; count++) await this.wish(publish(shop, this.random))
    }
  }

  private steps(): { weight: number; value: Step }[] {
    return [
      { weight: 46, value: () => this.act() },
      { weight: this.open.length < openOrdersMax ? 12 : 1, value: () => this.buy() },
      { weight: 6, value: () => this.pay() },
      { weight: 9, value: () => this.wait() },
      { weight: 7, value: () => this.deliverCallbacks() },
      { weight: 4, value: () => this.servers.pump() },
      { weight: 3, value: () => this.tend() },
      { weight: 4, value: () => this.repeat() },
      { weight: 1, value: () => this.misuse() },
      { weight: 2, value: () => this.burst() },
      { weight: 1.2, value: () => this.crash() },
      { weight: 0.4, value: () => this.breakDown() },
    ]
  }

  // What people do ------------------------------------------------------------------------------

  private async act(): Promise<void> {
    const wish = await this.someWish()
    if (wish) await this.wish(wish)
    if (this.random.chance(0.6)) await this.servers.pump()
  }

  /** Mostly about an order that is under way, sometimes about one that is over. */
  private async someWish(): Promise<Wish | null> {
    for (let tries = 0; tries < 5; tries++) {
      const seen = this.random.chance(0.95) ? this.someOpen() : this.someOrder()
      const look = seen && (await this.look(seen))
      if (look) return nextWish(look)
    }
    return null
  }

  /** How the order stands, for whoever decides what to do next; null where it never came about. */
  private async look(seen: SeenOrder): Promise<Look | null> {
    const tx = over(this.pool)
    const found = await readOrder(tx, seen.shop.shopId, seen.orderId)
    const order = found?.order
    if (!order || (isOver(order) && this.random.chance(0.8)))
      this.open = this.open.filter((one) => one !== seen)
    if (!order) return null
    const ids = order.parcels.map(({ id }) => id)
    const parcels = await parcelsByKey(tx, seen.shop.shopId, ids)
    parcels.sort((a, b) => ids.indexOf(a.parcelId) - ids.indexOf(b.parcelId))
    return { seen, order, parcels, at: this.clock.now(), random: this.random }
  }

  private someOpen(): SeenOrder | null {
    return this.open.length === 0 ? null : this.random.pick(this.open)
  }

  private someOrder(): SeenOrder | null {
    return this.orders.length === 0 ? null : this.random.pick(this.orders)
  }

  private async buy(): Promise<void> {
    const wish = this.newOrder()
    await this.wish(wish)
    if (this.random.chance(0.9)) await this.servers.pump()
    const seen = this.orders.at(-1)
    if (seen && this.random.chance(0.7)) await this.payFor(seen)
  }

  private newOrder(): Wish {
    const { wish, order } = buy(this.random.pick(this.shops), this.random, this.orders.length + 1)
    this.orders.push(order)
    this.open.push(order)
    return wish
  }

  private async pay(): Promise<void> {
    const seen = this.random.chance(0.9) ? this.someOpen() : this.someOrder()
    if (seen) await this.payFor(seen)
  }

  private async payFor(seen: SeenOrder): Promise<void> {
    const how = this.provider.pay(seen.orderId.slice(4))
    this.chronicle.tell(seen.orderId, 'pay', how)
    if (how === 'paid' && this.random.chance(0.3)) await this.askAboutPayment(seen)
    if (this.random.chance(0.7)) await this.deliverCallbacks()
  }

  /** The buyer is back from the provider's page, the callback is not. */
  private async askAboutPayment({ shop, orderId }: SeenOrder): Promise<void> {
    await this.servers.pump()
    const house = this.servers.any()
    const asked = house.dispatcher.check(shop.shopId, orderId)
    let over = false
    asked.finally(() => {
      over = true
    })
    while (!over) await house.letAllThrough()
    await asked
  }

  private async tend(): Promise<void> {
    const shop = this.random.pick(this.shops)
    if (shop.listings.length < 12 && this.random.chance(0.1))
      await this.wish(publish(shop, this.random))
    else if (this.random.chance(0.05)) await this.wish(tendShop(shop, this.random))
    else await this.wish(tendListing(shop, this.random))
  }

  /** Somebody sends a command again, and must get the same answer. */
  private async repeat(): Promise<void> {
    const { command, answer } = this.random.pick(this.chronicle.answered)
    const again = { ...command, arrivedAt: this.clock.now(), seed: this.random.bytes(32) }
    const { answer: second, replayed } = await this.servers.submit(again)
    this.mustBeSame(command, [answer, second], replayed)
  }

  private mustBeSame(command: Command, [first, again]: [Answer, Answer], replayed: boolean): void {
    if (replayed && isDeepStrictEqual(plain(first), plain(again))) return
    const what = `${command.id} (${command.domain} ${command.body.type}) was answered ${JSON.stringify(first)}, and again ${JSON.stringify(again)}${replayed ? '' : ', decided anew'}`
    this.chronicle.fail({
      invariant: 'a_repeat_gets_the_same_answer',
      what,
      orderId: command.target,
    })
  }

  /** Somebody uses the id of one command for another. */
  private async misuse(): Promise<void> {
    const { command } = this.random.pick(this.chronicle.answered)
    const { answer } = await this.servers.submit(otherBody(command))
    if (!answer.ok && answer.refused === 'command.id_used_for_another') return
    const what = `${command.id} was used for another command, and answered`
    this.chronicle.fail({ invariant: 'an_id_names_one_command', what, orderId: command.target })
  }

  /** Many at once: what one lane decides in one transaction. */
  private async burst(): Promise<void> {
    const wishes = await this.someWishes()
    const commands = wishes.map((wish) => this.command(wish))
    const heard = await Promise.all(commands.map((command) => this.servers.submit(command)))
    for (const [n, answered] of heard.entries()) {
      const command = commands[n]
      if (command) this.chronicle.keep(command, answered, wishes[n]?.name ?? '')
    }
    await this.servers.pump()
    const bought = commands.filter(({ body }) => body.type === 'open').map(({ target }) => target)
    for (const seen of this.orders.filter(({ orderId }) => bought.includes(orderId)))
      if (this.random.chance(0.6)) await this.payFor(seen)
  }

  private async someWishes(): Promise<Wish[]> {
    const wishes: Wish[] = []
    for (let count = this.random.int(2, 20); count > 0; count--) {
      const wish = this.random.chance(0.15) ? this.newOrder() : await this.someWish()
      if (wish) wishes.push(wish)
    }
    return wishes
  }

  // What time brings ----------------------------------------------------------------------------

  private async wait(): Promise<void> {
    const { random } = this
    const ms = random.weighted([
      { weight: 40, value: () => random.int(1, 60) * second },
      { weight: 25, value: () => random.int(1, 30) * minute },
      { weight: 20, value: () => random.int(1, 24) * hour },
      { weight: 12, value: () => random.int(1, 3) * day },
      { weight: 3, value: () => random.int(4, 20) * day },
    ])()
    await this.moveClock(ms)
  }

  private async moveClock(ms: number): Promise<void> {
    this.clock.at += ms
    this.provider.passTime()
    const inOrder: Step[] = [
      () => this.deliverCallbacks(),
      () => this.tick(),
      () => this.servers.sweep(),
    ]
    const first = this.random.int(0, 2)
    for (let turn = 0; turn < 3; turn++) await inOrder[(first + turn) % 3]?.()
  }

  /** Decides everything that is due; afterwards nothing may be due any more. */
  private async tick(): Promise<void> {
    await this.servers.pump()
    await this.servers.tick()
    const late = await dueDeadlines(over(this.pool), this.clock.now() - decideAfterMs, 1)
    const [one] = late
    if (one)
      this.chronicle.fail({
        invariant: 'every_deadline_is_decided',
        what: `${one.kind} of ${one.id}, generation ${one.generation}, stays due`,
        orderId: one.id,
      })
    await this.servers.pump()
  }

  private async deliverCallbacks(): Promise<void> {
    for (const callback of this.provider.takeCallbacks()) await this.deliver(callback)
    if (this.random.chance(0.8)) await this.servers.pump()
  }

  /** As the route for callbacks does it. What is not taken in comes again later. */
  private async deliver(callback: Callback): Promise<void> {
    const facts = this.provider.verifyCallback(callback.message) ?? []
    for (const fact of facts) {
      const orderId = `ord_${fact.paymentNo}`
      this.chronicle.tell(orderId, `callback ${fact.dedupeKey}`, fact.status)
      const { answer } = await this.servers.submit({
        id: `callback-${this.servers.commands}`,
        shopId: shopOf(orderId, 'ord', idKey) ?? 0,
        actor: 'provider:fake',
        domain: 'payments',
        target: orderId,
        body: factCommand('callback', fact),
        arrivedAt: this.clock.now(),
        seed: this.random.bytes(32),
      })
      if (!answer.ok) this.provider.again(callback)
    }
  }

  /** The provider is out of order for minutes, hours, or days. */
  private async breakDown(): Promise<void> {
    const ms = this.random.pick([5 * minute, hour, day, 6 * day])
    this.provider.downUntil = this.clock.now() + ms
    this.chronicle.note(`the provider is down for ${ms / minute} minutes`)
  }

  // What breaks ---------------------------------------------------------------------------------

  /** A server dies, whatever it was doing, and another takes its place. */
  private async crash(): Promise<void> {
    const house = this.servers.any()
    const storing = this.options.wild ? 'storing' : 'idle'
    const kind = this.random.pick(['idle', 'unheard', 'deciding', storing])
    this.chronicle.note(`crash: ${kind}`)
    if (kind === 'deciding') return this.crashDeciding(house)
    if (kind === 'unheard') await house.workUnheard()
    if (kind === 'storing') await house.letGo()
    await this.servers.replace(house)
  }

  /** Whoever got no answer asks again, with the same id. */
  private async crashDeciding(house: SimulatedHouse): Promise<void> {
    const wishes = await this.someWishes()
    const commands = wishes.map((wish) => this.command(wish))
    const heard = await this.servers.dieDeciding(house, commands)
    for (const [n, command] of commands.entries()) {
      const answered = heard[n] ?? (await this.servers.submit(command))
      this.chronicle.keep(command, answered, wishes[n]?.name ?? '')
    }
    // What was committed unheard is sent no later than what is decided only now.
    await this.servers.sweep()
  }

  // How a wish becomes an answer ----------------------------------------------------------------

  private async wish(wish: Wish): Promise<void> {
    const command = this.command(wish)
    this.chronicle.keep(command, await this.servers.submit(command), wish.name)
  }

  private command({ name: _, ...wish }: Wish): Command {
    this.named++
    const arrivedAt = this.clock.now()
    return { ...wish, id: `command-${this.named}`, arrivedAt, seed: this.random.bytes(32) }
  }

  // Rest and truth ------------------------------------------------------------------------------

  private async check(settled: boolean): Promise<void> {
    await this.servers.rest()
    const tx = over(this.pool)
    const { problems, entries } = await problemsOf(this.sight(tx, settled))
    this.entries = entries
    const [first] = problems
    if (first) this.chronicle.fail(first)
    if (!settled) return
    const all = []
    for await (const { row } of allRows(tx, ordersTable)) if (row.status !== 'none') all.push(row)
    all.sort((a, b) => (a.orderId < b.orderId ? -1 : 1))
    const [openEnd] = openEnds(all)
    if (openEnd) this.chronicle.fail(openEnd)
    for (const { orderId, status, paidFen } of all)
      this.chronicle.mark(`${orderId} ${status} ${paidFen}`)
  }

  /** The weather clears and time passes, until nothing is left to happen. */
  private async settle(): Promise<void> {
    this.provider.weather = fair
    this.provider.downUntil = 0
    this.chronicle.note('the weather clears')
    for (let days = 0; days < 800; days++) {
      await this.moveClock(days === 0 ? minute : 12 * hour)
      if (this.provider.callbacksWaiting === 0 && !(await this.somethingWaits())) return
    }
    // What still waits is told by the checks, which name the order.
  }

  private async somethingWaits(): Promise<boolean> {
    const { rows } = await this.pool.query(
      'select 1 from app.deadlines union all select 1 from app.dispatches limit 1',
    )
    return rows.length > 0
  }

  /** At the end everybody sends everything again. */
  private async repeatAll(): Promise<void> {
    const repeatsMax = 4_000
    for (let from = 0; from < Math.min(this.chronicle.answered.length, repeatsMax); from += 200)
      await Promise.all(
        this.chronicle.answered.slice(from, from + 200).map(async ({ command, answer }) => {
          const again = await this.servers.submit(command)
          this.mustBeSame(command, [answer, again.answer], again.replayed)
        }),
      )
  }
}
