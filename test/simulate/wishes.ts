import { day, minute } from '../../src/kernel/time.ts'
import type { Body } from '../../src/platform/command.ts'
import { carriers, newId, type SeenOrder, type Wish } from './cast.ts'
import { type By, type Look, part, type Weighted } from './look.ts'
import { live, purse, statusOf, type Thing, type Trade } from './model/trade.ts'
import { quarrelWishes } from './quarrel-wishes.ts'
import type { Random } from './random.ts'
import { returnWishes } from './return-wishes.ts'

/**
 * What does somebody do with this order next? Mostly what makes sense as it stands, and now and
 * then what does not, or what is none of their business.
 */
export function nextWish(look: Look): Wish {
  const { random, seen } = look
  const [buyer, seller] = [byBuyer(look), bySeller(look)]
  const wish = random.weighted([
    ...asBuyer(look, buyer),
    ...asSeller(look, seller),
    ...asCarrier(look),
    ...returnWishes(look, { buyer, seller, desk: byPerson(look) }),
    ...quarrelWishes(look, { buyer, seller, mediator: byMediator(look), house: byNotices(look) }),
  ])()
  if (random.chance(0.02)) {
    const sides = [seen.buyer, `person:${seen.shop.ownerId}`]
    const { grant: _, ...bare } = wish
    return { ...bare, actor: random.pick(sides), name: `${wish.name} (other side)` }
  }
  if (!random.chance(0.03)) return wish
  const actor = random.pick(['person:stranger', 'guest:stranger', 'carrier:stranger', 'clock?'])
  const { grant: _, ...bare } = wish
  return { ...bare, actor, name: `${wish.name} (stranger)` }
}

function byBuyer(look: Look): By {
  const { random, seen } = look
  return (name, domain, body) => () => {
    // Sometimes from another device, with nothing but the order's link.
    const actor = random.chance(0.2) ? 'guest:elsewhere' : seen.buyer
    return wish(seen, { name, actor, domain, body: body as Body, grant: seen.linkHash })
  }
}

function bySeller({ seen }: Look): By {
  const actor = `person:${seen.shop.ownerId}`
  return (name, domain, body) => () => wish(seen, { name, actor, domain, body: body as Body })
}

const people = ['zhao', 'qian', 'sun', 'li']

function byMediator({ random, seen, quarrel }: Look): By {
  const party = random.pick([seen.buyerId, seen.shop.ownerId])
  const someone = random.chance(0.95) ? random.pick(people) : party
  const actor = `person:${random.chance(0.6) ? (quarrel?.mediator ?? someone) : someone}`
  return (name, domain, body) => () => {
    return wish(seen, { name, actor, domain, body: body as Body, grant: 'role:mediator' })
  }
}

function byNotices({ seen }: Look): By {
  return (name, domain, body) => () =>
    wish(seen, { name, actor: 'notices', domain, body: body as Body })
}

function byPerson({ random, seen }: Look): By {
  return (name, domain, body) => () => {
    const actor = random.chance(0.95) ? `person:${random.pick(people)}` : seen.buyer
    return wish(seen, { name, actor, domain, body: body as Body })
  }
}

function asBuyer({ trade, random }: Look, by: By): Weighted[] {
  const status = statusOf(trade)
  const is = (...statuses: string[]) => statuses.includes(status)
  const shipWithinHours = random.pick([null, 0, 12, 100, 2_000])
  const term = { type: 'propose_term', text: random.pick(['包邮', '']), shipWithinHours }
  return [
    {
      weight: is('opened', 'paid') ? 1 : 0.1,
      value: by('cancel', 'orders', { type: 'cancel', reason: '' }),
    },
    {
      weight: is('overdue') ? 6 : is('paid') ? 0.5 : 0.1,
      value: by('refund overdue', 'orders', { type: 'refund_overdue' }),
    },
    {
      weight: coming(trade, 'digital') ? 4 : 0.05,
      value: by('open digital', 'orders', { type: 'open_digital' }),
    },
    {
      weight: is('delivered') ? 3 : is('shipped') ? 0.7 : 0.1,
      value: by('confirm', 'orders', { type: 'confirm' }),
    },
    { weight: is('opened', 'paid') ? 0.3 : 0.03, value: by('propose term', 'orders', term) },
    {
      weight: trade.disownedAt !== null ? 0.6 : trade.phase === 'paid' ? 0.15 : 0.03,
      value: by('report unauthorised', 'orders', { type: 'report_unauthorised' }),
    },
    {
      weight: trade.disownedAt === null ? 0.02 : 1.5,
      value: by('withdraw report', 'orders', { type: 'withdraw_report' }),
    },
    {
      weight: trade.phase === 'paid' ? 0.4 : 0.03,
      value: by('nudge', 'orders', {
        type: 'nudge',
        words: random.pick(['swap', 'return', 'when', 'fault']),
      }),
    },
  ]
}

