import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sandboxSms } from '../../src/identity/sms.ts'
import { type Answer, Person } from '../person.ts'
import type { Random } from '../simulate/random.ts'
import { address } from '../trade.ts'

/** One command that was answered, and all that is needed to send it again. */
export interface Sent {
  readonly who: Persistent
  readonly path: string
  readonly body: object
  readonly key: string
  readonly status: number
  readonly answer: string
}

/** How long does somebody go on asking? Longer than any restart. */
const patienceMs = 120_000
const againMs = 60

/** Somebody who sends a command again and again, under the same key, until it has been answered. */
export class Persistent {
  readonly person: Person
  private readonly diary: Sent[]

  constructor(parts: { name: string; url: string; key?: string; diary: Sent[] }) {
    const { name, url, key, diary } = parts
    const sms = { ...sandboxSms(), lastCode: () => null }
    this.person = new Person({ name, phone: null, url, sms, ...(key ? { key } : {}) })
    this.diary = diary
  }

  async does(path: string, body: object = {}, key = randomBytes(12).toString('hex')) {
    const { status, body: said } = await this.until('POST', path, { body, key })
    const answer = JSON.stringify(said)
    this.diary.push({ who: this, path, body, key, status, answer })
    return { ok: status < 300, status, said }
  }

  async sees(path: string): Promise<Answer> {
    return this.until('GET', path, {})
  }

  /** Asks until there is an answer: not a broken connection, and not "not now". */
  async until(
    method: 'GET' | 'POST',
    path: string,
    { body, key }: { body?: object; key?: string },
  ): Promise<Answer> {
    const headers: Record<string, string> = key ? { 'idempotency-key': key } : {}
    const deadline = Date.now() + patienceMs
    for (;;) {
      const answer = await this.person.ask(method, path, body, headers).catch(() => null)
      if (answer && answer.status < 500 && answer.status !== 429) return answer
      if (answer && answer.status >= 500 && answer.status !== 503)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      if (Date.now() > deadline)
        throw new Error(`${method} ${path}: no answer, at last ${answer?.status}`)
      await pause(againMs)
    }
  }

  async signIn(phone: string): Promise<void> {
    // A code lives in the memory of the server, so both steps are taken again if it dies between.
    for (let tries = 0; tries < 20; tries++) {
      await this.until('POST', '/v1/auth/code', { body: { phone } })
      const { body } = await this.until('POST', '/v1/sandbox/code', { body: { phone } })
      const wish = { phone, code: body.code ?? '000000' }
      const { status } = await this.until('POST', '/v1/auth/sign-in', { body: wish })
      if (status === 200) return
    }
    throw new Error(`${phone} cannot sign in`)
  }
}

export interface Fair {
  readonly url: string
  readonly seller: Persistent
  readonly carrier: Persistent
  readonly listings: readonly { listingId: string; priceFen: number }[]
  readonly diary: Sent[]
  readonly orders: string[]
}

/** A shop with more than enough of everything, and a carrier. */
export async function openFair(url: string, carrierKey: string): Promise<Fair> {
  const diary: Sent[] = []
  const seller = new Persistent({ name: 'seller', url, diary })
  await seller.signIn('13900000077')
  const { said } = await seller.does('/v1/shops', { name: '压力集市' })
  const listings = []
  for (const priceFen of [990, 16_800, 5]) {
    const { said: listed } = await seller.does(`/v1/shops/${said.shopId}/listings`, {
      title: '手工陶杯',
      text: '',
      priceFen,
      photos: [],
      shipWithinHours: 48,
      fulfilment: { kind: 'parcel' },
      stock: 1_000_000,
    })
    listings.push({ listingId: String(listed.listingId), priceFen })
  }
  const carrier = new Persistent({ name: 'sudi', url, key: carrierKey, diary })
  return { url, seller, carrier, listings, diary, orders: [] }
}

/** One trade as a guest makes it, from looking to the end that chance has chosen. */
export async function trade(fair: Fair, random: Random): Promise<void> {
  const buyer = new Persistent({ name: 'guest', url: fair.url, diary: fair.diary })
  // Whoever looks gets the cookie of a guest: a command without one might be answered to nobody.
  await buyer.sees('/v1/orders/ord_00000000000000000000000000')
  const listing = random.pick(fair.listings)
  const opened = await buyer.does('/v1/orders', {
    items: [{ listingId: listing.listingId, quantity: 1 }],
    expectedTotalFen: listing.priceFen,
    // Somebody else each time: one buyer may not hold more goods than a few without paying.
    contact: {
      name: '王静怡',
      phone: `138${String(fair.orders.length).padStart(8, '0')}`,
      address,
    },
    linkSecret: randomBytes(32).toString('base64url'),
  })
  if (!opened.ok) throw new Error(`an order was refused: ${JSON.stringify(opened.said)}`)
  const orderId = String(opened.said.orderId)
  fair.orders.push(orderId)
  const path = `/v1/orders/${orderId}`
  if (random.chance(0.1)) return
  if (random.chance(0.1)) return void (await buyer.does(`${path}/cancel`))
  await pay(buyer, path)
  if (!(await becomes(buyer, path, 'paid'))) return
  await goOn(fair, { buyer, path, random })
}

async function goOn(
  { seller, carrier }: Fair,
  { buyer, path, random }: { buyer: Persistent; path: string; random: Random },
): Promise<void> {
  if (random.chance(0.2)) return void (await buyer.does(`${path}/cancel`))
  if (random.chance(0.3)) await seller.does(`${path}/refund`, { amountFen: 1, reason: '便宜一分' })
  const trackingNo = `SD${randomBytes(8).toString('hex')}`
  await seller.does(`${path}/ship`, { itemIds: ['1'], carrierId: 'sudi', trackingNo })
  if (random.chance(0.3))
    await buyer.does(`${path}/complaint`, { issue: 'damaged', text: '碎了', amountFen: 2 })
  const at = new Date().toISOString()
  await carrier.does('/v1/carrier/scans', { scans: [{ trackingNo, kind: 'signed', at }] })
  if (random.chance(0.7)) await buyer.does(`${path}/confirm`)
  if (random.chance(0.5)) await seller.does(`${path}/complaint/agree`)
}

const lookMs = 40
const looksMax = 500

/** Pays on the provider's page, however often it takes. */
async function pay(buyer: Persistent, path: string): Promise<void> {
  for (let looks = 0; looks < looksMax; looks++) {
    const { body } = await buyer.sees(path)
    if (body.payUrl) {
      const paid = await fetch(body.payUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'pay' }),
      }).catch(() => null)
      // Paid already, before the answer was lost, is paid as well.
      if (paid && paid.status < 500) return
    }
    await pause(lookMs)
  }
  throw new Error(`${path} cannot be paid`)
}

async function becomes(buyer: Persistent, path: string, status: string): Promise<boolean> {
  for (let looks = 0; looks < looksMax; looks++) {
    const { body } = await buyer.sees(path)
    if (body.status === status) return true
    if (['expired', 'cancelled'].includes(body.status)) return false
    if (looks % 25 === 24) await buyer.until('POST', `${path}/check-payment`, {})
    await pause(lookMs)
  }
  throw new Error(`${path} never became ${status}`)
}
