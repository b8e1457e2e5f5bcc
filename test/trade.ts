import { randomBytes } from 'node:crypto'
import type { Market } from './market.ts'
import type { Person } from './person.ts'

export const address = {
  province: '湖北省',
  city: '武汉市',
  district: '洪山区',
  street: '珞喻路 1037 号',
}
/** Something for sale, as a seller describes it; the price is still missing. */
export const offer = {
  title: '手工陶杯',
  text: '一窑一色,容量 300 毫升。',
  photos: [],
  shipWithinHours: 48,
  fulfilment: { kind: 'parcel' },
}

/** A seller with an open shop. */
export async function openShop(market: Market, name = '曼曼美肤', phone = '13900000001') {
  const seller = await market.person('陈曼', phone)
  const { shopId } = await seller.does('/v1/shops', { name })
  return { seller, shopId: shopId as string }
}

/** Something for sale in this shop. */
export async function publish(
  seller: Person,
  shopId: string,
  what: { priceFen: number; stock?: number; aftersales?: object; promotion?: string } & Partial<
    Record<keyof typeof offer, unknown>
  >,
): Promise<string> {
  const body = { ...offer, stock: 10, ...what }
  const { listingId } = await seller.does(`/v1/shops/${shopId}/listings`, body)
  return listingId
}

export interface Wanted {
  readonly listingId: string
  readonly quantity?: number
  readonly priceFen: number
}

/** What a browser sends to buy these. */
export function orderBody(wanted: readonly Wanted[], phone = '13800000001') {
  return {
    items: wanted.map(({ listingId, quantity }) => ({ listingId, quantity: quantity ?? 1 })),
    expectedTotalFen: wanted.reduce(
      (sum, { priceFen, quantity }) => sum + priceFen * (quantity ?? 1),
      0,
    ),
    contact: { name: '王静怡', phone, address },
    linkSecret: randomBytes(32).toString('base64url'),
  }
}

/** Buys and pays; out: the order's id. */
export async function buyAndPay(market: Market, buyer: Person, wanted: readonly Wanted[]) {
  const { orderId } = await buyer.does('/v1/orders', orderBody(wanted))
  await market.settle()
  await pay(market, buyer, orderId)
  return orderId as string
}

/** Pays on the provider's page, and waits for its callback. */
export async function pay(market: Market, buyer: Person, orderId: string, how: object = {}) {
  const { body } = await buyer.get(`/v1/orders/${orderId}`)
  const response = await fetch(body.payUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'pay', ...how }),
  })
  await market.settle()
  return response.status
}

export async function view(person: Person, orderId: string) {
  const { body } = await person.get(`/v1/orders/${orderId}`)
  return body
}

let parcels = 0

/** The seller hands items to the carrier; out: the tracking number. */
export async function ship(
  seller: Person,
  orderId: string,
  itemIds: readonly string[] = ['1'],
): Promise<string> {
  const trackingNo = `SD${String(++parcels).padStart(10, '0')}`
  await seller.does(`/v1/orders/${orderId}/ship`, { itemIds, carrierId: 'sudi', trackingNo })
  return trackingNo
}

/** The carrier reports a scan, as of now. Out: its one result. */
export async function scan(
  market: Market,
  courier: Person,
  trackingNo: string,
  ...[kind, more]: [kind: string, more?: object]
) {
  const at = new Date(market.clock.now()).toISOString()
  const body = { scans: [{ trackingNo, kind, at, ...more }] }
  const { results } = await courier.does('/v1/carrier/scans', body)
  await market.settle()
  return results[0]
}

/** Somebody at the desk, signed in. */
export async function operator(market: Market): Promise<Person> {
  const phone = '13700000009'
  const { identity } = market.app
  await identity.ensureAccount({ phone, name: '值班', roles: ['operator'] })
  return market.person('值班', phone)
}

/** What stands on the credit side of each account of the shop, less the debit side, in fen. */
export async function balances(desk: Person, shopId: string): Promise<Record<string, number>> {
  const { body } = await desk.get(`/v1/desk/shops/${shopId}/trial-balance`)
  if (!body.balanced) throw new Error('the trial balance does not sum to zero')
  const lines = body.lines as {
    account: string
    creditsPostedFen: number
    debitsPostedFen: number
  }[]
  return Object.fromEntries(
    lines.map((line) => [line.account, line.creditsPostedFen - line.debitsPostedFen]),
  )
}
