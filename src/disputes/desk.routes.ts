import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { hasRole } from '../identity/model.ts'
import { refuse } from '../kernel/refusal.ts'
import type { Body } from '../platform/command.ts'
import { commandAnswer, commandHeaders, type Door, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import { headGrant, mediatorGrant } from './facts.ts'
import { type Command, stages } from './model.ts'
import { loadCase } from './reading.ts'
import { casesByClock, casesOwed } from './store.ts'
import { caseLine, owedLine } from './view.ts'
import { bodies, caseLineSchema, caseSchema, owedSchema } from './wire.ts'

const tags = ['disputes']
const params = Type.Object({ orderId: Type.String({ maxLength: 40 }) })

/** 调解台: the cases by clock, and what a mediator does in one of them. */
export async function caseDeskRoutes(
  fastify: FastifyInstance,
  room: { door: Door },
): Promise<void> {
  deskReads(fastify, room)
  for (const step of deskSteps) deskStep(fastify, room, step)
}

function deskReads(fastify: FastifyInstance, { door }: { door: Door }): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/desk/complaints',
    {
      schema: {
        tags,
        summary: 'Mediators: the open cases, the next clock first',
        response: readAnswer(Type.Object({ cases: Type.Array(caseLineSchema) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'mediator', 'operator'))) return reply
      const statuses = stages.filter((stage) => stage !== 'closed')
      const cases = await casesByClock(door.reads, { statuses, limit: 200 })
      return reply.send({ cases: cases.map(caseLine) })
    },
  )
  app.get(
    '/v1/desk/owed',
    {
      schema: {
        tags,
        summary: 'Cases after which the seller owes more than was still held, the newest first',
        response: readAnswer(Type.Object({ owed: Type.Array(owedSchema) })),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'mediator', 'operator'))) return reply
      return reply.send({ owed: (await casesOwed(door.reads, 200)).map(owedLine) })
    },
  )
  app.get(
    '/v1/desk/complaints/:orderId',
    {
      schema: {
        tags,
        summary: 'Mediators: one case, with both stories, burdens, offers and drafts',
        params,
        response: readAnswer(caseSchema),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'mediator', 'operator'))) return reply
      const { orderId } = request.params
      const shopId = door.shopOf(orderId, 'ord')
      const seen =
        shopId === null ? null : await loadCase({ door }, { shopId, orderId }, () => 'mediator')
      return seen ? reply.send(seen) : sendProblem(reply, refuse('complaint.not_found'))
    },
  )
}

type Told = Readonly<Record<string, unknown>>

interface DeskStep {
  readonly path: string
  readonly summary: string
  readonly body: ReturnType<typeof Type.Object>
  readonly command: (told: Told) => Command
}

const fen = (told: unknown) => BigInt(Number(told ?? 0))

const deskSteps: readonly DeskStep[] = [
  {
    path: 'take',
    summary: 'Take the case: no party to it, and nobody who was recused or has decided it',
    body: bodies.nothing,
    command: () => ({ type: 'take' }),
  },
  {
    path: 'messages',
    summary: 'A word to both sides',
    body: bodies.words,
    command: ({ text }) => ({ type: 'say', text: String(text) }),
  },
  {
    path: 'propose',
    summary: 'Propose a settlement; with both signatures the money moves',
    body: bodies.propose,
    command: ({ refundFen, faults, goodsBack, pieces = [], text }) => ({
      ...{ type: 'propose', refundFen: fen(refundFen), faults: faults as never },
      ...{ goodsBack: goodsBack === true, pieces: pieces as never },
      text: String(text),
    }),
  },
  {
    path: 'rule',
    summary:
      'Decide: a first ruling is open to one appeal, above the limit a second person confirms',
    body: bodies.rule,
    command: ({ refundFen, damagesFen, faults, goodsBack, pieces = [], reasons }) => ({
      ...{ type: 'rule', refundFen: fen(refundFen), damagesFen: fen(damagesFen) },
      ...{ faults: faults as never, goodsBack: goodsBack === true, reasons: String(reasons) },
      pieces: pieces as never,
    }),
  },
  {
    path: 'confirm-ruling',
    summary: 'Confirm somebody else’s draft',
    body: bodies.nothing,
    command: () => ({ type: 'confirm_ruling' }),
  },
  {
    path: 'objection',
    summary: 'Decide on an objection to somebody else',
    body: bodies.objection,
    command: ({ granted }) => ({ type: 'decide_objection', granted: granted === true }),
  },
  {
    path: 'notice',
    summary: 'Record whether the notice reached the seller; if not, nothing is inferred',
    body: bodies.notice,
    command: ({ delivered }) => {
      return { type: 'notice', delivered: delivered === true, complaintId: null }
    },
  },
]

function deskStep(fastify: FastifyInstance, { door }: { door: Door }, step: DeskStep): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  app.post(
    `/v1/desk/complaints/:orderId/${step.path}`,
    {
      schema: {
        ...{ tags, summary: step.summary, headers: commandHeaders, params, body: step.body },
        response: commandAnswer({ complaint: Type.Optional(Type.String()) as never }),
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'mediator', 'operator')
      if (!actor) return reply
      const { orderId } = request.params
      const shopId = door.shopOf(orderId, 'ord')
      if (shopId === null) return sendProblem(reply, refuse('complaint.not_found'))
      const body = step.command((request.body ?? {}) as Told) as Body
      const wish = { shopId, domain: 'complaints', target: orderId, body, actor }
      const grant = hasRole(actor, 'mediator') ? mediatorGrant : headGrant
      return door.command(request, reply, { ...wish, grant })
    },
  )
}
