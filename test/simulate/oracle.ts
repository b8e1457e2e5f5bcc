import { fenJson } from '../../src/kernel/canonical.ts'
import type { Command } from '../../src/platform/command.ts'
import type { Answered } from '../../src/platform/run.ts'
import type { Chronicle } from './chronicle.ts'
import type { Witness } from './house.ts'
import { Market } from './model/market.ts'
import { orderView, shopView, type View } from './model/views.ts'
import { orderSeen, type Rows, type Sightings, shopSeen } from './sightings.ts'
import type { Problem } from './tables.ts'

/**
 * 先知. Asks the model about every command, in the order in which the house decided, and compares:
 * the answer at once, and after each step how everything stands that was touched.
 */
export class Oracle implements Witness {
  readonly market: Market
  private readonly chronicle: Chronicle
  private readonly silent: boolean
  private trouble: Problem | null = null
  private readonly said = new Map<string, { body: string; code: string | null }>()
  private readonly touched = new Map<number, Set<string>>()
  private readonly fired = new Map<string, number>()

  constructor(chronicle: Chronicle, site: { partialRelease: boolean; silent: boolean }) {
    this.silent = site.silent
    this.chronicle = chronicle
    this.market = new Market(site)
  }

  hears(command: Command, { answer, replayed }: Answered): void {
    const { shopId, actor, id, domain, target } = command
    const name = `${shopId}/${actor}/${id}`
    const body = fenJson({ domain, target, body: command.body })
    const before = this.said.get(name)
    const code = before ? this.again(before, body) : this.decide(command)
    if (!before) this.said.set(name, { body, code })
    const came = answer.ok ? null : answer.refused
    if (actor === 'clock' && answer.ok && !replayed) this.fires(name, target)
    if (actor === 'clock' && !replayed)
      this.chronicle.tell(target, `time: ${domain} ${kindOf(command)}`, came ?? 'ok')
    if (came === code || this.silent) return
    const what = `${domain} ${command.body.type} by ${actor}: the house says ${came ?? 'yes'}, the model ${code ?? 'yes'}`
    this.tell({ invariant: 'answers_equal_model', what, orderId: this.subject(command) })
  }

  /** Whoever hears an answer may be the dispatcher, who survives everything: it is told later. */
  private tell(problem: Problem): void {
    this.trouble ??= problem
  }

  /** Fails where an answer was not what it should have been. */
  raise(): void {
    if (this.trouble) this.chronicle.fail(this.trouble)
  }

  private again(before: { body: string; code: string | null }, body: string): string | null {
    return before.body === body ? before.code : 'command.id_used_for_another'
  }

  private decide(command: Command): string | null {
    const { shopId, actor, domain, target, arrivedAt: at, grant = null } = command
    const body = command.body as unknown as { type: string }
    this.touch(shopId, this.subject(command))
    for (const id of (command.body as { orderIds?: string[] }).orderIds ?? [])
      this.touch(shopId, id)
    return this.market.answer({ shopId, actor, grant, domain, target, at, body })
  }

  private subject({ domain, target }: Command): string {
    return domain === 'parcels' ? (this.market.parcels.get(target)?.orderId ?? target) : target
  }

  private touch(shopId: number, target: string): void {
    const ids = this.touched.get(shopId) ?? new Set()
    this.touched.set(shopId, ids.add(target))
  }

  /** A deadline is decided once: the second decision of one generation is one too many. */
  private fires(name: string, orderId: string): void {
    const times = (this.fired.get(name) ?? 0) + 1
    this.fired.set(name, times)
    const what = `${name} has been decided ${times} times`
    if (times > 1) this.tell({ invariant: 'every_deadline_fires_once', what, orderId })
  }

  /** Does everything that was touched since the last look stand as the model says? */
  async compare(sightings: Sightings): Promise<void> {
    this.raise()
    const touched = [...this.touched]
    this.touched.clear()
    for (const [shopId, ids] of touched) {
      const orderIds = [...ids].filter((id) => this.market.trades.has(id))
      const parcelIds = orderIds.flatMap(
        (id) => this.market.trades.get(id)?.bundles.map((one) => one.id) ?? [],
      )
      const rows = await sightings(shopId, { orderIds, parcelIds })
      for (const id of orderIds) this.compareOrder(rows, id)
      this.compareViews(String(shopId), shopView(this.market, shopId), shopSeen(rows))
    }
  }

  /** The same for everything there is. */
  async compareAll(sightings: Sightings): Promise<void> {
    for (const shopId of this.market.shops.keys()) this.touch(shopId, 'shop')
    for (const [shopId, shop] of this.market.shops)
      for (const trade of this.market.trades.values())
        if (trade.shop === shop) this.touch(shopId, trade.id)
    await this.compare(sightings)
  }

  private compareOrder(rows: Rows, id: string): void {
    const trade = this.market.trades.get(id)
    const seen = orderSeen(rows, id)
    if (!trade || !seen) {
      const what = 'the model has it, the house does not'
      this.chronicle.fail({ invariant: 'states_equal_model', what, orderId: id })
    }
    this.learn(rows, id)
    this.compareViews(id, orderView(this.market, trade), seen)
  }

  /** What only the house can make up: codes and hashes. */
  private learn({ states }: Rows, id: string): void {
    const trade = this.market.trades.get(id)
    const order = states.get(`orders/${id}`) as { collectCode: string | null } | undefined
    if (trade) trade.collectCode ??= order?.collectCode ?? null
    const file = states.get(`complaints/${id}`) as { offers: Signed[] } | undefined
    for (const offer of this.market.quarrels.get(id)?.offers ?? [])
      offer.hash ??= file?.offers.find((one) => one.id === offer.id)?.hash ?? null
  }

  private compareViews(subject: string, must: View, is: View): void {
    for (const field of Object.keys(must)) {
      const [wanted, found] = [fenJson(must[field]), fenJson(is[field])]
      if (wanted === found) continue
      const what = `${field} of ${subject}: the house has ${found}, the model ${wanted}`
      const invariant = money.has(field) ? 'money_equals_model' : 'states_equal_model'
      this.chronicle.fail({ invariant, what, orderId: subject })
    }
  }
}

const money = new Set([
  'paidFen',
  'prices',
  'moves',
  'owed',
  'holdEnded',
  'escrow',
  'accounts',
  'locks',
])

function kindOf({ body }: Command): string {
  return 'kind' in body ? String(body.kind) : ''
}

interface Signed {
  readonly id: string
  readonly hash: string
}
