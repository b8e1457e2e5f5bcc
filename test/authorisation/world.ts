import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clockRoutes } from '../../sandbox/house.ts'
import { photoRoutes } from '../../src/catalogue/photos.routes.ts'
import type { House } from '../../src/house.ts'
import { parsePhone } from '../../src/identity/contact.ts'
import type { Role as Part } from '../../src/identity/model.ts'
import { refuse } from '../../src/kernel/refusal.ts'
import { saveCourier } from '../../src/logistics/carriers.store.ts'
import { openBlobs } from '../../src/platform/blobs.ts'
import { MovableClock } from '../../src/platform/clock.ts'
import { sendProblem } from '../../src/platform/http/problem.ts'
import { Market } from '../market.ts'
import type { Person } from '../person.ts'
import { openShop, orderBody, pay, publish, scan, ship } from '../trade.ts'
import type { Role } from './people.ts'

/** One shop and what has happened in it. */
export interface Side {
  readonly seller: Person
  readonly shopId: string
  readonly listingId: string
  readonly webhookId: string
  /** Paid, arrived with a complaint (one to be withdrawn), arrived with a return. */
  readonly paid: string
  readonly complaint: string
  readonly withdrawn: string
  readonly returned: string
  readonly trackingNo: string
  /** Opens the paid order's link. */
  readonly secret: string
}

/** A market with two trades that have nothing to do with each other, and everybody who knocks. */
export interface World {
  readonly market: Market
  readonly own: Side
  readonly other: Side
  readonly personIds: Readonly<Partial<Record<Role, string>>>
  /** What a request of this role carries; `fresh`: in a session of its own. */
  headersOf(role: Role, fresh: boolean): Promise<Record<string, string>>
  close(): Promise<void>
}

const phones: Readonly<Partial<Record<Role, string>>> = {
  buyer: '13800000001',
  buyerKey: '13800000001',
  seller: '13900000001',
  sellerKey: '13900000001',
  courier: '13600000001',
  mediator: '13700000002',
  operator: '13700000009',
  regulator: '13700000004',
  association: '13700000005',
}
const staff: readonly Part[] = ['mediator', 'operator', 'regulator', 'association']

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'matrix-'))
  const blobs = await openBlobs(folder)
  const market = await Market.open({
    more: async (http, house, provider) => {
      await photoRoutes(http, { blobs, person: (...asked) => personAt(house, ...asked) })
      clockRoutes(http, {
        house,
        clock: new MovableClock(),
        process: provider,
        settle: async () => {},
      })
    },
  })
  const { identity, door } = market.app
  for (const part of staff)
    await identity.ensureAccount({ phone: phones[part as Role] ?? '', name: part, roles: [part] })
  const personIds: Partial<Record<Role, string>> = {}
  for (const [role, text] of Object.entries(phones)) {
    const phone = parsePhone(text)
    assert(phone)
    personIds[role as Role] = identity.personIdOf(phone)
    await identity.ensureAccount({ phone: text, name: role, roles: [] })
  }
  const since = market.clock.now()
  const courier = personIds.courier ?? ''
  await saveCourier(door.reads, { personId: courier, carrierId: 'sudi', since, addedBy: 'test' })
  const own = await openSide(market, { shop: '曼曼美肤', phone: '13900000001', no: 1 })
  const other = await openSide(market, { shop: '另一家', phone: '13900000002', no: 2 })
  return {
    market,
    own,
    other,
    personIds,
    headersOf: await callers(market, { personIds, secret: own.secret }),
    async close() {
      await market.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As the house itself has it: a guest may show a picture, a carrier has none to show. */
async function personAt({ door }: House, ...asked: Parameters<House['door']['actor']>) {
  const actor = await door.actor(...asked)
  if (actor?.kind !== 'carrier') return actor
  sendProblem(asked[1], refuse('actor.not_allowed'))
  return null
}

async function openSide(
  market: Market,
  { shop, phone, no }: { shop: string; phone: string; no: number },
): Promise<Side> {
  const { seller, shopId } = await openShop(market, shop, phone)
  const buyer = await market.person('买家', `1380000000${no}`)
  const carrier = await market.carrier(no === 1 ? 'sudi' : 'yida')
  const priceFen = 16_800
  const listingId = await publish(seller, shopId, { priceFen, stock: 500 })
  const body = orderBody([{ listingId, priceFen }], buyer.phone ?? '')
  // All orders of a side open to one secret, so that one holder of a link can be asked about each.
  const bought = async () => {
    const { orderId } = await buyer.does('/v1/orders', body)
    await market.settle()
    await pay(market, buyer, orderId)
    return orderId as string
  }
  const paid = await bought()
  const arrived = async () => {
    const orderId = await bought()
    const trackingNo = await shipBy(seller, orderId, no)
    await scan(market, carrier, trackingNo, 'signed')
    return { orderId, trackingNo }
  }
  const disputed = async () => {
    const { orderId } = await arrived()
    await buyer.does(`/v1/orders/${orderId}/complaint`, { issue: 'fake', text: '假的' })
    return orderId
  }
  const complaint = await disputed()
  const withdrawn = await disputed()
  const returned = await arrived()
  await buyer.does(`/v1/orders/${returned.orderId}/returns`, {
    track: 'no_reason',
    remedy: 'refund',
    pieces: [{ itemId: '1', quantity: 1 }],
  })
  const { webhookId } = await seller.does(`/v1/shops/${shopId}/webhooks`, {
    url: 'http://127.0.0.1:9/',
    description: '',
    topics: ['order'],
  })
  await market.settle()
  return {
    seller,
    shopId,
    listingId,
    webhookId,
    paid,
    complaint,
    withdrawn,
    returned: returned.orderId,
    trackingNo: returned.trackingNo,
    secret: body.linkSecret,
  }
}

/** Each side has a carrier of its own, so that a carrier has parcels that are another's. */
async function shipBy(seller: Person, orderId: string, no: number): Promise<string> {
  if (no === 1) return ship(seller, orderId)
  const trackingNo = `YD${randomBytes(4).readUInt32BE()}00000`
  await seller.does(`/v1/orders/${orderId}/ship`, {
    itemIds: ['1'],
    carrierId: 'yida',
    trackingNo,
  })
  return trackingNo
}

async function callers(
  market: Market,
  known: { personIds: Partial<Record<Role, string>>; secret: string },
): Promise<World['headersOf']> {
  const { apiKeys, accounts } = market.app.identity
  const make = async (holder: Parameters<typeof apiKeys.create>[0]['holder']) =>
    `Bearer ${(await apiKeys.create({ holder, label: 'matrix', by: 'test' })).key}`
  const own = (role: Role) => make({ kind: 'person', personId: known.personIds[role] ?? '' })
  const keys: Partial<Record<Role, string>> = {
    buyerKey: await own('buyer'),
    sellerKey: await own('seller'),
    carrier: await make({ kind: 'carrier', carrierId: 'sudi' }),
  }
  const kept = new Map<Role, Record<string, string>>()
  return async (role, fresh) => {
    const before = fresh ? undefined : kept.get(role)
    if (before) return before
    const key = keys[role]
    if (key) return { authorization: key }
    if (role === 'link') return { 'baozheng-order-secret': known.secret }
    const personId = known.personIds[role]
    if (personId === undefined) return {}
    const [cookie = ''] = await accounts.enter(personId, 'matrix')
    const headers = { cookie: cookie.split(';', 1)[0] ?? '' }
    if (!fresh) kept.set(role, headers)
    return headers
  }
}
