import type { Fen } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'

/** 投诉 complaint. none → open → withdrawn | agreed. While open it holds an amount back. */
export type Complaint =
  | { readonly status: 'none' }
  | {
      readonly status: 'open' | 'withdrawn' | 'agreed'
      readonly complaintId: string
      readonly amountFen: Fen
      readonly issue: Issue
      readonly text: string
      readonly openedAt: Instant
      /** How many complaints this order has seen. */
      readonly count: number
    }

/** 争议点. What is wrong, in the buyer's words. */
export const issues = [
  'not_received',
  'damaged',
  'not_as_described',
  'fake',
  'harmful',
  'other',
] as const
export type Issue = (typeof issues)[number]

export type Command =
  | {
      readonly type: 'open'
      /** Null claims all that is still held. */
      readonly amountFen: Fen | null
      readonly issue: Issue
      readonly text: string
    }
  | { readonly type: 'withdraw' }
  /** The seller gives the buyer what he claims. */
  | { readonly type: 'agree' }

export type Event =
  | {
      readonly type: 'complaint.opened'
      readonly complaintId: string
      readonly amountFen: Fen
      readonly issue: Issue
      readonly text: string
      readonly at: Instant
    }
  | { readonly type: 'complaint.withdrawn'; readonly complaintId: string }
  | {
      readonly type: 'complaint.agreed'
      readonly complaintId: string
      readonly amountFen: Fen
    }

export interface Facts {
  readonly at: Instant
  readonly orderId: string
  readonly role: 'buyer' | 'seller' | 'house' | 'stranger'
  /** What is held for the order and not on its way out. */
  readonly freeFen: Fen
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'complaint.not_found'
  | 'complaint.not_yours_to_do'
  | 'complaint.already_open'
  | 'complaint.not_open'
  | 'complaint.nothing_held'
  | 'complaint.amount_too_high'