function asSeller({ trade, random, seen }: Look, by: By): Weighted[] {
  const { freeFen } = purse(trade)
  const paid = trade.phase === 'paid'
  const ready = trade.things.filter(({ status }) => status === 'awaiting' || status === 'overdue')
  const reason = random.pick(['缺货', '', ' '])
  const itemIds = random.some(trade.things).map(({ id }) => id)
  const amountFen = random.chance(0.9) ? part(freeFen, random) : freeFen + 1n
  const code = random.chance(0.8) ? (trade.collectCode ?? '00000000') : '12345678'
  const inPerson = coming(trade, 'pickup') || coming(trade, 'service')
  const parcelId = newId('pcl', seen.shop.shopId, random)
  return [
    { weight: 0.25, value: by('cancel', 'orders', { type: 'cancel', reason }) },
    {
      weight: paid && ready.length > 0 ? 9 : 0.15,
      value: by(
        'ship',
        'orders',
        shipping(ready.length > 0 ? ready : trade.things, parcelId, random),
      ),
    },
    { weight: inPerson ? 4 : 0.05, value: by('hand over', 'orders', { type: 'hand_over', code }) },
    {
      weight: freeFen > 0n ? 0.6 : 0.05,
      value: by('refund', 'orders', { type: 'refund', amountFen, reason }),
    },
    {
      weight: freeFen > 0n ? 0.4 : 0.05,
      value: by('refund items', 'orders', { type: 'refund_items', itemIds, reason }),
    },
    { weight: trade.term ? 1.5 : 0.03, value: by('sign term', 'orders', { type: 'sign_term' }) },
  ]
}

function shipping(from: readonly Thing[], parcelId: string, random: Random): object {
  const kind = random.pick(from).kind
  const alike = random.chance(0.95) ? from.filter((one) => one.kind === kind) : from
  return {
    type: 'ship',
    itemIds: random.some(alike).map(({ id }) => id),
    parcelId,
    carrierId: random.chance(0.97) ? random.pick(carriers) : null,
    trackingNo: `T${random.int(1, 1_000_000_000)}`,
    content: random.chance(0.95) ? '下载码 1234' : null,
  }
}

function asCarrier({ trade, parcels, at, random, seen }: Look): Weighted[] {
  const moving = parcels.filter(({ status }) => !['signed', 'returned', 'lost'].includes(status))
  const parcel = random.pickNamed(moving.length > 0 ? moving : parcels, ({ id }) => id)
  if (parcel === null) return []
  const kind = random.weighted([
    { weight: 2, value: 'accepted' },
    { weight: 1, value: 'out_for_delivery' },
    { weight: 2, value: 'left_at_station' },
    { weight: 8, value: 'signed' },
    { weight: 0.7, value: 'returned' },
    { weight: 0.5, value: 'lost' },
  ])
  const told = random.chance(0.7) ? at : at + random.int(-3 * day, 10 * minute)
  const scan = { kind, at: told, place: '武汉', consented: random.chance(0.5) }
  const actor = `carrier:${random.chance(0.97) ? parcel.carrierId : random.pick(carriers)}`
  const value = () =>
    wish(seen, {
      name: `scan ${kind}`,
      actor,
      domain: 'parcels',
      target: parcel.id,
      body: { type: 'scan', scan } as Body,
    })
  return [{ weight: moving.length > 0 && trade.phase === 'paid' ? 9 : 0.3, value }]
}

function coming(trade: Trade, kind: string): boolean {
  return trade.bundles.some(
    (one) =>
      one.kind === kind &&
      live(trade).some(({ parcelId, status }) => parcelId === one.id && status === 'shipped'),
  )
}

function wish(seen: SeenOrder, what: Omit<Wish, 'shopId' | 'target'> & { target?: string }): Wish {
  return { target: seen.orderId, ...what, shopId: seen.shop.shopId }
}
