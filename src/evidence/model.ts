import type { Instant } from '../kernel/time.ts'
import type { Terms } from '../orders/terms.ts'

/**
 * 设备签名. Which steps of an order has a party signed with the key of its own device? Free for
 * everybody and never asked before a step may be taken: it is one more proof, kept in the log.
 */
export interface Signatures {
  readonly signed: readonly Signed[]
}

export interface Signed {
  readonly step: SignedStep
  readonly by: Party
  /** SHA-256 of the document, hex. */
  readonly documentHash: string
  readonly at: Instant
}

/** 可签名的步骤: price and terms at purchase, receipt of the goods, the end of a dispute. */
export const signedSteps = ['purchase', 'confirm', 'settle'] as const
export type SignedStep = (typeof signedSteps)[number]
export type Party = 'buyer' | 'seller'

/** What the device gave, checked before it became a command. All base64url, but the document. */
export interface DeviceSignature {
  readonly document: string
  readonly credentialId: string
  /** SPKI, DER. */
  readonly publicKey: string
  /** COSE: -7, -8 or -257. */
  readonly algorithm: number
  readonly authenticatorData: string
  readonly clientDataJSON: string
  readonly signature: string
}

export type Command = { readonly type: 'sign'; readonly step: SignedStep } & DeviceSignature

export type Event = {
  readonly type: 'step.signed'
  readonly step: SignedStep
  readonly by: Party
  readonly at: Instant
} & DeviceSignature

export interface Facts {
  readonly at: Instant
  readonly role: Party | 'house' | 'stranger'
  /** What this party would agree to by this step, as things stand; null: there is nothing. */
  readonly document: string | null
  readonly documentHash: string
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'signature.not_yours'
  | 'signature.nothing_to_sign'
  | 'signature.agreement_changed'
  | 'signature.already_signed'
  | 'signature.device_unknown'
  | 'signature.invalid'
  | 'signature.key_invalid'

/** 系统. The house's own stream is one of shop 0: no shop has that number. */
export const houseShop = 0
export const houseSubject = 'house'

/** 本站规则. The site's own rules in full: those of a trade, and its fee. Public, and in the log. */
export interface SiteTerms extends Terms {
  /** Of what is released to a seller. */
  readonly feePerMille: number
}

/** What the house says of itself. */
export type HouseEvent =
  | {
      readonly type: 'house.started'
      readonly version: string
      readonly runtime: string
      /** The site's own rules in full, so that what they were on any day can be proved. */
      readonly terms: SiteTerms
      readonly termsHash: string
    }
  | { readonly type: 'house.stopped'; readonly version: string }
  /** `check` names it in one word, `finding` says what was found, without anybody's data. */
  | { readonly type: 'house.check_failed'; readonly check: string; readonly finding: string }
  | { readonly type: 'house.check_passed'; readonly check: string; readonly finding: string }
