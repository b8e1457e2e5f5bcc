import { readComplaint } from '../disputes/store.ts'
import type { LogEntry, Reader } from '../evidence/bus.ts'
import { readShop } from '../network/store.ts'
import type { Opened } from '../orders/model.ts'
import { ordersByKey } from '../orders/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Tx } from '../platform/db/pool.ts'
import { earliest, type Next, toldOf } from './audience.ts'
import { fedThrough, moveCursors, type Outgoing, queue } from './deliveries.store.ts'
import { type Happening, messageOf, subjectOf, topicOf } from './messages.ts'
import { type Notice, saveNotices } from './notices.store.ts'
import { webhooksOf } from './store.ts'

export interface ReaderParts {
  readonly reads: Tx
  readonly clock: Clock
  /** What comes by itself for an order, its case or its return as it stands, in whose favour. */
  readonly ahead: (about: About) => Promise<readonly Next[]>
  /** 送达: a notice of this entry of the log lies in the list of whom it is for. */
  readonly arrived: (news: Arrived) => Promise<void>
}

export interface Arrived {
  readonly index: number
  readonly shopId: number
  readonly orderId: string
  readonly event: Happening['event']
}

/** An order, and the room whose clock counts. */
export interface About {
  readonly domain: string
  readonly shopId: number
  readonly order: Opened
}

/** An entry whose content is still there. */
function happenings(entries: readonly LogEntry[]): (Happening & { shopId: number })[] {
  return entries.flatMap(({ index, shopId, kind, at, payload }) => {
    if (payload === null) return []
    const { domain, target, event } = payload
    return [{ index, shopId, kind, at, domain, target, event }]
  })
}

/** Queues a message for every address that wants to be told. */
export function webhookReader({ reads, clock }: ReaderParts): Reader {
  return {
    name: 'webhooks',
    async read(entries) {
      const news = happenings(entries).filter(({ kind }) => topicOf(kind) !== null)
      if (news.length === 0) return
      const shopIds = [...new Set(news.map(({ shopId }) => shopId))]
      const found = await webhooksOf(reads, shopIds)
      if (found.length === 0) return
      const [cursors, low] = await Promise.all([fedThrough(reads, shopIds), lowKeyOf(reads, news)])
      const messages: Outgoing[] = []
      const moved = found.flatMap(({ shopId, webhook }) => {
        const { webhookId, createdAt } = webhook
        const from = cursors.get(`${shopId} ${webhookId}`)?.fedThrough ?? -1
        const fresh = news.filter(
          (one) => one.shopId === shopId && one.index > from && one.at >= createdAt,
        )
        for (const one of fresh) {
          const topic = topicOf(one.kind)
          if (topic === null || !webhook.topics.includes(topic)) continue
          const { index, kind } = one
          const quiet = low.has(index)
          const body = messageOf(quiet ? hushed(one) : one, webhook)
          const told = quiet ? quietKind : kind
          messages.push({ shopId, webhookId, messageId: `msg_${index}`, index, kind: told, body })
        }
        const through = fresh.at(-1)?.index
        return through === undefined ? [] : [{ shopId, webhookId, through }]
      })
      await queue(reads, messages, clock.now())
      await moveCursors(reads, moved)
    },
  }
}

/** Keeps a notice for every person who should hear of it. */
export function noticeReader({ reads, ahead, arrived }: ReaderParts): Reader {
  return {
    name: 'notices',
    async read(entries) {
      const news = happenings(entries)
      const about = news.flatMap((one) => {
        const sides = toldOf(one.event)
        const { orderId } = subjectOf(one)
        return sides.length > 0 && orderId !== undefined ? [{ one, sides, orderId }] : []
      })
      const keys = about.map(({ one, orderId }) => ({ shopId: one.shopId, id: orderId }))
      const orders = keys.length === 0 ? [] : await ordersByKey(reads, keys)
      const byId = new Map(orders.map((order) => [order.orderId, order]))
      const low = await lowKeyOf(reads, news)
      const written = about.map(async ({ one, sides, orderId }) => {
        const order = byId.get(orderId)
        if (!order) return []
        const next = earliest(await ahead({ domain: one.domain, shopId: one.shopId, order }))
        const title = order.items[0]?.title ?? ''
        const { index, kind, shopId, at } = one
        return sides.map((role): Notice => {
          const personId = role === 'buyer' ? order.buyerId : order.sellerId
          const told = { personId, index, role, shopId, subject: orderId, title, at }
          const quiet = role === 'seller' && low.has(index)
          if (quiet) return { ...told, kind: quietKind, next: quietly(next), words: null }
          return { ...told, kind, next, words: saidIn(one.event) }
        })
      })
      const notices = (await Promise.all(written)).flat()
      const more = [await aboutWebhooks(reads, news), await aboutShops(reads, news)]
      await saveNotices(reads, [...notices, ...more.flat()])
      for (const { one, orderId } of about) {
        const { index, shopId, event } = one
        if (mattersWhen(event)) await arrived({ index, shopId, orderId, event })
      }
    },
  }
}

