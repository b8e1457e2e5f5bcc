import { minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { amountOf } from './amounts.ts'
import { promiseEnds, stageEnds } from './clocks.ts'
import type { Agree, CaseOver, Event, Facts, Piece, Refusal, Return, Returns } from './model.ts'
import { isOpen, listOf, lockIdOf, piecesAtBuyer, piecesOf } from './pieces.ts'
import { returnTerms as terms } from './terms.ts'

/**
 * 依案退换. A case has agreed or decided on a return, an exchange or a repair: it opens here, so
 * that goods travel, clocks run and warranties begin anew as in every other. Nothing is judged
 * again and the money stays the case's. What cannot be sent, a service or goods that never came,
 * is done again.
 */
export function agree(returns: Returns, command: Agree, facts: Facts): Decision<Event, Refusal> {
  const { order, sold, at } = facts
  if (!order) return refuse('return.not_found')
  const { complaintId, remedy, days, refundFen, cite } = command
  const { itemIds, pieces: so = [] } = command
  const named = [...itemIds, ...so.map(({ itemId }) => itemId)]
  const items = order.items.filter(({ id }) => named.length === 0 || named.includes(id))
  const back = atMost(piecesAtBuyer(returns, items), so)
  const pieces =
    back.length > 0 || remedy === 'refund' ? back : atMost(piecesOf(returns, items), so)
  if (pieces.length === 0) return refuse('return.items_unknown')
  const no = listOf(returns).length + 1
  const { worthFen } = sold
    ? amountOf({ order, sold, returns }, 'quality', pieces)
    : { worthFen: 0n }
  const asked: Return = {
    ...{ no, track: 'quality', remedy, pieces, text: '', photos: [], requestedAt: at },
    ...{ refundFen, worthFen, deductedFen: 0n, owedFen: 0n, lockFen: 0n, freight: 'seller' },
    ...{ citations: [cite], termsVersion: terms.version, forCase: { complaintId, days } },
    ...(back.length > 0
      ? { stage: 'accepted', dueAt: stageEnds('accepted', at) }
      : { stage: 'back', dueAt: promiseEnds(at, days) }),
    ...{ escalateAt: null, review: null, contactId: null, journey: null, backAt: null },
    ...{ outbound: null, objection: null, goodsWait: false, delays: 0, denied: null, ended: null },
  }
  const { buyerId } = order
  return [
    { type: 'return.requested', no, at, asked, lockId: lockIdOf(no), buyerId, listingIds: [] },
  ]
}

/** Of each no more than was named, where a number was. */
function atMost(there: readonly Piece[], named: readonly Piece[]): Piece[] {
  return there.map(({ itemId, quantity }) => {
    const wanted = named.find((one) => one.itemId === itemId)?.quantity ?? quantity
    return { itemId, quantity: Math.min(quantity, wanted) }
  })
}

/**
 * 结案. The case is over: whatever was agreed in it and is still open ends with it. Goods that the
 * seller had got back when the case took them over are the buyer's again where he got nothing for
 * them: as much as they are worth stays locked until they are on their way.
 */
export function caseOver(returns: Returns, command: CaseOver, { at, freeFen }: Facts): Event[] {
  const { complaintId, paid } = command
  const open = listOf(returns).filter(
    (one) => isOpen(one) && one.forCase?.complaintId === complaintId,
  )
  const kept = listOf(returns).filter(keptBySeller)
  const ends = paid ? [...open, ...kept] : open
  const settled = ends.map(({ no }): Event => ({ type: 'return.settled', no, lockId: null, at }))
  if (paid) return settled
  const dueAt = promiseEnds(at, terms.giveBackDays)
  const given = kept.map(({ no, refundFen: worthFen }): Event => {
    const lockFen = minFen(worthFen, freeFen)
    const lockId = lockFen > 0n ? lockIdOf(no) : null
    const why = { reason: '', cite: null }
    return { type: 'return.to_give_back', no, lockId, lockFen, ...why, at, dueAt }
  })
  return [...settled, ...given]
}

/** Did a case take this over while the seller had the goods? Swapped ones are not what was sold. */
function keptBySeller({ stage, ended, backAt, objection }: Return): boolean {
  const taken = stage === 'settled' && ended?.reason === 'complaint'
  return taken && backAt !== null && objection?.kind !== 'swapped'
}
