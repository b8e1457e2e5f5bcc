import { sumFen } from '../kernel/money.ts'
import { day, shanghaiDay } from '../kernel/time.ts'
import { shopRow, shops } from '../network/store.ts'
import { roleIn } from '../orders/facts.ts'
import { backFen, type Opened } from '../orders/model.ts'
import { redressable } from '../orders/refunding.ts'
import { orders, sold } from '../orders/store.ts'
import { live } from '../orders/sums.ts'
import { type Order as Asked, type Domain, noticesActor, personOf } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import { machine } from '../platform/machine.ts'
import type { World } from '../platform/world.ts'
import type { Returns } from '../returns/model.ts'
import { listOf, piecesAtBuyer, piecesOf } from '../returns/pieces.ts'
import { returnsTable } from '../returns/store.ts'
import { evolve } from './evolve.ts'
import type { Command, Complaint, Event, Facts } from './model.ts'
import { decide, initial } from './rules.ts'
import { openBid } from './sealing.ts'
import { complaints } from './store.ts'
import type { DisputeTerms } from './terms.ts'

/** What the door vouches for, once it has seen the role: no caller can send it. */
export const mediatorGrant = 'role:mediator'
/** 调解台负责人: of the desk, but not of the roster. */
export const headGrant = 'role:operator'

/** Complaints as the runner sees them: one case at a time an order, in the order's stream. */
export function disputeDomain(site: { terms: DisputeTerms; bidKey: Uint8Array }): Domain {
  return machine<Complaint, Command, Event, Facts>({
    name: 'complaints',
    rules: { initial, decide, evolve },
    table: complaints,
    facts(world, asked, complaint) {
      const order = world.read(orders, asked.shopId, asked.target)
      if (order.status === 'none') return { ...unknown, at: asked.at, terms: site.terms }
      const shop = world.read(shops, asked.shopId, shopRow)
      return {
        ...factsOf(order, world.read(returnsTable, asked.shopId, asked.target)),
        at: asked.at,
        role: roleOf(world, asked, order),
        personId: personOf(asked.actor),
        ordererId: personOf(order.openedBy),
        head: asked.grant === headGrant,
        goodsText: goodsOf(world, asked),
        ...goodsFacts(world, asked, { order, complaint }),
        standing: shop.status === 'none' ? 'unverified' : shop.standing,
        bids: bidsOf(site.bidKey, complaint, asked),
        terms: site.terms,
      }
    },
    preload(world, shopId, target) {
      world.want(orders, shopId, target)
      world.want(sold, shopId, target)
      world.want(shops, shopId, shopRow)
      world.want(returnsTable, shopId, target)
      world.want(streams, shopId, `order:${target}`)
    },
    stream: (target) => `order:${target}`,
    answer: (complaint) => (complaint.status === 'none' ? {} : { complaint: complaint.status }),
  })
}

const unknown: Omit<Facts, 'at' | 'terms'> = {
  ...{ orderId: '', role: 'stranger', personId: null, head: false, buyerId: '', sellerId: '' },
  ordererId: null,
  ...{ goodsText: '', returnable: [], mendable: [], goods: null },
  ...{ freeFen: 0n, paidFen: 0n, backFen: 0n, holdEndsAt: null, receivedOn: null },
  ...{ standing: 'unverified', unsentLate: false, bids: { buyer: null, seller: null } },
}

/** What a case needs to know of its order. What a return left owed counts as gone back. */
export function factsOf(
  order: Opened,
  returns: Returns,
): Pick<
  Facts,
  | 'orderId'
  | 'buyerId'
  | 'sellerId'
  | 'freeFen'
  | 'paidFen'
  | 'backFen'
  | 'holdEndsAt'
  | 'receivedOn'
  | 'unsentLate'
> {
  const { orderId, buyerId, sellerId, paidFen, holdExpiresAt, terms } = order
  const freeFen = redressable(order)
  const items = live(order)
  const late = items.length > 0 && items.every(({ status }) => status === 'overdue')
  const delivered = items.flatMap(({ deliveredAt }) => (deliveredAt === null ? [] : [deliveredAt]))
  const ends = holdExpiresAt === null ? null : holdExpiresAt - terms.holdMarginDays * day
  return {
    ...{ orderId, buyerId, sellerId, paidFen, freeFen, unsentLate: late },
    backFen: backFen(order) + sumFen(listOf(returns).map(({ owedFen }) => owedFen)),
    holdEndsAt: freeFen > 0n ? ends : null,
    receivedOn: delivered.length > 0 ? shanghaiDay(Math.max(...delivered)) : null,
  }
}

/** The things of this order, for the pages of its case. */
export function thingsOf(order: Opened, returns: Returns) {
  const here = piecesAtBuyer(returns, order.items)
  return order.items.map(({ id: itemId, title, quantity, amountFen }) => {
    const left = here.find((one) => one.itemId === itemId)?.quantity ?? 0
    return { itemId, title, quantity, amountFen: Number(amountFen), here: left }
  })
}

/** Where the goods are, as far as a settlement about them needs to know. */
function goodsFacts(
  world: World,
  { shopId, target }: Asked,
  { order, complaint }: { order: Opened; complaint: Complaint },
): Pick<Facts, 'returnable' | 'mendable' | 'goods'> {
  const returns = world.read(returnsTable, shopId, target)
  const id = complaint.status === 'none' ? null : complaint.complaintId
  return {
    returnable: piecesAtBuyer(returns, order.items),
    mendable: piecesOf(returns, order.items),
    goods: listOf(returns).findLast(({ forCase }) => forCase?.complaintId === id)?.stage ?? null,
  }
}

/** Mediators come with the door's word for it; everybody else is what the order says. */
function roleOf(world: World, asked: Asked, order: Opened): Facts['role'] {
  if (asked.actor === noticesActor) return 'house'
  const ofDesk = asked.grant === mediatorGrant || asked.grant === headGrant
  return ofDesk ? 'mediator' : roleIn(world, asked, order)
}

function goodsOf(world: World, { body, shopId, target }: Asked): string {
  if (body.type !== 'open' && body.type !== 'carry') return ''
  const frozen = world.read(sold, shopId, target)
  return (frozen?.items ?? []).map(({ title, text }) => `${title} ${text}`).join('\n')
}

/** Both bids, the one that is being made among them: opened for this decision, kept nowhere. */
function bidsOf(
  key: Uint8Array,
  complaint: Complaint,
  { body, target, actor }: Asked & { body: Command },
): Facts['bids'] {
  const none = { buyer: null, seller: null }
  if (body.type !== 'bid' || complaint.status === 'none') return none
  const mine = personOf(actor) === complaint.sellerId ? 'seller' : 'buyer'
  const sealed = { ...complaint.bids, [mine]: body.sealed }
  const opened = (text: string | null) => (text === null ? null : openBid(key, target, text))
  return { buyer: opened(sealed.buyer), seller: opened(sealed.seller) }
}
