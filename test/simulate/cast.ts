import type { Offer } from '../../src/catalogue/model.ts'
import { sha256Hex } from '../../src/kernel/hash.ts'
import { type Kind, publicId, type ShopId } from '../../src/kernel/ids.ts'
import type { Body, Command } from '../../src/platform/command.ts'
import { prices } from './model/promotions.ts'
import type { Random } from './random.ts'

export const idKey = Buffer.alloc(16, 7)

export interface SeenListing {
  readonly id: string
  priceFen: bigint
  promotion: string | null
}

export interface SeenShop {
  readonly shopId: ShopId
  readonly publicId: string
  /** The person who sells. */
  readonly ownerId: string
  readonly listings: SeenListing[]
}

/** What the people of the market know of one order. */
export interface SeenOrder {
  readonly n: number
  readonly orderId: string
  readonly shop: SeenShop
  readonly buyer: string
  readonly buyerId: string
  readonly linkHash: string
}

/** One wish of somebody: a command that has not been sent yet. */
export interface Wish {
  /** For the story. */
  readonly name: string
  readonly shopId: ShopId
  readonly actor: string
  readonly domain: string
  readonly target: string
  readonly body: Body
  readonly grant?: string
}

export const carriers = ['sudi', 'feima', 'wanli']

export function newId(kind: Kind, shopId: ShopId, random: Random): string {
  return publicId(kind, shopId, random.bytes(10), idKey)
}

/** 店铺 with its owner: numbers far apart, so that lanes differ. */
export function newShop(random: Random, n: number): SeenShop {
  const shopId = random.int(1, 2 ** 31) * 4096 + n
  return { shopId, publicId: newId('shp', shopId, random), ownerId: `seller-${n}`, listings: [] }
}

export function openShop(shop: SeenShop, feePerMille: number): Wish {
  const id = shop.publicId
  const name = `店铺 ${id.slice(4, 8)}`
  return asOwner(shop, {
    name: 'open shop',
    domain: 'shops',
    target: 'shop',
    body: { type: 'open', shopId: id, name, feePerMille } as Body,
  })
}

export function publish(shop: SeenShop, random: Random): Wish {
  const id = newId('lst', shop.shopId, random)
  const offer = newOffer(random)
  shop.listings.push({ id, priceFen: offer.priceFen, promotion: offer.promotion ?? null })
  const body = {
    type: 'publish',
    listingId: id,
    offer,
    stock: random.int(1, 30),
  }
  return asOwner(shop, { name: 'publish', domain: 'listings', target: id, body: body as Body })
}

/** What the owner does with what is up for sale. */
export function tendListing(shop: SeenShop, random: Random): Wish {
  const listing = random.pick(shop.listings)
  const wish = { domain: 'listings', target: listing.id }
  const stock = random.chance(0.95) ? random.int(1, 60) : -1
  const restock = { ...wish, name: 'restock', body: { type: 'restock', stock } as Body }
  const withdraw = { ...wish, name: 'withdraw listing', body: { type: 'withdraw' } }
  if (random.chance(0.5)) return asOwner(shop, restock)
  if (random.chance(0.12)) return asOwner(shop, withdraw)
  const offer = newOffer(random)
  // Whether or not it is accepted: sometimes buyers know of a price that has never been.
  listing.priceFen = offer.priceFen
  listing.promotion = offer.promotion ?? null
  return asOwner(shop, { ...wish, name: 'edit listing', body: { type: 'edit', offer } as Body })
}

export function tendShop(shop: SeenShop, random: Random): Wish {
  const name = random.chance(0.9) ? `改名 ${random.int(1, 99)}` : ''
  return asOwner(shop, {
    name: 'rename shop',
    domain: 'shops',
    target: 'shop',
    body: { type: 'rename', name } as Body,
  })
}

/** 收款账户: one of a few, so that old ones come back; sometimes none that there could be. */
export function tendPayout(shop: SeenShop, random: Random): Wish {
  const payeeRef = random.weighted([
    { weight: 8, value: `payee-${random.pick(['kuai', 'man', 'xin'])}` },
    { weight: 3, value: 'x' },
    { weight: 1, value: `payee-${shop.publicId.slice(4, 16)}` },
  ])
  const change = { type: 'change_payout', payeeRef, tail: '6688', factor: 'code' }
  const body = random.chance(0.7) ? change : { type: 'stop_payout' }
  const about = { name: body.type, domain: 'shops', target: 'shop' }
  return asOwner(shop, { ...about, body: body as Body })
}

/** 账号被盗: what has been offered and sold since is stopped, by pages; or the owner is back. */
export function tendTheft(shop: SeenShop, random: Random, at: number): Wish {
  const about = { domain: 'shops', target: 'shop' }
  if (random.chance(0.5)) {
    const body = { type: 'thaw', factor: 'code' }
    return asOwner(shop, { ...about, name: 'thaw', body: body as Body })
  }
  const since = at - random.int(0, 6 * 24) * 3_600_000
  const declared = random.chance(0.6)
  const body = (declared ? { type: 'freeze', since, by: 'owner' } : { type: 'sweep' }) as Body
  return { ...about, name: body.type, shopId: shop.shopId, actor: 'theft:declared', body }
}

