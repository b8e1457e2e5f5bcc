import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { isParked, skipParked } from '../evidence/readers.store.ts'
import type { Identity } from '../identity/identity.ts'
import { actorId, isRole, roles } from '../identity/model.ts'
import { refuse } from '../kernel/refusal.ts'
import { day, type Instant, iso } from '../kernel/time.ts'
import { commandHeaders, type Door, problemSchema, readAnswer } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import {
  listApprovals,
  listMembers,
  readApproval,
  saveOutcome,
  saveProposal,
} from './approvals.store.ts'
import { concerned, isUnheard, mayDecide, mayPropose, openFor, openMax } from './four-eyes.ts'
import { uuidNamed } from './ids.ts'
import type { Approval, Proposal } from './model.ts'

const moment = Type.String({ format: 'date-time' })
const maybe = (one: ReturnType<typeof Type.String>) => Type.Union([one, Type.Null()])
const role = Type.Unsafe<(typeof roles)[number]>(Type.String({ enum: [...roles] }))
const kind = Type.Unsafe<Proposal['kind']>(
  Type.String({ enum: ['role.grant', 'role.revoke', 'account.stolen', 'log.skip'] }),
)
const approvalSchema = Type.Object(
  {
    id: Type.String(),
    kind,
    personId: maybe(Type.String()),
    role: maybe(Type.String()),
    since: maybe(moment),
    reader: maybe(Type.String()),
    index: Type.Union([Type.Integer(), Type.Null()]),
    reason: Type.String(),
    proposedBy: Type.String(),
    proposedAt: moment,
    expiresAt: moment,
    outcome: Type.Union([
      Type.Unsafe<'approved' | 'declined'>(Type.String({ enum: ['approved', 'declined'] })),
      Type.Null(),
    ]),
    decidedBy: maybe(Type.String()),
    decidedAt: maybe(moment),
  },
  { $id: 'Approval' },
)
const proposalSchema = Type.Object(
  {
    kind,
    personId: Type.Optional(Type.String({ format: 'uuid', description: 'all but log.skip' })),
    role: Type.Optional(role),
    since: Type.Optional(
      Type.String({
        format: 'date-time',
        maxLength: 40,
        description: 'account.stolen: since when',
      }),
    ),
    reader: Type.Optional(
      Type.String({ pattern: '^[a-z-]{1,40}$', description: 'log.skip: who could not digest it' }),
    ),
    index: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        description: 'log.skip: which entry of the log is left as it is, for good',
      }),
    ),
    reason: Type.String({ minLength: 2, maxLength: 300 }),
  },
  { additionalProperties: false },
)
const member = Type.Object({
  personId: Type.String(),
  role: Type.String(),
  since: moment,
  by: Type.String(),
})

interface Room {
  readonly door: Door
  readonly identity: Identity
  /** What follows when two at the desk say that an account was stolen. */
  readonly declareStolen: (theft: { personId: string; since: Instant }) => Promise<void>
}

/** Which part is it about? Null where it is about none. */
function roleOf(what: Proposal): string | null {
  return 'role' in what ? what.role : null
}

/** A proposal with all that its kind needs; null where something is missing or cannot be. */
function proposalOf(
  { kind: wanted, personId, role: part, since, reader, index }: Static<typeof proposalSchema>,
  at: Instant,
): Proposal | null {
  if (wanted === 'log.skip') {
    const other = personId !== undefined || part !== undefined || since !== undefined
    if (other || reader === undefined || index === undefined) return null
    return { kind: wanted, reader, index }
  }
  if (personId === undefined || reader !== undefined || index !== undefined) return null
  if (wanted !== 'account.stolen')
    return part === undefined || since !== undefined ? null : { kind: wanted, personId, role: part }
  const moment = Date.parse(since ?? '')
  const known = moment <= at && moment >= at - stolenSinceMaxMs
  return part === undefined && known ? { kind: wanted, personId, since: moment } : null
}

/** As far back as somebody who declares it for themselves may go. */
const stolenSinceMaxMs = 180 * day

/** Is it so already, or is there nothing to be done about it? */
async function isNeedless({ door, identity }: Room, what: Proposal): Promise<boolean> {
  if (what.kind === 'account.stolen') return false
  if (what.kind === 'log.skip') return !(await isParked(door.reads, what))
  const has = (await identity.rolesOf(what.personId)).some((one) => one === what.role)
  return has === (what.kind === 'role.grant')
}

