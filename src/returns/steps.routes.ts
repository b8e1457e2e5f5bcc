import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { grantOf } from '../evidence/view.ts'
import { parseParcelContact } from '../identity/contact.ts'
import type { Identity } from '../identity/identity.ts'
import type { Actor } from '../identity/model.ts'
import { sha256 } from '../kernel/hash.ts'
import type { ShopId } from '../kernel/ids.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, commandHeaders, type Door } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { addressBody, chooseBody, objectBody, oneParams, parcelBody, promiseBody } from './wire.ts'

export interface ReturnRoom {
  readonly door: Door
  readonly identity: Identity
}

export const tags = ['returns']
export const secretHeader = Type.Object({
  'baozheng-order-secret': Type.Optional(
    Type.String({ description: 'the secret of the order’s link; never part of an address' }),
  ),
})
export const headers = Type.Intersect([commandHeaders, secretHeader])
const nothing = Type.Object({}, { additionalProperties: false })

export interface Asked {
  readonly request: FastifyRequest<{ Params: { orderId: string } }>
  readonly reply: FastifyReply
  readonly actor: Actor
}

export function submit(
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
    path: 'contest',
    summary: 'Buyer: I do not accept the objection; a case goes on with all that was said',
    body: nothing,
    command: plain('contest'),
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
  {
    path: 'mend-in-person',
    summary: 'Seller: it was exchanged or repaired in person; the buyer confirms',
    body: nothing,
    command: plain('mend_in_person'),
  },
]

/** Every step is a route of its own. */
export function stepRoutes(fastify: FastifyInstance, room: ReturnRoom): void {
  for (const step of steps) stepRoute(fastify, room, step)
}

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