/** A fen, what people pay, and what needs two persons to decide about. */
const asked: readonly { weight: number; value: (random: Random) => number }[] = [
  { weight: 1, value: () => 1 },
  { weight: 8, value: (random) => random.int(1, 50_000) },
  { weight: 1, value: (random) => random.int(300_000, 2_000_000) },
]

function newOffer(random: Random): Offer {
  const kind = random.weighted([
    { weight: 6, value: 'parcel' as const },
    { weight: 1, value: 'pickup' as const },
    { weight: 1, value: 'digital' as const },
    { weight: 1, value: 'service' as const },
  ])
  const placed = kind === 'pickup' || kind === 'service'
  const fulfilment = placed ? { kind, place: '武汉' } : { kind }
  return {
    title: `商品 ${random.int(1, 999)}`,
    text: '',
    priceFen: BigInt(random.weighted(asked)(random)),
    photos: [],
    shipWithinHours: random.pick([1, 24, 48, 168, 720]),
    fulfilment: fulfilment as Offer['fulfilment'],
    ...(random.chance(0.5) ? { aftersales: aftersales(random) } : {}),
    ...(random.chance(0.4) ? { promotion: random.pick(promotions) } : {}),
  }
}

/** 促销: of one thing and of the whole shop; some take nothing off, some nobody can read. */
const promotions = [
  ...['满100减20', '满50减5满200减60', '每满60减7', '满80打8.5折', '3件8折', '满2件减9.9'],
  ...[
    '2件共99',
    '套装价66.6',
    '第二件半价',
    '满0.5减0.49',
    '满0.01减500',
    '满2件减500',
    '买一送一',
  ],
  ...['全店满150减30', '全店满150减30', '全店3件7.5折', '全店每满90减13', '全店第二件半价'],
  ...[
    '全店满200打7折',
    '全店2件共188',
    '全店满3件减999',
    '全店满2件减9999',
    '全店',
    '全店买到就是赚到',
  ],
]

/** What is promised beyond the law, and which exclusion is claimed. */
function aftersales(random: Random): NonNullable<Offer['aftersales']> {
  return {
    exclusion: random.chance(0.5) ? random.pick(['custom_made', 'fresh_perishable']) : null,
    returnDays: random.chance(0.4) ? random.pick([3, 15, 30]) : null,
    freightBySeller: random.chance(0.5),
    warrantyMonths: random.pick([0, 0, 1, 3, 12]),
    occasional: false,
    freeFreight: random.chance(0.6)
      ? { fromFen: random.pick([5_000n, 20_000n]), costFen: random.pick([800n, 1_500n, 30_000n]) }
      : null,
  }
}

function asOwner(shop: SeenShop, wish: Omit<Wish, 'actor' | 'shopId'>): Wish {
  return { ...wish, shopId: shop.shopId, actor: `person:${shop.ownerId}` }
}

/**
 * Somebody buys one to three of these things of a shop, mostly at the price that is asked, and so
 * many as there are.
 */
export function buy(
  shop: SeenShop,
  random: Random,
  { n, from }: { n: number; from: readonly SeenListing[] },
): { wish: Wish; order: SeenOrder } {
  const orderId = newId('ord', shop.shopId, random)
  const buyerId = `buyer-${random.int(1, 40)}`
  const guest = random.chance(0.5)
  const owner = random.chance(0.02)
  const buyer = guest ? `guest:${random.int(1, 60)}` : `person:${buyerId}`
  const linkHash = sha256Hex(`secret of ${orderId}`)
  const items = several(from, random).map((one) => ({
    ...one,
    unitFen: one.priceFen,
    quantity: random.int(1, 3),
  }))
  const totalFen = [...prices(items).values()].reduce((sum, fen) => sum + fen, 0n)
  const body = {
    type: 'open',
    items: items.map(({ id, quantity }) => ({ listingId: id, quantity })),
    expectedTotalFen: totalFen + (random.chance(0.05) ? 1n : 0n),
    buyerId: owner ? shop.ownerId : buyerId,
    contactId: `contact of ${orderId}`,
    hasAddress: random.chance(0.97),
    linkHash,
    ...(random.chance(0.1) ? { boughtFor: 'resale' } : {}),
  }
  const order = { n, orderId, shop, buyer, buyerId, linkHash }
  const wish = { name: 'buy', shopId: shop.shopId, actor: buyer, domain: 'orders', target: orderId }
  return { wish: { ...wish, body: body as Body }, order }
}

/** One to three, the same also when others are added or left out. */
function several(from: readonly SeenListing[], random: Random): SeenListing[] {
  const found: SeenListing[] = []
  for (let count = random.int(1, 3); count > 0; count--) {
    const left = from.filter((one) => !found.includes(one))
    const one = random.pickNamed(left, ({ id }) => id)
    if (one) found.push(one)
  }
  return found
}

/** The same command of the same sender, but it asks for something else. */
export function otherBody(command: Command): Command {
  return { ...command, body: { ...command.body, other: true } as Body }
}
