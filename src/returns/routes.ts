import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { grantOf, seeOrder } from '../evidence/view.ts'
import { parseParcelContact } from '../identity/contact.ts'
import type { Identity } from '../identity/identity.ts'
import type { Actor } from '../identity/model.ts'
import { sha256 } from '../kernel/hash.ts'
import type { ShopId } from '../kernel/ids.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { readShop } from '../network/store.ts'
import { readOrder } from '../orders/store.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { asDelivered } from './judging.ts'
import type { Piece, Track } from './model.ts'
import { isOpen, listOf } from './pieces.ts'
import { loadReturns } from './reading.ts'
import { openReturnsOf, readReturns, soldSince } from './store.ts'
import { returnTerms } from './terms.ts'
import { quoteView, returnLine, returnsView, salesCounted } from './view.ts'
import {
  addressBody,
  chooseBody,
  objectBody,
  oneParams,
  params,
  parcelBody,
  promiseBody,
  quoteSchema,
  requestBody,
  returnLineSchema,
  returnsSchema,
  rulesSchema,
} from './wire.ts'

export interface ReturnRoom {
  readonly door: Door
  readonly identity: Identity
}

const tags = ['returns']
const secretHeader = Type.Object({
  'baozheng-order-secret': Type.Optional(
    Type.String({ description: 'the secret of the order’s link; never part of an address' }),
  ),
})
const headers = Type.Intersect([commandHeaders, secretHeader])
const nothing = Type.Object({}, { additionalProperties: false })

/** 退换: giving goods back, having them exchanged or repaired. */
export async function returnRoutes(fastify: FastifyInstance, room: ReturnRoom): Promise<void> {
  reads(fastify, room)
  lists(fastify, room)
  asking(fastify, room)
  for (const step of steps) stepRoute(fastify, room, step)
}

function reads(fastify: FastifyInstance, room: ReturnRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/orders/:orderId/returns',
    {
      schema: {
        tags,
        summary: 'What may go back today, until when and for how much; and how returns stand',
        headers: secretHeader,
        params,
        response: readAnswer(returnsSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      if (!seen) return reply
      const { shopId, order, sold, holder: role } = seen
      return reply.send(returnsView(await loadReturns(room, { shopId, order, sold, role })))
    },
  )

  app.get(
    '/v1/orders/:orderId/returns/quote',
    {
      schema: {
        tags,
        summary: 'What would these pieces bring, and who pays the way?',
        headers: secretHeader,
        params,
        querystring: Type.Object({
          track: Type.Union([Type.Literal('no_reason'), Type.Literal('quality')]),
          pieces: Type.String({
            pattern: '^\\d{1,4}:\\d{1,3}(,\\d{1,4}:\\d{1,3}){0,19}$',
            description: 'item and quantity, such as `1:2,3:1`',
          }),
        }),
        response: readAnswer(quoteSchema),
      },
    },
    async (request, reply) => {
      const seen = await seeOrder(room.door, request, reply)
      if (!seen) return reply
      const { shopId, order, sold } = seen
      const returns = await readReturns(room.door.reads, shopId, order.orderId)
      const { track, pieces } = request.query
      return reply.send(quoteView({ order, sold, returns }, track as Track, piecesIn(pieces)))
    },
  )

  app.get(
    '/v1/returns/rules',
    {
      schema: {
        tags,
        summary: 'The site’s own rules of returns, beside the law, with their version',
        response: readAnswer(rulesSchema),
      },
    },
    async (_request, reply) => reply.send({ ...returnTerms }),
  )
}

function piecesIn(text: string): Piece[] {
  return text.split(',').map((part) => {
    const [itemId = '', quantity = '0'] = part.split(':')
    return { itemId, quantity: Number(quantity) }
  })
}

function lists(fastify: FastifyInstance, { door }: ReturnRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/shops/:shopId/returns',
    {
      schema: {
        tags,
        summary: 'Seller: the returns that are not over, the newest first',
        params: Type.Object({ shopId: Type.String({ maxLength: 40 }) }),
        response: readAnswer(Type.Object({ returns: Type.Array(returnLineSchema) })),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply)
      if (!actor) return reply
      const shopId = door.shopOf(request.params.shopId, 'shp')
      const shop = shopId === null ? null : await readShop(door.reads, shopId)
      if (shopId === null || !shop || shop.status === 'none' || shop.ownerId !== actor.personId)
        return sendProblem(reply, refuse('shop.not_found'))
      return reply.send({ returns: await linesOf(door, shopId) })
    },
  )
}

async function linesOf(door: Door, shopId: ShopId) {
  const found = await openReturnsOf(door.reads, shopId, 50)
  const lines = await Promise.all(
    found.map(async ({ orderId, returns }) => {
      const known = await readOrder(door.reads, shopId, orderId)
      return listOf(returns)
        .filter(isOpen)
        .map((one) => {
          const [piece] = one.pieces
          const item = known?.order.items.find(({ id }) => id === piece?.itemId)
          return returnLine(one, { orderId, title: item?.title ?? '' })
        })
    }),
  )
  return lines.flat()
}

function asking(fastify: FastifyInstance, room: ReturnRoom): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    '/v1/orders/:orderId/returns',
    {
      schema: {
        tags,
        summary: 'Buyer: give goods back, or have them exchanged or repaired',
        headers,
        params,
        body: requestBody,
        response: commandAnswer({ no: Type.Integer() as never, stage: Type.String() }, 201),
      },
    },
    async (request, reply) => {
      const actor = await room.door.actor(request, reply)
      if (!actor) return reply
      const { orderId } = request.params
      const shopId = room.door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('return.not_found'))
      const body = await wishOf(room, shopId, request.body)
      return submit(room, { request, reply, actor }, { shopId, body, created: true })
    },
  )
}

