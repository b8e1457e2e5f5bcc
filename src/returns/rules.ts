import { unreachable } from '../kernel/assert.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { agree, caseOver } from './agreeing.ts'
import { stageEnds } from './clocks.ts'
import { atTime } from './clockwork.ts'
import {
  address,
  arrived,
  contest,
  escalate,
  handedOver,
  object,
  refund,
  send,
  sign,
  withdraw,
} from './handling.ts'
import { choose, complete, mend, mendInPerson, promise, receive } from './mending.ts'
import type { Command, Event, Facts, Refusal, Return, Returns } from './model.ts'
import { isOpen, listOf, returnNo } from './pieces.ts'
import { request } from './requesting.ts'
import { decideReview } from './reviewing.ts'

/**
 * 退换. What may each side do with a return, and what follows? Pure: the order, what was sold and the
 * buyer's habits arrive in `facts`. The table of who is silent stands in README.md.
 */
export const initial: Returns = { status: 'none' }

type Answer = Decision<Event, Refusal>

export function decide(returns: Returns, command: Command, facts: Facts): Answer {
  if (facts.order === null) return hidden()
  switch (command.type) {
    case 'time':
      return facts.role === 'house' ? atTime(returns, command.kind, facts) : hidden()
    case 'word':
    case 'arrive':
    case 'go_astray':
      return facts.role === 'house' ? carrierSays(returns, command, facts) : hidden()
    case 'lock_ended':
      return facts.role === 'house' ? lockEnded(returns, command.no, facts) : hidden()
    case 'hand_over':
      return facts.role === 'house' ? handOver(returns, facts) : hidden()
    case 'agree':
      return facts.role === 'house' ? agree(returns, command, facts) : hidden()
    case 'case_over':
      return facts.role === 'house' ? caseOver(returns, command, facts) : hidden()
    case 'request':
      return facts.role === 'stranger' ? hidden() : request(returns, command, facts)
    case 'decide': {
      const one = returnNo(returns, command.no)
      return one ? decideReview(one, command, facts) : hidden()
    }
    default:
      return ofParty(returns, command, facts)
  }
}

type PartyCommand = Exclude<
  Command,
  {
    type:
      | 'time'
      | 'word'
      | 'arrive'
      | 'go_astray'
      | 'lock_ended'
      | 'hand_over'
      | 'agree'
      | 'case_over'
      | 'request'
      | 'decide'
  }
>

/** Which steps are the buyer's? The others are the seller's. */
const buyersSteps: readonly PartyCommand['type'][] = [
  'withdraw',
  'send',
  'choose',
  'receive',
  'contest',
]

function ofParty(returns: Returns, command: PartyCommand, facts: Facts): Answer {
  const one = returnNo(returns, command.no)
  // Another's return is answered as if it were not there.
  if (facts.role === 'stranger' || !one) return hidden()
  const mine = buyersSteps.includes(command.type) ? 'buyer' : 'seller'
  if (facts.role !== mine) return refuse('return.not_yours_to_do')
  switch (command.type) {
    case 'withdraw':
      return withdraw(one, facts)
    case 'send':
      return send(one, command, facts)
    case 'choose':
      return choose(one, command, facts)
    case 'receive':
      return receive(returns, one, facts)
    case 'address':
      return address(one, command, facts)
    case 'sign':
      return sign(one, facts)
    case 'refund':
      return refund(one, facts)
    case 'object':
      return object(one, command, facts)
    case 'promise':
      return promise(one, command, facts)
    case 'mend':
      return mend(one, command, facts)
    case 'mend_in_person':
      return mendInPerson(one, facts)
    case 'contest':
      return contest(one, facts)
    default:
      return unreachable(command)
  }
}

/** What the carrier reports of a parcel that goes back, or of one that comes again. */
function carrierSays(
  returns: Returns,
  command: Extract<Command, { type: 'word' | 'arrive' | 'go_astray' }>,
  facts: Facts,
): Answer {
  const { parcelId } = command
  const one = listOf(returns).find(
    ({ journey, outbound }) => journey?.parcelId === parcelId || outbound?.parcelId === parcelId,
  )
  // The carrier reports on after all was decided; nothing follows from it.
  if (!one || !underWay(one, parcelId)) return []
  switch (command.type) {
    case 'word':
      return [
        { type: 'return.moving', no: one.no, at: facts.at, dueAt: stageEnds('sent', facts.at) },
      ]
    case 'arrive': {
      const at = Math.min(command.at, facts.at)
      return one.stage === 'sent'
        ? arrived(one, { by: 'carrier', at })
        : complete(returns, one, { facts, by: 'clock', at })
    }
    case 'go_astray':
      return escalate(one, command.lost ? 'astray' : 'came_back', facts)
  }
}

function underWay({ stage, journey, outbound }: Return, parcelId: string): boolean {
  if (stage === 'sent') return journey?.parcelId === parcelId
  return stage === 'outbound' && outbound?.parcelId === parcelId
}

/** The order has settled its money in another way, so that nothing is left to return for. */
function lockEnded(returns: Returns, no: number, { at }: Facts): Answer {
  const one = returnNo(returns, no)
  return one && isOpen(one) && one.lockFen > 0n
    ? [{ type: 'return.settled', no, lockId: null, at }]
    : []
}

/** What waits for a person because the seller objected goes on in the case, once. */
function handOver(returns: Returns, { at }: Facts): Answer {
  return listOf(returns)
    .filter(({ stage, objection }) => stage === 'reviewing' && objection !== null)
    .map((one) => handedOver(one, at))
}

function hidden(): Answer {
  return refuse('return.not_found')
}
