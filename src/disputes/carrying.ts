import { minFen } from '../kernel/money.ts'
import { shanghaiDay } from '../kernel/time.ts'
import type { Carry, CaseFile, Complaint, Event, Facts } from './model.ts'
import { claimable, draftFile, openedBy } from './opening.ts'
import { disputed } from './performing.ts'
import { evidenceItem } from './proving.ts'

/**
 * 带入案件. A return that the two sides see differently comes into a case, with all that both
 * have said and shown: into the one that is open, else into one that opens with it. What an open
 * case had agreed on goes back to its mediator.
 */
export function carry(complaint: Complaint, command: Carry, facts: Facts): Event[] {
  if (complaint.status === 'none' || complaint.status === 'closed')
    return opened(complaint, command, facts)
  const goesOn = command.complaintId === complaint.complaintId ? disputed(complaint, facts) : []
  return [...shown(complaint, command.told, facts), ...goesOn]
}

/**
 * The buyer's words and photos are the claim, and what the seller objected is his evidence. Where
 * all of the price has gone back or is owed already, nothing is claimed: the case then is about the
 * goods that the seller has.
 */
function opened(complaint: Complaint, command: Carry, facts: Facts): Event[] {
  const { issue, told } = command
  const leftFen = claimable(complaint, facts)
  const amountFen = minFen(command.amountFen, leftFen > 0n ? leftFen : 0n)
  const [said] = told.filter(({ by }) => by === 'buyer')
  const { text, photos } = said ?? { text: '', photos: [] }
  const open = { type: 'open', amountFen, issue, text, photos } as const
  const knownOn = shanghaiDay(facts.at)
  const file = draftFile(complaint, open, { facts, amountFen, knownOn })
  const theirs = told.filter(({ by }) => by === 'seller')
  return [openedBy(file, facts), ...shown(file, theirs, facts)]
}

function shown(
  { complaintId, evidence, burdens }: CaseFile,
  told: Carry['told'],
  { at }: Facts,
): Event[] {
  const point = burdens[0]?.point ?? null
  return told
    .filter(({ text, photos }) => text !== '' || photos.length > 0)
    .map((what, place) => {
      const number = evidence.length + place + 1
      return {
        type: 'complaint.shown',
        item: evidenceItem(complaintId, number, { ...what, point, at }),
      }
    })
}
