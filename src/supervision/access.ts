import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../identity/model.ts'
import type { Door } from '../platform/http/door.ts'
import { saveRead } from './desk.store.ts'
import type { lookWords } from './desk-words.ts'

type Operator = Extract<Actor, { kind: 'person' }>

/**
 * Who at the desk looks at this? Only an operator may, and each look is kept: who, when, at what.
 * Kept before anything is shown. Null: answered already.
 */
export async function looks(
  door: Door,
  [request, reply]: readonly [FastifyRequest, FastifyReply],
  at: { what: keyof typeof lookWords & string; subject?: string },
): Promise<Operator | null> {
  const actor = await door.person(request, reply, 'operator')
  if (!actor) return null
  await saveRead(door.reads, {
    id: randomUUID(),
    at: door.clock.now(),
    personId: actor.personId,
    what: at.what,
    subject: at.subject ?? '',
  })
  reply.header('cache-control', 'no-store')
  return actor
}
