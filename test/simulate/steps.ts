import { isDeepStrictEqual } from 'node:util'
import { sealBid } from '../../src/disputes/sealing.ts'
import { shopOf } from '../../src/kernel/ids.ts'
import { day, hour, minute, second } from '../../src/kernel/time.ts'
import { factCommand } from '../../src/payments/dispatcher.ts'
import type { Answer, Command } from '../../src/platform/command.ts'
import { decideAfterMs } from '../../src/platform/timekeeper.ts'
import {
  buy,
  idKey,
  newShop,
  openShop,
  otherBody,
  publish,
  type SeenListing,
  type SeenOrder,
  type SeenShop,
  tendListing,
  tendPayout,
  tendShop,
  tendTheft,
  type Wish,
} from './cast.ts'
import type { Chronicle, SimulatedClock } from './chronicle.ts'
import type { Logbook } from './logbook.ts'
import type { Look } from './look.ts'
import { quarrelClocks } from './model/case-file.ts'
import { statusOf } from './model/trade.ts'
import type { Oracle } from './oracle.ts'
import { type Callback, type FakeProvider, fair } from './provider.ts'
import { Random } from './random.ts'
import type { Servers } from './servers.ts'
import { plain } from './tables.ts'
import type { Waiting } from './waiting.ts'
import { nextWish } from './wishes.ts'

interface Parts {
  readonly seed: number
  readonly clock: SimulatedClock
  readonly provider: FakeProvider
  readonly chronicle: Chronicle
  readonly servers: Servers
  readonly oracle: Oracle
  readonly waiting: Waiting
  /** Where there is a database, there is a log. */
  readonly logbook: Logbook | null
}

type Step = () => Promise<void>

/** By how much is a clock wrong? In milliseconds. */
const offBy: readonly { weight: number; value: (random: Random) => number }[] = [
  { weight: 3, value: (random) => random.int(1, 60) * minute },
  { weight: 2, value: (random) => random.int(1, 24) * hour },
  { weight: 1, value: (random) => random.int(1, 4) * day },
]

/** Few enough that each sees more than its first days. */
const openOrdersMax = 20
const ends = ['expired', 'cancelled', 'refunded', 'settled']

/** What may happen in a step. Each draws from the seed and its own number, and nothing else. */
export class Steps {
  private readonly parts: Parts
  private random: Random
  private number = 0
  private named = 0
  private readonly shops: SeenShop[] = []
  private readonly orders: SeenOrder[] = []
  private open: SeenOrder[] = []

  constructor(parts: Parts) {
    this.parts = parts
    this.random = new Random(`${parts.seed} begin`)
  }

  async openShops(): Promise<void> {
    for (let n = 1; n <= 3; n++) {
      const shop = newShop(this.random, n)
      this.shops.push(shop)
      await this.wish(openShop(shop, this.random.pick([0, 6, 30])))
      for (let count = 0; count < 4; count++) await this.wish(publish(shop, this.random))
    }
  }

  async take(number: number): Promise<void> {
    this.random = new Random(`${this.parts.seed} ${number}`)
    this.number = number
    this.named = 0
    const { servers } = this.parts
    const steps: { weight: number; value: Step }[] = [
      { weight: 50, value: () => this.act() },
      { weight: 12, value: () => (this.open.length < openOrdersMax ? this.buy() : this.act()) },
      { weight: 6, value: () => this.pay() },
      { weight: 8, value: () => this.wait() },
      { weight: 0.6, value: () => this.setClock() },
      { weight: 7, value: () => this.deliverCallbacks() },
      { weight: 4, value: () => servers.pump() },
      { weight: 3, value: () => this.tend() },
      { weight: 3, value: () => this.repeat() },
      { weight: 1, value: () => this.misuse() },
      { weight: 2, value: () => this.burst() },
      { weight: 1.2, value: () => this.crash() },
      { weight: 0.4, value: () => this.breakDown() },
      { weight: 1, value: () => this.log() },
    ]
    await this.random.weighted(steps)()
  }

  // What people do ------------------------------------------------------------------------------

  private async act(): Promise<void> {
    const wish = this.someWish()
    if (wish) await this.wish(wish)
    if (this.random.chance(0.6)) await this.parts.servers.pump()
  }

  /** Mostly about an order that is under way, sometimes about one that is over. */
  private someWish(): Wish | null {
    const seen = this.some(this.random.chance(0.95) ? this.open : this.orders)
    const look = seen && this.look(seen)
    return look ? nextWish(look) : null
  }

