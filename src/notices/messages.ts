import { iso } from '../kernel/time.ts'
import { type Known, type Topic, topics } from './model.ts'

/** What a message needs to know of an entry of the log. */
export interface Happening {
  readonly index: number
  readonly kind: string
  readonly at: number
  readonly domain: string
  readonly target: string
  readonly event: { readonly type: string } & Readonly<Record<string, unknown>>
}

/** What a buyer is told and no program of the seller’s. */
const buyersOnly: readonly string[] = ['order.right_ending']

/** Of which topic is this kind of event? Null for what is nobody's business outside. */
export function topicOf(kind: string): Topic | null {
  if (buyersOnly.includes(kind)) return null
  const [word] = kind.split('.')
  return topics.find((topic) => topic === word) ?? null
}

/** The fields of an event that a receiver sees: ids, codes, amounts and times; never a person. */
const shown = [
  'amountFen',
  'reason',
  'itemIds',
  'parcelId',
  'parcelIds',
  'carrierId',
  'trackingNo',
  'lost',
  'stock',
  'quantity',
  'issue',
  'words',
] as const

/**
 * 消息. What is told of an event: which thing, what happened, when, and where in the log it stands.
 * Thin on purpose: who wants more asks the API, which checks who is asking.
 */
export function messageOf(happening: Happening, { shop }: Pick<Known, 'shop'>): string {
  const { index, kind, at, event } = happening
  const data: Record<string, unknown> = { shopId: shop, ...subjectOf(happening), logIndex: index }
  for (const name of shown) {
    const value = event[name]
    if (value !== undefined && value !== null)
      data[name] = typeof value === 'bigint' ? Number(value) : value
  }
  const scan = scanOf(event.scan)
  return JSON.stringify({
    type: kind,
    timestamp: iso(at),
    data: scan === null ? data : { ...data, scan },
  })
}

/** Which order, listing or parcel is it about? */
export function subjectOf({ domain, target, event }: Happening): Record<string, string> {
  const { orderId } = event
  if (domain === 'parcels')
    return { parcelId: target, ...(typeof orderId === 'string' ? { orderId } : {}) }
  if (domain === 'listings') return { listingId: target }
  if (target.startsWith('ord_')) return { orderId: target }
  return typeof orderId === 'string' ? { id: target, orderId } : { id: target }
}

/** What the carrier reported, without the bytes of its signature. */
function scanOf(scan: unknown): Record<string, unknown> | null {
  if (typeof scan !== 'object' || scan === null) return null
  const { kind, at, place, consented, signed } = scan as Record<string, unknown>
  if (typeof at !== 'number') return null
  return { kind, at: iso(at), place, consented, signed: signed !== undefined }
}
