import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { parseContact } from '../identity/contact.ts'
import type { Identity } from '../identity/identity.ts'
import { isLinkSecret, linkHash } from '../identity/ids.ts'
import { createLimiter } from '../identity/limiter.ts'
import { type Actor, actorId } from '../identity/model.ts'
import { networkOf } from '../kernel/address.ts'
import { sha256 } from '../kernel/hash.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { hour, second } from '../kernel/time.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Watch } from '../platform/watch.ts'
import { loadOrder } from './reading.ts'
import type { StatusRow } from './store.ts'
import { type Name, type UnpaidOrders, unpaidMax } from './unpaid.ts'
import { viewerRole } from './view.ts'
import { awaitStatus } from './waiting.ts'
import {
  handOverBody,
  nudgeBody,
  openBody,
  orderParams,
  orderSchema,
  reasonBody,
  refundBody,
  secretHeader,
  shipBody,
  statusQuery,
  statusSchema,
  termBody,
} from './wire.ts'

export interface OrderRoom {
  readonly door: Door
  /** What buyers have reserved and not paid for. */
  readonly unpaid: UnpaidOrders
  readonly payWithinMs: number
  /** So many unpaid orders of one listing may come from one network. */
  readonly networkMax: number
  readonly identity: Identity
  readonly watch: Watch
}

type Request = FastifyRequest<{ Params: Static<typeof orderParams> }>

/** 订单: buying, and what each side does until the money has found its place. */
export async function orderRoutes(fastify: FastifyInstance, room: OrderRoom): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['orders']

  app.post(
    '/v1/orders',
    {
      schema: {
        tags,
        summary: 'Buy: opens an order and a payment at the provider',
        headers: commandHeaders,
        body: openBody,
        response: commandAnswer({ orderId: Type.String(), status: Type.String() }, 201),
      },
    },
    async (request, reply) => {
      await openOrder(room, request, reply)
      return reply
    },
  )

  app.get(
    '/v1/orders/:orderId',
    {
      schema: {
        tags,
        summary: 'How does this order stand, and what happens next?',
        headers: secretHeader,
        params: orderParams,
        querystring: Type.Object({
          after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })),
        }),
        response: readAnswer(orderSchema),
      },
    },
    async (request, reply) => {
      const actor = await room.door.actor(request, reply)
      if (!actor) return reply
      const seen = await see(room, request, { actor, after: request.query.after ?? 0 })
      return seen ? reply.send(seen) : sendProblem(reply, refuse('order.not_found'))
    },
  )

  app.get(
    '/v1/orders/:orderId/status',
    {
      schema: {
        tags,
        summary: 'Only where it stands: for a page that waits for the provider',
        description: 'With `until` the answer comes when that is so, or after `wait` seconds.',
        headers: secretHeader,
        params: orderParams,
        querystring: statusQuery,
        response: readAnswer(statusSchema),
      },
    },
    async (request, reply) => {
      const actor = await room.door.actor(request, reply)
      if (!actor) return reply
      const { orderId } = request.params
      const mine = (found: StatusRow) => viewerRole(found, viewerOf(request, actor)) !== null
      const asked = { orderId, who: actorId(actor), mine }
      const found = await awaitStatus(room, asked, request.query)
      if (!found) return sendProblem(reply, refuse('order.not_found'))
      const { status, payUrl } = found
      return reply.send({ orderId, status, payUrl })
    },
  )

  stepRoutes(fastify, room)
}

/** Each step that one side takes: alike but for what they carry. */
function stepRoutes(fastify: FastifyInstance, room: OrderRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const headers = Type.Intersect([commandHeaders, secretHeader])
  const { clock } = room.door
  const mayGuess = createLimiter({ ...guesses, now: () => clock.now() })
  for (const { path, summary, body, command, guess = false } of steps)
    app.post(
      `/v1/orders/:orderId/${path}`,
      {
        schema: {
          tags: ['orders'],
          summary,
          headers,
          params: orderParams,
          body,
          response: commandAnswer({
            orderId: Type.Optional(Type.String()) as never,
            status: Type.Optional(Type.String()) as never,
          }),
        },
      },
      async (request, reply) => {
        const actor = await room.door.actor(request, reply)
        if (!actor) return reply
        const { orderId } = request.params
        const shopId = room.door.shopOf(orderId, 'ord')
        if (shopId === null) return sendProblem(reply, refuse('order.not_found'))
        if (guess && !mayGuess(orderId))
          return sendProblem(
            reply,
            refuse('request.too_many', { params: { seconds: hour / second } }),
          )
        const made = command((request.body ?? {}) as Record<string, unknown>, () =>
          room.door.newId('pcl', shopId, { actor, request }),
        )
        const wish = { shopId, target: orderId, ...made, actor, grant: grantOf(request) }
        return room.door.command(request, reply, wish)
      },
    )
}