  private look(seen: SeenOrder): Look | null {
    const { market } = this.parts.oracle
    const { orderId } = seen
    const trade = market.trades.get(orderId)
    if (!trade) {
      this.open = this.open.filter((one) => one !== seen)
      return null
    }
    const quarrel = market.quarrels.get(orderId) ?? null
    const over = ends.includes(statusOf(trade)) && (quarrel?.stage ?? 'closed') === 'closed'
    const mended = trade.things.some(({ warrantyMonths }) => warrantyMonths > 0)
    if (over && this.random.chance(mended ? 0.1 : 0.6))
      this.open = this.open.filter((one) => one !== seen)
    const returns = market.returnsOf(orderId)
    const ids = [
      ...trade.bundles.map(({ id }) => id),
      ...returns.flatMap(({ parcelIn, parcelOut }) => [parcelIn ?? [], parcelOut ?? []].flat()),
    ]
    const parcels = ids.flatMap((id) => {
      const parcel = market.parcels.get(id)
      return parcel ? [{ ...parcel, id }] : []
    })
    const { random } = this
    const seal = (fen: bigint) => this.seal(orderId, fen)
    return { seen, trade, returns, quarrel, parcels, at: this.parts.clock.at, random, seal }
  }

  private seal(orderId: string, fen: bigint): string {
    const wish = `${this.number}-${this.named}`
    const sealed = sealBid(Buffer.alloc(32), { orderId, wish, fen })
    this.parts.oracle.market.secrets.set(sealed, fen)
    return sealed
  }

  private some(list: readonly SeenOrder[]): SeenOrder | null {
    return this.random.pickNamed(list, ({ orderId }) => orderId)
  }

  private async buy(): Promise<void> {
    await this.wish(this.newOrder())
    if (this.random.chance(0.9)) await this.parts.servers.pump()
    const seen = this.orders.at(-1)
    if (seen && this.random.chance(0.8)) await this.payFor(seen)
  }

  private newOrder(): Wish {
    const { random } = this
    const offering = this.shops.filter((shop) => this.onSale(shop).length > 0)
    const sensible = offering.length > 0 && random.chance(0.95)
    const shop = random.pickNamed(sensible ? offering : this.shops, ({ publicId }) => publicId)
    if (!shop) throw new Error('there is no shop')
    const from = sensible ? this.onSale(shop) : shop.listings
    const { wish, order } = buy(shop, random, { n: this.orders.length + 1, from })
    this.orders.push(order)
    this.open.push(order)
    return wish
  }

  /** What a buyer finds there. */
  private onSale({ shopId, listings }: SeenShop): SeenListing[] {
    const there = this.parts.oracle.market.shops.get(shopId)?.listings
    return listings.flatMap(({ id }) => {
      const found = there?.get(id)
      if (found?.status !== 'published' || found.stock === 0) return []
      const { priceFen, promotion } = found
      return [{ id, priceFen, promotion }]
    })
  }

  private async pay(): Promise<void> {
    const seen = this.some(this.random.chance(0.9) ? this.open : this.orders)
    if (seen) await this.payFor(seen)
  }

  private async payFor(seen: SeenOrder): Promise<void> {
    const how = this.parts.provider.pay(seen.orderId.slice(4))
    this.parts.chronicle.tell(seen.orderId, 'pay', how)
    if (how === 'paid' && this.random.chance(0.3)) await this.askAboutPayment(seen)
    if (this.random.chance(0.7)) await this.deliverCallbacks()
  }

  /** The buyer is back from the provider's page, the callback is not. */
  private async askAboutPayment({ shop, orderId }: SeenOrder): Promise<void> {
    const { servers } = this.parts
    await servers.pump()
    const house = servers.of(shop.shopId)
    const asked = house.dispatcher.check(shop.shopId, orderId)
    let over = false
    asked.finally(() => {
      over = true
    })
    while (!over) await house.letAllThrough()
    await asked
  }

  private async tend(): Promise<void> {
    const { random } = this
    const shop = random.pick(this.shops)
    const { oracle, clock } = this.parts
    const frozen = oracle.market.shops.get(shop.shopId)?.frozen ?? null
    const theft = () => this.wish(tendTheft(shop, random, clock.now()))
    if (frozen !== null && random.chance(0.4)) await theft()
    else if (shop.listings.length < 12 && random.chance(0.1)) await this.wish(publish(shop, random))
    else if (random.chance(0.05)) await this.wish(tendShop(shop, random))
    else if (random.chance(0.2)) await this.wish(tendPayout(shop, random))
    else if (random.chance(0.1)) await theft()
    else await this.wish(tendListing(shop, random))
  }

  /** Somebody sends a command again, and must get the same answer. */
  private async repeat(): Promise<void> {
    const { answered } = this.parts.chronicle
    const found = this.random.pickNamed(answered.slice(-300), ({ command }) => command.id)
    if (!found) return
    const { command, answer } = found
    const arrivedAt = this.parts.clock.now()
    const again = { ...command, arrivedAt, seed: this.random.bytes(32) }
    const { answer: second, replayed } = await this.parts.servers.submit(again)
    this.mustBeSame(command, [answer, second], replayed)
  }

