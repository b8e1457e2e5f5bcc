import { unreachable } from '../kernel/assert.ts'
import type { Instant } from '../kernel/time.ts'

/** A person's id, a uuid. For a telephone number it is always the same one (see `ids.ts`). */
export type PersonId = string

/** Parts that must be granted. Buying and selling need none of them. */
export const roles = ['operator', 'mediator', 'regulator', 'association', 'carrier'] as const
export type Role = (typeof roles)[number]

/**
 * Who is asking? `person` has proved a telephone number, `guest` only holds our signed cookie,
 * `carrier` is a program with a key. An operator is a person with that role.
 */
export type Actor =
  | { readonly kind: 'person'; readonly personId: PersonId; readonly roles: readonly Role[] }
  | { readonly kind: 'guest'; readonly personId: PersonId }
  | { readonly kind: 'carrier'; readonly carrierId: string }

/** What is the one text for this actor? It scopes idempotency and stands in the journal: fixed. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person:${actor.personId}`
    case 'guest':
      return `guest:${actor.personId}`
    case 'carrier':
      return `carrier:${actor.carrierId}`
    default:
      return unreachable(actor)
  }
}

/** Does this actor play one of these parts? A program's key never does. */
export function hasRole(actor: Actor | null, ...wanted: readonly Role[]): boolean {
  return actor?.kind === 'person' && actor.roles.some((role) => wanted.includes(role))
}

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

/** A mainland mobile number in E.164, `+8613800138000`. Made only by `parsePhone`. */
export type Phone = string & { readonly phone: unique symbol }

export interface Address {
  readonly province: string
  readonly city: string
  readonly district: string
  readonly street: string
}

/** What somebody told us in order to be reached. Stored only encrypted, never logged. */
export interface Contact {
  readonly name: string | null
  readonly phone: Phone | null
  readonly address: Address | null
}

/** 第二重验证. By what, beside the session, has the person been recognised just now? */
export type Factor = 'passkey' | 'code'

/** What somebody shows: six digits just sent to their own telephone, or a passkey's answer. */
export type Proof =
  | { readonly code: string }
  | { readonly token: string; readonly response: { readonly id: string } }

/** 账号动态. What was done to an account, for its owner to see. Not in the log. */
export interface AccountEvent {
  readonly eventId: string
  readonly kind: AccountEventKind
  readonly at: Instant
}
export const accountEventKinds = [
  'device.new',
  'passkey.made',
  'passkey.removed',
  'key.made',
  'payout.asked',
  'account.stolen',
] as const
export type AccountEventKind = (typeof accountEventKinds)[number]

/**
 * What a code is for. Whoever talks an owner out of the code of a sign-in has nothing for a second
 * proof, and the message of that one says what it would do.
 */
export type CodePurpose = 'enter' | 'prove'

/** Who holds a key: a carrier, or a person whose own program acts without the person's roles. */
export type KeyHolder =
  | { readonly kind: 'carrier'; readonly carrierId: string }
  | { readonly kind: 'person'; readonly personId: PersonId }

/** Checked in this order within each group: the first that holds is the answer. */
export type Refusal =
  | 'contact.name_invalid'
  | 'contact.phone_invalid'
  | 'contact.address_invalid'
  | 'request.origin_foreign'
  | 'request.json_only'
  | 'sign_in.too_many_from_here'
  | 'sign_in.code_too_soon'
  | 'sign_in.too_many_codes'
  | 'sign_in.sms_unavailable'
  | 'sign_in.too_many_tries'
  | 'sign_in.code_expired'
  | 'sign_in.code_wrong'
  | 'actor.unknown'
  | 'actor.not_allowed'
  | 'session.unknown'
  | 'passkey.expired'
  | 'passkey.not_good'
  | 'passkey.too_many'
  | 'passkey.unknown'
  | 'proof.passkey_needed'
  | 'proof.passkey_removed'
  | 'stolen.since_unusable'
  | 'api_key.unknown'
  | 'api_key.too_many'