interface Step {
  readonly path: string
  readonly summary: string
  readonly body: ReturnType<typeof Type.Object>
  readonly command: (
    body: Record<string, unknown>,
    newParcelId: () => string,
  ) => { domain: string; body: Body }
  /** It may be a guess at a secret. */
  readonly guess?: boolean
}

/**
 * A seller who guesses the buyer's code would need centuries: so many tries an hour, per order.
 * Counted beside the limit of the network, and of ids that are ours only: nobody can push an order
 * out of this list by asking for others that never were.
 */
const guesses = { max: 20, windowMs: hour, keysMax: 50_000 }

const nothing = Type.Object({}, { additionalProperties: false })
const order = (type: string) => () => ({ domain: 'orders', body: { type } })

/** Every step that one side can take with an order, and the command that it means. */
const steps: readonly Step[] = [
  {
    path: 'cancel',
    summary: 'Cancel what has not been shipped (a seller must say why)',
    body: reasonBody,
    command: ({ reason }) => ({
      domain: 'orders',
      body: { type: 'cancel', reason: reason ?? '' } as Body,
    }),
  },
  {
    path: 'ship',
    summary: 'Seller: hand items to a carrier, or make them ready',
    body: shipBody,
    command: ({ itemIds, carrierId, trackingNo, content }, newParcelId) => ({
      domain: 'orders',
      body: {
        type: 'ship',
        itemIds,
        parcelId: newParcelId(),
        carrierId: carrierId ?? null,
        trackingNo: trackingNo ?? null,
        content: content ?? null,
      } as Body,
    }),
  },
  {
    path: 'hand-over',
    summary: 'Seller: the buyer has shown the code',
    body: handOverBody,
    guess: true,
    command: ({ code }) => ({
      domain: 'orders',
      body: { type: 'hand_over', code } as Body,
    }),
  },
  {
    path: 'open-digital',
    summary: 'Buyer: open what was sent; from now on it counts as delivered',
    body: nothing,
    command: order('open_digital'),
  },
  {
    path: 'refund-overdue',
    summary: 'Buyer: take back the money of what was not shipped in time',
    body: nothing,
    command: order('refund_overdue'),
  },
  {
    path: 'terms',
    summary: 'Buyer: propose a term of this order’s own, while nothing has been sent',
    body: termBody,
    command: ({ text, shipWithinHours }) => ({
      domain: 'orders',
      body: { type: 'propose_term', text, shipWithinHours: shipWithinHours ?? null } as Body,
    }),
  },
  {
    path: 'terms/sign',
    summary: 'Seller: sign it; it goes before whatever is printed',
    body: nothing,
    command: order('sign_term'),
  },
  {
    path: 'nudge',
    summary:
      'Buyer: hand a sentence in soft words to the seller; rights and clocks stay as they are',
    body: nudgeBody,
    command: ({ words }) => ({ domain: 'orders', body: { type: 'nudge', words } as Body }),
  },
  {
    path: 'confirm',
    summary: 'Buyer: I have the goods and am content',
    body: nothing,
    command: order('confirm'),
  },
  {
    path: 'refund',
    summary: 'Seller: give back an amount, or the price of some items',
    body: refundBody,
    command: ({ amountFen, itemIds, reason }) => ({
      domain: 'orders',
      body: refundWish(itemIds, amountFen, reason),
    }),
  },
]

function refundWish(itemIds: unknown, amountFen: unknown, why: unknown): Body {
  const reason = typeof why === 'string' ? why : ''
  const wish = itemIds
    ? { type: 'refund_items', itemIds, reason }
    : { type: 'refund', amountFen: BigInt(Number(amountFen ?? 0)), reason }
  return wish
}

/**
 * Opens an order. The contact is kept first, in the tables of the person: whatever is broken off in
 * between leaves at most a contact that no order names.
 */
