import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { addDeviceKey } from '../../src/evidence/signing.store.ts'
import { savePasskey } from '../../src/identity/passkeys.store.ts'
import { saveKey } from '../../src/logistics/carriers.store.ts'
import type { Schema } from '../fuzz/shapes.ts'
import type { Outcome, Role, Subject } from './people.ts'
import { least, type Route } from './routes.ts'
import { thingOf } from './subjects.ts'
import type { Side, World } from './world.ts'

const absent = '00000000-0000-4000-8000-000000000000'
/** Where does this request go? Every placeholder of the path is filled for this subject. */
async function pathFor(
  world: World,
  { path }: Route,
  { role, subject }: { role: Role; subject: Subject },
): Promise<string> {
  const side = subject === 'own' ? world.own : world.other
  const ids = subject === 'none' ? nothing(world) : await things(world, side, { role, path })
  const [room = ''] = /complaint\/withdraw|complaint|returns/.exec(path) ?? []
  const orderId = subject === 'none' ? ids.orderId : orderOf(side, room)
  // Of a bill's difference the id is a hash.
  if (path.includes('reconciliation')) ids.id = '0'.repeat(64)
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent((name === 'orderId' ? orderId : ids[name]) ?? '1'),
  )
  return filled.replace('%2F', '/')
}

function orderOf(side: Side, room: string): string {
  if (room === 'complaint') return side.complaint
  if (room === 'complaint/withdraw') return side.withdrawn
  return room === 'returns' ? side.returned : side.paid
}

type Ids = Record<string, string>

/** Ids of the right form that stand for nothing. */
function nothing({ market, own }: World): Ids {
  const { door } = market.app
  const shopNo = door.shopOf(own.shopId, 'shp')
  assert(shopNo !== null)
  return {
    ...fillers,
    orderId: door.idNamed('ord', shopNo, 'nothing'),
    listingId: door.idNamed('lst', shopNo, 'nothing'),
    shopId: door.idNamed('shp', shopNo === 1 ? 2 : shopNo - 1, 'nothing'),
    webhookId: 'whk_nothing',
    sessionId: 'nothing',
    credentialId: 'nothing',
    keyId: absent,
    personId: absent,
    trackingNo: 'SD9999999999',
  }
}

/** What a path names beside its subject. */
const fillers: Ids = {
  no: '1',
  id: absent,
  tipId: absent,
  offerId: 'x~1',
  seq: '1',
  index: '0',
  reader: 'notices',
  hash: '0'.repeat(64),
  stream: '0'.repeat(32),
  '*': '0/000',
}

/** Ids of what there is: of this side, or of this very person. */
async function things(world: World, side: Side, asked: { role: Role; path: string }): Promise<Ids> {
  const { shopId, listingId, webhookId, trackingNo } = side
  const mine = side === world.own
  const ids = { ...fillers, shopId, listingId, webhookId, trackingNo }
  const personId = mine ? (world.personIds[asked.role] ?? absent) : await otherPerson(world)
  return { ...ids, personId, ...(await thingOfPerson(world, { ...asked, personId, mine })) }
}

async function otherPerson({ market }: World): Promise<string> {
  return market.app.identity.personIdOf('+8613900000002' as never)
}

/** A session, a key or a device that is there to be ended: made for this one request. */
async function thingOfPerson(
  { market, own }: World,
  { role, path, personId, mine }: { role: Role; path: string; personId: string; mine: boolean },
): Promise<Ids> {
  const { identity, door } = market.app
  const at = market.clock.now()
  const credentialId = randomBytes(16).toString('base64url')
  if (path.includes('{sessionId}')) {
    await identity.accounts.enter(personId, 'to be ended')
    const open = await identity.accounts.sessionsOf(personId)
    const made = open.find(({ userAgent }) => userAgent === 'to be ended')
    return { sessionId: made?.sessionId ?? '' }
  }
  if (path.startsWith('/v1/auth/passkeys/')) {
    const publicKey = Buffer.alloc(32)
    const passkey = { personId, credentialId, publicKey, counter: 0, label: 'x', createdAt: at }
    await savePasskey(door.reads, passkey)
    return { credentialId }
  }
  if (path.startsWith('/v1/me/device-keys/')) {
    const key = { credentialId, publicKey: Buffer.alloc(32), counter: 0, createdAt: at }
    await addDeviceKey(door.reads, personId, key)
    return { credentialId }
  }
  if (path.startsWith('/v1/carrier/keys/')) {
    const carrierId = mine ? 'sudi' : 'yida'
    const courierId = mine && role === 'courier' ? personId : null
    const keyId = crypto.randomUUID()
    const key = { keyId, publicKey: Buffer.alloc(32), label: 'x', createdAt: at, revokedAt: null }
    await saveKey(door.reads, { carrierId, courierId }, key)
    return { keyId }
  }
  if (path.includes('{webhookId}') && mine) return { webhookId: await newWebhook(own) }
  if (!path.includes('{keyId}')) return {}
  const holder = { kind: 'person', personId } as const
  return { keyId: (await identity.apiKeys.create({ holder, label: 'x', by: 'test' })).keyId }
}