/** 四眼原则: who plays which part, what is proposed, and what a second person says. */
export async function approvalRoutes(fastify: FastifyInstance, room: Room): Promise<void> {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door, identity } = room
  const tags = ['desk']

  app.get(
    '/v1/desk/roles',
    {
      schema: {
        tags,
        summary: 'Who plays which part, and the latest proposals',
        response: readAnswer(
          Type.Object({ members: Type.Array(member), approvals: Type.Array(approvalSchema) }),
        ),
      },
    },
    async (request, reply) => {
      if (!(await door.person(request, reply, 'operator'))) return reply
      const at = door.clock.now()
      const [members, approvals] = await Promise.all([
        listMembers(door.reads, 500),
        listApprovals(door.reads, { open: false, at, limit: 100 }),
      ])
      return reply.send({
        members: members.map((one) => ({ ...one, since: iso(one.since) })),
        approvals: approvals.map(view),
      })
    },
  )

  app.post(
    '/v1/desk/approvals',
    {
      schema: {
        tags,
        summary:
          'Propose that somebody plays a part or no longer, was robbed of the account, or that a parked entry is left; a colleague must approve',
        headers: commandHeaders,
        body: proposalSchema,
        response: { 201: approvalSchema, '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const actor = await door.person(request, reply, 'operator')
      if (!actor || !door.hasKey(request, reply)) return reply
      const { reason } = request.body
      const at = door.clock.now()
      const what = proposalOf(request.body, at)
      if (what === null) return sendProblem(reply, refuse('approval.incomplete'))
      const personId = concerned(what)
      if (personId !== null && !(await identity.people.openProfile(personId)))
        return sendProblem(reply, refuse('person.not_found'))
      const id = uuidNamed(`approval ${actorId(actor)} ${request.headers['idempotency-key']}`)
      const known = await readApproval(door.reads, id)
      if (known) return reply.code(201).send(view(known))
      const open = (await listApprovals(door.reads, { open: true, at, limit: openMax })).length
      const no = mayPropose({ needless: await isNeedless(room, what), open })
      if (no) return sendProblem(reply, no)
      const { personId: proposedBy } = actor
      const decided = { outcome: null, decidedBy: null, decidedAt: null }
      const fresh: Approval = {
        ...{ id, what, reason, proposedBy, proposedAt: at, expiresAt: at + openFor },
        ...decided,
      }
      await saveProposal(door.reads, fresh)
      return reply.code(201).send(view(fresh))
    },
  )
  decisionRoutes(fastify, room)
}

/** A second person's word; only the first one counts. */
function decisionRoutes(fastify: FastifyInstance, room: Room): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
  const { door } = room
  const ways = [
    ['approve', 'approved', 'Approve a colleague’s proposal: it takes effect at once'],
    ['decline', 'declined', 'Decline a proposal, or take back your own'],
  ] as const
  for (const [path, outcome, summary] of ways)
    app.post(
      `/v1/desk/approvals/:id/${path}`,
      {
        schema: {
          tags: ['desk'],
          summary,
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          headers: commandHeaders,
          response: readAnswer(approvalSchema),
        },
      },
      async (request, reply) => {
        const actor = await door.person(request, reply, 'operator')
        if (!actor || !door.hasKey(request, reply)) return reply
        const { id } = request.params as { id: string }
        const at = door.clock.now()
        const found = await readApproval(door.reads, id)
        const said = { personId: actor.personId, outcome, at } as const
        const again = isUnheard(found, said)
        const no = again ? null : mayDecide(found, said)
        if (no || !found) return sendProblem(reply, no ?? refuse('approval.not_found'))
        const by = actor.personId
        const first = again || (await saveOutcome(door.reads, id, { outcome, by, at }))
        if (!first) return sendProblem(reply, refuse('approval.decided'))
        if (outcome === 'approved') await takeEffect(room, found, actor.personId)
        const after = await readApproval(door.reads, id)
        return reply.send(view(after ?? found))
      },
    )
}

async function takeEffect(
  { door, identity, declareStolen }: Room,
  { id, what, reason }: Approval,
  by: string,
): Promise<void> {
  if (what.kind === 'log.skip') {
    await skipParked(door.reads, what, { by, why: reason, at: door.clock.now() })
    return
  }
  const { personId } = what
  if (what.kind === 'account.stolen') return declareStolen({ personId, since: what.since })
  const { role: part } = what
  if (!isRole(part)) return
  if (what.kind === 'role.grant') await identity.grantRole(personId, part, `approval:${id}`)
  else await identity.revokeRole(personId, part, `approval:${id}`)
}

function view(one: Approval) {
  const { what, proposedAt, expiresAt, decidedAt, ...rest } = one
  return {
    ...rest,
    kind: what.kind,
    personId: concerned(what),
    role: roleOf(what),
    reader: what.kind === 'log.skip' ? what.reader : null,
    index: what.kind === 'log.skip' ? what.index : null,
    since: what.kind === 'account.stolen' ? iso(what.since) : null,
    proposedAt: iso(proposedAt),
    expiresAt: iso(expiresAt),
    decidedAt: decidedAt === null ? null : iso(decidedAt),
  }
}
