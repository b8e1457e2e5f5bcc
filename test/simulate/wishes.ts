import { issues } from '../../src/disputes/model.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { day, minute } from '../../src/kernel/time.ts'
import type { Known } from '../../src/logistics/store.ts'
import type { Opened } from '../../src/orders/model.ts'
import { sums } from '../../src/orders/sums.ts'
import type { Body } from '../../src/platform/command.ts'
import { carriers, newId, type SeenOrder, type Wish } from './cast.ts'
import type { Random } from './random.ts'

export interface Look {
  readonly seen: SeenOrder
  readonly order: Opened
  readonly parcels: readonly Known[]
  readonly at: Instant
  readonly random: Random
}

type Weighted = { weight: number; value: () => Wish }

/**
 * What does somebody do with this order next? Mostly what makes sense as it stands, and now and
 * then what does not, or what is none of their business.
 */
export function nextWish(look: Look): Wish {
  const { random } = look
  const wish = random.weighted([...asBuyer(look), ...asSeller(look), ...asCarrier(look)])()
  if (!random.chance(0.03)) return wish
  const actor = random.pick(['person:stranger', 'guest:stranger', 'carrier:stranger', 'clock?'])
  return { ...wish, actor, name: `${wish.name} (stranger)` }
}

function asBuyer(look: Look): Weighted[] {
  const { order, random, seen } = look
  const is = (...statuses: string[]) => statuses.includes(order.status)
  const { freeFen } = sums(order)
  const by = (name: string, domain: string, body: Body) => () => {
    // Sometimes from another device, with nothing but the order's link.
    const actor = random.chance(0.2) ? 'guest:elsewhere' : seen.buyer
    return wish(seen, { name, actor, domain, body, grant: seen.linkHash })
  }
  const claim = random.chance(0.4) ? null : part(freeFen, random)
  const complaint = { type: 'open', amountFen: claim, issue: random.pick(issues), text: '坏了' }
  return [
    { weight: is('opened', 'paid') ? 1 : 0.2, value: by('cancel', 'orders', cancel('')) },
    {
      weight: is('overdue') ? 6 : is('paid') ? 1 : 0.2,
      value: by('refund overdue', 'orders', { type: 'refund_overdue' }),
    },
    {
      weight: sent(order, 'digital') ? 4 : 0.1,
      value: by('open digital', 'orders', { type: 'open_digital' }),
    },
    {
      weight: is('delivered') ? 6 : is('shipped') ? 1 : 0.1,
      value: by('confirm', 'orders', { type: 'confirm' }),
    },
    {
      weight: freeFen > 0n && order.locks.length === 0 ? 0.8 : 0.1,
      value: by('complain', 'complaints', complaint as Body),
    },
    {
      weight: order.locks.length > 0 ? 1.5 : 0.1,
      value: by('withdraw complaint', 'complaints', { type: 'withdraw' }),
    },
  ]
}

function asSeller(look: Look): Weighted[] {
  const { order, random, seen } = look
  const { freeFen } = sums(order)
  const actor = `person:${seen.shop.ownerId}`
  const by = (name: string, domain: string, body: Body) => () =>
    wish(seen, { name, actor, domain, body })
  const paid = order.phase === 'paid'
  const ids = random.some(order.items).map(({ id }) => id)
  const code = random.chance(0.8) ? (order.collectCode ?? '00000000') : '12345678'
  const reason = random.pick(['缺货', '', ' '])
  const amountFen = random.chance(0.9) ? part(freeFen, random) : freeFen + 1n
  const ready = order.items.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  return [
    { weight: 0.3, value: by('cancel', 'orders', cancel(reason)) },
    {
      weight: paid && ready.length > 0 ? 9 : 0.2,
      value: by('ship', 'orders', ship(look, ready.length > 0 ? ready : order.items)),
    },
    {
      weight: sent(order, 'pickup') || sent(order, 'service') ? 4 : 0.1,
      value: by('hand over', 'orders', { type: 'hand_over', code } as Body),
    },
    {
      weight: freeFen > 0n ? 0.8 : 0.1,
      value: by('refund', 'orders', { type: 'refund', amountFen, reason } as Body),
    },
    {
      weight: freeFen > 0n ? 0.5 : 0.1,
      value: by('refund items', 'orders', { type: 'refund_items', itemIds: ids, reason } as Body),
    },
    {
      weight: order.locks.length > 0 ? 1.5 : 0.1,
      value: by('agree', 'complaints', { type: 'agree' }),
    },
  ]
}

function asCarrier({ order, parcels, at, random, seen }: Look): Weighted[] {
  const moving = parcels.filter(({ status }) => !['signed', 'returned', 'lost'].includes(status))
  const known = moving.length > 0 ? moving : parcels
  if (known.length === 0) return []
  const parcel = random.pick(known)
  const kind = random.weighted([
    { weight: 3, value: 'accepted' },
    { weight: 2, value: 'out_for_delivery' },
    { weight: 2, value: 'left_at_station' },
    { weight: 6, value: 'signed' },
    { weight: 1, value: 'returned' },
    { weight: 0.7, value: 'lost' },
  ])
  const told = random.chance(0.7) ? at : at + random.int(-3 * day, 10 * minute)
  const scan = { kind, at: told, place: '武汉', consented: random.chance(0.5) }
  const actor = `carrier:${random.chance(0.97) ? parcel.carrierId : random.pick(carriers)}`
  const value = () =>
    wish(seen, {
      name: `scan ${kind}`,
      actor,
      domain: 'parcels',
      target: parcel.parcelId,
      body: { type: 'scan', scan } as Body,
    })
  return [{ weight: moving.length > 0 && order.phase === 'paid' ? 9 : 0.5, value }]
}

function ship({ seen, random }: Look, from: Opened['items']): Body {
  const kind = random.pick(from).kind
  const alike = random.chance(0.95) ? from.filter((item) => item.kind === kind) : from
  const itemIds = random.some(alike).map(({ id }) => id)
  const body = {
    type: 'ship',
    itemIds,
    parcelId: newId('pcl', seen.shop.shopId, random),
    carrierId: random.chance(0.97) ? random.pick(carriers) : null,
    trackingNo: `T${random.int(1, 1_000_000_000)}`,
    content: random.chance(0.95) ? '下载码 1234' : null,
  }
  return body
}

function sent({ parcels }: Opened, kind: string): boolean {
  return parcels.some((parcel) => parcel.kind === kind && parcel.deliveredAt === null)
}

function cancel(reason: string): Body {
  return { type: 'cancel', reason } as Body
}

function part(freeFen: bigint, random: Random): bigint {
  if (freeFen <= 1n) return freeFen
  return random.chance(0.2) ? freeFen : 1n + BigInt(random.int(0, Number(freeFen) - 1))
}

function wish(seen: SeenOrder, what: Omit<Wish, 'shopId' | 'target'> & { target?: string }): Wish {
  return { target: seen.orderId, ...what, shopId: seen.shop.shopId }
}