async function openOrder(
  { door, identity, unpaid, payWithinMs, networkMax }: OrderRoom,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = await door.actor(request, reply)
  if (!actor || !door.hasKey(request, reply)) return reply
  if (actor.kind === 'carrier') return sendProblem(reply, refuse('actor.not_allowed'))
  const wish = request.body as Static<typeof openBody>
  const [first] = wish.items
  const shopId = door.shopOf(first?.listingId ?? '', 'lst')
  const others = wish.items.some(({ listingId }) => door.shopOf(listingId, 'lst') !== shopId)
  if (shopId === null || others) return sendProblem(reply, refuse('order.nothing_offered'))
  const contact = parseContact({ ...wish.contact, address: wish.contact.address ?? null })
  if (isRefusal(contact)) return sendProblem(reply, contact)
  if (!contact.phone) return sendProblem(reply, refuse('contact.phone_invalid'))
  const orderId = door.newId('ord', shopId, { actor, request })
  const buyerId = identity.personIdOf(contact.phone)
  const at = door.clock.now()
  const reserved = { orderId, until: at + payWithinMs }
  const names = namesOf(wish.items, { actor, buyerId, network: networkOf(request.ip), networkMax })
  const fresh = unpaid.newTo(orderId, names)
  if (!(await unpaid.mayOpen(reserved, names, at)))
    return sendProblem(reply, refuse('order.unpaid_already'))
  const contactId = uuidOf(orderId)
  await Promise.all([
    identity.people.sealContact(buyerId, contact, contactId),
    ...ownersOf(actor, buyerId).map((personId) =>
      identity.people.linkOrder({ personId, shopId, orderId, openedAt: door.clock.now() }),
    ),
  ])
  const body = {
    type: 'open',
    items: wish.items,
    expectedTotalFen: BigInt(wish.expectedTotalFen),
    buyerId,
    contactId,
    hasAddress: contact.address !== null,
    linkHash: linkHash(wish.linkSecret).toString('hex'),
    ...(wish.boughtFor ? { boughtFor: wish.boughtFor } : {}),
    ...(wish.confirmed ? { confirmed: wish.confirmed } : {}),
  }
  const command = { shopId, domain: 'orders', target: orderId, body, created: true, actor }
  const answered = await door.command(request, reply, command)
  if (reply.statusCode >= 400 && reply.statusCode < 500) unpaid.giveBack(orderId, fresh)
  return answered
}

/** Under which names are unpaid orders of a listing counted? */
function namesOf(
  items: readonly { readonly listingId: string }[],
  who: { actor: Actor; buyerId: string; network: string; networkMax: number },
): Name[] {
  return items.flatMap(({ listingId }) => [
    { name: `${listingId} ${actorId(who.actor)}`, max: unpaidMax },
    { name: `${listingId} ${who.buyerId}`, max: unpaidMax },
    { name: `${listingId} ${who.network}`, max: who.networkMax },
  ])
}

/** In whose list of orders does it appear? The buyer's number, and whoever ordered. */
function ownersOf(actor: Exclude<Actor, { kind: 'carrier' }>, buyerId: string): string[] {
  return [...new Set([buyerId, actor.personId])]
}

/** The contact of an order has an id that follows from the order's: a repeat changes nothing. */
function uuidOf(orderId: string): string {
  const hex = sha256(`contact of ${orderId}`).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The order as this caller may see it; null when it is none of their business. */
async function see(
  room: OrderRoom,
  request: Request,
  { actor, after }: { actor: Actor; after: number },
) {
  const { orderId } = request.params
  const shopId = room.door.shopOf(orderId, 'ord')
  if (shopId === null) return null
  const viewer = viewerOf(request, actor)
  return loadOrder(room, { shopId, orderId, after }, (found) => {
    const role = viewerRole(found, viewer)
    return role && { role, proven: viewer.personId === found.buyerId }
  })
}

function viewerOf(request: FastifyRequest, actor: Actor) {
  return {
    personId: actor.kind === 'person' ? actor.personId : null,
    actor: actorId(actor),
    linkHash: grantOf(request),
  }
}

function grantOf(request: FastifyRequest): string | null {
  const secret = request.headers['baozheng-order-secret']
  return typeof secret === 'string' && isLinkSecret(secret)
    ? linkHash(secret).toString('hex')
    : null
}
