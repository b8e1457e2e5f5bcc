import { type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import { day, type Instant, minute } from '../kernel/time.ts'
import type { Approval, Proposal, Refusal } from './model.ts'

/** A proposal that nobody decided for so long is over. */
export const openFor = 7 * day
/** So many may wait at once: more is not deciding but flooding. */
export const openMax = 200

type No = KernelRefusal<Refusal>

/**
 * 四眼原则. May this be proposed? `needless`: it is so already, as when somebody has the part, or when
 * nothing is parked there. Null: yes.
 */
export function mayPropose({ needless, open }: { needless: boolean; open: number }): No | null {
  if (needless) return refuse('approval.needless')
  if (open >= openMax) return refuse('approval.too_many')
  return null
}

/**
 * May this person decide it, now? Whoever proposed it may only withdraw it, and whom it concerns
 * may do neither. Null: yes.
 */
export function mayDecide(
  approval: Approval | null,
  by: { personId: string; outcome: 'approved' | 'declined'; at: Instant },
): No | null {
  if (!approval) return refuse('approval.not_found')
  if (approval.outcome !== null) return refuse('approval.decided')
  if (by.at >= approval.expiresAt) return refuse('approval.expired')
  if (approval.proposedBy === by.personId)
    return by.outcome === 'declined' ? null : refuse('approval.own')
  if (concerned(approval.what) === by.personId) return refuse('approval.about_you')
  return null
}

/** An answer that did not arrive is asked for again within this time. */
const unheardMs = 10 * minute

/**
 * Did this person approve it a moment ago, and perhaps the server died before it took effect? Only
 * where it harms nobody to be done again: what is stopped for a theft is stopped already.
 */
export function isUnheard(
  approval: Approval | null,
  by: { personId: string; outcome: 'approved' | 'declined'; at: Instant },
): boolean {
  if (approval?.what.kind !== 'account.stolen' || approval.decidedAt === null) return false
  const same = approval.decidedBy === by.personId && approval.outcome === 'approved'
  return same && by.outcome === 'approved' && by.at < approval.decidedAt + unheardMs
}

/** Is it about this person's own purchase or sale? Then two other people speak about it. */
export function isOwn(
  { buyerId, sellerId, openedBy }: { buyerId: string; sellerId: string; openedBy: string },
  personId: string,
): boolean {
  return [buyerId, sellerId].includes(personId) || openedBy === `person:${personId}`
}

/** Whom does it concern? Null where it concerns nobody, such as an entry of the log. */
export function concerned(what: Proposal): string | null {
  return what.kind === 'log.skip' ? null : what.personId
}
