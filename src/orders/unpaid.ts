import type { Instant } from '../kernel/time.ts'

/**
 * 未付款占货. Somebody who orders again and again without paying holds goods that nobody else can
 * buy. So many unpaid orders of one listing may a buyer have; a network stands for several buyers.
 */
export const unpaidMax = 3

/** So many names are remembered at most; then those that have run out are forgotten. */
const namesMax = 50_000

export interface Reserved {
  readonly orderId: string
  /** After this it is unpaid no longer: paid, or expired. */
  readonly until: Instant
}

/** Whose limit is it: the buyer's own, or that of a network? */
export interface Name {
  readonly name: string
  readonly max: number
}

/**
 * Remembers who has reserved what lately, in this server's memory: it is a brake, and a restart
 * loosens it for as long as an order may wait for its money. That an order has been paid is asked
 * only when the limit seems reached.
 */
export class UnpaidOrders {
  private readonly byName = new Map<string, Reserved[]>()
  private readonly isUnpaid: (order: Reserved) => Promise<boolean>

  constructor(isUnpaid: (order: Reserved) => Promise<boolean>) {
    this.isUnpaid = isUnpaid
  }

  /** May this order be opened? The place is taken first, so that two at a time count as two. */
  async mayOpen(order: Reserved, names: readonly Name[], at: Instant): Promise<boolean> {
    if (this.byName.size > namesMax) this.forget(at)
    for (const { name } of names) this.take(name, order, at)
    const waiting = await Promise.all(names.map(({ name, max }) => this.before(name, order, max)))
    const may = names.every(({ max }, place) => (waiting[place] ?? 0) < max)
    if (!may) for (const { name } of names) this.release(name, order.orderId)
    return may
  }

  /** Under which of these names has this order no place yet? A repeat has its place. */
  newTo(orderId: string, names: readonly Name[]): readonly Name[] {
    return names.filter(
      ({ name }) => !this.byName.get(name)?.some((one) => one.orderId === orderId),
    )
  }

  /** It was refused for another reason, the last one sold, say: nothing is reserved by it. */
  giveBack(orderId: string, names: readonly Name[]): void {
    for (const { name } of names) this.release(name, orderId)
  }

  /** How many that came before still wait? Asked only where the limit seems reached. */
  private async before(name: string, order: Reserved, max: number): Promise<number> {
    const reserved = this.byName.get(name) ?? []
    const earlier = reserved.slice(0, reserved.indexOf(order))
    if (earlier.length < max) return earlier.length
    const unpaid = await Promise.all(earlier.map((one) => this.isUnpaid(one)))
    const paid = earlier.filter((_, place) => !unpaid[place])
    for (const { orderId } of paid) this.release(name, orderId)
    return earlier.length - paid.length
  }

  /** A repeat of the same order is no second one. What has run out is forgotten. */
  private take(name: string, order: Reserved, at: Instant): void {
    const live = this.others(name, order.orderId).filter(({ until }) => until > at)
    this.byName.set(name, [...live, order])
  }

  private others(name: string, orderId: string): Reserved[] {
    return (this.byName.get(name) ?? []).filter((one) => one.orderId !== orderId)
  }

  private release(name: string, orderId: string): void {
    this.byName.set(name, this.others(name, orderId))
  }

  private forget(at: Instant): void {
    for (const [name, reserved] of this.byName)
      if (reserved.every(({ until }) => until <= at)) this.byName.delete(name)
  }
}