/** 低调处理: the seller reads that an order needs attention, and by when, and no more. */
const quietKind = 'complaint.quiet'

function quietly(next: Next | null): Next | null {
  return next && { ...next, kind: quietKind }
}

/** Which entries are of a case that is kept low-key? Every one of it, not the first alone. */
async function lowKeyOf(
  reads: Tx,
  news: readonly (Happening & { shopId: number })[],
): Promise<ReadonlySet<number>> {
  const ofCases = news.filter(({ kind }) => ofCase(kind))
  const found = await Promise.all(
    ofCases.map(async (one) => {
      const { orderId } = subjectOf(one)
      const file = orderId === undefined ? null : await readComplaint(reads, one.shopId, orderId)
      return file !== null && file.status !== 'none' && file.lowKey ? [one.index] : []
    }),
  )
  return new Set(found.flat())
}

function ofCase(kind: string): boolean {
  return kind.startsWith('complaint.') || kind === 'return.handed_over'
}

/** To a program of the seller’s the same: which order it is, and nothing of what is said of it. */
function hushed(one: Happening): Happening {
  return { ...one, kind: quietKind, event: { type: quietKind } }
}

/** 举证期限 begins with this notice: the case has to know that it arrived. */
function mattersWhen({ type }: { readonly type: string }): boolean {
  return type === 'complaint.opened'
}

/** Which of our words stand for it: the sentence that was handed over, or what the carrier saw. */
function saidIn({ words, scan }: Happening['event']): string | null {
  if (typeof words === 'string') return words
  const { kind } = (scan ?? {}) as { kind?: unknown }
  return typeof kind === 'string' ? kind : null
}

/** A seller hears of an address that we have turned off. */
async function aboutWebhooks(
  reads: Tx,
  news: readonly (Happening & { shopId: number })[],
): Promise<Notice[]> {
  const notices: Notice[] = []
  for (const { index, kind, shopId, at, target, event } of news) {
    if (kind !== 'webhook.turned_off' || event.because === 'seller') continue
    const shop = await readShop(reads, shopId)
    if (shop.status === 'none') continue
    const about = { index, kind, shopId, at, subject: target, title: shop.name, next: null }
    notices.push({ personId: shop.ownerId, role: 'seller', ...about, words: null })
  }
  return notices
}

/** 店主须知: an owner hears of where the money goes and of how the shop stands, whoever did it. */
const ownersHear: readonly string[] = [
  'shop.payout_asked',
  'shop.payout_stopped',
  'shop.payout_changed',
  'shop.payout_reverted',
  'shop.frozen',
  'shop.thawed',
  'shop.checked',
  'shop.check_ended',
]

async function aboutShops(
  reads: Tx,
  news: readonly (Happening & { shopId: number })[],
): Promise<Notice[]> {
  const notices: Notice[] = []
  for (const { index, kind, shopId, at, event } of news) {
    if (!ownersHear.includes(kind)) continue
    const shop = await readShop(reads, shopId)
    if (shop.status === 'none') continue
    const wish = event.wish as { dueAt: number } | undefined
    const next = wish ? { kind: 'shop.payout', dueAt: wish.dueAt, gains: 'nobody' } : null
    const about = { index, kind, shopId, at, subject: shop.shopId, title: shop.name, next }
    notices.push({ personId: shop.ownerId, role: 'seller', ...about, words: null })
  }
  return notices
}
