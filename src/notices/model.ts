import type { Instant } from '../kernel/time.ts'

/** 回调地址 webhook. Where a shop's programs want to be told; off until its seller turns it on. */
export type Webhook =
  | { readonly status: 'none' }
  | {
      readonly status: 'on' | 'off' | 'removed'
      readonly webhookId: string
      /** The public id of the shop. */
      readonly shop: string
      readonly url: string
      readonly description: string
      readonly topics: readonly Topic[]
      /** 1 for the first signing key; each rotation adds one. */
      readonly keyNo: number
      /** Until then messages bear the signature of the key before, too. */
      readonly oldKeyUntil: Instant | null
      readonly createdAt: Instant
      /** Why it is off; null while it is on. */
      readonly offBecause: OffReason | null
    }
export type Known = Exclude<Webhook, { status: 'none' }>

/** What a message can be about: the first word of the kind of its event. */
export const topics = ['order', 'parcel', 'complaint', 'return', 'case', 'listing'] as const
export type Topic = (typeof topics)[number]

/**
 * `failures`: too many in a row. `gone`: the receiver answered 410, it wants no more. `theft`: the
 * account was declared stolen, and somebody else may have named this address.
 */
export type OffReason = 'seller' | 'failures' | 'gone' | 'theft'

export type Command =
  | {
      readonly type: 'register'
      readonly shop: string
      readonly url: string
      readonly description: string
      readonly topics: readonly Topic[]
    }
  | {
      readonly type: 'edit'
      readonly url: string
      readonly description: string
      readonly topics: readonly Topic[]
    }
  | { readonly type: 'turn_on' }
  | { readonly type: 'turn_off'; readonly because: OffReason }
  | { readonly type: 'rotate_key' }
  | { readonly type: 'remove' }

/** What a declared theft does to every address that is told. */
export const offForTheft: Command = { type: 'turn_off', because: 'theft' }

export type Event =
  | {
      readonly type: 'webhook.registered'
      readonly webhookId: string
      readonly shop: string
      readonly url: string
      readonly description: string
      readonly topics: readonly Topic[]
      readonly at: Instant
    }
  | {
      readonly type: 'webhook.edited'
      readonly url: string
      readonly description: string
      readonly topics: readonly Topic[]
    }
  | { readonly type: 'webhook.turned_on' }
  | { readonly type: 'webhook.turned_off'; readonly because: OffReason }
  | { readonly type: 'webhook.key_rotated'; readonly oldKeyUntil: Instant }
  | { readonly type: 'webhook.removed' }

export interface Facts {
  readonly at: Instant
  readonly webhookId: string
  readonly by: 'seller' | 'house' | null
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal = 'webhook.not_found' | 'webhook.exists' | 'webhook.topics_missing'

/** Found out before anything is decided. */
export type DoorRefusal =
  | 'webhook.url_unusable'
  | 'webhook.url_private'
  | 'webhook.url_unresolved'
  | 'webhook.too_many'
  | 'webhook.message_unknown'

/** One try to deliver a message. */
export interface Try {
  readonly at: Instant
  readonly tookMs: number
  /** What the receiver answered; null when it did not. */
  readonly status: number | null
  /** A word of ours on why it did not count; never the receiver's own. */
  readonly error: TryError | null
}
export type TryError =
  | 'timeout'
  | 'unreachable'
  | 'unresolved'
  | 'private_address'
  | 'redirect'
  | 'refused'

/** A message to one address, and how its delivery stands. */
export interface Delivery {
  readonly shopId: number
  readonly webhookId: string
  readonly messageId: string
  readonly kind: string
  readonly body: string
  readonly status: 'waiting' | 'delivered' | 'failed'
  readonly attempts: number
  readonly tries: readonly Try[]
  readonly createdAt: Instant
  readonly nextAt: Instant | null
  readonly finishedAt: Instant | null
}
