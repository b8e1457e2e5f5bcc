import { randomBytes } from 'node:crypto'
import { Load } from './load.ts'

/** People with accounts, shops with goods: everything a trade needs before it can begin. */
export interface Cast {
  readonly url: string
  readonly buyers: readonly Who[]
  readonly shops: readonly { seller: Who; shopId: string; listingId: string }[]
  readonly carrier: Who
}

interface Who {
  readonly headers: Record<string, string>
}

const priceFen = 16_800
const address = { province: '湖北省', city: '武汉市', district: '洪山区', street: '珞喻路 1 号' }
const shopsMax = 16

/** Signs everybody in by phone code and opens the shops. */
export async function openMarket(
  url: string,
  first: Record<string, unknown>,
  buyers: number,
): Promise<Cast> {
  const load = new Load(url, 8)
  const signedIn: Who[] = []
  for (let at = 0; at < buyers; at++) signedIn.push(await signIn(load, url, phoneOf(138, at)))
  const shops = []
  for (let at = 0; at < shopsMax; at++) {
    const seller = await signIn(load, url, phoneOf(139, at))
    const shop = await load.command('/v1/shops', { name: `店 ${at}` }, command(seller))
    const shopId = String(shop.body.shopId)
    const body = {
      title: '手工陶杯',
      text: '一窑一色,容量 300 毫升。每只都不一样,以实物为准。',
      priceFen,
      photos: [],
      shipWithinHours: 48,
      fulfilment: { kind: 'parcel' },
      stock: 1_000_000,
    }
    const listing = await load.command(`/v1/shops/${shopId}/listings`, body, command(seller))
    shops.push({ seller, shopId, listingId: String(listing.body.listingId) })
  }
  await load.close()
  const carrier = { headers: { authorization: `Bearer ${first.carrierKey}` } }
  return { url, buyers: signedIn, shops, carrier }
}

async function signIn(load: Load, url: string, phone: string): Promise<Who> {
  const headers = { origin: url }
  await load.send('POST', '/v1/auth/code', headers, { phone })
  const { body } = await load.send('POST', '/v1/sandbox/code', headers, { phone })
  const { cookies } = await load.send('POST', '/v1/auth/sign-in', headers, {
    phone,
    code: body.code,
  })
  const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ')
  return { headers: { ...headers, cookie } }
}

/** One whole trade up to the buyer's confirmation, as five people would play it. */
export async function playTrade(stage: {
  load: Load
  pay: Load
  cast: Cast
  worker: number
}): Promise<void> {
  const { load, pay, cast, worker } = stage
  const buyer = cast.buyers[worker % cast.buyers.length]
  const shop = cast.shops[worker % cast.shops.length]
  if (!buyer || !shop) return
  const opened = await load.command(
    '/v1/orders',
    {
      items: [{ listingId: shop.listingId, quantity: 1 }],
      expectedTotalFen: priceFen,
      contact: { name: '王静怡', phone: phoneOf(138, worker), address },
      linkSecret: randomBytes(32).toString('base64url'),
    },
    command(buyer),
  )
  const orderId = String(opened.body.orderId)
  const path = `/v1/orders/${orderId}`
  const wait = (until: string) =>
    load.send('GET', `${path}/status?until=${until}&wait=20`, buyer.headers)
  const payUrl = (await wait('payable')).body.payUrl
  if (typeof payUrl !== 'string') throw new Error('nowhere to pay')
  await pay.send('POST', new URL(payUrl).pathname, {}, { action: 'pay' })
  if ((await wait('paid')).body.status !== 'paid') throw new Error('not paid')
  const trackingNo = `SD${randomBytes(8).toString('hex').toUpperCase()}`
  const parcel = { itemIds: ['1'], carrierId: 'sudi', trackingNo }
  await load.command(`${path}/ship`, parcel, command(shop.seller))
  const scan = { trackingNo, kind: 'signed', at: new Date().toISOString() }
  await load.command('/v1/carrier/scans', { scans: [scan] }, command(cast.carrier))
  await load.command(`${path}/confirm`, {}, command(buyer))
}

function command({ headers }: Who): Record<string, string> {
  return { ...headers, 'idempotency-key': randomBytes(12).toString('hex') }
}

function phoneOf(prefix: number, at: number): string {
  return `${prefix}${at.toString().padStart(8, '0')}`
}