/** The wish, with what only we can count: how much this shop has sold. */
async function wishOf(
  { door }: ReturnRoom,
  shopId: ShopId,
  wish: Static<typeof requestBody>,
): Promise<Body> {
  const since = door.clock.now() - salesCounted.ms
  const sellerSold = await soldSince(door.reads, shopId, { since, atMost: salesCounted.atMost })
  const { track, remedy, pieces, text = '', photos = [], contest = false } = wish
  const condition = { ...asDelivered, ...wish.condition }
  const told = { track, remedy, pieces, text, photos, contest, condition }
  return { type: 'request', ...told, sellerSold } as Body
}

interface Asked {
  readonly request: FastifyRequest<{ Params: { orderId: string } }>
  readonly reply: FastifyReply
  readonly actor: Actor
}

function submit(
  { door }: ReturnRoom,
  { request, reply, actor }: Asked,
  wish: { shopId: ShopId; body: Body; created?: boolean },
): Promise<FastifyReply> {
  const { orderId } = request.params
  const command = { domain: 'returns', target: orderId, ...wish, actor, grant: grantOf(request) }
  return door.command(request, reply, command)
}

interface StepSpec {
  readonly path: string
  readonly summary: string
  readonly body: ReturnType<typeof Type.Object>
  readonly command: (
    body: Record<string, unknown>,
    newParcelId: () => string,
  ) => Record<string, unknown> & { type: string }
}

const plain = (type: string) => () => ({ type })
const parcel =
  (type: string): StepSpec['command'] =>
  ({ carrierId, trackingNo }, newParcelId) => ({
    type,
    parcelId: newParcelId(),
    carrierId,
    trackingNo,
  })

/** Every step that one side can take with a return, and the command that it means. */
const steps: readonly StepSpec[] = [
  {
    path: 'withdraw',
    summary: 'Buyer: keep the goods after all',
    body: nothing,
    command: plain('withdraw'),
  },
  {
    path: 'send',
    summary: 'Buyer: the goods are handed to a carrier',
    body: parcelBody,
    command: parcel('send'),
  },
  {
    path: 'choose',
    summary: 'Buyer: choose again after a promise was broken',
    body: chooseBody,
    command: ({ remedy }) => ({ type: 'choose', remedy }),
  },
  {
    path: 'receive',
    summary: 'Buyer: the goods have come again',
    body: nothing,
    command: plain('receive'),
  },
  {
    path: 'address',
    summary: 'Seller: where the goods are to go (kept encrypted)',
    body: addressBody,
    command: ({ contactId }) => ({ type: 'address', contactId }),
  },
  {
    path: 'sign',
    summary: 'Seller: I have the goods back',
    body: nothing,
    command: plain('sign'),
  },
  {
    path: 'refund',
    summary: 'Seller: pay back what the return is worth',
    body: nothing,
    command: plain('refund'),
  },
  {
    path: 'object',
    summary: 'Seller: what came back is not what was sold, or nothing is wrong with it',
    body: objectBody,
    command: ({ kind, text, photos }) => ({ type: 'object', kind, text, photos: photos ?? [] }),
  },
  {
    path: 'promise',
    summary: 'Seller: it is exchanged or repaired within so many days',
    body: promiseBody,
    command: ({ days }) => ({ type: 'promise', days }),
  },
  {
    path: 'mend',
    summary: 'Seller: another piece, or the repaired one, is on its way',
    body: parcelBody,
    command: parcel('mend'),
  },
]

function stepRoute(fastify: FastifyInstance, room: ReturnRoom, spec: StepSpec): void {
  const { path, summary, body, command } = spec
  fastify.withTypeProvider<TypeBoxTypeProvider>().post(
    `/v1/orders/:orderId/returns/:no/${path}`,
    {
      schema: {
        tags,
        summary,
        headers,
        params: oneParams,
        body,
        response: commandAnswer({ no: Type.Integer() as never, stage: Type.String() }),
      },
    },
    async (request, reply) => {
      const { door } = room
      const actor = await door.actor(request, reply)
      if (!actor || !door.hasKey(request, reply)) return reply
      const { orderId, no } = request.params
      const shopId = door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('return.not_found'))
      const told = (request.body ?? {}) as Record<string, unknown>
      const kept = path === 'address' ? await keepAddress(room, request, actor) : {}
      if (isRefusal(kept)) return sendProblem(reply, kept)
      const newParcelId = () => door.newId('pcl', shopId, { actor, request })
      const made = { ...command({ ...told, ...kept }, newParcelId), no }
      return submit(room, { request, reply, actor }, { shopId, body: made })
    },
  )
}

/**
 * The address is kept first, in the tables of the person who gives it: whatever is broken off in
 * between leaves at most a contact that no return names.
 */
async function keepAddress(
  { identity }: ReturnRoom,
  request: FastifyRequest<{ Params: Static<typeof oneParams> }>,
  actor: Actor,
) {
  if (actor.kind !== 'person') return refuse('return.not_found')
  const contact = parseParcelContact(request.body as Static<typeof addressBody>)
  if (isRefusal(contact)) return contact
  const { orderId, no } = request.params
  const key = String(request.headers['idempotency-key'])
  const contactId = uuidOf(`return address ${orderId} ${no} ${key}`)
  await identity.people.sealContact(actor.personId, contact, contactId)
  return { contactId }
}

/** A contact's id follows from what it is for, so that a repeat changes nothing. */
function uuidOf(name: string): string {
  const hex = sha256(name).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
