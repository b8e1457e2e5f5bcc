import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { maskPhone, parsePhone } from '../identity/contact.ts'
import type { Identity } from '../identity/identity.ts'
import { actorId } from '../identity/model.ts'
import { refuse } from '../kernel/refusal.ts'
import { iso } from '../kernel/time.ts'
import { carrierOf, listCouriers, removeCourier, saveCourier } from '../logistics/carriers.store.ts'
import { shopsOf } from '../network/store.ts'
import { commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { looks } from './access.ts'
import { ordersOfPerson } from './desk.store.ts'
import { deskOrder, deskShop, orderView } from './lists.routes.ts'

const moment = Type.String({ format: 'date-time' })
const params = Type.Object({ personId: Type.String({ format: 'uuid' }) })
const maybeText = Type.Union([Type.String(), Type.Null()])
const personSchema = Type.Object({
  personId: Type.String(),
  name: maybeText,
  phone: maybeText,
  roles: Type.Array(Type.String()),
  carrierId: maybeText,
  shops: Type.Array(deskShop),
  orders: Type.Array(deskOrder),
})

/** 人: found by number, seen only as far as the desk needs; names and numbers stay masked. */
export async function deskPeopleRoutes(
  fastify: FastifyInstance,
  room: { door: Door; identity: Identity },
): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door, identity } = room
  const tags = ['desk']

  app.post(
    '/v1/desk/people/find',
    {
      schema: {
        tags,
        summary: 'Who has this number? It travels in the body, so that no log keeps it',
        body: Type.Object(
          { phone: Type.String({ minLength: 11, maxLength: 24 }) },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ personId: Type.String() })),
      },
    },
    async (request, reply) => {
      if (!(await looks(door, [request, reply], { what: 'phone' }))) return reply
      const phone = parsePhone(request.body.phone)
      if (phone === null) return sendProblem(reply, refuse('contact.phone_invalid'))
      const personId = identity.personIdOf(phone)
      const known = await identity.people.openProfile(personId)
      const bought = known ? [] : await ordersOfPerson(door.reads, personId, 1)
      if (!known && bought.length === 0) return sendProblem(reply, refuse('person.not_found'))
      return reply.send({ personId })
    },
  )

  personRoute(fastify, room)
  courierRoutes(fastify, room)
}

function personRoute(
  fastify: FastifyInstance,
  { door, identity }: { door: Door; identity: Identity },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']

  app.get(
    '/v1/desk/people/:personId',
    {
      schema: {
        tags,
        summary: 'One person: masked number, parts, shops and latest orders',
        params,
        response: readAnswer(personSchema),
      },
    },
    async (request, reply) => {
      const { personId } = request.params
      if (!(await looks(door, [request, reply], { what: 'person', subject: personId })))
        return reply
      const [profile, roles, shops, orders, carrierId] = await Promise.all([
        identity.people.openProfile(personId),
        identity.rolesOf(personId),
        shopsOf(door.reads, personId),
        ordersOfPerson(door.reads, personId, 20),
        carrierOf(door.reads, personId),
      ])
      if (!profile && orders.length + shops.length === 0)
        return sendProblem(reply, refuse('person.not_found'))
      return reply.send({
        personId,
        name: profile?.name ? maskName(profile.name) : null,
        phone: profile?.phone ? maskPhone(profile.phone) : null,
        roles: [...roles],
        carrierId,
        shops: shops.map(({ shopId, name, status, standing, ownerId, openedAt }) => ({
          ...{ shop: shopId, name, status, standing, ownerId },
          openedAt: iso(openedAt),
        })),
        orders: orders.map(orderView),
      })
    },
  )
}

/** 快递员: who scans for which carrier. It opens no desk, so one pair of eyes is enough. */
function courierRoutes(
  fastify: FastifyInstance,
  { door, identity }: { door: Door; identity: Identity },
): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['desk']
  const courier = Type.Object({
    personId: Type.String(),
    carrierId: Type.String(),
    since: moment,
  })

  app.get(
    '/v1/desk/couriers',
    {
      schema: {
        tags,
        summary: 'Couriers, newest first, at most 200',
        response: readAnswer(Type.Object({ couriers: Type.Array(courier) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const found = await listCouriers(door.reads, 200)
      const couriers = found.map(({ personId, carrierId, since }) => {
        return { personId, carrierId, since: iso(since) }
      })
      return reply.send({ couriers })
    },
  )

  app.post(
    '/v1/desk/people/:personId/courier',
    {
      schema: {
        tags,
        summary: 'Make somebody a courier of a carrier, or (null) of none',
        params,
        headers: commandHeaders,
        body: Type.Object(
          {
            carrierId: Type.Union([Type.String({ pattern: '^[a-z0-9-]{1,40}$' }), Type.Null()]),
          },
          { additionalProperties: false },
        ),
        response: readAnswer(Type.Object({ carrierId: maybeText })),
      },
    },
    async (request, reply) => {
      const { personId } = request.params
      const actor = await looks(door, [request, reply], { what: 'person', subject: personId })
      if (!actor || !door.hasKey(request, reply)) return reply
      if (!(await identity.people.openProfile(personId)))
        return sendProblem(reply, refuse('person.not_found'))
      const { carrierId } = request.body
      if (carrierId === null) await removeCourier(door.reads, personId)
      else {
        const since = door.clock.now()
        await saveCourier(door.reads, { personId, carrierId, since, addedBy: actorId(actor) })
      }
      return reply.send({ carrierId })
    },
  )
}

/** 王静怡 → 王**: enough to recognise somebody who is on the telephone. */
function maskName(name: string): string {
  const [first = '', ...rest] = name
  return `${first}${'*'.repeat(Math.min(rest.length, 3))}`
}
