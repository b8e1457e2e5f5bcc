import type { Event, Journey, Return, Returns } from './model.ts'
import { isOpen, listOf } from './pieces.ts'

/** Total and trusting: applies what happened; whether it may happen is decide's question. */
export function evolve(returns: Returns, event: Event): Returns {
  const list =
    event.type === 'return.requested'
      ? [...listOf(returns), event.asked]
      : listOf(returns).map((one) =>
          one.no === event.no ? { ...one, ...change(one, event) } : one,
        )
  return { status: list.some(isOpen) ? 'open' : 'ended', list, touched: event.no }
}

type Later = Exclude<Event, { type: 'return.requested' }>

function change(one: Return, event: Later): Partial<Return> {
  switch (event.type) {
    case 'return.accepted':
      return { stage: event.stage, dueAt: event.dueAt, review: null }
    case 'return.addressed':
      return { stage: 'addressed', contactId: event.contactId, dueAt: event.dueAt }
    case 'return.fetching':
      return { contactId: event.contactId }
    case 'return.sent':
      return sent(event)
    case 'return.moving':
      return moving(one, event.dueAt)
    case 'return.arrived':
      return { stage: 'back', backAt: event.at, dueAt: event.dueAt }
    case 'return.penalty_marked':
      return { penaltyAt: event.at }
    case 'return.promised':
      return { dueAt: event.dueAt }
    case 'return.mend_late':
      return { stage: 'late', dueAt: event.dueAt, delays: one.delays + 1 }
    case 'return.chosen':
      return { stage: 'back', remedy: event.remedy, dueAt: event.dueAt }
    case 'return.mended':
      return { stage: 'outbound', outbound: journeyOf(event), dueAt: event.dueAt }
    case 'return.to_give_back': {
      const { reason, cite, dueAt, lockFen } = event
      const over = { review: null, ended: null, forCase: null }
      return { stage: 'giving_back', denied: { reason, cite }, dueAt, lockFen, ...over }
    }
    case 'return.mended_in_person':
      return { stage: 'outbound', outbound: null, dueAt: event.dueAt }
    case 'return.objected':
    case 'return.escalated':
      return looked(one, event)
    default:
      return ended(one, event)
  }
}

function sent(event: Extract<Later, { type: 'return.sent' }>): Partial<Return> {
  const journey = { ...journeyOf(event), seen: false }
  return { stage: 'sent', journey, dueAt: event.dueAt, review: null }
}

/** A word of the carrier: now it is known that it had the goods. */
function moving({ stage, journey }: Return, dueAt: number): Partial<Return> {
  return stage === 'sent' && journey ? { dueAt, journey: { ...journey, seen: true } } : { dueAt }
}

/** A person has it now, and it is known from where it comes. */
function looked(
  one: Return,
  event: Extract<Later, { type: 'return.objected' | 'return.escalated' }>,
): Partial<Return> {
  const { dueAt } = event
  const before = one.review?.why ?? []
  if (event.type === 'return.escalated') {
    const review = { why: [...before, event.why], from: event.from, habits: null }
    return { stage: 'reviewing', dueAt, review }
  }
  const { kind, text, photos } = event
  const from = one.stage === 'accepted' ? 'accepted' : 'back'
  const review = { why: [...before, 'objection' as const], from, habits: null } as const
  return { stage: 'reviewing', dueAt, review, objection: { kind, text, photos } }
}

type Ends = Extract<
  Later,
  {
    type:
      | 'return.withdrawn'
      | 'return.completed'
      | 'return.refunded'
      | 'return.lapsed'
      | 'return.denied'
      | 'return.settled'
      | 'return.handed_over'
  }
>

function ended(one: Return, event: Ends): Partial<Return> {
  const over = { dueAt: null, lockFen: 0n }
  const { at } = event
  switch (event.type) {
    case 'return.withdrawn':
      return { ...over, stage: 'withdrawn', ended: { at, by: 'buyer', reason: '' } }
    case 'return.lapsed':
      return { ...over, stage: 'lapsed', ended: { at, by: 'clock', reason: '' } }
    case 'return.denied':
      return { ...over, stage: 'denied', ended: { at, by: 'mediator', reason: event.reason } }
    case 'return.settled':
      return { ...over, stage: 'settled', ended: { at, by: 'order', reason: '' } }
    case 'return.handed_over': {
      const { objection } = event.carried
      return {
        ...over,
        stage: 'settled',
        objection,
        ended: { at, by: 'order', reason: 'complaint' },
      }
    }
    case 'return.completed':
      return { ...over, stage: 'completed', ended: { at, by: event.by, reason: '' } }
    case 'return.refunded': {
      const { by, reason, amountFen, owedFen, goodsWait } = event
      return {
        ...over,
        stage: 'refunded',
        refundFen: amountFen,
        owedFen,
        goodsWait,
        delays: one.delays + (sellersDelays.includes(reason) ? 1 : 0),
        freight: goodsWait ? 'seller' : one.freight,
        ended: { at, by, reason },
      }
    }
  }
}

/** Why money went back by the clock, where the seller was to act. */
const sellersDelays: readonly string[] = ['no_address', 'no_refund', 'not_given_back']

function journeyOf({ parcelId, carrierId, trackingNo }: Journey): Journey {
  return { parcelId, carrierId, trackingNo }
}
