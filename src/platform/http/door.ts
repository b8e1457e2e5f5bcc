import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Actor, actorId, hasRole } from '../../identity/model.ts'
import { hmac } from '../../kernel/hash.ts'
import { type Kind, type PublicId, publicId, type ShopId, shopOf } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readClaims } from '../claims.ts'
import type { Clock } from '../clock.ts'
import type { Body } from '../command.ts'
import type { Tx } from '../db/pool.ts'
import type { Metrics } from '../metrics.ts'
import type { Lanes } from '../run.ts'
import { problemType, sendProblem } from './problem.ts'

export interface DoorParts {
  readonly lanes: Lanes
  readonly reads: Tx
  readonly clock: Clock
  readonly metrics: Metrics
  readonly idKey: Buffer
  actorOf(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null>
}

export interface Wish {
  readonly shopId: ShopId
  readonly domain: string
  readonly target: string
  readonly body: Body
  readonly created?: boolean
}

const shopsKept = 20_000
const keyForm = /^[A-Za-z0-9_-]{8,100}$/

/**
 * 门. From a request to a command and from its answer back: what every route of the house shares.
 */
export class Door {
  readonly reads: Tx
  readonly clock: Clock
  private readonly parts: DoorParts
  private readonly cipherKey: Buffer
  private readonly shops = new Map<string, ShopId>()

  constructor(parts: DoorParts) {
    this.parts = parts
    this.reads = parts.reads
    this.clock = parts.clock
    this.cipherKey = hmac(parts.idKey, 'public ids').subarray(0, 16)
  }

  /** Who asks? A newcomer becomes a guest. Null when an answer has been sent instead. */
  async actor(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
    const actor = await this.parts.actorOf(request, reply)
    if (!actor) sendProblem(reply, refuse('actor.unknown'))
    return actor
  }

  /** The signed-in person, with one of these roles if any are named. Null: answered already. */
  async person(
    request: FastifyRequest,
    reply: FastifyReply,
    ...roles: Parameters<typeof hasRole>[1][]
  ): Promise<Extract<Actor, { kind: 'person' }> | null> {
    const actor = await this.parts.actorOf(request, reply)
    if (actor?.kind !== 'person') {
      sendProblem(reply, refuse('actor.unknown'))
      return null
    }
    if (roles.length > 0 && !hasRole(actor, ...roles)) {
      sendProblem(reply, refuse('actor.not_allowed'))
      return null
    }
    return actor
  }

  /** Whose is this id? Null when it cannot be one of ours. */
  shopOf(id: string, kind: Kind): ShopId | null {
    const known = this.shops.get(id)
    if (known !== undefined && id.startsWith(kind)) return known
    const found = shopOf(id, kind, this.cipherKey)
    if (found === null) return null
    // The newest few thousand ids are asked for again and again while their trade goes on.
    if (this.shops.size >= shopsKept) this.shops.clear()
    this.shops.set(id, found)
    return found
  }

  /** A new thing's id: the same whenever the same actor repeats the same request. */
  newId(kind: Kind, shopId: ShopId, maker: { actor: Actor; request: FastifyRequest }): PublicId {
    return this.idNamed(kind, shopId, `${actorId(maker.actor)} ${keyOf(maker.request) ?? ''}`)
  }

  /** The id of the thing that somebody knows by this name. */
  idNamed(kind: Kind, shopId: ShopId, name: string): PublicId {
    return publicId(kind, shopId, hmac(this.parts.idKey, `${kind} ${name}`), this.cipherKey)
  }

  /** A new shop's number, by the same rule. */
  newShopId(maker: { actor: Actor; request: FastifyRequest }): ShopId {
    const name = `shop ${actorId(maker.actor)} ${keyOf(maker.request) ?? ''}`
    return 1 + (hmac(this.parts.idKey, name).readUIntBE(0, 6) % (2 ** 44 - 1))
  }

  /** Is there a usable Idempotency-Key? Every command needs one. */
  hasKey(request: FastifyRequest, reply: FastifyReply): boolean {
    if (keyOf(request) !== null) return true
    sendProblem(reply, refuse('request.idempotency_key_missing'))
    return false
  }

  /** Was this caller's command answered before? A repeat has nothing to prove again. */
  async isRepeat(
    request: FastifyRequest,
    { shopId, actor }: { shopId: ShopId; actor: Actor },
  ): Promise<boolean> {
    const id = keyOf(request)
    if (id === null) return false
    return (await readClaims(this.reads, [{ id, shopId, actor: actorId(actor) }])).size > 0
  }

  /** Has a command decided, and answers with what came of it. */
  async command(
    request: FastifyRequest,
    reply: FastifyReply,
    wish: Wish & { actor: Actor; grant?: string | null },
  ): Promise<FastifyReply> {
    const id = keyOf(request)
    if (id === null) return sendProblem(reply, refuse('request.idempotency_key_missing'))
    const { shopId, domain, target, body, grant } = wish
    const { answer, replayed } = await this.parts.lanes.submit({
      id,
      shopId,
      actor: actorId(wish.actor),
      domain,
      target,
      body,
      arrivedAt: this.clock.now(),
      seed: randomBytes(32),
      ...(grant ? { grant } : {}),
    })
    if (replayed) reply.header('idempotency-replayed', 'true')
    this.parts.metrics.answered(answer.ok ? 'ok' : answer.refused)
    if (!answer.ok) return sendProblem(reply, answer)
    return reply.code(wish.created ? 201 : 200).send({ ...answer.result, entry: answer.entry })
  }
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && keyForm.test(key) ? key : null
}

/** The header that every command carries. */
export const commandHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description: '8 to 100 letters, digits, - or _; the same for every repeat',
      examples: ['ship-20261122-0001'],
    }),
  ),
})

export const problemSchema = Type.Object(
  {
    type: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'stable: the first reason that held' }),
    title: Type.String(),
    text: Type.Object({ zh: Type.String(), en: Type.String() }),
    cite: Type.Optional(Type.String()),
  },
  { $id: 'Problem', description: `RFC 9457, ${problemType}` },
)

const entrySchema = Type.Object({ stream: Type.String(), seq: Type.Integer() })

/** What a command answers: how the thing stands, and its entry in the journal. */
export function commandAnswer(
  fields: Record<string, ReturnType<typeof Type.String>>,
  code: 200 | 201 = 200,
) {
  return {
    [code]: Type.Object({ ...fields, entry: entrySchema }),
    '4xx': problemSchema,
    '5xx': problemSchema,
  }
}

export function readAnswer<Schema>(schema: Schema) {
  return { 200: schema, '4xx': problemSchema, '5xx': problemSchema }
}