  private mustBeSame(command: Command, [first, again]: [Answer, Answer], replayed: boolean): void {
    if (replayed && isDeepStrictEqual(plain(first), plain(again))) return
    const { id, domain, body, target: orderId } = command
    const anew = replayed ? '' : ', decided anew'
    const what = `${id} (${domain} ${body.type}) was answered ${JSON.stringify(first)}, and again ${JSON.stringify(again)}${anew}`
    this.parts.chronicle.fail({ invariant: 'a_repeat_gets_the_same_answer', what, orderId })
  }

  /** Somebody uses the id of one command for another. */
  private async misuse(): Promise<void> {
    const { answered } = this.parts.chronicle
    const found = this.random.pickNamed(answered.slice(-300), ({ command }) => command.id)
    if (!found) return
    const { command } = found
    const { answer } = await this.parts.servers.submit(otherBody(command))
    if (!answer.ok && answer.refused === 'command.id_used_for_another') return
    const what = `${command.id} was used for another command, and answered`
    const problem = { invariant: 'an_id_names_one_command', what, orderId: command.target }
    this.parts.chronicle.fail(problem)
  }

  /** Many at once: what one lane decides in one transaction. */
  private async burst(): Promise<void> {
    const { servers, chronicle } = this.parts
    const wishes = this.someWishes()
    const commands = wishes.map((wish) => this.command(wish))
    const heard = await Promise.all(commands.map((command) => servers.submit(command)))
    for (const [n, answered] of heard.entries()) {
      const command = commands[n]
      if (command) chronicle.keep(command, answered, wishes[n]?.name ?? '')
    }
    await servers.pump()
    const bought = commands.filter(({ body }) => body.type === 'open').map(({ target }) => target)
    for (const seen of this.orders.filter(({ orderId }) => bought.includes(orderId)))
      if (this.random.chance(0.6)) await this.payFor(seen)
  }

