import { unreachable } from '../kernel/assert.ts'
import { minFen } from '../kernel/money.ts'
import { type Decision, refuse } from '../kernel/refusal.ts'
import { carry } from './carrying.ts'
import { atTime } from './clockwork.ts'
import {
  decideObjection,
  escalate,
  notice,
  noticeOfDesk,
  object,
  propose,
  seen,
  take,
} from './mediating.ts'
import type { CaseFile, Command, Complaint, Event, Facts, Outcome, Refusal } from './model.ts'
import { accept, agree, bid, decline, offer } from './offering.ts'
import { open } from './opening.ts'
import { goods, step } from './performing.ts'
import { answer, say, show } from './proving.ts'
import { acceptRuling, appeal, confirmRuling, rule } from './ruling.ts'
import { claimLeftFen, close } from './sums.ts'

/**
 * 投诉. Who may do what with a case, and what follows? Pure: the time, the people and the money of
 * the order arrive in `facts`. The table of who is silent stands in README.md.
 * @law 消费者权益保护法 第三十九条 (the ways to settle a dispute stay open side by side)
 */
export const initial: Complaint = { status: 'none' }

type Answer = Decision<Event, Refusal>

export function decide(complaint: Complaint, command: Command, facts: Facts): Answer {
  // Another's case is answered as if it were not there.
  if (facts.role === 'stranger') return refuse('complaint.not_found')
  if (command.type === 'open') return open(complaint, command, facts)
  if (facts.role === 'house') return asHouse(complaint, command, facts)
  if (complaint.status === 'none') return refuse('complaint.not_open')
  if (complaint.status === 'closed')
    return command.type === 'go_elsewhere'
      ? goElsewhere(complaint, command, facts)
      : refuse('complaint.not_open')
  return facts.role === 'mediator'
    ? asMediator(complaint, command, facts)
    : asSide(complaint, command, facts)
}

/** The clock, and what the order reports. A fact is never refused. */
function asHouse(complaint: Complaint, command: Command, facts: Facts): Answer {
  if (command.type === 'carry') return carry(complaint, command, facts)
  const refused = command.type === 'time' ? 'complaint.not_due' : 'complaint.not_yours_to_do'
  if (complaint.status === 'none') return command.type === 'time' ? refuse(refused) : []
  switch (command.type) {
    case 'time':
      return atTime(complaint, command.kind, facts)
    case 'refunded': {
      const over = complaint.status === 'closed' || claimLeftFen(complaint, facts) > 0n
      return over ? [] : [close(complaint, facts, { by: 'refunded', refundFen: 0n, human: false })]
    }
    case 'hold_decided':
      return holdDecided(complaint, command, facts)
    case 'goods':
      return goods(complaint, command, facts)
    case 'notice':
      return complaint.status === 'closed' ? [] : notice(complaint, command, facts)
    default:
      return refuse(refused)
  }
}

/** The order has settled what was locked, just before its hold ended. */
function holdDecided(
  file: CaseFile,
  { id }: Extract<Command, { type: 'hold_decided' }>,
  { at, backFen }: Facts,
): Event[] {
  if (file.status === 'closed' || file.complaintId !== id) return []
  const refundFen = minFen(file.amountFen, backFen - file.backBeforeFen)
  const outcome: Outcome = {
    by: 'hold',
    ...{ refundFen, fromHoldFen: refundFen, owedFen: 0n, human: false, at },
  }
  return [{ type: 'complaint.closed', complaintId: id, outcome, decision: null }]
}

function asMediator(file: CaseFile, command: Command, facts: Facts): Answer {
  switch (command.type) {
    case 'take':
      return take(file, facts)
    case 'propose':
      return propose(file, command, facts)
    case 'rule':
      return rule(file, command, facts)
    case 'confirm_ruling':
      return confirmRuling(file, facts)
    case 'decide_objection':
      return decideObjection(file, command, facts)
    case 'notice':
      return noticeOfDesk(file, command, facts)
    case 'say':
      return say(file, command, facts)
    default:
      return refuse('complaint.not_yours_to_do')
  }
}

function asSide(file: CaseFile, command: Command, facts: Facts): Answer {
  switch (command.type) {
    case 'withdraw':
      return withdraw(file, facts)
    case 'agree':
      return agree(file, facts)
    case 'answer':
      return answer(file, command, facts)
    case 'show':
      return show(file, command, facts)
    case 'say':
      return say(file, command, facts)
    case 'offer':
      return offer(file, command, facts)
    case 'accept_offer':
      return accept(file, command, facts)
    case 'decline_offer':
      return decline(file, command, facts)
    case 'bid':
      return bid(file, command, facts)
    case 'escalate':
      return escalate(file, facts)
    case 'object':
      return object(file, command, facts)
    case 'appeal':
      return appeal(file, command, facts)
    case 'accept_ruling':
      return acceptRuling(file, facts)
    case 'step':
      return step(file, command, facts)
    case 'join':
      return join(file, command, facts)
    case 'go_elsewhere':
      return goElsewhere(file, command, facts)
    case 'seen':
      return seen(file, facts)
    case 'open':
    case 'take':
    case 'propose':
    case 'rule':
    case 'confirm_ruling':
    case 'decide_objection':
    case 'notice':
    case 'time':
    case 'refunded':
    case 'hold_decided':
    case 'goods':
    case 'carry':
      return refuse('complaint.not_yours_to_do')
    default:
      return unreachable(command)
  }
}

/** 撤回. The buyer is content or goes another way: at any time, and the lock ends. */
function withdraw(file: CaseFile, facts: Facts): Answer {
  if (facts.role !== 'buyer') return refuse('complaint.not_yours_to_do')
  return [close(file, facts, { by: 'withdrawn', refundFen: 0n, human: false })]
}

const claimantsMax = 10

/**
 * 其他受害人. Others who were harmed have claims of their own, beside the price.
 * @law 消费者权益保护法 第四十条、第四十九条
 */
function join(
  file: CaseFile,
  { relation, losses }: Extract<Command, { type: 'join' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'buyer') return refuse('complaint.not_yours_to_do')
  if (file.claimants.length >= claimantsMax) return refuse('complaint.file_full')
  if (losses.length === 0 || losses.some(({ amountFen }) => amountFen <= 0n))
    return refuse('complaint.amount_too_high')
  const id = `${file.complaintId}/v${file.claimants.length + 1}`
  return [{ type: 'complaint.joined', claimant: { id, relation, losses, at } }]
}

/** 另寻途径. Recorded, and nothing stops: the authorities and the court stand beside this case. */
function goElsewhere(
  file: CaseFile,
  { way }: Extract<Command, { type: 'go_elsewhere' }>,
  { role, at }: Facts,
): Answer {
  if (role !== 'buyer') return refuse('complaint.not_yours_to_do')
  if (file.ways.some((taken) => taken.way === way)) return []
  return [{ type: 'complaint.went_elsewhere', way, at }]
}