async function newWebhook({ seller, shopId }: Side): Promise<string> {
  const body = { url: 'http://127.0.0.1:9/', description: '', topics: ['order'] }
  const at = `/v1/shops/${shopId}/webhooks`
  const { webhookId } = await seller.does(at, body)
  // A shop has few of them: what the request leaves behind goes with the next one.
  const { webhooks } = (await seller.get(at)).body
  for (const one of webhooks)
    if (one.webhookId !== webhookId) await seller.does(`${at}/${one.webhookId}/remove`)
  return webhookId
}

/** Bodies that cannot be made from their schema alone. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /v1/auth/code': { phone: '13100000000' },
  'POST /v1/auth/sign-in': { phone: '13100000000', code: '000000' },
  'POST /v1/sandbox/code': { phone: '13100000000' },
  'POST /v1/desk/people/find': { phone: '13800000001' },
  'POST /v1/orders/{orderId}/returns/{no}/address': {
    name: '陈曼',
    phone: '13900000001',
    address: { province: '浙江省', city: '金华市', district: '义乌市', street: '江东路 1 号' },
  },
  'POST /v1/desk/shops/{shopId}/check': {
    standing: 'person_verified',
    seen: ['identity_card'],
    uscc: null,
    registeredName: null,
    validUntilOn: '2026-04-01',
  },
  'POST /v1/sandbox/clock': { to: '2000-01-01T00:00:00.000Z' },
}

/** What was answered, and what it says about the door. */
export interface Told {
  readonly outcome: Outcome
  readonly status: number
  readonly code: string
}

/** Knocks: one request of this role to this route, about this subject. */
export async function ask(
  world: World,
  route: Route,
  by: { role: Role; subject: Subject; named: Record<string, Schema> },
): Promise<Told> {
  const path = await pathFor(world, route, by)
  const query = new URLSearchParams(
    route.query.map(({ name, schema }) => [name, String(least(schema, by.named))]),
  )
  const headers: Record<string, string> = {
    origin: world.market.url,
    'idempotency-key': randomBytes(12).toString('hex'),
    ...(await world.headersOf(by.role, endsSessions.test(route.path))),
  }
  const response = await fetch(`${world.market.url}${path}${query.size > 0 ? `?${query}` : ''}`, {
    method: route.method,
    headers: route.body?.type.includes('json')
      ? { ...headers, 'content-type': 'application/json' }
      : headers,
    ...bodyOf(route, by),
  })
  const text = await response.text()
  const json = (response.headers.get('content-type') ?? '').includes('json') && text !== ''
  const code = json ? String(JSON.parse(text).code ?? '') : ''
  return { outcome: outcomeOf(route, response.status, code), status: response.status, code }
}

const endsSessions = /^\/v1\/auth\/(?:sign-out|sessions)/

/** Said at a door. Another 403 comes from behind it: a wrong code of a telephone, say. */
const notAllowed =
  /^(?:actor\.not_allowed|carrier\.not_a_courier|signature\.not_yours|\w+\.not_yours_to_do)$/

/** What does an answer say of the door? What is not there is a 404 only where it is somebody's. */
function outcomeOf({ path }: Route, status: number, code: string): Outcome {
  if (status === 401) return 401
  if (notAllowed.test(code)) return 403
  const thing = thingOf(path)
  if (thing === null || thing === 'desk') return 'in'
  // Of another's device it is said in the same words that there is none.
  const absent = status === 404 || (thing === 'mine' && code === 'signature.device_unknown')
  return absent ? 404 : 'in'
}

function bodyOf(
  { name, body }: Route,
  { role, named }: { role: Role; named: Record<string, Schema> },
): { body?: string | FormData } {
  if (body === null) return {}
  if (body.type.includes('json'))
    return {
      body: JSON.stringify(bodies[`${role} ${name}`] ?? bodies[name] ?? least(body.schema, named)),
    }
  const form = new FormData()
  form.append('photo', new Blob(['no picture'], { type: 'image/png' }), 'a.png')
  return { body: form }
}
