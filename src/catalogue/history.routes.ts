import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { eventsAt, marksOf, streamOf } from '../evidence/stream.store.ts'
import type { ShopId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusal.ts'
import { addDays, type Instant, isAskedDay, iso, readMoment, startOfDay } from '../kernel/time.ts'
import { shopAt } from '../network/history.ts'
import type { Event as ShopEvent } from '../network/model.ts'
import { shopSchema, shopView } from '../network/routes.ts'
import { reviveFen } from '../platform/db/rows.ts'
import { type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { shownBetween, type Version, versionsOf, visibleKinds } from './history.ts'
import type { Offer } from './model.ts'
import { offerSchema } from './routes.ts'
import { readListing } from './store.ts'
import { listingView } from './wire.ts'

const moment = Type.String({ format: 'date-time' })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const versionSchema = Type.Object(
  {
    revision: Type.Integer(),
    status: Type.Unsafe<Version['status']>(Type.String({ enum: ['published', 'withdrawn'] })),
    from: moment,
    until: orNull(moment),
    seq: Type.Integer({ description: 'the entry of the listing’s stream that began this version' }),
    offer: orNull(offerSchema),
    shop: orNull(shopSchema),
  },
  { $id: 'PageVersion' },
)

/** A page has at most so many versions; the oldest are looked at first. */
const versionsMax = 2_000
/** So many are shown at once: those of one day, or the newest. */
const shownMax = 50

/** 页面历史: what did this page say, and when? */
export async function historyRoutes(
  fastify: FastifyInstance,
  { door }: { door: Door },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/listings/:listingId/history',
    {
      schema: {
        tags: ['listings'],
        summary: 'What did this page say on that day? Without a day: its newest versions',
        params: Type.Object({ listingId: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({
          on: Type.Optional(
            Type.String({ maxLength: 40, description: 'a Shanghai day, or a moment (ISO 8601)' }),
          ),
        }),
        response: readAnswer(
          Type.Object({ listingId: Type.String(), versions: Type.Array(versionSchema) }),
        ),
      },
    },
    async (request, reply) => {
      const { listingId } = request.params
      const { on } = request.query
      const range = on === undefined ? null : rangeOf(on)
      if (on !== undefined && range === null)
        return sendProblem(reply, refuse('listing.history_day_unreadable'))
      const versions = await pageHistory(door, listingId, range)
      return versions === null
        ? notFound(reply)
        : reply.send({ listingId, versions: versions.map(wireVersion) })
    },
  )
}

function notFound(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, refuse('listing.not_found'))
}

/** From when, and until (but not with) when: a whole Shanghai day, or one moment. */
export interface Range {
  readonly from: Instant
  readonly to: Instant
}

/** Which time is meant? A day is all of that day in Shanghai. Null when it is neither. */
export function rangeOf(text: string): Range | null {
  if (isAskedDay(text)) return { from: startOfDay(text), to: startOfDay(addDays(text, 1)) }
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? readMoment(text) : null
  return at === null ? null : { from: at, to: at + 1 }
}

/** One version of the page with what it said; the offer is null where it was erased by law. */
export interface Shown extends Version {
  readonly listingId: string
  readonly shopId: ShopId
  readonly offer: Offer | null
  readonly shop: ReturnType<typeof shopView> | null
}

/** The versions of these hours, or the newest; oldest first. Null when there is no such page. */
export async function pageHistory(
  door: Door,
  listingId: string,
  range: Range | null,
): Promise<Shown[] | null> {
  const shopId = door.shopOf(listingId, 'lst')
  if (shopId === null || !(await readListing(door.reads, shopId, listingId))) return null
  const [page, shop] = await Promise.all([
    streamOf(door.reads, shopId, `listing:${listingId}`),
    streamOf(door.reads, shopId, 'shop'),
  ])
  if (!page) return null
  const { streamId } = page
  const asked = { shopId, streamId, kinds: visibleKinds, limit: versionsMax }
  const all = versionsOf(await marksOf(door.reads, asked))
  const wanted = (range ? shownBetween(all, range.from, range.to) : all).slice(-shownMax)
  const seqs = wanted.map(({ offerSeq }) => offerSeq)
  const [events, sellers] = await Promise.all([
    eventsAt(door.reads, { shopId, streamId, seqs }),
    shopEntries(door, shopId, shop?.streamId ?? ''),
  ])
  return wanted.map((version) => {
    const event = events.get(version.offerSeq) as { offer?: unknown } | undefined
    // How the shop stood at the end of what was asked for, while this version stood.
    const end = Math.min(version.until ?? Number.POSITIVE_INFINITY, range?.to ?? version.from + 1)
    const seller = shopAt(sellers, end - 1)
    return {
      ...version,
      listingId,
      shopId,
      offer: event?.offer ? (reviveFen(event.offer) as Offer) : null,
      shop: seller.status === 'none' ? null : shopView(seller),
    }
  })
}

async function shopEntries(door: Door, shopId: ShopId, streamId: string) {
  const kinds = shopKinds
  const marks = await marksOf(door.reads, { shopId, streamId, kinds, limit: versionsMax })
  const seqs = marks.map(({ seq }) => seq)
  const events = await eventsAt(door.reads, { shopId, streamId, seqs })
  return marks.map(({ seq, recordedAt }) => ({
    recordedAt,
    event: (reviveFen(events.get(seq) ?? null) as ShopEvent | null) ?? null,
  }))
}

/** All that a shop's stream tells of; a new kind of event cannot be forgotten here. */
const shopKinds = Object.keys({
  'shop.opened': true,
  'shop.renamed': true,
  'shop.closed': true,
  'shop.payout_asked': true,
  'shop.payout_stopped': true,
  'shop.payout_changed': true,
  'shop.payout_reverted': true,
  'shop.frozen': true,
  'shop.thawed': true,
  'shop.swept': true,
  'shop.sweep_ended': true,
  'shop.checked': true,
  'shop.check_ended': true,
} satisfies Record<ShopEvent['type'], true>)

function wireVersion({ listingId, offer, shop, ...version }: Shown) {
  const { revision, status, from, until, seq } = version
  return {
    revision,
    status,
    from: iso(from),
    until: until === null ? null : iso(until),
    seq,
    offer: offer && offerView(offer, listingId),
    shop,
  }
}

function offerView(offer: Offer, listingId: string) {
  const present = { status: 'published', revision: 1, stock: 0, editedAt: 0, listingId } as const
  const view = listingView({ ...present, ...offer })
  const { title, text, priceFen, photos, shipWithinHours, fulfilment, passport, aftersales } = view
  const more = { ...(passport ? { passport } : {}), ...(aftersales ? { aftersales } : {}) }
  return { title, text, priceFen, photos, shipWithinHours, fulfilment, ...more }
}
