import type { Instant } from '../kernel/time.ts'

/** 包裹 parcel. registered → moving → signed | returned | lost. Only its carrier tells of it. */
export type Parcel =
  | { readonly status: 'none' }
  | {
      readonly status: 'registered' | 'moving' | 'at_station' | 'signed' | 'returned' | 'lost'
      readonly parcelId: string
      readonly orderId: string
      readonly carrierId: string
      readonly trackingNo: string
      readonly errand?: Errand
      readonly registeredAt: Instant
      readonly scans: readonly Scan[]
      /** 失职: duties of its carrier that were broken on the way, oldest first. */
      readonly breaches?: readonly Breach[]
    }

/** 失职 breach. Which duty of the carrier was broken, when, and where it stands. */
export interface Breach {
  readonly duty: 'consent'
  readonly at: Instant
  readonly cite: string
}

export type Known = Exclude<Parcel, { status: 'none' }>

/** 差事: what it is under way for, where it is not the purchase itself: goods going back. */
export type Errand = 'return'

interface Bound {
  readonly orderId: string
  readonly errand?: Errand
}

export type ScanKind =
  | 'accepted'
  | 'out_for_delivery'
  /** 先验后签: the receiver may open and look before signing. */
  | 'inspection_offered'
  /** 放入代收点: starts the receiving clock only with the receiver's consent. */
  | 'left_at_station'
  | 'signed'
  | 'returned'
  | 'lost'

export interface Scan {
  readonly kind: ScanKind
  /** When it happened, by the carrier's word. */
  readonly at: Instant
  readonly place: string
  /** Only for `left_at_station`: had the receiver agreed? */
  readonly consented: boolean
  /** Whose signature stands under it; absent where only an API key or a sign-in vouches for it. */
  readonly signed?: ScanSignature
}

/** What anybody can check later without us: see `scanText` in `signing.ts`. */
export interface ScanSignature {
  readonly keyId: string
  /** The time as the carrier wrote it: part of the signed text. */
  readonly at: string
  /** Ed25519, base64. */
  readonly value: string
}

export type Command =
  | {
      readonly type: 'register'
      readonly orderId: string
      readonly carrierId: string
      readonly trackingNo: string
      readonly errand?: Errand
    }
  | ({ readonly type: 'scan' } & { readonly scan: Scan })

export type Event =
  | {
      readonly type: 'parcel.registered'
      readonly parcelId: string
      readonly orderId: string
      readonly carrierId: string
      readonly trackingNo: string
      readonly errand?: Errand
      readonly at: Instant
    }
  | ({ readonly type: 'parcel.scanned'; readonly scan: Scan } & Bound)
  /** The moment from which the receiving clock runs. */
  | ({ readonly type: 'parcel.signed'; readonly at: Instant } & Bound)
  | ({
      readonly type: 'parcel.breached'
      readonly breach: Breach
      readonly carrierId: string
    } & Bound)
  | ({ readonly type: 'parcel.came_back'; readonly lost: boolean } & Bound)

export interface Facts {
  readonly at: Instant
  readonly parcelId: string
  readonly by: { readonly type: 'house' } | { readonly type: 'carrier'; readonly id: string } | null
}

/** Checked in this order: the first that holds is the answer. */
export type Refusal =
  | 'parcel.not_found'
  | 'parcel.exists'
  | 'parcel.already_ended'
  | 'parcel.scan_in_future'
  | 'parcel.too_many_scans'

/** Of scans and keys, before anything is decided about a parcel. */
export type CarrierRefusal =
  | 'carrier.not_a_courier'
  | 'carrier.key_unusable'
  | 'carrier.too_many_keys'
  | 'carrier.key_unknown'
  | 'carrier.scan_unsigned'
  | 'carrier.signature_wrong'
