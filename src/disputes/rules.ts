import { type Decision, refuse } from '../kernel/refusal.ts'
import type { Command, Complaint, Event, Facts, Refusal } from './model.ts'

/**
 * 投诉锁定. May this complaint be opened, and what does it hold back? Pure. Exactly the claimed
 * amount is locked: it limits what goes to the seller, never what goes back to the buyer.
 */
export const initial: Complaint = { status: 'none' }

export function decide(
  complaint: Complaint,
  command: Command,
  facts: Facts,
): Decision<Event, Refusal> {
  if (facts.role === 'stranger') return refuse('complaint.not_found')
  switch (command.type) {
    case 'open':
      return open(complaint, command, facts)
    case 'withdraw':
      if (facts.role !== 'buyer') return refuse('complaint.not_yours_to_do')
      if (complaint.status !== 'open') return refuse('complaint.not_open')
      return [{ type: 'complaint.withdrawn', complaintId: complaint.complaintId }]
    case 'agree': {
      if (facts.role !== 'seller') return refuse('complaint.not_yours_to_do')
      if (complaint.status !== 'open') return refuse('complaint.not_open')
      const { complaintId, amountFen } = complaint
      return [{ type: 'complaint.agreed', complaintId, amountFen }]
    }
  }
}

function open(
  complaint: Complaint,
  command: Extract<Command, { type: 'open' }>,
  { at, orderId, role, freeFen }: Facts,
): Decision<Event, Refusal> {
  if (role !== 'buyer') return refuse('complaint.not_yours_to_do')
  if (complaint.status === 'open') return refuse('complaint.already_open')
  if (freeFen <= 0n) return refuse('complaint.nothing_held')
  const amountFen = command.amountFen ?? freeFen
  if (amountFen <= 0n || amountFen > freeFen) return refuse('complaint.amount_too_high')
  const count = complaint.status === 'none' ? 1 : complaint.count + 1
  const { issue, text } = command
  const complaintId = `${orderId}/${count}`
  return [{ type: 'complaint.opened', complaintId, amountFen, issue, text, at }]
}

/** Total and trusting: applies what happened. */
export function evolve(complaint: Complaint, event: Event): Complaint {
  if (event.type === 'complaint.opened') {
    const { complaintId, amountFen, issue, text, at } = event
    const count = complaint.status === 'none' ? 1 : complaint.count + 1
    return { status: 'open', complaintId, amountFen, issue, text, openedAt: at, count }
  }
  if (complaint.status === 'none') return complaint
  return { ...complaint, status: event.type === 'complaint.agreed' ? 'agreed' : 'withdrawn' }
}
