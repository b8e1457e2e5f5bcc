import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLinkSecret, linkHash } from '../identity/ids.ts'
import { type Actor, actorId, hasRole } from '../identity/model.ts'
import type { ShopId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusal.ts'
import type { Opened, Sold } from '../orders/model.ts'
import { readOrder } from '../orders/store.ts'
import { viewerRole } from '../orders/view.ts'
import type { Door } from '../platform/http/door.ts'
import { sendProblem } from '../platform/http/problem.ts'
import type { Holder } from './receipt.ts'

/** An order, and in which part the caller sees its evidence. */
export interface Seen {
  readonly shopId: ShopId
  readonly order: Opened
  readonly sold: Sold
  readonly holder: Exclude<Holder, 'public'>
  readonly actor: Actor
}

/**
 * 谁可以看. May the caller see the evidence of this order? Its two sides, and an operator at the
 * desk. Null when an answer has been sent: staff without a part in it hear 403, strangers 404.
 */
export async function seeOrder(
  door: Door,
  request: FastifyRequest<{ Params: { orderId: string } }>,
  reply: FastifyReply,
): Promise<Seen | null> {
  const actor = await door.actor(request, reply)
  if (!actor) return null
  const { orderId } = request.params
  const shopId = door.shopOf(orderId, 'ord')
  const found = shopId === null ? null : await readOrder(door.reads, shopId, orderId)
  if (shopId === null || !found) {
    sendProblem(reply, refuse('order.not_found'))
    return null
  }
  const party = viewerRole(found.order, {
    personId: actor.kind === 'person' ? actor.personId : null,
    actor: actorId(actor),
    linkHash: grantOf(request),
  })
  const holder = party ?? (hasRole(actor, 'operator') ? 'desk' : null)
  if (holder) return { shopId, order: found.order, sold: found.sold, holder, actor }
  const staff = actor.kind === 'person' && actor.roles.length > 0
  sendProblem(reply, refuse(staff ? 'actor.not_allowed' : 'order.not_found'))
  return null
}

/** What the secret of the order's link proves, if the caller has it. */
export function grantOf(request: FastifyRequest): string | null {
  const secret = request.headers['baozheng-order-secret']
  return typeof secret === 'string' && isLinkSecret(secret)
    ? linkHash(secret).toString('hex')
    : null
}
