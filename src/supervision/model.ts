import type { Instant } from '../kernel/time.ts'

/** 四眼原则. One proposes, another approves; nothing happens before. */
export interface Approval {
  readonly id: string
  readonly what: Proposal
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: Instant
  readonly expiresAt: Instant
  readonly outcome: 'approved' | 'declined' | null
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
}

/** What can be proposed. Another kind of sanction is another member of this union. */
export type Proposal =
  | {
      readonly kind: 'role.grant' | 'role.revoke'
      /** Whom it concerns: that person can never approve it. */
      readonly personId: string
      readonly role: string
    }
  /** 账号被盗: for somebody who can reach neither the account nor the telephone. */
  | { readonly kind: 'account.stolen'; readonly personId: string; readonly since: Instant }
  /** 跳过搁置: an entry that a reader could not digest is left for good. */
  | { readonly kind: 'log.skip'; readonly reader: string; readonly index: number }

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'approval.not_found'
  | 'approval.decided'
  | 'approval.expired'
  | 'approval.own'
  | 'approval.about_you'
  | 'approval.needless'
  | 'approval.incomplete'
  | 'approval.too_many'
  | 'person.not_found'