  private someWishes(): Wish[] {
    const wishes: Wish[] = []
    for (let count = this.random.int(2, 20); count > 0; count--) {
      const wish = this.random.chance(0.15) ? this.newOrder() : this.someWish()
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
      { weight: 8, value: () => random.int(1, 3) * day },
      { weight: 1.5, value: () => random.int(4, 20) * day },
    ])()
    await this.moveClock(ms)
  }

  /** 时钟跳变: somebody sets the clock of the house back or ahead, or puts it right again. */
  private async setClock(): Promise<void> {
    const { random } = this
    const { clock, chronicle } = this.parts
    const wrong = () => random.pick([-1, 1]) * random.weighted(offBy)(random)
    const before = clock.now()
    clock.behindMs = random.chance(0.5) ? 0 : wrong()
    const minutes = Math.round((clock.now() - before) / minute)
    if (minutes === 0) return
    chronicle.note(`the clock of the house is set by ${minutes} minutes`)
    await this.moveClock(0)
  }

  private async moveClock(ms: number): Promise<void> {
    const { clock, provider, servers } = this.parts
    clock.at += ms
    provider.passTime()
    const inOrder: Step[] = [
      () => this.deliverCallbacks(),
      () => this.tick(),
      () => servers.sweep(),
    ]
    const first = this.random.int(0, 2)
    for (let turn = 0; turn < 3; turn++) await inOrder[(first + turn) % 3]?.()
  }

  /** Decides everything that is due; afterwards nothing may be due any more. */
  private async tick(): Promise<void> {
    const { servers, clock, chronicle, waiting, oracle } = this.parts
    await servers.pump()
    await servers.tick()
    oracle.raise()
    const late = await waiting.deadline()
    if (late && late.at <= clock.now() - decideAfterMs) {
      const { what, orderId } = late
      chronicle.fail({ invariant: 'every_deadline_is_decided', what: `${what} stays due`, orderId })
    }
    await servers.pump()
  }

  private async deliverCallbacks(): Promise<void> {
    for (const callback of this.parts.provider.takeCallbacks()) await this.deliver(callback)
    if (this.random.chance(0.8)) await this.parts.servers.pump()
  }

  /** As the route for callbacks does it. What is not taken in comes again later. */
  private async deliver(callback: Callback): Promise<void> {
    const { provider, chronicle, servers, clock } = this.parts
    const facts = provider.verifyCallback(callback.message) ?? []
    for (const fact of facts) {
      const orderId = `ord_${fact.paymentNo}`
      chronicle.tell(orderId, `callback ${fact.dedupeKey}`, fact.status)
      const { answer } = await servers.submit({
        id: `callback-${this.number}-${servers.commands}`,
        shopId: shopOf(orderId, 'ord', idKey) ?? 0,
        actor: 'provider:fake',
        domain: 'payments',
        target: orderId,
        body: factCommand('callback', fact),
        arrivedAt: clock.now(),
        seed: this.random.bytes(32),
      })
      if (!answer.ok) provider.again(callback)
    }
  }

  /** The provider is out of order for minutes, hours, or days. */
  private async breakDown(): Promise<void> {
    const ms = this.random.pick([5 * minute, hour, day, 6 * day])
    this.parts.provider.downUntil = this.parts.clock.at + ms
    this.parts.chronicle.note(`the provider is down for ${ms / minute} minutes`)
  }

  // What breaks ---------------------------------------------------------------------------------

  /** A server dies, whatever it was doing, and another takes its place. */
  private async crash(): Promise<void> {
    const { servers, chronicle } = this.parts
    const house = servers.of(this.random.pick(this.shops).shopId)
    const kind = this.random.pick(['idle', 'unheard', 'deciding', 'storing'])
    chronicle.note(`crash: ${kind}`)
    if (kind === 'deciding') return this.crashDeciding()
    if (kind === 'unheard') await house.workUnheard()
    if (kind === 'storing') await house.letGo()
    await servers.replace(house)
  }

  /** Whoever got no answer asks again, with the same id. */
  private async crashDeciding(): Promise<void> {
    const { servers, chronicle } = this.parts
    const wishes = this.someWishes()
    const commands = wishes.map((wish) => this.command(wish))
    const heard = await servers.dieDeciding(commands, this.random.int(0, 60))
    for (const [n, command] of commands.entries()) {
      const answered = heard[n] ?? (await servers.submit(command))
      chronicle.keep(command, answered, wishes[n]?.name ?? '')
    }
    // What was committed unheard is sent no later than what is decided only now.
    await servers.sweep()
  }

  /** Somebody writes the log, and may die at it. */
  private async log(): Promise<void> {
    const { random } = this
    const step = random.pick([
      'lease',
      'append',
      'tiles',
      'advance',
      'signed_file',
      'publish',
    ] as const)
    const death = random.chance(0.6) ? { step, after: random.chance(0.5) } : null
    await this.parts.logbook?.write(death)
  }

  // How a wish becomes an answer ----------------------------------------------------------------

  private async wish(wish: Wish): Promise<void> {
    const command = this.command(wish)
    this.parts.chronicle.keep(command, await this.parts.servers.submit(command), wish.name)
  }

  private command({ name: _, ...wish }: Wish): Command {
    this.named++
    const id = `command-${this.number}-${this.named}`
    return { ...wish, id, arrivedAt: this.parts.clock.now(), seed: this.random.bytes(32) }
  }

  // Rest and truth ------------------------------------------------------------------------------

  /** The weather clears and time passes, until nothing is left to happen. */
  async settle(): Promise<void> {
    const { provider, chronicle, clock, waiting } = this.parts
    this.random = new Random(`${this.parts.seed} end`)
    provider.weather = fair
    provider.downUntil = 0
    chronicle.note('the weather clears')
    clock.behindMs = 0
    for (let turns = 0; turns < 6_000; turns++) {
      if (turns === 0) await this.moveClock(minute)
      const next = await waiting.any()
      const there = provider.nextAt
      if (next === null && there === null) return
      if (next?.what === 'complaints decide') await this.giveUp(next.orderId)
      const at = Math.min(next?.at ?? Infinity, there ?? Infinity) + decideAfterMs
      // What falls due within half a day is decided together, as after a night without a server.
      await this.moveClock(Math.max(at - clock.now(), 12 * hour))
    }
    // What still waits is told by the checks, which name the order.
  }

  /** Where nothing is held, a case waits for a person for ever: in the end the buyer gives up. */
  private async giveUp(orderId: string): Promise<void> {
    const quarrel = this.parts.oracle.market.quarrels.get(orderId)
    const seen = this.orders.find((one) => one.orderId === orderId)
    if (!quarrel || !seen || quarrelClocks(quarrel).has('last')) return
    const { linkHash: grant, buyer: actor, shop } = seen
    const what = { domain: 'complaints', target: orderId, body: { type: 'withdraw' } }
    await this.wish({ name: 'give up', shopId: shop.shopId, actor, grant, ...what })
  }

  /** At the end everybody sends everything again. */
  async repeatAll(): Promise<void> {
    const repeatsMax = 4_000
    const { answered } = this.parts.chronicle
    for (let from = 0; from < Math.min(answered.length, repeatsMax); from += 200)
      await Promise.all(
        answered.slice(from, from + 200).map(async ({ command, answer }) => {
          const again = await this.parts.servers.submit(command)
          this.mustBeSame(command, [answer, again.answer], again.replayed)
        }),
      )
  }
}
