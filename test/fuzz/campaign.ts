import { Market } from '../market.ts'
import type { Answer, Person, Sent } from '../person.ts'
import { Random } from '../simulate/random.ts'
import { buyAndPay, openShop, operator, publish, scan, ship } from '../trade.ts'
import { Heard } from './memory.ts'
import { type Schema, Shapes } from './shapes.ts'
import { wreck, wreckBytes } from './wreck.ts'

export interface Found {
  readonly requests: number
  readonly status5xx: number
  readonly maxMs: number
  /** How many answers there were of each status. */
  readonly statuses: ReadonlyMap<number, number>
  /** Which route, what came back, and the request that did it. */
  readonly faults: readonly string[]
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: { readonly type: string; readonly schema: Schema } | null
}

const atOnce = 8
const faultsKept = 20

/** Sends so many requests to every route of the contract, good, odd and hostile, as everybody. */
export async function fuzz(wish: { requests: number; seed: number }): Promise<Found> {
  const market = await Market.open()
  try {
    const random = new Random(wish.seed)
    const heard = new Heard()
    const people = await cast(market, heard)
    const { operations, shapes } = await contract(market, heard)
    const sum = { requests: 0, status5xx: 0, maxMs: 0 }
    const statuses = new Map<number, number>()
    const faults: string[] = []
    const one = async () => {
      const made = request(random.pick(operations), shapes, random)
      const person = random.pick(people)
      const began = performance.now()
      const answer = await person.send(made)
      const ms = performance.now() - began
      sum.maxMs = Math.max(sum.maxMs, ms)
      if (answer.status >= 500) sum.status5xx++
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const why = wrong(answer)
      if (why !== null && faults.length < faultsKept)
        faults.push(`${why}: ${person.name} ${JSON.stringify(made).slice(0, 2_000)}`)
      if (answer.status < 300) heard.listen(answer.body)
      // Their own request may have ended their session; codes have limits, so it may take a while.
      if (answer.status === 401 && person.phone && random.chance(0.3))
        await person.signIn().catch(() => undefined)
    }
    const worker = async () => {
      while (sum.requests < wish.requests) {
        sum.requests++
        await one()
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return { ...sum, statuses, faults }
  } finally {
    await market.close()
  }
}

/** People of every kind, and a market in which something has happened already. */
async function cast(market: Market, heard: Heard): Promise<Person[]> {
  const { seller, shopId } = await openShop(market)
  const buyer = await market.person('王静怡', '13800000001')
  const courier = await market.carrier('sudi')
  const priceFen = 16_800
  const listingId = await publish(seller, shopId, { priceFen, stock: 1_000 })
  for (const step of ['paid', 'shipped', 'signed']) {
    const orderId = await buyAndPay(market, buyer, [{ listingId, priceFen }])
    const trackingNo = step === 'paid' ? null : await ship(seller, orderId)
    if (trackingNo && step === 'signed') await scan(market, courier, trackingNo, 'signed')
    heard.listen({ orderId, ...(trackingNo ? { trackingNo } : {}) })
    heard.listen((await buyer.get(`/v1/orders/${orderId}`)).body)
  }
  heard.listen({ shopId, listingId, itemId: '1', one: 1, totalFen: priceFen })
  const rival = await market.person('对手', '13900000002')
  await rival.does('/v1/shops', { name: '另一家' })
  const nobody = await market.person('无名')
  return [seller, buyer, buyer, rival, nobody, courier, await operator(market)]
}

/** Every operation of the contract, as the server publishes it. */
async function contract(market: Market, heard: Heard) {
  const response = await fetch(`${market.url}/docs/json`)
  const document = (await response.json()) as {
    paths: Record<string, Record<string, RawOperation>>
    components: { schemas?: Record<string, Schema> }
  }
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const [type, content] = Object.entries(raw.requestBody?.content ?? {})[0] ?? []
      const body = type && content ? { type, schema: content.schema } : null
      return { method: method.toUpperCase(), path, parameters: raw.parameters ?? [], body }
    }),
  )
  return { operations, shapes: new Shapes(document.components.schemas ?? {}, heard) }
}

interface RawOperation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
}

/** One request: mostly as the contract wants it, often spoilt in a place or two. */
function request(operation: Operation, shapes: Shapes, random: Random): Sent {
  const spoil = <T>(value: T, chance: number): unknown =>
    random.chance(chance) ? wreck(value, random) : value
  const headers: Record<string, string> = {}
  const query = new URLSearchParams()
  let path = operation.path
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (!required && place !== 'path' && random.chance(0.4)) continue
    // Nobody wants to sit through a question that waits on purpose.
    const value =
      name === 'wait' ? 0 : spoil(shapes.value(schema, random, { name, depth: 0 }), 0.15)
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (place === 'path') path = path.replace(`{${name}}`, segment(text))
    else if (place === 'query') query.append(name, wellFormed(text))
    else headers[name] = text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500)
  }
  if (operation.method !== 'GET' && random.chance(0.95))
    headers['idempotency-key'] = random.chance(0.05) ? 'é' : random.bytes(12).toString('hex')
  const target = query.size > 0 ? `${path}?${query}` : path
  const { method, body: wanted } = operation
  if (wanted === null || method === 'GET') return { method, path: target, headers }
  if (!wanted.type.includes('json')) return { method, path: target, headers, body: picture(random) }
  const text = JSON.stringify(spoil(shapes.value(wanted.schema, random), 0.4)) ?? ''
  const body = random.chance(0.03) ? wreckBytes(text, random) : text
  const type = random.chance(0.02)
    ? random.pick(['text/plain', 'application/xml', ''])
    : wanted.type
  return { method, path: target, headers: { ...headers, 'content-type': type }, body }
}

/** Text as a part of a path: whatever it is, it stays one part. */
function segment(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(/^\.{1,2}$/, '%2e') || '-'
}

function wellFormed(text: string): string {
  return text.toWellFormed().slice(0, 2_000)
}

/** Something that says it is a picture. */
function picture(random: Random): FormData {
  const form = new FormData()
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
  const bytes = random.pick([
    Buffer.from(pixel, 'base64'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    random.bytes(random.int(0, 2_000)),
  ])
  const name = random.pick(['photo', 'file', 'photos', '\u0000'])
  form.append(name, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png')
  return form
}

/** What is wrong with this answer, if anything? */
function wrong({ status, body }: Answer): string | null {
  if (status >= 500) return `status ${status}`
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (/\n\s+at .+:\d+:\d+|node_modules|file:\/\/\//.test(text)) return `a stack in ${status}`
  return null
}
